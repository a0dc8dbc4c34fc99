#include "model/blueprint/PlacedThing.h"

namespace millwright {
namespace {

template <class T> std::optional<PlacedThing> placedRow(const Blueprint& blueprint, EntityId id)
{
    const T* row = blueprint.find(Id<T>(id));
    if (!row || !row->at.hall.isSet())
        return std::nullopt;
    if constexpr (requires { row->rack; })
        if (row->rack.isSet())
            return std::nullopt;
    return PlacedThing{entityKind<T>, id, row->at, row->part, row->label, row->isLocked};
}

} // namespace

std::optional<PlacedThing> placedThing(const Blueprint& blueprint, EntityId id)
{
    if (auto rack = placedRow<Rack>(blueprint, id))
        return rack;
    if (auto power = placedRow<PowerPart>(blueprint, id))
        return power;
    return placedRow<CoolingPart>(blueprint, id);
}

OrientedBox bodyOf(const PlacedThing& thing, const PartLibrary& parts)
{
    const Length unknown = Length::millimetres(600);
    const Part* part = parts.find(thing.part);
    const Length width = part && part->figures.width > Length{} ? part->figures.width : unknown;
    const Length depth = part && part->figures.depth > Length{} ? part->figures.depth : unknown;
    return bodyOf(thing.at, width, depth);
}

} // namespace millwright
