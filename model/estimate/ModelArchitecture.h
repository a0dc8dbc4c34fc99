#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace millwright
{

/// Shape of a transformer language model, as its public config states it. Counts; 0 = the feature
/// is absent.
struct ModelArchitecture {
    std::string id;
    std::vector<std::string> aliases;
    int layers = 0;
    int hidden = 0;
    int heads = 0;
    int kvHeads = 0; ///< 0 with latent attention
    int headDim = 0;
    int ffn = 0;         ///< width of the dense feed-forward layer
    int ffnMatrices = 3; ///< 3 = gated (SwiGLU), 2 = plain
    int vocabulary = 0;
    bool tiedEmbeddings = false;
    // mixture of experts
    int experts = 0;
    int expertsPerToken = 0;
    int sharedExperts = 0;
    int expertFfn = 0;
    int denseFirstLayers = 0;
    int moeEvery = 1; ///< every n-th layer is a MoE layer
    // multi-head latent attention (arXiv 2405.04434)
    int kvLoraRank = 0;
    int qLoraRank = 0;
    int ropeDim = 0;
    int nopeDim = 0;
    int valueDim = 0;
    // windows and hybrids
    int window = 0;              ///< tokens a window layer sees
    double windowFraction = 0.0; ///< share of layers with the window
    double linearFraction =
        0.0; ///< share of layers with linear attention or a state space: no growing cache
    double mixerParameters = 0.0; ///< of one layer with linear attention or a state space; 0 = like an
                                  ///< attention layer; without such a share: beside every attention
    double mixerState = 0.0; ///< values that such a layer keeps per sequence, whatever its length
    int mixerFreeLayers = 0; ///< layers with neither attention nor state space (Nemotron-H)
    int feedForwardFreeLayers = 0; ///< layers without a feed-forward part
    int sharedFfn = 0;   ///< width of all shared experts together; 0 = sharedExperts x expertFfn
    int latentFfn = 0;   ///< width that routed experts work in (latent MoE); 0 = hidden
    bool hasOutputGate = false; ///< attention output is gated: one more product as wide as the query
    int sparseTop = 0;    ///< sparse attention: cached tokens attended at most; 0 = all
    int sparseIndex = 0;  ///< values per token and layer that its index keeps
    // where the head sizes do not say it: layers of two kinds, compressed caches, grouped projections
    double layerAttention = 0.0; ///< parameters of an attention layer; 0 = from the head sizes
    double fullReach = 0.0; ///< heads x (d_qk + d_v) of a full-attention layer per token of context
    double fullCache = 0.0; ///< cached values per token of a full-attention layer
    double lookupParameters = 0.0; ///< embeddings of layers or n-grams: stored, never multiplied
    int maxContext = 0; ///< tokens; 0 = not known
    // published
    double publishedTotal = 0.0;  ///< parameters
    double publishedActive = 0.0; ///< parameters per token
    std::string weightFormat;     ///< of the published checkpoint: bf16, fp8, fp4, mxfp4, int4; empty = 16 bit
    bool isClassShape = false;    ///< made from total and active parameters only: wider band
    std::string source;
    std::string confidence;

    bool isMoe() const { return experts > 0; }
    bool isLatent() const { return kvLoraRank > 0; }
};

/// Constants of a model that every estimate needs, computed once. Parameters, FLOPs and bytes per
/// token as documented in docs/estimator.md.
struct ModelWork {
    double layers = 0.0; ///< pairs of a mixer and a feed-forward part
    double moeLayers = 0.0;
    double hidden = 0.0;
    double attentionParameters = 0.0; ///< all layers
    double denseFfnParameters = 0.0;  ///< all dense layers
    double sharedParameters = 0.0;    ///< shared experts, all layers
    double routerParameters = 0.0;
    double expertParameters = 0.0; ///< one expert of one layer
    double headParameters = 0.0;   ///< hidden x vocabulary: the LM head
    double totalParameters = 0.0;  ///< with embeddings
    double activeParameters = 0.0; ///< with embeddings, per token
    double matmulParameters = 0.0; ///< N_mm: per token, LM head in, input embedding out
    double prefillDim = 0.0;       ///< sum over layers of heads x (d_qk + d_v), full attention
    double windowPrefillDim = 0.0; ///< the same over window layers
    double decodeDim =
        0.0; ///< sum over layers of heads x (d_qk + d_v) while decoding (MLA absorbed)
    double windowDecodeDim = 0.0;
    double kvValues = 0.0;       ///< cached values per token, full-attention layers
    double windowKvValues = 0.0; ///< cached values per token, window layers
    double window = 0.0;         ///< tokens
    double stateValues = 0.0;    ///< values kept per sequence, all linear layers
    double sparseTop = 0.0;      ///< tokens attended at most; 0 = all
    double indexValues = 0.0;    ///< index values per token, all layers
    int kvHeads = 0;             ///< 0 = latent: the cache is on every tensor rank
    double experts = 0.0;
    double expertsPerToken = 0.0;
};

ModelWork modelWork(const ModelArchitecture& model);

/// Cached values seen at context `tokens`: full layers see all, window layers at most the window.
/// Unit: values.
double kvValuesAt(const ModelWork& work, double tokens);

/// Cached values that one decode step reads at context `tokens`: with sparse attention the index and
/// the chosen tokens only. Unit: values.
double kvValuesRead(const ModelWork& work, double tokens);

/// Parameters in all, from the shape.
double totalParameters(const ModelArchitecture& model);

/// A stand-in shape for a model of which only total and active parameters are known (both in
/// parameters, total >= active > 0).
ModelArchitecture classShape(std::string id, double total, double active);

} // namespace millwright
