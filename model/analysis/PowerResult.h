#pragma once
#include "model/blueprint/Entities.h"
#include <vector>

namespace millwright {

/// A node of the power chain at the design load.
struct PowerNode {
    Id<PowerPart> part;
    Power output;            ///< W it delivers
    Power input;             ///< W it takes, with losses
    Power capacity;          ///< W usable at its output (modules less redundant ones); 0 = unknown
    Power worst;             ///< W at its output after the worst loss of one other part
    Id<PowerPart> worstLoss; ///< that part
    bool isFed = true;       ///< has a path from a source
    bool isStandby = false;  ///< carries nothing while its main input lives (generator, reserve)
    friend bool operator==(const PowerNode&, const PowerNode&) = default;
};

/// A circuit to a load at the design load.
struct CircuitLoad {
    Id<Feed> feed;
    Power load;      ///< W
    Power worst;     ///< W when the target's other feeds are lost
    Power capacity;  ///< W continuous; 0 = no limit
    friend bool operator==(const CircuitLoad&, const CircuitLoad&) = default;
};

/// A rack or cooling part that is fed badly.
struct FeedProblem {
    enum class Kind : std::uint8_t { Unfed, SingleFeed, CommonPoint } kind{};
    EntityId load = 0;
    Id<PowerPart> at;   ///< CommonPoint: the part whose loss darkens the load
    friend bool operator==(const FeedProblem&, const FeedProblem&) = default;
};

/// Power from the utility to the loads, at the design basis and for the year's average.
struct PowerResult {
    std::vector<PowerNode> nodes;       ///< by rising part id
    std::vector<CircuitLoad> circuits;  ///< by rising feed id
    std::vector<FeedProblem> problems;
    Power it, network, mechanical, house, losses; ///< `it` includes network and storage devices in racks
    Power facility;                     ///< peak: it + mechanical + house + losses
    Power facilityAverage;              ///< year average
    Power utilityLimit;                 ///< site connection; 0 = not stated
    int rounds = 0;                     ///< of the fixed point
    bool hasConverged = true;
    friend bool operator==(const PowerResult&, const PowerResult&) = default;
};

} // namespace millwright
