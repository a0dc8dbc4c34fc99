#include "model/base/Geometry.h"
#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace millwright
{
namespace
{

constexpr double touching = 0.0005; // 0.5 mm: bodies that merely touch do not clash

using Vec = std::pair<double, double>;

/// Cosine and sine, exact for quarter turns so that axis-aligned boxes have exact edges.
Vec direction(double degrees)
{
    const double turn = std::fmod(std::fmod(degrees, 360.0) + 360.0, 360.0);
    if (turn == 0.0)
        return {1, 0};
    if (turn == 90.0)
        return {0, 1};
    if (turn == 180.0)
        return {-1, 0};
    if (turn == 270.0)
        return {0, -1};
    const double radians = turn * std::numbers::pi / 180.0;
    return {std::cos(radians), std::sin(radians)};
}

double overlapAlong(const std::array<Vec, 4>& a, const std::array<Vec, 4>& b, Vec axis)
{
    const auto span = [axis](const std::array<Vec, 4>& box) {
        double low = std::numeric_limits<double>::max();
        double high = std::numeric_limits<double>::lowest();
        for (const auto& [x, y] : box) {
            const double d = x * axis.first + y * axis.second;
            low = std::min(low, d);
            high = std::max(high, d);
        }
        return Vec{low, high};
    };
    const Vec sa = span(a);
    const Vec sb = span(b);
    return std::min(sa.second, sb.second) - std::max(sa.first, sb.first);
}

Vec metres(Point p)
{
    return {p.x.metres(), p.y.metres()};
}

/// True if the segment passes through the inside of the box, whose sides are drawn in by `margin`
/// metres: the box's slabs clip the segment (Liang and Barsky, 1984) in its own axes.
bool passesInside(const OrientedBox& box, Vec from, Vec to, double margin)
{
    const auto [c, s] = direction(box.rotation);
    const auto local = [&](Vec p) {
        const double x = p.first - box.centre.x.metres();
        const double y = p.second - box.centre.y.metres();
        return std::array<double, 2>{x * c + y * s, y * c - x * s};
    };
    const std::array<double, 2> half{box.width.metres() / 2 - margin,
                                     box.depth.metres() / 2 - margin};
    const auto a = local(from);
    const auto b = local(to);
    double enter = 0.0;
    double leave = 1.0;
    for (std::size_t axis = 0; axis < 2; ++axis) {
        const double way = b[axis] - a[axis];
        if (way == 0.0) {
            if (std::fabs(a[axis]) >= half[axis])
                return false;
            continue;
        }
        const double first = (-half[axis] - a[axis]) / way;
        const double second = (half[axis] - a[axis]) / way;
        enter = std::max(enter, std::min(first, second));
        leave = std::min(leave, std::max(first, second));
    }
    return enter < leave && half[0] > 0.0 && half[1] > 0.0;
}

} // namespace

Rect Rect::united(const Rect& o) const
{
    return {std::min(left, o.left), std::min(top, o.top), std::max(right, o.right),
            std::max(bottom, o.bottom)};
}

Rect Rect::fromCorners(Point a, Point b)
{
    return {std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y)};
}

bool OrientedBox::isAxisAligned() const
{
    return std::fmod(rotation, 90.0) == 0.0;
}

std::array<std::pair<double, double>, 4> OrientedBox::corners() const
{
    const auto [c, s] = direction(rotation);
    const double w = width.metres() / 2;
    const double d = depth.metres() / 2;
    const double x = centre.x.metres();
    const double y = centre.y.metres();
    const auto at = [&](double u, double v) { return Vec{x + u * c - v * s, y + u * s + v * c}; };
    return {at(-w, -d), at(w, -d), at(w, d), at(-w, d)};
}

Rect OrientedBox::bounds() const
{
    if (isAxisAligned()) {
        const bool isTurned = std::fmod(std::fabs(rotation), 180.0) == 90.0;
        const Length w = isTurned ? depth : width;
        const Length d = isTurned ? width : depth;
        return {centre.x - w / 2, centre.y - d / 2, centre.x - w / 2 + w, centre.y - d / 2 + d};
    }
    const auto points = corners();
    Rect box{Length::metres(points[0].first), Length::metres(points[0].second),
             Length::metres(points[0].first), Length::metres(points[0].second)};
    for (const auto& [x, y] : points)
        box = box.united(
            {Length::metres(x), Length::metres(y), Length::metres(x), Length::metres(y)});
    return box;
}

OrientedBox OrientedBox::zone(int side, Length reach) const
{
    const auto [c, s] = direction(rotation);
    const bool isFrontOrRear = side % 2 == 0;
    const double sign = side == 0 || side == 3 ? -1.0 : 1.0;
    const double away = sign * ((isFrontOrRear ? depth : width).metres() + reach.metres()) / 2;
    const double u = isFrontOrRear ? 0.0 : away;
    const double v = isFrontOrRear ? away : 0.0;
    OrientedBox result = *this;
    result.centre.x += Length::metres(u * c - v * s);
    result.centre.y += Length::metres(u * s + v * c);
    (isFrontOrRear ? result.depth : result.width) = reach;
    return result;
}

std::optional<double> OrientedBox::penetration(const OrientedBox& other) const
{
    const auto a = corners();
    const auto b = other.corners();
    double least = std::numeric_limits<double>::max();
    for (const double degrees :
         {rotation, rotation + 90.0, other.rotation, other.rotation + 90.0}) {
        least = std::min(least, overlapAlong(a, b, direction(degrees)));
        if (least <= touching)
            return std::nullopt;
    }
    return least;
}

bool polygonContains(std::span<const Point> polygon, double x, double y)
{
    bool isInside = false;
    for (std::size_t i = 0, j = polygon.size() - 1; i < polygon.size(); j = i++) {
        const auto [xi, yi] = metres(polygon[i]);
        const auto [xj, yj] = metres(polygon[j]);
        if ((yi > y) != (yj > y) && x < (xj - xi) * (y - yi) / (yj - yi) + xi)
            isInside = !isInside;
    }
    return isInside;
}

bool polygonContainsBox(std::span<const Point> polygon, const OrientedBox& box, double tolerance)
{
    if (polygon.size() < 3)
        return false;
    // No edge enters the box, so all of it lies on one side of the outline: that of its centre.
    for (std::size_t i = 0, j = polygon.size() - 1; i < polygon.size(); j = i++)
        if (passesInside(box, metres(polygon[j]), metres(polygon[i]), tolerance))
            return false;
    return polygonContains(polygon, box.centre.x.metres(), box.centre.y.metres());
}

double polygonArea_m2(std::span<const Point> polygon)
{
    double twice = 0.0;
    for (std::size_t i = 0, j = polygon.size() - 1; i < polygon.size(); j = i++) {
        const auto [xi, yi] = metres(polygon[i]);
        const auto [xj, yj] = metres(polygon[j]);
        twice += xj * yi - xi * yj;
    }
    return std::fabs(twice) / 2;
}

Rect polygonBounds(std::span<const Point> polygon)
{
    if (polygon.empty())
        return {};
    Rect box = Rect::fromCorners(polygon.front(), polygon.front());
    for (const Point& p : polygon)
        box = box.united(Rect::fromCorners(p, p));
    return box;
}

} // namespace millwright
