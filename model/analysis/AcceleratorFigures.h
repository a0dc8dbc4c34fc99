#pragma once
#include "model/blueprint/Project.h"
#include "model/estimate/AcceleratorSpec.h"
#include <optional>

namespace millwright
{

/// What the estimator reads of an accelerator part: from the part in the project's library, or,
/// when the project only holds the system around it, from the accelerators shipped with the
/// estimator under the same id. Nothing when neither knows it.
std::optional<AcceleratorSpec> acceleratorFigures(const PartLibrary& parts, Symbol id);

/// The accelerator in a system: the part that it names, or itself.
Symbol acceleratorOf(const Part& system);

/// The spec that a part's fields give; peaks that the part does not state are 0.
AcceleratorSpec acceleratorSpecOf(const Part& part);

} // namespace millwright
