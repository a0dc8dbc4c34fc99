#include "model/analysis/WorkloadRemedies.h"
#include "model/analysis/GenericJobs.h"
#include "model/analysis/WorkloadEstimate.h"
#include <algorithm>
#include <cmath>
#include <functional>

namespace millwright
{
namespace
{

constexpr int mostAccelerators = 1 << 20;
constexpr double lowestRate = 0.01; ///< requests/s, next to no load for any replica

/// Asks the estimator whether the job would run with something changed.
using Runs = std::function<bool(const Workload& changed, int accelerators)>;

/// Two significant digits, downwards: a number to remember that keeps what the exact one keeps.
double roundedDown(double value)
{
    if (value < 100.0)
        return std::floor(value);
    const double step = std::pow(10.0, std::floor(std::log10(value)) - 1.0);
    return std::floor(value / step) * step;
}

/// The largest whole number from `least` to below `now` that `runs`, if any, to within a per cent or so. What runs with
/// some runs with fewer.
std::optional<double> largestThatRuns(double now, double least,
                                      const std::function<bool(double)>& runs)
{
    if (!(now > least) || !runs(least))
        return std::nullopt;
    double low = least, high = now;
    for (int round = 0; round < 20 && high - low > std::max(1.0, 0.01 * low); ++round) {
        const double middle = std::floor(0.5 * (low + high));
        (runs(middle) ? low : high) = middle;
    }
    return std::max(least, roundedDown(low));
}

/// A property that takes memory or time; less of it may make the job run.
template <class Value> struct Lessening {
    Value Workload::*member;
    double least;
    const char* message; ///< {0} what would run, {1} what it is
};

template <class Value>
void tryLess(const Lessening<Value>& less, const Workload& workload, int accelerators,
             const Runs& runs, std::vector<Message>& remedies)
{
    const double now = static_cast<double>(workload.*less.member);
    const auto fits = largestThatRuns(now, less.least, [&](double value) {
        Workload changed = workload;
        changed.*less.member = static_cast<Value>(value);
        return runs(changed, accelerators);
    });
    if (fits)
        remedies.push_back({less.message,
                            {static_cast<std::int64_t>(*fits), static_cast<std::int64_t>(now)}});
}

void tryFixedPlan(const Workload& workload, int accelerators, const Runs& runs,
                  std::vector<Message>& remedies)
{
    Workload searched = workload;
    searched.isPlanFixed = false;
    if (workload.isPlanFixed && runs(searched, accelerators))
        remedies.push_back({"workload.remedy.search", {}});
}

void tryFormats(const Workload& workload, NumberFormat now, int accelerators, const Runs& runs,
                std::vector<Message>& remedies)
{
    for (const NumberFormat fewer : {NumberFormat::Fp8, NumberFormat::Fp4}) {
        if (bytesPerValue(fewer) >= bytesPerValue(now))
            continue;
        Workload smaller = workload;
        smaller.weightFormat = smaller.cacheFormat = Symbol(formatName(fewer));
        if (!runs(smaller, accelerators))
            continue;
        remedies.push_back({"workload.remedy.format", {std::string(formatName(fewer))}});
        return;
    }
}

void tryAccelerators(const Workload& workload, int accelerators, const Runs& runs,
                     std::vector<Message>& remedies)
{
    for (int count = std::max(1, accelerators); count < mostAccelerators / 256; count *= 2)
        if (runs(workload, count * 2)) {
            remedies.push_back({"workload.remedy.accelerators", {std::int64_t{count} * 2}});
            return;
        }
}

void tryTrainingChoices(const Workload& workload, int accelerators, const Runs& runs,
                        std::vector<Message>& remedies)
{
    Workload changed = workload;
    changed.recompute = RecomputeChoice::Full;
    const bool hasFull = workload.recompute == RecomputeChoice::Full ||
                         (workload.recompute == RecomputeChoice::Searched && !workload.isPlanFixed);
    if (!hasFull && runs(changed, accelerators))
        remedies.push_back({"workload.remedy.recompute", {}});
    changed = workload;
    changed.zeroStage = ZeroChoice::Weights;
    const bool hasAll = workload.zeroStage == ZeroChoice::Weights ||
                        (workload.zeroStage == ZeroChoice::Searched && !workload.isPlanFixed);
    if (!hasAll && runs(changed, accelerators))
        remedies.push_back({"workload.remedy.zero", {}});
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

std::vector<Message> servingRemedies(const Workload& workload, const JobPlace& place,
                                     const Message& reason)
{
    const bool isLate = reason.id == "serve.limits-missed";
    const Runs runs = [&](const Workload& changed, int accelerators) {
        if (place.isStopped())
            return false;
        JobPlace other = place;
        other.accelerators = accelerators;
        std::vector<Message> ignored;
        // What lacks memory runs when it fits; whether it is in time is another finding.
        return isLate ? solveServing(changed, servingQuery(changed, other), ignored).isFeasible
                      : solveServingJob(changed, other, ignored).best.isFeasible;
    };
    std::vector<Message> remedies;
    tryFixedPlan(workload, place.accelerators, runs, remedies);
    tryFormats(workload, servingQuery(workload, place).weights, place.accelerators, runs, remedies);
    tryAccelerators(workload, place.accelerators, runs, remedies);
    constexpr Lessening<double> contexts[] = {
        {&Workload::promptTokens, 1.0, "workload.remedy.prompt"},
        {&Workload::outputTokens, 1.0, "workload.remedy.output"},
        {&Workload::retrievedTokens, 0.0, "workload.remedy.retrieved"},
        {&Workload::residentPrefixTokens, 0.0, "workload.remedy.resident"}};
    for (const Lessening<double>& context : contexts)
        tryLess(context, workload, place.accelerators, runs, remedies);
    if (isLate) {
        Workload full = workload;
        if (full.batchLimit == 0)
            full.batchLimit = 4096; // of a replica; more than schedulers let run together
        tryLess(Lessening<int>{&Workload::batchLimit, 1.0, "workload.remedy.batch"}, full,
                place.accelerators, runs, remedies);
    }
    if (isLate) // of what lacks memory the plans that fit are named already
        addNearestPlan(workload, place, remedies);
    return remedies;
}

std::vector<Message> trainingRemedies(const Workload& workload, const JobPlace& place)
{
    const Runs runs = [&](const Workload& changed, int accelerators) {
        if (place.isStopped())
            return false;
        JobPlace other = place;
        other.accelerators = accelerators;
        std::vector<Message> ignored;
        return solveTraining(changed, trainingQuery(changed, other), ignored).isFeasible;
    };
    std::vector<Message> remedies;
    tryFixedPlan(workload, place.accelerators, runs, remedies);
    tryFormats(workload, trainingQuery(workload, place).format, place.accelerators, runs, remedies);
    tryAccelerators(workload, place.accelerators, runs, remedies);
    tryTrainingChoices(workload, place.accelerators, runs, remedies);
    tryLess(Lessening<double>{&Workload::sequenceLength, 256.0, "workload.remedy.sequence"},
            workload, place.accelerators, runs, remedies);
    if (workload.isPlanFixed)
        tryLess(Lessening<int>{&Workload::microBatch, 1.0, "workload.remedy.micro-batch"},
                workload, place.accelerators, runs, remedies);
    return remedies;
}

std::vector<Message> genericRemedies(const Workload& workload, const JobPlace& place)
{
    const auto query = genericQuery(workload, place);
    if (!query)
        return {};
    const Runs runs = [&](const Workload& changed, int) {
        return solveGenericJob(changed, place).best.isFeasible;
    };
    std::vector<Message> remedies;
    tryFormats(workload, query->format, place.accelerators, runs, remedies);
    Workload stated = workload;
    stated.samplesPerBatch = query->batch;
    tryLess(Lessening<double>{&Workload::samplesPerBatch, 1.0, "workload.remedy.samples"}, stated,
            place.accelerators, runs, remedies);
    Workload patient = workload;
    patient.latencyLimit = 1e7;
    patient.samplesPerBatch = 1.0;
    if (const GenericEstimate one = solveGenericJob(patient, place).best;
        query->latencyLimit > 0.0 && one.isFeasible && one.latency > query->latencyLimit)
        remedies.push_back({"workload.remedy.latency", {Measure{one.latency, "s"}}});
    return remedies;
}

void addNeededForSamples(const GenericQuery& query, JobEstimate& job)
{
    const GenericEstimate enough = genericForTarget(query, job.demandPeak, mostAccelerators);
    if (!enough.isFeasible)
        return;
    job.acceleratorsNeeded = static_cast<int>(
        std::lround(enough.samplesPerSecond / std::max(1e-300, enough.perAccelerator)));
    job.remedies.push_back({"workload.remedy.needed", {std::int64_t{job.acceleratorsNeeded}}});
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
