#pragma once
#include "model/estimate/ServingQuery.h"

namespace millwright
{

/// Retrieval and agent loops around a request, as multipliers on a plain serving query.
struct AgentWork {
    double retrievedTokens = 0.0; ///< passages that retrieval adds to the first prompt
    double turns = 1.0;           ///< model calls per task; each sees all that went before
    double toolTokens = 0.0;      ///< new tokens that a tool adds between two calls
};

/// The query of the mean model call: prompt = input + retrieved + (turns - 1)/2 x (output + tool)
/// tokens, of which all but the first call's own and the tools' come from the prefix cache; requests
/// and rate count model calls, turns to a task. Values that make no sense leave the query as it is.
ServingQuery withAgentWork(ServingQuery query, const AgentWork& work);

/// Tasks/s of an estimate made for such a query.
double tasksPerSecond(const ServingEstimate& estimate, const AgentWork& work);

} // namespace millwright
