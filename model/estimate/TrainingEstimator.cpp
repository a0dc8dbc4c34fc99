#include "model/estimate/EstimateBands.h"
#include "model/estimate/Reliability.h"
#include "model/estimate/ServingFormulas.h"
#include "model/estimate/TrainingFormulas.h"
#include "model/estimate/TrainingQuery.h"
#include <algorithm>
#include <cmath>
#include <optional>

namespace millwright
{

namespace
{

double classScale(const EfficiencyFactors& f, AcceleratorClass kind)
{
    switch (kind) {
    case AcceleratorClass::NvidiaGpu:
        return 1.0;
    case AcceleratorClass::AmdGpu:
        return f.at(Factor::TrainingClassAmd);
    case AcceleratorClass::Gaudi:
        return f.at(Factor::TrainingClassGaudi);
    case AcceleratorClass::Tpu:
        return f.at(Factor::TrainingClassTpu);
    case AcceleratorClass::Neuron:
        return f.at(Factor::TrainingClassNeuron);
    default:
        return f.at(Factor::TrainingClassOther);
    }
}

/// What one training plan needs again and again.
struct TrainingState {
    const TrainingQuery& q;
    const EfficiencyFactors& f;
    ModelWork w;
    double tensor, context, pipeline, expert, interleave, microBatch;
    double data;             // data-parallel ranks
    double microBatches;     // per step and pipeline
    double scale;            // of the accelerator's class
    double peak;             // FLOP/s of the format
    double upRate;           // B/s over scale-up
    double attentionForward; // FLOPs per token

