#pragma once
#include "model/blueprint/Project.h"
#include <optional>

namespace millwright {

/// What racks, power parts and cooling parts have in common: a part at a place with a label.
struct PlacedThing {
    EntityKind kind{};
    EntityId id = 0;
    Placement at;
    Symbol part;
    std::string_view label; ///< points into the blueprint's row
    bool isLocked = false;
};

/// The placed thing of this id; nothing for devices, halls and things attached to a rack (rear doors).
std::optional<PlacedThing> placedThing(const Blueprint& blueprint, EntityId id);

/// Calls visit(PlacedThing) for every rack, power part and free-standing cooling part, by kind and rising id.
template <class Visitor> void forEachPlaced(const Blueprint& blueprint, Visitor&& visit)
{
    const auto walk = [&]<class T>(const Table<T>& rows) {
        for (const T& row : rows) {
            if constexpr (requires { row.rack; })
                if (row.rack.isSet())
                    continue;
            if (row.at.hall.isSet())
                visit(PlacedThing{entityKind<T>, row.id.value(), row.at, row.part, row.label, row.isLocked});
        }
    };
    walk(blueprint.table<Rack>());
    walk(blueprint.table<PowerPart>());
    walk(blueprint.table<CoolingPart>());
}

/// The body of a placed thing; a part without known size counts as 600 x 600 mm.
OrientedBox bodyOf(const PlacedThing& thing, const PartLibrary& parts);

} // namespace millwright
