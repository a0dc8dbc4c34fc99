#include "app/Evaluation.h"
#include "app/verbs/Verbs.h"
#include "model/analysis/Reliance.h"
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace millwright {
namespace {

struct Options {
    std::string file;
    std::string metric;
    std::string output;
    int depth = 1;
    bool isJson = false;
};

std::string_view opName(ExplainOp op)
{
    constexpr std::array<std::string_view, 14> names = {"leaf", "metric", "+", "-", "x", "/", "min", "max", "power", "sqrt", "negate", "sum", "select", "function"};
    return names[static_cast<std::size_t>(op)];
}

/// A reference opened in place: the derivation of the metric it names.
ExplainPtr opened(const MetricContext& context, const ExplainPtr& node, int depth)
{
    if (node->op != ExplainOp::Reference || depth <= 0)
        return node;
    const auto derivation = explainMetric(context, node->metric);
    return derivation ? *derivation : node;
}

void printTree(const MetricContext& context, const ExplainPtr& node, int indent, int depth, std::string& text)
{
    const std::string name = node->label.empty() ? node->metric : node->label;
    text += fmt::format("{:{}}{} {}", "", indent * 2, node->op == ExplainOp::Leaf ? "=" : opName(node->op), name);
    text += "  " + formatMessage({"cli.measure", {Measure{node->value, node->unit}}});
    if (!node->source.empty())
        text += fmt::format("  [{}{}{}]", formatMessage({node->source, {}}), node->confidence.empty() ? "" : ", ", node->confidence);
    text += "\n";
    const ExplainPtr body = opened(context, node, depth);
    const int below = body == node ? depth : depth - 1;
    for (const ExplainPtr& input : body->inputs)
        printTree(context, input, indent + 1, below, text);
}

nlohmann::ordered_json treeJson(const MetricContext& context, const ExplainPtr& node, int depth)
{
    nlohmann::ordered_json row = {{"op", opName(node->op)}, {"label", node->label.empty() ? node->metric : node->label}, {"value", node->value}, {"unit", node->unit}};
    if (!node->metric.empty())
        row["metric"] = node->metric;
    if (!node->source.empty())
        row["source"] = formatMessage({node->source, {}});
    if (!node->confidence.empty())
        row["confidence"] = node->confidence;
    const ExplainPtr body = opened(context, node, depth);
    const int below = body == node ? depth : depth - 1;
    if (!body->inputs.empty()) {
        row["inputs"] = nlohmann::ordered_json::array();
        for (const ExplainPtr& input : body->inputs)
            row["inputs"].push_back(treeJson(context, input, below));
    }
    return row;
}

/// "rests 63 % on unverified figures", with those that weigh most.
void printReliance(const Reliance& reliance, std::string& text)
{
    text += fmt::format("rests {:.1f} % on figures that nobody has verified\n", 100.0 * reliance.share);
    constexpr std::size_t shown = 5;
    for (std::size_t i = 0; i < std::min(shown, reliance.figures.size()); ++i) {
        const WeakFigure& figure = reliance.figures[i];
        text += fmt::format("  {:.1f} %  {}  {}  [{}, {}]\n", 100.0 * figure.share, formatMessage({figure.label, {}}),
                            formatMessage({"cli.measure", {Measure{figure.value, figure.unit}}}), formatMessage({figure.source, {}}), figure.confidence);
    }
}

nlohmann::ordered_json relianceJson(const Reliance& reliance)
{
    nlohmann::ordered_json figures = nlohmann::ordered_json::array();
    for (const WeakFigure& figure : reliance.figures)
        figures.push_back({{"label", formatMessage({figure.label, {}})}, {"value", figure.value}, {"unit", figure.unit}, {"source", formatMessage({figure.source, {}})},
                           {"confidence", figure.confidence}, {"share", figure.share}});
    return {{"share", reliance.share}, {"figures", std::move(figures)}};
}

int runExplain(const Options& options)
{
    auto design = Evaluation::ofFile(options.file);
    if (!design)
        return reportError(design.error());
    const MetricContext context = (*design)->metrics();
    const auto derivation = explainMetric(context, options.metric);
    if (!derivation)
        return reportError(derivation.error());
    const auto reliance = relianceOf(context, options.metric);
    if (!reliance)
        return reportError(reliance.error());
    nlohmann::ordered_json tree;
    if (options.isJson) {
        tree = treeJson(context, *derivation, options.depth - 1);
        tree["unverified"] = relianceJson(*reliance);
    }
    if (options.isJson)
        return deliver(tree.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n", options.output);
    std::string text;
    printTree(context, *derivation, 0, options.depth - 1, text);
    printReliance(*reliance, text);
    return deliver(text, options.output);
}

} // namespace

void addExplainVerb(CLI::App& app, VerbChoice& choice)
{
    auto options = std::make_shared<Options>();
    CLI::App* verb = app.add_subcommand("explain", "Show how a metric of a design is derived, down to its sources");
    verb->add_option("file", options->file, "Project file")->required();
    verb->add_option("metric", options->metric, "Metric id, e.g. power.it")->required();
    verb->add_option("--depth", options->depth, "How many metrics deep to open")->check(CLI::Range(1, 20));
    verb->add_option("-o,--output", options->output, "Write to this file");
    verb->add_flag("--json", options->isJson, "Print JSON");
    verb->callback([options, &choice] { choice.run = [options] { return runExplain(*options); }; });
}

} // namespace millwright
