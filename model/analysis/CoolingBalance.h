#pragma once
#include "model/analysis/CoolingResult.h"
#include "model/analysis/FacilityFormulas.h"
#include "model/analysis/InventoryResult.h"
#include "model/base/Weather.h"
#include "model/graph/CoolingGraph.h"
#include <optional>
#include <span>
#include <vector>

namespace millwright
{

/// The climate that a cooling part works in.
struct Climate {
    double designDryBulb = 35.0, designWetBulb = 24.0, averageDryBulb = 12.0; ///< degC
    double altitude = 0.0;                                                    ///< m
};
Climate climateOf(const Site* site);

/// How often compressors are needed over a year.
struct CompressorYear {
    double share = 1.0;     ///< of the heat
    double freeShare = 0.0; ///< of the hours without any
};

/// Compressor need over the year for a supply and rise: outdoor dry-bulb taken as normally
/// distributed about the year's mean with sigma = (design - mean)/2.33, so that the design value is
/// exceeded 1 % of the hours as ASHRAE's 1 % design condition is; 120 bins of sigma/15.
CompressorYear compressorYear(const Climate& climate, double supply, double rise, double approach);
/// The same over the bins of a typical year, each taken at its middle.
CompressorYear compressorYear(std::span<const WeatherBin> year, double supply, double rise,
                              double approach);

/// towerVapourShare() over a year, for water that leaves a tower at `supply` degC or, where the air
/// is too warm for that, `approach` K above the wet-bulb; 1 without wet-bulb temperatures.
double vapourShareYear(std::span<const WeatherBin> year, double supply, double rise,
                       double approach, double altitude);

/// The parameter that gives the fan or pump power per heat of a kind of part without a figure;
/// nothing for doors, which are passive then: the servers' fans push the air.
std::optional<Parameter> driveShare(PartKind kind);

/// Heat of racks and power parts against cooling parts. Rack heat is added once, then solve() is
/// called for each set of hall losses; report() writes what the last solve() found.
class CoolingBalance
{
public:
    CoolingBalance(const CoolingGraph& graph, const ParameterValues& parameters);

    /// Adds the racks' heat; each rack's power and heat times `factor` (pluggable optics).
    void addRacks(const InventoryResult& inventory, const Table<Rack>& racks, double factor);
    /// Heat of each unit, its electric power and what it rejects, for W of losses in each zone.
    void solve(const std::vector<double>& zoneLosses);
    const std::vector<double>& electric() const { return m_electric; } ///< W per unit
    /// Electric power per unit averaged over the year for the heat of the last solve().
    std::vector<double> electricAverage() const;
    void report(CoolingResult& result) const;

    /// What unit `index` is driven by: the terms of coolingElectric().
    CoolingDrive<double> driveOf(std::uint32_t index, double heat, double compressorShare) const;

private:
    void readUnits();
    void takeAtRack(std::uint32_t unit, double& air, double& liquid);
    void addToZone(std::uint32_t zone, const RackLoad& load, double air, double whole);
    void serveRackLiquid(const RackLoad& load, Id<Loop> loop, double& liquid);
    void split(const std::vector<std::uint32_t>& units, double heat);
    void rejectFrom(std::uint32_t unit);
    Climate climateAt(std::uint32_t unit) const;
    const Site* siteAt(std::uint32_t unit) const;
    CompressorYear yearOf(std::uint32_t unit, const Loop& loop) const;
    std::vector<double> heatAverage(const std::vector<double>& electricAverage) const;
    double vapourShareOf(std::uint32_t unit) const;
    double capacityOf(const std::vector<std::uint32_t>& units) const;
    double capacityWithout(const std::vector<std::uint32_t>& units, int lost) const;
    void reportZones(CoolingResult& result) const;
    void reportLoops(CoolingResult& result) const;
    void reportUnits(CoolingResult& result) const;
    std::vector<double> achievedSupplies() const;
    VolumeFlow flowOffered(const CoolingLoop& loop) const;

    struct ZoneSums {
        double heat = 0.0, airflow = 0.0, inletLimit = 0.0;
        int racks = 0;
    };
    struct LoopSums {
        double heat = 0.0, flow = 0.0, coldestLimit = 0.0;
        int racks = 0;
    };
    const CoolingGraph& m_graph;
    const ParameterValues& m_parameters;
    std::vector<double> m_capacity, m_heat, m_electric;
    std::vector<double> m_rackHeat;   ///< W per unit that serves one rack
    std::vector<double> m_compressor; ///< share of heat at design weather
    std::vector<CompressorYear> m_year;
    std::vector<bool> m_hasCompressor;
    std::vector<ZoneSums> m_zones; ///< from racks
    std::vector<LoopSums> m_loops;
    std::vector<double> m_density; ///< kg/m3 of each zone's air
    std::vector<double> m_zoneHeat, m_zoneLosses, m_loopHeat;
    std::vector<UnservedHeat> m_unserved;
    double m_liquid = 0.0, m_air = 0.0;
};

} // namespace millwright
