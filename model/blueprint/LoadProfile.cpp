#include "model/blueprint/LoadProfile.h"
#include "model/blueprint/EnumNames.h"
#include <algorithm>
#include <map>
#include <set>

namespace millwright
{
namespace
{

constexpr HourShares flatDay = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
/// One time zone at work, two peaks around lunch.
constexpr HourShares officeDay = {0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.10, 0.35, 0.75, 1.00, 1.00, 0.95,
                                  0.75, 0.90, 1.00, 0.95, 0.85, 0.55, 0.30, 0.20, 0.15, 0.10, 0.05, 0.05};
/// A public service: lowest before dawn, highest in the evening.
constexpr HourShares consumerDay = {0.45, 0.30, 0.22, 0.18, 0.18, 0.22, 0.32, 0.45, 0.55, 0.62, 0.66, 0.70,
                                    0.75, 0.74, 0.74, 0.76, 0.80, 0.86, 0.92, 0.98, 1.00, 0.98, 0.85, 0.65};
/// From 20:00 to 06:00.
constexpr HourShares nightDay = {1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1};

HourShares ownDay(const std::vector<double>& shares)
{
    HourShares day{};
    if (shares.size() != day.size())
        return day;
    const double most = *std::max_element(shares.begin(), shares.end());
    if (most > 0.0)
        std::transform(shares.begin(), shares.end(), day.begin(),
                       [most](double share) { return share / most; });
    return day;
}

using Keys = std::set<std::string_view>;

const Keys& commonKeys()
{
    static const Keys keys = {"name", "kind", "accelerator", "poolShare", "profile",
                              "hourlyShares", "daysPerYear", "priority", "isBackfill"};
    return keys;
}

const Keys& keysOf(WorkloadKind kind)
{
    static const std::map<WorkloadKind, Keys> table = {
        {WorkloadKind::Serve,
         {"model", "weightFormat", "cacheFormat", "promptTokens", "outputTokens", "prefixHitShare",
          "ttftLimit_s", "tpotLimit_s", "load", "utilisation", "requestsPerSecond", "users",
          "tokensPerSecondPerUser", "tokensPerDay", "isElastic", "residentPrefixTokens",
          "retrievedTokens", "agentTurns", "draftTokens", "draftAcceptance", "isDisaggregated",
          "batchLimit", "isPlanFixed", "tensorRanks", "pipelineRanks", "expertRanks",
          "attentionDataRanks"}},
        {WorkloadKind::Train,
         {"model", "weightFormat", "trainingTokens", "sequenceLength", "globalBatchTokens",
          "trainingStage", "loraRank", "recompute", "zeroStage", "checkpointInterval_s",
          "isCheckpointBlocking", "deadline_days", "isPlanFixed", "tensorRanks", "pipelineRanks", "contextRanks",
          "expertRanks", "interleave", "microBatch"}},
        {WorkloadKind::Ingest, {"dataRate_B_per_s"}},
        {WorkloadKind::Prepare, {"dataRate_B_per_s"}},
        {WorkloadKind::Generic,
         {"preset", "sampleKind", "weightFormat", "flopsPerSample_FLOP", "bytesMovedPerSample_B",
          "bytesReadPerSample_B", "parameterCount", "samplesPerBatch", "latencyLimit_s",
          "samplesPerSecond", "utilisation", "isSampleTraining", "computeShare", "memoryShare",
          "classScale"}},
    };
    return table.at(kind);
}

/// Keys that another property switches off.
bool isOff(const Workload& workload, std::string_view key)
{
    if (key == "hourlyShares")
        return workload.profile != LoadProfile::Hourly;
    if (key == "loraRank")
        return workload.trainingStage != TrainingStage::Lora;
    if (key == "utilisation")
        return workload.kind == WorkloadKind::Generic ? workload.samplesPerSecond > 0.0
                                                      : workload.load != LoadBasis::Utilisation;
    if (key == "sampleKind")
        return !workload.preset.isEmpty();
    if (key == "requestsPerSecond")
        return workload.load != LoadBasis::Requests;
    if (key == "users" || key == "tokensPerSecondPerUser")
        return workload.load != LoadBasis::Users;
    if (key == "tokensPerDay")
        return workload.load != LoadBasis::TokensPerDay;
    static const Keys planKeys = {"tensorRanks", "pipelineRanks", "contextRanks", "expertRanks",
                                  "attentionDataRanks", "interleave", "microBatch"};
    return !workload.isPlanFixed && planKeys.contains(key);
}

} // namespace

HourShares hourShares(const Workload& workload)
{
    switch (workload.profile) {
    case LoadProfile::Flat:
        return flatDay;
    case LoadProfile::OfficeHours:
        return officeDay;
    case LoadProfile::Consumer:
        return consumerDay;
    case LoadProfile::BatchAtNight:
        return nightDay;
    case LoadProfile::Hourly:
        return ownDay(workload.hourlyShares);
    }
    return flatDay;
}

bool readsProperty(const Workload& workload, std::string_view key)
{
    return (commonKeys().contains(key) || keysOf(workload.kind).contains(key)) &&
           !isOff(workload, key);
}

bool runsOnProcessors(const Workload& workload)
{
    const bool isData =
        workload.kind == WorkloadKind::Ingest || workload.kind == WorkloadKind::Prepare;
    return isData && workload.accelerator.isEmpty();
}

bool hasSamples(const Workload& workload)
{
    return workload.kind == WorkloadKind::Generic &&
           (!workload.preset.isEmpty() || workload.flopsPerSample > 0.0 ||
            workload.bytesMovedPerSample > 0.0);
}

std::string_view lifeCycleStage(const Workload& workload)
{
    return workload.kind == WorkloadKind::Train ? enumName(workload.trainingStage)
                                                : enumName(workload.kind);
}

} // namespace millwright
