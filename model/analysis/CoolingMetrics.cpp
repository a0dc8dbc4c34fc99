#include "model/analysis/FacilityExplain.h"
#include "model/analysis/FacilityFormulas.h"
#include <algorithm>

namespace millwright
{
namespace
{

using Value = std::optional<double>;

const CoolingResult& cooling(const MetricContext& c)
{
    return *c.results.cooling;
}

/// A ratio to IT power says nothing where there is none.
Value perIt(const MetricContext& c, double value)
{
    return c.results.power->it.si() > 0.0 ? Value(value) : std::nullopt;
}

Traced annualPue(const MetricContext& c)
{
    const Traced it = tracedMetric(c, "power.it");
    return (it + tracedMetric(c, "power.house") + tracedMetric(c, "power.mechanical.average") +
            tracedMetric(c, "power.losses.average")) /
           it;
}

/// The least of what zones and loops have left with their worst unit lost; the 20 tightest are
/// shown.
Traced margin(const MetricContext& c)
{
    struct Row {
        EntityId id;
        double capacity, heat;
        double left() const { return capacity - heat; }
    };
    std::vector<Row> rows;
    for (const AirZone& zone : cooling(c).zones)
        if (zone.units > 0 ||
            (zone.racks > 0 && zone.heat.si() > 0.0)) // a yard of transformers has no margin
            rows.push_back({zone.hall.value(), zone.capacityWorst.si(), zone.heat.si()});
    for (const LoopBalance& loop : cooling(c).loops)
        if (loop.heat.si() > 0.0 || loop.units > 0)
            rows.push_back({loop.loop.value(), loop.capacityWorst.si(), loop.heat.si()});
    std::sort(rows.begin(), rows.end(),
              [](const Row& a, const Row& b) { return a.left() < b.left(); });
    rows.resize(std::min<std::size_t>(rows.size(), 20));
    Traced least;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::string label = c.project.blueprint().labelOf(rows[i].id);
        const Traced left =
            (Traced::function(rows[i].capacity, "W", "explain.capacity-worst", {},
                              "explain.heat-balance") -
             Traced::function(rows[i].heat, "W", "explain.heat", {}, "explain.heat-balance"))
                .named(label, "W");
        least = i == 0 ? left : minimum(least, left);
    }
    return least;
}

Traced liquidHeat(const MetricContext& c)
{
    const Traced racks = explainRackLiquid(c);
    if (c.results.power->network.si() == 0.0)
        return racks;
    const Traced it = tracedMetric(c, "power.it"); // optics share the racks' split
    return racks * (it / (it - tracedMetric(c, "power.optics")));
}

Traced freeCooling(const MetricContext& c)
{
    std::vector<Traced> inputs = explainWeather(c);
    inputs.push_back(tracedParameter(c, Parameter::FreeCoolingApproach));
    return Traced::function(cooling(c).freeCoolingShare, "1", "cooling.freeCooling",
                            std::move(inputs), yearMethod(c));
}

/// Water of the towers: their heat over the year, the share of it that goes into vapour.
Traced waterPerEnergy(const MetricContext& c)
{
    Traced heat = Traced::function(cooling(c).towerHeat.si(), "W", "explain.tower-heat", {},
                                   "explain.heat-balance");
    if (cooling(c).vapourShare != 1.0)
        heat = heat * Traced::function(cooling(c).vapourShare, "1", "explain.vapour-share",
                                       explainWeather(c), "explain.vapour-balance");
    return towerWaterPerEnergy(heat, tracedParameter(c, Parameter::TowerCycles),
                               tracedMetric(c, "power.it"));
}

const Metric coolingRows[] = {
    {"cooling.pue.peak", "1", "PUE, peak", false,
     [](const MetricContext& c) { return perIt(c, cooling(c).pueDesign); },
     [](const MetricContext& c) {
         return tracedMetric(c, "power.facility") / tracedMetric(c, "power.it");
     }},
    {"cooling.pue.annual", "1", "PUE, year", false,
     [](const MetricContext& c) { return perIt(c, cooling(c).pueAnnual); }, annualPue},
    {"cooling.wue", "L/kWh", "Water per IT energy", false,
     [](const MetricContext& c) { return perIt(c, cooling(c).wue); }, waterPerEnergy},
    {"cooling.margin", "W", "Least cooling left with a unit lost", true,
     [](const MetricContext& c) {
         return cooling(c).hasMargin ? Value(cooling(c).margin.si()) : std::nullopt;
     },
     margin},
    {"cooling.airHeat", "W", "Heat into air", false,
     [](const MetricContext& c) -> Value { return cooling(c).airHeat.si(); },
     [](const MetricContext& c) {
         return tracedMetric(c, "power.it") - tracedMetric(c, "cooling.liquidHeat") +
                tracedMetric(c, "cooling.hallLosses");
     }},
    {"cooling.liquidHeat", "W", "Heat into coolant", false,
     [](const MetricContext& c) -> Value { return cooling(c).liquidHeat.si(); }, liquidHeat},
    {"cooling.hallLosses", "W", "Losses of power parts in halls", false,
     [](const MetricContext& c) -> Value { return cooling(c).hallLosses.si(); },
     [](const MetricContext& c) { return explainLosses(c, true); }},
    {"cooling.freeCooling", "1", "Share of the year without compressors", true,
     [](const MetricContext& c) -> Value { return cooling(c).freeCoolingShare; }, freeCooling},
};

} // namespace

std::span<const Metric> coolingMetrics()
{
    return coolingRows;
}

} // namespace millwright
