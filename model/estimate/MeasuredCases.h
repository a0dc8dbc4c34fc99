#pragma once
#include "model/base/Csv.h"
#include "model/estimate/ServingQuery.h"
#include "model/estimate/TrainingQuery.h"
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace millwright
{

/// What a file of measured cases is about.
enum class CaseKind { Inference, Latency, Training };
std::optional<CaseKind>
parseCaseKind(std::string_view text); ///< "inference", "latency", "training"
std::string_view caseKindName(CaseKind kind);

/// A measured number and what is predicted for it.
struct CaseTarget {
    std::string name;       ///< output_tok_s, ttft_ms, tpot_ms, step_time_s, tok_s
    double measured = 0.0;  ///< 0 = the row does not say
    double predicted = 0.0; ///< 0 = not covered
    double low = 0.0, high = 0.0;
};

/// One row of a case file as a question to the estimator.
struct MeasuredCase {
    std::size_t row = 0; ///< index into the table
    std::string id, caseClass, accelerator, model, source;
    std::vector<CaseTarget> targets;
    std::optional<Message> notCovered;
    std::shared_ptr<const ModelArchitecture> architecture;
    std::shared_ptr<const AcceleratorSpec> spec;
    ServingQuery serving;          ///< of inference and latency cases
    TrainingQuery training;        ///< of training cases
    bool isPlanOpen = false;       ///< the row names no parallelism: searched
    bool isInterleaveOpen = false; ///< pipeline named without its interleave: chosen
    bool isPlanFixed = false; ///< by the publisher's recipe or practice: nothing is left to choose
    bool isStaticBatch = false;
    double group = 1.0; ///< rows of the same (accelerator, model, source)
};

/// A read case file; rows that cannot be predicted carry the reason.
struct CaseFile {
    CaseKind kind = CaseKind::Inference;
    CsvTable table;
    std::vector<MeasuredCase> cases;
};

/// Reads a file with the columns of the shipped cases. Defaults for what a row lacks are listed in
/// docs/estimator.md.
Result<CaseFile> readCases(CaseKind kind, const CsvTable& table);

/// Fixes the parallelism of rows that name none, by the searches with `factors`.
void choosePlans(CaseFile& file, const EfficiencyFactors& factors);

/// Predictions for the targets of one case, in their order; empty when it is not covered.
std::vector<double> predictCase(const MeasuredCase& measured, const EfficiencyFactors& factors);

} // namespace millwright
