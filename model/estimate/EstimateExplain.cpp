#include "model/estimate/EstimateExplain.h"
#include "model/estimate/Reliability.h"
#include "model/estimate/ServingFormulas.h"
#include "model/estimate/TrainingFormulas.h"
#include "model/estimate/TrainingState.h"
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

/// Unit of a factor, by what its meaning begins with: seconds, bytes, else a plain number.
const char* factorUnit(const FactorInfo& info)
{
    const bool isBytes =
        info.meaning.starts_with("bytes ") || info.factor == Factor::TrainingAdapters;
    return info.meaning.starts_with("s ") ? "s" : isBytes ? "B" : "1";
}

/// A factor as it is used, with its meaning.
Traced factor(const EfficiencyFactors& factors, Factor which)
{
    const FactorInfo& info = factorInfos()[static_cast<std::size_t>(which)];
    return Traced::leaf(factors.at(which), factorUnit(info), std::string(info.name),
                        "resources/evidence/estimator_factors.csv: " + std::string(info.meaning),
                        "derived");
}

Traced term(double seconds, const char* label, const char* formula, std::vector<Traced> inputs)
{
    return Traced::function(seconds, "s", label, std::move(inputs),
                            std::string("docs/estimator.md, Training: ") + formula);
}

/// The products of a step, the LM head apart.
Traced productTerm(const TrainingState& s, double seconds)
{
    const AcceleratorSpec& part = *s.q.accelerator;
    const ModelArchitecture& model = *s.q.model;
    const NumberFormat runs = computeFormat(part, s.q.format);
    const Factor share = runs == NumberFormat::Fp4    ? Factor::TrainingCompute4
                         : bytesPerValue(runs) <= 1.0 ? Factor::TrainingCompute8
                                                      : Factor::TrainingCompute16;
    std::vector<Traced> inputs{shape(model, s.w.matmulParameters, "1", "model.matmulParameters"),
                               datasheet(part, s.peak, "FLOP/s", "accelerator.peak"),
                               factor(s.f, share), factor(s.f, Factor::TrainingHalfWidth)};
    if (model.isMoe()) {
        inputs.push_back(factor(s.f, Factor::TrainingExperts));
        inputs.push_back(factor(s.f, Factor::TrainingExpertWidth));
    }
    if (const auto ofClass = trainingClassFactor(part.kind))
        inputs.push_back(factor(s.f, *ofClass));
    if (s.q.softwareYear > 2000.0)
        inputs.push_back(factor(s.f, Factor::TrainingSoftware));
    return term(seconds, "train.step.products",
                "passes x 2 N tokens / (peak x share) x (1 + half width x peak / columns)",
                std::move(inputs));
}

