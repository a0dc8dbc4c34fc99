#pragma once
#include "model/analysis/Results.h"
#include "model/blueprint/ChangeSet.h"
#include "model/blueprint/Project.h"
#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

namespace millwright
{

/// What an analysis may look at. `results` holds what was computed before it in this pass;
/// `previous` and `previousProject` are the last pass, for analyses that update instead of running
/// anew (null on the first pass).
struct AnalysisContext {
    const Project& project;
    const Blueprint& blueprint;
    const ParameterValues& parameters;
    const ChangeSet& changes;
    const Results* previous = nullptr;
    const Project* previousProject = nullptr;
};

/// Live analyses run at once at every edit; following ones run on a worker while the old value is
/// shown as stale.
enum class AnalysisClass : std::uint8_t { Live, Following };

/// A row of the analysis table. `reads` are the tables whose change makes it run, `after` the
/// analyses whose results it reads. run() puts a new result into its slot of `results`; when it is
/// equal to the old one nothing after it runs.
struct Analysis {
    std::string_view id;
    AnalysisClass speed = AnalysisClass::Live;
    std::vector<EntityKind> reads;
    std::vector<std::string_view> after;
    void (*run)(const AnalysisContext& context, Results& results);
    bool (*isSame)(const Results& a, const Results& b); ///< same result in its slot
    bool readsPrices = false; ///< also runs when the price book changed
};

/// The table, in any order; rows in AllAnalyses.cpp.
std::span<const Analysis> allAnalyses();

/// Runs of the analyses (one file each).
void runInventory(const AnalysisContext& context, Results& results);
void runSpace(const AnalysisContext& context, Results& results);
void runNetwork(const AnalysisContext& context, Results& results);
void runWorkload(const AnalysisContext& context, Results& results);
/// Power and cooling in one bounded fixed point: IT load, losses, heat, mechanical power, chain.
void runFacility(const AnalysisContext& context, Results& results);
/// The hours of the day and the days of the year, from the workload estimates as they are.
void runWorkPlan(const AnalysisContext& context, Results& results);
void runCost(const AnalysisContext& context, Results& results);

} // namespace millwright
