#include "model/edit/PlaceActions.h"
#include "model/blueprint/FieldRange.h"
#include "model/edit/PlacedRows.h"
#include <cmath>
#include <numbers>
#include <unordered_set>

namespace millwright
{
namespace
{

template <class Row>
EntityId addPlaced(Draft& draft, const Part& part, const Placement& at, std::string label)
{
    Row row;
    row.at = at;
    row.part = part.id;
    row.label = std::move(label);
    return draft.add(std::move(row)).value();
}

/// The point turned clockwise about `pivot`, exactly for quarter turns (y runs downwards).
Point turned(Point p, Point pivot, double degrees)
{
    const Length dx = p.x - pivot.x;
    const Length dy = p.y - pivot.y;
    if (degrees == 0.0)
        return p;
    if (degrees == 90.0)
        return {pivot.x - dy, pivot.y + dx};
    if (degrees == 180.0)
        return {pivot.x - dx, pivot.y - dy};
    if (degrees == 270.0)
        return {pivot.x + dy, pivot.y - dx};
    const double radians = degrees * std::numbers::pi / 180.0;
    const double c = std::cos(radians);
    const double s = std::sin(radians);
    return {pivot.x + Length::metres(dx.metres() * c - dy.metres() * s),
            pivot.y + Length::metres(dx.metres() * s + dy.metres() * c)};
}

/// The middle of the rectangle around all the bodies.
Point commonCentre(const Project& project, std::span<const EntityId> ids)
{
    std::optional<Rect> all;
    for (const EntityId id : ids)
        if (const auto thing = placedThing(project.blueprint(), id)) {
            const Rect bounds = bodyOf(*thing, project.parts).bounds();
            all = all ? all->united(bounds) : bounds;
        }
    return all ? Point{(all->left + all->right) / 2, (all->top + all->bottom) / 2} : Point{};
}

} // namespace

std::vector<EntityId> distinctIds(std::span<const EntityId> ids)
{
    std::vector<EntityId> distinct;
    std::unordered_set<EntityId> seen;
    for (const EntityId id : ids)
        if (seen.insert(id).second)
            distinct.push_back(id);
    return distinct;
}

Result<EntityId> placePart(Draft& draft, const PartPtr& part, const Placement& at)
{
    if (!part || !standsOnFloor(part->kind))
        return fail("place.not-on-floor", {part ? part->displayName() : std::string()});
    if (!draft.find(at.hall))
        return fail("place.no-hall");
    draft.usePart(part);
    std::string label = nextLabel(draft.blueprint(), part->kind);
    Placement place = at;
    place.rotation = normalisedDegrees(at.rotation);
    if (part->kind == PartKind::Rack || part->kind == PartKind::RackSystem)
        return addPlaced<Rack>(draft, *part, place, std::move(label));
    if (isPowerChainPart(part->kind))
        return addPlaced<PowerPart>(draft, *part, place, std::move(label));
    // Containment guides air, so it is kept with the cooling parts; it offers no capacity of its
    // own.
    return addPlaced<CoolingPart>(draft, *part, place, std::move(label));
}

std::size_t movePlaced(Draft& draft, std::span<const EntityId> ids, Point offset)
{
    std::size_t count = 0;
    for (const EntityId id : distinctIds(ids))
        count += changePlace(draft, id, [&](Placement& at) { at.centre = at.centre + offset; });
    return count;
}

std::size_t rotatePlaced(Draft& draft, std::span<const EntityId> ids, double degrees,
                         bool aboutCommonCentre)
{
    const std::vector<EntityId> things = distinctIds(ids);
    const double turn = normalisedDegrees(degrees);
    const Point pivot = commonCentre(draft.project(), things);
    std::size_t count = 0;
    for (const EntityId id : things)
        count += changePlace(draft, id, [&](Placement& at) {
            if (aboutCommonCentre)
                at.centre = turned(at.centre, pivot, turn);
            at.rotation = normalisedDegrees(at.rotation + turn);
        });
    return count;
}

std::size_t setLocked(Draft& draft, std::span<const EntityId> ids, bool isLocked)
{
    std::size_t count = 0;
    for (const EntityId id : distinctIds(ids))
        withPlacedRow(draft.blueprint(), id, [&](auto row) {
            if (row.isLocked == isLocked)
                return;
            row.isLocked = isLocked;
            draft.put(std::move(row));
            ++count;
        });
    return count;
}

} // namespace millwright
