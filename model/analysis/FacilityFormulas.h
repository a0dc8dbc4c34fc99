#pragma once
#include "model/graph/ElectricalFormulas.h"
#include "model/graph/ThermalFormulas.h"

namespace millwright
{

// Formulas of the facility analysis that no engineering handbook names. SI; N is double or Traced.

/// Design load in W between typical (basis 0) and maximum (basis 1).
template <class N> N designLoad(const N& typical, const N& most, const N& basis)
{
    return typical + (most - typical) * basis;
}

/// W that a part of the chain takes for `output` W; a part without a rating takes output over its
/// full-load efficiency, since its load fraction is unknown.
template <class N>
N chainInput(std::span<const EfficiencyPoint<N>> points, const N& output, const N& rating)
{
    if (!(plainNumber(rating) > 0.0))
        return output / points.back().efficiency;
    return inputPower(points, output, rating);
}

/// Share of a chiller's heat that its compressors carry at `outdoor` degC dry-bulb: none where a
/// free cooler with `approach` K makes the supply, all where it cannot even cool the return, in
/// proportion between (ASHRAE Systems and Equipment 2016 ch. 40, integrated economiser).
template <class N>
N compressorShareAt(const N& outdoor, const N& supply, const N& rise, const N& approach)
{
    if (!(plainNumber(rise) > 0.0))
        return N(plainNumber(outdoor) + plainNumber(approach) > plainNumber(supply) ? 1.0 : 0.0);
    return minimum(N(1.0), maximum(N(0.0), (outdoor + approach - supply) / rise));
}

/// What the electric power of a cooling part depends on.
template <class N> struct CoolingDrive {
    N heat;            ///< W that it moves
    N ratedPower;      ///< W of fans and pumps at capacity; used if hasRating
    N capacity;        ///< W; used if hasRating
    N share;           ///< W of fans and pumps per W of heat where there is no rating
    N cop;             ///< of the compressors; used if hasCompressor
    N compressorShare; ///< of the heat
    bool hasRating = false;
    bool hasCompressor = false; ///< chiller or direct-expansion unit
    bool isChiller =
        false; ///< its COP includes its fans; they run alone only while it cools freely
};

/// Electric power in W of a cooling part. Fans and pumps in proportion to heat up to their rating:
/// on the safe side of the affinity laws, since redundant units do not all slow down. Compressors:
/// heat/COP.
template <class N> N coolingElectric(const CoolingDrive<N>& d)
{
    if (d.isChiller)
        return chillerPower(d.heat * d.compressorShare, d.cop) +
               d.heat * (N(1.0) - d.compressorShare) * d.share;
    const N moving =
        d.hasRating ? d.ratedPower * minimum(N(1.0), d.heat / d.capacity) : d.heat * d.share;
    return d.hasCompressor ? moving + chillerPower(d.heat * d.compressorShare, d.cop) : moving;
}

/// Litres of water per kWh of IT energy of towers that reject `heat` W, at `cycles` of
/// concentration.
template <class N> N towerWaterPerEnergy(const N& heat, const N& cycles, const N& it)
{
    const N evaporation = towerEvaporation(heat);
    const N total = evaporation + towerBlowdown(evaporation, cycles, N(0.0));
    return total * N(1000.0) * N(3.6e6) / it; // m3/s to L/s, J to kWh
}

} // namespace millwright
