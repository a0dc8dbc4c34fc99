#include "model/parts/Part.h"
#include "model/parts/PartSource.h"
#include <algorithm>
#include <array>
#include <unordered_map>

namespace millwright
{
namespace
{

constexpr std::array fieldRows{
#define FIELD(name, key, type, factor, unit, label, low, high)                                     \
    FieldInfo{FieldKey::name, key, FieldType::type, factor, unit, label, low, high},
#include "model/parts/FieldKeys.def"
#undef FIELD
};
static_assert(fieldRows.size() == static_cast<std::size_t>(FieldKey::Count));

// From best to worst, as the enumeration.
constexpr std::array<std::string_view, 5> confidenceNames{"verified", "secondary", "derived",
                                                          "unverified", "suspect"};

/// Of several values of one key the first stays the default, the rest are kept beside it.
void separateRepeatedKeys(Part& part)
{
    std::ranges::stable_sort(part.fields, {}, &Field::key);
    std::vector<Field> defaults;
    defaults.reserve(part.fields.size());
    for (Field& field : part.fields) {
        const bool isRepeated = !defaults.empty() && defaults.back().key == field.key;
        (isRepeated ? part.otherValues : defaults).push_back(std::move(field));
    }
    part.fields = std::move(defaults);
    std::ranges::stable_sort(part.otherValues, {}, &Field::key);
}

} // namespace

const FieldInfo& fieldInfo(FieldKey key)
{
    return fieldRows[std::min(static_cast<std::size_t>(key), fieldRows.size() - 1)];
}

std::optional<FieldKey> fieldFromName(std::string_view name)
{
    static const auto byName = [] {
        std::unordered_map<std::string_view, FieldKey> map;
        for (const FieldInfo& info : fieldRows)
            map.emplace(info.name, info.key);
        return map;
    }();
    const auto found = byName.find(name);
    return found == byName.end() ? std::nullopt : std::optional(found->second);
}

std::string_view confidenceName(Confidence confidence)
{
    return confidenceNames[std::min(static_cast<std::size_t>(confidence),
                                    confidenceNames.size() - 1)];
}

std::optional<Confidence> confidenceFromName(std::string_view name)
{
    const auto found = std::ranges::find(confidenceNames, name);
    if (found == confidenceNames.end())
        return std::nullopt;
    return static_cast<Confidence>(found - confidenceNames.begin());
}

const Field* Part::field(FieldKey key) const
{
    const auto found = std::ranges::lower_bound(fields, key, {}, &Field::key);
    return found != fields.end() && found->key == key ? &*found : nullptr;
}

std::optional<double> Part::number(FieldKey key) const
{
    const Field* found = field(key);
    if (!found || fieldInfo(key).type != FieldType::Number)
        return std::nullopt;
    return found->si();
}

std::string_view Part::text(FieldKey key) const
{
    const Field* found = field(key);
    return found ? std::string_view(found->text) : std::string_view{};
}

Confidence prevailingConfidence(const Part& part)
{
    std::array<int, 5> counts{};
    for (const Field& field : part.fields)
        ++counts[std::min<std::size_t>(static_cast<std::size_t>(field.confidence), 4)];
    const auto most = std::max_element(counts.rbegin(), counts.rend());
    if (*most == 0)
        return Confidence::Unverified;
    return static_cast<Confidence>(counts.rend() - most - 1);
}

PartPtr finishPart(Part part)
{
    separateRepeatedKeys(part);
    part.figures = resolveFigures(part);
    return std::make_shared<const Part>(std::move(part));
}

} // namespace millwright
