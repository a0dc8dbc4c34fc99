#pragma once
#include "model/estimate/ServingCosts.h"

namespace millwright
{

/// The numbers of one query that all three modes use.
struct ServingState {
    const ServingQuery& query;
    ServingCosts costs;
    double newTokens;   // prompt tokens to compute per request
    double prefix;      // tokens found in a cache
    double context;     // mean context while decoding
    double steps;       // decode steps per request
    double stepYield;   // tokens per step
    double prefillTime; // s of the replica per request, in full passes
    double replicas;
    double batchLimit; // by memory and scheduler
};

/// Solves the plan for each way of arrival; fills rates, latencies and the parts of a step. Only
/// solveOpen() can refuse (unstable): it sets `isFeasible` where the replicas keep up.
void solveOffline(const ServingState& s, ServingEstimate& e);
void solveClosed(const ServingState& s, ServingEstimate& e);
void solveOpen(const ServingState& s, ServingEstimate& e);

/// Prefill and decode on pools of their own: of every 1 + r replicas r compute prompts, r = prompt
/// seconds per second of one decode replica; each prompt's cache crosses the fabric once (arXiv
/// 2401.09670).
void disaggregate(const ServingState& s, ServingEstimate& e);

} // namespace millwright
