#include "model/analysis/PlannedJob.h"
#include "model/analysis/WorkloadQueries.h"
#include <algorithm>
#include <cmath>

namespace millwright
{

double PlannedJob::rate() const
{
    if (isServing())
        return estimate->tokensPerSecond;
    if (row->kind == WorkloadKind::Prepare)
        return estimate->bytesPerSecond;
    return hasSamples() ? estimate->samplesPerSecond : estimate->goodTokensPerSecond();
}

double PlannedJob::usable(double held) const
{
    const int step = std::max(1, estimate->replicaAccelerators);
    return isServing() ? std::floor(held / step * (1.0 + 1e-12)) * step : held;
}

double PlannedJob::demand() const
{
    if (isServing())
        return demandAtPeak(*row, capacity(accelerators));
    if (hasSamples())
        return row->samplesPerSecond;
    return estimate->bytesPerSecond > 0.0 ? row->dataRate : 0.0;
}

HourShares PlannedJob::wanted() const
{
    HourShares wanted{};
    const int step = std::max(1, estimate->replicaAccelerators);
    const double replicas = std::floor(accelerators / step);
    for (std::size_t hour = 0; hour < hoursOfDay; ++hour) {
        const double share = shares[hour];
        if (!isServing())
            wanted[hour] = accelerators * share;
        else if (share <= 0.0)
            wanted[hour] = 0.0;
        else if (row->isElastic && replicas >= 1.0)
            wanted[hour] = std::min(accelerators, std::ceil(share * replicas - 1e-9) * step);
        else
            wanted[hour] = accelerators;
    }
    return wanted;
}

/// Work/s asked for in an hour of a job that can do `able`.
double PlannedJob::askedAt(std::size_t hour, double able) const
{
    if (isServing() || demandPeak > 0.0)
        return demandPeak * shares[hour];
    // Generic work without a rate: its share of the day is in what it holds already.
    return row->kind == WorkloadKind::Generic ? row->utilisation * able : able;
}

JobWork PlannedJob::workWith(const HourShares& held) const
{
    JobWork day;
    for (std::size_t hour = 0; hour < hoursOfDay; ++hour) {
        day.held += held[hour];
        if (!canRun() || held[hour] <= 0.0)
            continue;
        const double able = capacity(held[hour]);
        day.rate[hour] = std::min(askedAt(hour, able), able);
        double& activity = day.activity[hour];
        if (perAccelerator > 0.0)
            activity = day.rate[hour] / (perAccelerator * held[hour]);
        else if (!isServing()) // it says nothing of its rate
            activity = row->kind == WorkloadKind::Generic ? row->utilisation : 1.0;
        day.busy += held[hour] * activity;
        day.done += day.rate[hour] * 3600.0;
    }
    return day;
}

HourShares PlannedJob::counted(const JobWork& work) const
{
    return row->kind == WorkloadKind::Prepare ? HourShares{} : work.rate;
}

} // namespace millwright
