#pragma once
#include "model/base/Result.h"
#include "model/edit/Draft.h"
#include <span>

namespace millwright {

/// Puts a part that stands on the floor at a place and returns its entity's id; the part is copied into the project and
/// the thing gets the next free label ("A07", "CRAH-3"). Error "place.not-on-floor" for parts that go into racks.
Result<EntityId> placePart(Draft& draft, const PartPtr& part, const Placement& at);

/// The label that placePart would give next to a part of this kind.
std::string nextLabel(const Blueprint& blueprint, PartKind kind);

/// Moves placed things by an offset; ids that are not placed or are locked stay. Returns how many moved.
std::size_t movePlaced(Draft& draft, std::span<const EntityId> ids, Point offset);

/// Turns placed things clockwise by degrees: each about its own centre, or all about their common centre.
std::size_t rotatePlaced(Draft& draft, std::span<const EntityId> ids, double degrees, bool aboutCommonCentre);

/// Copies placed things with their devices, beside the originals by an offset; returns the new ids in the same order.
/// Feeds and loops of the originals are copied too, so that a copy is connected as its original is.
std::vector<EntityId> duplicatePlaced(Draft& draft, std::span<const EntityId> ids, Point offset);

/// Copies of each thing at 1..count times the step; returns all new ids.
std::vector<EntityId> arrayPlaced(Draft& draft, std::span<const EntityId> ids, Point step, int count);

/// Deletes entities of any kind with what hangs on them: devices of a rack, feeds of a load, doors of a rack; loops, fabrics
/// and halls are unset where they are named. Locked things stay. Returns how many entities went.
std::size_t deleteEntities(Draft& draft, std::span<const EntityId> ids);

/// Aligns things to the first one's edge, or spreads them evenly between the outermost.
enum class Alignment : std::uint8_t { Left, Right, Top, Bottom, CentreX, CentreY };
std::size_t alignPlaced(Draft& draft, std::span<const EntityId> ids, Alignment alignment);
std::size_t distributePlaced(Draft& draft, std::span<const EntityId> ids, bool horizontally);

/// Locks or unlocks placed things.
std::size_t setLocked(Draft& draft, std::span<const EntityId> ids, bool isLocked);

} // namespace millwright
