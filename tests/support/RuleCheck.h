#pragma once
#include "model/analysis/RecalculationGraph.h"
#include "model/rules/Rule.h"
#include <algorithm>

namespace millwright::test
{

/// How all rules end on a design.
class RuleCheck
{
public:
    explicit RuleCheck(const Project& project)
    {
        RecalculationGraph graph = RecalculationGraph::create().value();
        graph.update(project, ChangeSet::everything(), true);
        m_runner.update({project, project.blueprint(), graph.parameters(), graph.results()},
                        ChangeSet::everything());
    }
    const RuleOutcome& outcome(std::string_view rule) const
    {
        const auto& all = m_runner.outcomes();
        const auto found = std::find_if(all.begin(), all.end(),
                                        [&](const RuleOutcome& o) { return o.rule->id == rule; });
        static const RuleOutcome none;
        return found == all.end() ? none : *found;
    }
    const std::vector<RuleOutcome>& outcomes() const { return m_runner.outcomes(); }

private:
    RuleRunner m_runner;
};

} // namespace millwright::test
