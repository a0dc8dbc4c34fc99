#include "model/estimate/ModelLibrary.h"
#include <algorithm>
#include <nlohmann/json.hpp>

namespace millwright
{

namespace
{

using Json = nlohmann::json;

constexpr std::size_t configSizeLimit = std::size_t{4} << 20;

/// Reads counts out of a config under the names that different families give them.
class ConfigFields
{
public:
    ConfigFields(const Json& json, std::string where) : m_json(json), m_where(std::move(where)) {}

    const std::optional<Error>& error() const { return m_error; }

    /// The first of `names` that is there as a count of at least 0; `missing` if none is.
    int count(std::initializer_list<const char*> names, std::optional<int> missing)
    {
        for (const char* name : names) {
            const auto it = m_json.find(name);
            if (it == m_json.end() || it->is_null())
                continue;
            const double value = it->is_number() ? it->get<double>() : -1.0;
            if (value < 0.0 || value > 1e9 || value != std::floor(value)) {
                keep(fail("model.config.field-range", {std::string(name)}, m_where + ":" + name));
                return 0;
            }
            return static_cast<int>(value);
        }
        if (missing)
            return *missing;
        const char* first = *names.begin();
        keep(fail("model.config.field-missing", {std::string(first)}, m_where + ":" + first));
        return 0;
    }

    bool flag(const char* name, bool missing) const
    {
        const auto it = m_json.find(name);
        return it != m_json.end() && it->is_boolean() ? it->get<bool>() : missing;
    }

    std::string text(const char* name) const
    {
        const auto it = m_json.find(name);
        return it != m_json.end() && it->is_string() ? it->get<std::string>() : std::string();
    }

    const Json& json() const { return m_json; }

private:
    void keep(Error error)
    {
        if (!m_error)
            m_error = std::move(error);
    }

    const Json& m_json;
    std::string m_where;
    std::optional<Error> m_error;
};

void readExperts(ConfigFields& fields, ModelArchitecture& m)
{
    m.experts = fields.count(
        {"num_local_experts", "n_routed_experts", "num_experts", "moe_num_experts"}, 0);
    if (m.experts <= 1) {
        m.experts = 0;
        return;
    }
    m.expertsPerToken = fields.count(
        {"num_experts_per_tok", "num_experts_per_token", "experts_per_token", "moe_top_k"},
        std::nullopt);
    m.expertFfn = fields.count(
        {"moe_intermediate_size", "intermediate_size", "expert_ffn_hidden_size"}, std::nullopt);
    m.sharedExperts = fields.count({"n_shared_experts", "num_shared_experts"}, 0);
    const int sharedWidth = fields.count({"shared_expert_intermediate_size"}, 0);
    if (m.sharedExperts == 0 && sharedWidth > 0 && m.expertFfn > 0)
        m.sharedExperts = std::max(1, sharedWidth / m.expertFfn);
    m.denseFirstLayers = fields.count({"first_k_dense_replace"}, 0);
    m.moeEvery = std::max(
        1, fields.count({"interleave_moe_layer_step", "decoder_sparse_step", "moe_layer_freq"}, 1));
    const std::string family = fields.text("model_type");
    if (family.rfind("llama4", 0) == 0) {
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
}

/// Share of layers with a window or with linear attention: from `layer_types`, else from the
/// family's pattern fields.
void readLayerTypes(ConfigFields& fields, ModelArchitecture& m)
{
    const auto types = fields.json().find("layer_types");
    m.window = fields.count({"sliding_window", "sliding_window_size"}, 0);
    if (types != fields.json().end() && types->is_array() && !types->empty()) {
        const auto share = [&](const char* name) {
            const auto isNamed = [&](const Json& type) {
                return type.is_string() && type.get<std::string>() == name;
            };
            return static_cast<double>(std::count_if(types->begin(), types->end(), isNamed)) /
                   static_cast<double>(types->size());
        };
        m.windowFraction = share("sliding_attention");
        m.linearFraction = share("linear_attention");
    } else if (m.window > 0 && fields.flag("use_sliding_window", true)) {
        const int pattern = fields.count({"sliding_window_pattern"}, 0);
        const bool isAlternating = fields.text("model_type") == "gemma2";
        m.windowFraction = pattern > 1 ? 1.0 - 1.0 / pattern : isAlternating ? 0.5 : 1.0;
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
    for (const char* plain : {"gpt2", "gptj", "gpt_neox", "opt", "bloom", "falcon", "mpt", "phi",
                              "nemotron", "starcoder2"})
        if (family == plain)
            return true;
    return false;
}

Result<ModelArchitecture> readFields(const Json& json, const std::string& where)
{
    ConfigFields fields(json, where);
    ModelArchitecture m;
    const std::string family = fields.text("model_type");
    m.id = fields.text("_name_or_path");
    if (m.id.empty())
        m.id = family.empty() ? where : family;
    m.layers =
        fields.count({"num_hidden_layers", "n_layer", "n_layers", "num_layers"}, std::nullopt);
    m.hidden = fields.count({"hidden_size", "n_embd", "d_model", "dim"}, std::nullopt);
    m.heads = fields.count({"num_attention_heads", "n_head", "n_heads"}, std::nullopt);
    m.vocabulary = fields.count({"vocab_size"}, std::nullopt);
    const int oneOrAll = fields.flag("multi_query", false) ? 1 : m.heads;
    m.kvHeads = fields.count({"num_key_value_heads", "num_kv_heads", "n_head_kv"}, oneOrAll);
    m.headDim = fields.count({"head_dim", "kv_channels"}, m.heads > 0 ? m.hidden / m.heads : 0);
    m.ffnMatrices = hasPlainFeedForward(family) ? 2 : 3;
    m.ffn =
        fields.count({"intermediate_size", "ffn_hidden_size", "n_inner", "ffn_dim"}, 4 * m.hidden);
    m.tiedEmbeddings =
        fields.flag("tie_word_embeddings", family.rfind("gemma", 0) == 0 || family == "gpt2");
    m.maxContext = fields.count(
        {"max_position_embeddings", "n_positions", "max_seq_len", "max_sequence_length"}, 0);
    readExperts(fields, m);
    readLatent(fields, m);
    readLayerTypes(fields, m);
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
    const Json json = parsed(text, broken);
    if (!json.is_object()) {
        const std::int64_t line = lineAt(text, broken);
        return fail("model.config.syntax", {line}, where + ":" + std::to_string(line));
    }
    // Multi-modal configs keep the language model in a section of its own.
    const auto inner = json.find("text_config");
    const bool isInner =
        inner != json.end() && inner->is_object() && !json.contains("num_hidden_layers");
    auto model = isInner ? readFields(*inner, where + ":text_config") : readFields(json, where);
    if (!model)
        return atLine(model.error(), text, where);
    return model;
}

} // namespace millwright
