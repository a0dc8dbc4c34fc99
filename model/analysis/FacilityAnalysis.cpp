#include "model/analysis/Analysis.h"
#include "model/analysis/CoolingBalance.h"
#include "model/analysis/PowerFlow.h"
#include <algorithm>
#include <cmath>

namespace millwright
{
namespace
{

constexpr int mostRounds = 50;
constexpr double tolerance =
    1e-6; ///< relative change of the facility power at which the rounds end

/// The topology of the last pass if its tables are unchanged, else a new one.
std::shared_ptr<const PowerGraph> graphFor(const AnalysisContext& context)
{
    PowerGraphKey key(context.blueprint, context.project.parts, context.parameters);
    const bool hasLast =
        context.previous && context.previous->power && context.previous->power->cache.graph;
    if (hasLast && context.previous->power->cache.graph->key().isSameAs(key))
        return context.previous->power->cache.graph;
    return PowerGraph::build(key, hasLast ? context.previous->power->cache.graph.get() : nullptr);
}

/// One run: loads -> losses -> heat -> cooling power -> loads, until the facility power stands
/// still.
class Facility
{
public:
    Facility(const AnalysisContext& context, const Results& results)
        : m_context(context), m_inventory(*results.inventory), m_graph(graphFor(context)),
          m_cooling(context.blueprint, context.project.parts),
          m_balance(m_cooling, context.parameters), m_flow(*m_graph),
          m_power(std::make_shared<PowerResult>()), m_heat(std::make_shared<CoolingResult>()),
          m_network(results.network ? results.network->opticsPower.si() : 0.0)
    {
        const double racks = m_inventory.itPower.si();
        m_factor = racks > 0.0 ? 1.0 + m_network / racks : 1.0;
        m_it = racks > 0.0 ? racks * m_factor : 0.0;
    }

    void run(Results& results)
    {
        placeLoads();
        m_balance.addRacks(m_inventory, m_context.blueprint.table<Rack>(), m_factor);
        m_house = m_context.parameters[Parameter::HouseLoad] * m_it;
        solve();
        m_balance.report(*m_heat);
        reportTotals();
        reportNodes();
        reportCircuits();
        reportProblems();
        m_power->cycles = m_graph->cycles();
        m_power->cache.graph = m_graph;
        results.power = std::move(m_power);
        results.cooling = std::move(m_heat);
    }

private:
    /// Racks and cooling parts to their load groups; both lists rise by id.
    void placeLoads()
    {
        m_loadPower.assign(m_graph->loads().size(), 0.0);
        m_rackGroupLoad.assign(m_graph->groups().size(), 0.0);
        const auto& loads = m_graph->loads();
        std::size_t l = 0;
        for (const RackLoad& rack : m_inventory.racks) {
            while (l < loads.size() && loads[l].id < rack.rack.value())
                ++l;
            const double power = rack.designPower.si() * m_factor;
            if (l < loads.size() && loads[l].id == rack.rack.value()) {
                m_loadPower[l] = power;
                m_rackGroupLoad[loads[l].group] += power;
                noteProblem(loads[l], power);
            } else if (power > 0.0) {
                m_power->problems.push_back(
                    {FeedProblem::Kind::Unfed, rack.rack.value(), {}, Power(power)});
            }
        }
        m_unitLoad.reserve(m_cooling.units.size());
        for (const CoolingVertex& unit : m_cooling.units) {
            const FedLoad* load = m_graph->loadOf(unit.part.value());
            m_unitLoad.push_back(load ? static_cast<std::uint32_t>(load - loads.data())
                                      : PowerGraph::none);
        }
        const auto& vertices = m_graph->vertices();
        m_vertexZone.reserve(vertices.size());
        Id<Hall> hall;
        std::uint32_t zone = CoolingGraph::none;
        for (const PowerVertex& vertex : vertices) {
            if (vertex.hall != hall) {
                hall = vertex.hall;
                zone = m_cooling.zoneOf(hall);
            }
            m_vertexZone.push_back(zone);
        }
        m_zoneLosses.assign(m_cooling.zones.size(), 0.0);
    }

