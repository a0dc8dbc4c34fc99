#include "model/analysis/CoolingBalance.h"
#include "model/blueprint/SiteFigures.h"
#include <algorithm>
#include <limits>

namespace millwright
{

double CoolingBalance::capacityOf(const std::vector<std::uint32_t>& units) const
{
    double total = 0.0;
    for (const std::uint32_t u : units)
        total += m_graph.units[u].isStandby ? 0.0 : m_capacity[u];
    return total;
}

/// W of all units, the standby ones too, without the `lost` largest.
double CoolingBalance::capacityWithout(const std::vector<std::uint32_t>& units, int lost) const
{
    std::vector<double> capacities;
    for (const std::uint32_t u : units)
        capacities.push_back(m_capacity[u]);
    std::sort(capacities.begin(), capacities.end());
    const auto gone = std::min(capacities.size(), static_cast<std::size_t>(std::max(0, lost)));
    double total = 0.0;
    for (std::size_t i = 0; i + gone < capacities.size(); ++i)
        total += capacities[i];
    return total;
}

void CoolingBalance::report(CoolingResult& result) const
{
    reportZones(result);
    reportLoops(result);
    reportUnits(result);
    result.unserved = m_unserved;
    result.cycles = m_graph.cycles;
    double losses = 0.0;
    for (const double loss : m_zoneLosses)
        losses += loss;
    result.hallLosses = Power(losses);
    result.liquidHeat = Power(m_liquid);
    result.airHeat = Power(m_air + losses);

    double margin = std::numeric_limits<double>::infinity();
    for (const AirZone& zone : result.zones)
        if (zone.units > 0 ||
            (zone.racks > 0 && zone.heat.si() > 0.0)) // a yard of transformers has no margin
            margin = std::min(margin, (zone.capacityWorst - zone.heat).si());
    for (const LoopBalance& loop : result.loops)
        if (loop.heat.si() > 0.0 || loop.units > 0)
            margin = std::min(margin, (loop.capacityWorst - loop.heat).si());
    result.hasMargin = margin < std::numeric_limits<double>::infinity();
    result.margin = Power(result.hasMargin ? margin : 0.0);
}

void CoolingBalance::reportZones(CoolingResult& result) const
{
    for (std::size_t z = 0; z < m_graph.zones.size(); ++z) {
        const CoolingZone& zone = m_graph.zones[z];
        AirZone row;
        row.hall = zone.hall;
        row.heat = Power(m_zoneHeat[z]);
        row.losses = Power(m_zoneLosses[z]);
        row.capacity = Power(capacityOf(zone.units));
        row.capacityWorst = Power(capacityWithout(zone.units, 1));
        row.airflowNeeded = VolumeFlow(m_zones[z].airflow);
        double offered = 0.0;
        for (const std::uint32_t u : zone.units)
            if (!m_graph.units[u].isStandby && m_graph.units[u].figures)
                offered += m_graph.units[u].figures->airflowOffered.si();
        row.airflowOffered = VolumeFlow(offered);
        row.supplyTemperature = zone.airSupply;
        const double stream =
            row.airflowNeeded.si() * m_density[z] * m_parameters[Parameter::AirHeatCapacity];
        row.returnTemperature =
            stream > 0.0 ? zone.airSupply + m_zoneHeat[z] / stream : zone.airSupply;
        row.inletLimit = m_zones[z].inletLimit;
        row.units = static_cast<int>(zone.units.size());
        row.racks = m_zones[z].racks;
        result.zones.push_back(row);
    }
}

VolumeFlow CoolingBalance::flowOffered(const CoolingLoop& loop) const
{
    const auto sum = [&](const std::vector<std::uint32_t>& units) {
        double flow = 0.0;
        for (const std::uint32_t u : units)
            if (!m_graph.units[u].isStandby && m_graph.units[u].figures)
                flow += m_graph.units[u].figures->ratedFlow.si();
        return flow;
    };
    const double pumps = sum(loop.pumps); // where pumps stand apart they set the flow
    return VolumeFlow(pumps > 0.0 ? pumps : sum(loop.units));
}

/// Supply temperature that each loop's units reach at design weather, from the outermost loop
/// inwards.
std::vector<double> CoolingBalance::achievedSupplies() const
{
    std::vector<double> supplies(m_graph.loops.size());
    for (auto at = m_graph.order.rbegin(); at != m_graph.order.rend(); ++at) {
        const CoolingLoop& loop = m_graph.loops[*at];
        double reached = loop.row->supply;
        bool hasChiller = false;
        for (const std::uint32_t u : loop.units) {
            const CoolingVertex& unit = m_graph.units[u];
            if (unit.isStandby || !unit.figures)
                continue;
            const double rated = unit.figures->ratedApproach.si();
            const Climate climate = climateAt(u);
            double supply = loop.row->supply;
            if (unit.kind == PartKind::Chiller)
                hasChiller = true;
            else if (unit.kind == PartKind::DryCooler)
                supply = climate.designDryBulb +
                         (rated > 0.0 ? rated : m_parameters[Parameter::FreeCoolingApproach]);
            else if (unit.kind == PartKind::CoolingTower)
                supply = climate.designWetBulb +
                         (rated > 0.0 ? rated : m_parameters[Parameter::TowerApproach]);
            else if (unit.source !=
                     CoolingGraph::none) // the approach of an exchanger goes with its heat
                supply = supplies[unit.source] +
                         rated * (m_capacity[u] > 0.0 ? m_heat[u] / m_capacity[u] : 1.0);
            reached = std::max(reached, supply);
        }
        supplies[*at] = hasChiller ? loop.row->supply : reached;
    }
    return supplies;
}

void CoolingBalance::reportLoops(CoolingResult& result) const
{
    const std::vector<double> supplies = achievedSupplies();
    for (std::size_t l = 0; l < m_graph.loops.size(); ++l) {
        const CoolingLoop& loop = m_graph.loops[l];
        LoopBalance row;
        row.loop = loop.loop;
        row.heat = Power(m_loopHeat[l]);
        row.capacity = Power(capacityOf(loop.units));
        row.capacityWorst =
            Power(capacityWithout(loop.units, std::max(1, loop.row->redundantUnits)));
        const double fromUnits = std::max(0.0, m_loopHeat[l] - m_loops[l].heat);
        row.flowNeeded = VolumeFlow(
            m_loops[l].flow +
            liquidFlowForHeat(fromUnits, std::max(0.1, loop.row->temperatureRise), loop.fluid));
        row.flowOffered = flowOffered(loop);
        row.supply = supplies[l];
        row.setPoint = loop.row->supply;
        row.coldestLimit = m_loops[l].coldestLimit;
        row.racks = m_loops[l].racks;
        row.units = static_cast<int>(loop.units.size());
        result.loops.push_back(row);
    }
}

/// Heat of each unit over the year for W of electric power averaged over it: what compressors take
/// less than at design weather, the units behind them need not reject.
std::vector<double> CoolingBalance::heatAverage(const std::vector<double>& electricAverage) const
{
    std::vector<double> heat = m_heat;
    std::vector<double> spared(m_loops.size());
    const auto passOn = [&](std::uint32_t u, double less) {
        heat[u] -= less;
        if (m_graph.units[u].source != CoolingGraph::none)
            spared[m_graph.units[u].source] += less + m_electric[u] - electricAverage[u];
    };
    for (const CoolingZone& zone : m_graph.zones)
        for (const std::uint32_t u : zone.units)
            passOn(u, 0.0);
    for (const auto& [rack, u] : m_graph.rackUnits)
        passOn(u, 0.0);
    for (const std::uint32_t l : m_graph.order)
        for (const std::uint32_t u : m_graph.loops[l].units)
            passOn(u, m_loopHeat[l] > 0.0 ? spared[l] * (m_heat[u] / m_loopHeat[l]) : 0.0);
    return heat;
}

double CoolingBalance::vapourShareOf(std::uint32_t unit) const
{
    const CoolingVertex& tower = m_graph.units[unit];
    const Site* site = siteAt(unit);
    if (!site || tower.serves == CoolingGraph::none)
        return 1.0;
    const Loop& loop = *m_graph.loops[tower.serves].row;
    const double rated = tower.figures ? tower.figures->ratedApproach.si() : 0.0;
    return vapourShareYear(weatherOf(*site), loop.supply, loop.temperatureRise,
                           rated > 0.0 ? rated : m_parameters[Parameter::TowerApproach],
                           site->altitude);
}

void CoolingBalance::reportUnits(CoolingResult& result) const
{
    const std::vector<double> average = electricAverage();
    const std::vector<double> heatYear = heatAverage(average);
    double vapour = 0.0;
    double electric = 0.0;
    double electricYear = 0.0;
    double towers = 0.0;
    double heat = 0.0;
    double free = 0.0;
    for (std::uint32_t u = 0; u < m_graph.units.size(); ++u) {
        const CoolingVertex& unit = m_graph.units[u];
        CoolingUnit row{
            unit.part,         Power(m_heat[u]), Power(m_capacity[u]), Power(m_electric[u]),
            Power(average[u]), m_compressor[u],  m_year[u].share,      m_year[u].freeShare};
        result.units.push_back(row);
        electric += m_electric[u];
        electricYear += average[u];
        if (unit.kind == PartKind::CoolingTower) {
            towers += heatYear[u];
            vapour += heatYear[u] > 0.0 ? heatYear[u] * vapourShareOf(u) : 0.0;
        }
        if (unit.kind == PartKind::DryCooler || unit.kind == PartKind::CoolingTower ||
            m_hasCompressor[u]) {
            heat += m_heat[u];
            free += m_heat[u] * (m_hasCompressor[u] ? m_year[u].freeShare : 1.0);
        }
    }
    result.electric = Power(electric);
    result.electricAverage = Power(electricYear);
    result.towerHeat = Power(towers);
    result.vapourShare = towers > 0.0 ? vapour / towers : 1.0;
    result.freeCoolingShare = heat > 0.0 ? free / heat : 1.0;
}

} // namespace millwright
