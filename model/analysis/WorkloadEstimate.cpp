#include "model/analysis/WorkloadEstimate.h"
#include "model/analysis/GenericJobs.h"
#include "model/analysis/WorkloadRemedies.h"
#include "model/estimate/ServingFormulas.h"
#include <algorithm>

namespace millwright
{
namespace
{

double idlePower(const AcceleratorSpec& accelerator)
{
    return accelerator.idle > 0.0 ? accelerator.idle : 0.15 * accelerator.tdp;
}

std::string degreesText(int tensor, std::initializer_list<std::pair<const char*, int>> others)
{
    std::string text = "TP" + std::to_string(tensor);
    for (const auto& [name, degree] : others)
        if (degree > 1)
            text += name + std::to_string(degree);
    return text;
}

void setPower(const AcceleratorSpec& accelerator, JobEstimate& job)
{
    job.idlePower = idlePower(accelerator);
    job.designPower = accelerator.tdp;
}

/// A rate that was searched for has no band of its own: the one of the same plan in a closed loop at that batch, scaled.
EstimateBand bandOf(ServingQuery query, const ServingEstimate& best)
{
    if (query.mode == ServingMode::Offline)
        return best.outputBand;
    query.plan = best.plan;
    query.mode = ServingMode::ClosedLoop;
    query.concurrency = std::max(1.0, best.batch * best.plan.replicas);
    const ServingEstimate closed = estimateServing(query);
    if (!closed.isFeasible || closed.outputTokensPerSecond <= 0.0)
        return best.outputBand;
    const double scale = best.outputTokensPerSecond / closed.outputTokensPerSecond;
    return {closed.outputBand.low * scale, closed.outputBand.high * scale};
}

/// The requests of the busiest hour, not saturation, where queues grow without end: the plan that was found, with
/// requests coming at random.
ServingQuery busyQuery(const Workload& workload, const ServingQuery& query, const ServingEstimate& best)
{
    ServingQuery busy = query;
    const double highest = query.mode == ServingMode::OpenLoop ? 1.0 : 0.95;
    const double capacity = best.outputTokensPerSecond;
    const double load = capacity > 0.0 ? demandAtPeak(workload, capacity) / capacity : 0.0;
    busy.plan = best.plan;
    busy.mode = ServingMode::OpenLoop;
    busy.requestRate = best.requestsPerSecond * std::clamp(load, 0.01, highest);
    return busy;
}

void setLatency(const Workload& workload, const ServingSolution& solution, JobEstimate& job)
{
    const ServingEstimate& shown = solution.busy.isFeasible ? solution.busy : solution.best;
    job.ttftP99 = shown.ttftP99;
    job.tpotMean = shown.tpotMean;
    job.tokensPerSecondPerUser = shown.userTokensPerSecond();
    const double call = shown.ttftMean +
                        std::max(0.0, workload.outputTokens - 1.0) * shown.tpotMean;
    job.requestTime = std::max(1.0, workload.agentTurns) * call;
}

/// The best plan within all limits; where no load meets them, the best that ignores the one on the first token, so that
/// there are numbers to compare.
ServingEstimate solveWithinLimits(const Workload& workload, ServingQuery& query,
                                  std::vector<Message>& refused)
{
    ServingEstimate best = solveServing(workload, query, refused);
    if (best.isFeasible || query.mode != ServingMode::OpenLoop ||
        best.infeasible.id != "serve.limits-missed")
        return best;
    query.mode = ServingMode::Offline;
    query.limits.ttftP99 = 0.0;
    std::vector<Message> ignored;
    return solveServing(workload, query, ignored);
}

void serve(const Workload& workload, const JobPlace& place, JobEstimate& job)
{
    const ServingSolution solution = solveServingJob(workload, place, job.refused);
    const ServingEstimate& best = solution.best;
    job.isFeasible = best.isFeasible;
    job.memoryPerAccelerator =
        best.memory.weights + best.memory.kvCache + best.memory.activations;
    job.memoryCapacity = best.memory.capacity;
    job.notes = best.notes;
    if (!best.isFeasible) {
        job.reason = best.infeasible;
        job.remedies = servingRemedies(workload, place, best.infeasible);
        return;
    }
    job.reason = {"workload.bound-by", {std::string(bottleneckName(best.bottleneck))}};
    job.parallelism = planText(best.plan);
    job.replicaAccelerators = best.plan.tensor * best.plan.pipeline;
    job.tokensPerSecond = best.outputTokensPerSecond;
    job.low = solution.band.low;
    job.high = solution.band.high;
    job.demandPeak = demandAtPeak(workload, job.tokensPerSecond);
    const double mean = demandMean(workload, job.tokensPerSecond);
    job.utilisation = job.tokensPerSecond > 0.0 ? std::min(1.0, mean / job.tokensPerSecond) : 0.0;
    setLatency(workload, solution, job);
    job.powerPerAccelerator = best.powerPerAccelerator;
    job.confidence = std::string(confidenceName(best.confidence));
    job.storedBytes = totalParameters(*place.model) * bytesPerValue(solution.query.weights);
    setPower(place.accelerator, job);
    addServingRemedies(workload, place, job);
}

/// Storage that cannot feed the tokens slows training down to what it reads.
double storageSlowdown(const JobPlace& place, double tokensPerSecond)
{
    const double needed = tokensPerSecond * place.parameters[Parameter::TrainingTokenBytes];
    return place.storage.read > 0.0 ? std::max(1.0, needed / place.storage.read) : 1.0;
}

void train(const Workload& workload, const JobPlace& place, JobEstimate& job)
{
    const TrainingSolution solution = solveTrainingJob(workload, place, job.refused);
    const TrainingEstimate& best = solution.best;
    job.isFeasible = best.isFeasible;
    job.memoryPerAccelerator = best.memory.total();
    job.memoryCapacity = best.memory.capacity;
    job.notes = best.notes;
    if (!best.isFeasible) {
        job.reason = best.infeasible;
        job.remedies = trainingRemedies(workload, place);
        return;
    }
    const double slowdown = solution.slowdown;
    job.reason = {"workload.bound-by",
                  {slowdown > 1.0 ? std::string("storage-read")
                                  : std::string(bottleneckName(best.bottleneck))}};
    job.parallelism = planText(best.plan);
    job.replicaAccelerators = best.plan.tensor * best.plan.pipeline * best.plan.context;
    job.tokensPerSecond = best.tokensPerSecond / slowdown;
    job.days = best.days() * slowdown;
    job.low = best.durationBand.low * slowdown / 86400.0;
    job.high = best.durationBand.high * slowdown / 86400.0;
    job.mfu = best.mfu / slowdown;
    job.ettr = best.ettr;
    job.effectiveMfu = best.effectiveMfu / slowdown;
    job.powerPerAccelerator = best.powerPerAccelerator;
    job.checkpointBytes = best.checkpointBytes;
    job.checkpointInterval = best.checkpointInterval;
    job.jobMtbf = best.jobMtbf;
    job.checkpointStall =
        best.checkpointInterval > 0.0 ? best.checkpointStall / best.checkpointInterval : 0.0;
    job.storedBytes = 5.0 * best.checkpointBytes; // a retention of five checkpoints
    job.confidence = std::string(confidenceName(best.confidence));
    setPower(place.accelerator, job);
}

/// Power of accelerators whose work says nothing of itself; at work they draw what full compute draws.
void estimateDevicesOnly(const Workload& workload, const JobPlace& place, JobEstimate& job)
{
    job.isFeasible = true;
    job.reason = {"workload.devices-only", {}};
    const double perByte = place.parameters[Parameter::PrepareDeviceTime];
    if (workload.kind == WorkloadKind::Prepare && perByte > 0.0) {
        job.reason = {"workload.prepares", {Measure{place.accelerators / perByte, "B/s"}}};
        job.bytesPerSecond = place.accelerators / perByte;
    }
    setPower(place.accelerator, job);
    job.powerPerAccelerator = acceleratorPower(job.idlePower, job.designPower, 1.0, 0.0);
    job.confidence = std::string(confidenceName(EstimateConfidence::ClassDefault));
}

} // namespace

ServingSolution solveServingJob(const Workload& workload, const JobPlace& place,
                                std::vector<Message>& refused)
{
    ServingSolution solution;
    solution.query = servingQuery(workload, place);
    solution.best = solveWithinLimits(workload, solution.query, refused);
    if (!solution.best.isFeasible)
        return solution;
    solution.band = bandOf(solution.query, solution.best);
    solution.busyQuery = busyQuery(workload, solution.query, solution.best);
    solution.busy = estimateServing(solution.busyQuery);
    solution.query.plan = solution.best.plan;
    if (solution.query.mode == ServingMode::OpenLoop)
        solution.query.requestRate = solution.best.requestsPerSecond;
    return solution;
}

TrainingSolution solveTrainingJob(const Workload& workload, const JobPlace& place,
                                  std::vector<Message>& refused)
{
    TrainingSolution solution;
    solution.query = trainingQuery(workload, place);
    solution.best = solveTraining(workload, solution.query, refused);
    if (!solution.best.isFeasible)
        return solution;
    solution.query.plan = solution.best.plan;
    solution.slowdown = storageSlowdown(place, solution.best.tokensPerSecond);
    return solution;
}

void estimateJob(const Workload& workload, const JobPlace& place, JobEstimate& job)
{
    job.accelerators = place.accelerators;
    if (hasSamples(workload)) {
        estimateGenericJob(workload, place, job);
        setPower(place.accelerator, job);
    } else if (!place.model)
        estimateDevicesOnly(workload, place, job);
    else if (workload.kind == WorkloadKind::Serve)
        serve(workload, place, job);
    else
        train(workload, place, job);
}

std::string planText(const ServingPlan& plan)
{
    return degreesText(plan.tensor, {{" PP", plan.pipeline},
                                     {" EP", plan.expert},
                                     {" ADP", plan.attentionData},
                                     {" DP", plan.replicas}});
}

std::string planText(const TrainingPlan& plan)
{
    return degreesText(plan.tensor, {{" PP", plan.pipeline},
                                     {" CP", plan.context},
                                     {" EP", plan.expert},
                                     {" DP", plan.dataParallel}});
}

} // namespace millwright
