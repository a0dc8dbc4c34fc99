#pragma once
#include "model/estimate/ServingFormulas.h"

namespace millwright
{

// Formulas of work that is no language model; N is double or Traced. Method: docs/estimator.md, Generic work.

/// FLOP/s or B/s that software reaches: the datasheet's figure x the kind's share x what the accelerator's class reaches of
/// it.
template <class N> N achievedRate(const N& datasheet, const N& share, const N& classScale)
{
    return datasheet * share * classScale;
}

/// s of a batch without launches: the longer of computing and of moving samples and what is read once a batch (roofline).
template <class N>
N genericWorkTime(const N& batch, const N& flops, const N& flopRate, const N& bytes, const N& passBytes, const N& byteRate)
{
    return rooflineTime<N>(batch * bytes + passBytes, byteRate, batch * flops, flopRate);
}

/// s from arrival to result: half of a batch's time passes until it is full, then it runs.
template <class N> N genericLatency(const N& batchTime)
{
    return N(1.5) * batchTime;
}

/// Share of a peak that is at work: what a batch needs of it over its time, at most all.
template <class N> N genericUse(const N& needed, const N& peak, const N& batchTime)
{
    return minimum(N(1.0), needed / peak / batchTime);
}

} // namespace millwright
