#include "model/analysis/DayAllocation.h"
#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

namespace millwright
{
namespace
{

/// The largest whole multiple of `step` that is not above `count`; a hair of rounding does not cost a replica.
double wholeSteps(double count, int step)
{
    return std::floor(count / step * (1.0 + 1e-12)) * step;
}

} // namespace

PoolDay allocateDay(double accelerators, std::span<const PoolClaim> claims)
{
    std::vector<std::size_t> order(claims.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto key = [&](std::size_t i) {
        return std::tuple(claims[i].isBackfill, claims[i].priority, claims[i].rank, i);
    };
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
    PoolDay day;
    day.held.resize(claims.size());
    day.idle.fill(accelerators);
    for (const std::size_t i : order) {
        const PoolClaim& claim = claims[i];
        for (std::size_t hour = 0; hour < hoursOfDay; ++hour) {
            double got = std::min(claim.wanted[hour], day.idle[hour]);
            if (claim.isBackfill)
                got = wholeSteps(got, std::max(1, claim.step));
            else
                day.asked[hour] += claim.wanted[hour];
            day.held[i][hour] = got;
            day.idle[hour] -= got;
        }
    }
    return day;
}

} // namespace millwright
