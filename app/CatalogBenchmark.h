#pragma once
#include "model/base/Result.h"
#include "model/explore/Benchmark.h"
#include <filesystem>
#include <vector>

namespace millwright {

/// Measures the catalog at the sizes of the goals: the search at 10,000 parts, and the import of 4,000 device types from
/// their files to the end of the transaction. Everything is made in `folder`, which the caller removes.
Result<std::vector<BenchmarkRow>> benchmarkCatalog(const std::filesystem::path& folder);

} // namespace millwright
