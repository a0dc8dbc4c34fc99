#include "views/panels/WorkloadSections.h"
#include <QCoreApplication>
#include <map>

namespace millwright
{
namespace
{

QString words(const char* english)
{
    return QCoreApplication::translate("millwright::WorkloadPanel", english);
}

const std::map<std::string_view, WorkloadSection>& sections()
{
    using enum WorkloadSection;
    static const std::map<std::string_view, WorkloadSection> table{
        {"name", Job},
        {"kind", Job},
        {"model", Job},
        {"accelerator", Job},
        {"poolShare", Job},
        {"weightFormat", Job},
        {"cacheFormat", Job},
        {"preset", Job},
        {"sampleKind", Job},
        {"flopsPerSample_FLOP", Samples},
        {"bytesMovedPerSample_B", Samples},
        {"bytesReadPerSample_B", Samples},
        {"parameterCount", Samples},
        {"isSampleTraining", Samples},
        {"samplesPerBatch", Plan},
        {"computeShare", Plan},
        {"memoryShare", Plan},
        {"classScale", Plan},
        {"latencyLimit_s", Limits},
        {"samplesPerSecond", Load},
        {"dataRate_B_per_s", Load},
        {"promptTokens", Requests},
        {"outputTokens", Requests},
        {"prefixHitShare", Requests},
        {"residentPrefixTokens", Requests},
        {"retrievedTokens", Requests},
        {"agentTurns", Requests},
        {"draftTokens", Requests},
        {"draftAcceptance", Requests},
        {"load", Load},
        {"utilisation", Load},
        {"requestsPerSecond", Load},
        {"users", Load},
        {"tokensPerSecondPerUser", Load},
        {"tokensPerDay", Load},
        {"ttftLimit_s", Limits},
        {"tpotLimit_s", Limits},
        {"deadline_days", Limits},
        {"trainingStage", Training},
        {"trainingTokens", Training},
        {"sequenceLength", Training},
        {"globalBatchTokens", Training},
        {"loraRank", Training},
        {"recompute", Training},
        {"zeroStage", Training},
        {"checkpointInterval_s", Training},
        {"isCheckpointBlocking", Training},
        {"isPlanFixed", Plan},
        {"tensorRanks", Plan},
        {"pipelineRanks", Plan},
        {"contextRanks", Plan},
        {"expertRanks", Plan},
        {"attentionDataRanks", Plan},
        {"interleave", Plan},
        {"microBatch", Plan},
        {"batchLimit", Plan},
        {"isDisaggregated", Plan},
        {"profile", Day},
        {"hourlyShares", Day},
        {"daysPerYear", Day},
        {"priority", Day},
        {"isBackfill", Day},
        {"isElastic", Day},
    };
    return table;
}

} // namespace

WorkloadSection workloadSectionOf(std::string_view key)
{
    const auto found = sections().find(key);
    return found == sections().end() ? WorkloadSection::Other : found->second;
}

QString workloadSectionTitle(WorkloadSection section)
{
    switch (section) {
    case WorkloadSection::Job:
        return words("Job");
    case WorkloadSection::Requests:
        return words("Requests");
    case WorkloadSection::Samples:
        return words("Samples");
    case WorkloadSection::Load:
        return words("Load");
    case WorkloadSection::Limits:
        return words("Limits");
    case WorkloadSection::Training:
        return words("Training");
    case WorkloadSection::Plan:
        return words("Plan over accelerators");
    case WorkloadSection::Day:
        return words("Day and year");
    case WorkloadSection::Other:
        break;
    }
    return words("More");
}

} // namespace millwright
