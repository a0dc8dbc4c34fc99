#pragma once
#include "model/base/Explain.h"

namespace millwright
{

/// Mean wait in an M/G/1 queue, s: rate x E[S^2] / (2 (1 - rho)) (Pollaczek-Khinchine; Kleinrock,
/// Queueing Systems I, 5.6). `rate` 1/s, `service` mean s, `variation` standard deviation / mean of
/// the service. Only for rho = rate x service < 1.
template <class N> N waitInSingleQueue(const N& rate, const N& service, const N& variation)
{
    const N secondMoment = service * service * (N(1.0) + variation * variation);
    return rate * secondMoment / (N(2.0) * (N(1.0) - rate * service));
}

/// Chance that an arrival to M/M/c must wait, load a = rate x service in Erlang, a < servers
/// (Erlang C, by the stable recursion of Erlang B: Cooper, Introduction to Queueing Theory, 3.2).
/// Servers need not be a whole number: rounded down.
double erlangC(double servers, double load);

/// Wait of an M/G/c queue, s: Erlang C x service / (c - a) x (1 + variation^2) / 2 (Allen-Cunneen).
double waitForSlot(double servers, double rate, double service, double variation);

/// The `quantile` (0-1) of a wait that is positive with chance `waits` and then exponential with
/// mean wait/waits: the exponential tail, exact for M/M/c.
double waitQuantile(double mean, double waits, double quantile);

} // namespace millwright
