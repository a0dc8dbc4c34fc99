#pragma once
#include "model/base/Explain.h"

namespace millwright
{

// Formulas of the plan of work; N is double or Traced. Method and sources: docs/workloads.md.

/// Hours of the average year, 365.25 days, as energy and opex are counted.
inline constexpr double hoursPerYear = 8766.0;

/// W of one accelerator averaged over the year: idle, and what its busy hours add. `busyPower` is what it draws at work.
template <class N>
N averageAcceleratorPower(const N& idle, const N& busyPower, const N& busyShare)
{
    return idle + (busyPower - idle) * busyShare;
}

/// W of a system: its accelerators at their average, and of what else its most power holds (fans, processors, network,
/// supplies) the share that is drawn under load.
template <class N>
N systemAveragePower(const N& accelerators, const N& accelerator, const N& most, const N& tdp,
                     const N& hostShare)
{
    return accelerators * accelerator + hostShare * maximum(N(0.0), most - accelerators * tdp);
}

/// Tokens per joule at the facility: tokens of a year over the serving jobs' part of a year's energy (kWh).
template <class N>
N tokensPerJoule(const N& tokensPerYear, const N& energyPerYear, const N& servingShare)
{
    return tokensPerYear / (energyPerYear * N(3.6e6) * servingShare);
}

/// USD of one training run: the job's part of a year's cost over the runs of a year.
template <class N>
N costPerRun(const N& costPerYear, const N& jobShare, const N& runsPerYear)
{
    return costPerYear * jobShare / runsPerYear;
}

} // namespace millwright
