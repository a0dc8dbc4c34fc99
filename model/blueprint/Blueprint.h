#pragma once
#include "model/blueprint/Entities.h"
#include "model/blueprint/Table.h"
#include "model/blueprint/WorkloadEntities.h"
#include <array>
#include <memory>
#include <string>
#include <optional>
#include <string_view>
#include <tuple>
#include <unordered_map>

namespace millwright {

/// All entity types, in the order of EntityKind and of the project file.
using EntityTuple = std::tuple<Site, Building, Floor, Hall, Feature, Rack, Device, PowerPart, Feed, CoolingPart, Loop, Fabric,
                               Workload, Assumption, Waiver, BillItem, CalibratedFactor>;
inline constexpr std::size_t entityKindCount = std::tuple_size_v<EntityTuple>;

enum class EntityKind : std::uint8_t {
    Site, Building, Floor, Hall, Feature, Rack, Device, PowerPart, Feed, CoolingPart, Loop, Fabric, Workload, Assumption,
    Waiver, BillItem, CalibratedFactor
};

namespace detail {
template <class T, class Tuple> struct IndexOf;
template <class T, class... Rest>
struct IndexOf<T, std::tuple<T, Rest...>> : std::integral_constant<std::size_t, 0> {};
template <class T, class First, class... Rest>
struct IndexOf<T, std::tuple<First, Rest...>> : std::integral_constant<std::size_t, 1 + IndexOf<T, std::tuple<Rest...>>::value> {};
template <class Tuple> struct TablesOf;
template <class... Ts> struct TablesOf<std::tuple<Ts...>> { using Type = std::tuple<Table<Ts>...>; };
} // namespace detail

template <class T>
inline constexpr EntityKind entityKind = static_cast<EntityKind>(detail::IndexOf<T, EntityTuple>::value);

std::string_view entityKindName(EntityKind kind); ///< stable name for files: "rack", "power-part"

/// One design: a table per kind of entity. A plain value; copies share their rows.
class Blueprint {
public:
    template <class T> const Table<T>& table() const { return std::get<Table<T>>(m_tables); }
    template <class T> Table<T>& table() { return std::get<Table<T>>(m_tables); }
    template <class T> const T* find(Id<T> id) const { return table<T>().find(id); }

    /// Calls visit(table) for each table in order.
    template <class Visitor> void forEachTable(Visitor&& visit) const
    {
        std::apply([&](const auto&... tables) { (visit(tables), ...); }, m_tables);
    }
    template <class Visitor> void forEachTable(Visitor&& visit)
    {
        std::apply([&](auto&... tables) { (visit(tables), ...); }, m_tables);
    }

    /// What kind of entity `id` is, or nothing. Tries every table: not for inner loops.
    std::optional<EntityKind> kindOf(EntityId id) const;
    /// Its label or name for people; "#12" when it has none.
    std::string labelOf(EntityId id) const;

    /// Keys of the file that this version does not know, by entity, each a JSON object; written back unchanged.
    std::shared_ptr<const std::unordered_map<EntityId, std::string>> unknownKeys;

    friend bool operator==(const Blueprint& a, const Blueprint& b) { return a.m_tables == b.m_tables; }

private:
    detail::TablesOf<EntityTuple>::Type m_tables;
};

/// The side on which the front of a placed body lies, and its body for a part with this footprint.
OrientedBox bodyOf(const Placement& at, Length width, Length depth);

} // namespace millwright
