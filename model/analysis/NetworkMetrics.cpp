#include "model/analysis/Metric.h"
#include <algorithm>

namespace millwright
{
namespace
{

std::optional<double> positive(double value)
{
    return value > 0.0 ? std::optional(value) : std::nullopt;
}

const FabricNeed* computeFabric(const MetricContext& c)
{
    const FabricNeed* best = nullptr;
    for (const FabricNeed& need : c.results.network->fabrics) {
        const Fabric* fabric = c.project.blueprint().find(need.fabric);
        if (fabric && fabric->kind == FabricKind::Compute &&
            (!best || need.perAccelerator > best->perAccelerator))
            best = &need;
    }
    return best;
}

Traced counted(double value, std::string label)
{
    return Traced::leaf(value, "1", std::move(label), "explain.counted", "verified");
}

/// Ports x their mean speed over the parts with compute ports.
Traced injection(const FabricNeed& need)
{
    return counted(need.endpoints, "network.endpoints") *
           Traced::leaf(need.injection.si() / std::max(1, need.endpoints), "B/s",
                        "network.portSpeed", "explain.part-ports", "derived");
}

/// A storage figure summed over the placed storage parts.
Traced storageSum(const MetricContext& c, FieldKey key, std::string_view unit, std::string label)
{
    std::vector<Traced> terms;
    for (const auto& [id, pieces] : c.results.inventory->partCounts) {
        const Part* part = c.project.parts.find(id);
        const auto figure =
            part && part->kind == PartKind::Storage ? part->number(key) : std::nullopt;
        if (figure)
            terms.push_back(
                (counted(pieces, part->displayName()) * tracedField(*part, key, *figure, unit))
                    .named(part->displayName(), std::string(unit)));
    }
    return Traced::sum(std::move(terms), std::string(unit), std::move(label));
}

Traced storagePorts(const MetricContext& c)
{
    std::vector<Traced> terms;
    for (const auto& [id, pieces] : c.results.inventory->partCounts) {
        const Part* part = c.project.parts.find(id);
        if (!part || part->kind != PartKind::Storage || part->figures.storagePorts == 0)
            continue;
        terms.push_back(
            (counted(pieces, part->displayName()) *
             tracedField(*part, FieldKey::StoragePorts, part->figures.storagePorts, "1") *
             tracedField(*part, FieldKey::StoragePortSpeed, part->figures.storagePortSpeed.si(),
                         "B/s"))
                .named(part->displayName(), "B/s"));
    }
    return Traced::sum(std::move(terms), "B/s", "storage.ports");
}

Traced storageOffer(const MetricContext& c, FieldKey key, std::string label)
{
    const Traced disks = storageSum(c, key, "B/s", std::move(label));
    const Traced ports = storagePorts(c);
    return ports.value() > 0.0 ? minimum(disks, ports) : disks;
}

const Metric networkRows[] = {
    {"network.scaleout.perAccelerator", "B/s", "Scale-out per accelerator", true,
     [](const MetricContext& c) { return positive(c.results.network->scaleOutPerAccelerator); },
     [](const MetricContext& c) {
         return injection(*computeFabric(c)) / tracedMetric(c, "compute.accelerators");
     }},
    {"network.bisection.perAccelerator", "B/s", "Bisection per accelerator", true,
     [](const MetricContext& c) { return positive(c.results.network->bisectionPerAccelerator); },
     [](const MetricContext& c) {
         const FabricNeed& need = *computeFabric(c);
         return Traced::function(
             c.results.network->bisectionPerAccelerator, "B/s", "network.bisection",
             {counted(need.sizedEndpoints, "network.endpoints"), counted(need.leaf, "network.leaf"),
              counted(need.spine, "network.spine"), tracedMetric(c, "compute.accelerators"),
              Traced::leaf(need.endpointPortSpeed.si(), "B/s", "network.portSpeed",
                           "explain.part-ports", "derived")},
             "Folded Clos, C. Clos 1953; Dally and Towles 2004, ch. 5 (bisection)");
     }},
    {"network.switches", "1", "Switches placed", true,
     [](const MetricContext& c) -> std::optional<double> { return c.results.network->switches; },
     [](const MetricContext& c) {
         std::vector<Traced> terms;
         for (const FabricNeed& need : c.results.network->fabrics) {
             const Fabric* fabric = c.project.blueprint().find(need.fabric);
             terms.push_back(counted(need.placedSwitches,
                                     fabric ? fabric->name : std::string("network.fabric")));
         }
         return Traced::sum(std::move(terms), "1", "network.switches");
     }},
    {"storage.capacity", "B", "Storage, usable", true,
     [](const MetricContext& c) { return positive(c.results.network->storageCapacity); },
     [](const MetricContext& c) {
         return storageSum(c, FieldKey::UsableCapacity, "B", "storage.capacity");
     }},
    {"storage.read", "B/s", "Storage read", true,
     [](const MetricContext& c) { return positive(c.results.network->storageRead); },
     [](const MetricContext& c) {
         return storageOffer(c, FieldKey::ReadBandwidth, "storage.read");
     }},
    {"storage.write", "B/s", "Storage write", true,
     [](const MetricContext& c) { return positive(c.results.network->storageWrite); },
     [](const MetricContext& c) {
         return storageOffer(c, FieldKey::WriteBandwidth, "storage.write");
     }},
};

} // namespace

std::span<const Metric> networkMetrics()
{
    return networkRows;
}

} // namespace millwright
