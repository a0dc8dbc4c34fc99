#pragma once
#include "model/base/Result.h"
#include "model/estimate/ModelArchitecture.h"
#include <cmath>
#include <nlohmann/json.hpp>
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
    int count(std::initializer_list<const char*> names, std::optional<int> missing)
    {
        for (const char* name : names) {
            const auto it = m_json.find(name);
            if (it == m_json.end() || it->is_null())
                continue;
            const double value = it->is_number() ? it->get<double>() : -1.0;
            if (!(value >= 0.0) || value > 1e9 || value != std::floor(value)) {
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

    /// A list's entries as text or number; null if it is no list.
    const Json* list(const char* name) const
    {
        const auto it = m_json.find(name);
        return it != m_json.end() && it->is_array() && !it->empty() ? &*it : nullptr;
    }

    /// A nested section, or an empty object.
    Json section(const char* name) const
    {
        const auto it = m_json.find(name);
        return it != m_json.end() && it->is_object() ? *it : Json::object();
    }

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
/// hybrid families (Qwen3-Next and 3.5, Jamba, Nemotron-H, MiniMax-01).
void readHybridLayers(ConfigFields& fields, ModelArchitecture& m);

} // namespace millwright
