#include "model/estimate/ModelConfigFields.h"
#include <algorithm>
#include <nlohmann/json.hpp>

namespace millwright
{

int ConfigFields::count(std::initializer_list<const char*> names, std::optional<int> missing)
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

bool ConfigFields::flag(const Json& json, const char* name, bool missing)
{
    const auto it = json.find(name);
    return it != json.end() && it->is_boolean() ? it->get<bool>() : missing;
}

double ConfigFields::number(const Json& json, const char* name, double missing)
{
    const auto it = json.find(name);
    const double value = it != json.end() && it->is_number() ? it->get<double>() : -1.0;
    return value >= 0.0 && value <= 1e9 ? value : missing;
}

std::string ConfigFields::text(const char* name) const
{
    const auto it = m_json.find(name);
    return it != m_json.end() && it->is_string() ? it->get<std::string>() : std::string();
}

const ConfigFields::Json* ConfigFields::list(const char* name) const
{
    const auto it = m_json.find(name);
    return it != m_json.end() && it->is_array() && !it->empty() ? &*it : nullptr;
}

double ConfigFields::layerShare(const char* type) const
{
    const Json* types = list("layer_types");
    if (!types)
        return 0.0;
    const auto isNamed = [&](const Json& t) { return t.is_string() && t.get<std::string>() == type; };
    return double(std::count_if(types->begin(), types->end(), isNamed)) / double(types->size());
}

ConfigFields::Json ConfigFields::section(const char* name) const
{
    const auto it = m_json.find(name);
    return it != m_json.end() && it->is_object() ? *it : Json::object();
}

} // namespace millwright
