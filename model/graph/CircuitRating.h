#pragma once
#include <cmath>

namespace millwright
{

/// VA of a circuit at its full breaker current: V x I for one phase, sqrt(3) x V_LL x I for three
/// (two phases of a three-phase system are one line-to-line circuit). IEEE Std 141 ch. 3.
template <class N> N circuitVoltAmperes(int phases, const N& voltage, const N& current)
{
    return phases >= 3 ? N(std::sqrt(3.0)) * voltage * current : voltage * current;
}

/// Nominal line-to-neutral voltage of a three-phase system: the rounded pairs of IEC 60038 table 1
/// (230/400, 240/415, 277/480, 347/600 V), else V_LL / sqrt(3).
inline double nominalPhaseVoltage(double lineVoltage)
{
    constexpr double pairs[][2] = {{400, 230}, {415, 240}, {480, 277}, {600, 347}};
    for (const auto& [line, phase] : pairs)
        if (lineVoltage == line)
            return phase;
    return lineVoltage / std::sqrt(3.0);
}

/// VA of a circuit as IEC vendors rate it: three phases carry 3 x V_LN x I at the nominal V_LN.
inline double circuitVoltAmperesNominal(int phases, double voltage, double current)
{
    return phases >= 3 ? 3.0 * nominalPhaseVoltage(voltage) * current : voltage * current;
}

} // namespace millwright
