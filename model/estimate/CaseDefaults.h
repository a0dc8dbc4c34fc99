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

/// Cache format that runs with weights: 8 bit with 8- and 4-bit weights on parts that have FP8,
/// else 16 bit.
NumberFormat cacheFormat(NumberFormat weights, const AcceleratorSpec& accelerator);

/// Mean prompt tokens of the MLPerf data sets (MLCommons inference rules); 1,000 for other models.
double benchmarkInputTokens(std::string_view model);

/// True where the public recipe behind a row runs multi-token prediction though the row does not
/// say so: InferenceX's dsr1-*-trt-mtp recipes use the image 1.2.0rc6.post3 (the recipes without it
/// 1.2.0rc6.post2) and before that 1.1.0rc2.post2 from 14 January 2026 on (SemiAnalysisAI/InferenceX
/// @843c625, perf-changelog.yaml, pull requests 642, 1487, 1488, 1489). `measured`: ISO date.
bool hasDraftingRecipe(std::string_view model, std::string_view backend, std::string_view version,
                       std::string_view measured);

/// Date of the software behind a training result, as a year: of the MLPerf round, of a release
/// "25.11"; 0 = not known.
double softwareYear(std::string_view roundOrVersion, std::string_view source);

ServingFramework frameworkOf(std::string_view software);

/// Mode and limits of a scenario: MLPerf server and interactive with the limits in the notes (p99),
/// fixed concurrency, offline.
void applyScenario(std::string_view scenario, std::string_view notes, ServingQuery& query,
                   bool& isStaticBatch);

} // namespace millwright
