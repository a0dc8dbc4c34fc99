#include "model/blueprint/Blueprint.h"

namespace millwright {
namespace {

constexpr std::array<std::string_view, entityKindCount> kindNames = {
    "site", "building", "floor", "hall", "feature", "rack", "device", "power-part", "feed", "cooling-part", "loop", "fabric",
    "workload", "assumption", "waiver", "bill-item", "calibrated-factor"};

template <class T>
std::string labelText(const T& row)
{
    if constexpr (requires { row.label; })
        return row.label;
    else if constexpr (requires { row.name; })
        return row.name;
    else
        return {};
}

} // namespace

std::string_view entityKindName(EntityKind kind)
{
    return kindNames[static_cast<std::size_t>(kind)];
}

std::optional<EntityKind> Blueprint::kindOf(EntityId id) const
{
    std::optional<EntityKind> kind;
    forEachTable([&]<class T>(const Table<T>& rows) {
        if (!kind && rows.contains(Id<T>(id)))
            kind = entityKind<T>;
    });
    return kind;
}

std::string Blueprint::labelOf(EntityId id) const
{
    std::string label;
    forEachTable([&]<class T>(const Table<T>& rows) {
        if (const T* row = rows.find(Id<T>(id)))
            label = labelText(*row);
    });
    return label.empty() ? "#" + std::to_string(id) : label;
}

OrientedBox bodyOf(const Placement& at, Length width, Length depth)
{
    return {at.centre, width, depth, at.rotation};
}

} // namespace millwright
