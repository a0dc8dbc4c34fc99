#pragma once
#include "model/explore/DesignBuilder.h"
#include <map>

namespace millwright
{

// What the example designs share: rooms and a power chain for each side, from the grid to the
// panels.

/// Parts and breakers of one side's chain; breakers in A at the voltage of what feeds them.
struct ChainParts {
    std::string_view utility, ring, transformer, transfer, generator, board, ups;
    double ringBreaker = 0.0, transformerBreaker = 0.0; ///< at 11 kV
    double mainBreaker = 0.0; ///< transformer, generator and switchboard at 415 V
    double upsBreaker = 0.0;
    int redundantModules = 0; ///< of each UPS
};

/// One side of a chain as it was placed.
struct Chain {
    Side side = Side::None;
    Id<PowerPart> board; ///< generator-backed: chillers and dry coolers
    Id<PowerPart> ups;
};

/// Where one side's equipment stands: the electrical room with its board along the top wall and the
/// transformer along the bottom, the yard for the grid connection and the generator.
struct ChainPlaces {
    Id<Hall> hall, yard;
    double x = 0.0, y = 0.0;      ///< top left corner of the room, m
    double depth = 5.9;           ///< of the room, m
    Placement utility, generator; ///< in the yard
};

/// Utility -> ring main unit -> transformer -> transfer switch (reserve: generator) -> switchboard
/// -> UPS.
Chain placeChain(DesignBuilder& design, const ChainParts& parts, const ChainPlaces& places,
                 Side side);

/// A panel behind the UPS of a chain.
Id<PowerPart> placePanel(DesignBuilder& design, const Chain& chain, std::string_view part,
                         const Placement& at, std::string label, double breaker);

/// The panels of both sides that a group of loads hangs on.
struct PanelPair {
    Id<PowerPart> a, b;
};

/// A circuit of `breaker` A from each side.
void feedBoth(DesignBuilder& design, const PanelPair& panels, EntityId load, double breaker);

/// A row of racks side by side along +x from the left edge `x`, centre line `y`, labels "A01" ...
struct RowPlan {
    Id<Hall> hall;
    std::string letter;
    double x = 0.0, y = 0.0, rotation = 0.0;
    double width = 0.6; ///< of one rack, m
    std::string_view rackPart;
    int count = 0;
    int first = 1; ///< number of the first label
};
std::vector<Id<Rack>> placeRow(DesignBuilder& design, const RowPlan& plan);

} // namespace millwright
