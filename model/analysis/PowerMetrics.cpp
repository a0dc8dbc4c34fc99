#include "model/analysis/FacilityExplain.h"
#include "model/analysis/FacilityFormulas.h"

namespace millwright
{
namespace
{

using Value = std::optional<double>;

const PowerResult& power(const MetricContext& c)
{
    return *c.results.power;
}

Traced sumOfParts(const MetricContext& c)
{
    return tracedMetric(c, "power.it") + tracedMetric(c, "power.mechanical") +
           tracedMetric(c, "power.house") + tracedMetric(c, "power.losses");
}

Traced utilityLimit(const MetricContext& c)
{
    std::vector<Traced> terms;
    for (const Site& site : c.project.blueprint().table<Site>())
        terms.push_back(tracedInput(site.utilityCapacity.si(), "W", site.name));
    return Traced::sum(std::move(terms), "W", "power.utilityLimit");
}

Value statedLimit(const MetricContext& c)
{
    const double limit = power(c).utilityLimit.si();
    return limit > 0.0 ? Value(limit) : std::nullopt;
}

const Metric powerRows[] = {
    {"power.it", "W", "IT power", false,
     [](const MetricContext& c) -> Value { return power(c).it.si(); },
     [](const MetricContext& c) {
         return explainRackPower(c, false) + tracedMetric(c, "power.optics");
     }},
    {"power.optics", "W", "Pluggable optics", false,
     [](const MetricContext& c) -> Value { return power(c).network.si(); }, explainOptics},
    {"power.facility", "W", "Facility power, peak", false,
     [](const MetricContext& c) -> Value { return power(c).facility.si(); }, sumOfParts},
    {"power.losses", "W", "Losses of the power chain", false,
     [](const MetricContext& c) -> Value { return power(c).losses.si(); },
     [](const MetricContext& c) { return explainLosses(c, false); }},
    {"power.losses.average", "W", "Losses of the power chain, year average", false,
     [](const MetricContext& c) -> Value { return power(c).lossesAverage.si(); },
     [](const MetricContext& c) {
         return Traced::function(
             power(c).lossesAverage.si(), "W", "power.losses.average",
             {tracedMetric(c, "power.it"), tracedMetric(c, "power.mechanical.average")},
             "explain.power-flow");
     }},
    {"power.mechanical", "W", "Cooling power, peak", false,
     [](const MetricContext& c) -> Value { return power(c).mechanical.si(); },
     [](const MetricContext& c) { return explainMechanical(c, false); }},
    {"power.mechanical.average", "W", "Cooling power, year average", false,
     [](const MetricContext& c) -> Value { return power(c).mechanicalAverage.si(); },
     [](const MetricContext& c) { return explainMechanical(c, true); }},
    {"power.house", "W", "Lighting and offices", false,
     [](const MetricContext& c) -> Value { return power(c).house.si(); },
     [](const MetricContext& c) {
         return tracedParameter(c, Parameter::HouseLoad) * tracedMetric(c, "power.it");
     }},
    {"power.it.average", "W", "IT power, year average", false,
     [](const MetricContext& c) -> Value { return c.results.workplan->itAverage.si(); },
     [](const MetricContext& c) {
         return explainRackAverage(c) + tracedMetric(c, "power.optics");
     }},
    {"power.facility.average", "W", "Facility power, year average", false,
     [](const MetricContext& c) -> Value { return c.results.workplan->facilityAverage.si(); },
     [](const MetricContext& c) {
         return facilityPower(tracedMetric(c, "power.it.average"),
                              tracedMetric(c, "cooling.pue.annual"));
     }},
    {"power.utilityLimit", "W", "Utility connection", true, statedLimit, utilityLimit},
    {"power.headroom", "W", "Left of the utility connection", true,
     [](const MetricContext& c) -> Value {
         const Value limit = statedLimit(c);
         return limit ? Value(*limit - power(c).facility.si()) : std::nullopt;
     },
     [](const MetricContext& c) {
         return tracedMetric(c, "power.utilityLimit") - tracedMetric(c, "power.facility");
     }},
};

} // namespace

std::span<const Metric> powerMetrics()
{
    return powerRows;
}

} // namespace millwright
