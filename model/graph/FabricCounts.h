#pragma once
#include "model/base/Result.h"
#include "model/blueprint/Entities.h"
#include <array>
#include <cstdint>

namespace millwright
{

/// What a fabric is asked to be, in numbers alone; all the rest follows from countFabric().
struct FabricIntent {
    Topology topology = Topology::FatTree;
    std::int64_t endpoints = 0; ///< switch-facing ports over all planes; in a torus the nodes. 0:
                                ///< from nodes x portsPerNode
    int radix = 64;             ///< ports of one switch
    int planes = 1;             ///< separate fabrics that each take 1/planes of the ports
    double oversubscription = 1.0; ///< down : up at the leaf, 1 to 16
    int railCount = 0;    ///< rail-optimised, rail-only: rails of one node: at least one leaf each,
                          ///< rail-only one tree each
    int nodes = 0;        ///< 0: every endpoint port is cabled
    int portsPerNode = 0; ///< 0: from endpoints / nodes
    int managerPorts = 0; ///< leaf ports of fabric managers
    int unitNodes = 0;    ///< size for whole scalable units of so many nodes even where some are
                          ///< missing; 0: as given
    int portsPerCable = 1; ///< 2 where one twin-port cable carries two ports
    std::array<int, 3>
        shape{}; ///< torus: sides; all 0 = the most cubic shape that holds exactly the endpoints
};

/// Cables per tier over all planes.
struct FabricCables {
    std::int64_t endpointLeaf = 0;
    std::int64_t leafSpine = 0;
    std::int64_t spineCore = 0;
    std::int64_t direct =
        0; ///< torus and direct links, global links between groups of a dragonfly+
    friend bool operator==(const FabricCables&, const FabricCables&) = default;
};

/// Switches and cables that a fabric needs, summed over its planes.
struct FabricCounts {
    std::int64_t leaf = 0;
    std::int64_t spine = 0;
    std::int64_t core = 0;
    int tiers = 0; ///< 0 torus and direct, 1 one switch, 2 leaf-spine and dragonfly+, 3 with core
    int downPorts = 0;                ///< of one leaf, towards endpoints
    int upPorts = 0;                  ///< of one leaf
    std::int64_t groups = 0;          ///< dragonfly+
    std::array<int, 3> shape{};       ///< torus
    std::int64_t sizedEndpoints = 0;  ///< ports that it is sized for
    std::int64_t cabledEndpoints = 0; ///< ports that are cabled
    std::int64_t bisectionLinks =
        0; ///< links across the narrowest stated half, before anything has failed
    double oversubscription = 1.0; ///< as built: down / up ports of a leaf
    FabricCables cables;
    friend bool operator==(const FabricCounts&, const FabricCounts&) = default;
};

/// Counts the switches, tiers and cables of `intent` (docs/fabric.md has the rule). Errors
/// "fabric.*" with the value and its limit. Sources: folded Clos, C. Clos, Bell Syst. Tech. J. 32
/// (1953); k-ary fat tree, Al-Fares et al., SIGCOMM 2008; even spread of uplinks, NVIDIA DGX
/// SuperPOD H100 reference architecture RA-11333-001 table 4; dragonfly+, Shpiner et al., HiPINEB
/// 2017; torus bisection, Dally and Towles, Principles and Practices of Interconnection Networks
/// (2004) ch. 5.
Result<FabricCounts> countFabric(const FabricIntent& intent);

/// Most endpoints of one plane with `tiers` 1 to 3 of switches of `radix` ports: R, R*down,
/// down*R*R/2.
std::int64_t maximumEndpoints(int radix, int tiers, double oversubscription = 1.0);

/// The k-ary fat tree of Al-Fares et al. (SIGCOMM 2008), k even.
struct KaryFatTree {
    std::int64_t hosts = 0;          ///< k^3/4
    std::int64_t edge = 0;           ///< k^2/2
    std::int64_t aggregation = 0;    ///< k^2/2
    std::int64_t core = 0;           ///< (k/2)^2
    std::int64_t bisectionLinks = 0; ///< hosts/2
};
KaryFatTree karyFatTree(int k);

/// Pluggable ends where a cage takes `portsPerCage` ports: cages of all ports that the switches are
/// sized for, and of the nodes that are there.
struct TransceiverCounts {
    std::int64_t switchSide = 0;
    std::int64_t nodeSide = 0;
};
TransceiverCounts countTransceivers(const FabricCounts& counts, const FabricIntent& intent,
                                    int portsPerCage);

/// Registers the English patterns of the "fabric." messages.
void registerFabricMessages();

} // namespace millwright
