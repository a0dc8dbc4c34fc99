#include "model/edit/RackActions.h"
#include "model/edit/PlaceActions.h"
#include <algorithm>
#include <optional>

namespace millwright
{
namespace
{

/// Height of a rack whose part does not say: the most common EIA-310 frame.
constexpr int assumedUnits = 42;

struct Occupant {
    int unit = 0;
    int height = 0;
    bool isRear = false;
    Length depth;
};

/// A rack with what is in it.
struct RackSpace {
    const Rack* rack = nullptr;
    int units = 0;
    Length mountingDepth;
    double loadLimit_kg = 0.0;
    double load_kg = 0.0;
    std::vector<Occupant> occupants;
};

int unitsOf(const Part* part)
{
    if (part && part->figures.internalUnits > 0)
        return part->figures.internalUnits;
    return part && part->kind == PartKind::RackSystem ? 0 : assumedUnits;
}

Result<RackSpace> spaceOf(const Project& project, Id<Rack> id, Id<Device> ignored)
{
    RackSpace space;
    space.rack = project.blueprint().find(id);
    if (!space.rack)
        return fail("rack.no-rack");
    const Part* part = project.parts.find(space.rack->part);
    space.units = unitsOf(part);
    if (part) {
        space.mountingDepth = part->figures.mountingDepth;
        space.loadLimit_kg = part->figures.loadLimit.si();
    }
    for (const Device& device : project.blueprint().table<Device>()) {
        if (device.rack != id || device.id == ignored)
            continue;
        const Part* mounted = project.parts.find(device.part);
        space.load_kg += mounted ? mounted->figures.mass.si() : 0.0;
        if (device.unit > 0)
            space.occupants.push_back({device.unit, mounted ? mounted->figures.rackUnits : 1,
                                       device.isRear, mounted ? mounted->figures.depth : Length{}});
    }
    return space;
}

/// Front and rear devices share their units as long as both depths are known and leave room for
/// each other.
bool collide(const RackSpace& space, const Occupant& a, const Occupant& b)
{
    if (a.unit + a.height <= b.unit || b.unit + b.height <= a.unit || a.height == 0 ||
        b.height == 0)
        return false;
    if (a.isRear == b.isRear)
        return true;
    const bool isKnown = a.depth > Length{} && b.depth > Length{} && space.mountingDepth > Length{};
    return isKnown && a.depth + b.depth > space.mountingDepth;
}

Result<void> checkPart(const RackSpace& space, const Part& part)
{
    const std::string& label = space.rack->label;
    if (!goesIntoRack(part.kind))
        return fail("rack.not-mountable", {part.displayName(), label});
    if (space.mountingDepth > Length{} && part.figures.depth > space.mountingDepth)
        return fail("rack.too-deep", {part.displayName(), Measure{part.figures.depth.metres(), "m"},
                                      Measure{space.mountingDepth.metres(), "m"}, label});
    const double load = space.load_kg + part.figures.mass.si();
    if (space.loadLimit_kg > 0.0 && load > space.loadLimit_kg)
        return fail("rack.too-heavy", {part.displayName(), Measure{load, "kg"},
                                       Measure{space.loadLimit_kg, "kg"}, label});
    return {};
}

Result<void> checkUnit(const RackSpace& space, const Part& part, int unit, bool isRear)
{
    const int height = part.figures.rackUnits;
    // Parts without units hang beside them at 0; a unit that is given all the same has to exist.
    const int lowest = height == 0 ? 0 : 1;
    if (unit < lowest || unit > space.units || height > space.units - std::max(unit, 1) + 1)
        return fail("rack.outside-units",
                    {part.displayName(), std::int64_t{unit}, std::int64_t{height},
                     space.rack->label, std::int64_t{space.units}});
    const Occupant wanted{unit, height, isRear, part.figures.depth};
    for (const Occupant& occupant : space.occupants)
        if (collide(space, wanted, occupant))
            return fail("rack.units-taken",
                        {std::int64_t{unit}, std::int64_t{unit + height - 1}, space.rack->label});
    return {};
}

Result<int> freeUnit(const RackSpace& space, const Part& part)
{
    if (auto fits = checkPart(space, part); !fits)
        return fits.error();
    if (part.figures.rackUnits == 0)
        return 0;
    for (int unit = 1; unit <= space.units; ++unit)
        if (checkUnit(space, part, unit, false))
            return unit;
    return fail("rack.full",
                {space.rack->label, part.displayName(), std::int64_t{part.figures.rackUnits}});
}

} // namespace

Result<void> checkMount(const Project& project, Id<Rack> rack, const Part& part, int unit,
                        Id<Device> ignored)
{
    const auto space = spaceOf(project, rack, ignored);
    if (!space)
        return space.error();
    if (auto fits = checkPart(*space, part); !fits)
        return fits;
    const Device* moved = project.blueprint().find(ignored);
    return checkUnit(*space, part, unit, moved && moved->isRear);
}

Result<int> findFreeUnit(const Project& project, Id<Rack> rack, const Part& part)
{
    const auto space = spaceOf(project, rack, {});
    if (!space)
        return space.error();
    return freeUnit(*space, part);
}

Result<Id<Device>> mountDevice(Draft& draft, Id<Rack> rack, const PartPtr& part, int unit)
{
    if (!part)
        return fail("rack.not-mountable");
    const auto space = spaceOf(draft.project(), rack, {});
    if (!space)
        return space.error();
    if (unit == 0) {
        const auto lowest = freeUnit(*space, *part);
        if (!lowest)
            return lowest.error();
        unit = *lowest;
    } else {
        if (auto fits = checkPart(*space, *part); !fits)
            return fits.error();
        if (auto fits = checkUnit(*space, *part, unit, false); !fits)
            return fits.error();
    }
    Device device;
    device.rack = rack;
    device.part = part->id;
    device.unit = part->figures.rackUnits == 0 ? 0 : unit;
    device.label = nextLabel(draft.blueprint(), part->kind);
    draft.usePart(part);
    return draft.add(std::move(device));
}

Result<void> moveDevice(Draft& draft, Id<Device> id, Id<Rack> rack, int unit)
{
    const Device* device = draft.find(id);
    if (!device)
        return fail("rack.no-device");
    const auto space = spaceOf(draft.project(), rack, id);
    if (!space)
        return space.error();
    if (const Part* part = draft.project().parts.find(device->part)) {
        if (auto fits = checkPart(*space, *part); !fits)
            return fits;
        if (part->figures.rackUnits == 0)
            unit = 0;
        if (auto fits = checkUnit(*space, *part, unit, device->isRear); !fits)
            return fits;
    } else if (unit < 0 || unit > space->units) {
        return fail("rack.outside-units", {device->part.str(), std::int64_t{unit}, std::int64_t{1},
                                           space->rack->label, std::int64_t{space->units}});
    }
    draft.change(id, [&](Device& row) {
        row.rack = rack;
        row.unit = unit;
    });
    return {};
}

Result<Id<CoolingPart>> hangOnRack(Draft& draft, Id<Rack> id, const PartPtr& part)
{
    const Rack* rack = draft.find(id);
    if (!rack)
        return fail("rack.no-rack");
    if (!part || (part->kind != PartKind::RearDoor && part->kind != PartKind::InRackCdu))
        return fail("rack.not-hangable", {part ? part->displayName() : std::string(), rack->label});
    for (const CoolingPart& other : draft.blueprint().table<CoolingPart>()) {
        const Part* hung = draft.project().parts.find(other.part);
        if (other.rack == id && hung && hung->kind == PartKind::RearDoor &&
            part->kind == PartKind::RearDoor)
            return fail("rack.has-door", {rack->label});
    }
    CoolingPart row;
    row.rack = id;
    row.part = part->id;
    row.label = nextLabel(draft.blueprint(), part->kind);
    draft.usePart(part);
    return draft.add(std::move(row));
}

} // namespace millwright
