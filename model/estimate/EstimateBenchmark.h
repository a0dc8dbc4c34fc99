#pragma once
#include <string>
#include <vector>

namespace millwright
{

/// One measured time; lower is better.
struct EstimateTiming {
    std::string name; ///< as in docs/goals.csv
    double value = 0.0;
    std::string unit; ///< "us" or "ms"
};

/// Times of one serving and one training estimate, a serving search for one model and accelerator
/// (DeepSeek-V3 on 64 H200 under latency limits) and a training search on 16,384 accelerators
/// (Llama 3.1 405B), on one core; median of repeated runs.
std::vector<EstimateTiming> benchmarkEstimates();

} // namespace millwright
