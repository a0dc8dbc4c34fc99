#pragma once
#include "model/analysis/JobStudy.h"

namespace millwright
{

// What the rows of ServingFigures.cpp and TrainingFigures.cpp share.

inline constexpr const char* estimatorSource =
    "docs/estimator.md: roofline with fitted efficiency factors, 80 % band";
inline constexpr const char* planSource = "the plan as entered or searched";
inline constexpr const char* workloadSource = "the workload as entered";

inline std::optional<double> positive(double value)
{
    return value > 0.0 ? std::optional(value) : std::nullopt;
}

inline std::optional<EstimateBand> noBand(const JobStudy&)
{
    return std::nullopt;
}

/// The band of one quantity carried over to another that is in proportion to it.
std::optional<EstimateBand> scaled(const EstimateBand& band, double of, double to);
/// The same for one that is in inverse proportion.
std::optional<EstimateBand> inverted(const EstimateBand& band, double of, double to);

/// A degree of the plan as a leaf.
Traced plannedDegree(double value, const char* label);
/// Power of one accelerator, W, from idle and highest power and its use; the estimator's `watts`
/// stand where this formula should differ from it.
Traced tracedPower(const JobStudy& study, double computeUse, double memoryUse, double watts);
/// One part of the memory of an accelerator.
Traced memoryPart(double bytes, const char* label, std::vector<Traced> inputs);

} // namespace millwright
