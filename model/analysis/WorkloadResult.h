#pragma once
#include "model/base/Message.h"
#include "model/blueprint/Entities.h"
#include <vector>

namespace millwright
{

/// One workload of the design on its pool.
struct JobEstimate {
    Id<Workload> workload;
    Symbol accelerator;
    int accelerators = 0; ///< of the pool's share that the job uses
    bool isFeasible = false;
    Message reason;                                      ///< why not, or what binds
    std::string parallelism;                             ///< "TP8", "TP8 PP2 DP16"
    double tokensPerSecond = 0.0, low = 0.0, high = 0.0; ///< whole pool; 80 % band
    double ttftP99 = 0.0, tpotMean = 0.0;                ///< s, serving
    double days = 0.0, mfu = 0.0, effectiveMfu = 0.0;    ///< training
    double tokensPerSecondPerUser = 0.0;
    double powerPerAccelerator = 0.0;  ///< W
    double memoryPerAccelerator = 0.0; ///< B needed
    double checkpointBytes = 0.0;      ///< B, training
    double memoryCapacity = 0.0;       ///< B of one accelerator
    double checkpointStall = 0.0;      ///< share of training time on blocking checkpoints
    double utilisation = 0.0;          ///< serving: share of capacity that is sold
    double storedBytes = 0.0;          ///< B that the job keeps on storage: weights, or checkpoints
    std::string confidence;            ///< "measured", "transferred", "class-default"
    friend bool operator==(const JobEstimate&, const JobEstimate&) = default;
};

/// All workloads.
struct WorkloadResult {
    std::vector<JobEstimate> jobs;          ///< by rising workload id
    double tokensPerSecond = 0.0;           ///< serving jobs together, at capacity
    double ttftP99 = 0.0, tpotMean = 0.0;   ///< worst serving job
    double trainDays = 0.0, trainMfu = 0.0; ///< longest training job
    double soldTokensPerYear = 0.0;         ///< at each job's utilisation
    friend bool operator==(const WorkloadResult&, const WorkloadResult&) = default;
};

} // namespace millwright
