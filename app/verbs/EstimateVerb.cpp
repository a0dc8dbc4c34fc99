#include "app/verbs/EstimateOptions.h"
#include "app/verbs/Verbs.h"
#include "model/base/Units.h"
#include "model/estimate/GenericQuery.h"
#include "model/estimate/ModelLibrary.h"
#include <filesystem>
#include <fmt/format.h>

namespace millwright {
namespace {

int runEstimate(const EstimateOptions& options)
{
    if (!options.generic.empty())
        return runGenericEstimate(options);
    const bool isDesign = options.accelerator.empty() && options.config.empty();
    if (!isDesign)
        return runModelEstimate(options);
    // A model without an accelerator is no file that is missing.
    std::error_code ignored;
    if (!std::filesystem::exists(options.design.file, ignored) && (standardModels().find(options.design.file) || findGenericPreset(options.design.file)))
        return reportError(fail("cli.needs-accelerator", {(findGenericPreset(options.design.file) ? "--generic " : "") + options.design.file}));
    if (options.study.isAsked())
        return runDesignStudy(options.design.file, options.design.workload, options.study);
    return runDesignEstimate(options.design);
}

/// A number in any unit of its quantity, as fields of the window take it: "450 ms", "400Gbit/s", "15.6T".
CLI::Validator measure(const char* unit, const char* words)
{
    return CLI::Validator(
        [unit](std::string& text) {
            const auto value = parseMeasure(text, unit, {});
            if (!value)
                return formatMessage(value.error().message);
            text = fmt::format("{:.17g}", *value);
            return std::string();
        },
        words);
}

CLI::Validator seconds()
{
    return measure("s", "TIME (450ms, 0.45)");
}
CLI::Validator counted()
{
    return measure("tok", "NUMBER (8k, 15.6T)");
}
CLI::Validator bandwidth()
{
    return measure("B/s", "BANDWIDTH (50GB/s, 400Gbit/s)");
}

void addServing(CLI::App& verb, EstimateOptions& o)
{
    const char* group = "Serving";
    verb.add_option("--input", o.input, "Prompt tokens per request (1024)")->transform(counted())->check(CLI::Range(1.0, 1e7))->group(group);
    verb.add_option("--output-tokens", o.outputTokens, "Output tokens per request (512)")->transform(counted())->check(CLI::Range(1.0, 1e7))->group(group);
    verb.add_option("--concurrency", o.concurrency, "Requests in flight; without it and without --rate as many as fit")->check(CLI::Range(1.0, 1e7))->group(group);
    verb.add_option("--rate", o.rate, "Requests per second, at random")->check(CLI::PositiveNumber)->group(group);
    verb.add_option("--ttft", o.ttft, "Limit on the time to the first token, p99")->transform(seconds())->check(CLI::PositiveNumber)->group(group);
    verb.add_option("--tpot", o.tpot, "Limit on the time per output token, mean")->transform(seconds())->check(CLI::PositiveNumber)->group(group);
    verb.add_option("--kv-format", o.kvFormat, "Number format of the cache; by default 8 bit where the weights have 8 or 4")->group(group);
    verb.add_option("--prefix-hit", o.prefixHit, "Share of the prompt in the prefix cache, 0 to 1")->check(CLI::Range(0.0, 1.0))->group(group);
    verb.add_option("--resident", o.resident, "Tokens of a shared prefix kept in memory")->transform(counted())->check(CLI::Range(0.0, 1e8))->group(group);
    verb.add_option("--draft", o.drafted, "Tokens drafted per step (speculative or multi-token decoding)")->check(CLI::Range(0.0, 16.0))->group(group);
    verb.add_option("--accept", o.accepted, "Chance that a drafted token is accepted, 0 to 1 (0.7)")->check(CLI::Range(0.0, 1.0))->group(group);
    verb.add_option("--retrieved", o.agent.retrievedTokens, "Tokens that retrieval adds to each prompt")->transform(counted())->check(CLI::Range(0.0, 1e7))->group(group);
    verb.add_option("--turns", o.agent.turns, "Model calls for one task of an agent (1)")->check(CLI::Range(1.0, 1e4))->group(group);
    verb.add_option("--tool-tokens", o.agent.toolTokens, "Tokens that a tool adds between two calls")->transform(counted())->check(CLI::Range(0.0, 1e6))->group(group);
    verb.add_flag("--disaggregated", o.isDisaggregated, "Prompts and decoding on pools of their own")->group(group);
}

void addTraining(CLI::App& verb, EstimateOptions& o)
{
    const char* group = "Training";
    verb.add_option("--tokens", o.tokens, "Train on so many tokens instead of serving, e.g. 15.6T")->transform(counted())->check(CLI::PositiveNumber)->group(group);
    verb.add_option("--sequence", o.sequence, "Sequence length in tokens (8192)")->transform(counted())->check(CLI::Range(1.0, 1e7))->group(group);
    verb.add_option("--batch", o.batch, "Global batch in sequences (1024); with --generic samples on an accelerator")->check(CLI::Range(1.0, 1e9))->group(group);
    verb.add_flag("--lora", o.isLora, "Train adapters only")->group(group);
}

void addPlan(CLI::App& verb, EstimateOptions& o)
{
    const char* group = "A plan of your own instead of the search (what you leave out is 1)";
    const CLI::Range degree(1, 4096);
    verb.add_option("--tensor", o.tensor, "Tensor ranks")->check(degree)->group(group);
    verb.add_option("--pipeline", o.pipeline, "Pipeline stages")->check(degree)->group(group);
    verb.add_option("--expert", o.expert, "Expert ranks")->check(degree)->group(group);
    verb.add_option("--context", o.context, "Context ranks (training)")->check(degree)->group(group);
}

void addGeneric(CLI::App& verb, EstimateOptions& o)
{
    const char* group = "Generic work";
    verb.add_option("--generic", o.generic, "A preset of work that is no language model, e.g. resnet50; an unknown one lists all")->group(group);
    verb.add_option("--latency", o.latency, "Limit from arrival to result")->transform(seconds())->check(CLI::PositiveNumber)->group(group);
    verb.add_flag("--train", o.isSampleTraining, "Forward and backward instead of forward")->group(group);
    verb.add_option("--class-scale", o.classScale, "What the accelerator reaches of the usual shares, where you know better than its class")->check(CLI::Range(0.01, 3.0))->group(group);
}

void addDesign(CLI::App& verb, EstimateOptions& o)
{
    const char* group = "A design";
    verb.add_option("--design", o.design.file, "Project file")->group(group);
    verb.add_option("--workload", o.design.workload, "One job of it, by name")->group(group);
    verb.add_option("--accelerators", o.design.accelerators, "What so many accelerators give the job")->check(CLI::Range(1, 1000000))->group(group);
    verb.add_flag("--minimum", o.design.wantsMinimum, "The fewest accelerators for --target, or for what the job states itself")->group(group);
    verb.add_flag("--right-size", o.design.wantsRightSize,
                  "Make the job's pool as large as what it states needs, in whole systems; -o NEW.millwright keeps the design")->group(group);
    verb.add_option("--target", o.design.target, "tokens/s or samples/s to serve, or days of a training run")->transform(counted())->check(CLI::PositiveNumber)->group(group);
}

void takeWords(EstimateOptions& o)
{
    if (o.accelerator.empty() && !(o.config.empty() && o.generic.empty()))
        o.accelerator.swap(o.model);
    if (!(o.config.empty() && o.generic.empty()) && o.accelerator.empty())
        throw CLI::RequiredError("The accelerator, e.g. nvidia-h100-sxm,");
    if (o.design.file.empty())
        o.design.file = o.model;
    if (o.design.file.empty() && o.accelerator.empty())
        throw CLI::RequiredError("A project file, or a model and an accelerator");
    if (o.design.target > 0.0)
        o.design.wantsMinimum = true;
    o.design.output = o.study.output = o.output;
    o.design.isJson = o.study.isJson = o.isJson;
}

} // namespace

void addEstimateVerb(CLI::App& app, VerbChoice& choice)
{
    auto options = std::make_shared<EstimateOptions>();
    CLI::App* verb = app.add_subcommand("estimate", "Estimate the jobs of a design, or serving (with --tokens, training) of a model on accelerators, or generic work");
    verb->footer("Examples:\n"
                 "  millwright estimate design.millwright\n"
                 "  millwright estimate llama3-70b nvidia-h100-sxm --count 8 --ttft 450ms --tpot 40ms\n"
                 "  millwright estimate --config config.json nvidia-b200 --tokens 2T --count 512\n"
                 "  millwright estimate --generic resnet50 nvidia-h100-sxm\n"
                 "Exit code 0: it runs; 1: it cannot run as asked, with what would help; 2: not understood, the reason is on stderr.");
    verb->add_option("what", options->model, "Project file, or model id, e.g. llama3-70b (catalog models lists them); with --config or --generic the accelerator");
    verb->add_option("accelerator", options->accelerator, "With a model: accelerator part id, e.g. nvidia-h100-sxm");
    verb->add_option("--config", options->config, "A Hugging Face config.json in place of the model id");
    verb->add_option("--count", options->count, "Accelerators (8)")->check(CLI::Range(1, 1000000));
    verb->add_option("--format", options->format, "Number format: fp32, bf16, fp16, fp8, int8, fp4, mxfp4, int4; by default that of the published checkpoint, bf16 when training");
    verb->add_option("--scale-out", options->scaleOut, "Fabric bandwidth that one accelerator gets (40GB/s)")->transform(bandwidth())->check(CLI::PositiveNumber);
    verb->add_flag("--plans", options->study.wantsPlans, "All figures with bands, the front of plans, the refused ones, memory, step, roofline");
    verb->add_option("--compare", options->study.compare, "The same job on these accelerators: ids with commas between, or all")->delimiter(',');
    verb->add_option("-o,--output", options->output, "Write to this file");
    verb->add_flag("--json", options->isJson, "Print JSON");
    addServing(*verb, *options);
    addTraining(*verb, *options);
    addPlan(*verb, *options);
    addGeneric(*verb, *options);
    addDesign(*verb, *options);
    verb->callback([options, &choice] {
        takeWords(*options);
        choice.run = [options] { return runEstimate(*options); };
    });
}

} // namespace millwright
