#include "catalog/CatalogBuilder.h"
#include "catalog/CatalogSchema.h"
#include "catalog/PartSql.h"
#include "catalog/RegionSql.h"
#include <algorithm>
#include <charconv>
#include <system_error>
#include <tuple>

namespace millwright
{
namespace
{

/// The line of "file.csv:12"; 0 if none is named.
std::size_t lineOf(const std::string& where)
{
    std::size_t line = 0;
    const std::size_t colon = where.rfind(':');
    if (colon != std::string::npos)
        std::from_chars(where.data() + colon + 1, where.data() + where.size(), line);
    return line;
}

void noteDamage(const Error& error, const std::filesystem::path& file, ImportReport& report)
{
    const std::size_t dot = error.message.id.find('.');
    report.problems.push_back({file.string(),
                               lineOf(error.where),
                               {},
                               error.message.id.substr(dot + 1),
                               error.message,
                               true});
    ++report.refused;
}

void writeDatabase(const std::vector<Part>& parts, const RegionTable& regions,
                   const std::filesystem::path& file)
{
    SQLite::Database database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    // A half-written file is thrown away, so nothing has to be safe on the way.
    database.exec("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 4096;");
    SQLite::Transaction transaction(database);
    database.exec(catalogSchemaSql());
    database.exec("PRAGMA user_version = " + std::to_string(catalogSchemaVersion));
    {
        PartSqlWriter writer(database);
        for (const Part& part : parts)
            writer.insert(part);
    }
    for (const auto& [code, region] : regions)
        writeRegion(database, region);
    database.exec("INSERT INTO part_search (part_search) VALUES ('optimize')");
    transaction.commit();
    database.exec("ANALYZE");
}

} // namespace

std::optional<CsvTable> readTable(const std::filesystem::path& file, ImportReport& report)
{
    std::vector<Error> damagedRows;
    auto table = readCsvFile(file.string(), &damagedRows);
    if (!table) {
        noteDamage(table.error(), file, report);
        return std::nullopt;
    }
    for (const Error& error : damagedRows)
        noteDamage(error, file, report);
    return std::move(*table);
}

void CatalogBuilder::addPartFile(const std::filesystem::path& file)
{
    const auto table = readTable(file, m_report);
    if (!table)
        return;
    for (PartRow& row : readPartRows(*table, {}, m_report)) {
        const auto [position, isNew] = m_positions.try_emplace(row.part.id, m_parts.size());
        if (!isNew) {
            m_report.problems.push_back({file.string(),
                                         row.line,
                                         "id",
                                         "id-twice",
                                         {"catalog.id-twice", {row.part.id}},
                                         true});
            ++m_report.refused;
            continue;
        }
        m_parts.push_back(std::move(row.part));
        m_origins.push_back({file.string(), row.line});
    }
}

void CatalogBuilder::addOverrideFile(const std::filesystem::path& file)
{
    const auto table = readTable(file, m_report);
    if (!table)
        return;
    for (const FieldOverride& override : readFieldOverrides(*table, m_report))
        applyOverride(override, file.string());
}

void CatalogBuilder::addRegionFiles(const std::filesystem::path& places,
                                    const std::filesystem::path& figures,
                                    const std::filesystem::path& weather)
{
    if (const auto table = readTable(places, m_report))
        readRegionPlaces(*table, m_regions, m_report);
    if (const auto table = readTable(figures, m_report))
        readRegionFigures(*table, m_regions, m_report);
    if (const auto table = readTable(weather, m_report))
        readRegionWeather(*table, m_regions, m_report);
}

void CatalogBuilder::applyOverride(const FieldOverride& override, const std::string& file)
{
    const auto found = m_positions.find(override.partId);
    if (found == m_positions.end()) {
        m_report.problems.push_back({file,
                                     override.line,
                                     "id",
                                     "unknown-part",
                                     {"catalog.unknown-part", {override.partId}},
                                     true});
        ++m_report.refused;
        return;
    }
    Part changed = withOverride(m_parts[found->second], override);
    ImportReport findings;
    if (!reportPlausibility(changed, {file, override.line, {}, {}, {}, true}, findings)) {
        ++m_report.refused;
        for (ImportProblem& problem : findings.problems)
            m_report.problems.push_back(std::move(problem));
        return;
    }
    m_parts[found->second] = std::move(changed);
}

void CatalogBuilder::checkReferences()
{
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        const std::string chip(m_parts[i].text(FieldKey::AcceleratorPart));
        if (chip.empty() || m_positions.contains(chip))
            continue;
        m_report.problems.push_back({m_origins[i].file,
                                     m_origins[i].line,
                                     std::string(fieldInfo(FieldKey::AcceleratorPart).name),
                                     "unknown-reference",
                                     {"catalog.unknown-reference", {chip}},
                                     false});
    }
}

Result<ImportReport> CatalogBuilder::write(const std::filesystem::path& file)
{
    checkReferences();
    // Hits that no rank tells apart are listed as they lie in the file.
    std::vector<Part> sorted = m_parts;
    std::ranges::stable_sort(sorted, {}, [](const Part& part) {
        return std::tuple(part.kind, std::string_view(part.vendor), std::string_view(part.name));
    });
    const std::filesystem::path unfinished = file.string() + ".unfinished";
    std::error_code error;
    std::filesystem::remove(unfinished, error);
    try {
        writeDatabase(sorted, m_regions, unfinished);
    } catch (const SQLite::Exception& exception) {
        std::filesystem::remove(unfinished, error);
        return fail("catalog.write-failed", {file.string(), std::string(exception.what())},
                    file.string());
    }
    std::filesystem::rename(unfinished, file, error);
    if (error)
        return fail("catalog.write-failed", {file.string(), error.message()}, file.string());
    m_report.imported = m_parts.size();
    return m_report;
}

} // namespace millwright
