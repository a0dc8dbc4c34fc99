#pragma once
#include "model/base/Result.h"
#include "model/edit/Draft.h"
#include "model/parts/PartSource.h"
#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace millwright
{

/// The design that speed is measured on, with `racks` racks (10 to 100,000): three quarters with
/// four liquid-cooled servers of eight accelerators, a twentieth rack-scale of 72, a fifth network,
/// storage and management; all in one hall of rows with aisles, an A/B chain with a panel pair
/// per 12.5 racks, CDUs, fan walls and plant on loops, four fabrics with their switches placed,
/// three workloads. The same for the same number. Error "explore.missing-parts".
Result<Project> benchmarkDesign(int racks, const PartSource& parts);

/// What a generated design holds, for the benchmark's report.
struct BenchmarkCounts {
    std::size_t racks = 0, devices = 0, accelerators = 0, powerParts = 0, feeds = 0,
                coolingParts = 0, loops = 0, fabrics = 0;
};
BenchmarkCounts countBenchmark(const Project& project);

/// One random edit: an action as a person would call it.
struct BenchmarkEdit {
    std::string_view kind; ///< "move", "add-node", "change-part", "re-feed", "delete"
    std::function<void(Draft&)> apply;
};

/// `count` edits of a benchmark design, the five kinds in turn on racks that are drawn at random,
/// no rack twice.
std::vector<BenchmarkEdit> benchmarkEdits(const Project& project, std::size_t count, unsigned seed);

} // namespace millwright
