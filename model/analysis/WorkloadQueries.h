#pragma once
#include "model/analysis/FabricOffer.h"
#include "model/base/Result.h"
#include "model/blueprint/LoadProfile.h"
#include "model/blueprint/Project.h"
#include "model/estimate/ServingQuery.h"
#include "model/estimate/TrainingQuery.h"
#include <memory>

namespace millwright
{

/// Where a job runs: what the estimator needs beside the workload itself.
struct JobPlace {
    std::shared_ptr<const ModelArchitecture> model; ///< null for work without a language model
    AcceleratorSpec accelerator;
    int accelerators = 1;
    FabricOffer fabric;
    StorageOffer storage;
    ParameterValues parameters;
    std::shared_ptr<const EfficiencyFactors> factors; ///< the design's own; null = shipped
    std::shared_ptr<const std::atomic<bool>> stop; ///< searches end early when it turns true; may be null

    bool isStopped() const { return stop && *stop; }
};

/// The place that `accelerators` of a kind in this design are for the workload. Errors, each with its arguments for the
/// patterns of the rules: "workload.empty-pool", "workload.unknown-model",
/// "workload.unknown-preset", "workload.no-peaks".
Result<JobPlace> jobPlace(const Workload& workload, Symbol kind, int accelerators,
                          const Project& project, const FabricOffer& fabric,
                          const StorageOffer& storage, const ParameterValues& parameters);

/// Why a job has no accelerator: none of that kind is placed, or its share of them is none ("workload.no-share").
Message emptyPool(const Workload& workload, Symbol kind, int placed);

/// The kind of accelerator that the design has most of; empty if it has none.
Symbol mostNumerous(const InventoryResult& inventory);

/// Prompt tokens of one model call, mean over the calls of a request: of n calls the k-th sees the prompt, k times the
/// retrieved context and what the k - 1 earlier calls said: P + R (n + 1) / 2 + O (n - 1) / 2.
double promptPerCall(const Workload& workload);

/// Output tokens/s that a serving job is asked for in its busiest hour, on a pool that can give `capacity` tokens/s.
double demandAtPeak(const Workload& workload, double capacity);
/// The same, mean over the hours of a day.
double demandMean(const Workload& workload, double capacity);

/// The serving job as the estimator takes it. With a limit on the first token the load is open (requests at random) and
/// the rate is searched; without one the batch is always full and only the time per token is held.
ServingQuery servingQuery(const Workload& workload, const JobPlace& place);
TrainingQuery trainingQuery(const Workload& workload, const JobPlace& place);

/// The best plan within the limits, or the fixed one; `refused` gets one message per reason of the plans that cannot be.
ServingEstimate solveServing(const Workload& workload, const ServingQuery& query,
                             std::vector<Message>& refused);
TrainingEstimate solveTraining(const Workload& workload, const TrainingQuery& query,
                               std::vector<Message>& refused);

} // namespace millwright
