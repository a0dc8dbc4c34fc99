#pragma once
#include "model/base/Result.h"
#include "model/estimate/ModelArchitecture.h"
#include <cmath>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

namespace millwright
{

/// Reads counts out of a model's config under the names that different families give them; keeps
/// the first error, which names the field. For .cpp files of the config import only.
class ConfigFields
{
public:
    using Json = nlohmann::json;
    ConfigFields(const Json& json, std::string where) : m_json(json), m_where(std::move(where)) {}

    const std::optional<Error>& error() const { return m_error; }

    /// The first of `names` that is there as a count of at least 0; `missing` if none is.
    int count(std::initializer_list<const char*> names, std::optional<int> missing);

    bool flag(const char* name, bool missing) const { return flag(m_json, name, missing); }

    std::string text(const char* name) const;

    /// A list's entries as text or number; null if it is no list.
    const Json* list(const char* name) const;

    /// Share of `layer_types` with this name; 0 without such a list.
    double layerShare(const char* type) const;

    /// A number of any size from 0 to 1e9, whole or not; `missing` if it is none.
    double number(const char* name, double missing) const { return number(m_json, name, missing); }
    static double number(const Json& json, const char* name, double missing);
    static bool flag(const Json& json, const char* name, bool missing);

    /// A nested section, or an empty object.
    Json section(const char* name) const;

    const Json& json() const { return m_json; }
    const std::string& where() const { return m_where; }

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

/// Layers with linear attention or a state space, layers without attention, output gates: the
/// hybrid families (Qwen3-Next and 3.5, Jamba, Nemotron-H, Granite 4, Falcon-H1, LFM2, MiniMax-01,
/// Kimi Linear).
void readHybridLayers(ConfigFields& fields, ModelArchitecture& m);

/// Layers of uneven shape and caches other than key and value of each head: Llama Nemotron's blocks,
/// MiMo-V2, Gemma 4, Step-3, DeepSeek V4.
void readUnevenLayers(ConfigFields& fields, ModelArchitecture& m);

} // namespace millwright
