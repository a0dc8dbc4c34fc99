#include "model/rules/Rule.h"
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <optional>

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

/// Extent of racks in x+y and x-y coordinates, where the distance along the aisles (x plus y) of
/// two places is the larger of two differences.
struct Extent {
    static constexpr double far = std::numeric_limits<double>::max();
    double low[2] = {far, far};
    double high[2] = {-far, -far};

    bool isEmpty() const { return low[0] == far; }
    void widen(Point p)
    {
        const double u[2] = {p.x.metres() + p.y.metres(), p.x.metres() - p.y.metres()};
        for (int i = 0; i < 2; ++i) {
            low[i] = std::min(low[i], u[i]);
            high[i] = std::max(high[i], u[i]);
        }
    }
    /// The longest way between a place here and one there, in metres.
    double farthest(const Extent& other) const
    {
        double longest = 0.0;
        for (int i = 0; i < 2; ++i)
            longest = std::max({longest, high[i] - other.low[i], other.high[i] - low[i]});
        return longest;
    }
};

/// Where the endpoints of each kind of fabric and the leaves of each fabric stand; one walk over
/// racks and devices for all.
class FabricExtents
{
public:
    explicit FabricExtents(const RuleContext& c) : m_parts(c.project.parts)
    {
        std::uint8_t all = 0;
        for (const auto& [id, count] : c.results.inventory->partCounts)
            if (const std::uint8_t kinds = kindsOfPart(id)) {
                m_kinds.emplace_back(id, kinds);
                all = static_cast<std::uint8_t>(all | kinds);
            }
        const auto& racks = c.blueprint.table<Rack>();
        m_racks.reserve(racks.size());
        for (const Rack& rack : racks)
            m_racks.push_back({rack.id, rack.at.centre, kindsOf(rack.part)});
        auto at = m_racks.begin();
        for (const Device& device : c.blueprint.table<Device>()) {
            // Devices of a rack mostly follow each other.
            if (at == m_racks.end() || at->id != device.rack)
                at = placeOf(device.rack, at);
            if (at == m_racks.end())
                continue;
            if (at->kinds != all) // one server mostly has ports of all kinds
                at->kinds = static_cast<std::uint8_t>(at->kinds | kindsOf(device.part));
            if (device.role == DeviceRole::Leaf && device.fabric.isSet())
                leaves[device.fabric].widen(at->centre);
        }
        for (const RackPlace& rack : m_racks)
            for (std::size_t kind = 0; kind < endpoints.size(); ++kind)
                if (rack.kinds & (1u << kind))
                    endpoints[kind].widen(rack.centre);
    }

    std::array<Extent, 4> endpoints; ///< by FabricKind
    std::map<Id<Fabric>, Extent> leaves;

private:
    struct RackPlace {
        Id<Rack> id;
        Point centre;
        std::uint8_t kinds = 0; ///< bit per FabricKind that something in the rack has ports for
    };

    using Places = std::vector<RackPlace>;

    /// The rack's place, or the end; the racks behind the last one are tried before the search.
    Places::iterator placeOf(Id<Rack> rack, Places::iterator last)
    {
        if (last != m_racks.end() && last->id < rack && ++last != m_racks.end() && last->id == rack)
            return last;
        const auto found =
            std::lower_bound(m_racks.begin(), m_racks.end(), rack,
                             [](const RackPlace& place, Id<Rack> id) { return place.id < id; });
        return found != m_racks.end() && found->id == rack ? found : m_racks.end();
    }

    std::uint8_t kindsOfPart(Symbol id) const
    {
        const Part* part = m_parts.find(id);
        if (!part)
            return 0;
        const PartFigures& f = part->figures;
        return static_cast<std::uint8_t>(
            (f.computePorts > 0 ? 1 : 0) | (f.storagePorts > 0 ? 2 : 0) |
            (f.managementPorts > 0 ? 4 : 0) | (f.outOfBandPorts > 0 ? 8 : 0));
    }

    /// A design has a few parts with ports only: a walk over them beats any look-up.
    std::uint8_t kindsOf(Symbol id) const
    {
        for (const auto& [part, kinds] : m_kinds)
            if (part == id)
                return kinds;
        return 0;
    }

    const PartLibrary& m_parts;
    Places m_racks;
    std::vector<std::pair<Symbol, std::uint8_t>> m_kinds; ///< of the parts that have ports
};

/// The farthest endpoint from a leaf of its fabric lies within the cable's reach, along the aisles
/// (x plus y) with slack.
void checkReach(const RuleContext& c, FindingSink& sink)
{
    std::optional<FabricExtents> extents;
    forEachFabric(c, [&](const Fabric& fabric, const FabricNeed& need) {
        const Part* cable = c.project.parts.find(fabric.cablePart);
        const auto reach = cable ? cable->number(FieldKey::ReachMax) : std::nullopt;
        if (!reach || need.placedLeaf == 0)
            return;
        if (!extents)
            extents.emplace(c);
        const Extent& ends = extents->endpoints[static_cast<std::size_t>(fabric.kind)];
        const Extent& leaves = extents->leaves[fabric.id];
        if (ends.isEmpty() || leaves.isEmpty())
            return;
        sink.sawData();
        const double longest = ends.farthest(leaves) + c.parameters[Parameter::CableSlack];
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
