#include "app/CommandLine.h"
#include "app/verbs/EstimateLookup.h"
#include "app/verbs/Verbs.h"
#include "model/estimate/ModelLibrary.h"
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace millwright {
namespace {

using nlohmann::ordered_json;

struct Options {
    std::string id;
    std::string output;
    bool isJson = false;
};

std::string attentionOf(const ModelArchitecture& m)
{
    if (m.isClassShape)
        return "shape of the class: layers not known";
    std::string text = m.isLatent() ? "latent" : fmt::format("{} kv heads", m.kvHeads);
    if (m.windowFraction > 0.0)
        text += fmt::format(", window {} on {:.0f} %", m.window, 100.0 * m.windowFraction);
    if (m.linearFraction > 0.0)
        text += fmt::format(", linear or state space on {:.0f} %", 100.0 * m.linearFraction);
    if (m.sparseTop > 0)
        text += fmt::format(", {} tokens at most", m.sparseTop);
    return text;
}

ordered_json modelJson(const ModelArchitecture& m)
{
    const ModelWork work = modelWork(m);
    return {{"id", m.id}, {"aliases", m.aliases}, {"parameters_B", work.totalParameters / 1e9}, {"active_B", work.activeParameters / 1e9},
            {"layers", m.layers}, {"hidden", m.hidden}, {"heads", m.heads}, {"vocabulary", m.vocabulary}, {"experts", m.experts},
            {"experts_per_token", m.expertsPerToken}, {"attention", attentionOf(m)}, {"cache_values_per_token", kvValuesAt(work, 1.0)},
            {"max_context", m.maxContext}, {"weight_format", m.weightFormat.empty() ? "bf16" : m.weightFormat}, {"source", m.source},
            {"class_shape", m.isClassShape}, {"confidence", m.confidence}};
}

int runModels(const Options& options)
{
    std::vector<const ModelArchitecture*> models;
    if (options.id.empty())
        for (const ModelArchitecture& m : standardModels().all())
            models.push_back(&m);
    else if (const ModelArchitecture* m = standardModels().find(options.id))
        models.push_back(m);
    else
        return reportError(unknownModel(options.id));
    ordered_json rows = ordered_json::array();
    std::string text;
    for (const ModelArchitecture* m : models) {
        rows.push_back(modelJson(*m));
        const ModelWork work = modelWork(*m);
        text += fmt::format("{:<30} {:>8.1f} B {:>7.1f} B active  {:<8} {}\n", m->id, work.totalParameters / 1e9, work.activeParameters / 1e9,
                            m->weightFormat.empty() ? "bf16" : m->weightFormat, attentionOf(*m));
        if (!options.id.empty())
            text += fmt::format("source       {}\nconfidence   {}\n", m->source, m->confidence);
    }
    const std::string json = ordered_json{{"models", std::move(rows)}}.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
    return deliver(options.isJson ? json : text, options.output);
}

} // namespace

void addCatalogModels(CLI::App& catalog, VerbChoice& choice)
{
    auto options = std::make_shared<Options>();
    CLI::App* verb = catalog.add_subcommand("models", "List the model library, or show one model");
    verb->add_option("id", options->id, "Model id in any spelling");
    verb->add_option("-o,--output", options->output, "Write to this file");
    verb->add_flag("--json", options->isJson, "Print JSON");
    verb->callback([options, &choice] { choice.run = [options] { return runModels(*options); }; });
}

} // namespace millwright
