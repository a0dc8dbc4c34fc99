#pragma once
#include "model/graph/LoadFormulas.h"
#include <numbers>

namespace millwright
{

// Electrical. SI throughout: V, A, VA, W, ohm, m. N is double or Traced.

/// Continuous load (3 h and more) on a breaker that is not rated for 100 %: NEC 210.20(A), 215.3
/// (125 % of the load = 80 % of the breaker).
inline constexpr double necContinuousFactor = 0.8;
/// IEC 60364-4-43 and breakers rated for 100 %: the rated current.
inline constexpr double fullContinuousFactor = 1.0;

enum class PhaseSystem {
    SinglePhase,            ///< voltage between the two conductors
    ThreePhaseLineToLine,   ///< sqrt(3) V_LL I
    ThreePhaseLineToNeutral ///< 3 V_LN I, where the vendor rates so
};

/// VA per V and A: 1, sqrt(3) or 3.
inline double phaseFactor(PhaseSystem system)
{
    switch (system) {
    case PhaseSystem::SinglePhase:
        return 1.0;
    case PhaseSystem::ThreePhaseLineToLine:
        return std::numbers::sqrt3;
    case PhaseSystem::ThreePhaseLineToNeutral:
        return 3.0;
    }
    return 1.0;
}

/// A branch circuit: volts in the sense of `system`, the breaker's amperes and its continuous
/// factor.
template <class N> struct BranchCircuit {
    N voltage;
    N breaker;
    PhaseSystem system = PhaseSystem::SinglePhase;
    double continuousFactor = necContinuousFactor;
};

/// Apparent power in VA that a circuit carries for ever: k V I f (NEC 210.20(A), 215.3; IEC
/// 60364-4-43).
template <class N> N circuitCapacity(const BranchCircuit<N>& circuit)
{
    return N(phaseFactor(circuit.system)) * circuit.voltage * circuit.breaker *
           N(circuit.continuousFactor);
}

/// Current in A per line of a balanced load of `apparent` VA.
template <class N> N lineCurrent(const N& apparent, const N& voltage, PhaseSystem system)
{
    return apparent / (N(phaseFactor(system)) * voltage);
}

/// kVA from kW and back at power factor 0 < `factor` <= 1 (definition, IEC 60050-131).
template <class N> N apparentPower(const N& real, const N& factor)
{
    return real / factor;
}
template <class N> N realPower(const N& apparent, const N& factor)
{
    return apparent * factor;
}

/// Impedance of a run: ohm of one conductor over its whole length.
template <class N> struct RunImpedance {
    N resistance;
    N reactance;
};

/// Voltage drop in V of a balanced load at `powerFactor`: k I (R cos phi + X sin phi), k = 2 for a
/// single phase out and back, sqrt(3) line to line, 1 line to neutral (IEEE 141 sec. 3.11; IEC
/// 60364-5-52 annex G).
template <class N>
N voltageDrop(const N& current, const RunImpedance<N>& run, const N& powerFactor,
              PhaseSystem system)
{
    const double k = system == PhaseSystem::SinglePhase            ? 2.0
                     : system == PhaseSystem::ThreePhaseLineToLine ? std::numbers::sqrt3
                                                                   : 1.0;
    const N reactiveFactor = squareRoot(maximum(N(0.0), N(1.0) - powerFactor * powerFactor));
    return N(k) * current * (run.resistance * powerFactor + run.reactance * reactiveFactor);
}

/// Three-phase short-circuit current in A at the terminals of a transformer: S/(sqrt(3) V z), z per
/// unit (IEC 60909-0 with an infinite source and c = 1; for screening only).
template <class N>
N shortCircuitCurrent(const N& apparent, const N& lineVoltage, const N& impedance)
{
    return apparent / (N(std::numbers::sqrt3) * lineVoltage * impedance);
}

/// The same at the end of a run of cable; the transformer counts as a pure reactance, which errs to
/// the high side.
template <class N>
N shortCircuitAfterRun(const N& terminalCurrent, const N& lineVoltage, const RunImpedance<N>& run)
{
    const N source = lineVoltage / (N(std::numbers::sqrt3) * terminalCurrent);
    const N reactance = source + run.reactance;
    const N total = squareRoot(run.resistance * run.resistance + reactance * reactance);
    return lineVoltage / (N(std::numbers::sqrt3) * total);
}

} // namespace millwright
