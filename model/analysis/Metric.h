#pragma once
#include "model/analysis/Results.h"
#include "model/base/Explain.h"
#include "model/base/Result.h"
#include "model/blueprint/Project.h"
#include <optional>
#include <span>
#include <string_view>

namespace millwright
{

/// What a metric is computed from.
struct MetricContext {
    const Project& project;
    const Results& results;
    const ParameterValues& parameters;
};

/// A number that the program shows: stable dotted id, SI unit, label. `value` is nothing when the
/// design says nothing about it (no workload, no price). `explain` runs the same formula with
/// Traced, one level deep.
struct Metric {
    std::string_view id;
    std::string_view unit;
    std::string_view label;
    bool isGoodWhenHigh = true;
    std::optional<double> (*value)(const MetricContext& context);
    Traced (*explain)(const MetricContext& context);
};

/// Rows by domain (one file each), and all of them in the order of docs/metrics.csv.
std::span<const Metric> spaceMetrics();
std::span<const Metric> computeMetrics();
std::span<const Metric> powerMetrics();
std::span<const Metric> coolingMetrics();
std::span<const Metric> networkMetrics();
std::span<const Metric> workloadMetrics();
std::span<const Metric> workPlanMetrics();
std::span<const Metric> genericMetrics();
std::span<const Metric> costMetrics();
std::span<const Metric* const> allMetrics();
const Metric* findMetric(std::string_view id);

/// Helpers for explain functions: a parameter with its source, a part's field with its citation.
Traced tracedParameter(const MetricContext& context, Parameter parameter);
/// The field as a leaf in SI; if the part has none, a leaf that says which fallback `figures` used.
Traced tracedField(const Part& part, FieldKey key, double figureSi, std::string_view unit);
/// A number of a site, under its key of EntityFields.h: with the source it came from, or as typed.
Traced tracedSite(const Site& site, std::string_view key, double value, std::string_view unit);
/// A number that the architect typed into the design (a site's tariff, a loop's set point).
Traced tracedInput(double value, std::string_view unit, std::string label);
/// Reference to another metric with its value; opened by explaining that metric.
Traced tracedMetric(const MetricContext& context, std::string_view id);

/// The derivation of a metric. Errors: "metric.unknown", "metric.no-value".
Result<ExplainPtr> explainMetric(const MetricContext& context, std::string_view id);

} // namespace millwright
