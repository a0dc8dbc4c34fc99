#include "model/estimate/Queueing.h"
#include <algorithm>
#include <cmath>

namespace millwright
{

double erlangC(double servers, double load)
{
    const double c = std::max(1.0, std::floor(servers));
    if (load <= 0.0)
        return 0.0;
    if (load >= c)
        return 1.0;
    if (c > 400.0) { // Halfin and Whitt 1981 (doi 10.1287/opre.29.3.567): exact in the limit, below
                     // 2 % off here
        const double spare = (c - load) / std::sqrt(c);
        const double density = std::exp(-0.5 * spare * spare) / std::sqrt(2.0 * M_PI);
        const double below = 0.5 * std::erfc(-spare / std::sqrt(2.0));
        return 1.0 / (1.0 + spare * below / std::max(1e-300, density));
    }
    double blocked = 1.0; // Erlang B by recursion over the servers
    for (double k = 1.0; k <= c; k += 1.0)
        blocked = load * blocked / (k + load * blocked);
    return blocked / (1.0 - load / c * (1.0 - blocked));
}

double waitForSlot(double servers, double rate, double service, double variation)
{
    const double c = std::max(1.0, std::floor(servers));
    const double load = rate * service;
    if (load >= c)
        return INFINITY;
    return erlangC(c, load) * service / (c - load) * (1.0 + variation * variation) / 2.0;
}

double waitQuantile(double mean, double waits, double quantile)
{
    if (waits <= 0.0 || mean <= 0.0 || 1.0 - quantile >= waits)
        return 0.0;
    return mean / waits * std::log(waits / (1.0 - quantile));
}

} // namespace millwright
