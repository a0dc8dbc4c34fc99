#pragma once
#include "model/analysis/WorkloadQueries.h"
#include "model/analysis/WorkloadResult.h"

namespace millwright
{

// What would help a job that cannot run or misses what is asked of it, found by asking the estimator again.

/// Fewer bits, more accelerators, the searched plan instead of the fixed one: those with which it runs.
std::vector<Message> servingRemedies(const Workload& workload, const JobPlace& place);
std::vector<Message> trainingRemedies(const Workload& workload, const JobPlace& place);

/// For a job that runs: the plan nearest to a missed latency limit, and the accelerators that the demand needs.
void addServingRemedies(const Workload& workload, const JobPlace& place, JobEstimate& job);

} // namespace millwright
