#include "model/analysis/Metric.h"

namespace millwright
{
namespace
{

Traced bodyArea(const MetricContext& c)
{
    // One term per footprint size: pieces x width x depth.
    std::map<std::pair<std::int64_t, std::int64_t>, int> sizes;
    for (const Body& body : c.results.space->bodies)
        ++sizes[{body.box.width.micrometres(), body.box.depth.micrometres()}];
    std::vector<Traced> terms;
    for (const auto& [size, count] : sizes) {
        const double width = Length::micrometres(size.first).metres();
        const double depth = Length::micrometres(size.second).metres();
        terms.push_back(Traced::leaf(count, "1", "space.bodies", "explain.counted", "verified") *
                        Traced::leaf(width, "m", "space.width", "explain.part-size", "derived") *
                        Traced::leaf(depth, "m", "space.depth", "explain.part-size", "derived"));
    }
    return Traced::sum(std::move(terms), "m2", "space.bodyArea");
}

const Metric spaceRows[] = {
    {"space.racks", "1", "Racks", true,
     [](const MetricContext& c) -> std::optional<double> { return c.results.inventory->rackCount; },
     [](const MetricContext& c) {
         std::vector<Traced> terms;
         std::map<Symbol, int> counts;
         for (const Rack& rack : c.project.blueprint().table<Rack>())
             ++counts[rack.part];
         for (const auto& [id, count] : counts)
             terms.push_back(Traced::leaf(count, "1", id.str(), "explain.counted", "verified"));
         return Traced::sum(std::move(terms), "1", "space.racks");
     }},
    {"space.hallArea", "m2", "Hall area", true,
     [](const MetricContext& c) -> std::optional<double> {
         if (c.results.space->hallArea_m2 <= 0.0)
             return std::nullopt;
         return c.results.space->hallArea_m2;
     },
     [](const MetricContext& c) {
         std::vector<Traced> terms;
         for (const Hall& hall : c.project.blueprint().table<Hall>())
             if (hall.outline.size() >= 3)
                 terms.push_back(tracedInput(polygonArea_m2(hall.outline), "m2", hall.name));
         return Traced::sum(std::move(terms), "m2", "space.hallArea");
     }},
    {"space.usedShare", "1", "Floor covered", true,
     [](const MetricContext& c) -> std::optional<double> {
         if (c.results.space->hallArea_m2 <= 0.0)
             return std::nullopt;
         return c.results.space->bodyArea_m2 / c.results.space->hallArea_m2;
     },
     [](const MetricContext& c) { return bodyArea(c) / tracedMetric(c, "space.hallArea"); }},
};

} // namespace

std::span<const Metric> spaceMetrics()
{
    return spaceRows;
}

} // namespace millwright
