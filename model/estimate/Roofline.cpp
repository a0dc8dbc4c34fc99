#include "model/estimate/Roofline.h"
#include "model/estimate/ServingCosts.h"
#include <algorithm>

namespace millwright
{
namespace
{

Roofline emptyRoofline(const AcceleratorSpec& part)
{
    Roofline roofline;
    roofline.bandwidth = part.memoryBandwidth;
    for (const NumberFormat format :
         {NumberFormat::Fp4, NumberFormat::Fp8, NumberFormat::Bf16, NumberFormat::Fp32}) {
        const double peak = format == NumberFormat::Fp4    ? part.peakFp4
                            : format == NumberFormat::Fp8  ? part.peakFp8
                            : format == NumberFormat::Bf16 ? part.peakBf16
                                                           : part.peakFp32;
        if (peak > 0.0)
            roofline.ceilings.push_back({format, peak});
    }
    return roofline;
}

/// Adds a point where something is computed and moved in some time.
void add(Roofline& roofline, RooflinePhase phase, double flops, double bytes, double seconds,
         double peak)
{
    if (!(flops > 0.0) || !(bytes > 0.0) || !(seconds > 0.0))
        return;
    const double intensity = flops / bytes;
    roofline.points.push_back(
        {phase, intensity, flops / seconds, std::min(peak, roofline.bandwidth * intensity)});
}

} // namespace

std::string_view rooflinePhaseName(RooflinePhase phase)
{
    switch (phase) {
    case RooflinePhase::Prefill:
        return "prefill";
    case RooflinePhase::DecodeProducts:
        return "decode-products";
    case RooflinePhase::DecodeAttention:
        return "decode-attention";
    case RooflinePhase::DecodeStep:
        return "decode-step";
    case RooflinePhase::TrainingStep:
        return "training-step";
    case RooflinePhase::Samples:
        return "samples";
    }
    return "prefill";
}

Roofline servingRoofline(const ServingQuery& asked, const ServingEstimate& estimate)
{
    ServingQuery query = asked;
    query.plan = estimate.plan;
    const ServingCosts costs(query);
    const AcceleratorSpec& part = *query.accelerator;
    Roofline roofline = emptyRoofline(part);
    const double context =
        query.residentPrefix + query.inputTokens + 0.5 * query.outputTokens * query.beams;
    const double batch = std::max(1.0, estimate.batch);
    const double tokens = batch * (1.0 + query.draftTokens) * query.beams;
    const ModelWork work = modelWork(*query.model);
    const double attentionFlops =
        2.0 * tokens / costs.ranks() *
        (work.decodeDim * context + work.windowDecodeDim * std::min(context, work.window));
    const double cacheBytes = batch * costs.cacheBytes(context);
    const double flops = costs.decodeFlops(batch, context);
    const double bytes = costs.decodeBytes(batch, context);
    add(roofline, RooflinePhase::DecodeStep, flops, bytes, estimate.step.decode(), costs.peak());
    add(roofline, RooflinePhase::DecodeProducts, flops - attentionFlops, bytes - cacheBytes,
        estimate.step.weights, costs.peak());
    add(roofline, RooflinePhase::DecodeAttention, attentionFlops, cacheBytes,
        estimate.step.attention, part.peakBf16);
    const double fresh = std::max(1.0, query.inputTokens * (1.0 - query.prefixHit));
    const double prefix = query.inputTokens * query.prefixHit + query.residentPrefix;
    // Weights are read once for each pass, which prompts share; the new tokens' cache is written.
    const double passes = fresh / std::max(fresh, costs.passTokens());
    add(roofline, RooflinePhase::Prefill, costs.prefillFlops(fresh, prefix),
        passes * costs.weightBytes() + costs.cacheBytes(fresh), estimate.prefillTime, costs.peak());
    return roofline;
}

Roofline trainingRoofline(const TrainingQuery& query, const TrainingEstimate& estimate)
{
    const AcceleratorSpec& part = *query.accelerator;
    Roofline roofline = emptyRoofline(part);
    const EfficiencyFactors& factors = query.factors ? *query.factors : standardFactors();
    const ModelWork work = modelWork(*query.model);
    const TrainingPlan& plan = estimate.plan;
    const double replicas = std::max(1, plan.dataParallel);
    const double microBatches = query.globalBatch / (replicas * std::max(1, plan.microBatch));
    const double ranks = double(plan.tensor) * plan.pipeline;
    const double tokens = query.globalBatch * query.sequence / (ranks * plan.context * replicas);
    const double weights = 3.0 * microBatches * work.totalParameters / ranks * 2.0;
    const double elements = factors.at(Factor::TrainingElementwise) *
                            (work.layers + 0.5 * work.moeLayers * work.expertsPerToken) *
                            work.hidden * tokens;
    const double optimizer = work.totalParameters / ranks * 30.0 / replicas;
    add(roofline, RooflinePhase::TrainingStep,
        estimate.modelFlopsPerAccelerator * estimate.stepTime, weights + elements + optimizer,
        estimate.stepTime, computePeak(part, query.format));
    return roofline;
}

Roofline genericRoofline(const GenericQuery& query, const GenericEstimate& estimate)
{
    const AcceleratorSpec& part = *query.accelerator;
    Roofline roofline = emptyRoofline(part);
    const GenericTerms terms = genericTerms(query);
    add(roofline, RooflinePhase::Samples, estimate.batch * terms.flops,
        estimate.batch * terms.bytes + terms.passBytes, estimate.batchTime,
        computePeak(part, query.format));
    return roofline;
}

} // namespace millwright
