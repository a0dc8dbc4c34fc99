#include "model/graph/CoolingGraph.h"
#include <algorithm>
#include <cctype>
#include <string>

namespace millwright
{
namespace
{

CoolingRole roleOf(const CoolingPart& row, PartKind kind)
{
    const bool hasLoop = row.serves.isSet();
    const bool hasRack = row.rack.isSet();
    switch (kind) {
    case PartKind::Crah:
    case PartKind::InRowCooler:
        return CoolingRole::Air;
    case PartKind::RearDoor:
        return hasRack ? CoolingRole::RackAir : CoolingRole::Air;
    case PartKind::InRackCdu:
    case PartKind::Cdu:
        return hasLoop ? CoolingRole::Loop : hasRack ? CoolingRole::RackLiquid : CoolingRole::Idle;
    case PartKind::ImmersionTank:
        return hasRack ? CoolingRole::RackAll : hasLoop ? CoolingRole::Loop : CoolingRole::Idle;
    case PartKind::Chiller:
    case PartKind::DryCooler:
    case PartKind::CoolingTower:
        return hasLoop ? CoolingRole::Loop : CoolingRole::Idle;
    case PartKind::Pump:
        return hasLoop || row.source.isSet() ? CoolingRole::Pump : CoolingRole::Idle;
    default:
        return CoolingRole::Idle;
    }
}

template <class Key>
std::uint32_t indexIn(const std::unordered_map<Key, std::uint32_t>& index, Key key)
{
    const auto found = index.find(key);
    return found == index.end() ? CoolingGraph::none : found->second;
}

} // namespace

LiquidProperties fluidProperties(Symbol fluid)
{
    std::string name = fluid.str();
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return name == "water" ? water : propyleneGlycol25;
}

CoolingGraph::CoolingGraph(const Blueprint& blueprint, const PartLibrary& parts)
{
    addZones(blueprint);
    for (const Loop& row : blueprint.table<Loop>()) {
        m_loopIndex.emplace(row.id, static_cast<std::uint32_t>(loops.size()));
        loops.push_back({row.id, &row, fluidProperties(row.fluid), {}, {}});
    }
    addUnits(blueprint, parts);
    sortLoops();
}

std::uint32_t CoolingGraph::loopOf(Id<Loop> loop) const
{
    return indexIn(m_loopIndex, loop);
}

std::uint32_t CoolingGraph::zoneOf(Id<Hall> hall) const
{
    return indexIn(m_zoneIndex, hall);
}

void CoolingGraph::addZones(const Blueprint& blueprint)
{
    const Table<Site>& sites = blueprint.table<Site>();
    const Site* first = sites.isEmpty() ? nullptr : &*sites.begin();
    for (const Hall& hall : blueprint.table<Hall>()) {
        const Floor* floor = blueprint.find(hall.floor);
        const Building* building = floor ? blueprint.find(floor->building) : nullptr;
        const Site* site = building ? blueprint.find(building->site) : nullptr;
        m_zoneIndex.emplace(hall.id, static_cast<std::uint32_t>(zones.size()));
        zones.push_back({hall.id, site ? site : first, hall.airSupply, {}});
    }
}

void CoolingGraph::addUnits(const Blueprint& blueprint, const PartLibrary& parts)
{
    units.reserve(blueprint.table<CoolingPart>().size());
    for (const CoolingPart& row : blueprint.table<CoolingPart>()) {
        const Part* part = parts.find(row.part);
        CoolingVertex unit;
        unit.part = row.id;
        unit.kind = part ? part->kind : PartKind::Accessory;
        unit.role = roleOf(row, unit.kind);
        unit.figures = part ? &part->figures : nullptr;
        unit.serves = loopOf(row.serves);
        unit.source = loopOf(row.source);
        unit.rack = row.rack;
        unit.isStandby = row.isStandby;
        unit.powerClass = row.powerClass;
        const Rack* rack = row.rack.isSet() ? blueprint.find(row.rack) : nullptr;
        unit.zone = zoneOf(rack ? rack->at.hall : row.at.hall);
        const auto index = static_cast<std::uint32_t>(units.size());
        if (unit.role == CoolingRole::Air && unit.zone == none)
            unit.role = CoolingRole::Idle;
        if (unit.role == CoolingRole::Loop && unit.serves == none)
            unit.role = CoolingRole::Idle;
        if (unit.role == CoolingRole::Pump && unit.serves == none && unit.source == none)
            unit.role = CoolingRole::Idle;
        if (unit.role == CoolingRole::Air)
            zones[unit.zone].units.push_back(index);
        else if (unit.role == CoolingRole::Loop)
            loops[unit.serves].units.push_back(index);
        else if (unit.role == CoolingRole::Pump)
            loops[unit.serves != none ? unit.serves : unit.source].pumps.push_back(index);
        else if (unit.role != CoolingRole::Idle)
            rackUnits.emplace_back(unit.rack, index);
        units.push_back(unit);
    }
    std::sort(rackUnits.begin(), rackUnits.end());
}

/// Depth-first from loop to the loops that its units reject to; a unit that closes a ring rejects
/// to nothing.
void CoolingGraph::sortLoops()
{
    enum : std::uint8_t { New, Open, Done };
    struct Step {
        std::uint32_t loop;
        std::size_t next;
    };
    std::vector<std::uint8_t> state(loops.size(), New);
    std::vector<Step> path;
    for (std::uint32_t root = 0; root < loops.size(); ++root) {
        if (state[root] != New)
            continue;
        state[root] = Open;
        path.push_back({root, 0});
        while (!path.empty()) {
            Step& step = path.back();
            if (step.next == loops[step.loop].units.size()) {
                state[step.loop] = Done;
                order.push_back(step.loop);
                path.pop_back();
                continue;
            }
            CoolingVertex& unit = units[loops[step.loop].units[step.next++]];
            if (unit.source == none)
                continue;
            if (state[unit.source] == Open) {
                std::vector<Id<Loop>> ring;
                for (auto at = std::find_if(path.begin(), path.end(),
                                            [&](const Step& s) { return s.loop == unit.source; });
                     at != path.end(); ++at)
                    ring.push_back(loops[at->loop].loop);
                cycles.push_back(std::move(ring));
                unit.source = none;
            } else if (state[unit.source] == New) {
                state[unit.source] = Open;
                path.push_back({unit.source, 0});
            }
        }
    }
    std::reverse(order.begin(), order.end());
}

} // namespace millwright
