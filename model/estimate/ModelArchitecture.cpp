#include "model/estimate/ModelArchitecture.h"
#include <algorithm>
#include <cmath>

namespace millwright
{

namespace
{

double real(int n)
{
    return static_cast<double>(n);
}

int moeLayerCount(const ModelArchitecture& m)
{
    if (!m.isMoe())
        return 0;
    return (m.layers - m.feedForwardFreeLayers - m.denseFirstLayers) / std::max(1, m.moeEvery);
}

/// Attention parameters of one layer; latent attention as arXiv 2405.04434, section 2.1.
double attentionParametersPerLayer(const ModelArchitecture& m)
{
    const double h = real(m.hidden);
    const double a = real(m.heads);
    if (!m.isLatent())
        return (m.hasOutputGate ? 3.0 : 2.0) * h * a * real(m.headDim) +
               2.0 * h * real(m.kvHeads) * real(m.headDim);
    const double qk = real(m.nopeDim + m.ropeDim);
    const double query =
        m.qLoraRank > 0 ? h * real(m.qLoraRank) + real(m.qLoraRank) * a * qk : h * a * qk;
    return query + h * real(m.kvLoraRank + m.ropeDim) +
           real(m.kvLoraRank) * a * real(m.nopeDim + m.valueDim) +
           (m.hasOutputGate ? 2.0 : 1.0) * a * real(m.valueDim) * h;
}

} // namespace

ModelWork modelWork(const ModelArchitecture& m)
{
    ModelWork w;
    const double h = real(m.hidden);
    const double moeLayers = real(moeLayerCount(m));
    const double matrices = real(m.ffnMatrices);
    const double expertWidth = m.latentFfn > 0 ? real(m.latentFfn) : h;
    const double expert = matrices * expertWidth * real(m.expertFfn);
    const double shared = m.sharedFfn > 0 ? real(m.sharedFfn) : real(m.sharedExperts * m.expertFfn);
    const double count = real(m.layers);
    const double linear = count * m.linearFraction;
    const double attending = std::max(0.0, count - linear - real(m.mixerFreeLayers));
    w.layers = count - 0.5 * real(m.mixerFreeLayers + m.feedForwardFreeLayers);
    w.moeLayers = moeLayers;
    w.hidden = h;
    const double perMixer = m.layerAttention > 0.0 ? m.layerAttention : attentionParametersPerLayer(m);
    // Without a share of linear layers a mixer runs beside the attention of every layer (Falcon-H1).
    const double beside = m.linearFraction > 0.0 ? 0.0 : attending;
    w.attentionParameters =
        attending * perMixer + beside * m.mixerParameters +
        linear * (m.mixerParameters > 0.0 ? m.mixerParameters : perMixer);
    w.denseFfnParameters =
        (count - real(m.feedForwardFreeLayers) - moeLayers) * matrices * h * real(m.ffn);
    // A latent MoE projects down before and up behind the routed experts.
    w.sharedParameters =
        moeLayers * (matrices * h * shared + (m.latentFfn > 0 ? 2.0 * h * expertWidth : 0.0));
    w.routerParameters = moeLayers * h * real(m.experts);
    w.expertParameters = expert;
    w.headParameters = h * real(m.vocabulary);
    w.experts = real(m.experts);
    w.expertsPerToken = real(m.expertsPerToken);

    const double always =
        w.attentionParameters + w.denseFfnParameters + w.sharedParameters + w.routerParameters;
    const double embeddings = m.tiedEmbeddings ? w.headParameters : 2.0 * w.headParameters;
    w.totalParameters = always + moeLayers * w.experts * expert + embeddings + m.lookupParameters;
    w.activeParameters = always + moeLayers * w.expertsPerToken * expert + embeddings;
    w.matmulParameters = always + moeLayers * w.expertsPerToken * expert + w.headParameters;

    const double windowed = count * m.windowFraction;
    const double full = std::max(0.0, attending - windowed);
    const double a = real(m.heads);
    const double prefill =
        m.isLatent() ? a * real(m.nopeDim + m.ropeDim + m.valueDim) : 2.0 * a * real(m.headDim);
    const double decode = m.isLatent() ? a * real(2 * m.kvLoraRank + m.ropeDim) : prefill;
    const double cached =
        m.isLatent() ? real(m.kvLoraRank + m.ropeDim) : 2.0 * real(m.kvHeads) * real(m.headDim);
    w.prefillDim = full * (m.fullReach > 0.0 ? m.fullReach : prefill);
    w.windowPrefillDim = windowed * prefill;
    w.decodeDim = full * (m.fullReach > 0.0 ? m.fullReach : decode);
    w.windowDecodeDim = windowed * decode;
    w.kvValues = full * (m.fullCache > 0.0 ? m.fullCache : cached);
    w.windowKvValues = windowed * cached;
    w.window = real(m.window);
    w.kvHeads = m.isLatent() ? 0 : m.kvHeads;
    w.stateValues = (linear + beside) * m.mixerState;
    w.sparseTop = real(m.sparseTop);
    w.indexValues = attending * real(m.sparseIndex);
    return w;
}

double kvValuesAt(const ModelWork& work, double tokens)
{
    return work.kvValues * tokens + work.windowKvValues * std::min(tokens, work.window);
}

double kvValuesRead(const ModelWork& work, double tokens)
{
    if (work.sparseTop <= 0.0 || tokens <= work.sparseTop)
        return kvValuesAt(work, tokens);
    return kvValuesAt(work, work.sparseTop) + work.indexValues * tokens;
}

double totalParameters(const ModelArchitecture& model)
{
    return modelWork(model).totalParameters;
}

ModelArchitecture classShape(std::string id, double total, double active)
{
    // Layers and width follow the trend of published dense models: N = 12.5 L h^2 with h = 100 L
    // (Llama, Qwen, Mistral families).
    ModelArchitecture m;
    m.id = std::move(id);
    m.isClassShape = true;
    m.publishedTotal = total;
    m.publishedActive = active;
    m.layers = std::clamp(static_cast<int>(std::lround(std::cbrt(active / 12.5e4))), 4, 160);
    m.headDim = 128;
    m.vocabulary = active < 1e9 ? 32000 : 128000;
    const double layers = real(m.layers);
    const double body = std::max(0.6 * active, active - 2.0 * 6000.0 * real(m.vocabulary));
    m.hidden =
        std::max(2, static_cast<int>(std::lround(std::sqrt(body / (12.5 * layers)) / 128.0))) * 128;
    m.heads = std::max(1, m.hidden / 128);
    m.kvHeads = m.heads >= 16 ? 8 : m.heads;
    const double attention = layers * attentionParametersPerLayer(m);
    const double head = 2.0 * real(m.hidden) * real(m.vocabulary);
    const double ffnActive =
        std::max(0.1 * active, active - attention - head) / (layers * 3.0 * real(m.hidden));
    m.ffn = std::max(64, static_cast<int>(std::lround(ffnActive)));
    if (total > 1.05 * active) {
        m.expertsPerToken = 8;
        m.expertFfn = std::max(16, m.ffn / m.expertsPerToken);
        const double rest = std::max(0.0, total - attention - head);
        m.experts = std::max(m.expertsPerToken,
                             static_cast<int>(std::lround(
                                 rest / (layers * 3.0 * real(m.hidden) * real(m.expertFfn)))));
    }
    m.confidence = "derived";
    m.source = "shape of the class from total and active parameters";
    return m;
}

} // namespace millwright
