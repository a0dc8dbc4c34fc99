#pragma once
#include "model/analysis/Metric.h"

namespace millwright
{

// Derivations that the power and the cooling metrics share.

/// Design (or, with `typical`, typical) power of everything in racks: pieces x figure, by part.
Traced explainRackPower(const MetricContext& context, bool typical);
/// Power of everything in racks over the year: systems whose accelerators the plan of work covers as these run, the rest
/// at typical power.
Traced explainRackAverage(const MetricContext& context);
/// W of one accelerator of the pool over the year, from idle, work and the share of the year at work.
Traced explainPoolAverage(const MetricContext& context, const PoolPlan& pool);
/// The same as explainRackPower() times each part's liquid share.
Traced explainRackLiquid(const MetricContext& context);
/// Power of the pluggable ends of cables: cables x 2 x power per end.
Traced explainOptics(const MetricContext& context);
/// Losses of the power parts, or of those that stand in a hall only.
Traced explainLosses(const MetricContext& context, bool inHallsOnly);
/// The outdoor temperatures that the year is computed from: each site's typical year, or its mean
/// and design temperature.
std::vector<Traced> explainWeather(const MetricContext& context);
/// How: "explain.weather-bins" or "explain.year-bins".
std::string yearMethod(const MetricContext& context);
/// Electric power of the cooling parts at design weather, or over the year.
Traced explainMechanical(const MetricContext& context, bool average);

} // namespace millwright
