#pragma once
#include "model/graph/AirFormulas.h"
#include "model/graph/CduFormulas.h"
#include <span>

namespace millwright
{

// Liquids and plant. SI throughout; N is double or Traced. Air is in
// AirFormulas.h.

/// What a coolant carries heat with; kg/m3 and J/kgK at working temperature.
struct LiquidProperties {
    double density = 995.0;
    double specificHeat = 4180.0;
};
inline constexpr LiquidProperties water{995.0,
                                        4180.0}; ///< 30 degC (ASHRAE Fundamentals 2017 ch. 33)
inline constexpr LiquidProperties propyleneGlycol25{
    1015.0, 3900.0}; ///< 25 % by volume, 30-40 degC (ch. 31, rounded)

/// Flow in m3/s that carries `heat` W at a rise of `rise` K: V = Q/(rho cp dT).
template <class N> N liquidFlowForHeat(const N& heat, const N& rise, const LiquidProperties& liquid)
{
    return heat / (N(liquid.density) * N(liquid.specificHeat) * rise);
}

/// Rise in K of `flow` m3/s that takes up `heat` W.
template <class N> N liquidRise(const N& heat, const N& flow, const LiquidProperties& liquid)
{
    return heat / (N(liquid.density) * N(liquid.specificHeat) * flow);
}

/// Heat capacity flow in W/K of `flow` m3/s.
template <class N> N capacityRate(const N& flow, const LiquidProperties& liquid)
{
    return N(liquid.density) * N(liquid.specificHeat) * flow;
}

/// Shaft power in W of a pump: dp V / eta (Pa, m3/s, 0 to 1).
template <class N> N pumpPower(const N& head, const N& flow, const N& efficiency)
{
    return head * flow / efficiency;
}

/// Electrical power in W of a chiller of coefficient of performance `cop`.
template <class N> N chillerPower(const N& heat, const N& cop)
{
    return heat / cop;
}

/// Water in m3/s that a tower evaporates for `heat` W: Q/(h_fg rho), h_fg 2.43 MJ/kg at 30 degC
/// (ASHRAE Fundamentals 2017 ch. 1, table 3): 1.48 L per kWh.
template <class N> N towerEvaporation(const N& heat)
{
    return heat / (N(2.43e6) * N(1000.0));
}

/// Evaporation of a tower over that of towerEvaporation(), which holds if all heat went into
/// vapour: in cool air much of it warms the air instead. Energy and mass balance of the air, which
/// leaves saturated at the water's mean temperature `water` degC (ASHRAE Systems and Equipment 2016
/// ch. 40); not below 0. Temperatures in degC, pressure in Pa; water warmer than the wet-bulb.
template <class N>
N towerVapourShare(const N& dryBulb, const N& wetBulb, const N& water, const N& pressure)
{
    const N in = humidityRatioAtWetBulb(dryBulb, wetBulb, pressure);
    const N out = humidityRatio(water, pressure);
    const N taken = moistAirEnthalpy(water, out) - moistAirEnthalpy(dryBulb, in);
    return maximum(N(0.0), (out - in) * N(2430.0) / taken);
}

/// Blowdown in m3/s at `cycles` of concentration above 1: evaporation/(cycles - 1) - drift, not
/// below 0 (ASHRAE Systems and Equipment 2016 ch. 40).
template <class N> N towerBlowdown(const N& evaporation, const N& cycles, const N& drift)
{
    return maximum(N(0.0), evaporation / (cycles - N(1.0)) - drift);
}

/// Hours without, with some and with only mechanical cooling.
struct CoolingHours {
    int free = 0;
    int partial = 0;
    int mechanical = 0;
};

/// Sorts hourly outdoor temperatures (degC): free where outdoor + approach <= supply, partial where
/// it still precools the return, mechanical else.
inline CoolingHours countCoolingHours(std::span<const double> outdoor, double approach,
                                      double supply, double returned)
{
    CoolingHours hours;
    for (const double celsius : outdoor)
        ++(celsius + approach <= supply    ? hours.free
           : celsius + approach < returned ? hours.partial
                                           : hours.mechanical);
    return hours;
}

} // namespace millwright
