#pragma once
#include "model/assist/PoolSizing.h"
#include "model/edit/Draft.h"

namespace millwright
{

/// What a job needs for the target that it states itself, and what its pool has to be for that.
struct RightSizing {
    Id<Workload> workload;
    Symbol accelerator; ///< the pool
    SizingTarget target;
    Sizing needed;      ///< the fewest accelerators for the job, and what they give
    std::vector<Id<Workload>> jobs; ///< that are on this pool, this one with them
    int jobBefore = 0;  ///< accelerators that its share gives it now
    int poolBefore = 0; ///< accelerators placed
    int poolNeeded = 0; ///< for it and for what the others hold in the same hours, not yet in whole systems
};

/// Plans the right size of the workload's pool from the design's results. The others keep the accelerators that they hold
/// now in each hour, those that take what is left too. Some 10 to 500 ms, so on a worker. Errors: those of ownTarget()
/// and fewestAccelerators(), "assist.right-size.pool-empty".
Result<RightSizing> planRightSize(const SizingContext& context, Id<Workload> workload);

/// Makes the pool so: systems go whole, from the last placed on, with racks that become empty; or come into
/// racks of the pool with fewer systems than the fullest, then as copies of the pool's racks in their rows, connected as these are. The shares of the pool's jobs are set so that this one has what it
/// needs and the others what they had. One undo step; the summary says what changed. Errors: "assist.right-size.pool-empty",
/// "assist.right-size.no-room" (nothing is changed then), "workload.not-found".
Result<Message> rightSizePool(Draft& draft, const RightSizing& plan);

} // namespace millwright
