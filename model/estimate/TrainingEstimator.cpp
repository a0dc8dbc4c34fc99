#include "model/estimate/EstimateBands.h"
#include "model/estimate/Refusal.h"
#include "model/estimate/Reliability.h"
#include "model/estimate/ServingFormulas.h"
#include "model/estimate/TrainingFormulas.h"
#include "model/estimate/TrainingState.h"
#include <algorithm>
#include <cmath>
#include <optional>

namespace millwright
{

namespace
{

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

void finishTimes(const TrainingState& s, TrainingEstimate& e)
{
    const double work = e.step.compute + e.step.recompute + e.step.tensorComm + e.step.expertComm;
    // The host launches ahead of the accelerator: only what it needs longer than the work shows.
    e.step.host = std::max(0.0, e.step.host - work - e.step.overhead);
    const double busy = work + e.step.host + e.step.bubble; // a pipeline runs at its slowest stage
    const double share = bubbleShare(s.pipeline, s.interleave, s.microBatches);
    e.step.bubble += busy * share / (1.0 - share);
    const double nodes = std::max(1.0, s.q.accelerators / 8.0);
    e.step.straggler = (e.step.total()) * s.f.at(Factor::TrainingStraggler) * std::log2(nodes);
    if (s.q.hasEvaluation)
        e.step.overhead += e.step.total() * s.f.at(Factor::TrainingEvaluation);
    e.stepTime = e.step.total();
    const double tokens = s.q.globalBatch * s.q.sequence;
    const double flops =
        s.isLora()
            ? loraFlopsPerToken(s.w.matmulParameters, s.attentionForward, s.adapterParameters())
            : trainingFlopsPerToken(s.w.matmulParameters, s.attentionForward);
    e.tokensPerSecond = tokens / e.stepTime;
    e.modelFlopsPerAccelerator = flops * e.tokensPerSecond / s.q.accelerators;
    e.mfu = modelFlopUtilisation(flops * tokens, double(s.q.accelerators), s.peak, e.stepTime);
}

/// Checkpoints and failures over the whole job.
void finishJob(const TrainingState& s, TrainingEstimate& e)
{
    const TrainingQuery& q = s.q;
    const double trained = s.isLora() ? s.adapterParameters() : s.w.totalParameters;
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
    if (q.hasCampaignLosses)
        e.ettr *= s.f.at(Factor::TrainingCampaign);
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
        p.overhead + p.host + p.bubble + p.straggler};
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
    const TrainingState state(query);
    e.plan.dataParallel = static_cast<int>(state.data);
    if (!fitTrainingMemory(state, e) && mustFit)
        return e;
    trainingComputeTimes(state, e);
    trainingTrafficTimes(state, e);
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
