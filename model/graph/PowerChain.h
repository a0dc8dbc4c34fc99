#pragma once
#include "model/blueprint/Project.h"
#include "model/graph/ElectricalFormulas.h"
#include <array>
#include <cstdint>
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
    double rating =
        0.0; ///< W of all modules, whatever a contract allows; what efficiencies are relative to
    std::array<EfficiencyPoint<double>, 4> efficiency{
        {{0.25, 1.0}, {0.5, 1.0}, {0.75, 1.0}, {1.0, 1.0}}};
    bool isLossless = true; ///< all efficiencies are 1
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
    /// Per vertex, one more at the end; where its groups, steps and their shares begin.
    std::vector<std::uint32_t> firstGroup, firstStep, firstShare;
    std::vector<GroupChange> groups;
    std::vector<Step> steps; ///< from the loads towards the sources
    std::vector<double> shares;
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
