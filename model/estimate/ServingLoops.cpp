#include "model/estimate/ServingLoops.h"
#include "model/estimate/Queueing.h"
#include "model/estimate/Refusal.h"
#include "model/estimate/ServingFormulas.h"
#include <algorithm>
#include <cmath>

namespace millwright
{

namespace
{

/// Time of one prompt computed on its own, s.
double ownPromptTime(const ServingState& s)
{
    return s.costs.promptLaunchTime() +
           s.costs.ownPromptTime(s.newTokens, s.prefix) / s.costs.factor(Factor::ServingOwnPrompt);
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

/// Time of the one serving process per request, s; 0 where front ends are scaled out.
double frontEndTime(const ServingState& s)
{
    if (s.query.scheduler.streamTokens <= 0.0)
        return 0.0;
    return s.costs.factor(Factor::StreamRequest) +
           s.query.outputTokens / s.query.scheduler.streamTokens *
               s.costs.factor(frameworkCosts(s.query.framework).message);
}

/// How much longer than alone a request takes where one serving process can pass on no more than it
/// can; a corner that is smooth where both times are near.
double frontEndStretch(const ServingState& s, double rate)
{
    return std::pow(1.0 + std::pow(rate * frontEndTime(s), 8.0), 1.0 / 8.0);
}

/// A fixed number in flight, per replica.
struct ClosedLoop {
    double inFlight;
    double resident;     // of them, as many as have a batch slot
    double own;          // s, one prompt on its own
    double interference; // s that one prompt delays the decode of the others
    double batch = 0.0, step = 0.0, ttft = 0.0, tpot = 0.0;
};

ClosedLoop closedLoop(const ServingState& s)
{
    const double inFlight = std::max(1.0, s.query.concurrency / s.replicas);
    const double resident =
        std::max(1.0, std::min(inFlight - s.query.scheduler.lostSlots, s.batchLimit));
    const double own = ownPromptTime(s);
    // Decode waits for the prompts of the others: their batched time and part of what a single pass
    // takes beyond it.
    const double stall =
        s.prefillTime + s.costs.factor(Factor::ServingStall) * std::max(0.0, own - s.prefillTime);
    return {inFlight, resident, own, s.query.isDisaggregated ? 0.0 : stall};
}

/// Batch, latencies and prompts ahead hang on each other: a fixed point (Little's law).
void settle(const ServingState& s, ClosedLoop& c)
{
    const FrameworkCosts framework = frameworkCosts(s.query.framework);
    const double base = s.costs.factor(framework.firstToken);
    const double ahead = s.costs.factor(framework.burst) * (c.resident - 1.0) * c.own;
    c.batch = c.resident;
    for (int round = 0; round < 30; ++round) {
        c.step = s.costs.decodeStep(c.batch, s.context).decode();
        // Each step of a request also waits for the prompts of the others that come in one cycle.
        c.tpot = (c.step + (c.resident - 1.0) * c.interference / s.steps) / s.stepYield;
        const double decodeTime = std::max(0.0, s.query.outputTokens - 1.0) * c.tpot;
        c.ttft = base + c.own + s.query.scheduler.waitSteps * c.step + ahead;
        const double next = std::max(1.0, c.resident * decodeTime / (c.ttft + decodeTime));
        const bool isSettled = std::abs(next - c.batch) < 1e-6 * c.batch;
        c.batch = next;
        if (isSettled)
            break;
    }
}

/// One serving process passes every token to its client: a closed loop cannot go round faster than
/// it does. Of the delay half falls before the first token (the request and the first token pass
/// the same queue), the rest between the tokens.
void delayByFrontEnd(const ServingState& s, ClosedLoop& c)
{
    const double decoded = std::max(0.0, s.query.outputTokens - 1.0);
    const double time = c.ttft + decoded * c.tpot;
    const double delay = (frontEndStretch(s, c.resident / time) - 1.0) * time;
    c.ttft += 0.5 * delay;
    c.tpot += 0.5 * delay / std::max(1.0, decoded);
}

} // namespace

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

void solveClosed(const ServingState& s, ServingEstimate& e)
{
    ClosedLoop c = closedLoop(s);
    settle(s, c);
    delayByFrontEnd(s, c);
    const double rate = c.resident / (c.ttft + std::max(0.0, s.query.outputTokens - 1.0) * c.tpot);
    const double slotWait = (c.inFlight - c.resident) / rate; // the rest waits for a slot
    c.ttft += slotWait;
    e.requestsPerSecond = rate * s.replicas;
    setTimes(s, e, c.batch, c.ttft, c.tpot);
    // Of 100 requests one meets a queue of prompts as at this rate, a long prompt of its own, and
    // while it decodes 2.33 standard deviations more prompts than the mean (Poisson).
    const double others = c.resident - 1.0;
    const double busy = std::min(0.95, rate * s.prefillTime);
    const double wait =
        waitInSingleQueue(busy / s.prefillTime, s.prefillTime, s.query.inputVariation);
    e.ttftP99 = c.ttft + 2.33 * s.query.inputVariation * c.own + waitQuantile(wait, busy, 0.99);
    e.tpotP99 = c.tpot + 2.33 * std::sqrt(others) * c.interference / s.steps / s.stepYield;
}

/// Requests at a rate: M/G/1 prefill queue, Erlang C on the batch slots; refused as unstable where
/// the replica cannot keep up.
void solveOpen(const ServingState& s, ServingEstimate& e)
{
    const double rate = s.query.requestRate / s.replicas;
    const double own = ownPromptTime(s);
    double batch = 1.0, tpot = 0.0;
    const double prefillShare = s.query.isDisaggregated ? 0.0 : rate * s.prefillTime;
    const double load = rate * std::max(s.prefillTime, frontEndTime(s));
    if (load >= 1.0) {
        e.infeasible = cannot("serve.unstable", {Measure{load, "1"}});
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
    setTimes(s, e, batch, base + own + s.query.scheduler.waitSteps * step + queueWait + slotWait, tpot);
    e.ttftP99 = base + own * (1.0 + 2.33 * s.query.inputVariation) +
                2.0 * s.query.scheduler.waitSteps * step +
                waitQuantile(queueWait, busy, 0.99) +
                waitQuantile(slotWait, erlangC(s.batchLimit, rate * service), 0.99);
    e.tpotP99 = tpot * (1.0 + 2.33 * std::sqrt(1.0 / std::max(4.0, batch)));
    e.isFeasible = true;
}

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

} // namespace millwright
