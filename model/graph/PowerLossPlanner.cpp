#include "model/graph/PowerGraph.h"
#include "model/graph/PowerGraphBuilder.h"
#include <algorithm>
#include <bit>

namespace millwright
{
namespace
{

/// A set of positions below a bound that is walked upwards or downwards while it grows ahead of the
/// walk.
class PositionSet
{
public:
    explicit PositionSet(std::size_t size) : m_words((size + 63) / 64) {}
    void insert(std::uint32_t position)
    {
        m_words[position / 64] |= 1ull << (position % 64);
        m_low = std::min(m_low, position / 64);
        m_high = std::max(m_high, position / 64);
    }
    /// Takes out each position from low to high; visit() may insert higher ones.
    template <class Visit> void drainUpwards(Visit&& visit)
    {
        for (std::uint32_t w = m_low; w < m_words.size() && w <= m_high; ++w)
            while (m_words[w] != 0) {
                const auto bit = static_cast<std::uint32_t>(std::countr_zero(m_words[w]));
                m_words[w] &= m_words[w] - 1;
                visit(w * 64 + bit);
            }
        reset();
    }
    /// Takes out each position from high to low; visit() may insert lower ones.
    template <class Visit> void drainDownwards(Visit&& visit)
    {
        if (m_low == emptyLow)
            return;
        for (std::uint32_t w = m_high + 1; w-- > m_low;)
            while (m_words[w] != 0) {
                const auto bit = 63 - static_cast<std::uint32_t>(std::countl_zero(m_words[w]));
                m_words[w] &= ~(1ull << bit);
                visit(w * 64 + bit);
            }
        reset();
    }

private:
    static constexpr std::uint32_t emptyLow = 0xffffffffu;
    void reset()
    {
        m_low = emptyLow;
        m_high = 0;
    }
    std::vector<std::uint64_t> m_words;
    std::uint32_t m_low = emptyLow, m_high = 0;
};

} // namespace

/// Finds normal shares, then for each part what changes when it is lost, touching only what hangs
/// on it.
class LossPlanner
{
public:
    LossPlanner(PowerGraph& graph, const PowerGraph* last)
        : m_graph(graph), m_last(last), m_position(graph.m_vertices.size()),
          m_forward(graph.m_vertices.size()), m_backward(graph.m_vertices.size()),
          m_change(graph.m_vertices.size())
    {
        for (std::uint32_t i = 0; i < graph.m_order.size(); ++i)
            m_position[graph.m_order[i]] = i;
    }

    void run()
    {
        findNormalShares();
        m_graph.m_worstGroupShares = m_graph.m_groupShares;
        m_graph.m_darkenedBy.assign(m_graph.m_groups.size(), PowerGraph::none);
        matchGroups();
        for (std::uint32_t g = 0; g < m_graph.m_groups.size(); ++g)
            if (m_known[g] == PowerGraph::none)
                loseOwnFeeds(g);
            else
                takeGroup(g);
        reservePlan();
        for (std::uint32_t v = 0; v < m_graph.m_vertices.size(); ++v) {
            beginLoss();
            if (!m_graph.m_isLive[v])
                continue;
            if (m_mustLose[v])
                lose(v);
            else
                takeLoss(v);
        }
        beginLoss();
    }

private:
    struct Change {
        std::uint32_t firstShare = LossPlan::unchanged;
        bool isDead = false;
    };

