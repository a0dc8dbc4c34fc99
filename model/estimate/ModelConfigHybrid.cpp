#include "model/estimate/ModelConfigFields.h"
#include <algorithm>
#include <nlohmann/json.hpp>

namespace millwright
{

namespace
{

/// Gated delta net (Qwen3-Next, transformers modeling_qwen3_next): query, key, value and gate in one
/// product, two gates per value head, a short convolution, the product out.
void readDeltaNet(ConfigFields& fields, ModelArchitecture& m)
{
    const int keyHeads = fields.count({"linear_num_key_heads"}, 0);
    if (keyHeads == 0)
        return;
    const int valueHeads = fields.count({"linear_num_value_heads"}, keyHeads);
    const int keyDim = fields.count({"linear_key_head_dim"}, 128);
    const double keys = double(keyHeads) * keyDim;
    const double values = double(valueHeads) * fields.count({"linear_value_head_dim"}, 128);
    const int kernel = fields.count({"linear_conv_kernel_dim"}, 4);
    m.mixerParameters = m.hidden * (2.0 * keys + 2.0 * values) + m.hidden * 2.0 * valueHeads +
                        (2.0 * keys + values) * kernel + values * m.hidden;
    m.mixerState = values * keyDim + (2.0 * keys + values) * kernel;
    m.hasOutputGate = true; // the full-attention layers of these families gate their output
}

/// Mamba 1 (arXiv 2312.00752) as in Jamba: product in, convolution, step sizes, state matrix, out.
void readJamba(ConfigFields& fields, ModelArchitecture& m)
{
    const int period = fields.count({"attn_layer_period"}, 0);
    if (period < 2)
        return;
    const int offset = fields.count({"attn_layer_offset"}, 0);
    int attending = 0;
    for (int layer = 0; layer < m.layers; ++layer)
        attending += layer % period == offset ? 1 : 0;
    m.linearFraction = 1.0 - double(attending) / std::max(1, m.layers);
    const double inner = double(m.hidden) * fields.count({"mamba_expand"}, 2);
    const double state = fields.count({"mamba_d_state"}, 16);
    const auto rankField = fields.json().find("mamba_dt_rank");
    const double rank = rankField != fields.json().end() && rankField->is_number()
                            ? rankField->get<double>()
                            : std::ceil(m.hidden / 16.0);
    const double kernel = fields.count({"mamba_d_conv"}, 4);
    m.mixerParameters = m.hidden * 2.0 * inner + inner * kernel + inner * (rank + 2.0 * state) +
                        rank * inner + inner * state + inner * m.hidden;
    m.mixerState = inner * (state + kernel);
    m.moeEvery = std::max(1, fields.count({"expert_layer_period"}, 1));
}

/// Mamba 2 (arXiv 2405.21060) in a pattern of single layers: M state space, * attention, - or E
/// feed-forward (Nemotron-H, arXiv 2504.03624).
void readPattern(ConfigFields& fields, ModelArchitecture& m)
{
    std::string pattern = fields.text("hybrid_override_pattern");
    if (const auto* types = fields.list("layers_block_type"); types && pattern.empty())
        for (const auto& type : *types)
            pattern += type == "mamba" ? 'M' : type == "attention" ? '*' : type == "moe" ? 'E' : '-';
    if (pattern.empty())
        return;
    const auto number = [&](char kind) {
        return static_cast<int>(std::count(pattern.begin(), pattern.end(), kind));
    };
    m.layers = static_cast<int>(pattern.size());
    m.linearFraction = double(number('M')) / m.layers;
    m.mixerFreeLayers = number('-') + number('E');
    m.feedForwardFreeLayers = number('M') + number('*');
    m.denseFirstLayers = number('-');
    m.ffnMatrices = 2;
    const double heads = fields.count({"mamba_num_heads"}, std::nullopt);
    const double inner = heads * fields.count({"mamba_head_dim"}, 64);
    const double groups = fields.count({"n_groups"}, 1);
    const double state = fields.count({"ssm_state_size"}, 128);
    const double kernel = fields.count({"conv_kernel"}, 4);
    m.mixerParameters = m.hidden * (2.0 * inner + 2.0 * groups * state + heads) +
                        (inner + 2.0 * groups * state) * kernel + inner * m.hidden;
    m.mixerState = inner * state + (inner + 2.0 * groups * state) * kernel;
    m.latentFfn = fields.count({"moe_latent_size"}, 0);
}

/// Mamba 2 under the names of Granite 4, Bamba and Falcon-H1; the last has it beside the attention of
/// every layer.
void readMamba2(ConfigFields& fields, ModelArchitecture& m)
{
    const int heads = fields.count({"mamba_n_heads"}, 0);
    if (heads == 0)
        return;
    if (const auto* attending = fields.list("attn_layer_indices"))
        m.linearFraction = 1.0 - double(attending->size()) / std::max(1, m.layers);
    else
        m.linearFraction = fields.layerShare("mamba");
    if (m.linearFraction <= 0.0 && fields.list("layer_types"))
        return;
    const double inner =
        fields.number("mamba_d_ssm", heads * fields.number("mamba_d_head", 64.0));
    const double width = inner + 2.0 * fields.count({"mamba_n_groups"}, 1) *
                                     fields.count({"mamba_d_state"}, 128);
    const double kernel = fields.count({"mamba_d_conv"}, 4);
    m.mixerParameters = m.hidden * (inner + width + heads) + width * kernel + inner * m.hidden;
    m.mixerState = inner * fields.count({"mamba_d_state"}, 128) + width * kernel;
}

/// Gated short convolutions (LFM2): three products in, a convolution, one out.
void readShortConvolution(ConfigFields& fields, ModelArchitecture& m)
{
    const double share = fields.layerShare("conv");
    if (share <= 0.0)
        return;
    m.linearFraction = share;
    const double kernel = fields.count({"conv_L_cache"}, 3);
    m.mixerParameters = m.hidden * (4.0 * m.hidden + kernel);
    m.mixerState = m.hidden * kernel;
    m.ffn = fields.count({"block_ff_dim"}, m.ffn);
    if (m.experts == 0 && fields.flag("block_auto_adjust_ff_dim", false)) {
        const int multiple = std::max(1, fields.count({"block_multiple_of"}, 256));
        m.ffn = (2 * (m.ffn / 3) + multiple - 1) / multiple * multiple;
    }
}

/// Kimi delta attention (arXiv 2510.26692): query, key, value and out as wide as its heads, a decay of
/// low rank, an output gate of low or full rank.
void readKimiDelta(ConfigFields& fields, ModelArchitecture& m)
{
    const ConfigFields::Json section = fields.section("linear_attn_config");
    const auto layers = section.find("kda_layers");
    if (layers == section.end() || !layers->is_array())
        return;
    const double heads = ConfigFields::number(section, "num_heads", m.heads);
    const double dim = ConfigFields::number(section, "head_dim", 128.0);
    const double kernel = ConfigFields::number(section, "short_conv_kernel_size", 4.0);
    const double wide = heads * dim;
    const double lowRank = m.hidden * dim + dim * wide;
    const bool isFullRank = ConfigFields::flag(section, "use_full_rank_gate", false);
    const double gate = isFullRank ? m.hidden * wide : lowRank;
    m.linearFraction = double(layers->size()) / std::max(1, m.layers);
    m.mixerParameters =
        m.hidden * (4.0 * wide + heads) + lowRank + gate + 3.0 * wide * kernel;
    m.mixerState = wide * dim + 3.0 * wide * kernel;
    m.hasOutputGate = fields.flag("mla_use_output_gate", false);
    m.latentFfn = fields.count({"routed_expert_hidden_size"}, 0);
}

/// Lightning attention (MiniMax-01, arXiv 2501.08313): query, key, value, gate and out, all as wide
/// as the heads; attn_type_list says 1 where attention is full.
void readLightning(ConfigFields& fields, ModelArchitecture& m)
{
    const auto* types = fields.list("attn_type_list");
    if (!types)
        return;
    const auto isLinear = [](const ConfigFields::Json& type) { return type == 0; };
    m.linearFraction = double(std::count_if(types->begin(), types->end(), isLinear)) /
                       double(types->size());
    if (m.linearFraction <= 0.0)
        return;
    m.mixerParameters = 5.0 * m.hidden * m.heads * double(m.headDim);
    m.mixerState = double(m.heads) * m.headDim * m.headDim;
}

} // namespace

void readHybridLayers(ConfigFields& fields, ModelArchitecture& m)
{
    readDeltaNet(fields, m);
    readJamba(fields, m);
    readPattern(fields, m);
    readMamba2(fields, m);
    readShortConvolution(fields, m);
    readKimiDelta(fields, m);
    readLightning(fields, m);
}

} // namespace millwright
