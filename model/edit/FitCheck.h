#pragma once
#include "model/base/Geometry.h"
#include "model/base/Message.h"
#include "model/blueprint/Project.h"
#include <span>
#include <vector>

namespace millwright
{

/// The body of something that stands in a hall already.
struct StandingBody {
    EntityId id = 0;
    OrientedBox box;
};

/// One reason why a body cannot stand at a place. `depth` is in metres: how far the bodies
/// interpenetrate, or how far the body reaches out of the hall.
struct FitProblem {
    enum class Kind : std::uint8_t { Overlap, OutsideHall, Blocked } kind{};
    EntityId other = 0; ///< the thing it overlaps, or the feature that blocks it
    double depth = 0.0;
    friend bool operator==(const FitProblem&, const FitProblem&) = default;
};

/// What keeps `box` from standing in `hall`: the hall's outline, its walls, columns, doors and
/// keep-out areas, and those `neighbours` that it overlaps. Deepest first, empty when it fits.
/// Touching bodies (0.5 mm) fit.
std::vector<FitProblem> checkFit(const Blueprint& blueprint, Id<Hall> hall, const OrientedBox& box,
                                 std::span<const StandingBody> neighbours);

/// The same against everything that stands in the hall, except `ignored` (sorted by rising id).
std::vector<FitProblem> checkFit(const Project& project, Id<Hall> hall, const OrientedBox& box,
                                 std::span<const EntityId> ignored);

/// The area that a feature blocks for bodies, or nothing for notes, trays and docks: walls by their
/// width, columns and keep-out areas whole; a door keeps its clear width free on both sides by a
/// quarter of it.
std::optional<OrientedBox> blockedArea(const Feature& feature);

/// "0.18 m into column K2": ids "fit.overlap", "fit.outside-hall", "fit.wall", "fit.column",
/// "fit.door", "fit.keep-out", each with the label {0} and the depth {1}.
Message fitMessage(const Blueprint& blueprint, const FitProblem& problem);

/// Makes the patterns of fitMessage() known; call once at start.
void registerFitMessages();

} // namespace millwright
