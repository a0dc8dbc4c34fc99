#pragma once
#include "model/io/ProjectFile.h"

namespace millwright
{

/// Puts in order what the rows of a file say about each other: drops devices, circuits and features
/// that hang on nothing, unsets other references to nothing, tells of missing parts; a note for
/// each.
void checkReferences(LoadedProject& loaded);

} // namespace millwright
