#pragma once
#include "model/analysis/WorkloadResult.h"
#include "model/blueprint/LoadProfile.h"

namespace millwright
{

/// What a job does in a day with what it holds of its pool.
struct JobWork {
    HourShares activity{}, rate{};              ///< share at work, work/s
    double busy = 0.0, held = 0.0, done = 0.0; ///< accelerator hours, accelerator hours, work
};

/// A job with what the plan of the day needs of its row and of its estimate, which may be older than the row. Its work is
/// counted in tokens, of generic work in samples, of preparation in bytes.
struct PlannedJob {
    const Workload* row = nullptr;
    const JobEstimate* estimate = nullptr;
    HourShares shares{};
    double accelerators = 0.0;   ///< that its share gives it now
    double perAccelerator = 0.0; ///< work/s of one that works; serving works in whole replicas
    double demandPeak = 0.0;     ///< work/s asked for in the busiest hour; 0 = it takes what it can get

    bool isServing() const { return row->kind == WorkloadKind::Serve; }
    bool hasSamples() const { return estimate->samplesPerSecond > 0.0; }
    bool canRun() const { return estimate->isFeasible; }
    /// Work/s of all its accelerators.
    double rate() const;
    /// Of `held` accelerators those that can work: all, or whole replicas of a serving job.
    double usable(double held) const;
    double capacity(double held) const { return perAccelerator * usable(held); }
    double demand() const; ///< work/s in the busiest hour, as the row states it
    /// Serving holds its share as long as anybody asks, or, elastic, the replicas that keep the load of each at or below
    /// that of the busiest hour. Everything else asks for its share times the hour's.
    HourShares wanted() const;
    JobWork workWith(const HourShares& held) const;
    /// Work hour by hour in tokens or samples; bytes that are prepared are counted with storage.
    HourShares counted(const JobWork& work) const;

private:
    double askedAt(std::size_t hour, double able) const;
};

} // namespace millwright
