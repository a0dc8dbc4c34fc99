#pragma once
#include "model/analysis/Metric.h"
#include "views/charts/DayChart.h"
#include "views/models/FigureCells.h"

namespace millwright
{

// What the page of the day shows of the plan of work; results must hold a plan.

/// Who holds the accelerators of a pool in each hour, and who does not.
DayChart::Content holdersContent(const MetricContext& context, const PoolPlan& pool);
/// What the accelerators of a pool draw in each hour.
DayChart::Content drawContent(const PoolPlan& pool);
/// The figures of the year as cards: "plan.busy", "plan.idle" ...
std::vector<FigureCell> planCells(const MetricContext& context);
/// "NVIDIA H100 SXM5, 248 accelerators".
QString poolName(const MetricContext& context, const PoolPlan& pool);

} // namespace millwright
