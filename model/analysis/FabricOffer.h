#pragma once
#include "model/analysis/InventoryResult.h"
#include "model/analysis/NetworkResult.h"

namespace millwright
{

/// What the compute fabric achieves for a job, B/s per direction: the one thing that estimates read of the network. A
/// graph of links may fill it later without their knowing.
struct FabricOffer {
    double perAccelerator = 0.0;
    double perNode = 0.0;
    double perRack = 0.0;
    double bisection = 0.0; ///< per accelerator, half of them talking to the other half

    /// What a job that spans the fabric gets per accelerator. A design without a fabric gets a slow 1 GB/s, so that
    /// nothing is promised over it.
    double scaleOut() const
    {
        const double built = perAccelerator < bisection ? perAccelerator : bisection;
        return built > 0.0 ? built : 1e9;
    }
};

/// What the storage offers to all jobs together; 0 = the design has none.
struct StorageOffer {
    double read = 0.0, write = 0.0; ///< B/s
    double capacity = 0.0;          ///< B
};

FabricOffer fabricOffer(const NetworkResult& network, const InventoryResult& inventory,
                        const ParameterValues& parameters);
StorageOffer storageOffer(const NetworkResult& network);

} // namespace millwright
