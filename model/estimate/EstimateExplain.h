#pragma once
#include "model/base/Explain.h"
#include "model/estimate/GenericQuery.h"
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

/// Derivation of generic work: samples/s and latency from the time of a batch, this from FLOP, bytes,
/// datasheet and shares, by the formulas of GenericFormulas.h. The query must be feasible.
struct GenericDerivation {
    Traced samplesPerSecond; ///< samples/s of all accelerators
    Traced perAccelerator;   ///< samples/s
    Traced latency;          ///< s
    Traced batchTime;        ///< s: "generic.step.work" and "generic.step.overhead"
    Traced computeUse;       ///< of the dense peak
    Traced memoryUse;        ///< of the bandwidth
    Traced memory;           ///< B of one accelerator
    Traced readBandwidth;    ///< B/s from storage or network
};
GenericDerivation explainGeneric(const GenericQuery& query);

} // namespace millwright
