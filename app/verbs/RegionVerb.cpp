#include "app/CatalogAccess.h"
#include "app/CommandLine.h"
#include "app/verbs/Verbs.h"
#include "model/blueprint/SiteFigures.h"
#include "model/edit/RegionActions.h"
#include "model/io/ProjectFile.h"
#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>

namespace millwright {
namespace {

using nlohmann::ordered_json;

struct Options {
    std::string file;
    std::string code;
    std::string site; ///< empty = the first
    std::string output;
    bool isJson = false;
};

Id<Site> siteNamed(const Blueprint& blueprint, const std::string& name)
{
    for (const Site& site : blueprint.table<Site>())
        if (name.empty() || site.name == name)
            return site.id;
    return {};
}

std::string summaryJson(const Site& site, const Region& region)
{
    ordered_json applied = ordered_json::array();
    for (const FigureSource& row : readFigureSources(site.sources))
        applied.push_back({{"key", row.key}, {"value", row.value}, {"year", row.year}, {"source", row.source}, {"confidence", row.confidence}});
    ordered_json unknown = ordered_json::array();
    for (const RegionKey key : region.unknown())
        if (isApplied(key))
            unknown.push_back(regionKeyInfo(key).name);
    const ordered_json document = {{"site", site.name}, {"region", region.code}, {"applied", std::move(applied)}, {"unknown", std::move(unknown)}};
    return document.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

/// The region by its code in any case.
Result<Region> regionOf(std::string code)
{
    const auto catalog = openCatalog();
    if (!catalog)
        return catalog.error();
    const std::string asked = code;
    std::ranges::transform(code, code.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    if (auto region = (*catalog)->region(code))
        return std::move(*region);
    return fail("cli.unknown-region", {asked});
}

int run(const Options& options)
{
    auto loaded = readProject(options.file);
    if (!loaded)
        return reportError(loaded.error());
    if (loaded->isReadOnly)
        return reportError({loaded->readOnlyReason, options.file});
    const auto region = regionOf(options.code);
    if (!region)
        return reportError(region.error());
    Draft draft(std::move(loaded->project));
    const Id<Site> id = siteNamed(draft.blueprint(), options.site);
    const auto summary = applyRegion(draft, id, *region);
    if (!summary)
        return reportError(summary.error());
    if (const auto written = writeProject(options.output, draft.project()); !written)
        return reportError(written.error());
    return deliver(options.isJson ? summaryJson(*draft.find(id), *region) : formatMessage(*summary) + "\n", {});
}

} // namespace

void addRegionVerb(CLI::App& app, VerbChoice& choice)
{
    auto options = std::make_shared<Options>();
    CLI::App* verb = app.add_subcommand("region", "Give a design's site the tariffs, carbon, climate and costs of a region");
    verb->add_option("design", options->file, "Project file")->required();
    verb->add_option("code", options->code, "Country, e.g. DEU (ISO 3166 alpha-3)")->required();
    verb->add_option("-o,--output", options->output, "Write the design to this file")->required();
    verb->add_option("--site", options->site, "Name of the site; without it the first");
    verb->add_flag("--json", options->isJson, "Print JSON");
    verb->callback([options, &choice] { choice.run = [options] { return run(*options); }; });
}

} // namespace millwright
