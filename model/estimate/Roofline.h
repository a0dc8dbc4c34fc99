#pragma once
#include "model/estimate/GenericQuery.h"
#include "model/estimate/ServingQuery.h"
#include "model/estimate/TrainingQuery.h"
#include <vector>

namespace millwright
{

/// What of a job a point of the roofline stands for.
enum class RooflinePhase { Prefill, DecodeProducts, DecodeAttention, DecodeStep, TrainingStep, Samples };
std::string_view rooflinePhaseName(RooflinePhase phase);

/// One kind of work of one accelerator: how much it computes for each byte that it moves, and how
/// fast it does so by the estimate.
struct RooflinePoint {
    RooflinePhase phase;
    double intensity; ///< FLOP/B, to and from the accelerator's own memory
    double rate;      ///< FLOP/s of one accelerator
    double bound;     ///< FLOP/s that bandwidth and the peak of its format allow there
};

/// Dense peak of one format.
struct RooflineCeiling {
    NumberFormat format;
    double peak; ///< FLOP/s
};

/// The roofline of an accelerator with the phases of a job on it (Williams, Waterman, Patterson:
/// Roofline, CACM 52 (2009) 4: attainable = min(peak, bandwidth x intensity)).
struct Roofline {
    double bandwidth = 0.0;                ///< B/s
    std::vector<RooflineCeiling> ceilings; ///< highest first; formats that the part computes in
    std::vector<RooflinePoint> points;
};

/// Prefill and decode at the batch of `estimate`, the feasible answer to `query`. Times are the
/// estimator's, so a point lies as far below the roof as the fitted factors say.
Roofline servingRoofline(const ServingQuery& query, const ServingEstimate& estimate);
/// One step of training; bytes are weights read forward and twice backward, element-wise traffic
/// and the optimizer's states.
Roofline trainingRoofline(const TrainingQuery& query, const TrainingEstimate& estimate);
/// One batch of generic work.
Roofline genericRoofline(const GenericQuery& query, const GenericEstimate& estimate);

} // namespace millwright
