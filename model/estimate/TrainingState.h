#pragma once
#include "model/estimate/TrainingQuery.h"
#include <optional>

// What the parts of the training estimator share; nothing outside model/estimate includes it.

namespace millwright
{

/// What one training plan needs again and again.
struct TrainingState {
    const TrainingQuery& q;
    const EfficiencyFactors& f;
    ModelWork w;
    double tensor = 1.0, context = 1.0, pipeline = 1.0, expert = 1.0;
    double interleave = 1.0, microBatch = 1.0;
    double data = 1.0;             ///< data-parallel ranks
    double microBatches = 1.0;     ///< per step and pipeline
    double scale = 1.0;            ///< of the accelerator's class
    double peak = 0.0;             ///< FLOP/s of the format
    double upRate = 0.0;           ///< B/s over scale-up
    double attentionForward = 0.0; ///< FLOPs per token

    explicit TrainingState(const TrainingQuery& query);

    bool isLora() const { return q.kind == TrainingKind::Lora; }
    /// Tokens of one micro-batch on one rank.
    double microTokens() const { return microBatch * q.sequence / context; }
    /// Ranks that the experts of a layer are spread over.
    double expertRanks() const { return tensor > expert ? tensor : expert; }
    double expertParameters() const { return w.moeLayers * w.experts * w.expertParameters; }
    /// Parameters of all but the experts, and of the experts, that one rank computes with.
    double localDense() const
    {
        return (w.totalParameters - expertParameters()) / (tensor * pipeline);
    }
    double localExperts() const { return expertParameters() / (expertRanks() * pipeline); }
    /// Forward passes that a step's products are worth: 3, with a frozen base 2 and the adapters.
    double passes() const;
    /// Two factors of hidden x rank on four attention matrices a layer (arXiv 2106.09685).
    double adapterParameters() const { return w.layers * 8.0 * w.hidden * q.loraRank; }
    /// How much longer the slowest pipeline stage takes than the mean: layers that do not divide,
    /// the LM head on the last stage. `head` in layers.
    double stageImbalance(double head) const;
};

/// Factor of an accelerator's class; nothing for the one that the others are compared with.
std::optional<Factor> trainingClassFactor(AcceleratorClass kind);

/// Memory of the first pipeline stage into `e`; false, with the reason, when it does not fit.
bool fitTrainingMemory(const TrainingState& s, TrainingEstimate& e);

/// What a step computes on one accelerator, forward and backward, by cause; s.
struct TrainingComputeParts {
    double products = 0.0;     ///< all but the LM head
    double head = 0.0;         ///< the LM head, in 16 bits
    double attention = 0.0;    ///< scores and values
    double exponentials = 0.0; ///< of the scores
    double elementwise = 0.0;  ///< norms, residuals, casts, adapters
    double weights = 0.0;      ///< traffic of weights and gradients that products do not hide
    double total() const
    {
        return products + head + attention + exponentials + elementwise + weights;
    }
};
TrainingComputeParts trainingComputeParts(const TrainingState& s);

/// Compute, recompute, uneven stages (as bubble), gaps between kernels, and the host's whole time
/// for launches, of one step on one accelerator; s.
void trainingComputeTimes(const TrainingState& s, TrainingEstimate& e);

/// Traffic of one step on one accelerator that compute does not hide, and the optimizer; s.
void trainingTrafficTimes(const TrainingState& s, TrainingEstimate& e);

} // namespace millwright
