#include "model/edit/FitCheck.h"
#include "model/blueprint/PlacedThing.h"
#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace millwright
{
namespace
{

double distanceToOutline(std::span<const Point> outline, double x, double y)
{
    double nearest = std::numeric_limits<double>::max();
    for (std::size_t i = 0, j = outline.size() - 1; i < outline.size(); j = i++) {
        const double ax = outline[j].x.metres();
        const double ay = outline[j].y.metres();
        const double dx = outline[i].x.metres() - ax;
        const double dy = outline[i].y.metres() - ay;
        const double length2 = dx * dx + dy * dy;
        const double t =
            length2 > 0 ? std::clamp(((x - ax) * dx + (y - ay) * dy) / length2, 0.0, 1.0) : 0.0;
        nearest = std::min(nearest, std::hypot(x - ax - t * dx, y - ay - t * dy));
    }
    return nearest;
}

/// How far the farthest corner lies outside; an edge that crosses a niche of the outline counts
/// with 0.
double depthOutside(std::span<const Point> outline, const OrientedBox& box)
{
    double depth = 0.0;
    for (const auto& [x, y] : box.corners())
        if (!polygonContains(outline, x, y))
            depth = std::max(depth, distanceToOutline(outline, x, y));
    return depth;
}

OrientedBox segmentBox(const Feature& feature, Length width)
{
    const double dx = (feature.b.x - feature.a.x).metres();
    const double dy = (feature.b.y - feature.a.y).metres();
    OrientedBox box;
    box.centre = {(feature.a.x + feature.b.x) / 2, (feature.a.y + feature.b.y) / 2};
    box.width = Length::metres(std::hypot(dx, dy));
    box.depth = width;
    // Segments along the axes get exact quarter turns so that touching bodies compare exactly.
    if (dy == 0.0)
        box.rotation = 0.0;
    else if (dx == 0.0)
        box.rotation = 90.0;
    else
        box.rotation = std::atan2(dy, dx) * 180.0 / std::numbers::pi;
    return box;
}

} // namespace

std::optional<OrientedBox> blockedArea(const Feature& feature)
{
    switch (feature.kind) {
    case FeatureKind::Wall:
        return segmentBox(feature, feature.width);
    case FeatureKind::Door: {
        const double dx = (feature.b.x - feature.a.x).metres();
        const double dy = (feature.b.y - feature.a.y).metres();
        return segmentBox(feature, Length::metres(std::hypot(dx, dy) / 2));
    }
    case FeatureKind::Column:
    case FeatureKind::KeepOut: {
        const Rect area = Rect::fromCorners(feature.a, feature.b);
        return OrientedBox{{area.left + area.width() / 2, area.top + area.height() / 2},
                           area.width(),
                           area.height(),
                           0.0};
    }
    case FeatureKind::Dock:
    case FeatureKind::Tray:
    case FeatureKind::Note:
        break;
    }
    return std::nullopt;
}

std::vector<FitProblem> checkFit(const Blueprint& blueprint, Id<Hall> hall, const OrientedBox& box,
                                 std::span<const StandingBody> neighbours)
{
    std::vector<FitProblem> problems;
    for (const StandingBody& body : neighbours)
        if (const auto depth = box.penetration(body.box))
            problems.push_back({FitProblem::Kind::Overlap, body.id, *depth});
    for (const Feature& feature : blueprint.table<Feature>()) {
        if (feature.hall != hall)
            continue;
        if (const auto area = blockedArea(feature))
            if (const auto depth = box.penetration(*area))
                problems.push_back({FitProblem::Kind::Blocked, feature.id.value(), *depth});
    }
    const Hall* room = blueprint.find(hall);
    if (room && room->outline.size() >= 3 && !polygonContainsBox(room->outline, box))
        problems.push_back(
            {FitProblem::Kind::OutsideHall, hall.value(), depthOutside(room->outline, box)});
    std::stable_sort(problems.begin(), problems.end(),
                     [](const FitProblem& a, const FitProblem& b) { return a.depth > b.depth; });
    return problems;
}

std::vector<FitProblem> checkFit(const Project& project, Id<Hall> hall, const OrientedBox& box,
                                 std::span<const EntityId> ignored)
{
    const Rect bounds = box.bounds();
    std::vector<StandingBody> neighbours;
    forEachPlaced(project.blueprint(), [&](const PlacedThing& thing) {
        if (thing.at.hall != hall || std::binary_search(ignored.begin(), ignored.end(), thing.id))
            return;
        const OrientedBox body = bodyOf(thing, project.parts);
        if (body.bounds().overlaps(bounds))
            neighbours.push_back({thing.id, body});
    });
    return checkFit(project.blueprint(), hall, box, neighbours);
}

Message fitMessage(const Blueprint& blueprint, const FitProblem& problem)
{
    const Measure depth{problem.depth, "m"};
    switch (problem.kind) {
    case FitProblem::Kind::Overlap:
        return {"fit.overlap", {blueprint.labelOf(problem.other), depth}};
    case FitProblem::Kind::OutsideHall:
        return {"fit.outside-hall", {blueprint.labelOf(problem.other), depth}};
    case FitProblem::Kind::Blocked:
        break;
    }
    const Feature* feature = blueprint.find(Id<Feature>(problem.other));
    const FeatureKind kind = feature ? feature->kind : FeatureKind::KeepOut;
    const std::string label = feature ? feature->label : std::string();
    switch (kind) {
    case FeatureKind::Wall:
        return {"fit.wall", {label, depth}};
    case FeatureKind::Column:
        return {"fit.column", {label, depth}};
    case FeatureKind::Door:
        return {"fit.door", {label, depth}};
    default:
        return {"fit.keep-out", {label, depth}};
    }
}

void registerFitMessages()
{
    static const MessagePattern patterns[] = {
        {"fit.overlap", "{1} into {0}"},
        {"fit.outside-hall", "{1} outside {0}"},
        {"fit.wall", "{1} into wall {0}"},
        {"fit.column", "{1} into column {0}"},
        {"fit.door", "{1} into the way of door {0}"},
        {"fit.keep-out", "{1} into keep-out area {0}"},
    };
    registerMessagePatterns(patterns, std::size(patterns));
}

} // namespace millwright
