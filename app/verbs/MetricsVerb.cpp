#include "app/CommandLine.h"
#include "app/Evaluation.h"
#include "app/verbs/Verbs.h"
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace millwright {
namespace {

struct Options {
    std::string file;
    std::string output;
    bool isJson = false;
};

int runMetrics(const Options& options)
{
    auto design = Evaluation::ofFile(options.file);
    if (!design)
        return reportError(design.error());
    const MetricContext context = (*design)->metrics();
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    std::string text;
    for (const Metric* metric : allMetrics()) {
        const auto value = metric->value(context);
        if (!value)
            continue;
        rows.push_back({{"id", metric->id}, {"value", *value}, {"unit", metric->unit}, {"label", metric->label}});
        text += fmt::format("{:<34} {:>16}  {}\n", metric->id, formatMessage({"cli.measure", {Measure{*value, std::string(metric->unit)}}}), metric->label);
    }
    if (!options.isJson)
        return deliver(text, options.output);
    return deliver(nlohmann::ordered_json{{"metrics", std::move(rows)}}.dump(2) + "\n", options.output);
}

} // namespace

void addMetricsVerb(CLI::App& app, VerbChoice& choice)
{
    auto options = std::make_shared<Options>();
    CLI::App* verb = app.add_subcommand("metrics", "Print every metric of a design");
    verb->add_option("file", options->file, "Project file")->required();
    verb->add_option("-o,--output", options->output, "Write to this file");
    verb->add_flag("--json", options->isJson, "Print JSON");
    verb->callback([options, &choice] { choice.run = [options] { return runMetrics(*options); }; });
}

} // namespace millwright
