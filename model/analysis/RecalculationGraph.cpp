#include "model/analysis/RecalculationGraph.h"
#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/strong_components.hpp>
#include <boost/graph/topological_sort.hpp>

namespace millwright
{
namespace
{

using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;

std::string namesOnCycle(const Graph& graph, std::span<const Analysis> analyses)
{
    std::vector<std::size_t> component(boost::num_vertices(graph));
    boost::strong_components(graph, boost::make_iterator_property_map(
                                        component.begin(), boost::get(boost::vertex_index, graph)));
    std::string names;
    for (std::size_t i = 0; i < component.size(); ++i) {
        const bool isOnCycle = std::count(component.begin(), component.end(), component[i]) > 1 ||
                               boost::edge(i, i, graph).second;
        if (isOnCycle)
            names += (names.empty() ? "" : ", ") + std::string(analyses[i].id);
    }
    return names;
}

} // namespace

Result<RecalculationGraph> RecalculationGraph::create(std::span<const Analysis> analyses)
{
    Graph graph(analyses.size());
    for (std::size_t i = 0; i < analyses.size(); ++i)
        for (const std::string_view before : analyses[i].after) {
            const auto found = std::find_if(analyses.begin(), analyses.end(),
                                            [&](const Analysis& a) { return a.id == before; });
            if (found == analyses.end())
                return fail("analysis.unknown", {std::string(before), std::string(analyses[i].id)});
            boost::add_edge(static_cast<std::size_t>(found - analyses.begin()), i, graph);
        }
    std::vector<std::size_t> reversed;
    try {
        boost::topological_sort(graph, std::back_inserter(reversed));
    } catch (const boost::not_a_dag&) {
        return fail("analysis.cycle", {namesOnCycle(graph, analyses)});
    }
    RecalculationGraph result;
    std::vector<std::size_t> position(analyses.size());
    for (auto it = reversed.rbegin(); it != reversed.rend(); ++it) {
        position[*it] = result.m_order.size();
        result.m_order.push_back(analyses[*it]);
    }
    result.m_next.resize(analyses.size());
    for (auto [edge, last] = boost::edges(graph); edge != last; ++edge)
        result.m_next[position[boost::source(*edge, graph)]].push_back(
            position[boost::target(*edge, graph)]);
    result.m_isStale.assign(analyses.size(), false);
    // Empty results stand in until a following analysis has run for the first time: what reads them needs no null checks.
    result.m_results = {std::make_shared<const InventoryResult>(),
                        std::make_shared<const SpaceResult>(),
                        std::make_shared<const NetworkResult>(),
                        std::make_shared<const WorkloadResult>(),
                        std::make_shared<const PowerResult>(),
                        std::make_shared<const CoolingResult>(),
                        std::make_shared<const CostResult>(),
                        std::make_shared<const WorkPlanResult>()};
    return result;
}

bool RecalculationGraph::isTouched(const Analysis& analysis, const ChangeSet& changes) const
{
    if (changes.isEverything() || changes.hasParts())
        return true;
    if (analysis.readsPrices && changes.hasPrices())
        return true;
    return std::any_of(analysis.reads.begin(), analysis.reads.end(),
                       [&](EntityKind kind) { return changes.touches(kind); });
}

bool RecalculationGraph::update(const Project& project, const ChangeSet& changes,
                                bool withFollowing)
{
    std::vector<bool> isDirty(m_order.size());
    for (std::size_t i = 0; i < m_order.size(); ++i)
        isDirty[i] =
            !m_project || isTouched(m_order[i], changes) || (withFollowing && m_isStale[i]);
    m_parameters = ParameterValues(project.blueprint());
    return runFrom(project, changes, std::move(isDirty), withFollowing);
}

bool RecalculationGraph::runFrom(const Project& project, const ChangeSet& changes,
                                 std::vector<bool> isDirty, bool withFollowing)
{
    ++m_generation;
    m_lastRun.clear();
    m_pending.merge(changes);
    const Results previous = m_results;
    const bool isFirst = !m_project;
    const AnalysisContext context{
        project, project.blueprint(),           m_parameters,
        changes, isFirst ? nullptr : &previous, isFirst ? nullptr : &*m_project};
    bool hasChanged = false;
    for (std::size_t i = 0; i < m_order.size(); ++i) {
        if (!isDirty[i])
            continue;
        if (m_order[i].speed == AnalysisClass::Following && !withFollowing) {
            m_isStale[i] = true;
            continue;
        }
        const Results before = m_results;
        m_order[i].run(context, m_results);
        m_lastRun.push_back(m_order[i].id);
        m_isStale[i] = false;
        if (!isFirst && m_order[i].isSame(before, m_results)) {
            m_results = before; // same pointers again, so that whoever compares them sees no change
            continue;
        }
        hasChanged = true;
        for (const std::size_t next : m_next[i])
            isDirty[next] = true;
    }
    m_project = project;
    if (!isStale())
        m_pending = {};
    return hasChanged;
}

std::optional<RecalculationGraph::Following> RecalculationGraph::following() const
{
    if (!isStale() || !m_project)
        return std::nullopt;
    Following work{*m_project, m_results, m_results, {}, m_generation};
    for (std::size_t i = 0; i < m_order.size(); ++i)
        if (m_isStale[i])
            work.analyses.push_back(i);
    return work;
}

Results RecalculationGraph::runFollowing(const RecalculationGraph& graph, const Following& work)
{
    const ParameterValues parameters(work.project.blueprint());
    const ChangeSet changes = ChangeSet::everything();
    const AnalysisContext context{work.project, work.project.blueprint(), parameters,
                                  changes,      &work.previous,           nullptr};
    Results results = work.results;
    for (const std::size_t i : work.analyses)
        graph.m_order[i].run(context, results);
    return results;
}

bool RecalculationGraph::accept(const Following& work, Results results)
{
    if (work.generation != m_generation || !m_project)
        return false;
    std::vector<bool> isDirty(m_order.size());
    bool hasChanged = false;
    Results merged = m_results;
    // Only the slots that the worker filled differ from ours; taking all of them is safe since the
    // generation matches.
    merged = std::move(results);
    for (const std::size_t i : work.analyses) {
        m_isStale[i] = false;
        if (m_order[i].isSame(m_results, merged))
            continue;
        hasChanged = true;
        for (const std::size_t next : m_next[i])
            isDirty[next] = true;
    }
    m_results = std::move(merged);
    m_pending = {};
    if (hasChanged)
        runFrom(Project(*m_project), ChangeSet{}, std::move(isDirty), false);
    return hasChanged;
}

bool RecalculationGraph::isStale(std::string_view analysis) const
{
    for (std::size_t i = 0; i < m_order.size(); ++i)
        if (m_order[i].id == analysis)
            return m_isStale[i];
    return false;
}

bool RecalculationGraph::isStale() const
{
    return std::find(m_isStale.begin(), m_isStale.end(), true) != m_isStale.end();
}

} // namespace millwright
