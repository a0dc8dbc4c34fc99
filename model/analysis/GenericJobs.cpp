#include "model/analysis/GenericJobs.h"
#include "model/analysis/WorkloadRemedies.h"
#include <algorithm>

namespace millwright
{
namespace
{

static_assert(static_cast<int>(SampleKind::Simulation) == static_cast<int>(GenericKind::Simulation) &&
              static_cast<int>(SampleKind::Recommender) == static_cast<int>(GenericKind::Recommender),
              "the rows of designs name the estimator's kinds in its order");

void takeStated(double stated, double& figure)
{
    if (stated > 0.0)
        figure = stated;
}

double storageSlowdown(const GenericQuery& query, const GenericEstimate& best, const JobPlace& place)
{
    return query.isTraining && place.storage.read > 0.0
               ? std::max(1.0, best.readBandwidth / place.storage.read)
               : 1.0;
}

} // namespace

std::optional<GenericQuery> genericQuery(const Workload& workload, const JobPlace& place)
{
    if (!hasSamples(workload))
        return std::nullopt;
    GenericQuery query;
    query.kind = static_cast<GenericKind>(workload.sampleKind);
    if (const GenericPreset* preset = findGenericPreset(workload.preset.view()))
        query = preset->query;
    query.accelerator = &place.accelerator;
    query.accelerators = place.accelerators;
    query.format = parseNumberFormat(workload.weightFormat.view()).value_or(query.format);
    takeStated(workload.flopsPerSample, query.flopsPerSample);
    takeStated(workload.bytesMovedPerSample, query.bytesMovedPerSample);
    takeStated(workload.bytesReadPerSample, query.bytesReadPerSample);
    takeStated(workload.parameterCount, query.parameters);
    takeStated(workload.samplesPerBatch, query.batch);
    takeStated(workload.latencyLimit, query.latencyLimit);
    takeStated(workload.computeShare, query.computeShare);
    takeStated(workload.memoryShare, query.memoryShare);
    takeStated(workload.classScale, query.classScale);
    query.isTraining = query.isTraining || workload.isSampleTraining;
    return query;
}

GenericSolution solveGenericJob(const Workload& workload, const JobPlace& place)
{
    GenericSolution solution;
    solution.query = genericQuery(workload, place).value_or(GenericQuery{});
    solution.best = estimateGeneric(solution.query);
    if (solution.best.isFeasible)
        solution.slowdown = storageSlowdown(solution.query, solution.best, place);
    return solution;
}

double samplesAtPeak(const Workload& workload, double capacity)
{
    return workload.samplesPerSecond > 0.0 ? workload.samplesPerSecond : workload.utilisation * capacity;
}

void estimateGenericJob(const Workload& workload, const JobPlace& place, JobEstimate& job)
{
    const GenericSolution solution = solveGenericJob(workload, place);
    const GenericEstimate& best = solution.best;
    job.isFeasible = best.isFeasible;
    job.memoryPerAccelerator = best.memoryNeeded + best.memoryBatch;
    job.memoryCapacity = best.memoryCapacity;
    job.notes = best.notes;
    if (!best.isFeasible) {
        job.reason = best.infeasible;
        job.remedies = genericRemedies(workload, place);
        return;
    }
    job.reason = {"workload.bound-by",
                  {solution.slowdown > 1.0 ? std::string("storage-read")
                                           : std::string(bottleneckName(best.bottleneck))}};
    job.parallelism = "batch " + std::to_string(static_cast<long long>(best.batch));
    job.samplesPerSecond = solution.samplesPerSecond();
    job.low = best.band.low / solution.slowdown;
    job.high = best.band.high / solution.slowdown;
    job.sampleLatency = best.latency;
    job.bytesPerSample = solution.query.bytesReadPerSample;
    job.demandPeak = samplesAtPeak(workload, job.samplesPerSecond);
    job.utilisation =
        job.samplesPerSecond > 0.0 ? std::min(1.0, job.demandPeak / job.samplesPerSecond) : 0.0;
    job.powerPerAccelerator = best.powerPerAccelerator;
    job.confidence = std::string(confidenceName(best.confidence));
    job.storedBytes = solution.query.parameters * bytesPerValue(solution.query.format);
    if (job.demandPeak > job.samplesPerSecond * (1.0 + 1e-9))
        addNeededForSamples(solution.query, job);
}

} // namespace millwright
