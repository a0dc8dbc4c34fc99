#pragma once
#include "model/analysis/Analysis.h"
#include "model/base/Result.h"
#include <optional>

namespace millwright
{

/// Keeps the results of a project up to date: which analyses an edit touches, in which order they
/// run, and where to stop.
class RecalculationGraph
{
public:
    /// Sorts the analyses once; an error "analysis.cycle" names the analyses of a cycle,
    /// "analysis.unknown" a bad edge.
    static Result<RecalculationGraph> create(std::span<const Analysis> analyses = allAnalyses());

    /// Runs what the changes touch. Following analyses that need to run are left stale unless
    /// `withFollowing`. Returns true if any result changed.
    bool update(const Project& project, const ChangeSet& changes, bool withFollowing);

    /// Work for a worker: what it takes to run the stale following analyses. Empty when none is
    /// stale.
    struct Following {
        Project project;
        Results results;
        Results previous;
        std::vector<std::size_t> analyses;
        std::uint64_t generation = 0;
    };
    std::optional<Following> following() const;
    /// Runs on any thread; the results come back through accept().
    static Results runFollowing(const RecalculationGraph& graph, const Following& work);
    /// Takes the results if they belong to the newest generation, and runs the live analyses after
    /// them.
    bool accept(const Following& work, Results results);

    const Results& results() const { return m_results; }
    const ParameterValues& parameters() const { return m_parameters; }
    bool isStale(std::string_view analysis) const;
    bool isStale() const;
    /// Ids of the analyses that ran in the last update, for tests and the status line.
    const std::vector<std::string_view>& lastRun() const { return m_lastRun; }

private:
    bool runFrom(const Project& project, const ChangeSet& changes, std::vector<bool> isDirty,
                 bool withFollowing);
    bool isTouched(const Analysis& analysis, const ChangeSet& changes) const;

    std::vector<Analysis> m_order;                ///< topological
    std::vector<std::vector<std::size_t>> m_next; ///< analyses that read the i-th
    std::vector<bool> m_isStale;
    Results m_results;
    std::optional<Project> m_project;
    ParameterValues m_parameters;
    ChangeSet m_pending; ///< changes since the stale following analyses last ran
    std::uint64_t m_generation = 0;
    std::vector<std::string_view> m_lastRun;
};

} // namespace millwright
