#include "model/graph/PowerGraph.h"
#include "model/rules/FacilityRuleHelp.h"
#include "model/rules/PowerFeedRules.h"
#include <cmath>
#include <map>

namespace millwright
{
namespace
{

const PowerResult& power(const RuleContext& c)
{
    return *c.results.power;
}

Fix connectPower()
{
    return {"connect-power", {"fix.connect-power", {}}, {}};
}

void suggestLarger(const RuleContext& c, Id<PowerPart> id, Power needed, Finding& finding)
{
    const PowerPart* row = c.blueprint.find(id);
    const Part* part = row ? c.project.parts.find(row->part) : nullptr;
    if (!part)
        return;
    const Part* larger = smallestPart(c, part->kind, &PartFigures::ratedPower, needed);
    if (larger && larger != part)
        finding.fixes.push_back(changePartFix(id.value(), *larger));
}

/// Design load within the usable capacity of each part.
void checkOverload(const RuleContext& c, FindingSink& sink)
{
    for (const PowerNode& node : power(c).nodes) {
        if (node.installed.si() <= 0.0)
            continue; // its rating is not known
        sink.sawData();
        if (node.output > node.capacity * ruleSlack)
            suggestLarger(c, node.part, node.output,
                          sink.add({node.part.value()},
                                   {"power.overload.part",
                                    {labelOf(c, node.part.value()), watts(node.output),
                                     watts(node.capacity)}},
                                   node.output.si(), node.capacity.si(), "W"));
    }
}

/// Whatever single part is lost, each survivor holds its load; all its modules may carry then.
void checkFailover(const RuleContext& c, FindingSink& sink)
{
    for (const PowerNode& node : power(c).nodes) {
        if (node.installed.si() <= 0.0)
            continue;
        sink.sawData();
        const bool isAlreadyOver =
            node.output > node.capacity * ruleSlack; // power.overload says it
        if (!node.worstLoss.isSet() || isAlreadyOver || node.worst <= node.installed * ruleSlack)
            continue;
        suggestLarger(c, node.part, node.worst,
                      sink.add({node.part.value(), node.worstLoss.value()},
                               {"power.failover.survivor",
                                {labelOf(c, node.part.value()), watts(node.worst),
                                 labelOf(c, node.worstLoss.value()), watts(node.installed)}},
                               node.worst.si(), node.installed.si(), "W"));
    }
}

/// No single part darkens a rack. Cooling parts are redundant among themselves,
/// cooling.air-capacity and cooling.liquid-capacity judge that.
void checkRedundancy(const RuleContext& c, FindingSink& sink)
{
    struct Dark {
        std::int64_t racks = 0;
        Power power;
    };
    std::map<std::pair<Id<PowerPart>, FeedProblem::Kind>, Dark> points;
    HallFindings single("power.redundancy.single-feed-many", Severity::Warning);
    if (!power(c).circuits.empty())
        sink.sawData();
    for (const FeedProblem& problem : power(c).problems) {
        const Rack* rack = c.blueprint.find(Id<Rack>(problem.load));
        if (!rack || problem.kind == FeedProblem::Kind::Unfed)
            continue;
        if (problem.kind != FeedProblem::Kind::SingleFeed) {
            Dark& dark = points[{problem.at, problem.kind}];
            ++dark.racks;
            dark.power += problem.power;
        } else if (single.isFull(rack->at.hall)) {
            single.count(rack->at.hall);
        } else {
            single.add(rack->at.hall, {{problem.load},
                                       {"power.redundancy.single-feed", {labelOf(c, problem.load)}},
                                       problem.power.si(),
                                       0.0,
                                       "W",
                                       {connectPower()}});
        }
    }
    for (const auto& [at, dark] : points) {
        const char* id = at.second == FeedProblem::Kind::CommonPoint
                             ? "power.redundancy.common-point"
                             : "power.redundancy.too-few-inputs";
        sink.add({at.first.value()},
                 {id, {labelOf(c, at.first.value()), dark.racks, watts(dark.power)}},
                 dark.power.si(), 0.0, "W");
    }
    single.report(c, sink);
}

/// Every load has a live feed, every chain a source.
void checkUnfed(const RuleContext& c, FindingSink& sink)
{
    if (power(c).it.si() > 0.0 || !power(c).nodes.empty())
        sink.sawData();
    HallFindings loads("power.unfed.many", Severity::Error);
    for (const FeedProblem& problem : power(c).problems) {
        if (problem.kind != FeedProblem::Kind::Unfed)
            continue;
        const Rack* rack = c.blueprint.find(Id<Rack>(problem.load));
        const CoolingPart* part = rack ? nullptr : c.blueprint.find(Id<CoolingPart>(problem.load));
        const Id<Hall> hall = rack ? rack->at.hall : part ? part->at.hall : Id<Hall>();
        if (loads.isFull(hall))
            loads.count(hall);
        else
            loads.add(hall, {{problem.load},
                             {"power.unfed.load", {labelOf(c, problem.load), watts(problem.power)}},
                             problem.power.si(),
                             0.0,
                             "W",
                             {connectPower()}});
    }
    loads.report(c, sink);
    const auto& graph = power(c).cache.graph;
    for (std::size_t v = 0; graph && v < graph->vertices().size(); ++v) {
        const PowerVertex& vertex = graph->vertices()[v];
        const EntityId id = vertex.part.value();
        if (vertex.isSource && !vertex.isFed) {
            Finding& finding =
                sink.add({id}, {"power.unfed.no-source", {labelOf(c, id)}}, 0.0, 1.0, "1");
            finding.severity = Severity::Warning; // a budget from the UPS down is a fair first step
            finding.isHigherWorse = false;
            finding.fixes.push_back(connectPower());
        } else if (!power(c).nodes[v].isLive) {
            sink.add({id},
                     {"power.unfed.inputs",
                      {labelOf(c, id), std::int64_t{vertex.inputCount},
                       std::int64_t{vertex.inputsNeeded}}},
                     vertex.inputCount, vertex.inputsNeeded, "1")
                .isHigherWorse = false;
        }
    }
}

void checkUtilityCap(const RuleContext& c, FindingSink& sink)
{
    const Power limit = power(c).utilityLimit;
    if (limit.si() <= 0.0)
        return;
    sink.sawData();
    if (power(c).facility > limit * ruleSlack) {
        std::vector<EntityId> sites;
        for (const Site& site : c.blueprint.table<Site>())
            sites.push_back(site.id.value());
        sink.add(std::move(sites),
                 {"power.utility-cap.over", {watts(power(c).facility), watts(limit)}},
                 power(c).facility.si(), limit.si(), "W");
    }
}

/// Racks whose content has no power figure at all: budgets would miss them.
void checkUnknownLoad(const RuleContext& c, FindingSink& sink)
{
    HallFindings racks("power.unknown-load.many", Severity::Warning);
    for (const RackLoad& load : c.results.inventory->racks) {
        sink.sawData();
        if (!load.hasUnknownPower)
            continue;
        const EntityId id = load.rack.value();
        if (racks.isFull(load.hall))
            racks.count(load.hall);
        else
            racks.add(load.hall,
                      {{id}, {"power.unknown-load.rack", {labelOf(c, id)}}, 1.0, 0.0, "1", {}});
    }
    racks.report(c, sink);
}

/// No part feeds itself over others.
void checkLoop(const RuleContext& c, FindingSink& sink)
{
    if (!power(c).nodes.empty())
        sink.sawData();
    for (const auto& cycle : power(c).cycles) {
        std::vector<EntityId> subjects;
        std::string names;
        for (const Id<PowerPart> part : cycle) {
            subjects.push_back(part.value());
            names += (names.empty() ? "" : ", ") + c.blueprint.labelOf(part.value());
        }
        sink.add(std::move(subjects), {"power.loop.ring", {std::move(names)}},
                 static_cast<double>(cycle.size()), 0.0, "1");
    }
}

/// Losses, heat and cooling power settle.
void checkFixedPoint(const RuleContext& c, FindingSink& sink)
{
    if (power(c).it.si() <= 0.0)
        return;
    sink.sawData();
    if (!power(c).hasConverged)
        sink.add({},
                 {"power.fixed-point.open",
                  {std::int64_t{power(c).rounds}, Measure{100.0 * power(c).residual, "%"}}},
                 power(c).residual, 1e-6, "1");
}

constexpr std::uint32_t chain = ReadsPower | ReadsTables;

const Rule rows[] = {
    {"power.overload", Severity::Error, RuleDomain::Power, chain, "rule.power.overload",
     checkOverload},
    {"power.failover", Severity::Error, RuleDomain::Power, chain, "rule.power.failover",
     checkFailover},
    {"power.redundancy", Severity::Warning, RuleDomain::Power, chain, "rule.power.redundancy",
     checkRedundancy},
    {"power.supplies", Severity::Warning, RuleDomain::Power, chain | ReadsInventory,
     "rule.power.supplies", checkSupplies},
    {"power.unfed", Severity::Error, RuleDomain::Power, chain, "rule.power.unfed", checkUnfed},
    {"power.cooling-feed", Severity::Warning, RuleDomain::Power, chain | ReadsCooling,
     "rule.power.cooling-feed", checkCoolingFeed},
    {"power.utility-cap", Severity::Error, RuleDomain::Power, chain, "rule.power.utility-cap",
     checkUtilityCap},
    {"power.circuit", Severity::Error, RuleDomain::Power, chain, "rule.power.circuit",
     checkCircuit},
    {"power.voltage-mismatch", Severity::Warning, RuleDomain::Power, chain,
     "rule.power.voltage-mismatch", checkVoltage},
    {"power.unknown-load", Severity::Warning, RuleDomain::Power, ReadsInventory | ReadsTables,
     "rule.power.unknown-load", checkUnknownLoad},
    {"power.loop", Severity::Error, RuleDomain::Power, chain, "rule.power.loop", checkLoop},
    {"power.fixed-point", Severity::Error, RuleDomain::Power, ReadsPower, "rule.power.fixed-point",
     checkFixedPoint},
};

} // namespace

std::span<const Rule> powerRules()
{
    return rows;
}

} // namespace millwright
