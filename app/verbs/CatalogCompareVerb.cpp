#include "app/CatalogAccess.h"
#include "app/CommandLine.h"
#include "app/verbs/CatalogVerbs.h"
#include "model/parts/PartCompare.h"
#include "model/parts/PartFieldText.h"
#include <nlohmann/json.hpp>

namespace millwright {
namespace {

using nlohmann::ordered_json;

ordered_json comparisonJson(const PartComparison& comparison)
{
    ordered_json parts = ordered_json::array();
    for (const PartPtr& part : comparison.parts)
        parts.push_back({{"id", part->id}, {"vendor", part->vendor}, {"name", part->name}, {"kind", partKindName(part->kind)}, {"revision", part->revision}});
    ordered_json rows = ordered_json::array();
    for (const ComparisonRow& row : comparison.rows) {
        ordered_json values = ordered_json::array();
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            ordered_json value = nullptr; // not known
            if (row.cells[i]) {
                value = fieldJson(*row.cells[i]);
                value["best"] = static_cast<bool>(row.isBest[i]);
            }
            values.push_back(std::move(value));
        }
        rows.push_back({{"key", fieldInfo(row.key).name}, {"label", fieldInfo(row.key).label}, {"group", fieldGroupLabel(row.group)},
                        {"unit", fieldUnit(row.key)}, {"different", row.isDifferent}, {"values", std::move(values)}});
    }
    return {{"parts", std::move(parts)}, {"fields", std::move(rows)}};
}

int runCompare(const CatalogOptions& options)
{
    const auto catalog = openCatalog();
    if (!catalog)
        return reportError(catalog.error());
    std::vector<PartPtr> parts;
    for (const std::string& id : options.ids) {
        PartPtr part = (*catalog)->part(id);
        if (!part)
            return reportError(fail("cli.unknown-part", {id}));
        parts.push_back(std::move(part));
    }
    const PartComparison comparison = compareParts(std::move(parts));
    if (options.isJson || options.output.ends_with(".json"))
        return deliver(dumped(comparisonJson(comparison)), options.output);
    if (options.output.ends_with(".csv"))
        return deliver(comparisonCsv(comparison), options.output);
    return deliver(comparisonText(comparison, options.hasOnlyDifferent), options.output);
}

} // namespace

void addCatalogCompareVerb(CLI::App& catalog, VerbChoice& choice)
{
    auto options = std::make_shared<CatalogOptions>();
    CLI::App* verb = addCatalogPart(catalog, choice, "compare", "Parts side by side; -o FILE.csv writes a table", options, runCompare);
    verb->add_option("ids", options->ids, "Two to six part ids")->required()->expected(static_cast<int>(fewestCompared), static_cast<int>(mostCompared));
    verb->add_flag("--different", options->hasOnlyDifferent, "Only fields that differ");
}

} // namespace millwright
