#include "views/session/LiveResults.h"
#include <unordered_set>

namespace millwright
{
namespace
{

/// Which rule inputs rest on analyses that have not caught up. The ids are those of the analysis
/// table; facility fills power and cooling.
std::uint32_t staleInputs(const RecalculationGraph& graph)
{
    std::uint32_t inputs = 0;
    for (const Analysis& analysis : allAnalyses()) {
        if (!graph.isStale(analysis.id))
            continue;
        if (analysis.id == "inventory")
            inputs |= ReadsInventory;
        else if (analysis.id == "space")
            inputs |= ReadsSpace;
        else if (analysis.id == "network")
            inputs |= ReadsNetwork;
        else if (analysis.id == "workload")
            inputs |= ReadsWorkload | ReadsWorkPlan; // the plan rests on the estimates
        else if (analysis.id == "facility")
            inputs |= ReadsPower | ReadsCooling;
        else if (analysis.id == "cost")
            inputs |= ReadsCost;
    }
    return inputs;
}

} // namespace

LiveResults::LiveResults()
{
    auto graph = RecalculationGraph::create();
    if (graph)
        m_graph = std::move(*graph);
    else
        m_error = graph.error();
}

void LiveResults::update(const Project& project, const ChangeSet& changes)
{
    if (!m_graph)
        return;
    m_graph->update(project, changes, false);
    updateRules(project, changes);
}

std::optional<RecalculationGraph::Following> LiveResults::following() const
{
    return isStale() ? m_graph->following() : std::nullopt;
}

bool LiveResults::accept(const Project& project, const RecalculationGraph::Following& work,
                         Results results)
{
    if (!m_graph)
        return false;
    m_graph->accept(work, std::move(results));
    updateRules(project, {}); // even if nothing changed: findings may be stale no longer
    return !m_graph->isStale();
}

void LiveResults::updateRules(const Project& project, const ChangeSet& changes)
{
    const RuleContext context{project, project.blueprint(), m_graph->parameters(),
                              m_graph->results()};
    m_rules.update(context, changes, staleInputs(*m_graph));
}

std::vector<const Finding*> LiveResults::findingsBeyond(const LiveResults& before) const
{
    std::unordered_set<std::string> known;
    for (const Finding* finding : before.rules().findings())
        known.insert(finding->key());
    std::vector<const Finding*> added;
    for (const Finding* finding : m_rules.findings())
        if (!finding->isWaived && !known.contains(finding->key()))
            added.push_back(finding);
    return added;
}

} // namespace millwright
