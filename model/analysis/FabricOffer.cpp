#include "model/analysis/FabricOffer.h"
#include <algorithm>

namespace millwright
{

FabricOffer fabricOffer(const NetworkResult& network, const InventoryResult& inventory,
                        const ParameterValues& parameters)
{
    const double achieved = parameters[Parameter::FabricEfficiency];
    FabricOffer offer;
    offer.perAccelerator = network.scaleOutPerAccelerator * achieved;
    offer.bisection = network.bisectionPerAccelerator * achieved;
    const auto racks = std::count_if(inventory.racks.begin(), inventory.racks.end(),
                                     [](const RackLoad& rack) { return rack.accelerators > 0; });
    const double all = offer.perAccelerator * inventory.accelerators;
    offer.perNode = inventory.nodes > 0 ? all / inventory.nodes : 0.0;
    offer.perRack = racks > 0 ? all / static_cast<double>(racks) : 0.0;
    return offer;
}

StorageOffer storageOffer(const NetworkResult& network)
{
    return {network.storageRead, network.storageWrite, network.storageCapacity};
}

} // namespace millwright
