#include "model/estimate/EstimateBenchmark.h"
#include "model/estimate/ModelLibrary.h"
#include "model/estimate/ServingQuery.h"
#include "model/estimate/TrainingQuery.h"
#include <algorithm>
#include <chrono>

namespace millwright
{

namespace
{

/// Median seconds of one call of `work` over `runs` batches of `calls`.
template <class Work> double medianSeconds(int runs, int calls, Work work)
{
    std::vector<double> seconds;
    for (int run = 0; run < runs; ++run) {
        const auto start = std::chrono::steady_clock::now();
        for (int call = 0; call < calls; ++call)
            work();
        const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
        seconds.push_back(spent.count() / calls);
    }
    std::nth_element(seconds.begin(), seconds.begin() + runs / 2, seconds.end());
    return seconds[static_cast<std::size_t>(runs / 2)];
}

} // namespace

std::vector<EstimateTiming> benchmarkEstimates()
{
    const ModelArchitecture* large = standardModels().find("deepseek-v3");
    const ModelArchitecture* dense = standardModels().find("llama3.1-405b");
    const AcceleratorSpec* h200 = AcceleratorLibrary::standard().find("H200-SXM-141GB");
    const AcceleratorSpec* h100 = AcceleratorLibrary::standard().find("H100-SXM-80GB");
    if (!large || !dense || !h200 || !h100)
        return {};
    volatile double sink = 0.0; // keeps the compiler from dropping the work
    ServingQuery serving;
    serving.model = large;
    serving.accelerator = h200;
    serving.accelerators = 64;
    serving.plan.tensor = 8;
    serving.mode = ServingMode::ClosedLoop;
    serving.concurrency = 512.0;
    TrainingQuery training;
    training.model = dense;
    training.accelerator = h100;
    training.accelerators = 16384;
    training.plan.tensor = 8;
    training.plan.pipeline = 14;
    training.sequence = 8192.0;
    training.globalBatch = 2048.0;
    std::vector<EstimateTiming> times;
    times.push_back(
        {"estimate.serving",
         1e6 * medianSeconds(9, 500, [&] { sink = sink + estimateServing(serving).tpotMean; }),
         "us"});
    times.push_back(
        {"estimate.training",
         1e6 * medianSeconds(9, 500, [&] { sink = sink + estimateTraining(training).mfu; }), "us"});
    ServingQuery search = serving;
    search.mode = ServingMode::OpenLoop;
    search.limits.ttftP99 = 2.0;
    search.limits.tpotP99 = 0.05;
    times.push_back({"estimate.serving.search",
                     1e3 * medianSeconds(5, 1, [&] { sink = sink + bestServing(search).tried; }),
                     "ms"});
    times.push_back({"estimate.training.search",
                     1e3 * medianSeconds(5, 1, [&] { sink = sink + bestTraining(training).tried; }),
                     "ms"});
    return times;
}

} // namespace millwright
