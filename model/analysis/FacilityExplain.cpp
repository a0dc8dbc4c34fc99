#include "model/analysis/FacilityExplain.h"
#include "model/analysis/AcceleratorFigures.h"
#include "model/analysis/WorkPlanFormulas.h"
#include "model/analysis/WorkloadExplain.h"
#include "model/analysis/CoolingBalance.h"
#include "model/blueprint/SiteFigures.h"
#include "model/graph/PowerGraph.h"
#include <array>
#include <map>

namespace millwright
{
namespace
{

constexpr const char* powerFlow = "explain.power-flow";
constexpr const char* heatBalance = "explain.heat-balance";

Traced counted(int count, const std::string& label)
{
    return Traced::leaf(count, "1", label, "explain.counted", "verified");
}

/// Pieces of each part in racks, the racks themselves included.
std::map<Symbol, int> rackParts(const MetricContext& c)
{
    std::map<Symbol, int> counts;
    for (const Rack& rack : c.project.blueprint().table<Rack>())
        ++counts[rack.part];
    for (const Device& device : c.project.blueprint().table<Device>())
        if (c.project.blueprint().find(device.rack))
            ++counts[device.part];
    return counts;
}

/// A figure by the first of `keys` that the part has; the first key stands for a fallback.
Traced firstField(const Part& part, std::initializer_list<FieldKey> keys, double figure,
                  std::string_view unit)
{
    for (const FieldKey key : keys)
        if (const Field* field = part.field(key); field && field->si() == figure)
            return tracedField(part, key, figure, unit);
    return tracedField(part, *keys.begin(), figure, unit);
}

Traced mostPower(const Part& part)
{
    using enum FieldKey;
    return firstField(part, {PowerMax, PowerNameplate, ThermalDesignPower, PowerTypical},
                      part.figures.powerMax.si(), "W");
}

Traced typicalPower(const Part& part)
{
    using enum FieldKey;
    return firstField(part, {PowerTypical, PowerMax, PowerNameplate, ThermalDesignPower},
                      part.figures.powerTypical.si(), "W");
}

Traced partLoad(const MetricContext& c, const Part& part, bool typical)
{
    const Traced low = typicalPower(part);
    return typical ? low
                   : designLoad(low, mostPower(part), tracedParameter(c, Parameter::DesignBasis));
}

/// Electric power over heat of all that a unit's formula needs, with sources.
Traced unitElectric(const MetricContext& c, const CoolingGraph& graph,
                    const CoolingBalance& balance, std::uint32_t u, bool average)
{
    const CoolingUnit& result = c.results.cooling->units[u];
    const CoolingVertex& unit = graph.units[u];
    const CoolingPart* row = c.project.blueprint().find(unit.part);
    const Part* part = row ? c.project.parts.find(row->part) : nullptr;
    const std::string label = c.project.blueprint().labelOf(unit.part.value());
    const double electric = (average ? result.electricAverage : result.electric).si();
    if (!part || unit.role == CoolingRole::Pump) {
        std::vector<Traced> inputs;
        if (part && part->figures.hasPower)
            inputs.push_back(mostPower(*part));
        else
            inputs.push_back(tracedParameter(c, Parameter::PumpShare));
        return Traced::function(electric, "W", label, std::move(inputs), heatBalance);
    }
    const double share = average ? result.compressorShareAverage : result.compressorShare;
    const CoolingDrive<double> plain = balance.driveOf(u, result.heat.si(), share);
    CoolingDrive<Traced> drive;
    drive.heat = Traced::function(plain.heat, "W", label, {}, heatBalance);
    drive.hasRating = plain.hasRating;
    drive.hasCompressor = plain.hasCompressor;
    drive.isChiller = plain.isChiller;
    drive.ratedPower = mostPower(*part);
    drive.capacity = tracedField(*part, FieldKey::CoolingCapacity, plain.capacity, "W");
    const auto parameter = driveShare(unit.kind);
    drive.share = parameter ? tracedParameter(c, *parameter) : Traced(0.0);
    const double stated = part->figures.coefficientOfPerformance;
    if (stated > 0.0)
        drive.cop = tracedField(*part, FieldKey::CoefficientOfPerf, stated, "1");
    else if (plain.isChiller && plain.hasRating && plain.ratedPower > 0.0)
        drive.cop = drive.capacity / drive.ratedPower;
    else
        drive.cop = tracedParameter(c, Parameter::ChillerCop);
    std::vector<Traced> weather;
    if (const Loop* loop = c.project.blueprint().find(row->serves); loop && plain.isChiller) {
        weather = {tracedInput(loop->supply, "degC", loop->name),
                   tracedInput(loop->temperatureRise, "K", loop->name),
                   tracedParameter(c, Parameter::FreeCoolingApproach)};
        if (average)
            for (Traced& input : explainWeather(c))
                weather.push_back(std::move(input));
    }
    drive.compressorShare =
        Traced::function(plain.compressorShare, "1", "explain.compressor-share", std::move(weather),
                         average ? yearMethod(c) : "explain.economiser");
    return coolingElectric(drive).named(label, "W");
}

} // namespace

std::vector<Traced> explainWeather(const MetricContext& c)
{
    std::vector<Traced> inputs;
    for (const Site& site : c.project.blueprint().table<Site>()) {
        double hours = 0.0;
        for (const WeatherBin& bin : weatherOf(site))
            hours += bin.hours;
        if (hours > 0.0) {
            inputs.push_back(tracedSite(site, "weatherHours_h", hours, "h"));
            continue;
        }
        inputs.push_back(tracedSite(site, "averageDryBulb_C", site.averageDryBulb, "degC"));
        inputs.push_back(tracedSite(site, "designDryBulb_C", site.designDryBulb, "degC"));
    }
    return inputs;
}

std::string yearMethod(const MetricContext& c)
{
    const auto& sites = c.project.blueprint().table<Site>();
    const bool hasBins = !sites.isEmpty() && !weatherOf(*sites.begin()).empty();
    return hasBins ? "explain.weather-bins" : "explain.year-bins";
}

Traced explainRackPower(const MetricContext& c, bool typical)
{
    std::vector<Traced> terms;
    for (const auto& [id, count] : rackParts(c)) {
        const Part* part = c.project.parts.find(id);
        if (part && part->figures.hasPower)
            terms.push_back((counted(count, part->displayName()) * partLoad(c, *part, typical))
                                .named(part->displayName(), "W"));
    }
    return Traced::sum(std::move(terms), "W", "explain.rack-power");
}

Traced explainPoolAverage(const MetricContext& c, const PoolPlan& pool)
{
    const auto spec = acceleratorFigures(c.project.parts, pool.accelerator);
    const std::string source = spec && !spec->source.empty() ? spec->source : pool.accelerator.str();
    const std::string confidence =
        spec && spec->idle > 0.0 && !spec->confidence.empty() ? spec->confidence : "derived";
    std::vector<Traced> busyJobs, workJobs;
    for (const std::size_t i : pool.jobs) {
        const JobPlan& job = c.results.workplan->jobs[i];
        const JobEstimate* estimate = estimateOf(c, job.workload);
        if (job.busyHours <= 0.0 || !estimate)
            continue;
        busyJobs.push_back(planned(c, job, job.busyHours, "h"));
        workJobs.push_back(estimated(c, *estimate, estimate->powerPerAccelerator, "W",
                                     workloadLabel(c, job.workload)));
    }
    const Traced hours =
        counted(pool.accelerators, pool.accelerator.str()) * Traced(hoursPerYear);
    const Traced busyShare =
        (Traced::sum(std::move(busyJobs), "h", "explain.busy-hours") / hours).named("explain.busy-share", "1");
    const Traced busyWatts = Traced::function(pool.busyWatts, "W", "explain.power-at-work",
                                              std::move(workJobs), "docs/workloads.md: mean over busy hours");
    return averageAcceleratorPower<Traced>(
        Traced::leaf(pool.idleWatts, "W", "explain.idle-power", source, confidence), busyWatts,
        busyShare);
}

Traced explainRackAverage(const MetricContext& c)
{
    std::vector<Traced> terms;
    for (const auto& [id, count] : rackParts(c)) {
        const Part* part = c.project.parts.find(id);
        if (!part || !part->figures.hasPower)
            continue;
        const PoolPlan* pool = nullptr;
        if (part->figures.acceleratorCount > 0)
            for (const PoolPlan& each : c.results.workplan->pools)
                if (each.isPlanned && each.accelerator == acceleratorOf(*part))
                    pool = &each;
        const Traced one =
            pool ? systemAveragePower<Traced>(
                       tracedField(*part, FieldKey::AcceleratorCount,
                                   part->figures.acceleratorCount, "1"),
                       explainPoolAverage(c, *pool).named(pool->accelerator.str(), "W"),
                       mostPower(*part),
                       Traced::leaf(pool->designWatts, "W", "explain.design-power",
                                    pool->accelerator.str(), "secondary"),
                       tracedParameter(c, Parameter::HostLoadShare))
                 : typicalPower(*part);
        terms.push_back((counted(count, part->displayName()) * one).named(part->displayName(), "W"));
    }
    return Traced::sum(std::move(terms), "W", "explain.rack-power");
}

Traced explainRackLiquid(const MetricContext& c)
{
    std::vector<Traced> terms;
    for (const auto& [id, count] : rackParts(c)) {
        const Part* part = c.project.parts.find(id);
        if (!part || !part->figures.hasPower || part->figures.liquidShare == 0.0)
            continue;
        const Traced share =
            tracedField(*part, FieldKey::LiquidShare, part->figures.liquidShare, "1");
        terms.push_back((counted(count, part->displayName()) * partLoad(c, *part, false) * share)
                            .named(part->displayName(), "W"));
    }
    return Traced::sum(std::move(terms), "W", "explain.rack-liquid");
}

Traced explainOptics(const MetricContext& c)
{
    std::vector<Traced> terms;
    if (c.results.network)
        for (const auto& [id, count] : c.results.network->cables) {
            const Part* part = c.project.parts.find(id);
            const auto watts = part ? part->number(FieldKey::PowerPerEnd) : std::nullopt;
            if (watts)
                terms.push_back((counted(2 * count, part->displayName()) *
                                 tracedField(*part, FieldKey::PowerPerEnd, *watts, "W"))
                                    .named(part->displayName(), "W"));
        }
    return Traced::sum(std::move(terms), "W", "power.optics");
}

Traced explainLosses(const MetricContext& c, bool inHallsOnly)
{
    static constexpr std::array keys = {FieldKey::Efficiency25, FieldKey::Efficiency50,
                                        FieldKey::Efficiency75, FieldKey::Efficiency};
    std::vector<Traced> terms;
    const auto& graph = c.results.power->cache.graph;
    for (std::size_t v = 0; graph && v < c.results.power->nodes.size(); ++v) {
        const PowerNode& node = c.results.power->nodes[v];
        const PowerPart* row = c.project.blueprint().find(node.part);
        const Part* part = row ? c.project.parts.find(row->part) : nullptr;
        if (!part || !node.isLive || node.input == node.output ||
            (inHallsOnly && !c.project.blueprint().find(row->at.hall)))
            continue;
        const PowerVertex& vertex = graph->vertices()[v];
        const std::string label = c.project.blueprint().labelOf(node.part.value());
        std::array<EfficiencyPoint<Traced>, 4> points;
        for (std::size_t i = 0; i < points.size(); ++i)
            points[i] = {vertex.efficiency[i].load,
                         tracedField(*part, keys[i], vertex.efficiency[i].efficiency, "1")};
        const Traced output = Traced::function(node.output.si(), "W", label, {}, powerFlow);
        const Traced rating =
            vertex.rating == part->figures.ratedPower.si()
                ? tracedField(*part, FieldKey::RatedPower, vertex.rating, "W")
                : Traced::function(
                      vertex.rating, "W", label,
                      {tracedField(*part, FieldKey::RatedPower, part->figures.ratedPower.si(), "W"),
                       tracedInput(row->modules, "1", label)},
                      "explain.modules");
        const std::span<const EfficiencyPoint<Traced>> curve(points);
        terms.push_back((chainInput(curve, output, rating) - output).named(label, "W"));
    }
    return Traced::sum(std::move(terms), "W", "power.losses");
}

Traced explainMechanical(const MetricContext& c, bool average)
{
    const CoolingGraph graph(c.project.blueprint(), c.project.parts);
    const CoolingBalance balance(graph, c.parameters);
    std::vector<Traced> terms;
    for (std::uint32_t u = 0; u < graph.units.size() && u < c.results.cooling->units.size(); ++u)
        if (c.results.cooling->units[u].electric.si() != 0.0)
            terms.push_back(unitElectric(c, graph, balance, u, average));
    return Traced::sum(std::move(terms), "W", "power.mechanical");
}

} // namespace millwright
