#include "app/CatalogAccess.h"
#include "app/CommandLine.h"
#include "app/verbs/Verbs.h"
#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace millwright {
namespace {

using nlohmann::ordered_json;

struct Options {
    std::string code; ///< empty = list all
    std::string output;
    bool isJson = false;
};

std::string dumped(const ordered_json& document)
{
    return document.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

ordered_json maybe(const std::optional<double>& number)
{
    return number ? ordered_json(*number) : ordered_json();
}

ordered_json figureJson(const RegionFigure& figure)
{
    const RegionKeyInfo& info = regionKeyInfo(figure.key);
    return {{"key", info.name},       {"label", info.label},   {"value", figure.value},
            {"low", maybe(figure.low)}, {"high", maybe(figure.high)}, {"unit", info.unit},
            {"year", figure.year},    {"source", figure.source}, {"confidence", confidenceName(figure.confidence)}};
}

ordered_json regionJson(const Region& region)
{
    ordered_json document = {{"region", region.code}, {"name", region.name}, {"city", region.city}, {"code", region.electricalCode}};
    document["figures"] = ordered_json::array();
    for (const RegionFigure& figure : region.figures)
        document["figures"].push_back(figureJson(figure));
    document["unknown"] = ordered_json::array();
    for (const RegionKey key : region.unknown())
        document["unknown"].push_back(regionKeyInfo(key).name);
    document["weather"] = ordered_json::array();
    for (const WeatherBin& bin : region.weather)
        document["weather"].push_back({{"dryBulb_C", bin.dryBulb}, {"wetBulb_C", maybe(bin.wetBulb)}, {"hours", bin.hours}});
    return document;
}

std::string rangeText(const RegionFigure& figure)
{
    if (!figure.low && !figure.high)
        return {};
    const auto end = [](const std::optional<double>& number) { return number ? fmt::format("{:g}", *number) : std::string(); };
    return fmt::format("{} .. {}", end(figure.low), end(figure.high));
}

std::string regionText(const Region& region)
{
    std::string text = fmt::format("{} {}, {} ({})\n", region.code, region.name, region.city, region.electricalCode);
    for (const RegionFigure& figure : region.figures) {
        const RegionKeyInfo& info = regionKeyInfo(figure.key);
        text += fmt::format("{:<38} {:>10} {:<13} {:<16} {:<12} {:<10} {}\n", info.label, fmt::format("{:g}", figure.value), info.unit,
                            rangeText(figure), figure.year, confidenceName(figure.confidence), figure.source);
    }
    for (const RegionKey key : region.unknown())
        text += fmt::format("{:<38} {:>10}\n", regionKeyInfo(key).label, "unknown");
    return text;
}

int showRegion(const Catalog& catalog, const Options& options)
{
    std::string code = options.code;
    std::ranges::transform(code, code.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    const auto region = catalog.region(code);
    if (!region)
        return reportError(fail("cli.unknown-region", {options.code}));
    return deliver(options.isJson ? dumped(regionJson(*region)) : regionText(*region), options.output);
}

int run(const Options& options)
{
    const auto catalog = openCatalog();
    if (!catalog)
        return reportError(catalog.error());
    if (!options.code.empty())
        return showRegion(**catalog, options);
    ordered_json rows = ordered_json::array();
    std::string text;
    for (const RegionSummary& region : (*catalog)->regions()) {
        rows.push_back({{"region", region.code}, {"name", region.name}, {"city", region.city}});
        text += fmt::format("{:<4} {:<22} {}\n", region.code, region.name, region.city);
    }
    return deliver(options.isJson ? dumped({{"regions", std::move(rows)}}) : text, options.output);
}

} // namespace

void addRegionsVerb(CLI::App& catalog, VerbChoice& choice)
{
    auto options = std::make_shared<Options>();
    CLI::App* verb = catalog.add_subcommand("regions", "List regions, or show one with the source of every figure");
    verb->add_option("code", options->code, "Country, e.g. DEU (ISO 3166 alpha-3)");
    verb->add_option("-o,--output", options->output, "Write to this file");
    verb->add_flag("--json", options->isJson, "Print JSON");
    verb->callback([options, &choice] { choice.run = [options] { return run(*options); }; });
}

} // namespace millwright
