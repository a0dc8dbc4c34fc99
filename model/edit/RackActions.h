#pragma once
#include "model/base/Result.h"
#include "model/edit/Draft.h"

namespace millwright {

/// Whether a part fits into a rack at a unit, and the reason when it does not.
/// Error ids: "rack.units-taken", "rack.outside-units", "rack.too-deep", "rack.too-heavy", "rack.not-mountable",
/// "rack.no-rack", and "rack.full" where a free unit is looked for. `ignored` is a device that is about to move and does not count.
Result<void> checkMount(const Project& project, Id<Rack> rack, const Part& part, int unit, Id<Device> ignored = {});

/// The lowest free unit at which the part fits, counted from the bottom; 0 for parts without units (0 U); error as above.
Result<int> findFreeUnit(const Project& project, Id<Rack> rack, const Part& part);

/// Mounts a part in a rack; unit 0 means the lowest free one. Copies the part in and labels the device.
Result<Id<Device>> mountDevice(Draft& draft, Id<Rack> rack, const PartPtr& part, int unit);

/// Moves a device to another unit or rack, with the same checks.
Result<void> moveDevice(Draft& draft, Id<Device> device, Id<Rack> rack, int unit);

/// Hangs a rear door, or a CDU that takes no units of the list above, on a rack as a CoolingPart.
/// Errors: "rack.no-rack", "rack.not-hangable", "rack.has-door".
Result<Id<CoolingPart>> hangOnRack(Draft& draft, Id<Rack> rack, const PartPtr& part);

} // namespace millwright