    /// Which groups the last graph had too, and which losses reach one that only one of both has.
    /// The other losses do the same as before.
    void matchGroups()
    {
        m_known.assign(m_graph.m_groups.size(), PowerGraph::none);
        m_mustLose.assign(m_graph.m_vertices.size(), m_last ? 0 : 1);
        if (!m_last)
            return;
        m_now.assign(m_last->m_groups.size(), PowerGraph::none);
        auto old = m_last->m_loads.begin();
        for (const FedLoad& load : m_graph.m_loads) {
            while (old != m_last->m_loads.end() && old->id < load.id)
                ++old;
            if (old == m_last->m_loads.end() || old->id != load.id ||
                m_known[load.group] != PowerGraph::none)
                continue;
            const auto is = m_graph.inputsOf(m_graph.m_groups[load.group]);
            const auto was = m_last->inputsOf(m_last->m_groups[old->group]);
            if (!std::equal(is.begin(), is.end(), was.begin(), was.end()))
                continue;
            m_known[load.group] = old->group;
            m_now[old->group] = load.group;
        }
        markChanged(m_graph, m_known);
        markChanged(*m_last, m_now);
        for (auto at = m_graph.m_order.rbegin(); at != m_graph.m_order.rend(); ++at)
            if (m_mustLose[*at])
                for (const PowerInput& input : m_graph.inputsOf(m_graph.m_vertices[*at]))
                    m_mustLose[input.source] = 1;
    }

    void markChanged(const PowerGraph& graph, const std::vector<std::uint32_t>& counterpart)
    {
        for (std::size_t g = 0; g < counterpart.size(); ++g)
            if (counterpart[g] == PowerGraph::none)
                for (const PowerInput& input : graph.inputsOf(graph.m_groups[g]))
                    m_mustLose[input.source] = 1;
    }

    void takeGroup(std::uint32_t g)
    {
        const std::uint32_t known = m_known[g];
        const LoadGroup& group = m_graph.m_groups[g];
        std::copy_n(m_last->m_worstGroupShares.begin() + m_last->m_groups[known].firstInput,
                    group.inputCount, m_graph.m_worstGroupShares.begin() + group.firstInput);
        m_graph.m_darkenedBy[g] = m_last->m_darkenedBy[known];
        m_graph.m_leastLive[g] = m_last->m_leastLive[known];
    }

    void reservePlan()
    {
        LossPlan& plan = m_graph.m_plan;
        for (auto* first : {&plan.firstGroup, &plan.firstStep, &plan.firstShare})
            first->reserve(m_graph.m_vertices.size() + 1);
        if (!m_last)
            return;
        constexpr std::size_t spare = 256;
        plan.groups.reserve(m_last->m_plan.groups.size() + spare);
        plan.steps.reserve(m_last->m_plan.steps.size() + spare);
        plan.shares.reserve(m_last->m_plan.shares.size() + spare);
    }

    void beginLoss()
    {
        LossPlan& plan = m_graph.m_plan;
        plan.firstGroup.push_back(static_cast<std::uint32_t>(plan.groups.size()));
        plan.firstStep.push_back(static_cast<std::uint32_t>(plan.steps.size()));
        plan.firstShare.push_back(static_cast<std::uint32_t>(plan.shares.size()));
    }

    /// The loss of a part that reaches known groups only, as it was planned last time.
    void takeLoss(std::uint32_t lost)
    {
        const LossPlan& last = m_last->m_plan;
        LossPlan& plan = m_graph.m_plan;
        const auto firstGroup = static_cast<std::ptrdiff_t>(plan.groups.size());
        const std::uint32_t shift =
            static_cast<std::uint32_t>(plan.shares.size()) - last.firstShare[lost];
        for (std::uint32_t c = last.firstGroup[lost]; c < last.firstGroup[lost + 1]; ++c)
            plan.groups.push_back({m_now[last.groups[c].group], last.groups[c].firstShare + shift});
        const auto isBefore = [](const LossPlan::GroupChange& a, const LossPlan::GroupChange& b) {
            return a.group < b.group;
        };
        if (!std::is_sorted(plan.groups.begin() + firstGroup, plan.groups.end(), isBefore))
            std::sort(plan.groups.begin() + firstGroup, plan.groups.end(), isBefore);
        for (std::uint32_t s = last.firstStep[lost]; s < last.firstStep[lost + 1]; ++s) {
            LossPlan::Step step = last.steps[s];
            if (step.firstShare != LossPlan::unchanged)
                step.firstShare += shift;
            plan.steps.push_back(step);
        }
        plan.shares.insert(plan.shares.end(), last.shares.begin() + last.firstShare[lost],
                           last.shares.begin() + last.firstShare[lost + 1]);
    }

