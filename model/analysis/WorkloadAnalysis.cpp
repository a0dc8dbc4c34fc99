#include "model/analysis/AcceleratorFigures.h"
#include "model/analysis/Analysis.h"
#include "model/analysis/DesignFactors.h"
#include "model/estimate/ModelLibrary.h"
#include "model/estimate/ServingQuery.h"
#include "model/estimate/TrainingQuery.h"
#include <algorithm>

namespace millwright
{
namespace
{

class Pools
{
public:
    Pools(const AnalysisContext& context, const Results& results)
        : m_context(context), m_results(results), m_factors(designFactors(context.blueprint))
    {
    }

    JobEstimate estimate(const Workload& workload) const
    {
        JobEstimate job;
        job.workload = workload.id;
        job.accelerator = poolOf(workload);
        job.utilisation = workload.kind == WorkloadKind::Serve ? workload.utilisation : 1.0;
        const auto count = m_results.inventory->acceleratorCounts.find(job.accelerator);
        const int inPool =
            count == m_results.inventory->acceleratorCounts.end() ? 0 : count->second;
        job.accelerators = static_cast<int>(inPool * std::clamp(workload.poolShare, 0.0, 1.0));
        const ModelArchitecture* model = standardModels().find(workload.model.view());
        const auto accelerator = acceleratorFigures(m_context.project.parts, job.accelerator);
        if (job.accelerators == 0)
            job.reason = {"workload.empty-pool", {workload.name, job.accelerator.str()}};
        else if (!model)
            job.reason = {"workload.unknown-model", {workload.name, workload.model.str()}};
        else if (!accelerator || !accelerator->hasPeaks())
            job.reason = {"workload.no-peaks", {workload.name, job.accelerator.str()}};
        else if (workload.kind == WorkloadKind::Serve)
            serve(workload, *model, *accelerator, job);
        else
            train(workload, *model, *accelerator, job);
        return job;
    }

private:
    /// The pool that the workload names, or the kind of which the design has most.
    Symbol poolOf(const Workload& workload) const
    {
        if (!workload.accelerator.isEmpty())
            return workload.accelerator;
        Symbol most;
        int count = 0;
        for (const auto& [id, n] : m_results.inventory->acceleratorCounts)
            if (n > count) {
                most = id;
                count = n;
            }
        return most;
    }

    /// What the fabric achieves per accelerator; a design without one gets a slow 1 GB/s, so that
    /// nothing is promised over it.
    double scaleOut() const
    {
        const double built = std::min(m_results.network->scaleOutPerAccelerator,
                                      m_results.network->bisectionPerAccelerator);
        return built > 0.0 ? built * m_context.parameters[Parameter::FabricEfficiency] : 1e9;
    }

    void serve(const Workload& workload, const ModelArchitecture& model,
               const AcceleratorSpec& accelerator, JobEstimate& job) const
    {
        ServingQuery query;
        query.factors = &m_factors;
        query.model = &model;
        query.accelerator = &accelerator;
        query.accelerators = job.accelerators;
        query.weights = parseNumberFormat(workload.weightFormat.view()).value_or(NumberFormat::Fp8);
        query.kvFormat = parseNumberFormat(workload.cacheFormat.view()).value_or(query.weights);
        query.inputTokens = workload.promptTokens;
        query.outputTokens = workload.outputTokens;
        query.prefixHit = workload.prefixHitShare;
        query.limits.tpotMean = workload.tpotLimit;
        query.scaleOutBandwidth = scaleOut();
        const ServingEstimate best = bestServing(query).best;
        job.isFeasible = best.isFeasible;
        job.memoryPerAccelerator =
            best.memory.weights + best.memory.kvCache + best.memory.activations;
        job.memoryCapacity = best.memory.capacity;
        if (!best.isFeasible) {
            job.reason = best.infeasible;
            return;
        }
        job.reason = {"workload.bound-by", {std::string(bottleneckName(best.bottleneck))}};
        job.parallelism =
            planText(best.plan.tensor, best.plan.pipeline, best.plan.expert, best.plan.replicas);
        job.tokensPerSecond = best.outputTokensPerSecond;
        job.low = best.outputBand.low;
        job.high = best.outputBand.high;
        addLatency(workload, query, best, job);
        job.powerPerAccelerator = best.powerPerAccelerator;
        job.confidence = std::string(confidenceName(best.confidence));
        job.storedBytes = totalParameters(model) * bytesPerValue(query.weights);
    }

