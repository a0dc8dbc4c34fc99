#include "model/blueprint/Project.h"
#include <algorithm>

namespace millwright {
namespace {

constexpr ParameterInfo parameterRows[] = {
#define PARAMETER(name, key, value, unit, label, source) {Parameter::name, key, value, unit, label, source},
#include "model/blueprint/Parameters.def"
#undef PARAMETER
};

} // namespace

const std::map<Symbol, PartPtr>& PartLibrary::all() const
{
    static const std::map<Symbol, PartPtr> none;
    return m_parts ? m_parts->ordered : none;
}

const Part* PartLibrary::find(Symbol id) const
{
    if (!m_parts)
        return nullptr;
    const auto found = m_parts->index.find(id);
    return found == m_parts->index.end() ? nullptr : found->second;
}

PartPtr PartLibrary::pointer(Symbol id) const
{
    const auto found = all().find(id);
    return found == all().end() ? nullptr : found->second;
}

void PartLibrary::put(PartPtr part)
{
    auto copy = all();
    copy.insert_or_assign(Symbol(part->id), std::move(part));
    set(std::move(copy));
}

void PartLibrary::putAll(std::vector<PartPtr> parts)
{
    auto copy = all();
    for (PartPtr& part : parts)
        copy.insert_or_assign(Symbol(part->id), std::move(part));
    set(std::move(copy));
}

void PartLibrary::remove(Symbol id)
{
    auto copy = all();
    copy.erase(id);
    set(std::move(copy));
}

void PartLibrary::set(std::map<Symbol, PartPtr> ordered)
{
    auto content = std::make_shared<Content>();
    for (const auto& [id, part] : ordered)
        content->index.emplace(id, part.get());
    content->ordered = std::move(ordered);
    m_parts = std::move(content);
}

bool operator==(const PartLibrary& a, const PartLibrary& b)
{
    if (a.isSameAs(b))
        return true;
    return std::equal(a.all().begin(), a.all().end(), b.all().begin(), b.all().end(), [](const auto& x, const auto& y) {
        return x.first == y.first && (x.second == y.second || *x.second == *y.second);
    });
}

const std::vector<ProjectModel>& ModelShelf::all() const
{
    static const std::vector<ProjectModel> none;
    return m_models ? *m_models : none;
}

const ProjectModel* ModelShelf::find(std::string_view id) const
{
    const auto found = std::find_if(all().begin(), all().end(), [&](const ProjectModel& model) { return model.id == id; });
    return found == all().end() ? nullptr : &*found;
}

void ModelShelf::put(ProjectModel model)
{
    auto copy = all();
    std::erase_if(copy, [&](const ProjectModel& other) { return other.id == model.id; });
    const auto at = std::find_if(copy.begin(), copy.end(), [&](const ProjectModel& other) { return model.id < other.id; });
    copy.insert(at, std::move(model));
    m_models = std::make_shared<const std::vector<ProjectModel>>(std::move(copy));
}

void ModelShelf::remove(std::string_view id)
{
    auto copy = all();
    std::erase_if(copy, [&](const ProjectModel& other) { return other.id == id; });
    m_models = std::make_shared<const std::vector<ProjectModel>>(std::move(copy));
}

const ParameterInfo& parameterInfo(Parameter parameter)
{
    return parameterRows[static_cast<std::size_t>(parameter)];
}

std::optional<Parameter> parameterFromKey(std::string_view key)
{
    for (const ParameterInfo& row : parameterRows)
        if (row.key == key)
            return row.parameter;
    return std::nullopt;
}

ParameterValues::ParameterValues()
{
    for (const ParameterInfo& row : parameterRows)
        m_values[static_cast<std::size_t>(row.parameter)] = row.standard;
}

ParameterValues::ParameterValues(const Blueprint& blueprint) : ParameterValues()
{
    for (const Assumption& assumption : blueprint.table<Assumption>())
        if (const auto p = parameterFromKey(assumption.key.view())) {
            m_values[static_cast<std::size_t>(*p)] = assumption.value;
            m_isChanged[static_cast<std::size_t>(*p)] = true;
        }
}

} // namespace millwright
