#pragma once
#include "model/analysis/JobComparison.h"
#include <string>
#include <vector>

namespace millwright {

/// What `millwright estimate` prints beside the numbers themselves.
struct StudyOptions {
    bool wantsPlans = false;          ///< figures with bands, front, refused plans, memory, step, roofline
    std::vector<std::string> compare; ///< accelerators to compare by id or name; "all" = the catalog's
    std::string output;
    bool isJson = false;

    bool isAsked() const { return wantsPlans || !compare.empty(); }
};

/// The question of a workload of the design by its name; empty = the first one. Error: "cli.unknown-workload".
Result<JobQuestion> questionOf(const MetricContext& design, const std::string& workload);

/// Prints the study, or the comparison if accelerators are named. Returns the exit code: 1 when the job cannot run.
int runStudy(JobQuestion question, const PartLibrary& parts, const ComparisonPrices& prices, const StudyOptions& options);

/// The same for a workload of a project file.
int runDesignStudy(const std::string& file, const std::string& workload, const StudyOptions& options);

} // namespace millwright
