#include "model/edit/PlaceActions.h"
#include "model/edit/PlacedRows.h"
#include <algorithm>

namespace millwright
{
namespace
{

struct Body {
    EntityId id = 0;
    Rect bounds;
};

std::vector<Body> bodiesOf(const Project& project, std::span<const EntityId> ids)
{
    std::vector<Body> bodies;
    for (const EntityId id : distinctIds(ids))
        if (const auto thing = placedThing(project.blueprint(), id))
            bodies.push_back({id, bodyOf(*thing, project.parts).bounds()});
    return bodies;
}

/// How far `from` has to move so that it is aligned to `to`.
Point alignmentOffset(const Rect& from, const Rect& to, Alignment alignment)
{
    switch (alignment) {
    case Alignment::Left:
        return {to.left - from.left, {}};
    case Alignment::Right:
        return {to.right - from.right, {}};
    case Alignment::Top:
        return {{}, to.top - from.top};
    case Alignment::Bottom:
        return {{}, to.bottom - from.bottom};
    case Alignment::CentreX:
        return {(to.left + to.right) / 2 - (from.left + from.right) / 2, {}};
    case Alignment::CentreY:
        return {{}, (to.top + to.bottom) / 2 - (from.top + from.bottom) / 2};
    }
    return {};
}

} // namespace

std::size_t alignPlaced(Draft& draft, std::span<const EntityId> ids, Alignment alignment)
{
    const std::vector<Body> bodies = bodiesOf(draft.project(), ids);
    std::size_t count = 0;
    for (std::size_t i = 1; i < bodies.size(); ++i) {
        const Point offset = alignmentOffset(bodies[i].bounds, bodies[0].bounds, alignment);
        count += changePlace(draft, bodies[i].id,
                             [&](Placement& at) { at.centre = at.centre + offset; });
    }
    return count;
}

std::size_t distributePlaced(Draft& draft, std::span<const EntityId> ids, bool horizontally)
{
    const auto low = [&](const Body& body) {
        return horizontally ? body.bounds.left : body.bounds.top;
    };
    const auto size = [&](const Body& body) {
        return horizontally ? body.bounds.width() : body.bounds.height();
    };
    std::vector<Body> bodies = bodiesOf(draft.project(), ids);
    if (bodies.size() < 3)
        return 0;
    std::ranges::stable_sort(bodies, {}, low);
    Length taken;
    Length end = low(bodies[0]) + size(bodies[0]);
    for (const Body& body : bodies) {
        taken += size(body);
        end = std::max(end, low(body) + size(body));
    }
    // Even gaps between the bodies; each is reckoned from the total, so that rounding does not add
    // up.
    const auto gaps = static_cast<std::int64_t>(bodies.size() - 1);
    const Length free = end - low(bodies[0]) - taken;
    Length before = size(bodies[0]);
    std::size_t count = 0;
    for (std::size_t i = 1; i < bodies.size(); ++i) {
        const Length target = low(bodies[0]) + before + free * static_cast<std::int64_t>(i) / gaps;
        before += size(bodies[i]);
        const Length by = target - low(bodies[i]);
        count += changePlace(draft, bodies[i].id, [&](Placement& at) {
            (horizontally ? at.centre.x : at.centre.y) += by;
        });
    }
    return count;
}

} // namespace millwright
