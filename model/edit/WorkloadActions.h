#pragma once
#include "model/base/Result.h"
#include "model/edit/Draft.h"

namespace millwright
{

/// Degrees of a plan that a workload keeps to, as the estimator names them.
struct PlanDegrees {
    int tensor = 1, pipeline = 1, expert = 1, attentionData = 1;
    int batch = 0; ///< requests together in a replica; 0 = what memory allows
};

/// A copy of the workload under a name of its own ("Chat 2"), on what the first left of the pool.
/// Error: "workload.missing".
Result<Id<Workload>> duplicateWorkload(Draft& draft, Id<Workload> id);

/// The serving workload keeps to this plan from now on. Error: "workload.missing".
Result<void> fixPlan(Draft& draft, Id<Workload> id, const PlanDegrees& plan);
/// Its plan is searched again, with any batch. Error: "workload.missing".
Result<void> freePlan(Draft& draft, Id<Workload> id);

/// Keeps an imported model with the project and lets the workload (if `id` is set) run it. Error:
/// "workload.missing".
Result<void> keepModel(Draft& draft, ProjectModel model, Id<Workload> id);

} // namespace millwright
