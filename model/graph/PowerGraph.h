#pragma once
#include "model/blueprint/Project.h"
#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace millwright
{

/// One feed as the thing that it supplies sees it.
struct PowerInput {
    std::uint32_t source = 0; ///< vertex
    double weight = 1.0; ///< share among live inputs: VA of the circuit, or 1 if one has no rating
    std::int32_t order = 0; ///< InputPolicy::Transfer takes the lowest live one
    bool isBroken = false;  ///< closes a cycle; carries nothing
    friend bool operator==(const PowerInput&, const PowerInput&) = default;
};

/// A power part with what the flow needs of it, in flat form.
struct PowerVertex {
    Id<PowerPart> part;
    PartKind kind = PartKind::Accessory;
    InputPolicy policy = InputPolicy::Parallel;
    int inputsNeeded = 1;
    std::uint32_t firstInput = 0, inputCount = 0;   ///< in vertexInputs()
    std::uint32_t firstTarget = 0, targetCount = 0; ///< in vertexTargets()
    std::uint32_t firstGroup = 0, groupCount = 0;   ///< in vertexGroups()
    double capacity = 0.0;  ///< W usable: installed modules less redundant ones; 0 = unknown
    double installed = 0.0; ///< W of all modules, what may be used once something is lost
    std::array<double, 4> efficiency{1.0, 1.0, 1.0, 1.0}; ///< at 25, 50, 75, 100 % load
    Id<Hall> hall;
    bool isSource = false;     ///< has no inputs: the flow begins here
    bool isFed = false;        ///< reaches a utility feed, generator or battery plant
    bool isStandby = false;    ///< only generators and batteries stand behind it
    bool hasUps = false;       ///< is a UPS or stands behind one
    bool hasGenerator = false; ///< is a generator or can be fed by one
};

/// Loads that hang on the same sources with the same shares; they rise and fall together.
struct LoadGroup {
    std::uint32_t firstInput = 0, inputCount = 0; ///< in groupInputs()
};

/// A rack or cooling part that has feeds.
struct FedLoad {
    EntityId id = 0;
    std::uint32_t group = 0;
    std::uint32_t feeds = 0; ///< number of its feeds
};

/// A feed's place in the graph.
struct FeedPlace {
    Id<Feed> feed;
    double capacity = 0.0;    ///< VA continuous under the site's code; 0 = no limit
    std::uint32_t target = 0; ///< vertex or load
    std::uint32_t input = 0;  ///< in vertexInputs() or groupInputs()
    enum class Kind : std::uint8_t { ToLoad, ToVertex, Dangling } kind = Kind::Dangling;
};

/// What becomes of the chain when one part is lost: which inputs take other shares, and which
/// vertices see another flow. Shares do not depend on the loads, so this is found once per
/// topology.
struct LossPlan {
    struct GroupChange {
        std::uint32_t group = 0;
        std::uint32_t firstShare = 0; ///< in shares, one per input of the group
    };
    struct Step {
        std::uint32_t vertex = 0;
        std::uint32_t firstShare = 0; ///< in shares; `unchanged` = as in normal operation
        bool isDead = false;
    };
    static constexpr std::uint32_t unchanged = 0xffffffffu;
    std::vector<std::uint32_t> firstGroup, firstStep; ///< per vertex, one more at the end
    std::vector<GroupChange> groups;
    std::vector<Step> steps; ///< from the loads towards the sources
    std::vector<double> shares;
};

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
};

/// The power chain as a directed graph from sources to loads, in flat vectors: topological order,
/// cycles, shares of each input in normal operation and after each single loss, dominators. Never
/// changed after build().
class PowerGraph
{
public:
    static std::shared_ptr<const PowerGraph> build(const PowerGraphKey& key);

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
    static constexpr std::uint32_t none = 0xffffffffu;

    std::uint32_t vertexOf(Id<PowerPart> part) const; ///< `none` if unknown
    const FedLoad* loadOf(EntityId id) const;         ///< null if it has no feed

private:
    friend class PowerGraphBuilder;
    friend class LossPlanner;
    void findDominators();

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
    std::vector<std::uint32_t> m_darkenedBy, m_commonPoint;
};

/// Shares of live inputs: Parallel divides by weight over the live inputs (those that stand by join
/// only where too few others live), Transfer gives all to the first live one in `order`. Writes one
/// share per input and returns whether at least `needed` inputs live. `isLive(vertex)` and
/// `isStandby(vertex)` tell about sources.
template <class IsLive, class IsStandby>
bool shareInputs(std::span<const PowerInput> inputs, InputPolicy policy, int needed,
                 const IsLive& isLive, const IsStandby& isStandby, double* shares)
{
    int live = 0;
    int main = 0;
    const PowerInput* first = nullptr;
    for (const PowerInput& input : inputs) {
        if (input.isBroken || !isLive(input.source))
            continue;
        ++live;
        main += isStandby(input.source) ? 0 : 1;
        const bool isBefore =
            !first || input.order < first->order ||
            (input.order == first->order && isStandby(first->source) && !isStandby(input.source));
        first = isBefore ? &input : first;
    }
    const int least = needed > 1 ? needed : 1;
    if (policy == InputPolicy::Transfer ? live == 0 : live < least) {
        for (std::size_t i = 0; i < inputs.size(); ++i)
            shares[i] = 0.0;
        return false;
    }
    if (policy == InputPolicy::Transfer) {
        for (std::size_t i = 0; i < inputs.size(); ++i)
            shares[i] = &inputs[i] == first ? 1.0 : 0.0;
        return true;
    }
    const bool isMainOnly = main >= least;
    double total = 0.0;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        const PowerInput& input = inputs[i];
        const bool takes =
            !input.isBroken && isLive(input.source) && !(isMainOnly && isStandby(input.source));
        shares[i] = takes ? input.weight : 0.0;
        total += shares[i];
    }
    for (std::size_t i = 0; i < inputs.size(); ++i)
        shares[i] /= total;
    return true;
}

} // namespace millwright
