#pragma once
#include "model/base/Explain.h"

namespace millwright
{

/// Distinct experts touched by `tokens` tokens that pick `perToken` of `experts`: E (1 - (1 -
/// k/E)^b), uniform picks.
template <class N> N expertsTouched(const N& experts, const N& perToken, const N& tokens)
{
    return experts * (N(1.0) - power(N(1.0) - perToken / experts, tokens));
}

/// Time of a pass over weights, s: the longer of reading them and multiplying with them (roofline,
/// doi 10.1145/1498765.1498785).
template <class N>
N rooflineTime(const N& bytes, const N& byteRate, const N& flops, const N& flopRate)
{
    return maximum(bytes / byteRate, flops / flopRate);
}

/// Bytes that each rank sends in a ring all-reduce of `bytes` over `ranks`: 2 (n-1)/n
/// (doi 10.1016/j.jpdc.2008.09.002).
template <class N> N allReduceBytes(const N& bytes, const N& ranks)
{
    return N(2.0) * (ranks - N(1.0)) / ranks * bytes;
}

/// Requests/s of a closed loop with `inFlight` requests that each take `ttft` + (outputTokens - 1)
/// `tpot` (Little's law).
template <class N>
N closedLoopRate(const N& inFlight, const N& ttft, const N& outputTokens, const N& tpot)
{
    return inFlight / (ttft + (outputTokens - N(1.0)) * tpot);
}

/// Tokens that one step of speculative decoding yields: (1 - a^(g+1)) / (1 - a) for g drafted
/// tokens, each accepted with chance a < 1 (arXiv 2211.17192, eq. 1).
template <class N> N speculativeYield(const N& acceptance, const N& drafted)
{
    return (N(1.0) - power(acceptance, drafted + N(1.0))) / (N(1.0) - acceptance);
}

/// Accelerator power, W: idle + (max - idle) (wc u_compute + wm u_memory), at most max. Weights:
/// 0.65 and 0.55 hold the band of measured systems (8 x H100 training 6.2-8.0 kW of 10.2 kW, 8 x
/// B200 inference 9.0-10.4 kW).
template <class N>
N acceleratorPower(const N& idle, const N& highest, const N& computeUse, const N& memoryUse)
{
    return minimum(highest, idle + (highest - idle) * (N(0.65) * computeUse + N(0.55) * memoryUse));
}

/// Clock share left under a power cap: (dynamic power allowed / wanted)^(1/3), at most 1 (P ~ f V^2
/// with V ~ f).
template <class N> N clockUnderCap(const N& cap, const N& idle, const N& wanted)
{
    return minimum(N(1.0), power(maximum(N(1e-6), (cap - idle) / (wanted - idle)), N(1.0 / 3.0)));
}

} // namespace millwright
