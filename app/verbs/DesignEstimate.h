#pragma once
#include <optional>
#include <string>

namespace millwright {

/// What `millwright estimate DESIGN` is asked for.
struct DesignEstimateOptions {
    std::string file;
    std::string workload;                ///< its name; empty = all
    std::optional<int> accelerators;     ///< what so many give
    bool wantsMinimum = false;           ///< the fewest for `target`
    double target = 0.0;                 ///< tokens/s, samples/s, or days of a training run; 0 = what the job states itself
    bool wantsRightSize = false;         ///< the pool made so; written to `output` if that is given
    std::string output;
    bool isJson = false;
};

/// Prints pools, jobs, the hours of the day and what binds, or sizes the pool of one workload. Returns the exit code: 1
/// when a job cannot run or the target is missed.
int runDesignEstimate(const DesignEstimateOptions& options);

} // namespace millwright
