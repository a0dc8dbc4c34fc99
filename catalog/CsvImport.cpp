#include "catalog/CatalogBuilder.h"
#include "catalog/PartImport.h"
#include "catalog/TextRules.h"
#include <algorithm>
#include <array>

namespace millwright
{
namespace
{

struct UsualName {
    std::string_view name; ///< small letters and digits only
    std::string_view key;
};
constexpr std::array usualNames{
    UsualName{"manufacturer", "vendor"},
    UsualName{"make", "vendor"},
    UsualName{"brand", "vendor"},
    UsualName{"model", "name"},
    UsualName{"product", "name"},
    UsualName{"title", "name"},
    UsualName{"partnumber", "id"},
    UsualName{"sku", "id"},
    UsualName{"type", "kind"},
    UsualName{"category", "kind"},
    UsualName{"citation", "source"},
    UsualName{"reference", "source"},
    UsualName{"url", "source"},
    UsualName{"u", "rackUnits_U"},
    UsualName{"uheight", "rackUnits_U"},
    UsualName{"rackunits", "rackUnits_U"},
    UsualName{"heightu", "rackUnits_U"},
    UsualName{"weightkg", "mass_kg"},
    UsualName{"masskg", "mass_kg"},
    UsualName{"widthmm", "width_mm"},
    UsualName{"depthmm", "depth_mm"},
    UsualName{"heightmm", "height_mm"},
    UsualName{"powerw", "powerMax_W"},
    UsualName{"maxpowerw", "powerMax_W"},
    UsualName{"powermaxw", "powerMax_W"},
    UsualName{"typicalpowerw", "powerTypical_W"},
    UsualName{"priceusd", "price_USD"},
    UsualName{"listpriceusd", "price_USD"},
    UsualName{"comment", "notes"},
    UsualName{"comments", "notes"},
};

std::string plainName(std::string_view text)
{
    std::string plain;
    for (const char c : text) {
        if (c >= 'A' && c <= 'Z')
            plain += static_cast<char>(c - 'A' + 'a');
        else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            plain += c;
    }
    return plain;
}

/// The key that a header means; empty if none is recognised.
std::string keyOf(const std::string& header)
{
    const std::string plain = plainName(header);
    if (plain.empty())
        return {};
    for (const std::string_view name : partIdentityColumns)
        if (plain == name)
            return std::string(name);
    for (std::size_t i = 0; i < static_cast<std::size_t>(FieldKey::Count); ++i) {
        const FieldInfo& info = fieldInfo(static_cast<FieldKey>(i));
        // A label tells no unit, so it stands only for fields without one.
        const bool isUnitless =
            info.type == FieldType::Text || info.unit == "1" || info.unit == "U";
        if (plain == plainName(info.name) || (isUnitless && plain == plainName(info.label)))
            return std::string(info.name);
    }
    const auto found = std::ranges::find(usualNames, plain, &UsualName::name);
    return found == usualNames.end() ? std::string() : std::string(found->key);
}

} // namespace

ColumnMapping suggestColumns(const std::vector<std::string>& header)
{
    ColumnMapping mapping;
    std::vector<std::string> taken;
    for (const std::string& name : header) {
        std::string key = keyOf(name);
        if (std::ranges::find(taken, key) != taken.end())
            key.clear(); // two headers cannot mean the same
        if (!key.empty())
            taken.push_back(key);
        mapping[name] = key;
    }
    return mapping;
}

Result<CsvPreview> previewPartsCsv(const std::filesystem::path& file)
{
    std::vector<Error> damagedRows; // named when the table is read
    const auto table = readCsvFile(file.string(), &damagedRows);
    if (!table)
        return table.error();
    CsvPreview preview;
    preview.header = table->header();
    preview.rowCount = table->rows().size();
    for (const CsvRow& row : table->rows()) {
        if (preview.rows.size() == previewedRows)
            break;
        preview.rows.push_back(row.fields);
    }
    preview.suggested = suggestColumns(preview.header);
    return preview;
}

Result<ImportedParts> readPartsCsv(const std::filesystem::path& file,
                                   const CsvImportOptions& options, const ImportProgress& progress)
{
    ImportedParts read;
    const auto table = readTable(file, read.report);
    if (!table)
        return Error{read.report.problems.front().message, file.string()};
    if (table->rows().size() > mostImportedParts)
        return fail("catalog.too-many",
                    {static_cast<std::int64_t>(table->rows().size()),
                     static_cast<std::int64_t>(mostImportedParts)},
                    file.string());
    PartRowOptions rowOptions;
    rowOptions.columns = options.columns;
    rowOptions.defaultKind = options.defaultKind;
    rowOptions.defaultSource = "imported from " + file.filename().string();
    if (!isPrintableText(rowOptions.defaultSource))
        rowOptions.defaultSource = "imported from a CSV file";
    rowOptions.canMakeIds = true;
    rowOptions.progress = progress;
    for (PartRow& row : readPartRows(*table, rowOptions, read.report))
        read.parts.push_back(std::move(row.part));
    read.report.imported = read.parts.size();
    return read;
}

static Result<ImportReport> storeImported(PartStore& store, Result<ImportedParts> read)
{
    if (!read)
        return read.error();
    if (!read->parts.empty())
        if (const auto stored = store.storeParts(std::move(read->parts)); !stored)
            return stored.error();
    return std::move(read->report);
}

Result<ImportReport> importPartsCsv(PartStore& store, const std::filesystem::path& file,
                                    const CsvImportOptions& options)
{
    return storeImported(store, readPartsCsv(file, options));
}

Result<ImportReport> importNetBoxTypes(PartStore& store, const std::filesystem::path& fileOrFolder,
                                       const ImportProgress& progress)
{
    return storeImported(store, readNetBoxTypes(fileOrFolder, progress));
}

} // namespace millwright
