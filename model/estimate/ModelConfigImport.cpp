#include "model/estimate/ModelConfigFields.h"
#include "model/estimate/ModelLibrary.h"
#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace millwright
{

namespace
{

using Json = nlohmann::json;

constexpr std::size_t configSizeLimit = std::size_t{4} << 20;

bool isFamily(const ConfigFields& fields, const char* prefix)
{
    return fields.text("model_type").rfind(prefix, 0) == 0;
}

/// Layers that a list names, as an array or as "4,5,6"; 0 without it.
int layersListed(const ConfigFields& fields, const char* name)
{
    if (const Json* list = fields.list(name))
        return static_cast<int>(list->size());
    const std::string text = fields.text(name);
    return text.empty() ? 0 : 1 + static_cast<int>(std::count(text.begin(), text.end(), ','));
}

/// Dense layers in front and the distance of MoE layers, from whichever field a family uses.
void readMoeLayers(ConfigFields& fields, ModelArchitecture& m)
{
    m.denseFirstLayers = fields.count({"first_k_dense_replace", "num_dense_layers"}, 0);
    if (const int moe = layersListed(fields, "moe_layers_enum"); moe > 0) {
        m.denseFirstLayers = std::max(0, m.layers - moe);
        return;
    }
    if (const Json* freq = fields.list("moe_layer_freq")) { // 0 and 1 per layer
        m.denseFirstLayers = static_cast<int>(std::count(freq->begin(), freq->end(), 0));
        return;
    }
    m.moeEvery = std::max(
        1, fields.count({"interleave_moe_layer_step", "decoder_sparse_step", "moe_layer_freq"}, 1));
    if (const Json* dense = fields.list("mlp_only_layers"))
        m.denseFirstLayers = static_cast<int>(dense->size());
}

void readExperts(ConfigFields& fields, ModelArchitecture& m)
{
    m.experts = fields.count(
        {"num_local_experts", "n_routed_experts", "num_experts", "moe_num_experts"}, 0);
    if (m.experts <= 1) {
        m.experts = 0;
        return;
    }
    m.expertsPerToken = fields.count(
        {"num_experts_per_tok", "num_experts_per_token", "experts_per_token", "moe_top_k",
         "top_k_experts"},
        std::nullopt);
    m.expertFfn = fields.count(
        {"moe_intermediate_size", "intermediate_size", "expert_ffn_hidden_size"}, std::nullopt);
    m.sharedExperts = fields.count({"n_shared_experts", "num_shared_experts"}, 0);
    m.sharedFfn = fields.count({"moe_shared_expert_intermediate_size",
                                "shared_expert_intermediate_size", "shared_intermediate_size",
                                "share_expert_dim"},
                               0);
    readMoeLayers(fields, m);
    m.ffn = fields.count({"dense_intermediate_size"}, m.ffn);
    if (fields.flag("enable_moe_block", false)) // Gemma 4: the dense part stays beside the experts
        m.sharedFfn = m.ffn;
    if (isFamily(fields, "llama4")) {
        m.sharedExperts = 1;
        m.expertFfn = fields.count({"intermediate_size"}, std::nullopt);
        m.ffn = fields.count({"intermediate_size_mlp"}, m.ffn);
    }
}

void readLatent(ConfigFields& fields, ModelArchitecture& m)
{
    m.kvLoraRank = fields.count({"kv_lora_rank"}, 0);
    if (m.kvLoraRank == 0)
        return;
    m.qLoraRank = fields.count({"q_lora_rank"}, 0);
    m.ropeDim = fields.count({"qk_rope_head_dim"}, std::nullopt);
    m.nopeDim = fields.count({"qk_nope_head_dim"}, std::nullopt);
    m.valueDim = fields.count({"v_head_dim"}, std::nullopt);
    m.kvHeads = 0;
    m.sparseTop = fields.count({"index_topk"}, 0);
    m.sparseIndex = m.sparseTop > 0 ? fields.count({"index_head_dim"}, 128) : 0;
    if (const Json* kinds = fields.list("indexer_types")) // "shared": the picks of a layer before
        m.sparseIndex = static_cast<int>(m.sparseIndex *
                                         std::count(kinds->begin(), kinds->end(), "full") /
                                         static_cast<std::ptrdiff_t>(kinds->size()));
}

/// Share of layers with a window or with linear attention: from `layer_types`, else from the
/// family's pattern fields.
void readLayerTypes(ConfigFields& fields, ModelArchitecture& m)
{
    m.window = fields.count({"sliding_window", "sliding_window_size", "attention_chunk_size"}, 0);
    if (fields.list("layer_types")) {
        m.windowFraction =
            fields.layerShare("sliding_attention") + fields.layerShare("chunked_attention");
        m.linearFraction = fields.layerShare("linear_attention");
    } else if (const Json* marks = fields.list("hybrid_layer_pattern"); marks && m.window > 0) {
        m.windowFraction = static_cast<double>(std::count(marks->begin(), marks->end(), 1)) /
                           static_cast<double>(marks->size());
    } else if (m.window > 0 && fields.flag("use_sliding_window", true)) {
        const int pattern = fields.count({"sliding_window_pattern"}, 0);
        const bool isAlternating = fields.text("model_type") == "gemma2";
        m.windowFraction = pattern > 1 ? 1.0 - 1.0 / pattern : isAlternating ? 0.5 : 1.0;
        // Published patterns where the config leaves them out: five of six layers in Gemma 3, three
        // of four chunked in Llama 4, every other in gpt-oss.
        if (isFamily(fields, "gemma3"))
            m.windowFraction = 1.0 - std::floor(m.layers / 6.0) / m.layers;
        else if (isFamily(fields, "llama4"))
            m.windowFraction = 0.75;
        else if (isFamily(fields, "gpt_oss"))
            m.windowFraction = 0.5;
    }
    if (const int interval = fields.count({"full_attention_interval"}, 0);
        interval > 1 && m.linearFraction == 0.0)
        m.linearFraction = 1.0 - 1.0 / interval;
    if (m.windowFraction == 0.0)
        m.window = 0;
}

/// The text as JSON; of broken text nothing, and the byte at which it breaks.
Json parsed(std::string_view text, std::size_t& broken)
{
    try {
        return Json::parse(text);
    } catch (const Json::exception& error) {
        const auto* syntax = dynamic_cast<const Json::parse_error*>(&error);
        broken = syntax ? syntax->byte : 0;
        return {};
    }
}

/// Line of a byte, from 1.
std::int64_t lineAt(std::string_view text, std::size_t byte)
{
    const std::string_view before = text.substr(0, std::min(byte, text.size()));
    return 1 + std::count(before.begin(), before.end(), '\n');
}

/// The error with the line of the field that it names, where the field is there at all.
Error atLine(Error error, std::string_view text, const std::string& where)
{
    const std::size_t colon = error.where.rfind(':');
    if (colon == std::string::npos || !error.where.starts_with(where))
        return error;
    const std::string field = '"' + error.where.substr(colon + 1) + '"';
    if (const std::size_t at = text.find(field); at != std::string_view::npos)
        error.where.insert(where.size(), ":" + std::to_string(lineAt(text, at)));
    return error;
}

bool hasPlainFeedForward(const std::string& family)
{
    for (const char* plain : {"gpt2", "gptj", "gpt_neox", "opt", "bloom", "falcon", "RefinedWeb",
                              "RefinedWebModel", "mpt", "phi", "nemotron", "starcoder2"})
        if (family == plain)
            return true;
    return false;
}

/// Families whose configs leave tie_word_embeddings out because their class ties them.
bool hasTiedEmbeddings(const std::string& family)
{
    if (family == "falcon_h1")
        return false;
    for (const char* tied : {"gemma", "gpt2", "mpt", "bloom", "falcon", "RefinedWeb", "cohere",
                             "lfm2"})
        if (family.rfind(tied, 0) == 0)
            return true;
    return false;
}

/// Key-value heads: Falcon's old configs say multi_query, its new ones num_kv_heads or n_head_kv;
/// MPT nests them.
int readKvHeads(ConfigFields& fields, int heads, bool isGemma3)
{
    const bool hasNewLayout = fields.flag("new_decoder_architecture", false);
    if (fields.flag("multi_query", false) && !hasNewLayout)
        return 1;
    const Json attention = fields.section("attn_config");
    if (const auto nested = attention.find("kv_n_heads");
        nested != attention.end() && nested->is_number_integer() && *nested > 0)
        return nested->get<int>();
    return fields.count({"num_key_value_heads", "num_kv_heads", "n_head_kv", "num_attention_groups"}, isGemma3 ? 4 : heads);
}

/// Layers where a config gives only their pattern.
std::optional<int> layersOfPattern(const ConfigFields& fields)
{
    const std::size_t layers = std::max(fields.text("hybrid_override_pattern").size(),
                                        fields.list("layers_block_type")
                                            ? fields.list("layers_block_type")->size()
                                            : std::size_t{0});
    return layers > 0 && layers <= 10000 ? std::optional<int>(static_cast<int>(layers))
                                         : std::nullopt;
}

/// Format of the checkpoint's weights from quantization_config; empty = 16 bit.
std::string readWeightFormat(const ConfigFields& fields)
{
    const Json q = fields.section("quantization_config");
    if (fields.text("expert_dtype") == "fp4") // the experts are nearly all there is
        return "fp4";
    if (q.empty())
        return {};
    const std::string text = q.dump();
    const auto has = [&](const char* part) { return text.find(part) != std::string::npos; };
    if (has("mxfp4"))
        return "mxfp4";
    if (has("NVFP4") || has("nvfp4"))
        return "fp4";
    const bool isFourBit = has("\"num_bits\":4") || has("\"bits\":4") || has("\"w_bit\":4") ||
                           has("\"load_in_4bit\":true");
    if (isFourBit)
        return has("\"type\":\"float\"") ? "fp4" : "int4";
    if (has("fp8") || has("FP8") || has("\"type\":\"float\""))
        return "fp8";
    return has("\"bits\":8") || has("\"num_bits\":8") || has("int8") ? "int8" : "";
}

/// Python writes Infinity and NaN into JSON; they become null, at the same length.
std::string withoutSpecialNumbers(std::string_view text)
{
    std::string clean(text);
    bool isInside = false;
    for (std::size_t i = 0; i < clean.size(); ++i) {
        if (clean[i] == '"' && (i == 0 || clean[i - 1] != '\\'))
            isInside = !isInside;
        if (isInside)
            continue;
        for (const std::string_view word : {"-Infinity", "Infinity", "NaN"})
            if (std::string_view(clean).substr(i, word.size()) == word)
                clean.replace(i, word.size(), "0" + std::string(word.size() - 1, ' '));
    }
    return clean;
}

bool isKnownLayer(const Json& type)
{
    static constexpr std::array known{"full_attention", "sliding_attention", "chunked_attention",
                                      "linear_attention", "attention", "mamba", "conv",
                                      "deepseek_sparse_attention"};
    return type.is_string() && std::any_of(known.begin(), known.end(), [&](const char* name) {
               return type.get<std::string>() == name;
           });
}

/// Every block says what its attention and its feed-forward part are; none is a linear stand-in.
bool areKnownBlocks(const Json& blocks)
{
    return std::all_of(blocks.begin(), blocks.end(), [](const Json& block) {
        if (!block.is_object())
            return false;
        for (const char* part : {"attention", "ffn"})
            if (const auto it = block.find(part);
                it == block.end() || !it->is_object() ||
                ConfigFields::flag(*it, "replace_with_linear", false))
                return false;
        return true;
    });
}

/// Families whose layers differ in ways that these fields do not say: better no answer than a wrong
/// one.
const char* unsupportedField(const ConfigFields& fields)
{
    const auto isThere = [&](const char* name) {
        const auto it = fields.json().find(name);
        return it != fields.json().end() &&
               ((it->is_number() && *it > 0) || (it->is_boolean() && it->get<bool>()));
    };
    // Embeddings per layer, caches shared between layers.
    for (const char* field : {"hidden_size_per_layer_input", "num_kv_shared_layers", "use_cla"})
        if (isThere(field))
            return field;
    const std::string family = fields.text("model_type");
    if (family.rfind("deepseek_v4", 0) == 0 && family != "deepseek_v4")
        return "model_type";
    for (const char* other : {"deepseek_ref", "mamba", "rwkv", "zamba", "plamo", "longcat", "glm5_next",
                              "bailing_hybrid", "recurrent_gemma", "inkling"})
        if (isFamily(fields, other))
            return "model_type";
    if (const Json* types = fields.list("layer_types"))
        for (const Json& type : *types)
            if (!isKnownLayer(type))
                return "layer_types";
    if (const Json* blocks = fields.list("block_configs"); blocks && !areKnownBlocks(*blocks))
        return "block_configs";
    return nullptr;
}

Result<ModelArchitecture> readFields(const Json& json, const std::string& where)
{
    ConfigFields fields(json, where);
    ModelArchitecture m;
    const std::string family = fields.text("model_type");
    if (const char* field = unsupportedField(fields))
        return fail("model.config.unsupported", {std::string(field), family},
                    where + ":" + field);
    m.id = fields.text("_name_or_path");
    if (m.id.empty())
        m.id = family.empty() ? where : family;
    m.layers = fields.count({"num_hidden_layers", "n_layer", "n_layers", "num_layers"},
                            layersOfPattern(fields));
    m.hidden = fields.count({"hidden_size", "n_embd", "d_model", "dim"}, std::nullopt);
    // Gemma 3's smallest multi-modal configs leave out what equals the class's own defaults.
    const bool isGemma3 = isFamily(fields, "gemma3");
    const auto gemma = [&](int value) { return isGemma3 ? std::optional<int>(value) : std::nullopt; };
    m.heads = fields.count({"num_attention_heads", "n_head", "n_heads"}, gemma(8));
    m.vocabulary = fields.count({"vocab_size"}, gemma(262208));
    m.kvHeads = readKvHeads(fields, m.heads, isGemma3);
    m.headDim = fields.count({"head_dim", "attention_head_dim", "kv_channels"},
                             isGemma3        ? 256
                             : m.heads > 0 ? m.hidden / m.heads
                                           : 0);
    m.ffnMatrices = hasPlainFeedForward(family) ? 2 : 3;
    m.ffn = fields.count({"intermediate_size", "ffn_hidden_size", "n_inner", "ffn_dim"},
                         fields.count({"expansion_ratio"}, 4) * m.hidden);
    m.tiedEmbeddings = fields.flag("tie_word_embeddings", hasTiedEmbeddings(family));
    m.maxContext = fields.count(
        {"max_position_embeddings", "n_positions", "max_seq_len", "max_sequence_length"}, 0);
    readExperts(fields, m);
    readLatent(fields, m);
    readLayerTypes(fields, m);
    readHybridLayers(fields, m);
    readUnevenLayers(fields, m);
    m.weightFormat = readWeightFormat(fields);
    if (fields.error())
        return *fields.error();
    for (const auto& [name, value] : {std::pair{"num_hidden_layers", m.layers},
                                      {"hidden_size", m.hidden},
                                      {"num_attention_heads", m.heads},
                                      {"vocab_size", m.vocabulary}})
        if (value < 1)
            return fail("model.config.field-range", {std::string(name)}, where + ":" + name);
    if (m.layers > 10000 || m.hidden > 1000000 || (m.experts > 0 && m.expertsPerToken > m.experts))
        return fail("model.config.field-range", {std::string("num_hidden_layers")}, where);
    m.source = where;
    m.confidence = "verified";
    return m;
}

} // namespace

Result<ModelArchitecture> readModelConfig(std::string_view text, std::string where)
{
    if (text.size() > configSizeLimit)
        return fail("model.config.syntax", {std::int64_t{1}}, where);
    std::size_t broken = 0;
    const std::string plain = withoutSpecialNumbers(text);
    const Json json = parsed(plain, broken);
    if (!json.is_object()) {
        const std::int64_t line = lineAt(plain, broken);
        return fail("model.config.syntax", {line}, where + ":" + std::to_string(line));
    }
    const auto located = [&](Result<ModelArchitecture> model) -> Result<ModelArchitecture> {
        return model ? std::move(model) : atLine(model.error(), text, where);
    };
    // Multi-modal configs keep the language model in a section of its own.
    for (const char* section : {"text_config", "llm_config", "language_config"}) {
        const auto inner = json.find(section);
        if (inner == json.end() || !inner->is_object() || json.contains("num_hidden_layers"))
            continue;
        Json whole = *inner;
        for (const char* shared : {"quantization_config", "tie_word_embeddings"})
            if (json.contains(shared) && !whole.contains(shared))
                whole[shared] = json[shared];
        return located(readFields(whole, where + ":" + section));
    }
    return located(readFields(json, where));
}

} // namespace millwright
