#pragma once
#include "model/base/Geometry.h"
#include "model/base/Id.h"
#include <memory>
#include <vector>

namespace millwright {

struct Hall;

/// A placed body as the space analysis sees it.
struct Body {
    EntityId id = 0;
    Id<Hall> hall;
    OrientedBox box;
    Rect bounds;
    friend bool operator==(const Body&, const Body&) = default;
};

/// Two bodies that clash, or one body (second = 0) that leaves its hall or enters a feature; `depth` in metres.
struct Clash {
    enum class Kind : std::uint8_t { Overlap, OutsideHall, KeepOut, Clearance } kind{};
    EntityId first = 0;
    EntityId second = 0;
    double depth = 0.0;
    friend bool operator==(const Clash&, const Clash&) = default;
};

/// An aisle found between two facing rows (or a row and a wall).
struct Aisle {
    Id<Hall> hall;
    Rect area;
    bool isCold = false;     ///< fronts face it
    bool isMixed = false;    ///< a front faces a rear
    double width = 0.0;      ///< m, the narrowest place
    std::vector<EntityId> racks;
    friend bool operator==(const Aisle&, const Aisle&) = default;
};

/// Geometry of what is placed: bodies, clashes and aisles, with floor loads.
struct SpaceResult {
    std::vector<Body> bodies;   ///< by rising id
    std::vector<Clash> clashes; ///< by first, second
    std::vector<Aisle> aisles;
    double hallArea_m2 = 0.0;
    double bodyArea_m2 = 0.0;
    friend bool operator==(const SpaceResult&, const SpaceResult&) = default;
};

} // namespace millwright
