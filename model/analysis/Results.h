#pragma once
#include "model/analysis/CoolingResult.h"
#include "model/analysis/CostResult.h"
#include "model/analysis/InventoryResult.h"
#include "model/analysis/NetworkResult.h"
#include "model/analysis/PowerResult.h"
#include "model/analysis/SpaceResult.h"
#include "model/analysis/WorkPlanResult.h"
#include "model/analysis/WorkloadResult.h"
#include <memory>

namespace millwright
{

/// What the analyses found, one pointer each: shared with whoever looks at it, never changed after
/// it was published. Never null once RecalculationGraph ran.
struct Results {
    std::shared_ptr<const InventoryResult> inventory;
    std::shared_ptr<const SpaceResult> space;
    std::shared_ptr<const NetworkResult> network;
    std::shared_ptr<const WorkloadResult> workload;
    std::shared_ptr<const PowerResult> power;
    std::shared_ptr<const CoolingResult> cooling;
    std::shared_ptr<const CostResult> cost;
    std::shared_ptr<const WorkPlanResult> workplan;
};

} // namespace millwright
