#pragma once
#include "model/edit/Draft.h"

namespace millwright
{

// Things of a design that stand nowhere on the plan. Each gets a name of its own ("Compute fabric
// 2"); deleteEntities() removes them and unsets where they are named.

/// A coolant loop with the usual temperatures of its kind: technology 32 degC and 10 K with PG25
/// (ASHRAE TC 9.9 class S32), facility 27 degC and 10 K, chilled water 18 degC and 8 K, both with
/// water.
Id<Loop> addLoop(Draft& draft, LoopKind kind);

/// A fabric with the topology that its kind usually has: rail-optimised for compute, a fat tree for
/// the others; switch and cable are still open.
Id<Fabric> addFabric(Draft& draft, FabricKind kind);

/// A workload of a model (id in the model library; of generic work, a preset) on what its pools leave: share 1 if it is the
/// first of its pool, else what is left.
Id<Workload> addWorkload(Draft& draft, WorkloadKind kind, std::string_view model);

/// A feature in the middle of its hall: 600 mm square, doors 1 m wide.
Id<Feature> addFeature(Draft& draft, Id<Hall> hall, FeatureKind kind);

} // namespace millwright
