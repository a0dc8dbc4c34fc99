#pragma once
#include "model/blueprint/Entities.h"
#include <map>
#include <vector>

namespace millwright
{

/// What one fabric needs by its intent, and what is placed for it.
struct FabricNeed {
    Id<Fabric> fabric;
    int endpoints = 0;      ///< ports over all planes that the placed devices offer to this fabric
    int sizedEndpoints = 0; ///< ports that it is sized for
    int endpointDevices = 0;
    int accelerators = 0;
    int leaf = 0, spine = 0, core = 0;
    int placedLeaf = 0, placedSpine = 0, placedCore = 0;
    int placedSwitches = 0; ///< devices of the fabric whatever their role
    int cablesEndpointLeaf = 0, cablesLeafSpine = 0, cablesSpineCore = 0;
    int radix = 0; ///< ports of one switch after splitting them to the endpoints' speed
    int endpointPortsOfSwitches = 0; ///< ports of the placed leaves that endpoints may use
    int managerPorts =
        0; ///< leaf ports of fabric managers, placed ones or those that the intent keeps
    ByteRate injection;         ///< B/s of all endpoint ports
    ByteRate endpointPortSpeed; ///< of the devices; fastest
    ByteRate switchPortSpeed;
    double oversubscription = 1.0;        ///< as built by the counts
    double perAccelerator = 0.0;          ///< B/s of injection per accelerator
    double bisectionPerAccelerator = 0.0; ///< B/s available across the middle per accelerator
    bool isCountable = false;             ///< intent and switch part allow a count
    std::string reason;                   ///< message id why not
    friend bool operator==(const FabricNeed&, const FabricNeed&) = default;
};

/// The networks and storage of a design.
struct NetworkResult {
    std::vector<FabricNeed> fabrics; ///< by rising fabric id
    std::map<Symbol, int> cables;    ///< cables and transceivers to buy by part id
    Power opticsPower;               ///< W of pluggable ends that no device's own power includes
    double scaleOutPerAccelerator = 0.0;  ///< B/s
    double bisectionPerAccelerator = 0.0; ///< B/s
    double storageRead = 0.0,
           storageWrite = 0.0;            ///< B/s offered, bounded by the storage fabric's ports
    double storageCapacity = 0.0;         ///< B usable
    bool isStorageBoundByNetwork = false; ///< the storage nodes' ports offer less than their disks
    int switches = 0;
    friend bool operator==(const NetworkResult&, const NetworkResult&) = default;
};

} // namespace millwright
