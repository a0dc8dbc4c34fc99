#pragma once
#include "model/analysis/Metric.h"
#include "model/base/Result.h"
#include "model/rules/Rule.h"
#include <optional>
#include <vector>

namespace millwright
{

/// A metric that an edit changes; nothing where the design says nothing about it.
struct MetricChange {
    const Metric* metric = nullptr;
    std::optional<double> before, after;
};

/// What an edit does to the answers of a design.
struct EditImpact {
    std::vector<MetricChange> metrics; ///< those that change, in the order of allMetrics()
    std::vector<Finding> added, gone;  ///< by stable key, without waived ones
    bool isEmpty() const { return metrics.empty() && added.empty() && gone.empty(); }
};

/// Calculates both projects completely, following analyses too: work for a worker. Errors: those of
/// RecalculationGraph::create().
Result<EditImpact> impactOf(const Project& before, const Project& after);

} // namespace millwright
