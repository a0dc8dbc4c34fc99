#pragma once
#include "model/analysis/Metric.h"
#include <string>
#include <vector>

namespace millwright
{

/// How much of a metric rests on one figure that nobody has verified.
struct WeakFigure {
    std::string label;
    std::string source;
    std::string confidence; ///< "derived", "unverified", "suspect"
    double value = 0.0;
    std::string unit;
    double share = 0.0; ///< of the metric
};

/// How much of a metric rests on figures below `secondary` (derived, unverified, suspect, and those
/// without a confidence).
struct Reliance {
    double share = 0.0;              ///< of the metric's value, 0 to 1
    std::vector<WeakFigure> figures; ///< greatest share first, at most 20
};

/// Walks the derivation of a metric down through the metrics it refers to. A leaf rests on itself;
/// a sum on its terms by their size; a product or quotient on whatever any of its factors rests on,
/// 1 - (1 - a)(1 - b); an extreme or a choice on the branch that holds; a function on its inputs:
/// those of its own unit by their size, the others like factors. Errors: those of explainMetric().
Result<Reliance> relianceOf(const MetricContext& context, std::string_view id);

} // namespace millwright
