#include "model/edit/PlaceActions.h"
#include "model/edit/PlacedRows.h"
#include <bitset>
#include <type_traits>
#include <unordered_set>

namespace millwright
{
namespace
{

/// Ids with a filter before them: nearly every row of a design is asked about, hardly any is in it.
class IdSet
{
public:
    void insert(EntityId id)
    {
        m_filter.set(id % filterSize);
        m_ids.insert(id);
    }
    bool contains(EntityId id) const
    {
        return m_filter[id % filterSize] && m_ids.contains(id);
    }
    const std::unordered_set<EntityId>& ids() const { return m_ids; }
    bool empty() const { return m_ids.empty(); }
    std::size_t size() const { return m_ids.size(); }

private:
    static constexpr std::size_t filterSize = 4096;
    std::bitset<filterSize> m_filter;
    std::unordered_set<EntityId> m_ids;
};

/// True if the row is locked against the user's hand.
template <class Row> bool isLockedRow(const Row& row)
{
    if constexpr (requires { row.isLocked; })
        return row.isLocked;
    else
        return false;
}

/// The ids that exist and are not locked.
IdSet deletable(const Blueprint& blueprint, std::span<const EntityId> ids)
{
    IdSet doomed;
    for (const EntityId id : ids)
        blueprint.forEachTable([&]<class T>(const Table<T>& rows) {
            const T* row = rows.find(Id<T>(id));
            if (row && !isLockedRow(*row))
                doomed.insert(id);
        });
    return doomed;
}

template <class Reference> bool names(const Reference& reference, const IdSet& doomed)
{
    return reference.isSet() && doomed.contains(reference.value());
}

/// Adds what hangs on the doomed: devices and doors of racks, circuits at either end, features of
/// halls.
void addHanging(const Blueprint& blueprint, IdSet& doomed)
{
    for (const Device& device : blueprint.table<Device>())
        if (names(device.rack, doomed))
            doomed.insert(device.id.value());
    for (const CoolingPart& door : blueprint.table<CoolingPart>())
        if (names(door.rack, doomed))
            doomed.insert(door.id.value());
    for (const Feature& feature : blueprint.table<Feature>())
        if (names(feature.hall, doomed))
            doomed.insert(feature.id.value());
    for (const Feed& feed : blueprint.table<Feed>())
        if (names(feed.source, doomed) || doomed.contains(feed.target))
            doomed.insert(feed.id.value());
}

/// Calls visit(reference) for what a row names without hanging on it.
template <class Row, class Visitor> void visitReferences(Row& row, Visitor&& visit)
{
    if constexpr (requires { row.at; })
        visit(row.at.hall);
    if constexpr (requires { row.loop; })
        visit(row.loop);
    if constexpr (requires { row.fabric; })
        visit(row.fabric);
    if constexpr (requires { row.serves; }) {
        visit(row.serves);
        visit(row.source);
    }
    if constexpr (requires { row.floor; })
        visit(row.floor);
    if constexpr (requires { row.building; })
        visit(row.building);
    if constexpr (requires { row.site; })
        visit(row.site);
}

/// The kinds that visitReferences() finds; deleting any other leaves no row that names it.
template <class T>
inline constexpr bool isReferenced =
    std::is_same_v<T, Hall> || std::is_same_v<T, Loop> || std::is_same_v<T, Fabric> ||
    std::is_same_v<T, Floor> || std::is_same_v<T, Building> || std::is_same_v<T, Site>;

/// Takes the doomed out of the references of a row that stays.
template <class Row> void unsetReferences(Draft& draft, const Row& row, const IdSet& doomed)
{
    bool isNamed = false;
    visitReferences(row,
                    [&](const auto& reference) { isNamed = isNamed || names(reference, doomed); });
    if (!isNamed)
        return;
    Row copy = row;
    visitReferences(copy, [&](auto& reference) {
        if (names(reference, doomed))
            reference = {};
    });
    draft.put(std::move(copy));
}

} // namespace

std::size_t deleteEntities(Draft& draft, std::span<const EntityId> ids)
{
    const Blueprint before = draft.blueprint();
    IdSet doomed = deletable(before, ids);
    if (doomed.empty())
        return 0;
    addHanging(before, doomed);
    bool isNamedByOthers = false;
    before.forEachTable([&]<class T>(const Table<T>& rows) {
        for (const EntityId id : doomed.ids())
            if (rows.contains(Id<T>(id))) {
                draft.remove(Id<T>(id));
                isNamedByOthers = isNamedByOthers || isReferenced<T>;
            }
    });
    if (isNamedByOthers)
        before.forEachTable([&]<class T>(const Table<T>& rows) {
            for (const T& row : rows)
                if (!doomed.contains(row.id.value()))
                    unsetReferences(draft, row, doomed);
        });
    return doomed.size();
}

} // namespace millwright
