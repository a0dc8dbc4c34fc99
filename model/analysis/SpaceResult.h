#pragma once
#include "model/base/Geometry.h"
#include "model/base/Id.h"
#include <cstdint>
#include <memory>
#include <vector>

namespace millwright
{

struct Hall;

/// A placed body as the space analysis sees it.
struct Body {
    EntityId id = 0;
    Id<Hall> hall;
    OrientedBox box;
    Rect bounds;
    Length clearanceFront, clearanceRear, clearanceSide; ///< service clearance that it asks for
    Length workingSpace; ///< free space before live parts of the power chain; 0 = none needed
    Length height;       ///< 0 = unknown
    bool isRack = false; ///< a rack or rack-scale system: part of rows and aisles
    friend bool operator==(const Body&, const Body&) = default;
};

/// Two bodies that clash, or one body (second = 0, or a feature's id) that leaves its hall or
/// enters a feature. Clearance: `second` stands in the service clearance of `first`, WorkingSpace:
/// in the working space before it. `depth` in metres.
struct Clash {
    enum class Kind : std::uint8_t { Overlap, OutsideHall, KeepOut, Clearance, WorkingSpace };
    EntityId first = 0;
    EntityId second = 0;
    Kind kind = Kind::Overlap;
    double depth = 0.0;
    friend bool operator==(const Clash&, const Clash&) = default;
};

/// The space before the fronts or behind the rears of a row, up to what stands opposite.
struct Aisle {
    Id<Hall> hall;
    Rect area;
    bool isCold = false;         ///< seen from a row whose fronts face it
    bool isMixed = false;        ///< the row opposite turns its other side to it
    bool facesWall = false;      ///< nothing but the hall's edge opposite
    double width = 0.0;          ///< m, the narrowest place
    std::vector<EntityId> racks; ///< of the row that it was seen from
    friend bool operator==(const Aisle&, const Aisle&) = default;
};

/// Geometry of what is placed: bodies, clashes and aisles.
struct SpaceResult {
    std::vector<Body> bodies;   ///< by rising id
    std::vector<Clash> clashes; ///< by first, second
    std::vector<Aisle> aisles;
    double hallArea_m2 = 0.0;
    double bodyArea_m2 = 0.0;

    const Body* find(EntityId id) const;
    friend bool operator==(const SpaceResult&, const SpaceResult&) = default;
};

/// Rows and the aisles between them, for racks that stand at quarter turns. Rows are racks of one
/// orientation whose fronts lie on one line (within 50 mm) and whose gaps are below 1.25 m.
std::vector<Aisle> findAisles(const std::vector<Body>& bodies,
                              const std::vector<std::pair<Id<Hall>, Rect>>& halls);

} // namespace millwright
