#pragma once
#include "model/blueprint/PlacedThing.h"
#include "model/edit/Draft.h"
#include <span>
#include <vector>

namespace millwright
{

/// Calls visit(row) with the Rack, PowerPart or CoolingPart of this id; false if it is none of
/// them.
template <class Visitor>
bool withPlacedRow(const Blueprint& blueprint, EntityId id, Visitor&& visit)
{
    if (const Rack* rack = blueprint.find(Id<Rack>(id)))
        visit(*rack);
    else if (const PowerPart* power = blueprint.find(Id<PowerPart>(id)))
        visit(*power);
    else if (const CoolingPart* cooling = blueprint.find(Id<CoolingPart>(id)))
        visit(*cooling);
    else
        return false;
    return true;
}

/// True if the row hangs on a rack instead of standing on the floor.
template <class Row> bool hangsOnRack(const Row& row)
{
    if constexpr (requires { row.rack; })
        return row.rack.isSet();
    else
        return false;
}

/// Gives the thing a place by edit(placement); false if it stands nowhere, is locked or stays where
/// it was.
template <class Function> bool changePlace(Draft& draft, EntityId id, Function&& edit)
{
    bool isChanged = false;
    withPlacedRow(draft.blueprint(), id, [&](auto row) {
        if (row.isLocked || !row.at.hall.isSet() || hangsOnRack(row))
            return;
        const Placement before = row.at;
        edit(row.at);
        isChanged = !(row.at == before);
        if (isChanged)
            draft.put(std::move(row));
    });
    return isChanged;
}

/// The ids without repeats, in their order.
std::vector<EntityId> distinctIds(std::span<const EntityId> ids);

} // namespace millwright
