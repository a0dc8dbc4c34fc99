#include "model/analysis/Analysis.h"
#include "model/graph/FabricCounts.h"
#include <algorithm>
#include <cmath>
#include <limits>

namespace millwright
{
namespace
{

/// Which port figures of a part belong to a kind of fabric.
struct PortFigures {
    int PartFigures::*count;
    ByteRate PartFigures::*speed;
};

PortFigures portsOf(FabricKind kind)
{
    switch (kind) {
    case FabricKind::Compute:
        return {&PartFigures::computePorts, &PartFigures::computePortSpeed};
    case FabricKind::Storage:
        return {&PartFigures::storagePorts, &PartFigures::storagePortSpeed};
    case FabricKind::InBand:
        return {&PartFigures::managementPorts, &PartFigures::managementPortSpeed};
    case FabricKind::OutOfBand:
        break;
    }
    return {&PartFigures::outOfBandPorts, nullptr};
}

/// A 1 GbE port: what out-of-band controllers have.
constexpr double gigabit = 1.25e8;

class Network
{
public:
    explicit Network(const AnalysisContext& context, const InventoryResult& inventory)
        : m_context(context), m_inventory(inventory)
    {
    }

    std::shared_ptr<NetworkResult> run()
    {
        auto result = std::make_shared<NetworkResult>();
        countPlacedSwitches();
        for (const Fabric& fabric : m_context.blueprint.table<Fabric>()) {
            FabricNeed need = count(fabric);
            addCables(fabric, need, *result);
            if (fabric.kind == FabricKind::Compute) {
                result->scaleOutPerAccelerator =
                    std::max(result->scaleOutPerAccelerator, need.perAccelerator);
                result->bisectionPerAccelerator =
                    std::max(result->bisectionPerAccelerator, need.bisectionPerAccelerator);
            }
            result->fabrics.push_back(std::move(need));
        }
        addStorage(*result);
        return result;
    }

private:
    const Part* part(Symbol id) const { return m_context.project.parts.find(id); }

    void countPlacedSwitches()
    {
        if (canCountChanges()) {
            countChanges();
            return;
        }
        for (const Device& device : m_context.blueprint.table<Device>())
            if (device.fabric.isSet())
                ++m_placed[{device.fabric, device.role}];
    }

    /// The last counts are exact as long as the fabrics are the same.
    bool canCountChanges() const
    {
        return m_context.previous && m_context.previous->network && m_context.previousProject &&
               !m_context.changes.hasParts() && !m_context.changes.touches<Fabric>();
    }

    void countChanges()
    {
        for (const FabricNeed& last : m_context.previous->network->fabrics) {
            m_placed[{last.fabric, DeviceRole::Leaf}] = last.placedLeaf;
            m_placed[{last.fabric, DeviceRole::Spine}] = last.placedSpine;
            m_placed[{last.fabric, DeviceRole::Core}] = last.placedCore;
            m_placed[{last.fabric, DeviceRole::Plain}] =
                last.placedSwitches - last.placedLeaf - last.placedSpine - last.placedCore;
        }
        std::vector<EntityId> ids = m_context.changes.ids<Device>();
        std::sort(ids.begin(), ids.end());
        ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
        const auto& before = m_context.previousProject->blueprint();
        for (const EntityId id : ids) {
            const Device* was = before.find(Id<Device>(id));
            const Device* is = m_context.blueprint.find(Id<Device>(id));
            if (was && was->fabric.isSet())
                --m_placed[{was->fabric, was->role}];
            if (is && is->fabric.isSet())
                ++m_placed[{is->fabric, is->role}];
        }
    }

    int placed(Id<Fabric> fabric, DeviceRole role) const
    {
        const auto found = m_placed.find({fabric, role});
        return found == m_placed.end() ? 0 : found->second;
    }

    FabricNeed count(const Fabric& fabric) const
    {
        FabricNeed need;
        need.fabric = fabric.id;
        need.accelerators = m_inventory.accelerators;
        need.placedLeaf = placed(fabric.id, DeviceRole::Leaf);
        need.placedSpine = placed(fabric.id, DeviceRole::Spine);
        need.placedCore = placed(fabric.id, DeviceRole::Core);
        need.placedSwitches = need.placedLeaf + need.placedSpine + need.placedCore +
                              placed(fabric.id, DeviceRole::Plain);
        const int portsPerNode = countEndpoints(fabric, need);
        const Part* switchPart = part(fabric.switchPart);
        if (!switchPart || switchPart->figures.switchPorts <= 0) {
            need.reason = "network.no-switch-part";
            return need;
        }
        if (need.endpoints == 0) {
            need.reason = "network.no-endpoints";
            return need;
        }
        need.switchPortSpeed = switchPart->figures.switchPortSpeed;
        need.radix = radixFor(*switchPart, need.endpointPortSpeed);
        fill(fabric, portsPerNode, need);
        return need;
    }