    bool isStandby(std::uint32_t v) const { return m_graph.m_vertices[v].isStandby; }

    template <class IsLive>
    bool share(std::span<const PowerInput> inputs, InputPolicy policy, int needed,
               const IsLive& isLive, double* shares) const
    {
        return shareInputs(
            inputs, policy, needed, isLive, [this](std::uint32_t v) { return isStandby(v); },
            shares);
    }

    void findNormalShares()
    {
        m_graph.m_vertexShares.resize(m_graph.m_vertexInputs.size());
        m_graph.m_groupShares.resize(m_graph.m_groupInputs.size());
        m_graph.m_isLive.assign(m_graph.m_vertices.size(), 0);
        m_graph.m_isGroupLive.assign(m_graph.m_groups.size(), 0);
        const auto isLive = [&](std::uint32_t v) { return m_graph.m_isLive[v] != 0; };
        for (const std::uint32_t v : m_graph.m_order) {
            const PowerVertex& vertex = m_graph.m_vertices[v];
            m_graph.m_isLive[v] =
                vertex.isSource ||
                share(m_graph.inputsOf(vertex), vertex.policy, vertex.inputsNeeded, isLive,
                      m_graph.m_vertexShares.data() + vertex.firstInput);
        }
        for (std::uint32_t g = 0; g < m_graph.m_groups.size(); ++g) {
            const LoadGroup& group = m_graph.m_groups[g];
            m_graph.m_isGroupLive[g] =
                share(m_graph.inputsOf(group), InputPolicy::Parallel, 1, isLive,
                      m_graph.m_groupShares.data() + group.firstInput);
            m_graph.m_leastLive.push_back(
                countLive(group, m_graph.m_groupShares.data() + group.firstInput));
        }
    }

    static std::uint32_t countLive(const LoadGroup& group, const double* shares)
    {
        return static_cast<std::uint32_t>(
            std::count_if(shares, shares + group.inputCount, [](double s) { return s > 0.0; }));
    }

    /// A breaker that opens is a single loss too: the load's other feeds take over.
    void loseOwnFeeds(std::uint32_t g)
    {
        const LoadGroup& group = m_graph.m_groups[g];
        if (group.inputCount < 2)
            return;
        const auto isLive = [&](std::uint32_t v) { return m_graph.m_isLive[v] != 0; };
        const auto whole = m_graph.inputsOf(group);
        std::vector<PowerInput> inputs(whole.begin(), whole.end());
        std::vector<double> shares(inputs.size());
        for (PowerInput& input : inputs) {
            input.isBroken = true;
            share(inputs, InputPolicy::Parallel, 1, isLive, shares.data());
            raiseWorst(group, shares.data());
            input.isBroken = false;
        }
    }

    void raiseWorst(const LoadGroup& group, const double* shares)
    {
        for (std::uint32_t i = 0; i < group.inputCount; ++i) {
            double& worst = m_graph.m_worstGroupShares[group.firstInput + i];
            worst = std::max(worst, shares[i]);
        }
    }

    void lose(std::uint32_t lost)
    {
        LossPlan& plan = m_graph.m_plan;
        m_change[lost].isDead = true;
        m_touched.push_back(lost);
        m_backward.insert(m_position[lost]);
        spread(lost);
        m_forward.drainUpwards([&](std::uint32_t position) { judge(m_graph.m_order[position]); });

        std::sort(m_groups.begin(), m_groups.end());
        m_groups.erase(std::unique(m_groups.begin(), m_groups.end()), m_groups.end());
        for (const std::uint32_t g : m_groups)
            judgeGroup(g, lost);
        m_groups.clear();

        m_backward.drainDownwards([&](std::uint32_t position) {
            const std::uint32_t v = m_graph.m_order[position];
            plan.steps.push_back({v, m_change[v].firstShare, m_change[v].isDead});
            for (const PowerInput& input : m_graph.inputsOf(m_graph.m_vertices[v]))
                if (!input.isBroken && m_graph.m_isLive[input.source])
                    m_backward.insert(m_position[input.source]);
        });
        for (const std::uint32_t v : m_touched)
            m_change[v] = {};
        m_touched.clear();
    }

