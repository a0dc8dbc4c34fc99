#pragma once
#include "model/analysis/Metric.h"

namespace millwright
{

/// The derivation of what the plan of the day says of a job: accelerators that it holds in an hour
/// of the busiest day ("day.hour.14"), or a figure of its year ("day.tokensPerYear", "day.energy",
/// "day.busyHours", "day.unmet", "day.calendarDays"). Errors: "metric.unknown", "metric.no-value".
Result<ExplainPtr> explainJobDay(const MetricContext& context, Id<Workload> workload,
                                 std::string_view id);
/// What the accelerators of a pool draw in an hour of the busiest day, W ("day.power.14"). Errors
/// as above.
Result<ExplainPtr> explainPoolHour(const MetricContext& context, std::string_view accelerator,
                                   std::string_view id);

} // namespace millwright
