#pragma once
#include "model/base/Explain.h"
#include "model/estimate/ServingQuery.h"
#include "model/estimate/TrainingQuery.h"

namespace millwright
{

/// Derivation of serving numbers: output tokens/s from requests/s, these from first-token and
/// per-token time, these from their causes down to datasheet figures and factors. The query must be
/// feasible.
struct ServingDerivation {
    Traced tokensPerSecond; ///< tokens/s
    Traced ttft;            ///< s
    Traced tpot;            ///< s
};
ServingDerivation explainServing(const ServingQuery& query);

/// Derivation of training numbers: step time from its causes, model FLOP utilisation, days with
/// failures and checkpoints. The query must be feasible.
struct TrainingDerivation {
    Traced stepTime; ///< s
    Traced mfu;      ///< 1
    Traced ettr;     ///< 1
    Traced duration; ///< s
};
TrainingDerivation explainTraining(const TrainingQuery& query);

} // namespace millwright
