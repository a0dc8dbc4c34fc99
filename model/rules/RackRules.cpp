#include "model/rules/Rule.h"
#include <algorithm>
#include <array>

namespace millwright
{
namespace
{

struct Mounted {
    const Device* device;
    const Part* part;
};

/// Calls visit(load, enclosure, devices) for each rack with that problem.
template <class Visitor>
void forEachFilledRack(const RuleContext& c, bool RackLoad::*problem, Visitor&& visit)
{
    std::vector<Mounted> devices;
    for (const RackLoad& load : c.results.inventory->racks) {
        if (!(load.*problem)) // the inventory has looked at every rack already
            continue;
        const auto [first, last] = c.results.inventory->devicesOf(load.rack);
        const Rack* rack = first == last ? nullptr : c.blueprint.find(load.rack);
        const Part* enclosure = rack ? c.project.parts.find(rack->part) : nullptr;
        if (!enclosure)
            continue;
        devices.clear();
        for (const DeviceEntry* entry = first; entry != last; ++entry)
            if (const Device* device = c.blueprint.find(entry->device))
                if (const Part* part = c.project.parts.find(device->part))
                    devices.push_back({device, part});
        visit(load, *enclosure, devices);
    }
}

/// Devices do not share units and stay within the rack's.
void checkUnits(const RuleContext& c, FindingSink& sink)
{
    if (c.results.inventory->deviceCount > 0)
        sink.sawData();
    forEachFilledRack(
        c, &RackLoad::hasUnitProblem,
        [&](const RackLoad& load, const Part& enclosure, const std::vector<Mounted>& devices) {
            std::array<const Device*, 128> taken{};
            for (const Mounted& m : devices) {
                if (m.device->unit <= 0 || m.part->figures.rackUnits <= 0)
                    continue;
                const int top = m.device->unit + m.part->figures.rackUnits - 1;
                if (enclosure.figures.internalUnits > 0 && top > enclosure.figures.internalUnits)
                    sink.add({m.device->id.value(), load.rack.value()},
                             {"rack.units.outside",
                              {m.device->label, c.blueprint.labelOf(load.rack.value()),
                               std::int64_t{top}, std::int64_t{enclosure.figures.internalUnits}}},
                             top, enclosure.figures.internalUnits, "U");
                const Device* clash = nullptr;
                for (int u = std::max(0, m.device->unit); u <= std::min(top, 127); ++u) {
                    auto& place = taken[static_cast<std::size_t>(u)];
                    clash = clash ? clash : place;
                    place = m.device;
                }
                if (clash)
                    sink.add(
                        {clash->id.value(), m.device->id.value()},
                        {"rack.units.shared",
                         {clash->label, m.device->label, c.blueprint.labelOf(load.rack.value())}},
                        1.0, 0.0, "U");
            }
        });
}

void checkDepth(const RuleContext& c, FindingSink& sink)
{
    if (c.results.inventory->deviceCount > 0)
        sink.sawData();
    forEachFilledRack(
        c, &RackLoad::hasDepthProblem,
        [&](const RackLoad& load, const Part& enclosure, const std::vector<Mounted>& devices) {
            const Length limit = enclosure.figures.mountingDepth;
            for (const Mounted& m : devices) {
                if (limit <= Length{} || m.part->figures.depth <= Length{} || m.device->unit <= 0)
                    continue;
                if (m.part->figures.depth > limit)
                    sink.add({m.device->id.value(), load.rack.value()},
                             {"rack.depth.deep",
                              {m.device->label, c.blueprint.labelOf(load.rack.value()),
                               Measure{m.part->figures.depth.metres(), "m"},
                               Measure{limit.metres(), "m"}}},
                             m.part->figures.depth.metres(), limit.metres(), "m");
            }
        });
}

void checkMass(const RuleContext& c, FindingSink& sink)
{
    for (const RackLoad& load : c.results.inventory->racks) {
        const double limit = load.massLimit.si();
        if (limit <= 0.0)
            continue;
        sink.sawData();
        const double content = (load.mass - load.enclosureMass).si();
        if (content > limit)
            sink.add({load.rack.value()},
                     {"rack.mass.heavy",
                      {c.blueprint.labelOf(load.rack.value()), Measure{content, "kg"},
                       Measure{limit, "kg"}}},
                     content, limit, "kg");
    }
}

/// Every part that the design names is in its part library.
void checkParts(const RuleContext& c, FindingSink& sink)
{
    bool areAllKnown = true;
    for (const auto& [part, count] : c.results.inventory->partCounts) {
        sink.sawData();
        areAllKnown = areAllKnown && c.project.parts.find(part);
    }
    const auto walk = [&](const auto& rows) {
        for (const auto& row : rows)
            if (!c.project.parts.find(row.part))
                sink.add(
                    {row.id.value()},
                    {"rack.part.unknown", {c.blueprint.labelOf(row.id.value()), row.part.str()}},
                    1.0, 0.0, "1");
    };
    walk(c.blueprint.table<BillItem>());
    if (areAllKnown)
        return;
    walk(c.blueprint.table<Rack>());
    walk(c.blueprint.table<Device>());
    walk(c.blueprint.table<PowerPart>());
    walk(c.blueprint.table<CoolingPart>());
}

const Rule rackRows[] = {
    {"rack.units", Severity::Error, RuleDomain::Rack, ReadsInventory, "rule.rack.units",
     checkUnits},
    {"rack.depth", Severity::Error, RuleDomain::Rack, ReadsInventory, "rule.rack.depth",
     checkDepth},
    {"rack.mass", Severity::Error, RuleDomain::Rack, ReadsInventory, "rule.rack.mass", checkMass},
    {"rack.part", Severity::Error, RuleDomain::Rack, ReadsInventory | ReadsTables, "rule.rack.part",
     checkParts},
};

} // namespace

std::span<const Rule> rackRules()
{
    return rackRows;
}

} // namespace millwright
