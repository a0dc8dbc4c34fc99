#pragma once
#include "model/graph/FormulaFunctions.h"
#include <cassert>
#include <span>

namespace millwright
{

// Losses at part load, redundancy and energy. SI throughout; N is double or Traced.

/// One published point of an efficiency curve: load over rating, and output over input (both 0 to
/// 1).
template <class N> struct EfficiencyPoint {
    double load = 0.0;
    N efficiency;
};

/// Efficiency at `load` (over rating) between published points in rising order, not empty: straight
/// lines between them, the last one's beyond; below the first its loss in watts stays (a UPS burns
/// it idle), so efficiency falls to 0.
template <class N> N efficiencyAtLoad(std::span<const EfficiencyPoint<N>> points, const N& load)
{
    assert(!points.empty());
    const double x = plainNumber(load);
    if (x <= points.front().load) {
        const EfficiencyPoint<N>& first = points.front();
        const N loss = N(first.load) * (N(1.0) / first.efficiency - N(1.0));
        return x > 0 ? load / (load + loss) : N(0.0);
    }
    for (std::size_t i = 1; i < points.size(); ++i) {
        if (x > points[i].load)
            continue;
        const N share = (load - N(points[i - 1].load)) / N(points[i].load - points[i - 1].load);
        return points[i - 1].efficiency + share * (points[i].efficiency - points[i - 1].efficiency);
    }
    return points.back().efficiency;
}

/// Power drawn in W by a part of `rating` W that gives `output` W, with losses by the curve above;
/// at no output the first point's loss.
template <class N>
N inputPower(std::span<const EfficiencyPoint<N>> points, const N& output, const N& rating)
{
    assert(!points.empty());
    const EfficiencyPoint<N>& first = points.front();
    if (plainNumber(output) <= first.load * plainNumber(rating))
        return output + rating * N(first.load) * (N(1.0) / first.efficiency - N(1.0));
    return output / efficiencyAtLoad(points, output / rating);
}

/// What is left of `modules` of `rating` when `spare` are lost (N+1: spare 1; 4N3R: 4 modules, 1
/// spare).
template <class N> N redundantCapacity(const N& rating, int modules, int spare)
{
    return rating * N(modules > spare ? modules - spare : 0);
}

/// Installed over required capacity of the same scheme: m/(m - spare).
inline double installedRatio(int modules, int spare)
{
    assert(modules > spare);
    return static_cast<double>(modules) / (modules - spare);
}

/// Energy in Wh of `load` W over `hours`.
template <class N> N energyOverHours(const N& load, const N& hours)
{
    return load * hours;
}

/// Facility power in W at a power usage effectiveness (ISO/IEC 30134-2).
template <class N> N facilityPower(const N& it, const N& pue)
{
    return it * pue;
}

} // namespace millwright
