#include "app/CommandLine.h"
#include "app/verbs/DesignEstimate.h"
#include "app/verbs/StudyOutput.h"
#include "app/verbs/Verbs.h"
#include "app/CatalogAccess.h"
#include "model/analysis/AcceleratorFigures.h"
#include "model/estimate/ModelLibrary.h"
#include "model/estimate/ServingQuery.h"
#include "model/estimate/TrainingQuery.h"
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace millwright {
namespace {

using nlohmann::ordered_json;

struct Options {
    std::string model;
    std::string accelerator;
    std::string format = "fp8";
    std::string output;
    int count = 8;
    double input = 1024.0, outputTokens = 512.0, ttft = 0.0, tpot = 0.0;
    double tokens = 0.0, sequence = 8192.0, batch = 1024.0, scaleOut = 40e9;
    bool isJson = false;
    DesignEstimateOptions design;
    StudyOptions study;
};

struct Inputs {
    ModelArchitecture model;
    AcceleratorSpec accelerator;
    NumberFormat format = NumberFormat::Fp8;
};

Result<Inputs> lookUp(const Options& options)
{
    Inputs inputs;
    const ModelArchitecture* model = standardModels().find(options.model);
    if (!model)
        return fail("cli.unknown-model", {options.model});
    inputs.model = *model;
    const auto catalog = openCatalog();
    const PartPtr part = catalog ? (*catalog)->part(options.accelerator) : nullptr;
    PartLibrary parts;
    if (part)
        parts.put(part);
    const auto spec = acceleratorFigures(parts, options.accelerator);
    if (!spec || !spec->hasPeaks())
        return fail("cli.unknown-accelerator", {options.accelerator});
    inputs.accelerator = *spec;
    const auto format = parseNumberFormat(options.format);
    if (!format)
        return fail("cli.unknown-format", {options.format});
    inputs.format = *format;
    return inputs;
}

ordered_json serve(const Options& options, const Inputs& inputs, std::string& text)
{
    ServingQuery query;
    query.model = &inputs.model;
    query.accelerator = &inputs.accelerator;
    query.accelerators = options.count;
    query.weights = query.kvFormat = inputs.format;
    query.inputTokens = options.input;
    query.outputTokens = options.outputTokens;
    query.limits.ttftP99 = options.ttft;
    query.limits.tpotMean = options.tpot;
    query.scaleOutBandwidth = options.scaleOut;
    const ServingEstimate e = bestServing(query).best;
    if (!e.isFeasible) {
        text = formatMessage(e.infeasible) + "\n";
        return {{"feasible", false}, {"reason", formatMessage(e.infeasible)}};
    }
    text = fmt::format("throughput   {:.0f} tok/s ({:.0f} to {:.0f}, 80 % band), {:.1f} per accelerator\nlatency      TTFT {:.3f} s mean, {:.3f} s p99; {:.4f} s per token\n"
                       "plan         tensor {} pipeline {} expert {} replicas {}, batch {:.0f}\nbound by     {}\nconfidence   {}\n",
                       e.outputTokensPerSecond, e.outputBand.low, e.outputBand.high, e.perAccelerator, e.ttftMean, e.ttftP99, e.tpotMean, e.plan.tensor,
                       e.plan.pipeline, e.plan.expert, e.plan.replicas, e.batch, bottleneckName(e.bottleneck), confidenceName(e.confidence));
    return {{"feasible", true}, {"output_tok_s", e.outputTokensPerSecond}, {"low", e.outputBand.low}, {"high", e.outputBand.high}, {"per_accelerator", e.perAccelerator},
            {"ttft_mean_s", e.ttftMean}, {"ttft_p99_s", e.ttftP99}, {"tpot_mean_s", e.tpotMean}, {"tensor", e.plan.tensor}, {"pipeline", e.plan.pipeline},
            {"expert", e.plan.expert}, {"replicas", e.plan.replicas}, {"batch", e.batch}, {"bound_by", bottleneckName(e.bottleneck)}, {"confidence", confidenceName(e.confidence)},
            {"power_per_accelerator_W", e.powerPerAccelerator}};
}

ordered_json train(const Options& options, const Inputs& inputs, std::string& text)
{
    TrainingQuery query;
    query.model = &inputs.model;
    query.accelerator = &inputs.accelerator;
    query.accelerators = options.count;
    query.format = inputs.format;
    query.tokens = options.tokens;
    query.sequence = options.sequence;
    query.globalBatch = options.batch;
    query.scaleOutBandwidth = options.scaleOut;
    const TrainingEstimate e = bestTraining(query).best;
    if (!e.isFeasible) {
        text = formatMessage(e.infeasible) + "\n";
        return {{"feasible", false}, {"reason", formatMessage(e.infeasible)}};
    }
    text = fmt::format("duration     {:.2f} days ({:.2f} to {:.2f}, 80 % band)\nstep         {:.3f} s, {:.0f} tok/s\nMFU          {:.1f} %, effective {:.1f} %\n"
                       "plan         tensor {} pipeline {} context {} expert {} data {}\nbound by     {}\nconfidence   {}\n",
                       e.days(), e.durationBand.low / 86400.0, e.durationBand.high / 86400.0, e.stepTime, e.tokensPerSecond, e.mfu * 100.0, e.effectiveMfu * 100.0,
                       e.plan.tensor, e.plan.pipeline, e.plan.context, e.plan.expert, e.plan.dataParallel, bottleneckName(e.bottleneck), confidenceName(e.confidence));
    return {{"feasible", true}, {"days", e.days()}, {"low", e.durationBand.low / 86400.0}, {"high", e.durationBand.high / 86400.0}, {"step_time_s", e.stepTime},
            {"tok_s", e.tokensPerSecond}, {"mfu", e.mfu}, {"effective_mfu", e.effectiveMfu}, {"tensor", e.plan.tensor}, {"pipeline", e.plan.pipeline},
            {"context", e.plan.context}, {"expert", e.plan.expert}, {"data", e.plan.dataParallel}, {"bound_by", bottleneckName(e.bottleneck)},
            {"confidence", confidenceName(e.confidence)}, {"power_per_accelerator_W", e.powerPerAccelerator}};
}

/// Front, refused plans or a comparison of a job that no design asks for.
int runModelStudy(const Options& options)
{
    Workload job;
    job.name = options.model;
    job.kind = options.tokens > 0.0 ? WorkloadKind::Train : WorkloadKind::Serve;
    job.model = Symbol(options.model);
    job.accelerator = Symbol(options.accelerator);
    job.weightFormat = job.cacheFormat = Symbol(options.format);
    job.promptTokens = options.input;
    job.outputTokens = options.outputTokens;
    job.ttftLimit = options.ttft;
    job.tpotLimit = options.tpot;
    job.trainingTokens = options.tokens;
    job.sequenceLength = options.sequence;
    job.globalBatchTokens = options.batch * options.sequence;
    const auto catalog = openCatalog();
    Project project;
    if (const PartPtr part = catalog ? (*catalog)->part(options.accelerator) : nullptr)
        project.parts.put(part);
    auto question = questionWithoutDesign(project, job, options.count, options.scaleOut);
    if (!question)
        return reportError(question.error());
    return runStudy(std::move(*question), project.parts, standardPrices(job.utilisation), options.study);
}

int runEstimate(const Options& options)
{
    const bool isDesign = options.accelerator.empty();
    if (options.study.isAsked())
        return isDesign ? runDesignStudy(options.design.file, options.design.workload, options.study) : runModelStudy(options);
    if (isDesign)
        return runDesignEstimate(options.design);
    const auto inputs = lookUp(options);
    if (!inputs)
        return reportError(inputs.error());
    std::string text;
    const ordered_json document = options.tokens > 0.0 ? train(options, *inputs, text) : serve(options, *inputs, text);
    return deliver(options.isJson ? document.dump(2) + "\n" : text, options.output);
}

} // namespace

void addEstimateVerb(CLI::App& app, VerbChoice& choice)
{
    auto options = std::make_shared<Options>();
    CLI::App* verb = app.add_subcommand("estimate", "Estimate the jobs of a design, or serving (with --tokens, training) of a model on accelerators");
    verb->add_option("what", options->model, "Project file, or model id, e.g. llama3-70b");
    verb->add_option("accelerator", options->accelerator, "With a model: accelerator part id, e.g. nvidia-h100-sxm");
    verb->add_option("--design", options->design.file, "Project file");
    verb->add_option("--workload", options->design.workload, "Design: size the pool of this workload, by name");
    verb->add_option("--accelerators", options->design.accelerators, "Design: what so many accelerators give")->check(CLI::Range(1, 1000000));
    verb->add_flag("--minimum", options->design.wantsMinimum, "Design: the fewest accelerators for --target");
    verb->add_option("--target", options->design.target, "Design: tokens/s to serve, or days of a training run")->check(CLI::PositiveNumber);
    verb->add_flag("--plans", options->study.wantsPlans, "All figures with bands, the front of plans, the refused ones, memory, step, roofline");
    verb->add_option("--compare", options->study.compare, "The same job on these accelerators: ids with commas between, or all")->delimiter(',');
    verb->add_option("--count", options->count, "Accelerators")->check(CLI::Range(1, 1000000));
    verb->add_option("--format", options->format, "Number format: bf16, fp8, fp4 ...");
    verb->add_option("--input", options->input, "Prompt tokens per request")->check(CLI::Range(1.0, 1e7));
    verb->add_option("--output-tokens", options->outputTokens, "Output tokens per request")->check(CLI::Range(1.0, 1e7));
    verb->add_option("--ttft", options->ttft, "Limit on time to first token, p99, s");
    verb->add_option("--tpot", options->tpot, "Limit on time per output token, mean, s");
    verb->add_option("--tokens", options->tokens, "Train on so many tokens instead of serving");
    verb->add_option("--sequence", options->sequence, "Training sequence length")->check(CLI::Range(1.0, 1e7));
    verb->add_option("--batch", options->batch, "Global batch, sequences")->check(CLI::Range(1.0, 1e7));
    verb->add_option("--scale-out", options->scaleOut, "Achieved fabric bandwidth per accelerator, B/s")->check(CLI::PositiveNumber);
    verb->add_option("-o,--output", options->output, "Write to this file");
    verb->add_flag("--json", options->isJson, "Print JSON");
    verb->callback([options, &choice] {
        if (options->design.file.empty())
            options->design.file = options->model;
        if (options->design.file.empty())
            throw CLI::RequiredError("A project file, or a model and an accelerator");
        if (options->design.target > 0.0)
            options->design.wantsMinimum = true;
        options->design.output = options->output;
        options->design.isJson = options->isJson;
        options->study.output = options->output;
        options->study.isJson = options->isJson;
        choice.run = [options] { return runEstimate(*options); };
    });
}

} // namespace millwright