    /// What takes power straight from a dead vertex has to be judged anew.
    void spread(std::uint32_t dead)
    {
        const PowerVertex& vertex = m_graph.m_vertices[dead];
        for (std::uint32_t i = 0; i < vertex.targetCount; ++i) {
            const auto target = m_graph.m_vertexTargets[vertex.firstTarget + i];
            if (m_graph.m_isLive[target.vertex] && !m_graph.m_vertexInputs[target.input].isBroken)
                m_forward.insert(m_position[target.vertex]);
        }
        m_groups.insert(m_groups.end(), m_graph.m_vertexGroups.begin() + vertex.firstGroup,
                        m_graph.m_vertexGroups.begin() + vertex.firstGroup + vertex.groupCount);
    }

    void judge(std::uint32_t v)
    {
        const PowerVertex& vertex = m_graph.m_vertices[v];
        auto& shares = m_graph.m_plan.shares;
        const auto first = static_cast<std::uint32_t>(shares.size());
        shares.resize(shares.size() + vertex.inputCount);
        const bool isLive = share(
            m_graph.inputsOf(vertex), vertex.policy, vertex.inputsNeeded,
            [&](std::uint32_t source) {
                return m_graph.m_isLive[source] && !m_change[source].isDead;
            },
            shares.data() + first);
        m_change[v] = {first, !isLive};
        m_touched.push_back(v);
        m_backward.insert(m_position[v]);
        if (!isLive)
            spread(v);
    }

    void judgeGroup(std::uint32_t g, std::uint32_t lost)
    {
        if (!m_graph.m_isGroupLive[g])
            return;
        const LoadGroup& group = m_graph.m_groups[g];
        LossPlan& plan = m_graph.m_plan;
        const auto first = static_cast<std::uint32_t>(plan.shares.size());
        plan.shares.resize(plan.shares.size() + group.inputCount);
        const bool isLive = share(
            m_graph.inputsOf(group), InputPolicy::Parallel, 1,
            [&](std::uint32_t source) {
                return m_graph.m_isLive[source] && !m_change[source].isDead;
            },
            plan.shares.data() + first);
        plan.groups.push_back({g, first});
        raiseWorst(group, plan.shares.data() + first);
        m_graph.m_leastLive[g] =
            std::min(m_graph.m_leastLive[g], countLive(group, plan.shares.data() + first));
        std::uint32_t& dark = m_graph.m_darkenedBy[g];
        if (!isLive && (dark == PowerGraph::none || m_position[lost] > m_position[dark]))
            dark = lost;
        for (const PowerInput& input : m_graph.inputsOf(group))
            if (m_graph.m_isLive[input.source])
                m_backward.insert(m_position[input.source]);
    }

    PowerGraph& m_graph;
    const PowerGraph* m_last;             ///< null or with the same chain between the parts
    std::vector<std::uint32_t> m_known;   ///< the last graph's group, by group
    std::vector<std::uint32_t> m_now;     ///< the group, by the last graph's
    std::vector<std::uint8_t> m_mustLose; ///< per vertex
    std::vector<std::uint32_t> m_position;
    PositionSet m_forward, m_backward;
    std::vector<Change> m_change;
    std::vector<std::uint32_t> m_touched, m_groups;
};

void planPowerLosses(PowerGraph& graph, const PowerGraph* last)
{
    LossPlanner(graph, last).run();
}

std::shared_ptr<const PowerGraph> PowerGraph::build(const PowerGraphKey& key,
                                                    const PowerGraph* last)
{
    auto graph = std::make_shared<PowerGraph>();
    graph->m_key = key;
    if (!fillPowerGraph(*graph, last))
        last = nullptr;
    planPowerLosses(*graph, last);
    if (last) {
        graph->m_dominator = last->m_dominator;
        graph->m_dominatorDepth = last->m_dominatorDepth;
    } else {
        graph->findDominators();
    }
    graph->findCommonPoints();
    return graph;
}

} // namespace millwright