    /// Latency at the load that is sold, not at saturation, where queues grow without end: the plan that was found, with
    /// requests coming at random at the workload's utilisation of its capacity.
    static void addLatency(const Workload& workload, ServingQuery query, const ServingEstimate& best,
                           JobEstimate& job)
    {
        query.plan = best.plan;
        query.mode = ServingMode::OpenLoop;
        query.requestRate =
            best.requestsPerSecond * std::clamp(workload.utilisation, 0.01, 0.95);
        const ServingEstimate sold = estimateServing(query);
        const ServingEstimate& shown = sold.isFeasible ? sold : best;
        job.ttftP99 = shown.ttftP99;
        job.tpotMean = shown.tpotMean;
        job.tokensPerSecondPerUser = shown.userTokensPerSecond();
    }

    void train(const Workload& workload, const ModelArchitecture& model,
               const AcceleratorSpec& accelerator, JobEstimate& job) const
    {
        TrainingQuery query;
        query.factors = &m_factors;
        query.model = &model;
        query.accelerator = &accelerator;
        query.accelerators = job.accelerators;
        query.format = parseNumberFormat(workload.weightFormat.view()).value_or(NumberFormat::Bf16);
        query.sequence = workload.sequenceLength;
        query.globalBatch =
            std::max(1.0, workload.globalBatchTokens / std::max(1.0, workload.sequenceLength));
        query.tokens = workload.trainingTokens;
        query.scaleOutBandwidth = scaleOut();
        if (m_results.network->storageWrite > 0.0)
            query.checkpointWriteBandwidth = m_results.network->storageWrite;
        query.acceleratorMtbf = m_context.parameters[Parameter::AcceleratorMtbf];
        query.restartTime = m_context.parameters[Parameter::RampHours];
        const TrainingEstimate best = bestTraining(query).best;
        job.isFeasible = best.isFeasible;
        job.memoryPerAccelerator = best.memory.total();
        job.memoryCapacity = best.memory.capacity;
        if (!best.isFeasible) {
            job.reason = best.infeasible;
            return;
        }
        job.reason = {"workload.bound-by", {std::string(bottleneckName(best.bottleneck))}};
        job.parallelism = planText(best.plan.tensor, best.plan.pipeline, best.plan.expert,
                                   best.plan.dataParallel);
        job.tokensPerSecond = best.tokensPerSecond;
        job.days = best.days();
        job.low = best.durationBand.low / 86400.0;
        job.high = best.durationBand.high / 86400.0;
        job.mfu = best.mfu;
        job.effectiveMfu = best.effectiveMfu;
        job.powerPerAccelerator = best.powerPerAccelerator;
        job.checkpointBytes = best.checkpointBytes;
        job.checkpointStall =
            best.checkpointInterval > 0.0 ? best.checkpointStall / best.checkpointInterval : 0.0;
        job.storedBytes = 5.0 * best.checkpointBytes; // a retention of five checkpoints
        job.confidence = std::string(confidenceName(best.confidence));
    }

    static std::string planText(int tensor, int pipeline, int expert, int replicas)
    {
        std::string text = "TP" + std::to_string(tensor);
        if (pipeline > 1)
            text += " PP" + std::to_string(pipeline);
        if (expert > 1)
            text += " EP" + std::to_string(expert);
        if (replicas > 1)
            text += " DP" + std::to_string(replicas);
        return text;
    }

    const AnalysisContext& m_context;
    const Results& m_results;
    const EfficiencyFactors m_factors; ///< the shipped ones with what this design measured
};

constexpr double secondsPerYear = 365.25 * 86400.0;

} // namespace

void runWorkload(const AnalysisContext& context, Results& results)
{
    auto result = std::make_shared<WorkloadResult>();
    const Pools pools(context, results);
    for (const Workload& workload : context.blueprint.table<Workload>()) {
        JobEstimate job = pools.estimate(workload);
        if (job.isFeasible && workload.kind == WorkloadKind::Serve) {
            result->tokensPerSecond += job.tokensPerSecond;
            result->ttftP99 = std::max(result->ttftP99, job.ttftP99);
            result->tpotMean = std::max(result->tpotMean, job.tpotMean);
            result->soldTokensPerYear += job.tokensPerSecond * job.utilisation * secondsPerYear;
        } else if (job.isFeasible && job.days > result->trainDays) {
            result->trainDays = job.days;
            result->trainMfu = job.mfu;
        }
        result->jobs.push_back(std::move(job));
    }
    results.workload = std::move(result);
}

} // namespace millwright
