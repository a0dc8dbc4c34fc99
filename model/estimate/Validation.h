#pragma once
#include "model/estimate/FactorFit.h"
#include <map>
#include <string>
#include <vector>

namespace millwright
{

/// Errors of one target over some rows; error = |ln(predicted / measured)|, bias = median of
/// ln(predicted / measured).
struct TargetErrors {
    std::size_t covered = 0;
    double median = 0.0;
    double p90 = 0.0;
    double bias = 0.0;
    double groupMedian = 0.0;  ///< median over (accelerator, model, source) of the group's median
    double bandCoverage = 0.0; ///< share of rows whose measured value lies in the 80 % band
};
using ErrorsByTarget = std::map<std::string, TargetErrors>;

/// What `millwright validate` says about a case file.
struct ValidationReport {
    CaseKind kind = CaseKind::Inference;
    std::size_t cases = 0;
    std::size_t covered = 0;
    ErrorsByTarget targets;
    std::map<std::string, ErrorsByTarget> byClass, byAccelerator, byModel, bySource;
    std::map<std::string, ErrorsByTarget> baselines; ///< roofline, roofline-scaled, nearest
    std::map<std::string, ErrorsByTarget>
        crossed; ///< "model", "accelerator": left out, refitted; empty unless asked for
    std::map<std::string, ErrorsByTarget> crossedByClass; ///< "model/dense" ...
    std::map<std::string, std::size_t> notCovered;        ///< reason -> rows
    std::vector<Error> unread; ///< cells that should hold a number and do not: they count as missing
    CaseFile file;                                        ///< rows with their predictions
};

/// What to do beside predicting.
struct ValidationOptions {
    bool isCrossed = false;
    std::vector<std::string> companions; ///< more case files of the kinds inference and latency
                                         ///< that cross fits also learn from
    const EfficiencyFactors* factors = nullptr; ///< null = shipped
    std::function<bool()> isCancelled;
};

/// Reads, predicts and compares a case file.
Result<ValidationReport> validate(CaseKind kind, const std::string& csvPath,
                                  const ValidationOptions& options = {});
Result<ValidationReport> validateTable(CaseKind kind, const CsvTable& table,
                                       const ValidationOptions& options = {});

/// The report as JSON text with the keys kind, cases, covered, targets, by_class, by_accelerator,
/// by_model, by_source, baselines, not_covered, unread and, when crossed, cross and cross_by_class.
std::string toJson(const ValidationReport& report);

/// The rows of the case file as CSV with predicted_*, low_*, high_*, error_* per target and the
/// reason where not covered.
std::string toCsv(const ValidationReport& report);
Result<void> writeRows(const ValidationReport& report, const std::string& path);

/// The report as lines of text for people.
std::string toText(const ValidationReport& report);

/// The factors of a bare roofline: every share of a peak 1, nothing else costs time.
EfficiencyFactors rooflineFactors();

} // namespace millwright
