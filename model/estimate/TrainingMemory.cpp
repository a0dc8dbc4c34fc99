#include "model/estimate/TrainingFormulas.h"
#include "model/estimate/TrainingState.h"
#include <algorithm>

namespace millwright
{

namespace
{

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
    if (s.isLora())
        return 14.0;
    // Of 34 B 14 are inputs of products, which 8-bit products keep in 8 bits.
    return bytesPerValue(computeFormat(*s.q.accelerator, s.q.format)) <= 1.0 ? 27.0 : 34.0;
}

/// What routing makes of a layer's activations, mean over layers: of the 34 B per token and hidden
/// unit (arXiv 2205.05198) 15 are attention's; an expert's copy of a token keeps its input, two
/// projections and their product.
double routedShare(const TrainingState& s)
{
    if (s.w.moeLayers <= 0.0)
        return 1.0;
    const ModelArchitecture& model = *s.q.model;
    const double copies = s.w.expertsPerToken + model.sharedExperts;
    const double moe = (15.0 + copies * (2.0 + 6.0 * model.expertFfn / s.w.hidden)) / 34.0;
    return 1.0 + (std::max(1.0, moe) - 1.0) * s.w.moeLayers / s.w.layers;
}

/// Activations of the first pipeline stage, B.
double activationBytes(const TrainingState& s)
{
    const double stageLayers = s.w.layers / s.pipeline;
    const double inFlight =
        std::min(s.microBatches, s.pipeline) *
        (s.pipeline > 1.0 ? 1.0 + (s.pipeline - 1.0) / (s.pipeline * s.interleave) : 1.0);
    const double routed = routedShare(s);
    const double perLayer =
        activationBytesPerLayer(s.microTokens(), s.w.hidden, s.tensor, activationUnits(s)) * routed;
    const double logits = s.microTokens() * s.q.model->vocabulary * 4.0 / s.tensor;
    double bytes = perLayer * stageLayers * inFlight + (s.pipeline > 1.0 ? 0.0 : logits);
    if (s.q.plan.recompute == Recompute::Full)
        bytes += 34.0 * s.microTokens() * s.w.hidden / s.tensor * routed;
    return bytes;
}

} // namespace

bool fitTrainingMemory(const TrainingState& s, TrainingEstimate& e)
{
    const double dense = s.localDense();
    // Experts are spread over expert ranks, which lie inside the tensor x data ranks.
    const double spread = s.localExperts();
    const double states = s.data * s.context;
    const double expertStates = std::max(1.0, states * s.tensor / s.expertRanks());
    const bool isLora = s.isLora();
    const double base =
        isLora && s.q.format != NumberFormat::Fp16 && s.q.format != NumberFormat::Bf16
            ? bytesPerValue(s.q.format)
            : 2.0;
    const int stage = s.q.plan.zeroStage;
    const double weightShare = stage >= 3 ? 1.0 / states : 1.0;
    e.memory.capacity = addressableMemory(*s.q.accelerator);
    if (isLora) {
        e.memory.weights = (dense + spread) * base * weightShare;
        e.memory.optimizer = s.adapterParameters() / (s.tensor * s.pipeline) * 18.0;
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
    e.infeasible = Message{"train.memory-short",
                           {Measure{e.memory.total() - e.memory.capacity * 0.97, "B"},
                            Measure{e.memory.capacity, "B"}}};
    return false;
}

} // namespace millwright
