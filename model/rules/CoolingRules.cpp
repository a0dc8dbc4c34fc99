#include "model/graph/AirFormulas.h"
#include "model/rules/FacilityRuleHelp.h"
#include <algorithm>
#include <cmath>

namespace millwright
{
namespace
{

const CoolingResult& cooling(const RuleContext& c)
{
    return *c.results.cooling;
}

Fix connectCooling()
{
    return {"connect-cooling", {"fix.connect-cooling", {}}, {}};
}

/// Names of the messages of one capacity rule.
struct CapacityMessages {
    const char* unknown;
    const char* small;
    const char* unitLost;
};

/// Heat against the running units, then against what is left when the largest is lost. The second
/// is a warning unless the design itself asks for spare units.
struct CapacityCase {
    EntityId id = 0;
    Power heat, capacity, worst;
    bool mustBeRedundant = false;
};
void judgeCapacity(const RuleContext& c, FindingSink& sink, const CapacityCase& at,
                   const CapacityMessages& messages)
{
    sink.sawData();
    if (at.capacity.si() <= 0.0) {
        if (at.heat.si() > 0.0)
            sink.add({at.id}, {messages.unknown, {labelOf(c, at.id), watts(at.heat)}}, at.heat.si(),
                     0.0, "W");
    } else if (at.heat > at.capacity * ruleSlack) {
        sink.add({at.id}, {messages.small, {labelOf(c, at.id), watts(at.heat), watts(at.capacity)}},
                 at.heat.si(), at.capacity.si(), "W");
    } else if (at.heat > at.worst * ruleSlack) {
        Finding& finding = sink.add(
            {at.id}, {messages.unitLost, {labelOf(c, at.id), watts(at.heat), watts(at.worst)}},
            at.heat.si(), at.worst.si(), "W");
        finding.severity = at.mustBeRedundant ? Severity::Error : Severity::Warning;
    }
}

void checkAirCapacity(const RuleContext& c, FindingSink& sink)
{
    for (const AirZone& zone : cooling(c).zones)
        if (zone.units > 0)
            judgeCapacity(c, sink,
                          {zone.hall.value(), zone.heat, zone.capacity, zone.capacityWorst, false},
                          {"cooling.air-capacity.unknown", "cooling.air-capacity.small",
                           "cooling.air-capacity.unit-lost"});
}

/// Airflow of the running units covers what the racks draw.
void checkAirflow(const RuleContext& c, FindingSink& sink)
{
    for (const AirZone& zone : cooling(c).zones) {
        if (zone.airflowOffered.si() <= 0.0 || zone.racks == 0)
            continue;
        sink.sawData();
        const EntityId id = zone.hall.value();
        if (zone.airflowNeeded > zone.airflowOffered * ruleSlack)
            sink.add({id},
                     {"cooling.airflow.short",
                      {labelOf(c, id), Measure{zone.airflowNeeded.si(), "m3/s"},
                       Measure{zone.airflowOffered.si(), "m3/s"}}},
                     zone.airflowNeeded.si(), zone.airflowOffered.si(), "m3/s");
    }
}

/// Calls visit(row, balance) for each loop that is, or is not, a technology loop.
template <class Visitor> void forEachLoop(const RuleContext& c, bool isTechnology, Visitor&& visit)
{
    for (const LoopBalance& balance : cooling(c).loops)
        if (const Loop* row = c.blueprint.find(balance.loop);
            row && (row->kind == LoopKind::Technology) == isTechnology)
            visit(*row, balance);
}

void judgeLoop(const RuleContext& c, FindingSink& sink, const Loop& row, const LoopBalance& balance,
               const CapacityMessages& messages)
{
    judgeCapacity(c, sink,
                  {row.id.value(), balance.heat, balance.capacity, balance.capacityWorst,
                   row.redundantUnits > 0},
                  messages);
}

/// True if IT is placed and none of its heat goes into coolant: then liquid rules have judged that
/// there is nothing to hold.
bool isAllAirCooled(const RuleContext& c)
{
    return c.results.inventory->itPower.si() > 0.0 && c.results.inventory->liquidHeat.si() <= 0.0;
}

void checkLiquidCapacity(const RuleContext& c, FindingSink& sink)
{
    if (isAllAirCooled(c))
        sink.sawData();
    forEachLoop(c, true, [&](const Loop& row, const LoopBalance& balance) {
        if (balance.units > 0)
            judgeLoop(c, sink, row, balance,
                      {"cooling.liquid-capacity.unknown", "cooling.liquid-capacity.small",
                       "cooling.liquid-capacity.unit-lost"});
    });
}

/// Facility and chilled water have plant enough, and what makes heat away from the racks has a loop
/// to reject it to.
void checkHeatRejection(const RuleContext& c, FindingSink& sink)
{
    forEachLoop(c, false, [&](const Loop& row, const LoopBalance& balance) {
        if (balance.units > 0) {
            judgeLoop(c, sink, row, balance,
                      {"cooling.heat-rejection.unknown", "cooling.heat-rejection.small",
                       "cooling.heat-rejection.unit-lost"});
        } else if (balance.heat.si() > 0.0) {
            sink.add({row.id.value()},
                     {"cooling.heat-rejection.no-plant",
                      {labelOf(c, row.id.value()), watts(balance.heat)}},
                     balance.heat.si(), 0.0, "W");
        }
    });
    for (const CoolingUnit& unit : cooling(c).units) {
        const CoolingPart* row = c.blueprint.find(unit.part);
        const Part* part = row ? c.project.parts.find(row->part) : nullptr;
        const bool needsWater =
            part && (part->kind == PartKind::Cdu || part->kind == PartKind::InRackCdu ||
                     part->kind == PartKind::RearDoor || part->kind == PartKind::ImmersionTank);
        if (!needsWater || unit.heat.si() <= 0.0)
            continue;
        sink.sawData();
        if (row->source.isSet())
            continue;
        Finding& finding = sink.add(
            {row->id.value()},
            {"cooling.heat-rejection.nowhere", {labelOf(c, row->id.value()), watts(unit.heat)}},
            unit.heat.si(), 0.0, "W");
        finding.severity = Severity::Warning;
        finding.fixes.push_back(connectCooling());
    }
    for (const auto& cycle : cooling(c).cycles) {
        std::vector<EntityId> subjects;
        std::string names;
        for (const Id<Loop> loop : cycle) {
            subjects.push_back(loop.value());
            names += (names.empty() ? "" : ", ") + c.blueprint.labelOf(loop.value());
        }
        sink.add(std::move(subjects), {"cooling.heat-rejection.ring", {std::move(names)}},
                 static_cast<double>(cycle.size()), 0.0, "1");
    }
}

void checkFlow(const RuleContext& c, FindingSink& sink)
{
    for (const LoopBalance& loop : cooling(c).loops) {
        if (loop.flowOffered.si() <= 0.0)
            continue;
        sink.sawData();
        const EntityId id = loop.loop.value();
        if (loop.flowNeeded > loop.flowOffered * ruleSlack)
            sink.add({id},
                     {"cooling.flow.short",
                      {labelOf(c, id), Measure{loop.flowNeeded.si(), "m3/s"},
                       Measure{loop.flowOffered.si(), "m3/s"}}},
                     loop.flowNeeded.si(), loop.flowOffered.si(), "m3/s");
    }
}

/// Coolant at design weather is no warmer than the racks stand, and the plant reaches its set
/// points.
void checkSupplyTemperature(const RuleContext& c, FindingSink& sink)
{
    for (const LoopBalance& loop : cooling(c).loops) {
        if (loop.units == 0 && loop.racks == 0)
            continue;
        sink.sawData();
        const EntityId id = loop.loop.value();
        if (loop.coldestLimit > 0.0 && loop.supply > loop.coldestLimit + 1e-6) {
            Finding& finding =
                sink.add({id},
                         {"cooling.supply-temp.warm",
                          {labelOf(c, id), celsius(loop.supply), celsius(loop.coldestLimit)}},
                         loop.supply, loop.coldestLimit, "degC");
            if (loop.setPoint > loop.coldestLimit)
                finding.fixes.push_back(
                    setPropertyFix(id, "supply", std::to_string(loop.coldestLimit),
                                   {"fix.set-supply", {celsius(loop.coldestLimit)}}));
        } else if (loop.supply > loop.setPoint + 0.05) {
            Finding& finding =
                sink.add({id},
                         {"cooling.supply-temp.not-reached",
                          {labelOf(c, id), celsius(loop.supply), celsius(loop.setPoint)}},
                         loop.supply, loop.setPoint, "degC");
            finding.severity = Severity::Warning;
            finding.fixes.push_back(
                setPropertyFix(id, "supply", std::to_string(std::ceil(loop.supply)),
                               {"fix.set-supply", {celsius(std::ceil(loop.supply))}}));
        }
    }
}

/// Air at the racks: recommended as a warning, what a part stands as an error.
void checkInletTemperature(const RuleContext& c, FindingSink& sink)
{
    const double recommended = c.parameters[Parameter::InletRecommended];
    for (const AirZone& zone : cooling(c).zones) {
        if (zone.racks == 0)
            continue;
        sink.sawData();
        const EntityId id = zone.hall.value();
        const double inlet = zone.supplyTemperature;
        const bool isOverLimit = zone.inletLimit > 0.0 && inlet > zone.inletLimit + 1e-9;
        if (!isOverLimit && inlet <= recommended + 1e-9)
            continue;
        const double limit = isOverLimit ? zone.inletLimit : recommended;
        Finding& finding =
            sink.add({id},
                     {isOverLimit ? "cooling.inlet-temp.limit" : "cooling.inlet-temp.recommended",
                      {labelOf(c, id), celsius(inlet), celsius(limit)}},
                     inlet, limit, "degC");
        finding.severity = isOverLimit ? Severity::Error : Severity::Warning;
        const double target =
            zone.inletLimit > 0.0 ? std::min(zone.inletLimit, recommended) : recommended;
        finding.fixes.push_back(setPropertyFix(id, "airSupply", std::to_string(target),
                                               {"fix.set-air-supply", {celsius(target)}}));
    }
}

/// At altitude thin air cools less: the allowable maximum falls.
void checkAltitude(const RuleContext& c, FindingSink& sink)
{
    for (const AirZone& zone : cooling(c).zones) {
        const Site* site = siteOfHall(c, zone.hall);
        if (!site || zone.racks == 0 || zone.inletLimit <= 0.0)
            continue;
        sink.sawData();
        // The class follows from the limit: 32 and 35 degC are A1 and A2, 40 A3, 45 A4.
        const double metresPerKelvin = zone.inletLimit >= 45.0   ? 125.0
                                       : zone.inletLimit >= 40.0 ? 175.0
                                                                 : 300.0;
        const double limit = allowableInlet(zone.inletLimit, site->altitude, metresPerKelvin);
        const EntityId id = zone.hall.value();
        if (limit < zone.inletLimit && zone.supplyTemperature > limit + 1e-9)
            sink.add({id},
                     {"cooling.altitude.limit",
                      {labelOf(c, id), celsius(zone.supplyTemperature), celsius(limit),
                       Measure{site->altitude, "m"}}},
                     zone.supplyTemperature, limit, "degC")
                .fixes.push_back(setPropertyFix(id, "airSupply", std::to_string(limit),
                                                {"fix.set-air-supply", {celsius(limit)}}));
    }
}

/// Coolant that runs through racks stays above the room's dew point.
void checkCondensation(const RuleContext& c, FindingSink& sink)
{
    const double limit =
        c.parameters[Parameter::RoomDewPoint] + c.parameters[Parameter::CondensationMargin];
    if (isAllAirCooled(c))
        sink.sawData();
    const auto judge = [&](const Loop& row, double supply) {
        sink.sawData();
        if (supply >= limit - 1e-9)
            return;
        const EntityId id = row.id.value();
        Finding& finding = sink.add(
            {id}, {"cooling.condensation.cold", {labelOf(c, id), celsius(supply), celsius(limit)}},
            supply, limit, "degC");
        finding.isHigherWorse = false;
        finding.fixes.push_back(setPropertyFix(id, "supply", std::to_string(limit),
                                               {"fix.set-supply", {celsius(limit)}}));
    };
    std::vector<Id<Loop>> atDoors; // water in doors stands in the room's air too
    for (const CoolingPart& part : c.blueprint.table<CoolingPart>())
        if (part.rack.isSet() && part.source.isSet())
            atDoors.push_back(part.source);
    std::sort(atDoors.begin(), atDoors.end());
    for (const LoopBalance& loop : cooling(c).loops) {
        const Loop* row = c.blueprint.find(loop.loop);
        const bool runsInRacks =
            row && (row->kind == LoopKind::Technology || loop.racks > 0 ||
                    std::binary_search(atDoors.begin(), atDoors.end(), row->id));
        if (runsInRacks)
            judge(*row, row->supply);
    }
}

/// The way of cooling suits the density; shown, not imposed.
void checkMethod(const RuleContext& c, FindingSink& sink)
{
    std::vector<Id<Rack>> helped; // doors, CDUs in the rack, tanks
    for (const CoolingPart& part : c.blueprint.table<CoolingPart>())
        if (part.rack.isSet())
            helped.push_back(part.rack);
    std::sort(helped.begin(), helped.end());
    HallFindings findings("cooling.method.many", Severity::Info);
    for (const RackLoad& load : c.results.inventory->racks) {
        const Power air = load.designPower - load.liquidHeat;
        if (air.si() <= 0.0)
            continue;
        sink.sawData();
        const bool hasDoor = std::binary_search(helped.begin(), helped.end(), load.rack);
        const double limit =
            c.parameters[hasDoor ? Parameter::DoorMethodLimit : Parameter::AirMethodLimit];
        if (air.si() <= limit * ruleSlack)
            continue;
        if (findings.isFull(load.hall)) {
            findings.count(load.hall);
            continue;
        }
        const EntityId id = load.rack.value();
        findings.add(load.hall, {{id},
                                 {hasDoor ? "cooling.method.door" : "cooling.method.air",
                                  {labelOf(c, id), watts(air), Measure{limit, "W"}}},
                                 air.si(),
                                 limit,
                                 "W",
                                 {}});
    }
    findings.report(c, sink);
}

/// Every rack's heat reaches a unit or loop.
void checkUnserved(const RuleContext& c, FindingSink& sink)
{
    if (c.results.inventory->itPower.si() > 0.0)
        sink.sawData();
    HallFindings findings("cooling.unserved.many", Severity::Error);
    for (const UnservedHeat& rack : cooling(c).unserved) {
        if (findings.isFull(rack.hall)) {
            findings.count(rack.hall);
            continue;
        }
        const bool isLiquid = rack.liquid.si() > 0.0;
        const Power heat = isLiquid ? rack.liquid : rack.air;
        findings.add(rack.hall, {{rack.rack},
                                 {isLiquid ? "cooling.unserved.liquid" : "cooling.unserved.air",
                                  {labelOf(c, rack.rack), watts(heat)}},
                                 (rack.liquid + rack.air).si(),
                                 0.0,
                                 "W",
                                 {connectCooling()}});
    }
    findings.report(c, sink);
}

constexpr std::uint32_t heat = ReadsCooling | ReadsTables;
constexpr RuleDomain domain = RuleDomain::Cooling;

const Rule rows[] = {
    {"cooling.air-capacity", Severity::Error, domain, heat, "rule.cooling.air-capacity",
     checkAirCapacity},
    {"cooling.airflow", Severity::Warning, domain, heat, "rule.cooling.airflow", checkAirflow},
    {"cooling.liquid-capacity", Severity::Error, domain, heat | ReadsInventory,
     "rule.cooling.liquid-capacity", checkLiquidCapacity},
    {"cooling.heat-rejection", Severity::Error, domain, heat, "rule.cooling.heat-rejection",
     checkHeatRejection},
    {"cooling.flow", Severity::Error, domain, heat, "rule.cooling.flow", checkFlow},
    {"cooling.supply-temp", Severity::Error, domain, heat, "rule.cooling.supply-temp",
     checkSupplyTemperature},
    {"cooling.inlet-temp", Severity::Error, domain, heat, "rule.cooling.inlet-temp",
     checkInletTemperature},
    {"cooling.altitude", Severity::Error, domain, heat, "rule.cooling.altitude", checkAltitude},
    {"cooling.condensation", Severity::Error, domain, heat | ReadsInventory,
     "rule.cooling.condensation", checkCondensation},
    {"cooling.method", Severity::Info, domain, ReadsInventory | ReadsTables, "rule.cooling.method",
     checkMethod},
    {"cooling.unserved", Severity::Error, domain, heat | ReadsInventory, "rule.cooling.unserved",
     checkUnserved},
};

} // namespace

std::span<const Rule> coolingRules()
{
    return rows;
}

} // namespace millwright
