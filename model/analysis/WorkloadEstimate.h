#pragma once
#include "model/analysis/WorkloadQueries.h"
#include "model/analysis/WorkloadResult.h"

namespace millwright
{

/// Fills the estimate of a job at its place: the best plan within the limits, latency in the busiest hour, memory, power,
/// and what would help where it cannot run or misses a limit. Work without a language model gets its power only.
void estimateJob(const Workload& workload, const JobPlace& place, JobEstimate& job);

/// "TP8 PP2 CP2 EP4 DP16"; degrees of one are left out, but for the first.
std::string planText(const ServingPlan& plan);
std::string planText(const TrainingPlan& plan);

} // namespace millwright
