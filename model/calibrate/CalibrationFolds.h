#pragma once
#include "model/calibrate/Calibration.h"
#include "model/estimate/FactorFit.h"

namespace millwright
{

/// The error of one target of one run, predicted by factors that were fitted without the run.
struct HeldOutError {
    std::string target;
    Factor band{};      ///< that this target's band comes from
    double error = 0.0; ///< ln(predicted / measured)
    double width = 0.0; ///< ln half-width of the band with the factors before
};

/// Leaves one model out at a time where there are at least three, else an eighth of the runs (one
/// at a time below eight); refits from `base` and predicts what was left out. Empty with fewer than
/// three runs.
std::vector<HeldOutError> heldOutErrors(const std::vector<CaseFile>& files,
                                        const EfficiencyFactors& base, const FitOptions& fit);

/// Fills runs, before and after of each target.
void compareErrors(const std::vector<CaseFile>& files, const EfficiencyFactors& before,
                   const EfficiencyFactors& after,
                   std::map<std::string, CalibrationErrors>& errors);
void addHeldOut(const std::vector<HeldOutError>& heldOut,
                std::map<std::string, CalibrationErrors>& errors);

} // namespace millwright
