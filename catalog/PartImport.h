#pragma once
#include "catalog/ImportReport.h"
#include "catalog/PartRows.h"
#include "model/base/Result.h"
#include "model/parts/PartImporter.h"
#include "model/parts/PartStore.h"
#include <filesystem>
#include <string>
#include <vector>

namespace millwright
{

/// A mapping for the headers that can be recognised: keys as they are, labels of fields ("Maximum
/// power"), and the usual names ("Manufacturer", "Weight (kg)"); what is not recognised is mapped
/// to "".
ColumnMapping suggestColumns(const std::vector<std::string>& header);

inline constexpr std::size_t mostImportedParts = 50000; ///< of one import
inline constexpr std::size_t previewedRows = 20;

// What PartImporter offers, as functions.
Result<CsvPreview> previewPartsCsv(const std::filesystem::path& file);
Result<ImportedParts> readPartsCsv(const std::filesystem::path& file,
                                   const CsvImportOptions& options,
                                   const ImportProgress& progress = {});
Result<ImportedParts> readNetBoxTypes(const std::filesystem::path& fileOrFolder,
                                      const ImportProgress& progress = {});

// Read and stored at once: the good rows go into the user's own parts in one transaction, or, when
// it is cancelled, none. Errors: those of reading, "parts.store-failed".
Result<ImportReport> importPartsCsv(PartStore& store, const std::filesystem::path& file,
                                    const CsvImportOptions& options);
Result<ImportReport> importNetBoxTypes(PartStore& store, const std::filesystem::path& fileOrFolder,
                                       const ImportProgress& progress = {});

/// The importers of this folder behind the interface that the window knows.
class CatalogImporter final : public PartImporter
{
public:
    Result<ImportedParts> readNetBox(const std::filesystem::path& fileOrFolder,
                                     const ImportProgress& progress) const override
    {
        return readNetBoxTypes(fileOrFolder, progress);
    }
    Result<CsvPreview> previewCsv(const std::filesystem::path& file) const override
    {
        return previewPartsCsv(file);
    }
    Result<ImportedParts> readCsv(const std::filesystem::path& file,
                                  const CsvImportOptions& options,
                                  const ImportProgress& progress) const override
    {
        return readPartsCsv(file, options, progress);
    }
};

} // namespace millwright
