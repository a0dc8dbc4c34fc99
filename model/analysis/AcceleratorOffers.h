#pragma once
#include "model/blueprint/Project.h"
#include "model/estimate/AcceleratorSpec.h"
#include "model/parts/PartSource.h"
#include <memory>
#include <vector>

namespace millwright
{

/// An accelerator that a job could run on instead, with what one costs inside a system.
struct AcceleratorOffer {
    std::shared_ptr<const AcceleratorSpec> spec;
    std::string name;                           ///< vendor and name
    double price = 0.0;                         ///< USD for each accelerator of the system; 0 = no
                                                ///< system with it has a price
    double priceLow = 0.0, priceHigh = 0.0;     ///< USD
    std::string pricedSystem;                   ///< name of the system that has the price
    std::string priceSource, priceConfidence;
};

/// The accelerators of the catalog and of the project with known peaks and memory, by name. The
/// price of one is that of the cheapest priced system over its accelerators: a chip alone is not
/// what anybody buys. Reads the catalog: some 30 ms, call once.
std::vector<AcceleratorOffer> acceleratorOffers(const PartLibrary& project,
                                                const PartSource* catalog);

} // namespace millwright
