#include "model/edit/Clipboard.h"
#include "model/edit/Copier.h"
#include "model/edit/PlacedRows.h"
#include "model/edit/RackActions.h"
#include <unordered_set>

namespace millwright
{
namespace
{

/// Unsets a reference that means nothing in this project.
template <class T> void keepKnown(const Draft& draft, Id<T>& reference)
{
    if (!draft.find(reference))
        reference = {};
}

void addPart(Clip& clip, std::unordered_set<std::string>& seen, const Project& project, Symbol id)
{
    if (const PartPtr part = project.parts.pointer(id); part && seen.insert(part->id).second)
        clip.parts.push_back(part);
}

void addParts(Clip& clip, const Project& project)
{
    std::unordered_set<std::string> seen;
    const auto addAll = [&](const auto& rows) {
        for (const auto& row : rows)
            addPart(clip, seen, project, row.part);
    };
    addAll(clip.racks);
    addAll(clip.devices);
    addAll(clip.powerParts);
    addAll(clip.coolingParts);
}

void addBounds(Clip& clip, const Project& project, EntityId id, bool& isFirst)
{
    const auto thing = placedThing(project.blueprint(), id);
    if (!thing)
        return;
    const Rect bounds = bodyOf(*thing, project.parts).bounds();
    clip.bounds = isFirst ? bounds : clip.bounds.united(bounds);
    isFirst = false;
}

/// The rack whose body holds the point, for devices that were copied without their rack.
Id<Rack> rackAt(const Project& project, Id<Hall> hall, Point point)
{
    for (const Rack& rack : project.blueprint().table<Rack>()) {
        const auto thing = placedThing(project.blueprint(), rack.id.value());
        if (thing && rack.at.hall == hall && bodyOf(*thing, project.parts).bounds().contains(point))
            return rack.id;
    }
    return {};
}

/// The racks of a clip in their new places, by the ids that they had.
using RackMap = std::unordered_map<EntityId, Id<Rack>>;

void pasteDevices(Draft& draft, Copier& copier, const Clip& clip, const RackMap& racks,
                  Id<Rack> under)
{
    for (Device device : clip.devices) {
        keepKnown(draft, device.fabric);
        const auto found = racks.find(device.rack.value());
        if (found != racks.end()) {
            device.rack = found->second;
        } else {
            const PartPtr part = draft.project().parts.pointer(device.part);
            if (!part || !under.isSet())
                continue;
            const auto unit = findFreeUnit(draft.project(), under, *part);
            if (!unit)
                continue;
            device.rack = under;
            device.unit = *unit;
            device.isRear = false;
        }
        copier.addDevice(std::move(device));
    }
}

} // namespace

Clip copyEntities(const Project& project, std::span<const EntityId> ids)
{
    Clip clip;
    const Blueprint& blueprint = project.blueprint();
    std::unordered_set<EntityId> chosen;
    std::unordered_set<EntityId> racks;
    bool isFirst = true;
    for (const EntityId id : distinctIds(ids)) {
        chosen.insert(id);
        if (const Rack* rack = blueprint.find(Id<Rack>(id))) {
            clip.racks.push_back(*rack);
            racks.insert(id);
        } else if (const PowerPart* power = blueprint.find(Id<PowerPart>(id))) {
            clip.powerParts.push_back(*power);
        }
        addBounds(clip, project, id, isFirst);
    }
    for (const CoolingPart& part : blueprint.table<CoolingPart>()) {
        const bool isOnFloor = !part.rack.isSet() && chosen.contains(part.id.value());
        if (isOnFloor || racks.contains(part.rack.value()))
            clip.coolingParts.push_back(part);
    }
    for (const Device& device : blueprint.table<Device>())
        if (chosen.contains(device.id.value()) || racks.contains(device.rack.value()))
            clip.devices.push_back(device);
    addParts(clip, project);
    return clip;
}

std::vector<EntityId> pasteClip(Draft& draft, const Clip& clip, Id<Hall> hall, Point centre)
{
    if (clip.isEmpty() || !draft.find(hall))
        return {};
    for (const PartPtr& part : clip.parts)
        draft.usePart(part);
    // Devices of their own go into the rack that stands there already, not into one of the clip.
    const Id<Rack> under = rackAt(draft.project(), hall, centre);
    const Point middle{(clip.bounds.left + clip.bounds.right) / 2,
                       (clip.bounds.top + clip.bounds.bottom) / 2};
    const auto place = [&](auto& row) {
        row.at.hall = hall;
        row.at.centre = row.at.centre - middle + centre;
        row.isLocked = false;
    };
    Copier copier(draft);
    std::vector<EntityId> added;
    RackMap racks;
    for (Rack row : clip.racks) {
        const EntityId original = row.id.value();
        place(row);
        keepKnown(draft, row.loop);
        added.push_back(copier.addRack(std::move(row)));
        racks.emplace(original, Id<Rack>(added.back()));
    }
    for (PowerPart row : clip.powerParts) {
        place(row);
        added.push_back(copier.addPower(std::move(row)));
    }
    for (CoolingPart row : clip.coolingParts) {
        const bool isDoor = row.rack.isSet();
        if (isDoor)
            row.rack = racks.at(row.rack.value());
        else
            place(row);
        keepKnown(draft, row.serves);
        keepKnown(draft, row.source);
        const EntityId id = copier.addCooling(std::move(row));
        if (!isDoor)
            added.push_back(id);
    }
    pasteDevices(draft, copier, clip, racks, under);
    return added;
}

} // namespace millwright