    /// Ports that the placed devices offer to this kind of fabric. Returns the ports of one compute
    /// node.
    int countEndpoints(const Fabric& fabric, FabricNeed& need) const
    {
        const PortFigures ports = portsOf(fabric.kind);
        double fastest = 0.0;
        int perNode = 0;
        int most = 0;
        int managerPorts = 0;
        for (const auto& [id, pieces] : m_inventory.partCounts) {
            const Part* p = part(id);
            const int count = p ? p->figures.*(ports.count) : 0;
            if (count <= 0)
                continue;
            // On the compute fabric a server without accelerators is a fabric manager; its ports
            // are those that the intent keeps.
            if (fabric.kind == FabricKind::Compute && p->figures.acceleratorCount == 0) {
                managerPorts += count * pieces;
                continue;
            }
            need.endpoints += count * pieces;
            need.endpointDevices += pieces;
            const double speed = ports.speed ? (p->figures.*(ports.speed)).si() : gigabit;
            fastest = std::max(fastest, speed);
            need.injection += ByteRate(speed * count * pieces);
            if (count * pieces > most) {
                most = count * pieces;
                perNode = count;
            }
        }
        need.managerPorts = std::max(fabric.managerPorts, managerPorts);
        need.endpointPortSpeed = ByteRate(fastest);
        return perNode;
    }

    /// A switch port that is two or four times as fast as the fastest endpoints is split among them
    /// (breakout cables); slower endpoints take a port of that speed each.
    static int radixFor(const Part& switchPart, ByteRate endpointSpeed)
    {
        const double ratio =
            endpointSpeed.si() > 0.0 ? switchPart.figures.switchPortSpeed / endpointSpeed : 1.0;
        const int split = ratio >= 4.0 ? 4 : ratio >= 2.0 ? 2 : 1;
        return switchPart.figures.switchPorts * split;
    }

    void fill(const Fabric& fabric, int portsPerNode, FabricNeed& need) const
    {
        FabricIntent intent;
        intent.topology = fabric.topology;
        intent.radix = need.radix;
        intent.planes = std::max(1, fabric.planes);
        intent.oversubscription = fabric.oversubscription;
        intent.managerPorts = need.managerPorts;
        intent.nodes = need.endpointDevices;
        const int sized = fabric.sizedNodes > 0 ? fabric.sizedNodes * portsPerNode
                                                : need.endpoints + need.managerPorts;
        intent.endpoints = std::max(sized, need.endpoints);
        const bool isByRail =
            fabric.topology == Topology::RailOptimised || fabric.topology == Topology::RailOnly;
        intent.railCount = isByRail ? portsPerNode : 0;
        const auto counts = countFabric(intent);
        need.sizedEndpoints = static_cast<int>(intent.endpoints);
        if (!counts) {
            need.reason = counts.error().message.id;
            return;
        }
        need.isCountable = true;
        need.leaf = static_cast<int>(counts->leaf);
        need.spine = static_cast<int>(counts->spine);
        need.core = static_cast<int>(counts->core);
        need.cablesEndpointLeaf = need.endpoints + need.managerPorts;
        need.cablesLeafSpine = static_cast<int>(counts->cables.leafSpine + counts->cables.direct);
        need.cablesSpineCore = static_cast<int>(counts->cables.spineCore);
        need.endpointPortsOfSwitches =
            std::max(0, need.placedLeaf) * (counts->tiers <= 1 ? need.radix : counts->downPorts);
        need.oversubscription = counts->oversubscription;
        if (need.accelerators > 0) {
            const double speed = need.endpointPortSpeed.si();
            need.perAccelerator = need.injection.si() / need.accelerators;
            // Half the accelerators talk to the other half across the bisection.
            const double across =
                static_cast<double>(counts->bisectionLinks) * speed / (need.accelerators / 2.0);
            need.bisectionPerAccelerator = std::min(need.perAccelerator, across);
        }
    }

    void addCables(const Fabric& fabric, const FabricNeed& need, NetworkResult& result) const
    {
        result.switches += need.placedSwitches;
        if (!need.isCountable)
            return;
        const int cables = need.cablesEndpointLeaf + need.cablesLeafSpine + need.cablesSpineCore;
        if (fabric.cablePart.isEmpty() || cables == 0)
            return;
        result.cables[fabric.cablePart] += cables;
        if (const Part* cable = part(fabric.cablePart))
            if (const auto watts = cable->number(FieldKey::PowerPerEnd))
                result.opticsPower += Power(2.0 * cables * *watts);
    }

    void addStorage(NetworkResult& result) const
    {
        double read = 0.0;
        double write = 0.0;
        double ports = 0.0;
        for (const auto& [id, pieces] : m_inventory.partCounts) {
            const Part* p = part(id);
            if (!p || p->kind != PartKind::Storage)
                continue;
            read += p->figures.readBandwidth.si() * pieces;
            write += p->figures.writeBandwidth.si() * pieces;
            ports += p->figures.storagePorts * p->figures.storagePortSpeed.si() * pieces;
            result.storageCapacity += p->figures.usableCapacity.si() * pieces;
        }
        const double network = ports > 0.0 ? ports : std::numeric_limits<double>::max();
        result.storageRead = std::min(read, network);
        result.storageWrite = std::min(write, network);
        result.isStorageBoundByNetwork = network < read;
    }

    const AnalysisContext& m_context;
    const InventoryResult& m_inventory;
    std::map<std::pair<Id<Fabric>, DeviceRole>, int> m_placed;
};

} // namespace

void runNetwork(const AnalysisContext& context, Results& results)
{
    results.network = Network(context, *results.inventory).run();
}

} // namespace millwright
