#pragma once
#include "model/graph/PowerChain.h"
#include <memory>
#include <span>
#include <vector>

namespace millwright
{

/// The tables and parameters that the graph is made from; equal keys, equal graph.
struct PowerGraphKey {
    Table<Feed> feeds;
    Table<PowerPart> powerParts;
    Table<Hall> halls;
    Table<Floor> floors;
    Table<Building> buildings;
    Table<Site> sites;
    PartLibrary parts;
    double necContinuous = 0.8, iecContinuous = 1.0;

    PowerGraphKey() = default;
    PowerGraphKey(const Blueprint& blueprint, const PartLibrary& library,
                  const ParameterValues& parameters);
    bool isSameAs(const PowerGraphKey& other) const;
    bool isSameExceptFeeds(const PowerGraphKey& other) const;
};

/// The power chain as a directed graph from sources to loads, in flat vectors: topological order,
/// cycles, shares of each input in normal operation and after each single loss, dominators. Never
/// changed after build().
class PowerGraph
{
public:
    /// `last` is a graph of much the same chain: where only circuits to loads differ, its order,
    /// dominators and losses are taken over. The graph is the same with and without.
    static std::shared_ptr<const PowerGraph> build(const PowerGraphKey& key,
                                                   const PowerGraph* last = nullptr);

    const PowerGraphKey& key() const { return m_key; }
    const std::vector<PowerVertex>& vertices() const { return m_vertices; } ///< by rising part id
    const std::vector<FeedPlace>& feeds() const { return m_feeds; }         ///< by rising feed id
    const std::vector<FedLoad>& loads() const { return m_loads; }           ///< by rising id
    const std::vector<LoadGroup>& groups() const { return m_groups; }
    const std::vector<PowerInput>& vertexInputs() const { return m_vertexInputs; }
    const std::vector<PowerInput>& groupInputs() const { return m_groupInputs; }
    std::span<const PowerInput> inputsOf(const PowerVertex& v) const
    {
        return {m_vertexInputs.data() + v.firstInput, v.inputCount};
    }
    std::span<const PowerInput> inputsOf(const LoadGroup& g) const
    {
        return {m_groupInputs.data() + g.firstInput, g.inputCount};
    }
    const std::vector<std::uint32_t>& order() const { return m_order; } ///< sources first
    /// Parts of each closed ring, in the direction of the feeds.
    const std::vector<std::vector<Id<PowerPart>>>& cycles() const { return m_cycles; }

    const std::vector<double>& vertexShares() const { return m_vertexShares; }
    const std::vector<double>& groupShares() const { return m_groupShares; }
    bool isLive(std::uint32_t vertex) const { return m_isLive[vertex] != 0; }
    bool isGroupLive(std::uint32_t group) const { return m_isGroupLive[group] != 0; }
    const LossPlan& lossPlan() const { return m_plan; }
    /// Largest share of each group input after the loss of one part or of one of the load's own
    /// feeds.
    const std::vector<double>& worstGroupShares() const { return m_worstGroupShares; }
    /// The vertex nearest to the group whose loss alone darkens it; `none` if there is none.
    std::uint32_t darkenedBy(std::uint32_t group) const { return m_darkenedBy[group]; }
    /// The nearest vertex on every path from the sources to the group (Lengauer-Tarjan); `none` if
    /// there is none.
    std::uint32_t commonPoint(std::uint32_t group) const { return m_commonPoint[group]; }
    /// Fewest inputs of the group that carry load after the loss of one part.
    std::uint32_t leastLiveInputs(std::uint32_t group) const { return m_leastLive[group]; }
    static constexpr std::uint32_t none = 0xffffffffu;

    std::uint32_t vertexOf(Id<PowerPart> part) const; ///< `none` if unknown
    const FedLoad* loadOf(EntityId id) const;         ///< null if it has no feed

private:
    friend class PowerGraphBuilder;
    friend class LossPlanner;
    void findDominators();
    void findCommonPoints();

    PowerGraphKey m_key;
    std::vector<PowerVertex> m_vertices;
    std::vector<PowerInput> m_vertexInputs, m_groupInputs;
    struct Target {
        std::uint32_t vertex = 0;
        std::uint32_t input = 0;
    };
    std::vector<Target> m_vertexTargets;
    std::vector<std::uint32_t> m_vertexGroups;
    std::vector<FeedPlace> m_feeds;
    std::vector<FedLoad> m_loads;
    std::vector<LoadGroup> m_groups;
    std::vector<std::uint32_t> m_order;
    std::vector<std::vector<Id<PowerPart>>> m_cycles;
    std::vector<double> m_vertexShares, m_groupShares, m_worstGroupShares;
    std::vector<std::uint8_t> m_isLive, m_isGroupLive;
    LossPlan m_plan;
    std::vector<std::uint32_t> m_darkenedBy, m_commonPoint, m_leastLive;
    std::vector<std::uint32_t> m_dominator; ///< of each vertex; the number of vertices = the root
    std::vector<int> m_dominatorDepth;
};

} // namespace millwright
