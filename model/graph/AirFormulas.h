#pragma once
#include "model/graph/FormulaFunctions.h"

namespace millwright
{

// Air. Every function takes and gives SI: W, m3/s, K or degC, Pa, m, kg/m3. N is double or Traced.

inline constexpr double airSpecificHeat =
    1005.0; ///< J/kgK, dry air at 20 degC (ASHRAE Fundamentals 2017 ch. 1)
inline constexpr double standardAirDensity =
    1.2; ///< kg/m3 at 20 degC and sea level, the design value
inline constexpr double standardPressure = 101'325.0; ///< Pa
inline constexpr double dryAirGasConstant = 287.042;  ///< J/kgK (ASHRAE Fundamentals 2017 ch. 1)
inline constexpr double cubicFootPerMinute = 0.3048 * 0.3048 * 0.3048 / 60; ///< m3/s, exact
inline constexpr double btuPerHour =
    1055.05585262 / 3600; ///< W, International Table BTU (NIST SP 811)

/// Pressure in Pa at `altitude` m of the standard atmosphere, -5,000 to 11,000 m (ASHRAE
/// Fundamentals 2017 ch. 1, eq. 3).
template <class N> N airPressure(const N& altitude)
{
    return N(standardPressure) * power(N(1.0) - N(2.25577e-5) * altitude, N(5.2559));
}

/// Density in kg/m3 of dry air (ideal gas; ASHRAE Fundamentals 2017 ch. 1, eq. 26 with no
/// moisture).
template <class N> N airDensity(const N& celsius, const N& pressure)
{
    return pressure / (N(dryAirGasConstant) * (celsius + N(273.15)));
}

/// Design density in kg/m3 at `altitude` m: 1.2 at sea level, falling with pressure.
template <class N> N airDensityAtAltitude(const N& altitude)
{
    return N(standardAirDensity) * airPressure(altitude) / N(standardPressure);
}

/// Air flow in m3/s that carries `heat` W at a rise of `rise` K: V = Q/(rho cp dT) (ASHRAE
/// Fundamentals 2017 ch. 1).
template <class N> N airFlowForHeat(const N& heat, const N& rise, const N& density)
{
    return heat / (density * N(airSpecificHeat) * rise);
}

/// Sensible heat in W that `flow` m3/s carries at a rise of `rise` K.
template <class N> N airHeat(const N& flow, const N& rise, const N& density)
{
    return density * N(airSpecificHeat) * flow * rise;
}

/// The trade's form for standard air: CFM = 3,412 kW / (1.085 dT in degF) (1.085 = 60 min/h x 0.075
/// lb/ft3 x 0.241 BTU/lb degF; ASHRAE Fundamentals 2017 ch. 18 has the method). W and K in, CFM
/// out.
template <class N> N standardAirCfm(const N& heat, const N& rise)
{
    return N(3412.0) * heat / N(1000.0) / (N(1.085) * rise * N(1.8));
}

/// Saturation pressure of water in Pa, Magnus with the constants of Alduchov and Eskridge (J. Appl.
/// Meteorol. 35, 1996), 0.4 % from -40 to 50 degC.
template <class N> N saturationPressure(const N& celsius)
{
    return N(610.94) * exponential(N(17.625) * celsius / (N(243.04) + celsius));
}

/// Dew point in degC of air at `celsius` and relative humidity 0 < `humidity` <= 1 (Magnus, inverse
/// of the above).
template <class N> N dewPoint(const N& celsius, const N& humidity)
{
    const N gamma = logarithm(humidity) + N(17.625) * celsius / (N(243.04) + celsius);
    return N(243.04) * gamma / (N(17.625) - gamma);
}

/// Relative humidity (0 to 1) of air at `celsius` with dew point `dewPointCelsius`.
template <class N> N relativeHumidity(const N& celsius, const N& dewPointCelsius)
{
    return saturationPressure(dewPointCelsius) / saturationPressure(celsius);
}

/// Humidity ratio in kg/kg at dew point and total pressure (ASHRAE Fundamentals 2017 ch. 1, eq.
/// 20).
template <class N> N humidityRatio(const N& dewPointCelsius, const N& pressure)
{
    const N vapour = saturationPressure(dewPointCelsius);
    return N(0.621945) * vapour / (pressure - vapour);
}

/// Humidity ratio in kg/kg of air at dry-bulb and thermodynamic wet-bulb (ASHRAE Fundamentals 2017
/// ch. 1, eq. 33; below freezing eq. 35).
template <class N> N humidityRatioAtWetBulb(const N& dryBulb, const N& wetBulb, const N& pressure)
{
    const N saturated = humidityRatio(wetBulb, pressure);
    if (plainNumber(wetBulb) >= 0.0)
        return ((N(2501.0) - N(2.326) * wetBulb) * saturated - N(1.006) * (dryBulb - wetBulb)) /
               (N(2501.0) + N(1.86) * dryBulb - N(4.186) * wetBulb);
    return ((N(2830.0) - N(0.24) * wetBulb) * saturated - N(1.006) * (dryBulb - wetBulb)) /
           (N(2830.0) + N(1.86) * dryBulb - N(2.1) * wetBulb);
}

/// Enthalpy in kJ per kg of dry air (ASHRAE Fundamentals 2017 ch. 1, eq. 30).
template <class N> N moistAirEnthalpy(const N& dryBulb, const N& humidityRatio)
{
    return N(1.006) * dryBulb + humidityRatio * (N(2501.0) + N(1.86) * dryBulb);
}

/// Highest allowable inlet in degC at `altitude` m: `sealevel` less 1 K per `metresPerKelvin` above
/// 900 m; 300 m for ASHRAE classes A1 and A2, 175 for A3, 125 for A4 (ASHRAE TC 9.9 Thermal
/// Guidelines, 5th ed.).
template <class N> N allowableInlet(const N& sealevel, const N& altitude, const N& metresPerKelvin)
{
    return sealevel - maximum(N(0.0), altitude - N(900.0)) / metresPerKelvin;
}

/// Fan power in W at another flow: cube of the speed, proportional to density (affinity laws;
/// ASHRAE Systems and Equipment 2016 ch. 21). Speed = flow ratio, the duct unchanged.
template <class N> N fanPower(const N& ratedPower, const N& flowRatio, const N& densityRatio)
{
    return ratedPower * densityRatio * flowRatio * flowRatio * flowRatio;
}

/// Fan pressure in Pa at another flow: square of the speed, proportional to density (affinity
/// laws).
template <class N> N fanPressure(const N& ratedPressure, const N& flowRatio, const N& densityRatio)
{
    return ratedPressure * densityRatio * flowRatio * flowRatio;
}

} // namespace millwright
