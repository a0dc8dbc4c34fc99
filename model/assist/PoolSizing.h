#pragma once
#include "model/analysis/Results.h"
#include "model/base/Result.h"
#include "model/blueprint/Project.h"

namespace millwright
{

/// What a pool is to give. One of them, by the kind of workload; 0 = not stated.
struct SizingTarget {
    double tokensPerSecond = 0.0;  ///< output tokens/s within the workload's latency limits
    double days = 0.0;             ///< of one training run as scheduled
    double samplesPerSecond = 0.0; ///< of generic work
};

/// What the workload itself asks for: a serving job's requests, users or tokens of a day at the busiest hour, a training
/// job's deadline, generic work's samples/s. Error "workload.no-own-target" where it states none: a serving job that sells a
/// share of whatever capacity there is, training without a deadline.
Result<SizingTarget> ownTarget(const Workload& workload);

/// A pool of a size and what it gives.
struct Sizing {
    int accelerators = 0;
    JobEstimate job;
    double days = 0.0; ///< training: of one run as scheduled; 0 = nothing is trained
};

/// A design with its results; where sizing takes the kind of accelerator, the fabric and the storage from. Bandwidth per
/// accelerator is taken to stay what the design offers now.
struct SizingContext {
    const Project& project;
    const Results& results;
    const ParameterValues& parameters;
};

/// What so many accelerators of the workload's pool give. Errors: "workload.not-found" and those of jobPlace().
Result<Sizing> poolGives(const SizingContext& context, Id<Workload> workload, int accelerators);

/// The fewest accelerators that reach the target: whole replicas for serving; single ones for generic work; for training
/// whole nodes, one fewer of which misses it. Errors as above, "workload.no-target" for a target of the other kind, "serve.target-missed" when no number
/// up to 131,072 reaches it.
Result<Sizing> fewestAccelerators(const SizingContext& context, Id<Workload> workload,
                                  const SizingTarget& target);

} // namespace millwright
