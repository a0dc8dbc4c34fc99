#pragma once
#include "model/analysis/WorkloadQueries.h"
#include "model/analysis/WorkloadResult.h"
#include "model/estimate/GenericQuery.h"

namespace millwright
{

// What would help a job that cannot run or misses what is asked of it, found by asking the estimator again.

/// Changes of which each alone makes the job run: the searched plan instead of the fixed one, fewer bits, more accelerators,
/// the largest prompt, answer, retrieved context or resident prefix, the largest batch that keeps the latency limits; of
/// training the longest sequence, the largest micro-batch, full recompute, all states spread (ZeRO 3); of generic work the
/// largest batch and the least latency. `reason` is why it cannot run.
std::vector<Message> servingRemedies(const Workload& workload, const JobPlace& place,
                                     const Message& reason);
std::vector<Message> trainingRemedies(const Workload& workload, const JobPlace& place);
std::vector<Message> genericRemedies(const Workload& workload, const JobPlace& place);

/// For a job that runs: the plan nearest to a missed latency limit, and the accelerators that the demand needs.
void addServingRemedies(const Workload& workload, const JobPlace& place, JobEstimate& job);
/// For generic work that runs: the accelerators that what is asked for needs.
void addNeededForSamples(const GenericQuery& query, JobEstimate& job);

} // namespace millwright
