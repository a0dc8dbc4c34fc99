#pragma once
#include "catalog/ImportReport.h"
#include "catalog/PartRows.h"
#include "model/base/Result.h"
#include "model/parts/PartStore.h"
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace millwright
{

/// How a person's table of parts is to be read.
struct CsvImportOptions {
    ColumnMapping columns;               ///< header -> key; a header mapped to "" is left out
    std::optional<PartKind> defaultKind; ///< of rows that name none
};

/// A mapping for the headers that can be recognised: keys as they are, labels of fields ("Maximum
/// power"), and the usual names ("Manufacturer", "Weight (kg)"); what is not recognised is mapped
/// to "".
ColumnMapping suggestColumns(const std::vector<std::string>& header);

/// Takes the good rows of a CSV file into the user's own parts, all in one transaction; the rest is
/// named in the report. Errors: those of readCsvFile(), "catalog.too-many", "parts.store-failed".
Result<ImportReport> importPartsCsv(PartStore& store, const std::filesystem::path& file,
                                    const CsvImportOptions& options);

inline constexpr std::size_t mostImportedParts = 50000; ///< of one import

/// Called before each file with how many are done and how many there are; false cancels, and
/// nothing is stored.
using ImportProgress = std::function<bool(std::size_t done, std::size_t total)>;

/// Takes device types of the NetBox device-type library (a YAML file, or a folder with all below
/// it) into the user's own parts in one transaction. A power port becomes a supply with its rating,
/// never a load. Errors: "netbox.no-files", "catalog.too-many", "parts.store-failed".
Result<ImportReport> importNetBoxTypes(PartStore& store, const std::filesystem::path& fileOrFolder,
                                       const ImportProgress& progress = {});

} // namespace millwright
