#include "model/rules/PowerFeedRules.h"
#include "model/graph/PowerGraph.h"
#include "model/rules/FacilityRuleHelp.h"
#include <cmath>
#include <numbers>
#include <unordered_map>

namespace millwright
{
namespace
{

const PowerResult& power(const RuleContext& c)
{
    return *c.results.power;
}

Id<Hall> hallOfFeed(const RuleContext& c, const Feed& feed)
{
    const PowerPart* source = c.blueprint.find(feed.source);
    return source ? source->at.hall : Id<Hall>();
}

/// Supply tolerance of EN 50160 and of the service voltages of ANSI C84.1.
constexpr double voltageTolerance = 0.1;

bool isNear(double a, double b)
{
    return std::abs(a - b) <= voltageTolerance * b;
}

/// A three-phase feed offers its line voltage and its phase voltage.
bool fits(const Feed& feed, double wanted)
{
    return isNear(feed.voltage, wanted) ||
           (feed.phases >= 3 && isNear(feed.voltage / std::numbers::sqrt3, wanted));
}

/// The last feed that fitted: most feeds are alike.
struct Fitting {
    double voltage = 0.0;
    double wanted = 0.0;
    int phases = 0;
};

/// Voltage that parts state, by part id; the few that do are found once.
class Voltages
{
public:
    Voltages(const PartLibrary& parts, FieldKey key)
    {
        for (const auto& [id, part] : parts.all())
            if (const auto volts = part->number(key); volts && *volts > 0.0)
                m_volts[id] = *volts;
    }
    bool isEmpty() const { return m_volts.empty(); }
    double of(Symbol part) const
    {
        const auto found = m_volts.find(part);
        return found == m_volts.end() ? 0.0 : found->second;
    }

private:
    std::unordered_map<Symbol, double> m_volts;
};

/// Input voltage that each load of the graph states; racks and cooling parts rise by id as the
/// loads do.
std::vector<double> loadVoltages(const RuleContext& c, const Voltages& inputs)
{
    std::vector<double> volts;
    const auto& graph = power(c).cache.graph;
    if (!graph)
        return volts;
    volts.resize(graph->loads().size());
    if (inputs.isEmpty())
        return volts;
    Symbol part;
    double stated = 0.0;
    const auto fill = [&](const auto& table) {
        std::size_t l = 0;
        for (const auto& row : table) {
            while (l < volts.size() && graph->loads()[l].id < row.id.value())
                ++l;
            if (l == volts.size() || graph->loads()[l].id != row.id.value())
                continue;
            if (part != row.part) { // rows of one part mostly follow each other
                part = row.part;
                stated = inputs.of(part);
            }
            volts[l] = stated;
        }
    };
    fill(c.blueprint.table<Rack>());
    fill(c.blueprint.table<CoolingPart>());
    return volts;
}

} // namespace

void checkCircuit(const RuleContext& c, FindingSink& sink)
{
    HallFindings findings("power.circuit.many", Severity::Error);
    for (const CircuitLoad& circuit : power(c).circuits) {
        if (circuit.capacity.si() <= 0.0)
            continue;
        sink.sawData();
        const bool isOver = circuit.load > circuit.capacity * ruleSlack;
        if (!isOver && circuit.worst <= circuit.capacity * ruleSlack)
            continue;
        const Feed* feed = c.blueprint.find(circuit.feed);
        if (!feed)
            continue;
        const Id<Hall> hall = hallOfFeed(c, *feed);
        if (findings.isFull(hall)) {
            findings.count(hall);
            continue;
        }
        const Power load = isOver ? circuit.load : circuit.worst;
        findings.add(hall, {{feed->target, feed->id.value()},
                            {isOver ? "power.circuit.load" : "power.circuit.failover",
                             {labelOf(c, feed->source.value()), labelOf(c, feed->target),
                              watts(load), watts(circuit.capacity)}},
                            load.si(),
                            circuit.capacity.si(),
                            "W",
                            {}});
    }
    findings.report(c, sink);
}

void checkVoltage(const RuleContext& c, FindingSink& sink)
{
    const Voltages inputs(c.project.parts, FieldKey::InputVoltage);
    const Voltages outputs(c.project.parts, FieldKey::OutputVoltage);
    if (inputs.isEmpty() && outputs.isEmpty())
        return;
    HallFindings findings("power.voltage-mismatch.many", Severity::Warning);
    const auto judge = [&](const Feed& feed, EntityId side, double volts, Fitting& known) {
        if (volts <= 0.0)
            return;
        if (feed.voltage == known.voltage && feed.phases == known.phases && volts == known.wanted)
            return;
        sink.sawData();
        if (fits(feed, volts)) {
            known = {feed.voltage, volts, feed.phases};
            return;
        }
        const Id<Hall> hall = hallOfFeed(c, feed);
        if (findings.isFull(hall)) {
            findings.count(hall);
            return;
        }
        findings.add(hall, {{feed.target, feed.id.value()},
                            {"power.voltage-mismatch.feed",
                             {labelOf(c, feed.source.value()), labelOf(c, feed.target),
                              Measure{feed.voltage, "V"}, labelOf(c, side), Measure{volts, "V"}}},
                            feed.voltage,
                            volts,
                            "V",
                            {setPropertyFix(feed.id.value(), "voltage", std::to_string(volts),
                                            {"fix.set-voltage", {Measure{volts, "V"}}})}});
    };
    const std::vector<double> loads = loadVoltages(c, inputs);
    const auto& graph = power(c).cache.graph;
    std::vector<double> in;
    std::vector<double> out;
    for (const PowerPart& row : c.blueprint.table<PowerPart>()) {
        in.push_back(inputs.of(row.part));
        out.push_back(outputs.of(row.part));
    }
    std::size_t f = 0;
    Fitting source;
    Fitting target;
    for (const Feed& feed : c.blueprint.table<Feed>()) {
        if (!graph || f >= graph->feeds().size() || in.size() != graph->vertices().size())
            break;
        const FeedPlace& place = graph->feeds()[f++];
        if (place.kind == FeedPlace::Kind::Dangling)
            continue;
        const bool isToLoad = place.kind == FeedPlace::Kind::ToLoad;
        const auto& sources = isToLoad ? graph->groupInputs() : graph->vertexInputs();
        judge(feed, feed.source.value(), out[sources[place.input].source], source);
        judge(feed, feed.target, isToLoad ? loads[place.target] : in[place.target], target);
    }
    findings.report(c, sink);
}

void checkCoolingFeed(const RuleContext& c, FindingSink& sink)
{
    const auto& graph = power(c).cache.graph;
    HallFindings findings("power.cooling-feed.many", Severity::Warning);
    for (const CoolingPart& row : c.blueprint.table<CoolingPart>()) {
        const EntityId id = row.id.value();
        const FedLoad* load = graph ? graph->loadOf(id) : nullptr;
        const Part* part = c.project.parts.find(row.part);
        if (!load || !part)
            continue;
        sink.sawData();
        bool hasUps = false;
        bool hasGenerator = false;
        for (const PowerInput& input : graph->inputsOf(graph->groups()[load->group])) {
            hasUps = hasUps || graph->vertices()[input.source].hasUps;
            hasGenerator = hasGenerator || graph->vertices()[input.source].hasGenerator;
        }
        // What keeps coolant moving through racks has seconds, not the minute that a generator
        // takes to start.
        const Loop* loop = c.blueprint.find(row.serves);
        const bool movesCoolant =
            (part->kind == PartKind::Cdu || part->kind == PartKind::InRackCdu ||
             part->kind == PartKind::Pump) &&
            (row.rack.isSet() || (loop && loop->kind == LoopKind::Technology));
        const char* problem = nullptr;
        std::vector<Fix> fixes;
        if (movesCoolant && row.powerClass != PowerClass::Ups) {
            problem = "power.cooling-feed.class";
            fixes.push_back(setPropertyFix(id, "powerClass", "ups", {"fix.ups-class", {}}));
        } else if (row.powerClass == PowerClass::Ups && !hasUps) {
            problem = "power.cooling-feed.no-ups";
        } else if (row.powerClass == PowerClass::Generator && !hasGenerator && !hasUps) {
            problem = "power.cooling-feed.no-generator";
        }
        if (!problem)
            continue;
        if (findings.isFull(row.at.hall))
            findings.count(row.at.hall);
        else
            findings.add(row.at.hall,
                         {{id}, {problem, {labelOf(c, id)}}, 1.0, 0.0, "1", std::move(fixes)});
    }
    findings.report(c, sink);
}

void checkSupplies(const RuleContext& c, FindingSink& sink)
{
    const auto& graph = power(c).cache.graph;
    if (!graph)
        return;
    HallFindings findings("power.supplies.many", Severity::Warning);
    const auto& loads = graph->loads();
    auto load = loads.begin();
    for (const RackLoad& rack : c.results.inventory->racks) {
        if (rack.supplyShare <= 0.0)
            continue;
        while (load != loads.end() && load->id < rack.rack.value()) // both rise by id
            ++load;
        if (load == loads.end() || load->id != rack.rack.value() || load->feeds < 2)
            continue;
        sink.sawData();
        const double left = graph->leastLiveInputs(load->group) / static_cast<double>(load->feeds);
        if (left >= rack.supplyShare - 1e-9)
            continue;
        if (findings.isFull(rack.hall)) {
            findings.count(rack.hall);
            continue;
        }
        findings.add(rack.hall, {{rack.rack.value()},
                                 {"power.supplies.rack",
                                  {labelOf(c, rack.rack.value()), Measure{100.0 * left, "%"},
                                   Measure{100.0 * rack.supplyShare, "%"}}},
                                 left,
                                 rack.supplyShare,
                                 "1",
                                 {}});
    }
    findings.report(c, sink);
}

} // namespace millwright
