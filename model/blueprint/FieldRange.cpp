#include "model/blueprint/FieldRange.h"
#include <cmath>
#include <limits>
#include <unordered_map>

namespace millwright
{
namespace
{

constexpr double anything = std::numeric_limits<double>::max();
constexpr double coldest_C = -90.0; // below the coldest weather recorded, -89.2 degC (WMO)
constexpr double hottest_C = 150.0; // above any coolant loop
constexpr double longest_m = 1e5;

const std::unordered_map<std::string_view, FieldRange>& ranges()
{
    static const std::unordered_map<std::string_view, FieldRange> table{
        {"altitude_m", {-500.0, 9000.0}},
        {"designDryBulb_C", {coldest_C, hottest_C}},
        {"designWetBulb_C", {coldest_C, hottest_C}},
        {"averageDryBulb_C", {coldest_C, hottest_C}},
        {"weatherDryBulb_C", {coldest_C, hottest_C}},
        {"weatherWetBulb_C", {coldest_C, hottest_C}},
        {"weatherHours_h", {0.0, 8784.0}},
        {"airSupply_C", {coldest_C, hottest_C}},
        {"supply_C", {coldest_C, hottest_C}},
        {"temperatureRise_K", {0.0, 200.0, true}},
        {"level", {-100.0, 1000.0}},
        {"height_m", {0.0, longest_m}},
        {"width_m", {0.0, longest_m}},
        {"tile_m", {0.0, 100.0, true}},
        {"unit", {0.0, 1000.0}},
        {"plane", {0.0, 1000.0}},
        {"planes", {1.0, 1000.0}},
        {"inputsNeeded", {0.0, 1000.0}},
        {"modules", {0.0, 1e6}},
        {"redundantModules", {0.0, 1e6}},
        {"voltage_V", {0.0, 1e6, true}},
        {"breaker_A", {0.0, 1e6}},
        {"phases", {1.0, 3.0}},
        {"order", {0.0, 1000.0}},
        {"redundantUnits", {0.0, 1e6}},
        {"oversubscription", {0.0, 1e6, true}},
        {"sizedNodes", {0.0, 1e8}},
        {"managerPorts", {0.0, 1e6}},
        {"poolShare", {0.0, 1.0}},
        {"prefixHitShare", {0.0, 1.0}},
        {"utilisation", {0.0, 1.0}},
        {"promptTokens", {0.0, 1e12}},
        {"outputTokens", {0.0, 1e12}},
        {"trainingTokens", {0.0, 1e18}},
        {"hourlyShares", {0.0, 1.0, false, 24}},
        {"daysPerYear", {0.0, 365.25}},
        {"priority", {0.0, 1000.0}},
        {"agentTurns", {1.0, 1000.0}},
        {"draftTokens", {0.0, 64.0}},
        {"draftAcceptance", {0.0, 1.0}},
        {"batchLimit", {0.0, 1e6}},
        {"residentPrefixTokens", {0.0, 1e8}},
        {"retrievedTokens", {0.0, 1e8}},
        {"tensorRanks", {1.0, 4096.0}},
        {"pipelineRanks", {1.0, 4096.0}},
        {"contextRanks", {1.0, 4096.0}},
        {"expertRanks", {1.0, 4096.0}},
        {"attentionDataRanks", {1.0, 4096.0}},
        {"interleave", {1.0, 64.0}},
        {"microBatch", {1.0, 4096.0}},
        {"loraRank", {1.0, 65536.0}},
        {"flopsPerSample_FLOP", {0.0, 1e24}},
        {"bytesMovedPerSample_B", {0.0, 1e18}},
        {"bytesReadPerSample_B", {0.0, 1e18}},
        {"parameterCount", {0.0, 1e16}},
        {"deadline_days", {0.0, 1e5}},
        {"samplesPerBatch", {0.0, 1e9}},
        {"latencyLimit_s", {0.0, 1e7}},
        {"samplesPerSecond", {0.0, 1e15}},
        {"computeShare", {0.0, 1.0}},
        {"memoryShare", {0.0, 1.0}},
        {"classScale", {0.0, 3.0}},
        {"value", {-anything, anything}},
        {"measured", {-anything, anything}},
    };
    return table;
}

} // namespace

FieldRange fieldRange(std::string_view key)
{
    const auto found = ranges().find(key);
    return found == ranges().end() ? FieldRange{} : found->second;
}

double normalisedDegrees(double degrees)
{
    const double turn = std::fmod(degrees, 360.0);
    // A tiny negative angle would round up to 360 itself.
    const double positive = turn < 0.0 ? turn + 360.0 : turn;
    return positive >= 360.0 ? 0.0 : positive + 0.0; // -0 becomes 0
}

} // namespace millwright
