#include "model/analysis/Metric.h"

namespace millwright
{
namespace
{

Traced countOf(double count, std::string label)
{
    return Traced::leaf(count, "1", std::move(label), "explain.counted", "verified");
}

/// Pieces of a part times what one piece holds, over the parts that hold any.
Traced sumOverParts(const MetricContext& context, std::string_view unit, std::string label,
                    FieldKey key, int PartFigures::*figure)
{
    std::vector<Traced> terms;
    for (const auto& [id, count] : context.results.inventory->partCounts) {
        const Part* part = context.project.parts.find(id);
        if (!part || part->figures.*figure == 0)
            continue;
        terms.push_back((countOf(count, part->displayName()) *
                         tracedField(*part, key, part->figures.*figure, "1"))
                            .named(part->displayName(), std::string(unit)));
    }
    return Traced::sum(std::move(terms), std::string(unit), std::move(label));
}

const Metric computeRows[] = {
    {"compute.accelerators", "1", "Accelerators", true,
     [](const MetricContext& c) -> std::optional<double> {
         return c.results.inventory->accelerators;
     },
     [](const MetricContext& c) {
         return sumOverParts(c, "1", "compute.accelerators", FieldKey::AcceleratorCount,
                             &PartFigures::acceleratorCount);
     }},
    {"compute.nodes", "1", "Nodes with accelerators", true,
     [](const MetricContext& c) -> std::optional<double> { return c.results.inventory->nodes; },
     [](const MetricContext& c) {
         std::vector<Traced> terms;
         for (const auto& [id, count] : c.results.inventory->partCounts)
             if (const Part* part = c.project.parts.find(id);
                 part && part->figures.acceleratorCount > 0)
                 terms.push_back(countOf(count, part->displayName()));
         return Traced::sum(std::move(terms), "1", "compute.nodes");
     }},
    {"compute.devices", "1", "Devices in racks", true,
     [](const MetricContext& c) -> std::optional<double> {
         return c.results.inventory->deviceCount;
     },
     [](const MetricContext& c) {
         return countOf(c.results.inventory->deviceCount, "compute.devices");
     }},
};

} // namespace

std::span<const Metric> computeMetrics()
{
    return computeRows;
}

} // namespace millwright
