#include "model/analysis/CoolingBalance.h"
#include "model/blueprint/SiteFigures.h"
#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace millwright
{
namespace
{

/// Standard normal quantile of 0.99.
constexpr double onePercentSigma = 2.326;

double normalShareBelow(double z)
{
    return 0.5 * std::erfc(-z / std::numbers::sqrt2);
}

void keepLowest(double& limit, double value)
{
    if (value != 0.0 && (limit == 0.0 || value < limit))
        limit = value;
}

} // namespace

Climate climateOf(const Site* site)
{
    const Site standard;
    const Site& at = site ? *site : standard;
    return {at.designDryBulb, at.designWetBulb, at.averageDryBulb, at.altitude};
}

CompressorYear compressorYear(const Climate& climate, double supply, double rise, double approach)
{
    const double sigma =
        std::max(0.0, climate.designDryBulb - climate.averageDryBulb) / onePercentSigma;
    CompressorYear year{
        0.0, normalShareBelow(sigma > 0.0 ? (supply - approach - climate.averageDryBulb) / sigma
                              : climate.averageDryBulb + approach <= supply ? 40.0
                                                                            : -40.0)};
    constexpr int bins = 120;
    constexpr double reach = 4.0; // sigmas to each side; beyond lie 6 minutes of a year
    static const std::vector<double> weights = [] {
        std::vector<double> w;
        const double whole = normalShareBelow(reach) - normalShareBelow(-reach);
        for (int i = 0; i < bins; ++i)
            w.push_back((normalShareBelow(reach * (2.0 * (i + 1) / bins - 1.0)) -
                         normalShareBelow(reach * (2.0 * i / bins - 1.0))) /
                        whole);
        return w;
    }();
    for (int i = 0; i < bins; ++i) {
        const double z = reach * (2.0 * (i + 0.5) / bins - 1.0);
        year.share += weights[static_cast<std::size_t>(i)] *
                      compressorShareAt(climate.averageDryBulb + z * sigma, supply, rise, approach);
    }
    return year;
}

CompressorYear compressorYear(std::span<const WeatherBin> year, double supply, double rise,
                              double approach)
{
    double hours = 0.0, free = 0.0, need = 0.0;
    for (const WeatherBin& bin : year) {
        const double share = compressorShareAt(bin.dryBulb, supply, rise, approach);
        hours += bin.hours;
        need += bin.hours * share;
        free += share > 0.0 ? 0.0 : bin.hours;
    }
    return hours > 0.0 ? CompressorYear{need / hours, free / hours} : CompressorYear{};
}

double vapourShareYear(std::span<const WeatherBin> year, double supply, double rise,
                       double approach, double altitude)
{
    const double pressure = airPressure(altitude);
    double hours = 0.0, share = 0.0;
    for (const WeatherBin& bin : year) {
        if (!bin.wetBulb)
            return 1.0;
        const double water =
            std::max(supply, *bin.wetBulb + approach) + std::max(0.0, rise) / 2.0;
        hours += bin.hours;
        share += bin.hours * towerVapourShare(bin.dryBulb, *bin.wetBulb, water, pressure);
    }
    return hours > 0.0 ? share / hours : 1.0;
}

std::optional<Parameter> driveShare(PartKind kind)
{
    switch (kind) {
    case PartKind::DryCooler:
    case PartKind::CoolingTower:
    case PartKind::Chiller:
        return Parameter::HeatRejectionShare;
    case PartKind::Crah:
    case PartKind::InRowCooler:
        return Parameter::FanShare;
    case PartKind::RearDoor:
        return std::nullopt;
    default:
        return Parameter::PumpShare;
    }
}

CoolingBalance::CoolingBalance(const CoolingGraph& graph, const ParameterValues& parameters)
    : m_graph(graph), m_parameters(parameters), m_capacity(graph.units.size()),
      m_heat(graph.units.size()), m_electric(graph.units.size()), m_rackHeat(graph.units.size()),
      m_compressor(graph.units.size()), m_year(graph.units.size(), {0.0, 1.0}),
      m_hasCompressor(graph.units.size()), m_zones(graph.zones.size()), m_loops(graph.loops.size()),
      m_zoneHeat(graph.zones.size()), m_zoneLosses(graph.zones.size()),
      m_loopHeat(graph.loops.size())
{
    for (const CoolingZone& zone : graph.zones)
        m_density.push_back(parameters[Parameter::AirDensity] *
                            airPressure(climateOf(zone.site).altitude) / standardPressure);
    readUnits();
}

const Site* CoolingBalance::siteAt(std::uint32_t unit) const
{
    const std::uint32_t zone = m_graph.units[unit].zone;
    if (zone != CoolingGraph::none)
        return m_graph.zones[zone].site;
    return m_graph.zones.empty() ? nullptr : m_graph.zones.front().site;
}

Climate CoolingBalance::climateAt(std::uint32_t unit) const
{
    return climateOf(siteAt(unit));
}

void CoolingBalance::readUnits()
{
    const double approach = m_parameters[Parameter::FreeCoolingApproach];
    std::vector<CompressorYear> years(m_graph.loops.size(), {-1.0, 0.0});
    for (std::uint32_t u = 0; u < m_graph.units.size(); ++u) {
        const CoolingVertex& unit = m_graph.units[u];
        m_capacity[u] = unit.figures ? unit.figures->coolingCapacity.si() : 0.0;
        if (unit.kind == PartKind::Chiller && unit.serves != CoolingGraph::none) {
            // Chillers of a loop stand in one climate: its year is found once.
            const Loop& loop = *m_graph.loops[unit.serves].row;
            const Climate climate = climateAt(u);
            m_hasCompressor[u] = true;
            m_compressor[u] = compressorShareAt(climate.designDryBulb, loop.supply,
                                                loop.temperatureRise, approach);
            CompressorYear& year = years[unit.serves];
            if (year.share < 0.0)
                year = yearOf(u, loop);
            m_year[u] = year;
        } else if (unit.role == CoolingRole::Air && unit.kind != PartKind::RearDoor &&
                   unit.source == CoolingGraph::none) {
            m_hasCompressor[u] = true; // without water it is a direct-expansion unit
            m_compressor[u] = 1.0;
            m_year[u] = {1.0, 0.0};
        }
    }
}

/// By the bins of the site's typical year where it has one.
CompressorYear CoolingBalance::yearOf(std::uint32_t unit, const Loop& loop) const
{
    const double approach = m_parameters[Parameter::FreeCoolingApproach];
    const Site* site = siteAt(unit);
    const std::vector<WeatherBin> bins = site ? weatherOf(*site) : std::vector<WeatherBin>();
    if (!bins.empty())
        return compressorYear(bins, loop.supply, loop.temperatureRise, approach);
    return compressorYear(climateOf(site), loop.supply, loop.temperatureRise, approach);
}

CoolingDrive<double> CoolingBalance::driveOf(std::uint32_t index, double heat,
                                             double compressorShare) const
{
    const CoolingVertex& unit = m_graph.units[index];
    const double power = unit.figures ? unit.figures->powerMax.si() : 0.0;
    CoolingDrive<double> drive;
    drive.heat = heat;
    drive.capacity = m_capacity[index];
    drive.ratedPower = power;
    drive.hasRating = unit.figures && unit.figures->hasPower && drive.capacity > 0.0;
    drive.hasCompressor = m_hasCompressor[index];
    drive.isChiller = unit.kind == PartKind::Chiller;
    drive.compressorShare = compressorShare;
    const double stated = unit.figures ? unit.figures->coefficientOfPerformance : 0.0;
    drive.cop = stated > 0.0 ? stated : m_parameters[Parameter::ChillerCop];
    if (drive.isChiller && stated <= 0.0 && drive.hasRating && power > 0.0)
        drive.cop = drive.capacity / power;
    const auto share = driveShare(unit.kind);
    drive.share = share ? m_parameters[*share] : 0.0;
    return drive;
}

void CoolingBalance::addRacks(const InventoryResult& inventory, const Table<Rack>& racks,
                              double factor)
{
    auto row = racks.begin();
    const auto end = racks.end();
    auto unit = m_graph.rackUnits.begin();
    Id<Hall> hall; // racks of a hall mostly stand together in the list
    std::uint32_t zone = CoolingGraph::none;
    for (const RackLoad& load : inventory.racks) {
        while (row != end && row->id < load.rack)
            ++row;
        const Id<Loop> loop = row != end && row->id == load.rack ? row->loop : Id<Loop>();
        double liquid = load.liquidHeat.si() * factor;
        double air = load.designPower.si() * factor - liquid;
        m_liquid += liquid;
        m_air += air;
        const double whole = air;
        for (; unit != m_graph.rackUnits.end() && unit->first <= load.rack; ++unit)
            if (unit->first == load.rack)
                takeAtRack(unit->second, air, liquid);
        if (liquid > 0.0)
            serveRackLiquid(load, loop, liquid);
        if (load.hall != hall) {
            hall = load.hall;
            zone = m_graph.zoneOf(hall);
        }
        if (zone != CoolingGraph::none) {
            addToZone(zone, load, air, whole);
            if (!m_graph.zones[zone].units.empty())
                air = 0.0;
        }
        if (air > 0.0 || liquid > 0.0)
            m_unserved.push_back({load.rack.value(), load.hall, Power(air), Power(liquid)});
    }
}

/// A door, a CDU in the rack or a tank takes what it can; the rest goes on.
void CoolingBalance::takeAtRack(std::uint32_t unit, double& air, double& liquid)
{
    double left = m_capacity[unit] > 0.0 ? m_capacity[unit] : std::numeric_limits<double>::max();
    const auto take = [&](double& heat) {
        const double taken = std::min(heat, left);
        heat -= taken;
        left -= taken;
        m_rackHeat[unit] += taken;
    };
    if (m_graph.units[unit].role != CoolingRole::RackAir)
        take(liquid);
    if (m_graph.units[unit].role != CoolingRole::RackLiquid)
        take(air);
}

/// `air` W of the rack's `whole` W of air heat reach the room; its airflow in the same proportion,
/// since what a door has cooled needs no cold air.
void CoolingBalance::addToZone(std::uint32_t zone, const RackLoad& load, double air, double whole)
{
    ZoneSums& sums = m_zones[zone];
    sums.heat += air;
    ++sums.racks;
    keepLowest(sums.inletLimit, load.inletMax_C);
    if (air > 0.0)
        sums.airflow +=
            load.airflow.si() > 0.0
                ? load.airflow.si() * (air / whole)
                : airFlowForHeat(air, m_parameters[Parameter::AirRise], m_density[zone]);
}

void CoolingBalance::serveRackLiquid(const RackLoad& load, Id<Loop> loop, double& liquid)
{
    const std::uint32_t index = m_graph.loopOf(loop);
    if (index == CoolingGraph::none)
        return;
    LoopSums& sums = m_loops[index];
    const CoolingLoop& row = m_graph.loops[index];
    sums.heat += liquid;
    sums.flow +=
        load.coolantFlow.si() > 0.0
            ? load.coolantFlow.si()
            : liquidFlowForHeat(liquid, std::max(0.1, row.row->temperatureRise), row.fluid);
    keepLowest(sums.coldestLimit, load.coolantSupplyMax_C);
    ++sums.racks;
    if (!row.units.empty())
        liquid = 0.0;
}

/// Shares heat among the running units by capacity (all alike where none is known; standby ones
/// only if no other is there).
void CoolingBalance::split(const std::vector<std::uint32_t>& units, double heat)
{
    const bool hasRunning = std::any_of(
        units.begin(), units.end(), [&](std::uint32_t u) { return !m_graph.units[u].isStandby; });
    const auto runs = [&](std::uint32_t u) { return !hasRunning || !m_graph.units[u].isStandby; };
    double total = 0.0;
    int count = 0;
    for (const std::uint32_t u : units)
        if (runs(u)) {
            total += m_capacity[u];
            ++count;
        }
    for (const std::uint32_t u : units)
        if (runs(u))
            m_heat[u] = total > 0.0 ? heat * (m_capacity[u] / total) : heat / count;
}

void CoolingBalance::rejectFrom(std::uint32_t u)
{
    m_electric[u] = coolingElectric(driveOf(u, m_heat[u], m_compressor[u]));
    if (m_graph.units[u].source != CoolingGraph::none)
        m_loopHeat[m_graph.units[u].source] += m_heat[u] + m_electric[u];
}

void CoolingBalance::solve(const std::vector<double>& zoneLosses)
{
    m_zoneLosses = zoneLosses;
    m_heat = m_rackHeat;
    for (std::size_t l = 0; l < m_loops.size(); ++l)
        m_loopHeat[l] = m_loops[l].heat;
    for (std::size_t z = 0; z < m_zones.size(); ++z) {
        m_zoneHeat[z] = m_zones[z].heat + zoneLosses[z];
        split(m_graph.zones[z].units, m_zoneHeat[z]);
        for (const std::uint32_t u : m_graph.zones[z].units)
            rejectFrom(u);
    }
    for (const auto& [rack, u] : m_graph.rackUnits)
        rejectFrom(u);
    for (const std::uint32_t l : m_graph.order) {
        const CoolingLoop& loop = m_graph.loops[l];
        double pumping = 0.0; // ends as heat in the coolant
        for (const std::uint32_t u : loop.pumps) {
            const CoolingVertex& pump = m_graph.units[u];
            const bool hasPower = pump.figures && pump.figures->hasPower;
            const double share = m_loopHeat[l] / static_cast<double>(loop.pumps.size());
            m_electric[u] = pump.isStandby ? 0.0
                            : hasPower     ? pump.figures->powerMax.si()
                                           : share * m_parameters[Parameter::PumpShare];
            pumping += m_electric[u];
        }
        m_loopHeat[l] += pumping;
        split(loop.units, m_loopHeat[l]);
        for (const std::uint32_t u : loop.units)
            rejectFrom(u);
    }
}

std::vector<double> CoolingBalance::electricAverage() const
{
    std::vector<double> average = m_electric;
    for (std::uint32_t u = 0; u < m_graph.units.size(); ++u)
        if (m_hasCompressor[u])
            average[u] = coolingElectric(driveOf(u, m_heat[u], m_year[u].share));
    return average;
}

} // namespace millwright
