#pragma once
#include "model/analysis/WorkloadQueries.h"
#include "model/analysis/WorkloadResult.h"
#include "model/estimate/GenericQuery.h"
#include <optional>

namespace millwright
{

// Jobs of a design that are no language model: recommenders, vision, diffusion, encoders, speech, simulation. Every
// accelerator works on batches of its own.

/// The job as the estimator takes it: the preset with what the workload states itself, in the format of the preset where it
/// names none. Nothing for work that says no more than that it is there (hasSamples()). The query points into the place.
std::optional<GenericQuery> genericQuery(const Workload& workload, const JobPlace& place);

/// The job at full work, and by what factor storage that cannot feed the samples of training slows it down.
struct GenericSolution {
    GenericQuery query;
    GenericEstimate best; ///< infeasible with the reason
    double slowdown = 1.0;

    double samplesPerSecond() const { return best.samplesPerSecond / slowdown; }
};
GenericSolution solveGenericJob(const Workload& workload, const JobPlace& place);

/// Samples/s asked for in the busiest hour of a pool that can give `capacity`: as stated, else the sold share of it.
double samplesAtPeak(const Workload& workload, double capacity);

/// Fills the estimate of a job that has samples.
void estimateGenericJob(const Workload& workload, const JobPlace& place, JobEstimate& job);

} // namespace millwright
