#pragma once
#include "model/analysis/WorkloadQueries.h"
#include "model/analysis/WorkloadResult.h"

namespace millwright
{

/// The best plan of a serving job, at capacity and in its busiest hour. Its queries point into the place.
struct ServingSolution {
    ServingQuery query;    ///< of the best plan at capacity
    ServingEstimate best;  ///< infeasible with the reason
    EstimateBand band;     ///< of its output tokens/s
    ServingQuery busyQuery; ///< the same plan with the requests of the busiest hour at random
    ServingEstimate busy;  ///< infeasible where even this load is too much
};
/// Solves within all limits; where no load meets them, without the one on the first token, so that there are numbers to
/// compare. `refused` gets one message per reason of the plans that cannot be.
ServingSolution solveServingJob(const Workload& workload, const JobPlace& place,
                                std::vector<Message>& refused);

/// The best plan of a training job, and by what factor storage that cannot feed the tokens slows it down.
struct TrainingSolution {
    TrainingQuery query; ///< of the best plan
    TrainingEstimate best;
    double slowdown = 1.0;
};
TrainingSolution solveTrainingJob(const Workload& workload, const JobPlace& place,
                                  std::vector<Message>& refused);

/// Fills the estimate of a job at its place: the best plan within the limits, latency in the busiest hour, memory, power,
/// and what would help where it cannot run or misses a limit. Work that says nothing of itself gets its power only.
void estimateJob(const Workload& workload, const JobPlace& place, JobEstimate& job);

/// "TP8 PP2 CP2 EP4 DP16"; degrees of one are left out, but for the first.
std::string planText(const ServingPlan& plan);
std::string planText(const TrainingPlan& plan);

} // namespace millwright
