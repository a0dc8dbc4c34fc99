#include "model/rules/Rule.h"
#include <algorithm>
#include <cmath>
#include <limits>

namespace millwright
{
namespace
{

/// Calls visit(fabric, need) for each fabric.
template <class Visitor> void forEachFabric(const RuleContext& c, Visitor&& visit)
{
    for (const FabricNeed& need : c.results.network->fabrics)
        if (const Fabric* fabric = c.blueprint.find(need.fabric))
            visit(*fabric, need);
}

/// Endpoints fit the ports of the placed leaf switches, and their speeds match.
void checkPorts(const RuleContext& c, FindingSink& sink)
{
    forEachFabric(c, [&](const Fabric& fabric, const FabricNeed& need) {
        if (!need.isCountable || need.placedLeaf == 0)
            return;
        sink.sawData();
        const int asked = need.endpoints + need.managerPorts;
        if (asked > need.endpointPortsOfSwitches)
            sink.add(
                {fabric.id.value()},
                {"network.ports.too-few",
                 {fabric.name, std::int64_t{asked}, std::int64_t{need.endpointPortsOfSwitches}}},
                asked, need.endpointPortsOfSwitches, "1");
        if (need.endpointPortSpeed > need.switchPortSpeed)
            sink.add({fabric.id.value()},
                     {"network.ports.slow-switch",
                      {fabric.name, Measure{need.endpointPortSpeed.si() * 8, "bit/s"},
                       Measure{need.switchPortSpeed.si() * 8, "bit/s"}}},
                     need.endpointPortSpeed.si(), need.switchPortSpeed.si(), "B/s");
    });
}

/// Every switch that the intent needs is placed.
void checkUnplaced(const RuleContext& c, FindingSink& sink)
{
    forEachFabric(c, [&](const Fabric& fabric, const FabricNeed& need) {
        if (!need.isCountable)
            return;
        sink.sawData();
        const int needed = need.leaf + need.spine + need.core;
        const bool isMissing = need.placedLeaf < need.leaf || need.placedSpine < need.spine ||
                               need.placedCore < need.core;
        if (isMissing && need.placedSwitches < needed)
            sink.add({fabric.id.value()},
                     {"network.unplaced.missing",
                      {fabric.name, std::int64_t{std::max(0, need.leaf - need.placedLeaf)},
                       std::int64_t{std::max(0, need.spine - need.placedSpine)},
                       std::int64_t{std::max(0, need.core - need.placedCore)}}},
                     need.placedSwitches, needed, "1")
                .fixes.push_back({"wire-fabric",
                                  {"fix.wire-fabric", {fabric.name}},
                                  {{"fabric", std::to_string(fabric.id.value())}}});
        else if (isMissing)
            sink.add({fabric.id.value()}, {"network.unplaced.roles", {fabric.name}},
                     need.placedSwitches, needed, "1");
    });
}

void checkOversubscription(const RuleContext& c, FindingSink& sink)
{
    forEachFabric(c, [&](const Fabric& fabric, const FabricNeed& need) {
        if (!need.isCountable || need.spine == 0 || need.placedLeaf == 0 || need.placedSpine == 0)
            return;
        sink.sawData();
        // Uplinks end on the placed spines: what they can take against what the placed leaves offer
        // downwards.
        const double down = need.endpoints;
        const double spinePorts =
            static_cast<double>(need.placedSpine) * need.radix * (need.core > 0 ? 0.5 : 1.0);
        const double built = std::max(need.oversubscription, down / std::max(1.0, spinePorts));
        if (built > fabric.oversubscription * (1.0 + 1e-9))
            sink.add(
                {fabric.id.value()},
                {"network.oversubscription.above",
                 {fabric.name, Measure{built, ": 1"}, Measure{fabric.oversubscription, ": 1"}}},
                built, fabric.oversubscription, ": 1");
    });
}

/// Every kind of port that placed devices have is met by a fabric.
void checkUnconnected(const RuleContext& c, FindingSink& sink)
{
    struct Row {
        FabricKind kind;
        int PartFigures::*ports;
        const char* message;
    };
    static constexpr Row rows[] = {
        {FabricKind::Compute, &PartFigures::computePorts, "network.unconnected.compute"},
        {FabricKind::Storage, &PartFigures::storagePorts, "network.unconnected.storage"},
        {FabricKind::InBand, &PartFigures::managementPorts, "network.unconnected.in-band"},
        {FabricKind::OutOfBand, &PartFigures::outOfBandPorts, "network.unconnected.out-of-band"}};
    for (const Row& row : rows) {
        int ports = 0;
        for (const auto& [id, count] : c.results.inventory->partCounts)
            if (const Part* part = c.project.parts.find(id))
                ports += count * part->figures.*row.ports;
        if (ports == 0)
            continue;
        sink.sawData();
        const auto& fabrics = c.blueprint.table<Fabric>();
        if (std::none_of(fabrics.begin(), fabrics.end(),
                         [&](const Fabric& f) { return f.kind == row.kind; }))
            sink.add({}, {row.message, {std::int64_t{ports}}}, ports, 0.0, "1");
    }
}

/// Rail-optimised fabrics keep each rail on leaves of its own.
void checkRail(const RuleContext& c, FindingSink& sink)
{
    forEachFabric(c, [&](const Fabric& fabric, const FabricNeed& need) {
        if (fabric.topology != Topology::RailOptimised || !need.isCountable ||
            need.endpointDevices == 0)
            return;
        sink.sawData();
        const int rails = std::max(1, need.endpoints / need.endpointDevices);
        if (need.placedLeaf > 0 && need.placedLeaf % rails != 0 && need.leaf > 1)
            sink.add({fabric.id.value()},
                     {"network.rail.uneven",
                      {fabric.name, std::int64_t{need.placedLeaf}, std::int64_t{rails}}},
                     need.placedLeaf % rails, 0.0, "1");
    });
}

void checkSinglePoint(const RuleContext& c, FindingSink& sink)
{
    forEachFabric(c, [&](const Fabric& fabric, const FabricNeed& need) {
        if (!fabric.mustSurviveSwitchLoss || !need.isCountable)
            return;
        sink.sawData();
        const bool hasOneLeaf = std::max(need.leaf, need.placedLeaf) <= 1;
        const bool hasOneSpine = need.spine > 0 && std::max(need.spine, need.placedSpine) <= 1;
        if (hasOneLeaf || hasOneSpine)
            sink.add({fabric.id.value()}, {"network.single-point.switch", {fabric.name}}, 1.0, 2.0,
                     "1")
                .isHigherWorse = false;
    });
}

/// The farthest endpoint from a leaf of its fabric lies within the cable's reach, along the aisles
/// (x plus y) with slack.
void checkReach(const RuleContext& c, FindingSink& sink)
{
    forEachFabric(c, [&](const Fabric& fabric, const FabricNeed& need) {
        const Part* cable = c.project.parts.find(fabric.cablePart);
        const auto reach = cable ? cable->number(FieldKey::ReachMax) : std::nullopt;
        if (!reach || need.placedLeaf == 0)
            return;
        // In x+y and x-y coordinates the L1 distance is the larger of two spans.
        constexpr double far = std::numeric_limits<double>::max();
        double endLow[2] = {far, far}, endHigh[2] = {-far, -far}, leafLow[2] = {far, far},
               leafHigh[2] = {-far, -far};
        const auto widen = [](double low[2], double high[2], Point p) {
            const double u[2] = {p.x.metres() + p.y.metres(), p.x.metres() - p.y.metres()};
            for (int i = 0; i < 2; ++i) {
                low[i] = std::min(low[i], u[i]);
                high[i] = std::max(high[i], u[i]);
            }
        };
        const int PartFigures::*ports =
            fabric.kind == FabricKind::Compute   ? &PartFigures::computePorts
            : fabric.kind == FabricKind::Storage ? &PartFigures::storagePorts
            : fabric.kind == FabricKind::InBand  ? &PartFigures::managementPorts
                                                 : &PartFigures::outOfBandPorts;
        for (const Rack& rack : c.blueprint.table<Rack>()) {
            const Part* own = c.project.parts.find(rack.part);
            bool hasEnd = own && own->figures.*ports > 0;
            const auto [first, last] = c.results.inventory->devicesOf(rack.id);
            for (const DeviceEntry* entry = first; entry != last; ++entry) {
                const Device* device = c.blueprint.find(entry->device);
                if (device && device->fabric == fabric.id && device->role == DeviceRole::Leaf)
                    widen(leafLow, leafHigh, rack.at.centre);
                const Part* part = device && !hasEnd ? c.project.parts.find(device->part) : nullptr;
                hasEnd = hasEnd || (part && part->figures.*ports > 0);
            }
            if (hasEnd)
                widen(endLow, endHigh, rack.at.centre);
        }
        if (endLow[0] == far || leafLow[0] == far)
            return;
        sink.sawData();
        double longest = 0.0;
        for (int i = 0; i < 2; ++i)
            longest = std::max({longest, endHigh[i] - leafLow[i], leafHigh[i] - endLow[i]});
        longest += c.parameters[Parameter::CableSlack];
        if (longest > *reach)
            sink.add({fabric.id.value()},
                     {"network.reach.long",
                      {fabric.name, Measure{longest, "m"}, Measure{*reach, "m"}, cable->name}},
                     longest, *reach, "m");
    });
}

const Rule networkRows[] = {
    {"network.ports", Severity::Error, RuleDomain::Network, ReadsNetwork, "rule.network.ports",
     checkPorts},
    {"network.unplaced", Severity::Error, RuleDomain::Network, ReadsNetwork,
     "rule.network.unplaced", checkUnplaced},
    {"network.oversubscription", Severity::Warning, RuleDomain::Network, ReadsNetwork,
     "rule.network.oversubscription", checkOversubscription},
    {"network.unconnected", Severity::Warning, RuleDomain::Network, ReadsNetwork | ReadsInventory,
     "rule.network.unconnected", checkUnconnected},
    {"network.rail", Severity::Warning, RuleDomain::Network, ReadsNetwork, "rule.network.rail",
     checkRail},
    {"network.single-point", Severity::Error, RuleDomain::Network, ReadsNetwork,
     "rule.network.single-point", checkSinglePoint},
    {"network.reach", Severity::Error, RuleDomain::Network,
     ReadsNetwork | ReadsInventory | ReadsSpace, "rule.network.reach", checkReach},
};

} // namespace

std::span<const Rule> networkRules()
{
    return networkRows;
}

} // namespace millwright
