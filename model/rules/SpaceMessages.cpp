#include "model/rules/AllRules.h"

namespace millwright
{

std::span<const MessagePattern> spaceRulePatterns()
{
    static constexpr MessagePattern rows[] = {
        {"rule.space.overlap", "No two bodies share floor, and each stands inside its hall"},
        {"space.overlap.bodies", "{0} and {1} overlap by {2}"},
        {"space.overlap.outside", "{0} stands {1} outside its hall"},
        {"space.overlap.feature", "{0} stands {2} inside {1}"},
        {"rule.space.clearance", "Service clearances are free"},
        {"space.clearance.blocked", "{0} stands {2} inside the service clearance of {1}"},
        {"rule.space.aisle-width", "Aisles are wide enough"},
        {"space.aisle-width.cold", "The cold aisle before {0} to {1} is {2} wide, {3} needed"},
        {"space.aisle-width.hot", "The hot aisle behind {0} to {1} is {2} wide, {3} needed"},
        {"rule.space.aisle-orientation", "Fronts face fronts and rears face rears"},
        {"space.aisle-orientation.mixed", "{0} to {1} breathe in the exhaust of the row opposite"},
        {"fix.rotate-row", "Turn the row around"},
        {"rule.space.floor-load", "The floor carries every rack"},
        {"space.floor-load.distributed", "{0} loads the floor with {1}, limit {2}"},
        {"space.floor-load.caster", "{0} puts {1} on one caster, limit {2}"},
        {"rule.space.delivery", "Every rack can be brought in"},
        {"space.delivery.rolling", "{0} rolls in with {1}, the floor allows {2}"},
        {"space.delivery.width", "{0} is {1} wide, the widest door {2}"},
        {"space.delivery.height", "{0} is {1} tall, the door {2}"},
        {"rule.space.electrical-clearance", "Working space before electrical equipment is free"},
        {"space.electrical-clearance.blocked", "{1} leaves {2} before {0}, {3} needed"},
        {"rule.space.height", "Everything fits under the ceiling"},
        {"space.height.tall", "{0} needs {1} with the space above it, the hall has {2}"},
        {"rule.rack.units", "Devices do not share rack units"},
        {"rack.units.outside", "{0} in {1} reaches U {2} of {3}"},
        {"rack.units.shared", "{0} and {1} share units in {2}"},
        {"rule.rack.depth", "Devices fit their rack's depth"},
        {"rack.depth.deep", "{0} is {2} deep, {1} takes {3}"},
        {"rule.rack.mass", "Racks carry what is in them"},
        {"rack.mass.heavy", "{0} holds {1}, its limit is {2}"},
        {"rule.rack.part", "Every part used is known"},
        {"rack.part.unknown", "{0} uses the part {1}, which the design does not hold"},
    };
    return rows;
}

} // namespace millwright
