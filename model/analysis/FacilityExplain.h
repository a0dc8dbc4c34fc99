#pragma once
#include "model/analysis/Metric.h"

namespace millwright
{

// Derivations that the power and the cooling metrics share.

/// Design (or, with `typical`, typical) power of everything in racks: pieces x figure, by part.
Traced explainRackPower(const MetricContext& context, bool typical);
/// The same times each part's liquid share.
Traced explainRackLiquid(const MetricContext& context);
/// Power of the pluggable ends of cables: cables x 2 x power per end.
Traced explainOptics(const MetricContext& context);
/// Losses of the power parts, or of those that stand in a hall only.
Traced explainLosses(const MetricContext& context, bool inHallsOnly);
/// Electric power of the cooling parts at design weather, or over the year.
Traced explainMechanical(const MetricContext& context, bool average);

} // namespace millwright
