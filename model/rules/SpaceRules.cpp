#include "model/rules/Rule.h"
#include <algorithm>
#include <cmath>

namespace millwright
{
namespace
{

MessageArgument label(const RuleContext& c, EntityId id)
{
    return c.blueprint.labelOf(id);
}
Measure metres(double value)
{
    return {value, "m"};
}

/// No two footprints intersect; none leaves its hall or enters a keep-out, column or wall.
void checkOverlap(const RuleContext& c, FindingSink& sink)
{
    if (!c.results.space->bodies.empty())
        sink.sawData();
    for (const Clash& clash : c.results.space->clashes) {
        switch (clash.kind) {
        case Clash::Kind::Overlap:
            sink.add({clash.first, clash.second},
                     {"space.overlap.bodies",
                      {label(c, clash.first), label(c, clash.second), metres(clash.depth)}},
                     clash.depth, 0.0, "m");
            break;
        case Clash::Kind::OutsideHall:
            sink.add({clash.first},
                     {"space.overlap.outside", {label(c, clash.first), metres(clash.depth)}},
                     clash.depth, 0.0, "m");
            break;
        case Clash::Kind::KeepOut:
            sink.add({clash.first, clash.second},
                     {"space.overlap.feature",
                      {label(c, clash.first), label(c, clash.second), metres(clash.depth)}},
                     clash.depth, 0.0, "m");
            break;
        case Clash::Kind::Clearance:
        case Clash::Kind::WorkingSpace:
            break;
        }
    }
}

/// No body stands in another's service clearance.
void checkClearance(const RuleContext& c, FindingSink& sink)
{
    for (const Body& body : c.results.space->bodies)
        if (body.clearanceFront > Length{} || body.clearanceRear > Length{} ||
            body.clearanceSide > Length{}) {
            sink.sawData();
            break;
        }
    for (const Clash& clash : c.results.space->clashes)
        if (clash.kind == Clash::Kind::Clearance)
            sink.add({clash.first, clash.second},
                     {"space.clearance.blocked",
                      {label(c, clash.second), label(c, clash.first), metres(clash.depth)}},
                     clash.depth, 0.0, "m");
}

void checkAisleWidth(const RuleContext& c, FindingSink& sink)
{
    for (const Aisle& aisle : c.results.space->aisles) {
        const double limit =
            c.parameters[aisle.isCold ? Parameter::AisleCold : Parameter::AisleHot];
        sink.sawData();
        if (aisle.width >= limit - 0.0005 || aisle.racks.empty())
            continue;
        const char* id = aisle.isCold ? "space.aisle-width.cold" : "space.aisle-width.hot";
        sink.add(aisle.racks,
                 {id,
                  {label(c, aisle.racks.front()), label(c, aisle.racks.back()), metres(aisle.width),
                   metres(limit)}},
                 aisle.width, limit, "m")
            .isHigherWorse = false;
    }
}

void checkAisleOrientation(const RuleContext& c, FindingSink& sink)
{
    for (const Aisle& aisle : c.results.space->aisles) {
        if (aisle.facesWall || aisle.racks.empty())
            continue;
        sink.sawData();
        // Both rows see a mixed aisle; the one whose fronts face it reports it.
        if (aisle.isMixed && aisle.isCold)
            sink.add(aisle.racks,
                     {"space.aisle-orientation.mixed",
                      {label(c, aisle.racks.front()), label(c, aisle.racks.back())}},
                     1.0, 0.0, "1")
                .fixes.push_back({"rotate", {"fix.rotate-row", {}}, {{"degrees", "180"}}});
    }
}

/// Finds rows of rising ids one after the other: each look-up goes on from the last.
template <class Iterator, class Key, class IdOf>
Iterator advanceTo(Iterator at, Iterator last, Key id, const IdOf& idOf)
{
    while (at != last && idOf(*at) < id)
        ++at;
    return at;
}

/// Mass over footprint, and the heaviest caster, against the hall's limits.
void checkFloorLoad(const RuleContext& c, FindingSink& sink)
{
    const auto& bodies = c.results.space->bodies;
    auto body = bodies.begin();
    const Hall* hall = nullptr;
    for (const RackLoad& load : c.results.inventory->racks) {
        body = advanceTo(body, bodies.end(), load.rack.value(), [](const Body& b) { return b.id; });
        if (!hall || hall->id != load.hall)
            hall = c.blueprint.find(load.hall);
        const bool isPlaced = body != bodies.end() && body->id == load.rack.value();
        if (!hall || !isPlaced || load.mass.si() <= 0.0)
            continue;
        const double area = (body->box.width * body->box.depth).si();
        if (hall->floorLimit > 0.0 && area > 0.0) {
            sink.sawData();
            const double pressure = load.mass.si() / area;
            if (pressure > hall->floorLimit)
                sink.add({load.rack.value()},
                         {"space.floor-load.distributed",
                          {label(c, load.rack.value()), Measure{pressure, "kg/m2"},
                           Measure{hall->floorLimit, "kg/m2"}}},
                         pressure, hall->floorLimit, "kg/m2");
        }
        if (hall->casterLimit > 0.0) {
            sink.sawData();
            const double caster = load.mass.si() * c.parameters[Parameter::CasterShare];
            if (caster > hall->casterLimit)
                sink.add({load.rack.value()},
                         {"space.floor-load.caster",
                          {label(c, load.rack.value()), Measure{caster, "kg"},
                           Measure{hall->casterLimit, "kg"}}},
                         caster, hall->casterLimit, "kg");
        }
    }
}

/// Each rack passes the widest way in and does not overload the floor that it rolls across.
void checkDelivery(const RuleContext& c, FindingSink& sink)
{
    struct Way {
        double width = 0.0;
        double height = 0.0;
    };
    std::map<Id<Hall>, Way> ways;
    for (const Feature& f : c.blueprint.table<Feature>()) {
        if (f.kind != FeatureKind::Door && f.kind != FeatureKind::Dock)
            continue;
        const double width = std::hypot((f.b.x - f.a.x).metres(), (f.b.y - f.a.y).metres());
        Way& way = ways[f.hall];
        if (width > way.width)
            way = {width, f.height.metres()};
    }
    const auto& racks = c.blueprint.table<Rack>();
    auto rack = racks.begin();
    const Hall* hall = nullptr;
    const Part* part = nullptr;
    Symbol partId;
    auto way = ways.end();
    for (const RackLoad& load : c.results.inventory->racks) {
        rack = advanceTo(rack, racks.end(), load.rack, [](const Rack& r) { return r.id; });
        if (rack == racks.end() || rack->id != load.rack)
            continue;
        if (!hall || hall->id != load.hall) {
            hall = c.blueprint.find(load.hall);
            way = ways.find(load.hall);
        }
        if (!part || partId != rack->part) {
            part = c.project.parts.find(rack->part);
            partId = rack->part;
        }
        if (!hall || !part)
            continue;
        const EntityId id = load.rack.value();
        if (hall->rollingLimit > 0.0) {
            // A rack-scale system arrives whole; other racks are rolled in empty and filled in
            // place.
            const double rolling =
                part->kind == PartKind::RackSystem ? load.mass.si() : part->figures.mass.si();
            sink.sawData();
            if (rolling > hall->rollingLimit)
                sink.add(
                    {id},
                    {"space.delivery.rolling",
                     {label(c, id), Measure{rolling, "kg"}, Measure{hall->rollingLimit, "kg"}}},
                    rolling, hall->rollingLimit, "kg");
        }
        if (way == ways.end())
            continue;
        sink.sawData();
        const double narrow = std::min(part->figures.width, part->figures.depth).metres();
        if (narrow > way->second.width)
            sink.add(
                {id},
                {"space.delivery.width", {label(c, id), metres(narrow), metres(way->second.width)}},
                narrow, way->second.width, "m");
        const double tall = part->figures.height.metres();
        if (way->second.height > 0.0 && tall > way->second.height)
            sink.add(
                {id},
                {"space.delivery.height", {label(c, id), metres(tall), metres(way->second.height)}},
                tall, way->second.height, "m");
    }
}

/// Working space before live parts of the power chain.
void checkElectricalClearance(const RuleContext& c, FindingSink& sink)
{
    const double needed = c.parameters[Parameter::WorkingSpace];
    const auto& bodies = c.results.space->bodies;
    if (std::any_of(bodies.begin(), bodies.end(),
                    [](const Body& body) { return body.workingSpace > Length{}; }))
        sink.sawData();
    for (const Clash& clash : c.results.space->clashes)
        if (clash.kind == Clash::Kind::WorkingSpace)
            sink.add({clash.first, clash.second},
                     {"space.electrical-clearance.blocked",
                      {label(c, clash.first), label(c, clash.second), metres(needed - clash.depth),
                       metres(needed)}},
                     needed - clash.depth, needed, "m")
                .isHigherWorse = false;
}

void checkHeight(const RuleContext& c, FindingSink& sink)
{
    const double free = c.parameters[Parameter::TrayClearance];
    const Hall* hall = nullptr;
    for (const Body& body : c.results.space->bodies) {
        if (!hall || hall->id != body.hall)
            hall = c.blueprint.find(body.hall);
        if (!hall || body.height <= Length{} || hall->height <= Length{})
            continue;
        sink.sawData();
        const double needed = body.height.metres() + free;
        if (needed > hall->height.metres())
            sink.add({body.id},
                     {"space.height.tall",
                      {label(c, body.id), metres(needed), metres(hall->height.metres())}},
                     needed, hall->height.metres(), "m");
    }
}

const Rule spaceRows[] = {
    {"space.overlap", Severity::Error, RuleDomain::Space, ReadsSpace, "rule.space.overlap",
     checkOverlap},
    {"space.clearance", Severity::Warning, RuleDomain::Space, ReadsSpace, "rule.space.clearance",
     checkClearance},
    {"space.aisle-width", Severity::Error, RuleDomain::Space, ReadsSpace, "rule.space.aisle-width",
     checkAisleWidth},
    {"space.aisle-orientation", Severity::Warning, RuleDomain::Space, ReadsSpace,
     "rule.space.aisle-orientation", checkAisleOrientation},
    {"space.floor-load", Severity::Error, RuleDomain::Space,
     ReadsInventory | ReadsSpace | ReadsTables, "rule.space.floor-load", checkFloorLoad},
    {"space.delivery", Severity::Error, RuleDomain::Space, ReadsInventory | ReadsTables,
     "rule.space.delivery", checkDelivery},
    {"space.electrical-clearance", Severity::Error, RuleDomain::Space, ReadsSpace,
     "rule.space.electrical-clearance", checkElectricalClearance},
    {"space.height", Severity::Error, RuleDomain::Space, ReadsSpace | ReadsTables,
     "rule.space.height", checkHeight},
};

} // namespace

std::span<const Rule> spaceRules()
{
    return spaceRows;
}

} // namespace millwright
