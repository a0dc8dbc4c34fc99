#pragma once
#include "model/blueprint/Project.h"
#include <map>
#include <memory>
#include <vector>

namespace millwright
{

/// What one rack holds and asks for at the design basis, summed over its devices (and itself for
/// rack-scale systems).
struct RackLoad {
    Id<Rack> rack;
    Id<Hall> hall;
    Power designPower; ///< W at the design basis (parameter power.designBasis between typical and
                       ///< maximum)
    Power typicalPower, idlePower;
    Power liquidHeat;                ///< W at the design basis that goes into coolant
    VolumeFlow coolantFlow;          ///< m3/s that its parts ask for
    VolumeFlow airflow;              ///< m3/s that its parts ask for; 0 = not stated
    double coolantSupplyMax_C = 0.0; ///< coldest limit among its parts; 0 = none
    double inletMax_C = 0.0;         ///< coldest air inlet limit among its parts; 0 = none
    Mass mass;                       ///< with the enclosure
    int unitsUsed = 0;
    int unitsTotal = 0;
    int devices = 0;
    int nodes = 0; ///< systems with accelerators
    int accelerators = 0;
    double supplyShare = 0.0; ///< greatest share of its power supplies that one of its parts needs live; 0 = not stated
    bool hasUnknownPower = false; ///< a powered part without any power figure
    bool hasUnitProblem = false;  ///< devices share units or leave the rack's
    bool hasDepthProblem = false; ///< a device is deeper than the rack's mounting depth
    Mass massLimit;               ///< of the enclosure's content; 0 = not stated
    Mass enclosureMass;
    friend bool operator==(const RackLoad&, const RackLoad&) = default;
};

/// A device with its rack, sorted by rack then device, so that a rack's devices stand together.
struct DeviceEntry {
    Id<Rack> rack;
    Id<Device> device;
    friend auto operator<=>(const DeviceEntry&, const DeviceEntry&) = default;
};

/// Everything placed, counted. Racks by rising id.
struct InventoryResult {
    std::vector<RackLoad> racks;
    std::shared_ptr<const std::vector<DeviceEntry>> devicesByRack;
    std::map<Symbol, int> partCounts;        ///< racks, devices, power and cooling parts by part id
    std::map<Symbol, int> acceleratorCounts; ///< accelerators by accelerator part id
    Power itPower, itTypical, itIdle, liquidHeat;
    int accelerators = 0, nodes = 0, rackCount = 0, deviceCount = 0;

    const RackLoad* find(Id<Rack> rack) const;
    /// Devices of a rack as a range [first, last) of devicesByRack.
    std::pair<const DeviceEntry*, const DeviceEntry*> devicesOf(Id<Rack> rack) const;
    friend bool operator==(const InventoryResult& a, const InventoryResult& b);
};

} // namespace millwright
