#pragma once
#include "model/blueprint/LoadProfile.h"
#include <span>
#include <vector>

namespace millwright
{

/// What one job asks of its pool over a day, in accelerators per hour.
struct PoolClaim {
    HourShares wanted{};
    bool isBackfill = false; ///< takes what is left; asks for no more than `wanted`
    int step = 1;            ///< backfill gets whole multiples of it: the accelerators of one replica
    int priority = 0;        ///< lower is served first
    int rank = 0;            ///< within a priority, lower first: serving before the rest
};

/// What the jobs of a pool hold in each hour.
struct PoolDay {
    std::vector<HourShares> held; ///< per claim, in the order given
    HourShares asked{};           ///< accelerators that the claims which are no backfill ask for together
    HourShares idle{};            ///< accelerators that nobody holds
};

/// Shares `accelerators` among the claims, hour by hour and exactly: first those that hold their share, then backfill;
/// within each by priority, rank and order of the claims. Each gets the smaller of what it wants and what is left.
PoolDay allocateDay(double accelerators, std::span<const PoolClaim> claims);

} // namespace millwright
