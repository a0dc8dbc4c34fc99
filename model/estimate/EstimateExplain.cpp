#include "model/estimate/EstimateExplain.h"
#include "model/estimate/Reliability.h"
#include "model/estimate/ServingFormulas.h"
#include "model/estimate/TrainingFormulas.h"
#include <algorithm>

namespace millwright
{

namespace
{

constexpr const char* requestSource = "the workload as entered";
constexpr const char* planSource = "the plan as entered or searched";
constexpr const char* modelSource = "docs/estimator.md, sections Serving and Training; factors in "
                                    "resources/evidence/estimator_factors.csv";

Traced asked(double value, const char* unit, const char* label)
{
    return Traced::leaf(value, unit, label, requestSource, "verified");
}

Traced planned(double value, const char* unit, const char* label)
{
    return Traced::leaf(value, unit, label, planSource, "derived");
}

Traced datasheet(const AcceleratorSpec& part, double value, const char* unit, const char* label)
{
    const std::string confidence = part.confidence.empty() ? "secondary" : part.confidence;
    return Traced::leaf(value, unit, label,
                        part.source.empty() ? "catalog entry of " + part.id : part.source,
                        confidence);
}

Traced shape(const ModelArchitecture& model, double value, const char* unit, const char* label)
{
    const std::string confidence = model.confidence.empty() ? "secondary" : model.confidence;
    return Traced::leaf(value, unit, label,
                        model.source.empty() ? "architecture of " + model.id : model.source,
                        confidence);
}

Traced cause(double seconds, const char* label, std::vector<Traced> inputs)
{
    return Traced::function(seconds, "s", label, std::move(inputs), modelSource);
}

} // namespace

ServingDerivation explainServing(const ServingQuery& query)
{
    const ServingEstimate e = estimateServing(query);
    const AcceleratorSpec& part = *query.accelerator;
    const ModelWork work = modelWork(*query.model);
    const Traced batch = planned(e.batch, "1", "serve.batch");
    const Traced tensor = planned(query.plan.tensor, "1", "serve.tensor");
    const Traced bandwidth =
        datasheet(part, part.memoryBandwidth, "B/s", "accelerator.memoryBandwidth");
    const Traced peak =
        datasheet(part, computePeak(part, query.weights), "FLOP/s", "accelerator.peak");
    const Traced link = datasheet(part, part.scaleUpBandwidth, "B/s", "accelerator.scaleUp");
    const Traced layers = shape(*query.model, work.layers, "1", "model.layers");
    const Traced matmul = shape(*query.model, work.matmulParameters, "1", "model.matmulParameters");
    const Traced cached =
        shape(*query.model, kvValuesAt(work, query.inputTokens), "1", "model.cachedValues");
    const Traced input = asked(query.inputTokens, "tokens", "serve.inputTokens");
    const Traced output = asked(query.outputTokens, "tokens", "serve.outputTokens");

    std::vector<Traced> parts{
        cause(e.step.weights, "serve.step.weights", {matmul, batch, tensor, bandwidth, peak}),
        cause(e.step.attention, "serve.step.attention", {cached, batch, tensor, bandwidth}),
        cause(e.step.scaleUp, "serve.step.scaleUp", {layers, batch, tensor, link}),
        cause(e.step.scaleOut, "serve.step.scaleOut", {layers, batch, tensor}),
        cause(e.step.layerOverhead, "serve.step.layers", {layers, tensor}),
        cause(e.step.stepOverhead, "serve.step.host", {batch}),
        cause(e.step.prefill, "serve.step.prefill", {input, matmul, peak})};
    ServingDerivation d;
    const Traced step = Traced::sum(std::move(parts), "s", "serve.step");
    const double perStep = e.tpotMean > 0.0 ? step.value() / e.tpotMean : 1.0;
    d.tpot =
        (step / planned(perStep, "tokens", "serve.tokensPerStep")).named("serve.tpot.mean", "s");
    d.ttft = Traced::function(e.ttftMean, "s", "serve.ttft.mean",
                              {input, matmul, tensor, peak, step}, modelSource);
    Traced requests = Traced::function(e.requestsPerSecond, "1/s", "serve.requests",
                                       {batch, d.ttft, d.tpot, output}, modelSource);
    if (query.mode == ServingMode::OpenLoop)
        requests = asked(e.requestsPerSecond, "1/s", "serve.requests");
    d.tokensPerSecond = (requests * output).named("serve.tokensPerSecond", "tokens/s");
    return d;
}

TrainingDerivation explainTraining(const TrainingQuery& query)
{
    const TrainingEstimate e = estimateTraining(query);
    const AcceleratorSpec& part = *query.accelerator;
    const ModelWork work = modelWork(*query.model);
    const double attention =
        work.prefillDim * query.sequence +
        2.0 * work.windowPrefillDim * std::min(work.window, query.sequence / 2.0);
    const Traced peak =
        datasheet(part, computePeak(part, query.format), "FLOP/s", "accelerator.peak");
    const Traced bandwidth =
        datasheet(part, part.memoryBandwidth, "B/s", "accelerator.memoryBandwidth");
    const Traced matmul = shape(*query.model, work.matmulParameters, "1", "model.matmulParameters");
    const Traced attentionFlops =
        shape(*query.model, attention, "FLOP", "model.attentionForwardPerToken");
    const Traced sequence = asked(query.sequence, "tokens", "train.sequence");
    const Traced globalBatch = asked(query.globalBatch, "1", "train.globalBatch");
    const Traced accelerators = asked(query.accelerators, "1", "train.accelerators");
    const Traced tensor = planned(query.plan.tensor, "1", "train.tensor");
    const Traced pipeline = planned(query.plan.pipeline, "1", "train.pipeline");
    const Traced fabric = asked(query.scaleOutBandwidth, "B/s", "network.scaleout.perAccelerator");

    std::vector<Traced> parts{
        cause(e.step.compute, "train.step.compute", {matmul, attentionFlops, peak, bandwidth}),
        cause(e.step.recompute, "train.step.recompute", {matmul, peak}),
        cause(e.step.bubble, "train.step.bubble", {pipeline, globalBatch}),
        cause(e.step.tensorComm, "train.step.tensor", {tensor, sequence}),
        cause(e.step.expertComm, "train.step.expert", {sequence, fabric}),
        cause(e.step.dataComm, "train.step.data", {matmul, fabric}),
        cause(e.step.pipelineComm, "train.step.pipeline", {pipeline, fabric}),
        cause(e.step.optimizer, "train.step.optimizer", {matmul, bandwidth}),
        cause(e.step.overhead, "train.step.overhead", {pipeline}),
        cause(e.step.straggler, "train.step.straggler", {accelerators})};
    TrainingDerivation d;
    d.stepTime = Traced::sum(std::move(parts), "s", "train.stepTime");
    const bool isLora = query.kind == TrainingKind::Lora;
    const Traced adapters =
        planned(8.0 * work.layers * work.hidden * query.loraRank, "1", "train.adapterParameters");
    const Traced perToken = isLora ? loraFlopsPerToken(matmul, attentionFlops, adapters)
                                   : trainingFlopsPerToken(matmul, attentionFlops);
    const Traced tokens = (sequence * globalBatch).named("train.tokensPerStep", "tokens");
    d.mfu = modelFlopUtilisation(perToken * tokens, accelerators, peak, d.stepTime)
                .named("train.mfu", "1");
    const Traced single = asked(query.acceleratorMtbf, "s", "train.acceleratorMtbf");
    const Traced mtbf = jobMtbf(single, accelerators).named("train.mtbf", "s");
    const Traced stall = cause(e.checkpointStall, "train.checkpointStall", {matmul, accelerators});
    const Traced interval = cause(e.checkpointInterval, "train.checkpointInterval", {stall, mtbf});
    d.ettr = effectiveTrainingTimeRatio(stall, interval,
                                        asked(query.restartTime, "s", "train.restart"), mtbf)
                 .named("train.ettr", "1");
    const Traced rate = (tokens / d.stepTime).named("train.tokensPerSecond", "tokens/s");
    d.duration = (asked(query.tokens, "tokens", "train.tokens") / rate / d.ettr)
                     .named("train.duration", "s");
    return d;
}

} // namespace millwright
