#include "model/assist/EditImpact.h"
#include "model/analysis/RecalculationGraph.h"
#include <algorithm>
#include <cmath>
#include <set>

namespace millwright
{
namespace
{

/// A project with everything that is computed of it.
struct Answers {
    Answers(const Project& shown, RecalculationGraph made) : project(shown), graph(std::move(made))
    {
        graph.update(project, ChangeSet::everything(), true);
        rules.update({project, project.blueprint(), graph.parameters(), graph.results()},
                     ChangeSet::everything());
    }
    MetricContext metrics() const { return {project, graph.results(), graph.parameters()}; }

    const Project& project;
    RecalculationGraph graph;
    RuleRunner rules;
};

bool isSame(const std::optional<double>& a, const std::optional<double>& b)
{
    if (!a || !b)
        return a.has_value() == b.has_value();
    // The same sums in another order differ in the last digits.
    return std::abs(*a - *b) <= 1e-9 * std::max(std::abs(*a), std::abs(*b));
}

/// Findings of `answers` that `others` has not.
std::vector<Finding> findingsBeyond(const Answers& answers, const Answers& others)
{
    std::set<std::string> known;
    for (const Finding* finding : others.rules.findings())
        if (!finding->isWaived)
            known.insert(finding->key());
    std::vector<Finding> beyond;
    for (const Finding* finding : answers.rules.findings())
        if (!finding->isWaived && !known.contains(finding->key()))
            beyond.push_back(*finding);
    return beyond;
}

} // namespace

Result<EditImpact> impactOf(const Project& before, const Project& after)
{
    auto graph = RecalculationGraph::create();
    if (!graph)
        return graph.error();
    const Answers old(before, *graph);
    const Answers fresh(after, std::move(*graph));
    EditImpact impact;
    for (const Metric* metric : allMetrics()) {
        MetricChange change{metric, metric->value(old.metrics()), metric->value(fresh.metrics())};
        if (!isSame(change.before, change.after))
            impact.metrics.push_back(change);
    }
    impact.added = findingsBeyond(fresh, old);
    impact.gone = findingsBeyond(old, fresh);
    return impact;
}

} // namespace millwright
