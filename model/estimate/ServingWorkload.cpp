#include "model/estimate/ServingWorkload.h"
#include <algorithm>
#include <cmath>

namespace millwright
{

ServingQuery withAgentWork(ServingQuery query, const AgentWork& work)
{
    const bool isPlain = !(work.turns >= 1.0) || !(work.retrievedTokens >= 0.0) ||
                         !(work.toolTokens >= 0.0) ||
                         !std::isfinite(work.turns + work.retrievedTokens + work.toolTokens);
    if (isPlain)
        return query;
    const double later = work.turns - 1.0;
    const double prompt = query.inputTokens + work.retrievedTokens +
                          later / 2.0 * (query.outputTokens + work.toolTokens);
    const double computed = (query.inputTokens * (1.0 - query.prefixHit) + work.retrievedTokens +
                             later * work.toolTokens) /
                            work.turns;
    query.inputTokens = prompt;
    query.prefixHit = prompt > 0.0 ? std::clamp(1.0 - computed / prompt, 0.0, 1.0) : 0.0;
    query.requestRate *= work.turns;
    return query;
}

double tasksPerSecond(const ServingEstimate& estimate, const AgentWork& work)
{
    return estimate.requestsPerSecond / std::max(1.0, work.turns);
}

} // namespace millwright
