#include "model/graph/FabricCounts.h"
#include <algorithm>
#include <cmath>
#include <optional>

namespace millwright
{
namespace
{

constexpr std::int64_t mostEndpoints = 10'000'000;
constexpr int mostRadix = 65'536;
constexpr int mostPlanes = 1'024;
constexpr double mostOversubscription = 16.0;
constexpr double roundOff = 1e-9; ///< keeps 64*1/2 from becoming 31.999...

std::int64_t divideUp(std::int64_t a, std::int64_t b)
{
    return (a + b - 1) / b;
}

int downPortsOf(int radix, double oversubscription)
{
    return static_cast<int>(
        std::floor(radix * oversubscription / (1 + oversubscription) + roundOff));
}

/// The ports of one plane's tree, before the planes are summed.
struct Tree {
    std::int64_t leaf = 0;
    std::int64_t spine = 0;
    std::int64_t core = 0;
    std::int64_t spineCore = 0;
    int tiers = 0;
    int down = 0;
    int up = 0;
};

/// Each leaf spreads its uplinks evenly, so the spines divide them: 12 spines for 32 uplinks cannot
/// be wired.
std::int64_t evenSpines(std::int64_t leaf, int up, int radix)
{
    for (int spines = 1; spines < up; ++spines) {
        if (up % spines == 0 && spines * static_cast<std::int64_t>(radix) >= leaf * up)
            return spines;
    }
    return up;
}

Tree twoTiers(Tree tree, const FabricIntent& intent)
{
    tree.tiers = 2;
    const int least = static_cast<int>(std::ceil(tree.down / intent.oversubscription - roundOff));
    for (int up = least; up <= intent.radix - tree.down; ++up) {
        const std::int64_t spines = evenSpines(tree.leaf, up, intent.radix);
        if (tree.up == 0 || spines < tree.spine) {
            tree.up = up;
            tree.spine = spines;
        }
    }
    return tree;
}

Tree threeTiers(Tree tree, const FabricIntent& intent)
{
    const int half = intent.radix / 2;
    tree.tiers = 3;
    tree.up = static_cast<int>(std::ceil(tree.down / intent.oversubscription - roundOff));
    tree.spine = divideUp(tree.leaf * tree.up, half);
    tree.core = divideUp(tree.spine, 2);
    tree.spineCore = tree.spine * half;
    return tree;
}

/// One plane with `endpoints` ports; nothing if three tiers do not hold them.
std::optional<Tree> countTree(std::int64_t endpoints, int rails, const FabricIntent& intent)
{
    Tree tree;
    if (endpoints <= intent.radix) {
        tree.leaf = 1;
        tree.tiers = 1;
        tree.down = intent.radix;
        return tree;
    }
    tree.down = downPortsOf(intent.radix, intent.oversubscription);
    tree.leaf = std::max<std::int64_t>(divideUp(endpoints, tree.down), rails);
    if (tree.leaf <= intent.radix)
        return twoTiers(tree, intent);
    if (tree.leaf <= static_cast<std::int64_t>(intent.radix) * (intent.radix / 2))
        return threeTiers(tree, intent);
    return std::nullopt;
}

Error tooLarge(std::int64_t endpoints, std::int64_t most)
{
    return fail("fabric.too-large", {endpoints, most});
}

FabricCables inCables(FabricCables links, int portsPerCable)
{
    return {divideUp(links.endpointLeaf, portsPerCable), divideUp(links.leafSpine, portsPerCable),
            divideUp(links.spineCore, portsPerCable), divideUp(links.direct, portsPerCable)};
}

/// Leaf-spine, three tiers, rail-optimised; rail-only is one tree per rail and plane.
Result<FabricCounts> countTrees(const FabricIntent& intent, FabricCounts counts)
{
    const bool isRailOnly = intent.topology == Topology::RailOnly;
    const std::int64_t trees =
        isRailOnly ? std::int64_t{intent.planes} * std::max(intent.railCount, 1) : intent.planes;
    const int rails = intent.topology == Topology::RailOptimised ? intent.railCount : 0;
    const std::int64_t perTree = divideUp(counts.sizedEndpoints, trees);
    if (intent.topology == Topology::SingleSwitch && perTree > intent.radix)
        return tooLarge(perTree, intent.radix);
    const auto tree = countTree(perTree, rails, intent);
    if (!tree)
        return tooLarge(perTree, maximumEndpoints(intent.radix, 3, intent.oversubscription));
    counts.leaf = tree->leaf * trees;
    counts.spine = tree->spine * trees;
    counts.core = tree->core * trees;
    counts.tiers = tree->tiers;
    counts.downPorts = tree->down;
    counts.upPorts = tree->up;
    const std::int64_t uplinks = tree->leaf * tree->up;
    if (tree->up > 0)
        counts.oversubscription = static_cast<double>(tree->down) / tree->up;
    const std::int64_t across = tree->tiers == 1 ? perTree : std::min(perTree, uplinks);
    counts.bisectionLinks = isRailOnly ? 0 : across / 2 * trees; // rails meet only inside the nodes
    counts.cables = inCables({counts.cabledEndpoints, uplinks * trees, tree->spineCore * trees, 0},
                             intent.portsPerCable);
    return counts;
}

/// Groups of radix/2 leaves and `up` spines, each spine with radix/2 ports to other groups, shared
/// evenly.
Result<FabricCounts> countDragonfly(const FabricIntent& intent, FabricCounts counts)
{
    const std::int64_t half = intent.radix / 2;
    const int down = downPortsOf(intent.radix, intent.oversubscription);
    const int up = static_cast<int>(std::ceil(down / intent.oversubscription - roundOff));
    const std::int64_t perPlane = divideUp(counts.sizedEndpoints, intent.planes);
    const std::int64_t groups = divideUp(perPlane, half * down);
    const std::int64_t globalPorts = half * up;
    if (groups > globalPorts + 1)
        return tooLarge(perPlane, (globalPorts + 1) * half * down);
    const std::int64_t leaves = divideUp(perPlane, down);
    const std::int64_t perPair = groups > 1 ? globalPorts / (groups - 1) : 0;
    counts.groups = groups * intent.planes;
    counts.leaf = leaves * intent.planes;
    counts.spine = groups * up * intent.planes;
    counts.tiers = 2;
    counts.downPorts = down;
    counts.upPorts = up;
    counts.oversubscription = static_cast<double>(down) / up;
    const std::int64_t across = groups > 1 ? (groups / 2) * (groups - groups / 2) * perPair
                                           : std::min(perPlane, leaves * up) / 2;
    counts.bisectionLinks = std::min(across, perPlane / 2) * intent.planes;
    counts.cables = inCables({counts.cabledEndpoints, leaves * up * intent.planes, 0,
                              groups * (groups - 1) / 2 * perPair * intent.planes},
                             intent.portsPerCable);
    return counts;
}

/// The sides closest to one another whose product is `nodes`, longest last.
std::array<int, 3> mostCubicShape(std::int64_t nodes, int dimensions)
{
    std::array<int, 3> best{1, 1, static_cast<int>(nodes)};
    for (std::int64_t a = 1; dimensions == 3 ? a * a * a <= nodes : a == 1; ++a) {
        if (nodes % a != 0)
            continue;
        const std::int64_t plane = nodes / a;
        std::int64_t b = static_cast<std::int64_t>(std::sqrt(static_cast<double>(plane)));
        while (plane % b != 0)
            --b;
        const std::array<int, 3> shape{static_cast<int>(a), static_cast<int>(b),
                                       static_cast<int>(plane / b)};
        if (shape[0] + shape[1] + shape[2] < best[0] + best[1] + best[2])
            best = shape;
    }
    std::sort(best.begin(), best.end());
    return best;
}

/// Rings of k nodes have k links; where k = 2 the way round is the way there, so one link.
Result<FabricCounts> countTorus(const FabricIntent& intent, FabricCounts counts)
{
    const int dimensions = intent.topology == Topology::Torus2D ? 2 : 3;
    const std::int64_t nodes = counts.sizedEndpoints;
    std::array<int, 3> shape = intent.shape;
    if (shape == std::array<int, 3>{})
        shape = mostCubicShape(nodes, dimensions);
    if (dimensions == 2 && shape[2] == 0)
        shape[2] = 1;
    std::int64_t held = 1;
    for (const int side : shape) {
        if (side < 1 || side > mostEndpoints || held > mostEndpoints)
            return fail("fabric.shape", {nodes});
        held *= side;
    }
    std::sort(shape.begin(), shape.end());
    if (held != nodes || (dimensions == 2 && shape[0] != 1))
        return fail("fabric.shape", {nodes});
    std::int64_t links = 0;
    for (const int side : shape)
        links += side > 2 ? nodes : side == 2 ? nodes / 2 : 0;
    const int longest = shape[2];
    counts.shape = shape;
    counts.bisectionLinks = longest > 2 ? 2 * nodes / longest : longest == 2 ? nodes / 2 : 0;
    counts.bisectionLinks *= intent.planes;
    counts.cables = inCables({0, 0, 0, links * intent.planes}, intent.portsPerCable);
    return counts;
}

/// Every node joined with every other by as many links as its ports give evenly.
Result<FabricCounts> countDirect(const FabricIntent& intent, FabricCounts counts)
{
    const std::int64_t nodes = intent.nodes > 0 ? intent.nodes : counts.sizedEndpoints;
    const std::int64_t ports = counts.sizedEndpoints / nodes;
    const std::int64_t perPair = nodes > 1 ? ports / (nodes - 1) : 0;
    if (perPair < 1)
        return fail("fabric.direct-ports", {ports, nodes});
    counts.bisectionLinks = (nodes / 2) * (nodes - nodes / 2) * perPair;
    counts.cables = inCables({0, 0, 0, nodes * (nodes - 1) / 2 * perPair}, intent.portsPerCable);
    return counts;
}

struct Range {
    const char* id;
    std::int64_t value;
    std::int64_t least;
    std::int64_t most;
};

Result<void> checkIntent(const FabricIntent& intent)
{
    const bool hasNodes = intent.endpoints == 0 && intent.nodes > 0 && intent.portsPerNode > 0;
    for (const Range& range :
         {Range{"fabric.endpoints", intent.endpoints, hasNodes ? 0 : 1, mostEndpoints},
          Range{"fabric.radix", intent.radix, 2, mostRadix},
          Range{"fabric.planes", intent.planes, 1, mostPlanes},
          Range{"fabric.rails", intent.railCount, 0, mostRadix},
          Range{"fabric.nodes", intent.nodes, 0, mostEndpoints},
          Range{"fabric.ports-per-node", intent.portsPerNode, 0, mostRadix},
          Range{"fabric.manager-ports", intent.managerPorts, 0, mostEndpoints},
          Range{"fabric.unit-nodes", intent.unitNodes, 0, mostEndpoints},
          Range{"fabric.ports-per-cable", intent.portsPerCable, 1, 64}}) {
        if (range.value < range.least || range.value > range.most)
            return fail(range.id, {range.value, range.least, range.most});
    }
    const double ratio = intent.oversubscription;
    if (!(ratio >= 1.0 && ratio <= mostOversubscription)) // NaN too
        return fail("fabric.oversubscription",
                    {Measure{ratio, "1"}, std::int64_t{1}, std::int64_t{16}});
    if (intent.nodes > 0 && intent.portsPerNode == 0 && intent.endpoints < intent.nodes)
        return fail("fabric.nodes",
                    {std::int64_t{intent.nodes}, std::int64_t{0}, intent.endpoints});
    return {};
}

/// Ports of one node: as said, or what divides the endpoints (with the managers' ports among them
/// or not), or what a design sized for whole units leaves (256 ports, 31 nodes, 4 manager ports:
/// 8).
std::int64_t portsOfNode(const FabricIntent& intent)
{
    if (intent.portsPerNode > 0)
        return intent.portsPerNode;
    const std::int64_t withoutManagers = intent.endpoints - intent.managerPorts;
    if (withoutManagers < intent.nodes ||
        (withoutManagers % intent.nodes != 0 && intent.endpoints % intent.nodes == 0))
        return intent.endpoints / intent.nodes;
    return withoutManagers / intent.nodes;
}

/// How many ports are cabled and for how many the fabric is sized.
FabricCounts sizeFabric(const FabricIntent& intent)
{
    FabricCounts counts;
    counts.cabledEndpoints = intent.endpoints;
    if (intent.nodes > 0) {
        const std::int64_t perNode = portsOfNode(intent);
        counts.cabledEndpoints = intent.nodes * perNode + intent.managerPorts;
        if (intent.unitNodes > 0)
            counts.sizedEndpoints =
                divideUp(intent.nodes, intent.unitNodes) * intent.unitNodes * perNode;
    }
    counts.sizedEndpoints =
        std::max({counts.sizedEndpoints, intent.endpoints, counts.cabledEndpoints});
    return counts;
}

} // namespace

Result<FabricCounts> countFabric(const FabricIntent& intent)
{
    if (auto checked = checkIntent(intent); !checked)
        return checked.error();
    const FabricCounts sized = sizeFabric(intent);
    if (sized.sizedEndpoints > mostEndpoints)
        return tooLarge(sized.sizedEndpoints, mostEndpoints);
    switch (intent.topology) {
    case Topology::SingleSwitch:
    case Topology::FatTree:
    case Topology::RailOptimised:
    case Topology::RailOnly:
        return countTrees(intent, sized);
    case Topology::Dragonfly:
        return countDragonfly(intent, sized);
    case Topology::Torus2D:
    case Topology::Torus3D:
        return countTorus(intent, sized);
    case Topology::Direct:
        return countDirect(intent, sized);
    }
    return fail("fabric.topology");
}

std::int64_t maximumEndpoints(int radix, int tiers, double oversubscription)
{
    if (tiers <= 1)
        return radix;
    const std::int64_t twoTier = std::int64_t{radix} * downPortsOf(radix, oversubscription);
    return tiers == 2 ? twoTier : twoTier * (radix / 2);
}

KaryFatTree karyFatTree(int k)
{
    const std::int64_t half = k / 2;
    return {half * half * k, half * k, half * k, half * half, half * half * k / 2};
}

TransceiverCounts countTransceivers(const FabricCounts& counts, const FabricIntent& intent,
                                    int portsPerCage)
{
    const std::int64_t links = intent.portsPerCable; // cables back to ports
    const std::int64_t switchPorts =
        counts.leaf > 0 ? counts.sizedEndpoints +
                              2 * links * (counts.cables.leafSpine + counts.cables.spineCore)
                        : 0;
    const std::int64_t nodeCages = intent.nodes > 0
                                       ? intent.nodes * divideUp(portsOfNode(intent), portsPerCage)
                                       : divideUp(counts.cabledEndpoints, portsPerCage);
    return {divideUp(switchPorts, portsPerCage), nodeCages};
}

} // namespace millwright
