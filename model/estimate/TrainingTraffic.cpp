#include "model/estimate/ServingFormulas.h"
#include "model/estimate/TrainingState.h"
#include <algorithm>
#include <cmath>

namespace millwright
{

namespace
{

/// Share of tensor-parallel traffic that shows: kernels that overlap it came in 2023.
double tensorExposure(const TrainingState& s)
{
    const bool isBefore = s.q.softwareYear > 2000.0 && s.q.softwareYear < 2023.0;
    return isBefore ? 1.0 : s.f.at(Factor::TrainingTensorExposed);
}

/// Bytes of hidden states of one micro-batch on one rank.
double stateBytes(const TrainingState& s)
{
    return s.microTokens() * s.w.hidden * 2.0;
}

/// Two all-reduces a layer forward, two backward, as gathers and scatters with sequence parallelism
/// (arXiv 2205.05198).
double tensorTime(const TrainingState& s)
{
    if (s.tensor <= 1.0)
        return 0.0;
    const double rate =
        s.tensor <= s.q.accelerator->scaleUpDomain ? s.upRate : s.q.scaleOutBandwidth;
    return tensorExposure(s) * 4.0 * s.w.layers / s.pipeline * s.microBatches *
           allReduceBytes(stateBytes(s), s.tensor) / rate;
}

/// Of `ranks` that hold the experts, how many other ones a token is sent to: each only once.
double copiesOf(double ranks, double expertsPerToken)
{
    return ranks * (1.0 - std::pow(1.0 - 1.0 / ranks, expertsPerToken)) * (ranks - 1.0) / ranks;
}

/// Tokens to their experts and back, forward and backward: over scale-up; where the experts lie in
/// several scale-up domains, once to each of these over the fabric.
double expertTime(const TrainingState& s)
{
    if (s.expert <= 1.0)
        return 0.0;
    const double domain = s.q.accelerator->scaleUpDomain;
    const double moved = 4.0 * s.w.moeLayers / s.pipeline * stateBytes(s) / s.tensor;
    double seconds = copiesOf(s.expert, s.w.expertsPerToken) * moved / s.upRate;
    if (s.expert > domain) {
        const double far = copiesOf(std::ceil(s.expert / domain), s.w.expertsPerToken);
        seconds = std::max(seconds, far * moved / s.q.scaleOutBandwidth);
    }
    return s.f.at(Factor::TrainingExpertExposed) * (1.0 - std::clamp(s.q.expertOverlap, 0.0, 1.0)) *
           s.microBatches * seconds;
}

/// Hidden states between stages: the first and last micro-batch's way through all stages, and a
/// fifth of the others' hops, of which the pieces of an interleaved pipeline have more.
double pipelineTime(const TrainingState& s)
{
    if (s.pipeline <= 1.0)
        return 0.0;
    const double hops = 2.0 * (s.pipeline - 1.0) + 0.4 * s.microBatches * s.interleave;
    return hops * stateBytes(s) / s.tensor / s.q.scaleOutBandwidth;
}

/// Seconds of a ring over `copies` replicas of what `ranks` neighbouring ranks hold, `bytes` on
/// each. Rings leave a scale-up domain through the ports of all their members in it.
double ringTime(const TrainingState& s, double bytes, double ranks, double copies)
{
    const double domain = s.q.accelerator->scaleUpDomain;
    const double members = std::max(1.0, std::min(domain / ranks, copies));
    const double rate =
        ranks * copies <= domain ? s.upRate : std::min(s.upRate, s.q.scaleOutBandwidth * members);
    return bytes * (copies - 1.0) / copies / rate;
}

/// A figure of the weights outside the experts, and of the experts.
struct WeightPair {
    double dense, experts;
};

/// How many ranks hold the same weights.
WeightPair replicasOf(const TrainingState& s)
{
    const double dense = s.data * s.context;
    return {dense, std::max(1.0, dense * s.tensor / s.expertRanks())};
}

/// Parameters of one rank that are trained: dense and expert ones.
WeightPair trainedOf(const TrainingState& s)
{
    if (s.isLora())
        return {s.adapterParameters() / (s.tensor * s.pipeline), 0.0};
    return {s.localDense(), s.localExperts()};
}

/// Gradients scattered and weights gathered, of which compute hides a part.
double dataTime(const TrainingState& s, double compute)
{
    const WeightPair copies = replicasOf(s);
    const WeightPair trained = trainedOf(s);
    const bool isSharded = s.q.plan.zeroStage >= 3;
    // Sharded weights are gathered forward and backward in each micro-batch.
    const double times = isSharded ? s.microBatches : 1.0;
    const double gathered = isSharded ? 4.0 * times : 2.0;
    const double scattered = s.q.gradientBytes * times;
    const WeightPair held = isSharded ? WeightPair{s.localDense(), s.localExperts()} : trained;
    const double dense = held.dense * gathered + trained.dense * scattered;
    const double experts = held.experts * gathered + trained.experts * scattered;
    const double moved = ringTime(s, dense, s.tensor, copies.dense) +
                         ringTime(s, experts, s.expertRanks(), copies.experts);
    // It hides behind compute, never wholly and at most behind two thirds of it; where weights are
    // whole, behind the last micro-batches backward and the first ones forward.
    const double hiding =
        isSharded ? 0.67 * compute
                  : 0.9 * compute / std::max(1.0, s.microBatches / std::max(1.0, s.pipeline));
    return std::max(s.f.at(Factor::TrainingExposed) * moved, moved - hiding);
}

} // namespace

void trainingTrafficTimes(const TrainingState& s, TrainingEstimate& e)
{
    e.step.tensorComm = tensorTime(s);
    e.step.expertComm = expertTime(s);
    e.step.pipelineComm = pipelineTime(s);
    e.step.dataComm = dataTime(s, e.step.compute);
    const WeightPair copies = replicasOf(s);
    const WeightPair trained = trainedOf(s);
    const double owned = s.q.plan.zeroStage >= 1
                             ? trained.dense / copies.dense + trained.experts / copies.experts
                             : trained.dense + trained.experts;
    // Adam reads and writes 4-byte states, weights and gradients.
    e.step.optimizer = owned * 30.0 / (s.q.accelerator->memoryBandwidth * 0.7);
}

} // namespace millwright
