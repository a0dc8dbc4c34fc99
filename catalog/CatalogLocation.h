#pragma once
#include "model/base/Result.h"
#include <filesystem>

namespace millwright
{

/// The shipped catalog: in ../share/millwright beside the program's folder, beside the program, or
/// where the build put it. Error "catalog.missing".
Result<std::filesystem::path> findShippedCatalog();

/// Where the user's own parts are kept: $XDG_DATA_HOME/millwright/parts.db, else
/// ~/.local/share/millwright/parts.db. Empty if neither is set; nothing is created.
std::filesystem::path userPartsPath();

} // namespace millwright
