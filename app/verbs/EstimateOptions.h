#pragma once
#include "app/verbs/DesignEstimate.h"
#include "app/verbs/StudyOutput.h"
#include "model/estimate/ServingWorkload.h"
#include <string>

namespace millwright {

/// What `millwright estimate` is asked for; one place for all that it can estimate.
struct EstimateOptions {
    std::string model, accelerator; ///< with --config or --generic the accelerator alone
    std::string config, generic, format, kvFormat, output;
    int count = 8;
    double input = 1024.0, outputTokens = 512.0;
    double ttft = 0.0, tpot = 0.0, latency = 0.0; ///< s, limits; 0 = none
    double rate = 0.0, concurrency = 0.0, prefixHit = 0.0, resident = 0.0, drafted = 0.0, accepted = 0.7;
    double tokens = 0.0, sequence = 8192.0, batch = 0.0, scaleOut = 40e9, classScale = 0.0;
    int tensor = 0, pipeline = 0, expert = 0, context = 0; ///< a plan instead of the search; 0 = not stated
    AgentWork agent;
    bool isJson = false, isDisaggregated = false, isLora = false, isSampleTraining = false;
    DesignEstimateOptions design;
    StudyOptions study;

    bool isTraining() const { return tokens > 0.0; }
    bool isPlanFixed() const { return tensor > 0 || pipeline > 0 || expert > 0 || context > 0; }
};

// One file each. They print, and return the exit code: 1 when the job cannot run.

/// Serving or training of one model on one kind of accelerator; plans and comparison where they are asked for.
int runModelEstimate(const EstimateOptions& options);
/// A preset of generic work on one kind of accelerator.
int runGenericEstimate(const EstimateOptions& options);

} // namespace millwright
