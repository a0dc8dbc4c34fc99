#pragma once
#include "app/Evaluation.h"
#include "app/verbs/DesignEstimate.h"
#include <nlohmann/json.hpp>
#include <string>

namespace millwright {

// How the jobs of a design are printed; DesignEstimate.cpp prints all of them, PoolEstimate.cpp sizes one.

const JobEstimate* estimateOf(const Results& results, Id<Workload> workload);

/// What the estimator says of one job, without the day.
nlohmann::ordered_json estimateJson(const Workload& row, const JobEstimate& job);
std::string jobText(const Workload& row, const JobEstimate& job);

/// Sizes the pool of the workload that the options name. Returns the exit code.
int runPoolEstimate(const DesignEstimateOptions& options, const Evaluation& design);

} // namespace millwright
