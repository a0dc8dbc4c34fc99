#pragma once
#include "model/blueprint/Entities.h"
#include <memory>
#include <vector>

namespace millwright
{

class PowerGraph;

/// A node of the power chain at the design load.
struct PowerNode {
    Id<PowerPart> part;
    Power output;            ///< W it delivers
    Power input;             ///< W it takes, with losses
    Power capacity;          ///< W usable at its output (modules less redundant ones); 0 = unknown
    Power installed;         ///< W of all its modules: what holds once something else is lost
    Power worst;             ///< W at its output after the worst loss of one other part
    Id<PowerPart> worstLoss; ///< that part; unset = no loss raises its load
    bool isFed = true;       ///< has a path from a utility feed, generator or battery plant
    bool isLive = true;      ///< enough inputs live in normal operation
    bool isStandby = false;  ///< carries nothing while its main input lives (generator, reserve)
    friend bool operator==(const PowerNode&, const PowerNode&) = default;
};

/// A circuit at the design load.
struct CircuitLoad {
    Id<Feed> feed;
    Power load;     ///< W
    Power worst;    ///< W after the worst loss of one part or of one of the target's other feeds
    Power capacity; ///< W continuous at the design power factor; 0 = no limit
    friend bool operator==(const CircuitLoad&, const CircuitLoad&) = default;
};

/// A rack or cooling part that is fed badly.
struct FeedProblem {
    enum class Kind : std::uint8_t {
        Unfed,       ///< draws power and has no live feed
        SingleFeed,  ///< one feed only
        CommonPoint, ///< several feeds that all hang on one part
        TooFewInputs ///< several sources, yet the loss of one part leaves too few of some part's
                     ///< inputs
    };
    Kind kind = Kind::Unfed;
    EntityId load = 0;
    Id<PowerPart> at; ///< CommonPoint, TooFewInputs: the part whose loss darkens the load
    Power power;      ///< W that the load draws
    friend bool operator==(const FeedProblem&, const FeedProblem&) = default;
};

/// What each part carries after the loss of one other, as sparse vectors: entries
/// [first[i], first[i + 1]) belong to the loss of nodes[i] and name only the nodes whose load
/// changes.
struct FailoverVectors {
    std::vector<std::uint32_t> first;
    std::vector<std::uint32_t> node; ///< index into PowerResult::nodes
    std::vector<double> output;      ///< W after the loss
    friend bool operator==(const FailoverVectors&, const FailoverVectors&) = default;
};

/// Topology kept from run to run; it says nothing about the result, so all are equal.
struct PowerGraphCache {
    std::shared_ptr<const PowerGraph> graph;
    friend bool operator==(const PowerGraphCache&, const PowerGraphCache&) { return true; }
};

/// Power from the utility to the loads, at the design basis and for the year's average.
struct PowerResult {
    std::vector<PowerNode> nodes;                   ///< by rising part id
    std::vector<CircuitLoad> circuits;              ///< by rising feed id
    std::vector<FeedProblem> problems;              ///< by load
    std::vector<std::vector<Id<PowerPart>>> cycles; ///< rings of parts that feed each other
    FailoverVectors failover;
    Power it;      ///< W: everything in racks, with the pluggable optics
    Power network; ///< W of pluggable optics, part of `it`
    Power mechanical, house, losses;
    Power facility;                         ///< peak: it + mechanical + house + losses
    Power mechanicalAverage, lossesAverage; ///< year average at the design IT load
    Power utilityLimit;    ///< connections of all sites; 0 = a site does not state it
    int rounds = 0;        ///< of the fixed point
    double residual = 0.0; ///< relative change of the facility power in the last round
    bool hasConverged = true;
    PowerGraphCache cache;

    const PowerNode* find(Id<PowerPart> part) const;
    const CircuitLoad* find(Id<Feed> feed) const;
    friend bool operator==(const PowerResult&, const PowerResult&) = default;
};

} // namespace millwright
