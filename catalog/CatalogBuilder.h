#pragma once
#include "catalog/ImportReport.h"
#include "catalog/PartRows.h"
#include "catalog/RegionRows.h"
#include "model/base/Result.h"
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace millwright
{

/// Makes the shipped catalog: reads the seed tables, notes every bad row and writes what is good in
/// one transaction.
class CatalogBuilder
{
public:
    void addPartFile(const std::filesystem::path& file);
    void addOverrideFile(const std::filesystem::path& file); ///< after the part files
    /// The three tables of regions: places, figures, weather.
    void addRegionFiles(const std::filesystem::path& places, const std::filesystem::path& figures,
                        const std::filesystem::path& weather);

    /// Writes the database beside `file` and renames it into place. Errors: "catalog.write-failed".
    Result<ImportReport> write(const std::filesystem::path& file);

private:
    void applyOverride(const FieldOverride& override, const std::string& file);
    void checkReferences();

    struct Origin {
        std::string file;
        std::size_t line = 0;
    };
    ImportReport m_report;
    std::vector<Part> m_parts;
    std::vector<Origin> m_origins;                  ///< as m_parts
    std::map<std::string, std::size_t> m_positions; ///< id -> index in m_parts
    RegionTable m_regions;
};

/// Reads a table, going on behind damaged lines, which are noted; nothing if the file cannot be
/// read at all.
std::optional<CsvTable> readTable(const std::filesystem::path& file, ImportReport& report);

} // namespace millwright
