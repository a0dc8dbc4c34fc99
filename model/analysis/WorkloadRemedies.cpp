#include "model/analysis/WorkloadRemedies.h"
#include "model/analysis/WorkloadEstimate.h"
#include <algorithm>

namespace millwright
{
namespace
{

constexpr int mostAccelerators = 1 << 20;
constexpr double lowestRate = 0.01; ///< requests/s, next to no load for any replica

template <class Runs> std::vector<Message> remediesFor(const Workload& workload, const JobPlace& place,
                                                       Runs&& runs)
{
    std::vector<Message> remedies;
    const auto attempt = [&](const Workload& changed, int accelerators) {
        JobPlace other = place;
        other.accelerators = accelerators;
        return runs(changed, other);
    };
    if (workload.isPlanFixed) {
        Workload searched = workload;
        searched.isPlanFixed = false;
        if (attempt(searched, place.accelerators))
            remedies.push_back({"workload.remedy.search", {}});
    }
    const auto format = parseNumberFormat(workload.weightFormat.view());
    for (const NumberFormat fewer : {NumberFormat::Fp8, NumberFormat::Fp4}) {
        if (!format || bytesPerValue(fewer) >= bytesPerValue(*format))
            continue;
        Workload smaller = workload;
        smaller.weightFormat = smaller.cacheFormat = Symbol(formatName(fewer));
        if (!attempt(smaller, place.accelerators))
            continue;
        remedies.push_back({"workload.remedy.format", {std::string(formatName(fewer))}});
        break;
    }
    for (int count = std::max(1, place.accelerators); count < mostAccelerators / 256; count *= 2)
        if (attempt(workload, count * 2)) {
            remedies.push_back({"workload.remedy.accelerators", {std::int64_t{count} * 2}});
            break;
        }
    return remedies;
}

bool isMissed(double limit, double value)
{
    return limit > 0.0 && value > limit * (1.0 + 1e-9);
}

/// At next to no load, the plan that comes closest to the limits: the least factor on both that some plan meets.
void addNearestPlan(const Workload& workload, const JobPlace& place,
                    std::vector<Message>& remedies)
{
    Workload relaxed = workload;
    relaxed.isPlanFixed = false;
    ServingQuery query = servingQuery(relaxed, place);
    query.mode = ServingMode::OpenLoop;
    query.requestRate = lowestRate;
    const auto within = [&](double factor) {
        query.limits.ttftP99 = workload.ttftLimit * factor;
        query.limits.tpotMean = workload.tpotLimit * factor;
        return bestServing(query).best;
    };
    double low = 0.5, high = 1.0;
    ServingEstimate nearest = within(high);
    for (int round = 0; round < 20 && !nearest.isFeasible; ++round) {
        low = high;
        high *= 2.0;
        nearest = within(high);
    }
    if (!nearest.isFeasible)
        return;
    for (int round = 0; round < 5 && low >= 1.0; ++round) {
        const double middle = 0.5 * (low + high);
        ServingEstimate closer = within(middle);
        (closer.isFeasible ? high : low) = middle;
        if (closer.isFeasible)
            nearest = std::move(closer);
    }
    remedies.push_back({"workload.remedy.nearest",
                        {planText(nearest.plan), Measure{nearest.ttftP99, "s"}, Measure{nearest.tpotMean, "s"}}});
}

/// The load that this pool serves within the limits, if any.
void addLoadWithinLimits(const Workload& workload, const JobPlace& place, JobEstimate& job)
{
    ServingQuery query = servingQuery(workload, place);
    query.mode = ServingMode::OpenLoop;
    std::vector<Message> ignored;
    const ServingEstimate held = solveServing(workload, query, ignored);
    if (!held.isFeasible) {
        addNearestPlan(workload, place, job.remedies);
        return;
    }
    job.remedies.push_back(
        {"workload.remedy.load",
         {Measure{held.outputTokensPerSecond, "tok/s"}, planText(held.plan)}});
}

} // namespace

std::vector<Message> servingRemedies(const Workload& workload, const JobPlace& place)
{
    std::vector<Message> remedies =
        remediesFor(workload, place, [](const Workload& changed, const JobPlace& other) {
            std::vector<Message> ignored;
            return solveServing(changed, servingQuery(changed, other), ignored).isFeasible;
        });
    if (workload.ttftLimit > 0.0 || workload.tpotLimit > 0.0)
        addNearestPlan(workload, place, remedies);
    return remedies;
}

std::vector<Message> trainingRemedies(const Workload& workload, const JobPlace& place)
{
    return remediesFor(workload, place, [](const Workload& changed, const JobPlace& other) {
        std::vector<Message> ignored;
        return solveTraining(changed, trainingQuery(changed, other), ignored).isFeasible;
    });
}

void addServingRemedies(const Workload& workload, const JobPlace& place, JobEstimate& job)
{
    const bool isLate =
        isMissed(workload.ttftLimit, job.ttftP99) || isMissed(workload.tpotLimit, job.tpotMean);
    if (isLate)
        addLoadWithinLimits(workload, place, job);
    if (!isMissed(job.tokensPerSecond, job.demandPeak))
        return;
    const ServingEstimate enough =
        servingForTarget(servingQuery(workload, place), job.demandPeak, mostAccelerators);
    if (!enough.isFeasible)
        return;
    job.acceleratorsNeeded =
        enough.plan.replicas * enough.plan.tensor * enough.plan.pipeline;
    job.remedies.push_back(
        {"workload.remedy.needed", {std::int64_t{job.acceleratorsNeeded}}});
}

} // namespace millwright
