#include "model/assist/RackRoom.h"
#include <algorithm>

namespace millwright
{

RackRoom::RackRoom(const Project& project)
{
    const Blueprint& blueprint = project.blueprint();
    for (const Rack& rack : blueprint.table<Rack>()) {
        Content& content = m_racks[rack.id];
        const Part* part = project.parts.find(rack.part);
        content.units = 42; // the most common EIA-310 frame where a part does not say
        if (!part)
            continue;
        content.isSystem = part->kind == PartKind::RackSystem;
        content.hasAccelerators = part->figures.acceleratorCount > 0;
        if (part->figures.internalUnits > 0)
            content.units = std::min(part->figures.internalUnits, mostUnits - 1);
        content.mountingDepth = part->figures.mountingDepth;
        content.limit = part->figures.loadLimit.si();
    }
    for (const Device& device : blueprint.table<Device>()) {
        const Part* part = project.parts.find(device.part);
        if (part && m_racks.contains(device.rack))
            take(device.rack, *part, device.unit);
    }
}

RackRoom::Use RackRoom::use(Id<Rack> rack) const
{
    const auto found = m_racks.find(rack);
    if (found == m_racks.end() || found->second.isSystem)
        return Use::Whole;
    const Content& content = found->second;
    return content.hasAccelerators ? Use::Compute
           : content.hasSwitch     ? Use::Network
           : content.hasDevices    ? Use::Other
                                   : Use::Empty;
}

std::optional<int> RackRoom::find(Id<Rack> rack, const Part& part) const
{
    const auto found = m_racks.find(rack);
    if (found == m_racks.end() || found->second.isSystem)
        return std::nullopt;
    const Content& content = found->second;
    const PartFigures& figures = part.figures;
    if (content.mountingDepth > Length{} && figures.depth > content.mountingDepth)
        return std::nullopt;
    if (content.limit > 0.0 && content.load + figures.mass.si() > content.limit)
        return std::nullopt;
    if (figures.rackUnits <= 0)
        return 0;
    int free = 0;
    for (int unit = 1; unit <= content.units; ++unit) {
        free = content.taken.test(static_cast<std::size_t>(unit)) ? 0 : free + 1;
        if (free == figures.rackUnits)
            return unit - figures.rackUnits + 1;
    }
    return std::nullopt;
}

double RackRoom::power(Id<Rack> rack) const
{
    const auto found = m_racks.find(rack);
    return found == m_racks.end() ? 0.0 : found->second.power;
}

void RackRoom::take(Id<Rack> rack, const Part& part, int unit)
{
    Content& content = m_racks[rack];
    content.load += part.figures.mass.si();
    content.power += part.figures.powerMax.si();
    content.hasSwitch = content.hasSwitch || part.kind == PartKind::Switch;
    content.hasAccelerators = content.hasAccelerators || part.figures.acceleratorCount > 0;
    content.hasDevices = content.hasDevices || part.figures.rackUnits > 0;
    if (unit > 0)
        for (int u = unit; u < std::min(unit + part.figures.rackUnits, mostUnits); ++u)
            content.taken.set(static_cast<std::size_t>(u));
}

} // namespace millwright
