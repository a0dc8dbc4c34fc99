#include "model/analysis/WorkloadQueries.h"
#include "model/analysis/AcceleratorFigures.h"
#include "model/analysis/DesignFactors.h"
#include "model/analysis/ProjectModels.h"
#include "model/estimate/GenericQuery.h"
#include <algorithm>
#include <numeric>

namespace millwright
{
namespace
{

double meanShare(const Workload& workload)
{
    const HourShares shares = hourShares(workload);
    return std::accumulate(shares.begin(), shares.end(), 0.0) / hoursOfDay;
}

TrainingKind kindOf(TrainingStage stage)
{
    switch (stage) {
    case TrainingStage::Lora:
        return TrainingKind::Lora;
    case TrainingStage::FullFineTune:
        return TrainingKind::FullFineTune;
    case TrainingStage::Pretrain:
    case TrainingStage::Continued:
        break;
    }
    return TrainingKind::Pretrain;
}

Recompute recomputeOf(RecomputeChoice choice)
{
    switch (choice) {
    case RecomputeChoice::None:
        return Recompute::None;
    case RecomputeChoice::Full:
        return Recompute::Full;
    case RecomputeChoice::Searched:
    case RecomputeChoice::Selective:
        break;
    }
    return Recompute::Selective;
}

void keepReason(const Message& reason, std::vector<Message>& refused)
{
    if (std::none_of(refused.begin(), refused.end(),
                     [&](const Message& seen) { return seen.id == reason.id; }))
        refused.push_back(reason);
}

/// What a restart reads back: weights and optimizer states, or the frozen base in 16 bits.
double checkpointRead(const Workload& workload, const ModelArchitecture& model)
{
    return totalParameters(model) * (workload.trainingStage == TrainingStage::Lora ? 2.0 : 14.0);
}

} // namespace

Result<JobPlace> jobPlace(const Workload& workload, Symbol kind, int accelerators,
                          const Project& project, const FabricOffer& fabric,
                          const StorageOffer& storage, const ParameterValues& parameters)
{
    if (accelerators <= 0)
        return fail("workload.empty-pool", {workload.name, kind.str()});
    const bool needsModel =
        workload.kind == WorkloadKind::Serve || workload.kind == WorkloadKind::Train;
    JobPlace place{nullptr, {}, accelerators, fabric, storage, parameters,
                   std::make_shared<EfficiencyFactors>(designFactors(project.blueprint())), nullptr};
    place.model = needsModel ? findModel(project, workload.model.view()) : nullptr;
    if (needsModel && !place.model)
        return fail("workload.unknown-model", {workload.name, workload.model.str()});
    if (workload.kind == WorkloadKind::Generic && !workload.preset.isEmpty() &&
        !findGenericPreset(workload.preset.view()))
        return fail("workload.unknown-preset", {workload.name, workload.preset.str()});
    const auto figures = acceleratorFigures(project.parts, kind);
    if (!figures || !figures->hasPeaks())
        return fail("workload.no-peaks", {workload.name, kind.str()});
    place.accelerator = *figures;
    return place;
}

Message emptyPool(const Workload& workload, Symbol kind, int placed)
{
    return {placed > 0 ? "workload.no-share" : "workload.empty-pool", {workload.name, kind.str()}};
}

Symbol mostNumerous(const InventoryResult& inventory)
{
    Symbol most;
    int count = 0;
    for (const auto& [id, n] : inventory.acceleratorCounts)
        if (n > count) {
            most = id;
            count = n;
        }
    return most;
}

double promptPerCall(const Workload& workload)
{
    const double turns = std::max(1.0, workload.agentTurns);
    return workload.promptTokens + workload.retrievedTokens * (turns + 1.0) / 2.0 +
           workload.outputTokens * (turns - 1.0) / 2.0;
}

double demandAtPeak(const Workload& workload, double capacity)
{
    const double mean = meanShare(workload);
    switch (workload.load) {
    case LoadBasis::Utilisation:
        return mean > 0.0 ? workload.utilisation * capacity / mean : 0.0;
    case LoadBasis::Requests:
        return workload.requestsPerSecond * std::max(1.0, workload.agentTurns) *
               workload.outputTokens;
    case LoadBasis::Users:
        return workload.users * workload.tokensPerSecondPerUser;
    case LoadBasis::TokensPerDay:
        return mean > 0.0 ? workload.tokensPerDay / (86400.0 * mean) : 0.0;
    }
    return 0.0;
}

double demandMean(const Workload& workload, double capacity)
{
    return demandAtPeak(workload, capacity) * meanShare(workload);
}

ServingQuery servingQuery(const Workload& workload, const JobPlace& place)
{
    ServingQuery query;
    query.factors = place.factors.get();
    query.stop = place.stop.get();
    query.model = place.model.get();
    query.accelerator = &place.accelerator;
    query.accelerators = place.accelerators;
    query.weights = parseNumberFormat(workload.weightFormat.view()).value_or(NumberFormat::Fp8);
    query.kvFormat = parseNumberFormat(workload.cacheFormat.view()).value_or(query.weights);
    query.inputTokens = promptPerCall(workload);
    query.outputTokens = workload.outputTokens;
    query.prefixHit = workload.prefixHitShare;
    query.residentPrefix = workload.residentPrefixTokens;
    query.draftTokens = workload.draftTokens;
    query.draftAcceptance = workload.draftTokens > 0.0 ? workload.draftAcceptance : 0.0;
    query.isDisaggregated = workload.isDisaggregated;
    query.plan.maxBatch = workload.batchLimit;
    query.limits.tpotMean = workload.tpotLimit;
    query.limits.ttftP99 = workload.ttftLimit;
    query.mode = workload.ttftLimit > 0.0 ? ServingMode::OpenLoop : ServingMode::Offline;
    query.scaleOutBandwidth = place.fabric.scaleOut();
    if (workload.isPlanFixed) {
        query.plan.tensor = workload.tensorRanks;
        query.plan.pipeline = workload.pipelineRanks;
        query.plan.expert = workload.expertRanks;
        query.plan.attentionData = workload.attentionDataRanks;
    }
    return query;
}

TrainingQuery trainingQuery(const Workload& workload, const JobPlace& place)
{
    TrainingQuery query;
    query.factors = place.factors.get();
    query.stop = place.stop.get();
    query.model = place.model.get();
    query.accelerator = &place.accelerator;
    query.accelerators = place.accelerators;
    query.kind = kindOf(workload.trainingStage);
    query.format = parseNumberFormat(workload.weightFormat.view()).value_or(NumberFormat::Bf16);
    query.sequence = workload.sequenceLength;
    query.globalBatch =
        std::max(1.0, workload.globalBatchTokens / std::max(1.0, workload.sequenceLength));
    query.tokens = workload.trainingTokens;
    query.loraRank = workload.loraRank;
    query.scaleOutBandwidth = place.fabric.scaleOut();
    if (place.storage.write > 0.0)
        query.checkpointWriteBandwidth = place.storage.write;
    query.checkpointInterval = workload.checkpointInterval;
    query.isCheckpointAsynchronous = !workload.isCheckpointBlocking;
    query.acceleratorMtbf = place.parameters[Parameter::AcceleratorMtbf];
    query.restartTime = place.parameters[Parameter::RampHours];
    if (place.storage.read > 0.0)
        query.restartTime += checkpointRead(workload, *place.model) / place.storage.read;
    if (workload.recompute != RecomputeChoice::Searched)
        query.fixedRecompute = recomputeOf(workload.recompute);
    if (workload.zeroStage != ZeroChoice::Searched)
        query.fixedZeroStage = static_cast<int>(workload.zeroStage) - static_cast<int>(ZeroChoice::None);
    if (workload.isPlanFixed) {
        query.plan.tensor = workload.tensorRanks;
        query.plan.context = workload.contextRanks;
        query.plan.pipeline = workload.pipelineRanks;
        query.plan.expert = workload.expertRanks;
        query.plan.interleave = workload.interleave;
        query.plan.microBatch = workload.microBatch;
        query.plan.zeroStage = query.fixedZeroStage.value_or(1);
        query.plan.recompute = query.fixedRecompute.value_or(Recompute::Selective);
    }
    return query;
}

ServingEstimate solveServing(const Workload& workload, const ServingQuery& query,
                             std::vector<Message>& refused)
{
    if (workload.isPlanFixed) {
        const bool isSearched = query.mode == ServingMode::OpenLoop && query.requestRate <= 0.0;
        return isSearched ? highestServingRate(query) : estimateServing(query);
    }
    ServingSearch search = bestServing(query);
    for (const ServingEstimate& plan : search.refused)
        keepReason(plan.infeasible, refused);
    return std::move(search.best);
}

TrainingEstimate solveTraining(const Workload& workload, const TrainingQuery& query,
                               std::vector<Message>& refused)
{
    if (workload.isPlanFixed)
        return estimateTraining(query);
    TrainingSearch search = bestTraining(query);
    for (const TrainingEstimate& plan : search.refused)
        keepReason(plan.infeasible, refused);
    return std::move(search.best);
}

} // namespace millwright
