#pragma once
#include "model/blueprint/Blueprint.h"
#include "model/estimate/EfficiencyFactors.h"

namespace millwright
{

/// The estimator's factors for a design: the shipped ones, with those that its own measurements
/// changed. Names that this version does not know, and values outside the physical bounds of their
/// factor, are passed over.
EfficiencyFactors designFactors(const Blueprint& blueprint);

/// The factors that a calibration changed as rows for a design. Ids are unset.
struct CalibrationNote {
    std::string source; ///< files, machine
    std::string date;   ///< ISO
};
std::vector<CalibratedFactor> calibratedRows(const EfficiencyFactors& before,
                                             const EfficiencyFactors& after,
                                             const CalibrationNote& note);

/// Where the design's own factors come from ("mlperf.json, 2026-11-26"); empty when it has none.
std::string calibrationSource(const Blueprint& blueprint);

} // namespace millwright
