#include "app/CatalogAccess.h"
#include "app/CommandLine.h"
#include "app/verbs/Verbs.h"
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace millwright {
namespace {

using nlohmann::ordered_json;

struct Options {
    std::string text;
    std::string kind;
    std::string output;
    std::size_t limit = 100000;
    bool isJson = false;
};

std::string dumped(const ordered_json& document)
{
    return document.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

Result<PartQuery> queryOf(const Options& options)
{
    PartQuery query;
    query.text = options.text;
    query.limit = options.limit;
    if (!options.kind.empty()) {
        const auto kind = partKindFromName(options.kind);
        if (!kind)
            return fail("cli.unknown-kind", {options.kind});
        query.kinds = {*kind};
    }
    return query;
}

int runList(const Options& options)
{
    const auto query = queryOf(options);
    if (!query)
        return reportError(query.error());
    const auto catalog = openCatalog();
    if (!catalog)
        return reportError(catalog.error());
    ordered_json rows = ordered_json::array();
    std::string text;
    for (const PartSummary& part : (*catalog)->search(*query)) {
        rows.push_back({{"id", part.id}, {"vendor", part.vendor}, {"name", part.name}, {"kind", partKindName(part.kind)}});
        text += fmt::format("{:<26} {:<16} {:<22} {}\n", part.id, partKindName(part.kind), part.vendor, part.name);
    }
    return deliver(options.isJson ? dumped({{"parts", std::move(rows)}}) : text, options.output);
}

ordered_json fieldJson(const Field& field)
{
    const FieldInfo& info = fieldInfo(field.key);
    ordered_json row = {{"key", info.name}, {"label", info.label}};
    if (info.type == FieldType::Number)
        row["value"] = field.number;
    else
        row["value"] = field.text;
    row["source"] = field.source ? *field.source : std::string();
    row["date"] = field.date;
    row["confidence"] = confidenceName(field.confidence);
    if (!field.basis.empty())
        row["basis"] = field.basis;
    return row;
}

int runShow(const Options& options)
{
    const auto catalog = openCatalog();
    if (!catalog)
        return reportError(catalog.error());
    const PartPtr part = (*catalog)->part(options.text);
    if (!part)
        return reportError(fail("cli.unknown-part", {options.text}));
    if (!options.isJson) {
        std::string text = fmt::format("{}  {}  ({})\n", part->id, part->displayName(), partKindName(part->kind));
        for (const Field& field : part->fields) {
            const FieldInfo& info = fieldInfo(field.key);
            text += fmt::format("  {:<26} {:<24} {:<11} {}\n", info.name, info.type == FieldType::Number ? fmt::format("{:g}", field.number) : field.text,
                                confidenceName(field.confidence), field.source ? *field.source : std::string());
        }
        return deliver(text, options.output);
    }
    ordered_json document = {{"id", part->id}, {"vendor", part->vendor}, {"name", part->name}, {"kind", partKindName(part->kind)}, {"revision", part->revision}};
    document["fields"] = ordered_json::array();
    for (const Field& field : part->fields)
        document["fields"].push_back(fieldJson(field));
    document["otherValues"] = ordered_json::array();
    for (const Field& field : part->otherValues)
        document["otherValues"].push_back(fieldJson(field));
    return deliver(dumped(document), options.output);
}

int runStats(const Options& options)
{
    const auto catalog = openCatalog();
    if (!catalog)
        return reportError(catalog.error());
    const CatalogStats stats = (*catalog)->statistics();
    ordered_json document = {{"parts", stats.parts}, {"userParts", stats.userParts}, {"byKind", ordered_json::object()}, {"byConfidence", ordered_json::object()}};
    std::string text;
    for (const auto& [kind, count] : stats.byKind) {
        ordered_json byConfidence = ordered_json::object();
        for (std::size_t i = 0; i < confidenceCount; ++i)
            byConfidence[std::string(confidenceName(static_cast<Confidence>(i)))] = count.byConfidence[i];
        document["byKind"][std::string(partKindName(kind))] = {{"parts", count.parts}, {"byConfidence", std::move(byConfidence)}};
        text += fmt::format("{:<20} {:>6}\n", partKindName(kind), count.parts);
    }
    for (std::size_t i = 0; i < confidenceCount; ++i)
        document["byConfidence"][std::string(confidenceName(static_cast<Confidence>(i)))] = stats.partsByConfidence[i];
    text += fmt::format("{:<20} {:>6}\n", "all", stats.parts);
    return deliver(options.isJson ? dumped(document) : text, options.output);
}

CLI::App* addPart(CLI::App& catalog, VerbChoice& choice, const char* name, const char* help, std::shared_ptr<Options> options, int (*run)(const Options&))
{
    CLI::App* verb = catalog.add_subcommand(name, help);
    verb->add_option("-o,--output", options->output, "Write to this file");
    verb->add_flag("--json", options->isJson, "Print JSON");
    verb->callback([options, run, &choice] { choice.run = [options, run] { return run(*options); }; });
    return verb;
}

} // namespace

void addCatalogVerb(CLI::App& app, VerbChoice& choice)
{
    CLI::App* catalog = app.add_subcommand("catalog", "Look into the parts catalog");
    catalog->require_subcommand(1);
    auto list = std::make_shared<Options>();
    CLI::App* listVerb = addPart(*catalog, choice, "list", "List parts", list, runList);
    listVerb->add_option("--kind", list->kind, "Only this kind, e.g. switch");
    auto show = std::make_shared<Options>();
    addPart(*catalog, choice, "show", "Show a part with the source of every figure", show, runShow)->add_option("id", show->text, "Part id")->required();
    auto search = std::make_shared<Options>();
    CLI::App* searchVerb = addPart(*catalog, choice, "search", "Search parts by words", search, runList);
    searchVerb->add_option("text", search->text, "Words, each may be a beginning")->required();
    searchVerb->add_option("--kind", search->kind, "Only this kind");
    searchVerb->add_option("--limit", search->limit, "At most so many");
    addPart(*catalog, choice, "stats", "Count parts by kind and confidence", std::make_shared<Options>(), runStats);
    addRegionsVerb(*catalog, choice);
    addQuoteVerb(*catalog, choice);
    addCatalogModels(*catalog, choice);
}

} // namespace millwright
