#include "model/estimate/EstimateBands.h"
#include "model/estimate/Refusal.h"
#include "model/estimate/ServingFormulas.h"
#include "model/estimate/ServingLoops.h"
#include <algorithm>
#include <cmath>

namespace millwright
{

namespace
{

/// Most requests that schedulers keep in one replica by default, per attention-DP rank.
constexpr double schedulerLimit = 2048.0;

ServingState makeState(const ServingQuery& query)
{
    ServingState s{query, ServingCosts(query), 0, 0, 0, 0, 0, 0, 0, 0};
    s.newTokens = std::max(1.0, query.inputTokens * (1.0 - query.prefixHit));
    s.prefix = query.inputTokens * query.prefixHit + query.residentPrefix;
    s.context = query.residentPrefix + query.inputTokens + 0.5 * query.outputTokens * query.beams;
    s.stepYield = query.draftTokens > 0.0 && query.draftAcceptance < 1.0
                      ? speculativeYield(query.draftAcceptance, query.draftTokens)
                      : 1.0 + query.draftTokens;
    s.steps = std::max(1.0, query.outputTokens) / s.stepYield;
    s.prefillTime =
        s.costs.prefillTime(s.newTokens, s.prefix, std::max(s.newTokens, s.costs.passTokens()));
    const int perReplica = query.plan.tensor * query.plan.pipeline;
    s.replicas = query.plan.replicas > 0 ? query.plan.replicas
                                         : std::max(1, query.accelerators / perReplica);
    return s;
}

/// The reason why the query makes no sense or the plan cannot be laid out, if there is one.
std::optional<Message> refusal(const ServingQuery& q)
{
    if (!q.model || !q.accelerator)
        return cannot("serve.no-input");
    if (!q.accelerator->hasPeaks())
        return cannot("serve.no-peaks", {q.accelerator->id});
    const ServingPlan& p = q.plan;
    if (p.tensor < 1 || p.pipeline < 1 || p.expert < 1 || p.attentionData < 1)
        return cannot("serve.plan-range");
    const std::int64_t needed = std::int64_t{p.tensor} * p.pipeline;
    if (needed > q.accelerators)
        return cannot("serve.too-few-accelerators", {needed, std::int64_t{q.accelerators}});
    if (p.pipeline > q.model->layers)
        return cannot("serve.pipeline-exceeds-layers",
                      {std::int64_t{p.pipeline}, std::int64_t{q.model->layers}});
    if (p.tensor % p.attentionData != 0 || p.tensor % p.expert != 0)
        return cannot("serve.plan-indivisible", {std::int64_t{p.tensor}});
    if (p.tensor / p.attentionData > q.model->heads)
        return cannot("serve.tensor-exceeds-heads",
                      {std::int64_t{p.tensor / p.attentionData}, std::int64_t{q.model->heads}});
    if (p.expert > 1 && p.expert > q.model->experts)
        return cannot("serve.expert-exceeds-experts",
                      {std::int64_t{p.expert}, std::int64_t{q.model->experts}});
    const bool isBad = !(q.inputTokens >= 0.0) || !(q.outputTokens >= 1.0) ||
                       !(q.prefixHit >= 0.0 && q.prefixHit <= 1.0) || !(q.draftTokens >= 0.0) ||
                       !(q.draftAcceptance >= 0.0 && q.draftAcceptance <= 1.0) ||
                       !(q.inputTokens + q.outputTokens <= 1e9) ||
                       !std::isfinite(q.concurrency + q.requestRate);
    if (isBad)
        return cannot("serve.workload-range");
    if (!q.isMeasured && q.model->maxContext > 0 &&
        q.inputTokens + q.outputTokens > q.model->maxContext)
        return cannot("serve.context-exceeded",
                      {static_cast<std::int64_t>(q.inputTokens + q.outputTokens),
                       std::int64_t{q.model->maxContext}});
    return std::nullopt;
}

/// Fills memory and the batch limit; false when not even one request fits.
bool fitMemory(ServingState& s, ServingEstimate& e)
{
    const AcceleratorSpec& part = *s.query.accelerator;
    const double memory = addressableMemory(part);
    const double usable = memory * (s.query.isMeasured ? 0.93 : s.query.memoryFraction);
    e.memory.capacity = memory;
    e.memory.weights = s.costs.weightBytes();
    e.memory.activations = s.costs.activationBytes();
    const double resident =
        s.query.residentPrefix > 0.0 ? s.costs.cacheBytes(s.query.residentPrefix) : 0.0;
    // Paged caches are filled to the mean length, with a reserve for what is still to come
    // (PagedAttention, arXiv 2309.06180).
    const double reserved = s.query.inputTokens + 0.7 * s.query.outputTokens * s.query.beams;
    const double perRequest = std::max(1.0, s.costs.cacheBytes(reserved));
    const double room = usable - e.memory.weights - e.memory.activations - resident;
    if (room < perRequest && !s.query.isMeasured) {
        e.memory.kvCache = perRequest + resident;
        e.memory.shortBy = perRequest - room;
        e.infeasible =
            cannot("serve.memory-short", {Measure{e.memory.shortBy, "B"}, Measure{memory, "B"}});
        return false;
    }
    s.batchLimit = std::max(
        1.0, std::floor(std::min(room / perRequest, schedulerLimit * s.query.plan.attentionData)));
    if (s.query.plan.maxBatch > 0.0)
        s.batchLimit = std::min(s.batchLimit, s.query.plan.maxBatch);
    return true;
}

Bottleneck bottleneckOf(const ServingState& s, const ServingEstimate& e)
{
    const StepParts& step = e.step;
    const double overhead = step.layerOverhead + step.stepOverhead;
    const double memory =
        s.costs.decodeBytes(e.batch, s.context) / s.query.accelerator->memoryBandwidth;
    const double decodeFlops = s.costs.decodeFlops(e.batch, s.context) / s.costs.peak();
    const double parts[] = {step.prefill + (decodeFlops > memory ? step.weights : 0.0),
                            step.attention + (decodeFlops > memory ? 0.0 : step.weights),
                            step.scaleUp, step.scaleOut, overhead};
    constexpr Bottleneck names[] = {Bottleneck::Compute, Bottleneck::Bandwidth, Bottleneck::ScaleUp,
                                    Bottleneck::ScaleOut, Bottleneck::Overhead};
    const auto largest = std::max_element(std::begin(parts), std::end(parts)) - std::begin(parts);
    return names[largest];
}

/// Bands, confidence and what a reader must know about them.
void addBands(const ServingState& s, ServingEstimate& e)
{
    const AcceleratorSpec& part = *s.query.accelerator;
    const ModelArchitecture& model = *s.query.model;
    const EfficiencyFactors& factors = s.costs.factors();
    const BandOf tokens =
        s.query.mode == ServingMode::Offline ? BandOf::OfflineTokens : BandOf::ServingTokens;
    // A rate that is asked for and met is no prediction: its band is closed.
    const double width =
        s.query.mode == ServingMode::OpenLoop && s.query.requestRate > 0.0 && !s.query.isMeasured
            ? 0.0
            : bandWidth(tokens, part, model, factors);
    e.outputBand = bandAround(e.outputTokensPerSecond, width);
    e.ttftBand = bandAround(e.ttftMean, bandWidth(BandOf::FirstToken, part, model, factors));
    e.tpotBand = bandAround(e.tpotMean, bandWidth(BandOf::NextToken, part, model, factors));
    e.confidence = estimateConfidence(part, model);
    if (e.confidence == EstimateConfidence::ClassDefault)
        e.notes.push_back(
            cannot("serve.note.class-default", {std::string(acceleratorClassName(part.kind))}));
    if (model.isClassShape)
        e.notes.push_back(cannot("serve.note.class-shape", {model.id}));
    if (computeFormat(part, s.query.weights) == NumberFormat::Bf16 &&
        bytesPerValue(s.query.weights) < 2.0)
        e.notes.push_back(
            cannot("serve.note.computes-wider", {std::string(formatName(s.query.weights))}));
    if (s.query.mode == ServingMode::ClosedLoop && s.query.concurrency / s.replicas > s.batchLimit)
        e.notes.push_back(cannot("serve.note.requests-wait",
                                 {static_cast<std::int64_t>(s.batchLimit * s.replicas)}));
}

/// Throughput, utilisation, power and what binds, from the solved times.
void finish(const ServingState& s, ServingEstimate& e)
{
    const AcceleratorSpec& part = *s.query.accelerator;
    const double accelerators = s.replicas * s.costs.ranks();
    e.isFeasible = true;
    e.plan = s.query.plan;
    e.plan.replicas = static_cast<int>(s.replicas);
    e.outputTokensPerSecond = e.requestsPerSecond * s.query.outputTokens;
    e.perAccelerator = e.outputTokensPerSecond / accelerators;
    e.memory.kvCache = e.batch * s.costs.cacheBytes(s.context);
    const double perReplica = e.requestsPerSecond / s.replicas;
    const double stepsPerSecond = perReplica * s.steps / std::max(1.0, e.batch);
    e.computeUtilisation =
        std::min(1.0, (stepsPerSecond * s.costs.decodeFlops(e.batch, s.context) +
                       perReplica * s.costs.prefillFlops(s.newTokens, s.prefix)) /
                          s.costs.peak());
    e.memoryUtilisation = std::min(1.0, stepsPerSecond * s.costs.decodeBytes(e.batch, s.context) /
                                            part.memoryBandwidth);
    const double idle = part.idle > 0.0 ? part.idle : 0.15 * part.tdp;
    const double highest = part.powerCap > 0.0 ? std::min(part.powerCap, part.tdp) : part.tdp;
    e.powerPerAccelerator =
        acceleratorPower(idle, highest, e.computeUtilisation, e.memoryUtilisation);
    if (e.powerPerAccelerator > 0.0)
        e.tokensPerJoule = e.perAccelerator / e.powerPerAccelerator;
    e.bottleneck = bottleneckOf(s, e);
    addBands(s, e);
}

} // namespace

ServingEstimate estimateServing(const ServingQuery& query)
{
    ServingEstimate e;
    e.plan = query.plan;
    if (const auto reason = refusal(query)) {
        e.infeasible = *reason;
        return e;
    }
    ServingState state = makeState(query);
    if (!fitMemory(state, e))
        return e;
    switch (query.mode) {
    case ServingMode::Offline:
        solveOffline(state, e);
        break;
    case ServingMode::ClosedLoop:
        solveClosed(state, e);
        break;
    case ServingMode::OpenLoop:
        solveOpen(state, e);
        if (!e.isFeasible)
            return e;
        break;
    }
    if (query.isDisaggregated)
        disaggregate(state, e);
    finish(state, e);
    return e;
}

} // namespace millwright
