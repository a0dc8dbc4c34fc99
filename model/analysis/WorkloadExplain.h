#pragma once
#include "model/analysis/Metric.h"

namespace millwright
{

// Derivations that the metrics of workloads, of their plan and of cost share.

/// What an estimate rests on: the workload's figures, the accelerator's datasheet, the fabric; leaves with sources.
std::vector<Traced> jobInputs(const MetricContext& context, const JobEstimate& job);
/// A number that the estimator found for the job.
Traced estimated(const MetricContext& context, const JobEstimate& job, double value,
                 std::string unit, std::string label);
/// A number that the plan of the day and the year found for the job.
Traced planned(const MetricContext& context, const JobPlan& plan, double value, std::string unit);

const JobEstimate* estimateOf(const MetricContext& context, Id<Workload> workload);
/// The training job whose run takes longest as scheduled; null if none trains.
const JobPlan* longestTraining(const MetricContext& context);
std::string workloadLabel(const MetricContext& context, Id<Workload> workload);

/// Which jobs a sum is over.
enum class JobsOf { All, Serving, Samples };
/// Sum over the jobs of a figure of their plans.
Traced sumOverPlans(const MetricContext& context, double JobPlan::*figure, std::string unit,
                    std::string label, JobsOf which);
/// The part of all jobs' sum of a key that those have.
Traced partOf(const MetricContext& context, double JobPlan::*key, std::string unit,
              std::string label, JobsOf which);

} // namespace millwright
