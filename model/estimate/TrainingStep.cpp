#include "model/estimate/ServingFormulas.h"
#include "model/estimate/TrainingState.h"
#include <algorithm>
#include <cmath>

namespace millwright
{

namespace
{

bool isNarrow(NumberFormat format)
{
    return format == NumberFormat::Fp8 || format == NumberFormat::Int8 ||
           format == NumberFormat::Fp4;
}

/// Share of today's speed of 8-bit products, and of attention on parts that have them, that the
/// software of the query's date had.
double softwareMaturity(const TrainingState& s, double novelty)
{
    if (s.q.softwareYear <= 2000.0 || s.q.accelerator->peakFp8 <= 0.0)
        return 1.0;
    return 1.0 - novelty * s.f.at(Factor::TrainingSoftware) *
                     std::min(1.0, std::exp(-(s.q.softwareYear - 2023.0) / 0.8));
}

/// Seconds per FLOP of large products in a format, without the loss of narrow shapes.
double secondsPerFlop(const TrainingState& s, NumberFormat format)
{
    const AcceleratorSpec& part = *s.q.accelerator;
    const NumberFormat runs = computeFormat(part, format);
    double share = s.f.at(Factor::TrainingCompute16) * softwareMaturity(s, 0.5);
    if (isNarrow(runs))
        share =
            softwareMaturity(s, 1.0) *
            s.f.at(runs == NumberFormat::Fp4 ? Factor::TrainingCompute4 : Factor::TrainingCompute8);
    return 1.0 / (computePeak(part, format) * share * s.scale * matmulQuality(part, runs));
}

/// Forward seconds of the LM head, which stays in 16 bits, for `tokens` tokens.
double headTime(const TrainingState& s, double tokens)
{
    return 2.0 * tokens * s.w.headParameters * secondsPerFlop(s, NumberFormat::Bf16);
}

/// Forward seconds of all other products for `tokens` tokens.
double productTime(const TrainingState& s, double tokens)
{
    const ModelArchitecture& model = *s.q.model;
    const double experts = s.w.moeLayers * s.w.expertsPerToken * s.w.expertParameters;
    const double rest = std::max(0.0, s.w.matmulParameters - experts - s.w.headParameters);
    const double hidden = std::max(1.0, double(model.hidden));
    const double inner = std::max(1.0, model.ffn > 0 ? model.ffn / s.tensor : hidden);
    const double narrow = std::max(1.0, model.expertFfn / (s.expert > 1.0 ? 1.0 : s.tensor));
    // Tokens that come to one expert in a micro-batch, from all ranks that share it.
    const double senders = s.expert > 1.0 ? s.expert / s.tensor : 1.0;
    const double routed =
        std::max(1.0, s.microTokens() * senders * s.w.expertsPerToken / std::max(1.0, s.w.experts));
    // The fixed time of a product's begin and end costs more where the machine computes faster.
    const double speed = s.peak / 1e15;
    const double shape =
        1.0 + s.f.at(Factor::TrainingHalfWidth) * speed * (1.0 / hidden + 1.0 / inner);
    const double expertShape = (1.0 + s.f.at(Factor::TrainingExpertWidth) * speed *
                                          (1.0 / hidden + 1.0 / narrow + 1.0 / routed)) /
                               s.f.at(Factor::TrainingExperts);
    return 2.0 * tokens * (rest * shape + experts * expertShape) * secondsPerFlop(s, s.q.format);
}

/// Values of a head that scores are products of.
double headWidth(const ModelArchitecture& model)
{
    return model.isLatent() ? model.nopeDim + model.ropeDim : model.headDim;
}

/// Forward seconds of attention's products for `tokens` tokens: in 16 bits; a matrix unit wider
/// than a head stays empty in part.
double attentionTime(const TrainingState& s, double tokens)
{
    const AcceleratorSpec& part = *s.q.accelerator;
    double share = s.f.at(Factor::TrainingAttention) * s.scale * softwareMaturity(s, 2.0);
    const double width = headWidth(*s.q.model);
    if (part.matrixWidth > 0.0 && width > 0.0)
        share *= std::min(1.0, width / part.matrixWidth);
    return s.attentionForward * tokens / (part.peakBf16 * share);
}

/// Seconds of the exponentials of `tokens` tokens' scores, one a score; a forward pass has them
/// once, a backward pass recomputes them.
double exponentialTime(const TrainingState& s, double tokens)
{
    const ModelArchitecture& model = *s.q.model;
    const double width = headWidth(model);
    if (s.q.accelerator->exponentials <= 0.0 || width <= 0.0)
        return 0.0;
    const double values = model.isLatent() ? model.valueDim : width;
    return s.attentionForward * tokens / (2.0 * (width + values)) / s.q.accelerator->exponentials;
}

/// Bytes that a micro-batch moves for each parameter on a rank: weights read forward and backward,
/// gradients added up (read and written); a frozen base has none.
double bytesPerWeight(const TrainingState& s)
{
    const double weight = isNarrow(computeFormat(*s.q.accelerator, s.q.format)) ? 1.0 : 2.0;
    return 2.0 * weight + (s.isLora() ? 0.0 : 2.0 * s.q.gradientBytes);
}

/// Seconds that the host needs to launch one micro-batch on a rank, forward and backward. Recorded
/// graphs leave a third of what does not depend on the routing; each expert is a launch of its own.
double hostTime(const TrainingState& s)
{
    const double fixed = s.q.hasGraphs ? 0.3 : 1.0;
    const double experts = s.w.experts / s.expertRanks();
    return (s.f.at(Factor::TrainingHostLayer) * s.w.layers * fixed +
            s.w.moeLayers * s.f.at(Factor::TrainingHostExpert) * (4.0 * fixed + experts)) /
           s.pipeline;
}

/// A model with multi-token prediction modules: each is one more layer, a projection of two hidden
/// states to one, and one more pass of the LM head (arXiv 2412.19437, section 2.2).
ModelWork workWithPrediction(const TrainingQuery& q)
{
    ModelWork w = modelWork(*q.model);
    if (q.predictionLayers <= 0)
        return w;
    const double modules = q.predictionLayers;
    const double grown = 1.0 + modules / w.layers;
    const double layers = w.matmulParameters - w.headParameters; // all layers, per token
    const double projection = 2.0 * w.hidden * w.hidden;
    w.matmulParameters += modules * (layers / w.layers + projection + w.headParameters);
    w.totalParameters += modules * ((w.totalParameters - w.headParameters) / w.layers + projection);
    w.headParameters *= 1.0 + modules;
    w.moeLayers *= grown;
    w.layers += modules;
    w.prefillDim *= grown;
    w.windowPrefillDim *= grown;
    return w;
}

} // namespace

TrainingState::TrainingState(const TrainingQuery& query)
    : q(query), f(query.factors ? *query.factors : standardFactors()), w(workWithPrediction(query)),
      tensor(query.plan.tensor), context(query.plan.context), pipeline(query.plan.pipeline),
      expert(query.plan.expert), interleave(query.plan.interleave),
      microBatch(query.plan.microBatch)
{
    data = std::floor(q.accelerators / (tensor * context * pipeline));
    microBatches = data >= 1.0 ? q.globalBatch / (data * microBatch) : 0.0;
    const auto ofClass = trainingClassFactor(q.accelerator->kind);
    scale = ofClass ? f.at(*ofClass) : 1.0;
    peak = computePeak(*q.accelerator, q.format);
    upRate = q.scaleUpBandwidth > 0.0
                 ? q.scaleUpBandwidth
                 : q.accelerator->scaleUpBandwidth * f.at(Factor::TrainingLink);
    upRate = std::max(1e6, upRate);
    const double seen = q.packedSample > 0.0 ? std::min(q.packedSample, q.sequence) : q.sequence;
    attentionForward =
        w.prefillDim * seen + 2.0 * w.windowPrefillDim * std::min(w.window, seen / 2.0);
}

std::optional<Factor> trainingClassFactor(AcceleratorClass kind)
{
    switch (kind) {
    case AcceleratorClass::NvidiaGpu:
        return std::nullopt;
    case AcceleratorClass::AmdGpu:
        return Factor::TrainingClassAmd;
    case AcceleratorClass::Gaudi:
        return Factor::TrainingClassGaudi;
    case AcceleratorClass::Tpu:
        return Factor::TrainingClassTpu;
    case AcceleratorClass::Neuron:
        return Factor::TrainingClassNeuron;
    default:
        return Factor::TrainingClassOther;
    }
}

double TrainingState::stageImbalance(double head) const
{
    if (pipeline <= 1.0)
        return 1.0;
    // Prediction modules stand with the head on the last stage.
    const double most = std::ceil((w.layers - q.predictionLayers) / pipeline - 1e-9);
    const double last = w.layers - (pipeline - 1.0) * most + head;
    return std::max(most, last) / ((w.layers + head) / pipeline);
}

double TrainingState::passes() const
{
    return isLora() ? 2.0 + 3.0 * adapterParameters() / w.matmulParameters : 3.0;
}

TrainingComputeParts trainingComputeParts(const TrainingState& s)
{
    const double ranks = s.tensor * s.context * s.pipeline * s.data;
    const double tokens =
        s.q.globalBatch * s.q.sequence / ranks; // as if every rank had its share of each token
    const double bandwidth = s.q.accelerator->memoryBandwidth * s.scale;
    TrainingComputeParts parts;
    parts.products = productTime(s, tokens) * s.passes();
    parts.head = headTime(s, tokens) * s.passes();
    parts.attention = attentionTime(s, tokens) * 3.0;
    parts.exponentials = exponentialTime(s, tokens) * 2.0;
    const double perUnit =
        s.f.at(Factor::TrainingElementwise) + (s.isLora() ? s.f.at(Factor::TrainingAdapters) : 0.0);
    parts.elementwise = perUnit * (s.w.layers + 0.5 * s.w.moeLayers * s.w.expertsPerToken) *
                        s.w.hidden * tokens / bandwidth;
    parts.weights = s.f.at(Factor::TrainingWeights) * s.microBatches *
                    (s.localDense() + s.localExperts()) * bytesPerWeight(s) / bandwidth;
    return parts;
}

void trainingComputeTimes(const TrainingState& s, TrainingEstimate& e)
{
    const TrainingComputeParts parts = trainingComputeParts(s);
    e.step.compute = parts.total();
    const double layer = (e.step.compute - parts.head) / s.w.layers;
    e.step.bubble = e.step.compute * (s.stageImbalance(parts.head / layer) - 1.0);
    // Fused attention recomputes inside its kernel: selective recompute costs nothing more.
    if (s.q.plan.recompute == Recompute::Full)
        e.step.recompute = (parts.products + parts.head) / s.passes() +
                           (parts.attention + parts.elementwise) / 3.0 + parts.exponentials / 2.0;
    e.step.overhead = s.microBatches / s.pipeline / s.scale *
                          (s.f.at(Factor::TrainingLayer) * s.w.layers +
                           s.f.at(Factor::TrainingLayerMoe) * s.w.moeLayers) +
                      s.f.at(Factor::TrainingStep);
    e.step.host = s.microBatches * hostTime(s); // what of it shows: TrainingEstimator.cpp
}

} // namespace millwright
