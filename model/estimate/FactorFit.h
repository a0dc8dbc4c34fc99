#pragma once
#include "model/estimate/MeasuredCases.h"
#include <functional>
#include <vector>

namespace millwright
{

/// How far a fit may go and what it may change.
struct FitOptions {
    std::vector<Factor> free; ///< factors to fit; the others keep their start
    int rounds = 12;
    double prior = 3.0;     ///< weight of one factor of e away from the start, in rows: shares of
                            ///< peaks and costs of kernels are known from datasheets and papers
    double waitPrior = 1.0; ///< the same for waits of schedulers (ttft.*), which are not
    double trainingPrior = 0.5; ///< the same for training, with fewer rows and no microbenchmarks
    double outlier = 0.2;   ///< ln error beyond which a row hardly pulls (Cauchy)
    const EfficiencyFactors* initial =
        nullptr; ///< where to begin; null = the start, at which the prior stands
    std::function<bool()> isCancelled;
};

/// What a fit did.
struct FitResult {
    EfficiencyFactors factors;
    double before = 0.0; ///< mean loss
    double after = 0.0;
    std::size_t rows = 0; ///< targets used
};

/// The factors that predictions of a kind of case depend on.
std::vector<Factor> factorsOf(CaseKind kind);

/// Fits factors so that ln(predicted / measured) of all targets becomes small: Levenberg-Marquardt
/// on the logarithms of the factors, Cauchy weights, each (accelerator, model, source) group
/// weighing as the square root of its rows, a prior that holds factors which the cases do not
/// determine. Files must have their plans chosen. Rows with `skip` set are left out.
FitResult fitFactors(const std::vector<const CaseFile*>& files, const EfficiencyFactors& start,
                     const FitOptions& options,
                     const std::function<bool(const MeasuredCase&)>& skip = {});

} // namespace millwright
