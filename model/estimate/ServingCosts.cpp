#include "model/estimate/ServingCosts.h"
#include "model/estimate/ServingFormulas.h"
#include <algorithm>
#include <cmath>

namespace millwright
{

namespace
{

/// Format of the weights outside the experts. 4-bit checkpoints of MoE models keep attention,
/// shared parts and the head in 16 bits (model cards of gpt-oss, DeepSeek-R1-FP4,
/// Kimi-K2-Thinking).
NumberFormat denseFormat(const ServingQuery& query)
{
    if (!query.model->isMoe() || !isFourBit(query.weights))
        return query.weights;
    return query.weights == NumberFormat::Fp4 ? NumberFormat::Fp8 : NumberFormat::Bf16;
}

double computeShare(const EfficiencyFactors& factors, NumberFormat runsIn)
{
    switch (runsIn) {
    case NumberFormat::Fp8:
    case NumberFormat::Int8:
        return factors.at(Factor::ServingCompute8);
    case NumberFormat::Fp4:
        return factors.at(Factor::ServingCompute4);
    default:
        return factors.at(Factor::ServingCompute16);
    }
}

} // namespace

FrameworkCosts frameworkCosts(ServingFramework framework)
{
    switch (framework) {
    case ServingFramework::TensorRtLlm:
        return {Factor::ServingLayerTrt, Factor::ServingStepTrt, Factor::ServingSequenceTrt,
                Factor::FirstTokenTrt,   Factor::BurstTrt,       Factor::StreamMessageTrt};
    case ServingFramework::Sglang:
        return {Factor::ServingLayerSglang,    Factor::ServingStepSglang,
                Factor::ServingSequenceSglang, Factor::FirstTokenSglang,
                Factor::BurstSglang,           Factor::StreamMessageSglang};
    default:
        return {Factor::ServingLayerVllm, Factor::ServingStepVllm, Factor::ServingSequenceOther,
                Factor::FirstTokenVllm,   Factor::BurstVllm,       Factor::StreamMessageVllm};
    }
}

double powerLimitedClock(const AcceleratorSpec& part)
{
    const bool isGpu =
        part.kind == AcceleratorClass::NvidiaGpu || part.kind == AcceleratorClass::AmdGpu;
    if (!isGpu || part.tdp <= 0.0 || part.peakBf16 <= 0.0)
        return 1.0;
    // J per 16-bit FLOP that the full-power part of each generation has: A100 SXM 400 W / 312 T,
    // H100 SXM 700 W / 989 T, B200 1,000 W / 2,250 T (vendor datasheets).
    const double joulePerFlop = part.year >= 2024 && part.peakBf16 > 1.5e15 ? 0.444e-12
                                : part.year >= 2022                         ? 0.708e-12
                                                                            : 1.28e-12;
    const double allowed = part.powerCap > 0.0 ? std::min(part.tdp, part.powerCap) : part.tdp;
    return std::min(1.0, std::cbrt(allowed / (part.peakBf16 * joulePerFlop)));
}

double servingClassScale(const EfficiencyFactors& factors, AcceleratorClass kind)
{
    switch (kind) {
    case AcceleratorClass::NvidiaGpu:
        return 1.0;
    case AcceleratorClass::AmdGpu:
        return factors.at(Factor::ServingClassAmd);
    case AcceleratorClass::Gaudi:
        return factors.at(Factor::ServingClassGaudi);
    case AcceleratorClass::Tpu:
        return factors.at(Factor::ServingClassTpu);
    case AcceleratorClass::Neuron:
        return factors.at(Factor::ServingClassNeuron);
    default:
        return factors.at(Factor::ServingClassOther);
    }
}

ServingCosts::ServingCosts(const ServingQuery& query)
    : m_query(query), m_factors(query.factors ? *query.factors : standardFactors()),
      m_work(modelWork(*query.model)), m_tensor(query.plan.tensor), m_pipeline(query.plan.pipeline),
      m_expert(query.plan.expert), m_attentionData(query.plan.attentionData),
      m_ranks(m_tensor * m_pipeline)
{
    setRates();
    setVolumes();
    setShapes();
}

/// What of the datasheet's rates the formats reach.
void ServingCosts::setRates()
{
    const AcceleratorSpec& part = *m_query.accelerator;
    const NumberFormat dense = denseFormat(m_query);
    m_classScale = servingClassScale(m_factors, part.kind);
    m_peak = computePeak(part, m_query.weights);
    m_peak16 = part.peakBf16;
    m_isRounding = computeFormat(part, m_query.weights) != NumberFormat::Bf16;
    m_compute = computeShare(m_factors, computeFormat(part, m_query.weights)) *
                matmulQuality(part, computeFormat(part, m_query.weights)) * m_classScale *
                powerLimitedClock(part);
    if (computeFormat(part, m_query.weights) == NumberFormat::Bf16 &&
        bytesPerValue(m_query.weights) < 2.0)
        m_compute *= m_factors.at(Factor::ServingWidened);
    m_computeDense = computeShare(m_factors, computeFormat(part, dense)) *
                     matmulQuality(part, computeFormat(part, dense)) * m_classScale *
                     powerLimitedClock(part);
    const double memory = part.memoryBandwidth * m_classScale;
    const double share = m_factors.at(Factor::ServingMemory);
    const double share4 = m_factors.at(Factor::ServingMemory4);
    m_readRate = memory * (dense == NumberFormat::Int4 ? m_factors.at(Factor::ServingMemoryInt4)
                           : isFourBit(dense)          ? share4
                                                       : share);
    const double shareInt4 = m_factors.at(Factor::ServingMemoryInt4);
    const bool isInt4 = m_query.weights == NumberFormat::Int4;
    m_expertReadRate = memory * (isInt4 ? shareInt4 : isFourBit(m_query.weights) ? share4 : share);
    m_cacheRate = memory * m_factors.at(Factor::ServingCache);
}

/// Bytes and FLOPs of the weights on one accelerator.
void ServingCosts::setVolumes()
{
    const double denseBytes = bytesPerValue(denseFormat(m_query));
    const double expertBytes = bytesPerValue(m_query.weights);
    const double attentionRanks = m_tensor / m_attentionData;
    const double stage = 1.0 / m_pipeline;
    const double split = m_work.denseFfnParameters + m_work.sharedParameters;
    m_alwaysBytes = stage * (m_work.attentionParameters / attentionRanks * denseBytes +
                             split / m_tensor * denseBytes + m_work.routerParameters * 2.0 +
                             m_work.headParameters / m_tensor * 2.0);
    m_expertBytes = m_work.expertParameters * expertBytes * m_expert / m_tensor;
    m_weightBytes = m_alwaysBytes +
                    stage * m_work.moeLayers * m_work.experts / m_expert * m_expertBytes +
                    stage * m_work.headParameters / m_tensor * 2.0;
    m_alwaysFlops =
        2.0 * stage / m_tensor * (m_work.attentionParameters + split + m_work.routerParameters);
    m_expertFlops = 2.0 * stage / m_tensor * m_work.moeLayers * m_work.expertsPerToken *
                    m_work.expertParameters;
    m_headFlops = 2.0 * stage / m_tensor * m_work.headParameters;
}

/// What the widths per rank, element-wise work and the split of the cache make of them.
void ServingCosts::setShapes()
{
    const double attentionRanks = m_tensor / m_attentionData;
    const double stage = 1.0 / m_pipeline;
    const double split = m_work.denseFfnParameters + m_work.sharedParameters;
    const double half = m_factors.at(Factor::ServingHalfWidth);
    const ModelArchitecture& model = *m_query.model;
    const double attentionWidth =
        std::max(1.0, model.heads * std::max(model.headDim, model.valueDim) / attentionRanks);
    const double ffnWidth = std::max(1.0, model.ffn / m_tensor);
    const double attentionShare =
        m_work.attentionParameters / std::max(1.0, m_work.attentionParameters + split);
    m_denseShape = 1.0 / (attentionShare * (1.0 + half / attentionWidth) +
                          (1.0 - attentionShare) * (1.0 + half / ffnWidth));
    m_expertShape = 1.0 / (1.0 + m_factors.at(Factor::ServingExpertWidth) /
                                     std::max(1.0, model.expertFfn * m_expert / m_tensor));
    // Norms and residuals run on every tensor rank; routing moves a copy of the token per expert
    // picked.
    m_elementBytes = m_factors.at(Factor::ServingElementwise) * m_work.hidden * stage /
                     m_attentionData * (m_work.layers + m_work.moeLayers * m_work.expertsPerToken);
    const double heads = m_work.kvHeads;
    m_cacheShare = stage / m_attentionData *
                   (m_work.kvHeads > 0 ? std::ceil(heads / attentionRanks) / heads : 1.0);
}

double ServingCosts::cacheBytes(double tokens) const
{
    return m_cacheShare * (kvValuesAt(m_work, tokens) + m_work.indexValues * tokens) *
               bytesPerValue(m_query.kvFormat) +
           stateBytes();
}

double ServingCosts::cacheBytesRead(double tokens) const
{
    return m_cacheShare * kvValuesRead(m_work, tokens) * bytesPerValue(m_query.kvFormat) +
           2.0 * stateBytes(); // read and written at every step
}

double ServingCosts::stateBytes() const
{
    return m_work.stateValues * 4.0 / m_tensor / m_pipeline;
}

double ServingCosts::attended(double context) const
{
    return m_work.sparseTop > 0.0 ? std::min(context, m_work.sparseTop) : context;
}

/// Pairs of a query and a key that a prompt's attention works on. With sparse attention each token
/// meets at most the top ones, found by an indexer over all: in DeepSeek-V3.2 64 heads of 128 in 8 bits
/// against 128 heads of 192 + 128 in 16, a tenth of the work of full attention.
double ServingCosts::promptPairs(double tokens, double prefix) const
{
    const double all = tokens * (prefix + tokens / 2.0);
    if (m_work.sparseTop <= 0.0)
        return all;
    const double growing = std::clamp(m_work.sparseTop - prefix, 0.0, tokens);
    return growing * (prefix + growing / 2.0) + (tokens - growing) * m_work.sparseTop + 0.1 * all;
}

double ServingCosts::activationBytes() const
{
    // Residual stream, feed-forward halves and attention buffers of one pass, 16 bit, plus the run
    // time's own context.
    const double tokens = m_query.isMeasured ? 2048.0 : m_passTokens;
    return 0.8e9 + tokens * m_work.hidden * 2.0 * (4.0 + 12.0 / m_tensor);
}

double ServingCosts::touchedExperts(double tokens) const
{
    return expertsTouched(m_work.experts, m_work.expertsPerToken,
                          1.0 + (tokens - 1.0) * m_factors.at(Factor::ServingRouting));
}

double ServingCosts::touchedExpertBytes(double tokens) const
{
    if (m_work.moeLayers <= 0.0)
        return 0.0;
    const double touched = touchedExperts(tokens) / m_expert;
    const double imbalance =
        m_expert > 1.0 ? std::max(1.0, m_factors.at(Factor::ServingImbalance)) : 1.0;
    return std::min(touched * imbalance, m_work.experts / m_expert) * m_expertBytes *
           m_work.moeLayers / m_pipeline;
}

double ServingCosts::linearTime(double tokens, double* readTime) const
{
    const double efficiency =
        m_computeDense * m_denseShape * tokens / (tokens + m_factors.at(Factor::ServingHalfTokens));
    const double imbalance =
        m_expert > 1.0 ? std::max(1.0, m_factors.at(Factor::ServingImbalance)) : 1.0;
    const double peakDense = computePeak(*m_query.accelerator, denseFormat(m_query));
    const double always =
        rooflineTime(m_alwaysBytes, m_readRate, m_alwaysFlops * tokens, peakDense * efficiency);
    double experts = 0.0;
    if (m_work.moeLayers > 0.0) {
        // Each touched expert's product is padded by half a tile of tokens.
        const double picks = tokens * m_work.expertsPerToken;
        const double padded =
            1.0 + touchedExperts(tokens) * m_factors.at(Factor::ServingExpertHalf) / picks;
        const double grouped = m_compute * m_expertShape * m_factors.at(Factor::ServingExperts);
        experts = rooflineTime(touchedExpertBytes(tokens), m_expertReadRate,
                               m_expertFlops * tokens * padded * imbalance, m_peak * grouped);
    }
    if (readTime)
        *readTime = m_alwaysBytes / m_readRate + touchedExpertBytes(tokens) / m_expertReadRate;
    return always + experts + m_elementBytes * tokens / m_readRate;
}

double ServingCosts::communicationTime(double tokens, bool* isScaleOut) const
{
    const AcceleratorSpec& part = *m_query.accelerator;
    const bool isOut = m_tensor > part.scaleUpDomain;
    if (isScaleOut)
        *isScaleOut = isOut;
    const double up = m_query.scaleUpBandwidth > 0.0
                          ? m_query.scaleUpBandwidth
                          : part.scaleUpBandwidth * m_factors.at(part.scaleUpBandwidth < 100e9
                                                                     ? Factor::ServingLinkPcie
                                                                     : Factor::ServingLink);
    const double rate = std::max(1e6, isOut ? m_query.scaleOutBandwidth : up);
    double time = 0.0;
    if (m_tensor > 1.0)
        time += (m_attentionData > 1.0 ? 1.0 : 2.0) * m_work.layers / m_pipeline *
                allReduceBytes(tokens * m_work.hidden * 2.0, m_tensor) / rate;
    if (m_pipeline > 1.0)
        time += tokens * m_work.hidden * 2.0 / rate / m_tensor + 1e-5;
    return time;
}

double ServingCosts::pipelineSlowdown() const
{
    return 1.0 +
           (1.0 / m_factors.at(Factor::ServingPipeline) - 1.0) * (m_pipeline - 1.0) / m_pipeline;
}

double ServingCosts::layerOverhead() const
{
    const FrameworkCosts costs = frameworkCosts(m_query.framework);
    // With data-parallel attention only the experts meet: half of the collectives.
    const double meetings = m_attentionData > 1.0 ? 0.5 : 1.0;
    const double perLayer =
        m_factors.at(costs.layer) +
        (m_work.kvHeads == 0 ? m_factors.at(Factor::ServingLayerLatent) : 0.0) +
        (m_isRounding ? m_factors.at(Factor::ServingLayerQuantised) : 0.0) +
        meetings * m_factors.at(Factor::ServingLayerTensor) * std::log2(m_tensor);
    return (perLayer * m_work.layers + m_factors.at(Factor::ServingLayerMoe) * m_work.moeLayers) /
           m_pipeline / m_classScale;
}

StepParts ServingCosts::decodeStep(double batch, double context) const
{
    // With a pipeline each stage works on batch / p requests; a token passes all p stages.
    const double tokensPerRequest = (1.0 + m_query.draftTokens) * m_query.beams;
    const double group = std::max(1.0, batch / m_pipeline);
    const double tokens = group * tokensPerRequest;
    StepParts step;
    step.weights = linearTime(tokens, nullptr) + m_headFlops * tokens / (m_peak16 * m_compute);
    const double cache = group * cacheBytesRead(context) / m_cacheRate;
    const double flops = 2.0 * tokens / m_ranks *
                         (m_work.decodeDim * attended(context) +
                          m_work.windowDecodeDim * std::min(context, m_work.window));
    step.attention =
        std::max(cache, flops / (m_peak16 * m_factors.at(Factor::ServingAttention) * m_classScale));
    bool isScaleOut = false;
    const double communication = communicationTime(tokens, &isScaleOut);
    (isScaleOut ? step.scaleOut : step.scaleUp) = communication;
    step.layerOverhead = layerOverhead();
    step.stepOverhead = m_factors.at(frameworkCosts(m_query.framework).step) / m_pipeline +
                        m_factors.at(m_query.mode == ServingMode::Offline
                                         ? Factor::ServingSequenceOffline
                                         : frameworkCosts(m_query.framework).sequence) *
                            group * m_work.layers / m_pipeline / 40.0;
    const double scale =
        m_pipeline * pipelineSlowdown() * (1.0 + m_query.draftTokens * m_query.draftCost);
    for (double* part : {&step.weights, &step.attention, &step.scaleUp, &step.scaleOut,
                         &step.layerOverhead, &step.stepOverhead})
        *part *= scale;
    return step;
}

double ServingCosts::prefillTime(double tokens, double prefix, double passTokens) const
{
    if (tokens <= 0.0)
        return 0.0;
    const double pass = std::max(1.0, passTokens);
    const double passes = tokens / pass;
    const double perPass =
        linearTime(pass, nullptr) + communicationTime(pass, nullptr) + layerOverhead();
    const double window =
        m_work.windowPrefillDim * tokens * std::min(m_work.window, prefix + tokens / 2.0);
    const double attention =
        2.0 / m_ranks * (m_work.prefillDim * promptPairs(tokens, prefix) + window) /
        (m_peak16 * m_factors.at(Factor::ServingAttention) * m_classScale);
    return (passes * perPass + attention) * pipelineSlowdown();
}

double ServingCosts::promptLaunchTime() const
{
    const double perLayer = m_factors.at(Factor::PromptLayer) +
                            (m_work.kvHeads == 0 ? m_factors.at(Factor::PromptLayerLatent) : 0.0);
    return perLayer * m_work.layers + m_factors.at(Factor::PromptLayerMoe) * m_work.moeLayers;
}

double ServingCosts::ownPromptTime(double tokens, double prefix) const
{
    const double pass = std::min(tokens, m_passTokens);
    const double alone = prefillTime(tokens, prefix, pass) * m_pipeline;
    if (m_attentionData <= 1.0)
        return alone;
    // One rank computes the whole prompt's attention.
    const double linear =
        2.0 * m_work.attentionParameters * tokens / m_tensor /
        (computePeak(*m_query.accelerator, denseFormat(m_query)) * m_computeDense);
    const double products = 2.0 * m_work.prefillDim * promptPairs(tokens, prefix) / m_tensor /
                            (m_peak16 * m_factors.at(Factor::ServingAttention) * m_classScale);
    return alone + (m_attentionData - 1.0) * (linear + products);
}

double ServingCosts::decodeFlops(double batch, double context) const
{
    const double group =
        std::max(1.0, batch / m_pipeline) * (1.0 + m_query.draftTokens) * m_query.beams;
    return m_pipeline * group *
           (m_alwaysFlops + m_expertFlops + m_headFlops +
            2.0 / m_ranks *
                (m_work.decodeDim * attended(context) +
                 m_work.windowDecodeDim * std::min(context, m_work.window)));
}

double ServingCosts::decodeBytes(double batch, double context) const
{
    const double group = std::max(1.0, batch / m_pipeline);
    return m_pipeline *
           (m_alwaysBytes + touchedExpertBytes(group) + group * cacheBytesRead(context));
}

double ServingCosts::prefillFlops(double tokens, double prefix) const
{
    return tokens * (m_alwaysFlops + m_expertFlops) + m_headFlops +
           2.0 / m_ranks *
               (m_work.prefillDim * promptPairs(tokens, prefix) +
                m_work.windowPrefillDim * tokens * m_work.window);
}

} // namespace millwright