    /// Loads of the groups with `electric` W per cooling unit, rolled up; returns the losses in W.
    double rollUp(const std::vector<double>& electric)
    {
        m_flow.groupLoad = m_rackGroupLoad;
        for (std::size_t u = 0; u < m_unitLoad.size(); ++u)
            if (m_unitLoad[u] != PowerGraph::none)
                m_flow.groupLoad[m_graph->loads()[m_unitLoad[u]].group] += electric[u];
        m_flow.rollUp();
        std::fill(m_zoneLosses.begin(), m_zoneLosses.end(), 0.0);
        double losses = 0.0;
        for (std::size_t v = 0; v < m_vertexZone.size(); ++v) {
            if (!m_graph->isLive(static_cast<std::uint32_t>(v)))
                continue;
            const double loss = m_flow.input()[v] - m_flow.output()[v];
            losses += loss;
            if (m_vertexZone[v] != CoolingGraph::none)
                m_zoneLosses[m_vertexZone[v]] += loss;
        }
        return losses;
    }

    static double sum(const std::vector<double>& values)
    {
        double total = 0.0;
        for (const double value : values)
            total += value;
        return total;
    }

    void solve()
    {
        double before = 0.0;
        PowerResult& power = *m_power;
        power.hasConverged = false;
        for (power.rounds = 1; power.rounds <= mostRounds && !power.hasConverged; ++power.rounds) {
            m_losses = rollUp(m_balance.electric());
            m_balance.solve(m_zoneLosses);
            const double facility = m_it + m_house + m_losses + sum(m_balance.electric());
            const double scale = std::max(1.0, std::abs(facility));
            power.residual = std::abs(facility - before) / scale;
            power.hasConverged = std::isfinite(facility) && power.residual < tolerance;
            before = facility;
        }
        --power.rounds;
        const std::vector<double> average = m_balance.electricAverage();
        m_lossesAverage = rollUp(average);
        // The chain once more with the cooling power that was found, so that loads and sums belong
        // together; the heat stays, it differs by less than the tolerance.
        m_losses = rollUp(m_balance.electric());
    }

    void reportTotals()
    {
        PowerResult& power = *m_power;
        CoolingResult& heat = *m_heat;
        power.it = Power(m_it);
        power.network = Power(m_network);
        power.house = Power(m_house);
        power.losses = Power(m_losses);
        power.mechanical = heat.electric;
        // The losses of the last round, as the nodes show them; the balance saw those of the round before.
        const Power hallLosses(sum(m_zoneLosses));
        heat.airHeat += hallLosses - heat.hallLosses;
        heat.hallLosses = hallLosses;
        power.facility = power.it + power.mechanical + power.house + power.losses;
        power.lossesAverage = Power(m_lossesAverage);
        power.mechanicalAverage = heat.electricAverage;
        bool isStated = !m_context.blueprint.table<Site>().isEmpty();
        for (const Site& site : m_context.blueprint.table<Site>()) {
            power.utilityLimit += site.utilityCapacity;
            isStated = isStated && site.utilityCapacity.si() > 0.0;
        }
        if (!isStated)
            power.utilityLimit = Power{};
        if (m_it <= 0.0)
            return;
        heat.pueDesign = power.facility / power.it;
        heat.pueAnnual =
            (power.it + power.house + power.mechanicalAverage + power.lossesAverage) / power.it;
        heat.wue = towerWaterPerEnergy(heat.towerHeat.si() * heat.vapourShare,
                                       m_context.parameters[Parameter::TowerCycles], m_it);
    }

    void reportNodes()
    {
        PowerFlow::Failover failover = m_flow.failover();
        const auto& vertices = m_graph->vertices();
        m_power->nodes.reserve(vertices.size());
        for (std::uint32_t v = 0; v < vertices.size(); ++v) {
            const PowerVertex& vertex = vertices[v];
            PowerNode node;
            node.part = vertex.part;
            node.output = Power(m_flow.output()[v]);
            node.input = Power(m_flow.input()[v]);
            node.capacity = Power(vertex.capacity);
            node.installed = Power(vertex.installed);
            node.worst = Power(failover.worst[v]);
            if (failover.worstLoss[v] != PowerGraph::none)
                node.worstLoss = vertices[failover.worstLoss[v]].part;
            node.isFed = vertex.isFed;
            node.isLive = m_graph->isLive(v);
            node.isStandby = vertex.isStandby;
            m_power->nodes.push_back(node);
        }
        m_power->failover = std::move(failover.vectors);
        m_inputWorst = std::move(failover.inputWorst);
    }

