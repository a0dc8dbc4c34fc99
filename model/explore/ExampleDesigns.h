#pragma once
#include "model/base/Result.h"
#include "model/blueprint/Project.h"
#include "model/parts/PartSource.h"
#include <span>
#include <string_view>

namespace millwright
{

// The designs that people open first and that tests use. Sites and customers are invented; parts,
// counts and circuits are what such a hall would be built of. Each is built of the shipped
// catalog's parts; error "explore.missing-parts".

/// One scalable unit of 31 DGX H100 (248 accelerators): 8 leaf and 4 spine switches in the compute
/// fabric, storage, in-band and out-of-band networks, 2N power from two grid feeds, chilled-water
/// air cooling with one unit spare.
Result<Project> h100ScalableUnit(const PartSource& parts);
/// Eight GB200 NVL72 racks on two coolant distribution units, dry coolers for their heat, chilled
/// water for the air side.
Result<Project> nvl72LiquidUnit(const PartSource& parts);
/// 32 servers of eight MI300X, four to a rack with active rear doors, on an Ethernet fabric.
Result<Project> mi300xEthernetPod(const PartSource& parts);
/// A hall with mistakes of every domain, to see what the rules say.
Result<Project> brokenOnPurpose(const PartSource& parts);

struct ExampleDesign {
    std::string_view id; ///< name of the file in resources/examples without its ending
    Result<Project> (*build)(const PartSource& parts);
};
std::span<const ExampleDesign> exampleDesigns();

} // namespace millwright
