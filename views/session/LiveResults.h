#pragma once
#include "model/analysis/RecalculationGraph.h"
#include "model/rules/Rule.h"
#include <optional>

namespace millwright
{

/// Results and findings of one project that follow its edits: the analyses and then the rules that
/// read them. A copy costs a few pointers and follows a preview while the original stays with the
/// document.
class LiveResults
{
public:
    /// With the analyses and rules of the program; without any if the analysis table is broken,
    /// which create() tells.
    LiveResults();

    /// Runs the live analyses and the rules that `changes` touch.
    void update(const Project& project, const ChangeSet& changes);
    /// Work of the following analyses, if any of them is stale.
    std::optional<RecalculationGraph::Following> following() const;
    /// Takes a worker's results if no newer edit has come in between; false if they were too late.
    bool accept(const Project& project, const RecalculationGraph::Following& work, Results results);

    const RecalculationGraph& graph() const { return *m_graph; }
    bool isReady() const { return m_graph.has_value(); }
    const std::optional<Error>& error() const { return m_error; }
    bool isStale() const { return m_graph && m_graph->isStale(); }
    const Results& results() const { return m_graph ? m_graph->results() : m_none; }
    const ParameterValues& parameters() const
    {
        return m_graph ? m_graph->parameters() : m_standard;
    }
    const RuleRunner& rules() const { return m_rules; }
    /// Findings that are here and not in `before`, by key; errors first.
    std::vector<const Finding*> findingsBeyond(const LiveResults& before) const;

private:
    void updateRules(const Project& project, const ChangeSet& changes);

    std::optional<RecalculationGraph> m_graph;
    std::optional<Error> m_error;
    RuleRunner m_rules;
    Results m_none;
    ParameterValues m_standard;
};

} // namespace millwright
