#pragma once
#include "model/base/Message.h"
#include "model/blueprint/WorkloadEntities.h"
#include <vector>

namespace millwright
{

/// One workload of the design on its pool, at all the accelerators that its share gives it. When and how much of them it
/// holds over the day is in WorkPlanResult.
struct JobEstimate {
    Id<Workload> workload;
    Symbol accelerator;
    int accelerators = 0; ///< of the pool's share that the job uses
    bool isFeasible = false;
    Message reason;                                      ///< why not, or what binds
    std::vector<Message> remedies;                       ///< what would make it run, or hold its limits
    std::vector<Message> refused;                        ///< why other plans cannot be, one per reason
    std::vector<Message> notes;                          ///< what a reader of the numbers must know
    std::string parallelism;                             ///< "TP8", "TP8 PP2 DP16"
    int replicaAccelerators = 1;                         ///< of one replica: the step in which it grows
    double tokensPerSecond = 0.0, low = 0.0, high = 0.0; ///< whole pool; 80 % band
    double ttftP99 = 0.0, tpotMean = 0.0;                ///< s, serving, in the busiest hour
    double requestTime = 0.0;                            ///< s of a user request with all its model calls
    double days = 0.0, mfu = 0.0, effectiveMfu = 0.0;    ///< training, without a break
    double ettr = 0.0;                                   ///< training: share of the time that makes progress
    double tokensPerSecondPerUser = 0.0;
    double powerPerAccelerator = 0.0;  ///< W at work
    double idlePower = 0.0;            ///< W of an accelerator without work
    double designPower = 0.0;          ///< W, thermal design power
    double memoryPerAccelerator = 0.0; ///< B needed
    double checkpointBytes = 0.0;      ///< B, training
    double memoryCapacity = 0.0;       ///< B of one accelerator
    double checkpointStall = 0.0;      ///< share of training time on blocking checkpoints
    double checkpointInterval = 0.0;   ///< s
    double jobMtbf = 0.0;              ///< s between interruptions of the whole job
    double demandPeak = 0.0;           ///< tokens/s, of generic work samples/s, asked for in the busiest hour
    double utilisation = 0.0;          ///< share of capacity asked for, average of the days it runs
    int acceleratorsNeeded = 0;        ///< for a demand that the pool does not meet; 0 = it does, or none would
    double samplesPerSecond = 0.0;     ///< generic work, all accelerators; low and high are its band
    double sampleLatency = 0.0;        ///< s from arrival to result, generic work
    double bytesPerSample = 0.0;       ///< B that storage or network bring for each
    double bytesPerSecond = 0.0;       ///< preparation on accelerators, B/s of all of them; 0 = not known
    double storedBytes = 0.0;          ///< B that the job keeps on storage: weights, or checkpoints
    std::string confidence;            ///< "measured", "transferred", "class-default"
    friend bool operator==(const JobEstimate&, const JobEstimate&) = default;

    /// Training: tokens/s that count, failures and checkpoints taken off.
    double goodTokensPerSecond() const { return tokensPerSecond * ettr; }
};

/// All workloads.
struct WorkloadResult {
    std::vector<JobEstimate> jobs;          ///< by rising workload id
    double tokensPerSecond = 0.0;           ///< serving jobs together, at capacity
    double ttftP99 = 0.0, tpotMean = 0.0;   ///< worst serving job
    double samplesPerSecond = 0.0;          ///< generic jobs together, at capacity
    double sampleLatency = 0.0;             ///< s, worst generic job
    friend bool operator==(const WorkloadResult&, const WorkloadResult&) = default;
};

} // namespace millwright
