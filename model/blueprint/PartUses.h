#pragma once
#include "model/blueprint/Project.h"
#include <string_view>
#include <vector>

namespace millwright
{

/// One row of a design that has a part.
struct PartUsage {
    EntityKind kind{};
    EntityId id = 0;
    EntityId rack = 0;     ///< of what is in or on a rack: that rack
    double quantity = 1.0; ///< pieces of the part; accelerators inside a system count each
    bool isInside = false; ///< the part is inside the row's own part (an accelerator in a system)
};

/// Everything of a design that has the part, by kind of row and rising id: what is placed, switches
/// and cables that a fabric is designed with, lines of the bill, pools of workloads (these two kinds
/// of intent count 0 pieces), and accelerators inside the parts of `library`.
std::vector<PartUsage> usesOfPart(const Blueprint& blueprint, const PartLibrary& library,
                                  std::string_view partId);

} // namespace millwright
