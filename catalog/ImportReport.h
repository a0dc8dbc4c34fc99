#pragma once
#include "model/parts/ImportReport.h"

namespace millwright
{

/// Adds the English patterns of the catalog's messages.
void registerCatalogMessages();

} // namespace millwright
