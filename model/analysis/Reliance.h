#pragma once
#include "model/analysis/Metric.h"
#include <string>
#include <vector>

namespace millwright
{

/// A figure that nobody has verified, and how much a metric rests on it.
struct WeakFigure {
    std::string label;
    std::string source;
    std::string confidence; ///< "derived", "unverified", "suspect"
    double value = 0.0;
    std::string unit;
    double share = 0.0; ///< per cent by which the metric moves if the figure is one per cent off
};

/// How much of a metric rests on figures below `secondary` (derived, unverified, suspect, and those
/// without a confidence).
struct Reliance {
    double share = 0.0;              ///< sum of the shares of all such figures, at most 1
    std::vector<WeakFigure> figures; ///< greatest share first, at most 20
};

/// Follows the derivation of a metric down through the metrics it refers to and passes on how far
/// each step moves it (elasticities, as the chain rule has them): terms of a sum by their size,
/// factors wholly, the branch of an extreme or choice that holds wholly. Of a function only the
/// value is known: its inputs of the same unit count by their size, the others wholly. A figure
/// that stands in several places counts once, with what its places do together. Errors: those of
/// explainMetric().
Result<Reliance> relianceOf(const MetricContext& context, std::string_view id);

} // namespace millwright