/// Compute of a step by cause, each with the datasheet figures, shapes and factors it rests on.
Traced computeTerms(const TrainingState& s)
{
    const AcceleratorSpec& part = *s.q.accelerator;
    const ModelArchitecture& model = *s.q.model;
    const TrainingComputeParts parts = trainingComputeParts(s);
    const Traced peak16 = datasheet(part, part.peakBf16, "FLOP/s", "accelerator.peak16");
    const Traced bandwidth =
        datasheet(part, part.memoryBandwidth, "B/s", "accelerator.memoryBandwidth");
    const Traced attended =
        shape(model, s.attentionForward, "FLOP", "model.attentionForwardPerToken");
    std::vector<Traced> terms{
        productTerm(s, parts.products),
        term(parts.head, "train.step.head", "passes x 2 h V tokens / (16-bit peak x share)",
             {shape(model, s.w.headParameters, "1", "model.headParameters"), peak16,
              factor(s.f, Factor::TrainingCompute16)}),
        term(parts.attention, "train.step.attention", "3 x FLOPs / (16-bit peak x share)",
             {attended, peak16, factor(s.f, Factor::TrainingAttention)}),
        term(parts.exponentials, "train.step.exponentials",
             "2 x scores / exponentials per second of the special-function units",
             {attended, datasheet(part, part.exponentials, "1/s", "accelerator.exponentials")}),
        term(parts.elementwise, "train.step.elementwise", "bytes x L h tokens / memory bandwidth",
             {factor(s.f, Factor::TrainingElementwise), factor(s.f, Factor::TrainingAdapters),
              shape(model, s.w.hidden, "1", "model.hidden"), bandwidth}),
        term(parts.weights, "train.step.weights",
             "share x micro-batches x parameters on a rank x bytes / memory bandwidth",
             {factor(s.f, Factor::TrainingWeights),
              planned(s.microBatches, "1", "train.microBatches"),
              planned(s.localDense() + s.localExperts(), "1", "train.parametersPerRank"),
              bandwidth})};
    return Traced::sum(std::move(terms), "s", "train.step.compute");
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

namespace
{

/// What collectives get of the scale-up links: as the design states it, else a share of the
/// datasheet's.
Traced scaleUpRate(const TrainingState& s)
{
    const AcceleratorSpec& part = *s.q.accelerator;
    if (s.q.scaleUpBandwidth > 0.0 || part.scaleUpBandwidth <= 0.0)
        return asked(s.upRate, "B/s", "train.scaleUpRate");
    return (datasheet(part, part.scaleUpBandwidth, "B/s", "accelerator.scaleUp") *
            factor(s.f, Factor::TrainingLink))
        .named("train.scaleUpRate", "B/s");
}

/// The causes of a step besides its compute.
std::vector<Traced> trainingWaits(const TrainingState& s, const TrainingEstimate& e,
                                  const Traced& accelerators)
{
    const TrainingQuery& q = s.q;
    const Traced pipeline = planned(q.plan.pipeline, "1", "train.pipeline");
    const Traced tensor = planned(q.plan.tensor, "1", "train.tensor");
    const Traced expert = planned(q.plan.expert, "1", "train.expert");
    const Traced micro = planned(s.microBatches, "1", "train.microBatches");
    const Traced layers = shape(*q.model, s.w.layers, "1", "model.layers");
    const Traced fabric = asked(q.scaleOutBandwidth, "B/s", "network.scaleout.perAccelerator");
    const Traced up = scaleUpRate(s);
    const Traced perRank =
        planned(s.localDense() + s.localExperts(), "1", "train.parametersPerRank");
    return {
        term(e.step.recompute, "train.step.recompute", "one forward pass with full recompute",
             {layers}),
        term(e.step.bubble, "train.step.bubble",
             "(p - 1) / (v m) of the work, and the slowest stage's longer time (arXiv 2104.04473)",
             {pipeline, micro, planned(q.plan.interleave, "1", "train.interleave"), layers}),
        term(e.step.tensorComm, "train.step.tensor",
             "share shown x 4 all-reduces a layer and micro-batch (arXiv 2205.05198)",
             {tensor, layers, micro, up, factor(s.f, Factor::TrainingTensorExposed)}),
        term(e.step.expertComm, "train.step.expert",
             "share shown x 4 exchanges of a token with the ranks of its experts",
             {expert, micro, up, fabric, factor(s.f, Factor::TrainingExpertExposed)}),
        term(e.step.dataComm, "train.step.data",
             "max(share x traffic, traffic - what compute hides)",
             {perRank, fabric, up, factor(s.f, Factor::TrainingExposed)}),
        term(e.step.pipelineComm, "train.step.pipeline", "hops x hidden states / fabric",
             {pipeline, micro, fabric}),
        term(e.step.optimizer, "train.step.optimizer",
             "30 B a parameter / (0.7 x memory bandwidth)", {perRank}),
        term(e.step.overhead, "train.step.overhead",
             "gaps a layer and micro-batch, a fixed time a step, evaluation",
             {layers, micro, factor(s.f, Factor::TrainingLayer),
              factor(s.f, Factor::TrainingLayerMoe), factor(s.f, Factor::TrainingStep),
              factor(s.f, Factor::TrainingEvaluation)}),
        term(e.step.host, "train.step.host",
             "what launching takes the host longer than the work: a layer, an expert on the rank",
             {layers, micro, expert, factor(s.f, Factor::TrainingHostLayer),
              factor(s.f, Factor::TrainingHostExpert)}),
        term(e.step.straggler, "train.step.straggler", "share x log2(nodes)",
             {accelerators, factor(s.f, Factor::TrainingStraggler)})};
}

} // namespace

TrainingDerivation explainTraining(const TrainingQuery& query)
{
    const TrainingEstimate e = estimateTraining(query);
    const TrainingState state(query);
    const AcceleratorSpec& part = *query.accelerator;
    const ModelWork& work = state.w;
    const Traced peak =
        datasheet(part, computePeak(part, query.format), "FLOP/s", "accelerator.peak");
    const Traced matmul = shape(*query.model, work.matmulParameters, "1", "model.matmulParameters");
    const Traced attentionFlops =
        shape(*query.model, state.attentionForward, "FLOP", "model.attentionForwardPerToken");
    const Traced sequence = asked(query.sequence, "tokens", "train.sequence");
    const Traced globalBatch = asked(query.globalBatch, "1", "train.globalBatch");
    const Traced accelerators = asked(query.accelerators, "1", "train.accelerators");

    std::vector<Traced> parts = trainingWaits(state, e, accelerators);
    parts.insert(parts.begin(), computeTerms(state));
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
    if (query.hasCampaignLosses)
        d.ettr = (d.ettr * factor(state.f, Factor::TrainingCampaign)).named("train.ettr", "1");
    const Traced rate = (tokens / d.stepTime).named("train.tokensPerSecond", "tokens/s");
    d.duration = (asked(query.tokens, "tokens", "train.tokens") / rate / d.ettr)
                     .named("train.duration", "s");
    return d;
}

} // namespace millwright
