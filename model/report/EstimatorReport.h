#pragma once
#include "model/estimate/Validation.h"
#include <string>
#include <vector>

namespace millwright
{

/// One file of a report, its path relative to the report's folder.
struct ReportFile {
    std::string path;
    std::string text;
};

/// The published comparison of the estimator with measured cases: a page (estimator-validation.md)
/// with the errors of every target by class, left out by model and by accelerator where the reports
/// were crossed, the baselines, and a plot per target (validation/*.svg): predicted against measured
/// by class, and the spread of the error by accelerator.
std::vector<ReportFile> estimatorReport(const std::vector<ValidationReport>& reports);

/// The same numbers for the window, as JSON: "targets": [{"kind", "target", "unit", "classes": {NAME:
/// {"rows", "median", "p90", "bias", "band", "heldOut": {HOW: {"median", "p90", "band"}}}},
/// "baselines": {NAME: {"median", "p90"}}, "points": [[class, accelerator, measured, predicted]]}],
/// and "factors": the digest of the factors that predicted, so that a stale file is noticed.
std::string estimatorReportData(const std::vector<ValidationReport>& reports);

/// Digest of the shipped factors: FNV-1a over their names and values.
std::string factorDigest();

} // namespace millwright
