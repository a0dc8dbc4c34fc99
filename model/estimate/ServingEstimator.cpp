#include "model/estimate/EstimateBands.h"
#include "model/estimate/Queueing.h"
#include "model/estimate/ServingCosts.h"
#include "model/estimate/ServingFormulas.h"
#include <algorithm>
#include <cmath>

namespace millwright
{

namespace
{

/// Most requests that schedulers keep in one replica by default, per attention-DP rank.
constexpr double schedulerLimit = 2048.0;

/// The numbers of one query that all three modes use.
struct ServingState {
    const ServingQuery& query;
    ServingCosts costs;
    double newTokens;   // prompt tokens to compute per request
    double prefix;      // tokens found in a cache
    double context;     // mean context while decoding
    double steps;       // decode steps per request
    double stepYield;   // tokens per step
    double prefillTime; // s of the replica per request, in full passes
    double replicas;
    double batchLimit; // by memory and scheduler
};

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

/// Time of one prompt computed on its own, s.
double ownPromptTime(const ServingState& s)
{
    return s.costs.promptLaunchTime() +
           s.costs.ownPromptTime(s.newTokens, s.prefix) / s.costs.factor(Factor::ServingOwnPrompt);
}

Message cannot(std::string id, std::vector<MessageArgument> arguments = {})
{
    return Message{std::move(id), std::move(arguments)};
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
    const double usable = part.memoryBytes * (s.query.isMeasured ? 0.96 : s.query.memoryFraction);
    e.memory.capacity = part.memoryBytes;
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
        e.infeasible = cannot("serve.memory-short",
                              {Measure{e.memory.shortBy, "B"}, Measure{part.memoryBytes, "B"}});
        return false;
    }
    s.batchLimit = std::max(
        1.0, std::floor(std::min(room / perRequest, schedulerLimit * s.query.plan.attentionData)));
    if (s.query.plan.maxBatch > 0.0)
        s.batchLimit = std::min(s.batchLimit, s.query.plan.maxBatch);
    return true;
}

void setTimes(const ServingState& s, ServingEstimate& e, double batch, double ttft, double tpot)
{
    e.batch = batch;
    e.ttftMean = ttft;
    e.tpotMean = tpot;
    e.prefillTime = s.prefillTime;
    e.step = s.costs.decodeStep(batch, s.context);
    e.step.prefill = std::max(0.0, tpot * s.stepYield - e.step.decode());
}

/// All requests are there at the start: the batch stays full, each cycle of `steps` decode steps
/// prefills one batch.
void solveOffline(const ServingState& s, ServingEstimate& e)
{
    const double inFlight =
        s.query.concurrency > 0.0 ? s.query.concurrency / s.replicas : s.batchLimit;
    const double batch = std::max(1.0, std::min(s.batchLimit, inFlight));
    const double step = s.costs.decodeStep(batch, s.context).decode();
    const double cycle = s.steps * step + (s.query.isDisaggregated ? 0.0 : batch * s.prefillTime);
    const double rate = batch / cycle * s.costs.factor(Factor::ServingOffline);
    e.requestsPerSecond = rate * s.replicas;
    setTimes(s, e, batch, s.prefillTime * (1.0 + 0.5 * batch), cycle / s.steps / s.stepYield);
    e.ttftP99 = s.prefillTime * (1.0 + batch); // the last of a batch
    e.tpotP99 = e.tpotMean;
}

/// A fixed number in flight: mean value analysis of a prefill queue (Schweitzer) and decode steps
/// that grow with the batch.
void solveClosed(const ServingState& s, ServingEstimate& e)
{
    const FrameworkCosts framework = frameworkCosts(s.query.framework);
    const double inFlight = std::max(1.0, s.query.concurrency / s.replicas);
    const double resident = std::min(inFlight, s.batchLimit);
    const double own = ownPromptTime(s);
    const double base = s.costs.factor(framework.firstToken);
    const double burst = s.costs.factor(framework.burst);
    // Decode waits for the prompts of the others: their batched time and part of what a single pass
    // takes beyond it.
    const double stall =
        s.prefillTime + s.costs.factor(Factor::ServingStall) * std::max(0.0, own - s.prefillTime);
    const double interference = s.query.isDisaggregated ? 0.0 : stall;
    double batch = resident;
    double ttft = own, tpot = 0.0;
    for (int round = 0; round < 30; ++round) {
        const double step = s.costs.decodeStep(batch, s.context).decode();
        // Each step of a request also waits for the prompts of the others that come in one cycle.
        tpot = (step + (resident - 1.0) * interference / s.steps) / s.stepYield;
        const double decodeTime = std::max(0.0, s.query.outputTokens - 1.0) * tpot;
        const double ahead = burst * (resident - 1.0) * own;
        ttft = base + own + 0.5 * step + ahead;
        const double next = std::max(1.0, resident * decodeTime / (ttft + decodeTime));
        const bool isSettled = std::abs(next - batch) < 1e-6 * batch;
        batch = next;
        if (isSettled)
            break;
    }
    const double decodeTime = std::max(0.0, s.query.outputTokens - 1.0) * tpot;
    double rate = resident / (ttft + decodeTime);
    if (inFlight > resident) // the rest waits for a slot
        ttft += (inFlight - resident) / rate;
    e.requestsPerSecond = rate * s.replicas;
    setTimes(s, e, batch, ttft, tpot);
    e.ttftP99 = ttft + (resident - 1.0) * s.prefillTime;
    e.tpotP99 = tpot * 1.25;
}

/// Requests at a rate: M/G/1 prefill queue, Erlang C on the batch slots; refused as unstable where
/// the replica cannot keep up.
void solveOpen(const ServingState& s, ServingEstimate& e)
{
    const double rate = s.query.requestRate / s.replicas;
    const double own = ownPromptTime(s);
    double batch = 1.0, tpot = 0.0;
    const double prefillShare = s.query.isDisaggregated ? 0.0 : rate * s.prefillTime;
    if (rate * s.prefillTime >= 1.0) {
        e.infeasible = cannot("serve.unstable", {Measure{rate * s.prefillTime, "1"}});
        return;
    }
    for (int round = 0; round < 60; ++round) {
        const double step = s.costs.decodeStep(batch, s.context).decode();
        tpot = step / (1.0 - prefillShare) / s.stepYield;
        const double next = std::max(1.0, rate * std::max(1.0, s.query.outputTokens - 1.0) * tpot);
        const bool isSettled = std::abs(next - batch) < 1e-6 * batch;
        batch = next;
        if (batch > s.batchLimit || isSettled)
            break;
    }
    const double service = s.query.outputTokens * tpot;
    if (batch >= s.batchLimit || rate * service >= s.batchLimit) {
        e.infeasible = cannot("serve.unstable", {Measure{batch / s.batchLimit, "1"}});
        return;
    }
    const double busy = rate * s.prefillTime;
    const double queueWait = waitInSingleQueue(rate, s.prefillTime, s.query.inputVariation);
    const double slotWait = waitForSlot(s.batchLimit, rate, service, s.query.outputVariation);
    const double base = s.costs.factor(frameworkCosts(s.query.framework).firstToken);
    const double step = s.costs.decodeStep(batch, s.context).decode();
    e.requestsPerSecond = s.query.requestRate;
    setTimes(s, e, batch, base + own + 0.5 * step + queueWait + slotWait, tpot);
    e.ttftP99 = base + own * (1.0 + 2.33 * s.query.inputVariation) + step +
                waitQuantile(queueWait, busy, 0.99) +
                waitQuantile(slotWait, erlangC(s.batchLimit, rate * service), 0.99);
    e.tpotP99 = tpot * (1.0 + 2.33 * std::sqrt(1.0 / std::max(4.0, batch)));
    e.isFeasible = true;
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

/// Prefill and decode on pools of their own: of every 1 + r replicas r compute prompts, r = prompt
/// seconds per second of one decode replica; each prompt's cache crosses the fabric once (arXiv
/// 2401.09670).
void disaggregate(const ServingState& s, ServingEstimate& e)
{
    const double ratio = e.requestsPerSecond / s.replicas * s.prefillTime;
    const double transfer =
        s.costs.cacheBytes(s.newTokens + s.prefix) / std::max(1e6, s.query.scaleOutBandwidth);
    if (s.query.mode != ServingMode::OpenLoop)
        e.requestsPerSecond /= 1.0 + ratio;
    e.ttftMean += transfer;
    e.ttftP99 += transfer;
    e.notes.push_back(
        cannot("serve.note.disaggregated", {Measure{ratio, "1"}, Measure{transfer, "s"}}));
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
