#include "app/CatalogAccess.h"
#include "app/CommandLine.h"
#include "app/verbs/CatalogVerbs.h"
#include "model/assist/EditImpact.h"
#include "model/base/Units.h"
#include "model/edit/PartUpdate.h"
#include "model/io/ProjectFile.h"
#include "model/parts/PartFieldText.h"
#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace millwright {
namespace {

using nlohmann::ordered_json;

std::string shown(const std::optional<Field>& field)
{
    return field ? fieldValueText(*field) : "not known";
}

std::string differenceText(const OutdatedPart& part)
{
    std::string text = fmt::format("{}  {}\n", part.own->id, part.catalog->displayName());
    for (const FieldDifference& row : part.difference.fields)
        text += row.isValueChanged() ? fmt::format("    {}: {} -> {}\n", fieldInfo(row.key).label, shown(row.before), shown(row.after))
                                     : fmt::format("    {}: {}, other source or confidence\n", fieldInfo(row.key).label, shown(row.after));
    if (part.difference.hasName)
        text += fmt::format("    was {} ({})\n", part.own->displayName(), partKindName(part.own->kind));
    if (part.difference.hasFlags)
        text += "    other flags\n";
    if (part.difference.hasOtherValues)
        text += "    other values of disagreeing sources\n";
    return text;
}

ordered_json differenceJson(const OutdatedPart& part)
{
    ordered_json fields = ordered_json::array();
    for (const FieldDifference& row : part.difference.fields)
        fields.push_back({{"key", fieldInfo(row.key).name}, {"valueChanged", row.isValueChanged()},
                          {"before", row.before ? fieldJson(*row.before) : ordered_json()}, {"after", row.after ? fieldJson(*row.after) : ordered_json()}});
    return {{"id", part.own->id}, {"name", part.catalog->displayName()}, {"revision", {{"design", part.own->revision}, {"catalog", part.catalog->revision}}},
            {"nameChanged", part.difference.hasName}, {"flagsChanged", part.difference.hasFlags},
            {"otherValuesChanged", part.difference.hasOtherValues}, {"fields", std::move(fields)}};
}

ordered_json optionalJson(const std::optional<double>& value)
{
    return value ? ordered_json(*value) : ordered_json();
}

ordered_json impactJson(const EditImpact& impact)
{
    ordered_json metrics = ordered_json::array(), added = ordered_json::array(), gone = ordered_json::array();
    for (const MetricChange& change : impact.metrics)
        metrics.push_back({{"metric", change.metric->id}, {"unit", change.metric->unit}, {"before", optionalJson(change.before)}, {"after", optionalJson(change.after)}});
    for (const Finding& finding : impact.added)
        added.push_back({{"rule", finding.rule}, {"severity", severityName(finding.severity)}, {"text", formatMessage(finding.message)}});
    for (const Finding& finding : impact.gone)
        gone.push_back({{"rule", finding.rule}, {"severity", severityName(finding.severity)}, {"text", formatMessage(finding.message)}});
    return {{"metrics", std::move(metrics)}, {"findingsAdded", std::move(added)}, {"findingsGone", std::move(gone)}};
}

std::string measure(const std::optional<double>& value, std::string_view unit)
{
    return value ? formatMeasure(*value, unit) : "-";
}

std::string impactText(const EditImpact& impact)
{
    std::string text;
    for (const MetricChange& change : impact.metrics)
        text += fmt::format("{}: {} -> {}\n", change.metric->id, measure(change.before, change.metric->unit), measure(change.after, change.metric->unit));
    for (const Finding& finding : impact.added)
        text += fmt::format("new {}: {}\n", severityName(finding.severity), formatMessage(finding.message));
    for (const Finding& finding : impact.gone)
        text += fmt::format("gone {}: {}\n", severityName(finding.severity), formatMessage(finding.message));
    return text.empty() ? "No metric and no finding changes.\n" : text;
}

/// Keeps the parts that were asked for; an id that is not outdated is an error.
Result<std::vector<OutdatedPart>> chosen(std::vector<OutdatedPart> outdated, const std::vector<std::string>& ids)
{
    for (const std::string& id : ids)
        if (std::none_of(outdated.begin(), outdated.end(), [&](const OutdatedPart& part) { return part.own->id == id; }))
            return fail("cli.not-outdated", {id});
    if (!ids.empty())
        std::erase_if(outdated, [&](const OutdatedPart& part) { return std::find(ids.begin(), ids.end(), part.own->id) == ids.end(); });
    return outdated;
}

Result<EditImpact> writeUpdated(const Project& project, const std::vector<OutdatedPart>& outdated, const std::string& path)
{
    std::vector<PartPtr> parts;
    for (const OutdatedPart& part : outdated)
        parts.push_back(part.catalog);
    Draft draft(project);
    if (const auto updated = updateParts(draft, parts); !updated)
        return updated.error();
    auto impact = impactOf(project, draft.project());
    if (!impact)
        return impact;
    if (const auto written = writeProject(path, draft.project()); !written)
        return written.error();
    return impact;
}

int runOutdated(const CatalogOptions& options)
{
    const auto catalog = openCatalog();
    if (!catalog)
        return reportError(catalog.error());
    const auto loaded = readProject(options.text);
    if (!loaded)
        return reportError(loaded.error());
    if (!options.output.empty() && loaded->isReadOnly)
        return reportError({loaded->readOnlyReason, options.text});
    const auto outdated = chosen(outdatedParts(loaded->project.parts, **catalog), options.ids);
    if (!outdated)
        return reportError(outdated.error());
    ordered_json document = {{"parts", ordered_json::array()}};
    std::string text;
    for (const OutdatedPart& part : *outdated) {
        document["parts"].push_back(differenceJson(part));
        text += differenceText(part);
    }
    text += fmt::format("{} of {} parts differ from the catalog.\n", outdated->size(), loaded->project.parts.all().size());
    if (!options.output.empty()) {
        const auto impact = writeUpdated(loaded->project, *outdated, options.output);
        if (!impact)
            return reportError(impact.error());
        document["impact"] = impactJson(*impact);
        text += impactText(*impact);
    }
    return deliver(options.isJson ? dumped(document) : text, {});
}

} // namespace

void addCatalogOutdatedVerb(CLI::App& catalog, VerbChoice& choice)
{
    auto options = std::make_shared<CatalogOptions>();
    CLI::App* verb = addCatalogPart(catalog, choice, "outdated", "Parts of a design that differ from the catalog; -o writes the design with them updated", options, runOutdated);
    verb->add_option("file", options->text, "Project file")->required();
    verb->add_option("--part", options->ids, "Only this part; may be given several times");
}

} // namespace millwright
