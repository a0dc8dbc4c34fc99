#pragma once
#include "model/base/Result.h"
#include "model/parts/PartSource.h"
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace millwright
{

/// One measured number with what it should be; goals stand in docs/goals.csv.
struct BenchmarkRow {
    std::string name; ///< "edit.live.10000.median"
    double value = 0.0;
    std::string unit;
    double goal = 0.0;
    std::string better; ///< "lower" or "higher"
};

/// A row of docs/goals.csv, which is part of the program.
struct BenchmarkGoal {
    std::string name;
    double goal = 0.0;
    std::string unit;
    std::string better;
    std::string source;
};
std::span<const BenchmarkGoal> benchmarkGoals();
/// A row for a measured value with the goal of that name; goal 0 if the list has none.
BenchmarkRow benchmarkRow(std::string_view name, double value);

/// Measures the model on the benchmark design: edit to live results at 1,000 and 10,000 racks, one
/// write with a snapshot held, full recalculation, opening and saving. Files go to
/// `folder` and are removed. Some ten seconds.
Result<std::vector<BenchmarkRow>> runModelBenchmarks(const PartSource& parts,
                                                     const std::filesystem::path& folder);

} // namespace millwright
