#include "app/CommandLine.h"
#include "app/verbs/DesignEstimate.h"
#include "app/verbs/StudyOutput.h"
#include "app/verbs/Verbs.h"
#include "app/CatalogAccess.h"
#include "model/analysis/AcceleratorFigures.h"
#include "model/estimate/CaseDefaults.h"
#include "model/estimate/GenericQuery.h"
#include "model/estimate/ModelLibrary.h"
#include "model/estimate/ModelNames.h"
#include "model/estimate/ServingQuery.h"
#include "model/estimate/ServingWorkload.h"
#include "model/estimate/TrainingQuery.h"
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

namespace millwright {
namespace {

using nlohmann::ordered_json;

struct Options {
    std::string model, accelerator; // with --config or --generic the accelerator alone
    std::string config, generic, format, kvFormat, output;
    int count = 8;
    double input = 1024.0, outputTokens = 512.0, ttft = 0.0, tpot = 0.0;
    double rate = 0.0, concurrency = 0.0, prefixHit = 0.0, resident = 0.0, drafted = 0.0, accepted = 0.7;
    double tokens = 0.0, sequence = 8192.0, batch = 0.0, scaleOut = 40e9, classScale = 0.0, latency = 0.0;
    AgentWork agent;
    bool isJson = false, isDisaggregated = false, isLora = false;
    DesignEstimateOptions design;
    StudyOptions study;
};

struct Inputs {
    ModelArchitecture model;
    AcceleratorSpec accelerator;
    NumberFormat format = NumberFormat::Fp8, kvFormat = NumberFormat::Fp8;
};

Result<std::string> readText(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    std::string text(std::istreambuf_iterator<char>(file), {});
    if (!file)
        return fail("file.unreadable", {path}, path);
    return text;
}

Result<ModelArchitecture> lookUpModel(const Options& options)
{
    if (!options.config.empty()) {
        const auto text = readText(options.config);
        return text ? readModelConfig(*text, options.config) : text.error();
    }
    if (options.model.empty())
        return fail("cli.needs-model");
    if (const ModelArchitecture* model = standardModels().find(options.model))
        return *model;
    // A name that states its size gets the shape of its class.
    if (const NamedSize size = sizeInName(options.model); size.total > 0.0)
        return classShape(options.model, size.total, size.active);
    return fail("cli.unknown-model", {options.model});
}

/// A part of the catalog, else a known accelerator in any spelling.
Result<AcceleratorSpec> lookUpAccelerator(const std::string& name)
{
    const auto catalog = openCatalog();
    PartLibrary parts;
    if (const PartPtr part = catalog ? (*catalog)->part(name) : nullptr)
        parts.put(part);
    if (const auto spec = acceleratorFigures(parts, name); spec && spec->hasPeaks())
        return *spec;
    if (const AcceleratorSpec* known = AcceleratorLibrary::standard().find(name); known && known->hasPeaks())
        return *known;
    return fail("cli.unknown-accelerator", {name});
}

Result<NumberFormat> lookUpFormat(const std::string& text, NumberFormat missing)
{
    if (text.empty())
        return missing;
    const auto format = parseNumberFormat(text);
    return format ? Result<NumberFormat>(*format) : fail("cli.unknown-format", {text});
}

Result<Inputs> lookUp(const Options& options)
{
    auto model = lookUpModel(options);
    if (!model)
        return model.error();
    auto accelerator = lookUpAccelerator(options.accelerator);
    if (!accelerator)
        return accelerator.error();
    Inputs inputs{std::move(*model), std::move(*accelerator)};
    const bool isTraining = options.tokens > 0.0;
    const auto published = parseNumberFormat(inputs.model.weightFormat);
    const auto format = lookUpFormat(options.format, isTraining ? NumberFormat::Bf16 : published.value_or(NumberFormat::Fp8));
    if (!format)
        return format.error();
    const auto kvFormat = lookUpFormat(options.kvFormat, cacheFormat(*format, inputs.accelerator, ServingFramework::Other));
    if (!kvFormat)
        return kvFormat.error();
    inputs.format = *format;
    inputs.kvFormat = *kvFormat;
    return inputs;
}

/// Tokens/s/user against tokens/s/accelerator of the plans that no other beats in both.
ordered_json frontOf(const ServingSearch& search)
{
    ordered_json front = ordered_json::array();
    for (const ServingEstimate& e : search.front)
        front.push_back({{"tok_s_user", e.userTokensPerSecond()}, {"tok_s_accelerator", e.perAccelerator}, {"tensor", e.plan.tensor}, {"pipeline", e.plan.pipeline},
                         {"expert", e.plan.expert}, {"attention_data", e.plan.attentionData}, {"batch", e.batch}});
    return front;
}

ordered_json serve(const Options& options, const Inputs& inputs, std::string& text)
{
    ServingQuery query;
    query.model = &inputs.model;
    query.accelerator = &inputs.accelerator;
    query.accelerators = options.count;
    query.weights = inputs.format;
    query.kvFormat = inputs.kvFormat;
    query.inputTokens = options.input;
    query.outputTokens = options.outputTokens;
    query.limits.ttftP99 = options.ttft;
    query.limits.tpotMean = options.tpot;
    query.scaleOutBandwidth = options.scaleOut;
    query.prefixHit = options.prefixHit;
    query.residentPrefix = options.resident;
    query.draftTokens = options.drafted;
    query.draftAcceptance = options.accepted;
    query.isDisaggregated = options.isDisaggregated;
    query.concurrency = options.concurrency;
    query.requestRate = options.rate;
    const bool hasLimits = options.ttft > 0.0 || options.tpot > 0.0;
    query.mode = options.rate > 0.0 || hasLimits ? ServingMode::OpenLoop : options.concurrency > 0.0 ? ServingMode::ClosedLoop : ServingMode::Offline;
    query = withAgentWork(query, options.agent);
    const ServingSearch search = bestServing(query);
    const ServingEstimate& e = search.best;
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
            {"tpot_p99_s", e.tpotP99}, {"attention_data", e.plan.attentionData}, {"requests_per_s", e.requestsPerSecond}, {"tasks_per_s", tasksPerSecond(e, options.agent)},
            {"tokens_per_J", e.tokensPerJoule}, {"power_per_accelerator_W", e.powerPerAccelerator}, {"front", frontOf(search)}};
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
    query.globalBatch = options.batch > 0.0 ? options.batch : 1024.0;
    query.kind = options.isLora ? TrainingKind::Lora : TrainingKind::Pretrain;
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
    job.weightFormat = job.cacheFormat = Symbol(options.format.empty() ? std::string("fp8") : options.format);
    job.promptTokens = options.input;
    job.outputTokens = options.outputTokens;
    job.ttftLimit = options.ttft;
    job.tpotLimit = options.tpot;
    job.trainingTokens = options.tokens;
    job.sequenceLength = options.sequence;
    job.globalBatchTokens = (options.batch > 0.0 ? options.batch : 1024.0) * options.sequence;
    const auto catalog = openCatalog();
    Project project;
    if (const PartPtr part = catalog ? (*catalog)->part(options.accelerator) : nullptr)
        project.parts.put(part);
    auto question = questionWithoutDesign(project, job, options.count, options.scaleOut);
    if (!question)
        return reportError(question.error());
    return runStudy(std::move(*question), project.parts, standardPrices(job.utilisation), options.study);
}

ordered_json generic(const Options& options, GenericQuery query, const AcceleratorSpec& part, std::string& text)
{
    query.accelerator = &part;
    query.accelerators = options.count;
    query.classScale = options.classScale;
    if (options.batch > 0.0)
        query.batch = options.batch;
    if (options.latency > 0.0)
        query.latencyLimit = options.latency;
    const GenericEstimate e = estimateGeneric(query);
    if (!e.isFeasible) {
        text = formatMessage(e.infeasible) + "\n";
        return {{"feasible", false}, {"reason", formatMessage(e.infeasible)}};
    }
    text = fmt::format("throughput   {:.4g} samples/s ({:.4g} to {:.4g}, 80 % band), {:.4g} per accelerator\nlatency      {:.4g} s at batch {:.0f}\n"
                       "reads        {:.4g} B/s from storage or network\nbound by     {}\nconfidence   {}\n",
                       e.samplesPerSecond, e.band.low, e.band.high, e.perAccelerator, e.latency, e.batch, e.readBandwidth, bottleneckName(e.bottleneck),
                       confidenceName(e.confidence));
    for (const Message& note : e.notes)
        text += "note         " + formatMessage(note) + "\n";
    return {{"feasible", true}, {"samples_per_s", e.samplesPerSecond}, {"low", e.band.low}, {"high", e.band.high}, {"per_accelerator", e.perAccelerator},
            {"latency_s", e.latency}, {"batch", e.batch}, {"read_B_per_s", e.readBandwidth}, {"bound_by", bottleneckName(e.bottleneck)},
            {"confidence", confidenceName(e.confidence)}, {"power_per_accelerator_W", e.powerPerAccelerator}, {"samples_per_J", e.samplesPerJoule}};
}

int runGeneric(const Options& options)
{
    const GenericPreset* preset = findGenericPreset(options.generic);
    if (!preset) {
        std::string known;
        for (const GenericPreset& p : genericPresets())
            known += (known.empty() ? "" : ", ") + p.id;
        return reportError(fail("cli.unknown-preset", {options.generic, known}));
    }
    const auto accelerator = lookUpAccelerator(options.accelerator);
    if (!accelerator)
        return reportError(accelerator.error());
    GenericQuery query = preset->query;
    const auto format = lookUpFormat(options.format, query.format);
    if (!format)
        return reportError(format.error());
    query.format = *format;
    std::string text;
    ordered_json document = generic(options, query, *accelerator, text);
    document["preset"] = preset->id;
    document["source"] = preset->source;
    return deliver(options.isJson ? document.dump(2) + "\n" : text, options.output);
}

int runEstimate(const Options& options)
{
    if (!options.generic.empty())
        return runGeneric(options);
    const bool isDesign = options.accelerator.empty() && options.config.empty();
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

void addWork(CLI::App& verb, Options& o)
{
    verb.add_option("--input", o.input, "Prompt tokens per request")->check(CLI::Range(1.0, 1e7));
    verb.add_option("--output-tokens", o.outputTokens, "Output tokens per request")->check(CLI::Range(1.0, 1e7));
    verb.add_option("--concurrency", o.concurrency, "Requests in flight")->check(CLI::Range(1.0, 1e7));
    verb.add_option("--rate", o.rate, "Requests per second")->check(CLI::PositiveNumber);
    verb.add_option("--prefix-hit", o.prefixHit, "Share of prompt tokens in the prefix cache")->check(CLI::Range(0.0, 1.0));
    verb.add_option("--resident", o.resident, "Tokens of a shared prefix kept in memory")->check(CLI::Range(0.0, 1e8));
    verb.add_option("--draft", o.drafted, "Tokens drafted per step")->check(CLI::Range(0.0, 16.0));
    verb.add_option("--accept", o.accepted, "Chance that a drafted token is accepted")->check(CLI::Range(0.0, 1.0));
    verb.add_option("--retrieved", o.agent.retrievedTokens, "Tokens that retrieval adds to a prompt")->check(CLI::Range(0.0, 1e7));
    verb.add_option("--turns", o.agent.turns, "Model calls per task of an agent")->check(CLI::Range(1.0, 1e4));
    verb.add_option("--tool-tokens", o.agent.toolTokens, "Tokens that a tool adds between two calls")->check(CLI::Range(0.0, 1e6));
    verb.add_flag("--disaggregated", o.isDisaggregated, "Prompts and decoding on pools of their own");
    verb.add_option("--ttft", o.ttft, "Limit on time to first token, p99, s");
    verb.add_option("--tpot", o.tpot, "Limit on time per output token, mean, s");
    verb.add_option("--tokens", o.tokens, "Train on so many tokens instead of serving");
    verb.add_option("--sequence", o.sequence, "Training sequence length")->check(CLI::Range(1.0, 1e7));
    verb.add_option("--batch", o.batch, "Global batch in sequences (training), samples per accelerator (generic)")->check(CLI::Range(1.0, 1e9));
    verb.add_flag("--lora", o.isLora, "Train adapters only");
    verb.add_option("--latency", o.latency, "Limit on latency of generic work, s")->check(CLI::PositiveNumber);
    verb.add_option("--class-scale", o.classScale, "What the accelerator reaches of the shares of generic work")->check(CLI::Range(0.01, 3.0));
}

} // namespace

void addEstimateVerb(CLI::App& app, VerbChoice& choice)
{
    auto options = std::make_shared<Options>();
    CLI::App* verb = app.add_subcommand("estimate", "Estimate the jobs of a design, or serving (with --tokens, training) of a model on accelerators, or generic work");
    verb->add_option("what", options->model, "Project file, or model id, e.g. llama3-70b; with --config or --generic the accelerator");
    verb->add_option("accelerator", options->accelerator, "With a model: accelerator part id, e.g. nvidia-h100-sxm");
    verb->add_option("--design", options->design.file, "Project file");
    verb->add_option("--workload", options->design.workload, "Design: size the pool of this workload, by name");
    verb->add_option("--accelerators", options->design.accelerators, "Design: what so many accelerators give")->check(CLI::Range(1, 1000000));
    verb->add_flag("--minimum", options->design.wantsMinimum, "Design: the fewest accelerators for --target");
    verb->add_option("--target", options->design.target, "Design: tokens/s to serve, or days of a training run")->check(CLI::PositiveNumber);
    verb->add_flag("--plans", options->study.wantsPlans, "All figures with bands, the front of plans, the refused ones, memory, step, roofline");
    verb->add_option("--compare", options->study.compare, "The same job on these accelerators: ids with commas between, or all")->delimiter(',');
    verb->add_option("--config", options->config, "A Hugging Face config.json in place of the model id");
    verb->add_option("--generic", options->generic, "A preset of work that is no language model, e.g. resnet50");
    verb->add_option("--count", options->count, "Accelerators")->check(CLI::Range(1, 1000000));
    verb->add_option("--format", options->format, "Number format: bf16, fp8, fp4 ...; by default that of the published checkpoint");
    verb->add_option("--kv-format", options->kvFormat, "Number format of the cache");
    verb->add_option("--scale-out", options->scaleOut, "Achieved fabric bandwidth per accelerator, B/s")->check(CLI::PositiveNumber);
    addWork(*verb, *options);
    verb->add_option("-o,--output", options->output, "Write to this file");
    verb->add_flag("--json", options->isJson, "Print JSON");
    verb->callback([options, &choice] {
        if (options->accelerator.empty() && !(options->config.empty() && options->generic.empty()))
            options->accelerator.swap(options->model);
        if (options->design.file.empty())
            options->design.file = options->model;
        if (options->design.file.empty() && options->accelerator.empty())
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
