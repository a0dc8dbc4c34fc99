#pragma once
#include "model/estimate/ServingQuery.h"
#include <string>
#include <string_view>

namespace millwright
{

/// Degrees of parallelism as case files write them ("TP4 PP8 CP2 VP3 mbs1", "DEP8", "FSDP"); 0 =
/// not named.
struct CaseParallelism {
    int tensor = 0, pipeline = 0, context = 0, interleave = 0, expert = 0, microBatch = 0;
    bool isExpertData = false;       ///< DEP: attention data-parallel, experts spread
    bool isFullyShardedData = false; ///< FSDP
};
CaseParallelism parseParallelism(std::string_view text);

/// Format of a model's published checkpoint: what a row without precision ran in.
NumberFormat publishedFormat(std::string_view model);

/// Cache format that runs with weights where nobody says otherwise: 8 bit with 8- and 4-bit weights
/// on parts that have FP8, else 16 bit. SGLang keeps 16 bits by default (--kv-cache-dtype auto);
/// its public recipes for parts with FP4 ask for 8.
NumberFormat cacheFormat(NumberFormat weights, const AcceleratorSpec& accelerator,
                         ServingFramework framework);

/// Mean prompt tokens of the MLPerf data sets (MLCommons inference rules); 1,000 for other models.
double benchmarkInputTokens(std::string_view model);

/// True where the public recipe behind a row runs multi-token prediction though the row does not
/// say so: InferenceX's dsr1-*-trt-mtp recipes use the image 1.2.0rc6.post3 (the recipes without it
/// 1.2.0rc6.post2) and before that 1.1.0rc2.post2 from 14 January 2026 on
/// (SemiAnalysisAI/InferenceX
/// @843c625, perf-changelog.yaml, pull requests 642, 1487, 1488, 1489). `measured`: ISO date.
bool hasDraftingRecipe(std::string_view model, std::string_view backend, std::string_view version,
                       std::string_view measured);

/// Scheduler settings behind a latency row, which its columns do not name. Dated rows come from the
/// public recipes of SemiAnalysisAI/InferenceX (@843c625, benchmarks/, and their history): ten
/// tokens per message; SGLang on parts with FP4 looks for new requests every 10 steps, every 30
/// from 16 requests in flight on (--scheduler-recv-interval), so half of that is waited;
/// TensorRT-LLM with data-parallel attention waits up to 60 steps to fill all ranks
/// (attention_dp_config, timeout_iters), so 30, and with dense models, 1,024 tokens in and out and
/// fewer than eight ranks 20 steps (batch_wait_timeout_iters). Other rows: one token per message.
/// TensorRT-LLM before 1.1: as many batch slots as requests in flight, one of them held by the
/// padding request of the recorded graphs (NVIDIA/TensorRT-LLM pull requests 4729 and 7998 show the
/// request and the later spare slot; that the batch is set to the requests in flight is read off
/// the rows).
ServingScheduler schedulerOf(const ServingQuery& query, std::string_view version,
                             std::string_view measured);

/// B/s per accelerator that a fabric achieves around the makers' reference systems, 80 % of the
/// ports: 200 Gb/s to 2021 (DGX A100), 400 Gb/s to 2024 (DGX H100, B200, GB200), 800 Gb/s since
/// (B300, GB300); 0 = no rule for the class.
double referenceScaleOut(const AcceleratorSpec& accelerator);

/// Date of the software behind a training result, as a year: of the MLPerf round, of a release
/// "25.11"; 0 = not known.
double softwareYear(std::string_view roundOrVersion, std::string_view source);

ServingFramework frameworkOf(std::string_view software);

/// Mode and limits of a scenario: MLPerf server and interactive with the limits in the notes (p99),
/// fixed concurrency, offline.
void applyScenario(std::string_view scenario, std::string_view notes, ServingQuery& query,
                   bool& isStaticBatch);

} // namespace millwright
