#pragma once
#include "model/base/Message.h"

namespace millwright
{

/// The 80 % band of an estimate: the measured value is expected inside in four of five cases.
struct EstimateBand {
    double low = 0.0;
    double high = 0.0;
};

/// How far the factors behind an estimate are held by measurements.
enum class EstimateConfidence {
    Measured,     ///< accelerator and model family are in the fitted cases
    Transferred,  ///< factors of the class, the accelerator or the model was not measured
    ClassDefault, ///< nothing of the class was measured; factors are assumptions that the user may
                  ///< edit
};

/// What keeps an estimate from being faster.
enum class Bottleneck { Compute, Bandwidth, Capacity, ScaleUp, ScaleOut, Overhead, Demand };

std::string_view bottleneckName(Bottleneck bottleneck);
std::string_view confidenceName(EstimateConfidence confidence);

/// Adds the English patterns of this level's messages.
void registerEstimateMessages();

} // namespace millwright