    bool isLora() const { return q.kind == TrainingKind::Lora; }
    double tokensPerMicroBatch() const { return microBatch * q.sequence / context; } // on one rank
};

TrainingState makeState(const TrainingQuery& q)
{
    const EfficiencyFactors& f = q.factors ? *q.factors : standardFactors();
    const TrainingPlan& p = q.plan;
    TrainingState s{q,
                    f,
                    modelWork(*q.model),
                    double(p.tensor),
                    double(p.context),
                    double(p.pipeline),
                    double(p.expert),
                    double(p.interleave),
                    double(p.microBatch),
                    1,
                    1,
                    1,
                    0,
                    0,
                    0};
    s.data = std::floor(q.accelerators / (s.tensor * s.context * s.pipeline));
    s.microBatches = s.data >= 1.0 ? q.globalBatch / (s.data * s.microBatch) : 0.0;
    s.scale = classScale(f, q.accelerator->kind);
    s.peak = computePeak(*q.accelerator, q.format);
    s.upRate = q.scaleUpBandwidth > 0.0
                   ? q.scaleUpBandwidth
                   : q.accelerator->scaleUpBandwidth * f.at(Factor::TrainingLink);
    s.upRate = std::max(1e6, s.upRate);
    const double windowContext = std::min(s.w.window, q.sequence / 2.0);
    s.attentionForward = s.w.prefillDim * q.sequence + 2.0 * s.w.windowPrefillDim * windowContext;
    return s;
}

Message cannot(std::string id, std::vector<MessageArgument> arguments = {})
{
    return Message{std::move(id), std::move(arguments)};
}

std::optional<Message> refusal(const TrainingQuery& q)
{
    if (!q.model || !q.accelerator)
        return cannot("train.no-input");
    if (!q.accelerator->hasPeaks())
        return cannot("train.no-peaks", {q.accelerator->id});
    const bool isBad = !(q.sequence >= 1.0) || !(q.globalBatch >= 1.0) || !(q.tokens > 0.0) ||
                       q.accelerators < 1 ||
                       !std::isfinite(q.sequence * q.globalBatch + q.tokens) ||
                       !(q.scaleOutBandwidth > 0.0);
    if (isBad)
        return cannot("train.workload-range");
    const TrainingPlan& p = q.plan;
    if (p.tensor < 1 || p.context < 1 || p.pipeline < 1 || p.expert < 1 || p.interleave < 1 ||
        p.microBatch < 1)
        return cannot("train.plan-range");
    const std::int64_t needed = std::int64_t{p.tensor} * p.context * p.pipeline;
    if (needed > q.accelerators)
        return cannot("train.too-few-accelerators", {needed, std::int64_t{q.accelerators}});
    if (std::int64_t{p.pipeline} * p.interleave > q.model->layers)
        return cannot("train.pipeline-exceeds-layers",
                      {std::int64_t{p.pipeline} * p.interleave, std::int64_t{q.model->layers}});
    if (p.tensor > q.model->heads)
        return cannot("train.tensor-exceeds-heads",
                      {std::int64_t{p.tensor}, std::int64_t{q.model->heads}});
    if (p.expert > 1 && p.expert > q.model->experts)
        return cannot("train.expert-exceeds-experts",
                      {std::int64_t{p.expert}, std::int64_t{q.model->experts}});
    const double data = std::floor(double(q.accelerators) / double(needed));
    if (q.globalBatch < data * p.microBatch * 0.999)
        return cannot("train.batch-too-small", {static_cast<std::int64_t>(q.globalBatch),
                                                static_cast<std::int64_t>(data * p.microBatch)});
    return std::nullopt;
}

double activationUnits(const TrainingState& s)
{
    switch (s.q.plan.recompute) {
    case Recompute::Full:
        return 2.0;
    case Recompute::None:
        return 34.0 + 5.0 * s.q.model->heads * (s.q.sequence / s.context) / s.w.hidden;
    case Recompute::Selective:
        break;
    }
    // A frozen base needs no inputs kept for weight gradients.
    return s.isLora() ? 14.0 : 34.0;
}

double adapterParameters(const TrainingState& s)
{
    // Adapters on the attention projections (arXiv 2106.09685): two factors of hidden x rank on
    // four matrices.
    return s.w.layers * 8.0 * s.w.hidden * s.q.loraRank;
}

/// Activations of the first pipeline stage, B.
double activationBytes(const TrainingState& s)
{
    const double stageLayers = s.w.layers / s.pipeline;
    const double inFlight =
        std::min(s.microBatches, s.pipeline) *
        (s.pipeline > 1.0 ? 1.0 + (s.pipeline - 1.0) / (s.pipeline * s.interleave) : 1.0);
    const double routed =
        s.w.moeLayers > 0.0 ? 1.0 + 0.25 * s.w.moeLayers / s.w.layers * s.w.expertsPerToken : 1.0;
    const double perLayer =
        activationBytesPerLayer(s.tokensPerMicroBatch(), s.w.hidden, s.tensor, activationUnits(s)) *
        routed;
    const double logits = s.tokensPerMicroBatch() * s.q.model->vocabulary * 4.0 / s.tensor;
    double bytes = perLayer * stageLayers * inFlight + (s.pipeline > 1.0 ? 0.0 : logits);
    if (s.q.plan.recompute == Recompute::Full)
        bytes += 34.0 * s.tokensPerMicroBatch() * s.w.hidden / s.tensor * routed;
    return bytes;
}

/// Memory of the first pipeline stage; false when it does not fit.
bool fitMemory(const TrainingState& s, TrainingEstimate& e)
{
    const double experts = s.w.moeLayers * s.w.experts * s.w.expertParameters;
    const double dense = (s.w.totalParameters - experts) / (s.tensor * s.pipeline);
    // Experts are spread over expert ranks, which lie inside the tensor x data ranks.
    const double expertRanks = std::max(s.tensor, s.expert);
    const double spread = experts / (expertRanks * s.pipeline);
    const double states = s.data * s.context;
    const double expertStates = std::max(1.0, states * s.tensor / expertRanks);
    const bool isLora = s.isLora();
    const double base =
        isLora && s.q.format != NumberFormat::Fp16 && s.q.format != NumberFormat::Bf16
            ? bytesPerValue(s.q.format)
            : 2.0;
    const int stage = s.q.plan.zeroStage;
    const double weightShare = stage >= 3 ? 1.0 / states : 1.0;
    e.memory.capacity = s.q.accelerator->memoryBytes;
    if (isLora) {
        e.memory.weights = (dense + spread) * base * weightShare;
        e.memory.optimizer = adapterParameters(s) / (s.tensor * s.pipeline) * 18.0;
    } else {
        e.memory.weights = (dense + spread) * 2.0 * weightShare;
        const double whole = dense * zeroBytesPerParameter(stage, s.q.gradientBytes, states) +
                             spread * zeroBytesPerParameter(stage, s.q.gradientBytes, expertStates);
        e.memory.gradients =
            (dense + spread) * s.q.gradientBytes * (stage >= 2 ? 1.0 / states : 1.0);
        e.memory.optimizer = std::max(0.0, whole - e.memory.weights - e.memory.gradients);
    }
    e.memory.activations = activationBytes(s);
    e.memory.buffers = 2.0e9 + 0.05 * (e.memory.weights + e.memory.gradients + e.memory.optimizer +
                                       e.memory.activations);
    if (e.memory.total() <= e.memory.capacity * 0.97)
        return true;
    e.infeasible =
        cannot("train.memory-short", {Measure{e.memory.total() - e.memory.capacity * 0.97, "B"},
                                      Measure{e.memory.capacity, "B"}});
    return false;
}

double linearFlopsPerToken(const TrainingState& s)
{
    return s.isLora() ? 4.0 * s.w.matmulParameters + 6.0 * adapterParameters(s)
                      : 6.0 * s.w.matmulParameters;
}

/// Share of today's 8-bit speed that the software of the query's date had.
double softwareMaturity(const TrainingState& s)
{
    if (s.q.softwareYear <= 2000.0)
        return 1.0;
    return 1.0 - s.f.at(Factor::TrainingSoftware) *
                     std::min(1.0, std::exp(-(s.q.softwareYear - 2023.0) / 0.8));
}

/// Compute of one step on one accelerator: linear layers, attention, element-wise work and
/// launches; s.
void computeTimes(const TrainingState& s, TrainingEstimate& e)
{
    const AcceleratorSpec& part = *s.q.accelerator;
    const NumberFormat runs = computeFormat(part, s.q.format);
    const double share =
        (runs == NumberFormat::Fp8 || runs == NumberFormat::Int8 || runs == NumberFormat::Fp4
             ? s.f.at(Factor::TrainingCompute8) * softwareMaturity(s)
             : s.f.at(Factor::TrainingCompute16)) *
        s.scale * matmulQuality(part, runs);
    const double ranks = s.tensor * s.context * s.pipeline * s.data;
    const double tokens =
        s.q.globalBatch * s.q.sequence / ranks; // as if every rank had its share of each token
    const double expertShare =
        s.w.matmulParameters > 0.0
            ? s.w.moeLayers * s.w.expertsPerToken * s.w.expertParameters / s.w.matmulParameters
            : 0.0;
    const double columns = std::max(1.0, s.q.model->expertFfn / (s.expert > 1.0 ? 1.0 : s.tensor));
    const double expertSpeed =
        s.f.at(Factor::TrainingExperts) / (1.0 + s.f.at(Factor::TrainingExpertWidth) / columns);
    const double slow = 1.0 - expertShare + expertShare / expertSpeed;

    const double forward = 2.0 * s.w.matmulParameters * tokens * slow / (s.peak * share);
    const double attention =
        s.attentionForward * tokens / (part.peakBf16 * s.f.at(Factor::TrainingAttention) * s.scale);
    const double elementwise = s.f.at(Factor::TrainingElementwise) *
                               (s.w.layers + 0.5 * s.w.moeLayers * s.w.expertsPerToken) *
                               s.w.hidden * tokens / (part.memoryBandwidth * s.scale);
    const double launches = s.microBatches / s.pipeline / s.scale *
                            (s.f.at(Factor::TrainingLayer) * s.w.layers +
                             s.f.at(Factor::TrainingLayerMoe) * s.w.moeLayers);
    e.step.compute = forward * linearFlopsPerToken(s) / (2.0 * s.w.matmulParameters) +
                     attention * 3.0 + elementwise;

    e.step.overhead = launches + s.f.at(Factor::TrainingStep);
    if (s.q.plan.recompute == Recompute::Full)
        e.step.recompute = forward + attention + elementwise / 3.0;
    else if (s.q.plan.recompute == Recompute::Selective)
        e.step.recompute =
            0.0; // fused attention recomputes inside its kernel; its cost is in the attention share
}

/// Traffic of one step on one accelerator that compute does not hide; s.
void communicationTimes(const TrainingState& s, TrainingEstimate& e)
{
    const AcceleratorSpec& part = *s.q.accelerator;
    const double domain = part.scaleUpDomain;
    const double layers = s.w.layers / s.pipeline;
    const double bytes = s.tokensPerMicroBatch() * s.w.hidden * 2.0;
    const double out = s.q.scaleOutBandwidth;
    if (s.tensor > 1.0)
        e.step.tensorComm = s.f.at(Factor::TrainingTensorExposed) * 4.0 * layers * s.microBatches *
                            allReduceBytes(bytes, s.tensor) / (s.tensor <= domain ? s.upRate : out);
    if (s.expert > 1.0) {
        const double moved = 4.0 * s.w.moeLayers / s.pipeline * bytes / s.tensor *
                             s.w.expertsPerToken * (s.expert - 1.0) / s.expert;
        e.step.expertComm = s.microBatches * moved / (s.expert <= domain ? s.upRate : out);
    }
    if (s.pipeline > 1.0)
        e.step.pipelineComm = 2.0 * (s.pipeline - 1.0) * bytes / s.tensor / out;
    const double trained = s.isLora() ? adapterParameters(s) : s.w.totalParameters;
    const double experts = s.isLora() ? 0.0 : s.w.moeLayers * s.w.experts * s.w.expertParameters;
    const double local =
        ((trained - experts) / s.tensor + experts / std::max(s.tensor, s.expert)) / s.pipeline;
    const double replicas = s.data * s.context;
    // Rings leave a scale-up domain through the ports of all its members, so a group with several
    // members in a domain moves that many times the traffic of one port.
    const double members = std::max(1.0, std::min(domain, replicas * s.tensor) / s.tensor);
    const double rate = s.q.accelerators <= domain ? s.upRate : std::min(s.upRate, out * members);
    double perParameter = s.q.gradientBytes + 2.0;
    if (s.q.plan.zeroStage >= 3) {
        const double gathered =
            s.isLora() ? (s.w.totalParameters / (s.tensor * s.pipeline)) * 4.0 : local * 2.0;
        perParameter += local > 0.0 ? gathered / local * std::max(1.0, s.microBatches) : 0.0;
    }
    // Traffic hides behind compute, but never wholly and at most behind two thirds of it.
    const double moved = local * perParameter * (replicas - 1.0) / replicas / rate;
    e.step.dataComm =
        std::max(s.f.at(Factor::TrainingExposed) * moved, moved - 0.67 * e.step.compute);
    const double owned = local / (s.q.plan.zeroStage >= 1 ? replicas : 1.0);
    e.step.optimizer =
        owned * 30.0 /
        (part.memoryBandwidth * 0.7); // Adam reads and writes 4-byte states, weights and gradients
}

void finishTimes(const TrainingState& s, TrainingEstimate& e)
{
    const double busy = e.step.compute + e.step.recompute + e.step.tensorComm + e.step.expertComm;
    const double share = bubbleShare(s.pipeline, s.interleave, s.microBatches);
    e.step.bubble = busy * share / (1.0 - share);
    const double nodes = std::max(1.0, s.q.accelerators / 8.0);
    e.step.straggler = (e.step.total()) * s.f.at(Factor::TrainingStraggler) * std::log2(nodes);
    if (s.q.hasEvaluation)
        e.step.overhead += e.step.total() * s.f.at(Factor::TrainingEvaluation);
    e.stepTime = e.step.total();
    const double tokens = s.q.globalBatch * s.q.sequence;
    const double flops =
        s.isLora()
            ? loraFlopsPerToken(s.w.matmulParameters, s.attentionForward, adapterParameters(s))
            : trainingFlopsPerToken(s.w.matmulParameters, s.attentionForward);
    e.tokensPerSecond = tokens / e.stepTime;
    e.modelFlopsPerAccelerator = flops * e.tokensPerSecond / s.q.accelerators;
    e.mfu = modelFlopUtilisation(flops * tokens, double(s.q.accelerators), s.peak, e.stepTime);
}

/// Checkpoints and failures over the whole job.
void finishJob(const TrainingState& s, TrainingEstimate& e)
{
    const TrainingQuery& q = s.q;
    const double trained = s.isLora() ? adapterParameters(s) : s.w.totalParameters;
    e.checkpointBytes = trained * 14.0; // weights in 16 bit and the three 4-byte Adam tensors
    const double write = e.checkpointBytes / std::max(1.0, q.checkpointWriteBandwidth);
    // Copied to host memory at 20 GB/s per accelerator first; the write goes on behind the next
    // steps.
    const double copy = e.checkpointBytes / (20e9 * q.accelerators);
    e.checkpointStall = std::max(1e-3, q.isCheckpointAsynchronous ? copy + 1.0 : write);
    e.jobMtbf = jobMtbf(q.acceleratorMtbf, double(q.accelerators));
    // Writes of asynchronous checkpoints must not overtake each other.
    e.checkpointInterval =
        std::max(q.checkpointInterval > 0.0 ? q.checkpointInterval
                                            : bestCheckpointInterval(e.checkpointStall, e.jobMtbf),
                 write);
    e.ettr = effectiveTrainingTimeRatio(e.checkpointStall, e.checkpointInterval, q.restartTime,
                                        e.jobMtbf);
    e.effectiveMfu = e.mfu * e.ettr;
    e.duration = q.tokens / e.tokensPerSecond / e.ettr;
    e.acceleratorHours = e.duration * q.accelerators / 3600.0;
    const AcceleratorSpec& part = *q.accelerator;
    const double idle = part.idle > 0.0 ? part.idle : 0.15 * part.tdp;
    const double highest = part.powerCap > 0.0 ? std::min(part.powerCap, part.tdp) : part.tdp;
    const double busy = std::min(1.0, e.step.compute / e.stepTime);
    e.powerPerAccelerator = acceleratorPower(idle, highest, busy, 0.4 * busy);
    e.energy = e.powerPerAccelerator * e.duration * q.accelerators;
}

Bottleneck bottleneckOf(const TrainingStepParts& p, bool isScaleOutTensor)
{
    const double parts[] = {
        p.compute + p.recompute, p.optimizer, isScaleOutTensor ? 0.0 : p.tensorComm,
        p.dataComm + p.expertComm + p.pipelineComm + (isScaleOutTensor ? p.tensorComm : 0.0),
        p.overhead + p.bubble + p.straggler};
    constexpr Bottleneck names[] = {Bottleneck::Compute, Bottleneck::Bandwidth, Bottleneck::ScaleUp,
                                    Bottleneck::ScaleOut, Bottleneck::Overhead};
    return names[std::max_element(std::begin(parts), std::end(parts)) - std::begin(parts)];
}

/// Bands, confidence and what a reader must know about them.
void addBands(const TrainingState& s, TrainingEstimate& e)
{
    const AcceleratorSpec& part = *s.q.accelerator;
    const ModelArchitecture& model = *s.q.model;
    const BandOf what = s.isLora()      ? BandOf::TrainingLora
                        : model.isMoe() ? BandOf::TrainingMoe
                                        : BandOf::TrainingDense;
    const double width = bandWidth(what, part, model, s.f);
    e.stepBand = bandAround(e.stepTime, width);
    e.durationBand = bandAround(e.duration, width);
    e.confidence = estimateConfidence(part, model);
    if (e.confidence == EstimateConfidence::ClassDefault)
        e.notes.push_back(
            cannot("serve.note.class-default", {std::string(acceleratorClassName(part.kind))}));
    if (model.isClassShape)
        e.notes.push_back(cannot("serve.note.class-shape", {model.id}));
}

TrainingEstimate estimate(const TrainingQuery& query, bool mustFit)
{
    TrainingEstimate e;
    e.plan = query.plan;
    if (const auto reason = refusal(query)) {
        e.infeasible = *reason;
        return e;
    }
    const TrainingState state = makeState(query);
    e.plan.dataParallel = static_cast<int>(state.data);
    if (!fitMemory(state, e) && mustFit)
        return e;
    computeTimes(state, e);
    communicationTimes(state, e);
    finishTimes(state, e);
    finishJob(state, e);
    e.bottleneck = bottleneckOf(e.step, query.plan.tensor > query.accelerator->scaleUpDomain);
    e.isFeasible = true;
    addBands(state, e);
    return e;
}

} // namespace

TrainingEstimate estimateTraining(const TrainingQuery& query)
{
    return estimate(query, true);
}

TrainingEstimate estimateTrainingUnchecked(const TrainingQuery& query)
{
    return estimate(query, false);
}

} // namespace millwright
