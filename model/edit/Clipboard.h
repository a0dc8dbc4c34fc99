#pragma once
#include "model/edit/Draft.h"
#include <span>

namespace millwright {

/// What copy took: placed things with their devices, and the parts they are made of. Independent of the project.
struct Clip {
    std::vector<Rack> racks;
    std::vector<Device> devices;
    std::vector<PowerPart> powerParts;
    std::vector<CoolingPart> coolingParts;
    std::vector<PartPtr> parts;
    Rect bounds;             ///< around all bodies
    bool isEmpty() const { return racks.empty() && powerParts.empty() && coolingParts.empty() && devices.empty(); }
};

/// Copies placed things (and devices picked on their own).
Clip copyEntities(const Project& project, std::span<const EntityId> ids);

/// Puts a clip into a hall so that the centre of its bounds is at `centre`; returns the new placed ids.
std::vector<EntityId> pasteClip(Draft& draft, const Clip& clip, Id<Hall> hall, Point centre);

} // namespace millwright
