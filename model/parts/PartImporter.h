#pragma once
#include "model/base/Result.h"
#include "model/parts/ImportReport.h"
#include <array>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace millwright
{

/// Columns of a table of parts that are no fields.
inline constexpr std::array<std::string_view, 10> partIdentityColumns{
    "id", "vendor", "name", "kind", "flags", "basis", "source", "date", "confidence", "unverified"};

/// Which column of a person's file is which: header -> one of partIdentityColumns or the name of a
/// field ("width_mm"). A header that is not in it means itself; one mapped to "" is left out.
using ColumnMapping = std::map<std::string, std::string>;

/// How a person's table of parts is to be read.
struct CsvImportOptions {
    ColumnMapping columns;
    std::optional<PartKind> defaultKind; ///< of rows that name none
};

/// The beginning of a table, to choose what its columns mean.
struct CsvPreview {
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> rows; ///< the first ones, each as long as the header
    std::size_t rowCount = 0;                   ///< of the whole table
    ColumnMapping suggested;                    ///< what was recognised; the others are ""
};

/// Called before each file, or every so many rows, with how many are done and how many there are;
/// false cancels.
using ImportProgress = std::function<bool(std::size_t done, std::size_t total)>;

/// Reads parts from the files of others. Nothing is stored: PartStore::storeParts() takes the parts
/// in one transaction when a person has seen the report. Safe on any thread.
class PartImporter
{
public:
    virtual ~PartImporter() = default;

    /// Device types of the NetBox device-type library: a YAML file, or a folder with all below it.
    /// A power port becomes a supply with its rating, never a load. Errors: "netbox.no-files",
    /// "catalog.too-many". A cancelled import has no parts and says so in its report.
    virtual Result<ImportedParts> readNetBox(const std::filesystem::path& fileOrFolder,
                                             const ImportProgress& progress) const = 0;
    /// Errors: those of readCsvFile().
    virtual Result<CsvPreview> previewCsv(const std::filesystem::path& file) const = 0;
    /// The good rows of a CSV file. Errors: those of readCsvFile(), "catalog.too-many".
    virtual Result<ImportedParts> readCsv(const std::filesystem::path& file,
                                          const CsvImportOptions& options,
                                          const ImportProgress& progress) const = 0;
};

} // namespace millwright