    void reportCircuits()
    {
        for (std::size_t u = 0; u < m_unitLoad.size(); ++u)
            if (m_unitLoad[u] != PowerGraph::none)
                m_loadPower[m_unitLoad[u]] = m_balance.electric()[u];
        const double powerFactor = m_context.parameters[Parameter::PowerFactor];
        const auto& feeds = m_graph->feeds();
        m_power->circuits.resize(feeds.size());
        for (std::size_t f = 0; f < feeds.size(); ++f) {
            const FeedPlace& place = feeds[f];
            CircuitLoad& circuit = m_power->circuits[f];
            circuit.feed = place.feed;
            circuit.capacity = Power(realPower(place.capacity, powerFactor));
            if (place.kind == FeedPlace::Kind::ToLoad) {
                const double load = m_loadPower[place.target];
                circuit.load = Power(load * m_graph->groupShares()[place.input]);
                circuit.worst = Power(load * m_graph->worstGroupShares()[place.input]);
            } else if (place.kind == FeedPlace::Kind::ToVertex) {
                circuit.load =
                    Power(m_flow.input()[place.target] * m_graph->vertexShares()[place.input]);
                circuit.worst = Power(m_inputWorst[place.input]);
            }
        }
    }

    void noteProblem(const FedLoad& load, double power)
    {
        if (!(power > 0.0))
            return;
        const std::uint32_t common = m_graph->commonPoint(load.group);
        const std::uint32_t dark = m_graph->darkenedBy(load.group);
        FeedProblem problem{FeedProblem::Kind::Unfed, load.id, {}, Power(power)};
        if (!m_graph->isGroupLive(load.group))
            m_power->problems.push_back(problem);
        else if (load.feeds == 1)
            m_power->problems.push_back({FeedProblem::Kind::SingleFeed, load.id, {}, Power(power)});
        else if (common != PowerGraph::none || dark != PowerGraph::none) {
            const bool isCommon = common != PowerGraph::none;
            problem.kind =
                isCommon ? FeedProblem::Kind::CommonPoint : FeedProblem::Kind::TooFewInputs;
            problem.at = m_graph->vertices()[isCommon ? common : dark].part;
            m_power->problems.push_back(problem);
        }
    }

    void reportProblems()
    {
        for (std::size_t u = 0; u < m_cooling.units.size(); ++u) {
            const double power = m_balance.electric()[u];
            if (m_unitLoad[u] != PowerGraph::none)
                noteProblem(m_graph->loads()[m_unitLoad[u]], power);
            else if (power > 0.0)
                m_power->problems.push_back(
                    {FeedProblem::Kind::Unfed, m_cooling.units[u].part.value(), {}, Power(power)});
        }
        std::stable_sort(
            m_power->problems.begin(), m_power->problems.end(),
            [](const FeedProblem& a, const FeedProblem& b) { return a.load < b.load; });
    }

    const AnalysisContext& m_context;
    const InventoryResult& m_inventory;
    std::shared_ptr<const PowerGraph> m_graph;
    CoolingGraph m_cooling;
    CoolingBalance m_balance;
    PowerFlow m_flow;
    std::shared_ptr<PowerResult> m_power;
    std::shared_ptr<CoolingResult> m_heat;
    double m_network = 0.0, m_factor = 1.0, m_it = 0.0, m_house = 0.0;
    double m_losses = 0.0, m_lossesAverage = 0.0;
    std::vector<double> m_loadPower, m_rackGroupLoad, m_zoneLosses, m_inputWorst;
    std::vector<std::uint32_t> m_unitLoad;   ///< load of each cooling unit
    std::vector<std::uint32_t> m_vertexZone; ///< zone that a vertex heats
};

} // namespace

const PowerNode* PowerResult::find(Id<PowerPart> part) const
{
    const auto place =
        std::lower_bound(nodes.begin(), nodes.end(), part,
                         [](const PowerNode& node, Id<PowerPart> id) { return node.part < id; });
    return place != nodes.end() && place->part == part ? &*place : nullptr;
}

const CircuitLoad* PowerResult::find(Id<Feed> feed) const
{
    const auto place =
        std::lower_bound(circuits.begin(), circuits.end(), feed,
                         [](const CircuitLoad& circuit, Id<Feed> id) { return circuit.feed < id; });
    return place != circuits.end() && place->feed == feed ? &*place : nullptr;
}

void runFacility(const AnalysisContext& context, Results& results)
{
    Facility(context, results).run(results);
}

} // namespace millwright
