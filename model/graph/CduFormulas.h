#pragma once
#include "model/graph/FormulaFunctions.h"

namespace millwright
{

// Heat exchangers and coolant distribution units. SI throughout; N is double or Traced.

/// Effectiveness of a counterflow exchanger with conductance `ua` W/K between two capacity flows
/// (W/K) (Kays and London, Compact Heat Exchangers, 3rd ed.; ASHRAE Fundamentals 2017 ch. 4, table
/// 15).
template <class N> N counterflowEffectiveness(const N& ua, const N& hot, const N& cold)
{
    const N least = minimum(hot, cold);
    const N ratio = least / maximum(hot, cold);
    const N units = ua / least;
    if (1.0 - plainNumber(ratio) < 1e-6) // the limit for equal flows
        return units / (N(1.0) + units);
    const N decay = exponential(-(units * (N(1.0) - ratio)));
    return (N(1.0) - decay) / (N(1.0) - ratio * decay);
}

/// The conductance in W/K that gives `effectiveness` (0 to below 1) in counterflow; the inverse of
/// the above.
template <class N> N counterflowConductance(const N& effectiveness, const N& hot, const N& cold)
{
    const N least = minimum(hot, cold);
    const N ratio = least / maximum(hot, cold);
    if (1.0 - plainNumber(ratio) < 1e-6)
        return least * effectiveness / (N(1.0) - effectiveness);
    const N units =
        logarithm((N(1.0) - effectiveness * ratio) / (N(1.0) - effectiveness)) / (N(1.0) - ratio);
    return least * units;
}

/// What a data sheet states of a CDU: heat in W, capacity flows of the technology (hot) and
/// facility (cold) side in W/K, and the approach, TCS supply over FWS supply, in K.
template <class N> struct CduRating {
    N heat;
    N hot;
    N cold;
    N approach;
};

/// Effectiveness at the rated point: eps = Q / (C_min (approach + Q/C_hot)).
template <class N> N ratedEffectiveness(const CduRating<N>& rating)
{
    return rating.heat /
           (minimum(rating.hot, rating.cold) * (rating.approach + rating.heat / rating.hot));
}

/// Whether an exchanger can have this rating: all positive and effectiveness below 1 (else the
/// facility water would leave hotter than the coolant enters).
inline bool isPossible(const CduRating<double>& rating)
{
    return rating.heat > 0 && rating.hot > 0 && rating.cold > 0 && rating.approach > 0 &&
           ratedEffectiveness(rating) < 1;
}

/// Conductance in W/K at capacity flows `hot` and `cold`: the rated one as two equal films in
/// series, each scaled by (flow/rated)^0.8 (turbulent film, Dittus-Boelter; Incropera et al.,
/// Fundamentals of Heat and Mass Transfer, ch. 8).
template <class N> N cduConductance(const CduRating<N>& rating, const N& hot, const N& cold)
{
    const N rated = counterflowConductance(ratedEffectiveness(rating), rating.hot, rating.cold);
    const N hotFilm = N(2.0) * rated * power(hot / rating.hot, N(0.8));
    const N coldFilm = N(2.0) * rated * power(cold / rating.cold, N(0.8));
    return N(1.0) / (N(1.0) / hotFilm + N(1.0) / coldFilm);
}

/// Where a CDU runs: W and degC.
template <class N> struct CduPoint {
    N heat;
    N coolantReturn;  ///< technology side, into the CDU
    N coolantSupply;  ///< technology side, to the racks
    N facilitySupply; ///< facility water, into the CDU
    N facilityReturn;
};

/// The point of a CDU that must carry `heat` W at capacity flows `hot`, `cold` (W/K) and facility
/// supply in degC: Q = eps C_min (T_return - T_FWS) solved for the coolant temperatures.
template <class N> struct CduFlows {
    N hot;
    N cold;
};
template <class N>
CduPoint<N> cduAtHeat(const CduRating<N>& rating, const CduFlows<N>& flows, const N& heat,
                      const N& facilitySupply)
{
    const N eps = counterflowEffectiveness(cduConductance(rating, flows.hot, flows.cold), flows.hot,
                                           flows.cold);
    const N coolantReturn = facilitySupply + heat / (eps * minimum(flows.hot, flows.cold));
    return {heat, coolantReturn, coolantReturn - heat / flows.hot, facilitySupply,
            facilitySupply + heat / flows.cold};
}

/// The point of a CDU whose coolant comes back at `coolantReturn` degC.
template <class N>
CduPoint<N> cduAtReturn(const CduRating<N>& rating, const CduFlows<N>& flows,
                        const N& coolantReturn, const N& facilitySupply)
{
    const N eps = counterflowEffectiveness(cduConductance(rating, flows.hot, flows.cold), flows.hot,
                                           flows.cold);
    const N heat = eps * minimum(flows.hot, flows.cold) * (coolantReturn - facilitySupply);
    return {heat, coolantReturn, coolantReturn - heat / flows.hot, facilitySupply,
            facilitySupply + heat / flows.cold};
}

/// Heat in W that a CDU carries when the coolant may leave at most `approach` K above the facility
/// supply.
template <class N>
N cduCapacity(const CduRating<N>& rating, const CduFlows<N>& flows, const N& approach)
{
    const N eps = counterflowEffectiveness(cduConductance(rating, flows.hot, flows.cold), flows.hot,
                                           flows.cold);
    return approach / (N(1.0) / (eps * minimum(flows.hot, flows.cold)) - N(1.0) / flows.hot);
}

} // namespace millwright
