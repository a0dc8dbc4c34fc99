#pragma once
#include "model/base/Explain.h"

namespace millwright
{

/// Effective training time ratio 1/((1 + C/tau) (1 + (tau/2 + R)/M)): checkpoint stall C, interval
/// tau, restart R, mean time between interruptions of the whole job M, all s. First factor: stalls;
/// second: work lost and restarts (Daly 2006, doi 10.1016/j.future.2004.11.016, first order;
/// goodput as in arXiv 2411.01137 for constant rates).
template <class N>
N effectiveTrainingTimeRatio(const N& stall, const N& interval, const N& restart, const N& mtbf)
{
    const N stalls = N(1.0) + stall / interval;
    const N losses = N(1.0) + (interval / N(2.0) + restart) / mtbf;
    return N(1.0) / (stalls * losses);
}

/// Best checkpoint interval sqrt(2 C M), s (Young 1974, doi 10.1145/361147.361115); holds where C
/// << M.
template <class N> N bestCheckpointInterval(const N& stall, const N& mtbf)
{
    return squareRoot(N(2.0) * stall * mtbf);
}

/// Mean time between interruptions of a job on `accelerators`, each interrupted on average every
/// `acceleratorMtbf` s.
template <class N> N jobMtbf(const N& acceleratorMtbf, const N& accelerators)
{
    return acceleratorMtbf / accelerators;
}

} // namespace millwright
