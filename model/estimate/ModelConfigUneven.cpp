#include "model/estimate/ModelConfigFields.h"
#include <algorithm>
#include <nlohmann/json.hpp>

namespace millwright
{

namespace
{

using Json = nlohmann::json;

int whole(double value)
{
    return static_cast<int>(std::clamp(value, 0.0, 1e9));
}

/// Llama Nemotron (arXiv 2411.19146): blocks searched one by one, some without attention, some
/// without a feed-forward part; its width is rounded up to 256. The mean width stands for all.
void readBlocks(ConfigFields& fields, ModelArchitecture& m)
{
    const Json* blocks = fields.list("block_configs");
    if (!blocks)
        return;
    m.layers = static_cast<int>(blocks->size());
    double width = 0.0, groups = 0.0;
    for (const Json& block : *blocks) {
        const Json attention = block.value("attention", Json::object());
        const Json ffn = block.value("ffn", Json::object());
        if (ConfigFields::flag(attention, "no_op", false))
            ++m.mixerFreeLayers;
        else
            groups += m.heads / std::max(1.0, ConfigFields::number(attention, "n_heads_in_group", 1.0));
        if (ConfigFields::flag(ffn, "no_op", false))
            ++m.feedForwardFreeLayers;
        else if (const double stated = ConfigFields::number(ffn, "intermediate_size", 0.0); stated > 0.0)
            width += stated;
        else
            width += 256.0 * std::ceil(std::floor(ConfigFields::number(ffn, "ffn_mult", 0.0) *
                                                  m.hidden * 2.0 / 3.0) /
                                       256.0);
    }
    m.ffn = whole(width / std::max(1, m.layers - m.feedForwardFreeLayers));
    m.kvHeads = whole(groups / std::max(1, m.layers - m.mixerFreeLayers));
}

/// Values narrower than keys (MiMo-V2: 192 and 128, window layers with more key-value heads): the
/// mean serves cache and reach, the products are counted.
void readValueDim(ConfigFields& fields, ModelArchitecture& m)
{
    const int value = fields.count({"v_head_dim"}, 0);
    if (m.isLatent() || value == 0 || value == m.headDim)
        return;
    const double windowed = fields.count({"swa_num_key_value_heads"}, m.kvHeads);
    const double kv = m.kvHeads * (1.0 - m.windowFraction) + windowed * m.windowFraction;
    const double both = double(m.headDim) + value;
    m.layerAttention = m.hidden * both * (m.heads + kv);
    m.headDim = whole(both / 2.0);
}

/// Gemma 4: full layers have wider heads and fewer key-value heads; with attention_k_eq_v one product
/// makes key and value (transformers gemma4).
void readGlobalHeads(ConfigFields& fields, ModelArchitecture& m)
{
    const double dim = fields.count({"global_head_dim"}, 0);
    if (dim <= 0.0)
        return;
    const double kv = fields.count({"num_global_key_value_heads"}, m.kvHeads);
    const double products = fields.flag("attention_k_eq_v", false) ? 1.0 : 2.0;
    const double local = 2.0 * m.hidden * m.headDim * (double(m.heads) + m.kvHeads);
    const double full = m.hidden * dim * (2.0 * m.heads + products * kv);
    m.layerAttention = local * m.windowFraction + full * (1.0 - m.windowFraction);
    m.fullReach = 2.0 * m.heads * dim;
    m.fullCache = 2.0 * kv * dim;
}

/// Step-3 (arXiv 2507.19427): all heads' queries come through one narrow product.
void readNarrowQuery(ConfigFields& fields, ModelArchitecture& m)
{
    const double shared = fields.count({"share_q_dim"}, 0);
    if (shared <= 0.0)
        return;
    const double wide = double(m.heads) * m.headDim;
    m.layerAttention = m.hidden * (shared + wide + 2.0 * m.kvHeads * m.headDim) + shared * wide;
}

/// Sums over layers that keep compressed entries.
struct Compression {
    double entries = 0.0;    ///< per token
    double parameters = 0.0; ///< of compressors and indices
    double index = 0.0;      ///< index values per token
    double finest = 1.0;     ///< tokens per entry where an index picks entries
};

/// `query`: width of the query's low-rank product.
Compression readRatios(ConfigFields& fields, const ModelArchitecture& m, const Json& ratios, double query)
{
    const double h = m.hidden, d = m.headDim;
    const double indexDim = fields.count({"index_head_dim"}, 0);
    const double indexHeads = fields.count({"index_n_heads"}, 0);
    Compression sum;
    for (std::size_t layer = 0; layer < std::min(ratios.size(), std::size_t(m.layers)); ++layer) {
        const Json& stated = ratios[layer];
        const double ratio = stated.is_number() ? stated.get<double>() : 0.0;
        if (ratio < 1.0)
            continue;
        const bool isFine = ratio <= 16.0; // overlapping windows double the compressor
        sum.entries += 1.0 / ratio;
        sum.parameters += 2.0 * h * d * (isFine ? 2.0 : 1.0);
        if (!isFine)
            continue;
        sum.finest = ratio;
        sum.parameters += query * indexHeads * indexDim + h * indexHeads + 4.0 * h * indexDim;
        sum.index += indexDim / ratio;
    }
    return sum;
}

/// DeepSeek V4: one key and value of `head_dim` for all heads, kept once for so many tokens as
/// compress_ratios says of each layer (0 = only the window); low-rank products in and, by groups, out.
/// Layers with a fine ratio have an index of their own, whose picks are compressed entries.
void readCompressed(ConfigFields& fields, ModelArchitecture& m)
{
    const Json* ratios = fields.list("compress_ratios");
    if (!ratios)
        return;
    const double h = m.hidden, a = m.heads, d = m.headDim, layers = std::max(1, m.layers);
    const double query = fields.count({"q_lora_rank"}, std::nullopt);
    const double out = fields.count({"o_lora_rank"}, std::nullopt);
    const double groups = fields.count({"o_groups"}, 1);
    const Compression sum = readRatios(fields, m, *ratios, query);
    m.ropeDim = fields.count({"qk_rope_head_dim"}, 0);
    m.qLoraRank = whole(query);
    m.kvLoraRank = m.nopeDim = std::max(1, m.headDim - m.ropeDim);
    m.valueDim = m.headDim;
    m.kvHeads = 0;
    m.ffn = m.expertFfn;
    m.window = 0;
    m.windowFraction = 0.0;
    m.layerAttention =
        h * (query + d) + query * a * d + a * d * out + groups * out * h + sum.parameters / layers;
    m.fullReach = 2.0 * a * d * sum.entries / layers;
    m.fullCache = d * sum.entries / layers;
    m.sparseTop = whole(fields.count({"index_topk"}, 0) * sum.finest);
    m.sparseIndex = whole(std::round(sum.index / layers));
}

} // namespace

void readUnevenLayers(ConfigFields& fields, ModelArchitecture& m)
{
    readBlocks(fields, m);
    readValueDim(fields, m);
    readGlobalHeads(fields, m);
    readNarrowQuery(fields, m);
    readCompressed(fields, m);
}

} // namespace millwright
