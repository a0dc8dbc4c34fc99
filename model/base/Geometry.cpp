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

double distanceToSegment(Vec p, Vec a, Vec b)
{
    const double dx = b.first - a.first;
    const double dy = b.second - a.second;
    const double length2 = dx * dx + dy * dy;
    double t =
        length2 > 0 ? ((p.first - a.first) * dx + (p.second - a.second) * dy) / length2 : 0.0;
    t = std::clamp(t, 0.0, 1.0);
    return std::hypot(p.first - a.first - t * dx, p.second - a.second - t * dy);
}

Vec metres(Point p)
{
    return {p.x.metres(), p.y.metres()};
}

/// True if the open segments cross each other properly.
bool cross(Vec a, Vec b, Vec c, Vec d, double tolerance)
{
    const auto side = [](Vec p, Vec q, Vec r) {
        return (q.first - p.first) * (r.second - p.second) -
               (q.second - p.second) * (r.first - p.first);
    };
    const double ab = std::hypot(b.first - a.first, b.second - a.second);
    const double cd = std::hypot(d.first - c.first, d.second - c.second);
    const double s1 = side(a, b, c) / std::max(ab, 1e-9);
    const double s2 = side(a, b, d) / std::max(ab, 1e-9);
    const double s3 = side(c, d, a) / std::max(cd, 1e-9);
    const double s4 = side(c, d, b) / std::max(cd, 1e-9);
    const auto opposite = [tolerance](double u, double v) {
        return (u > tolerance && v < -tolerance) || (u < -tolerance && v > tolerance);
    };
    return opposite(s1, s2) && opposite(s3, s4);
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
    const auto points = box.corners();
    for (const auto& corner : points) {
        if (polygonContains(polygon, corner.first, corner.second))
            continue;
        double nearest = std::numeric_limits<double>::max();
        for (std::size_t i = 0, j = polygon.size() - 1; i < polygon.size(); j = i++)
            nearest = std::min(nearest,
                               distanceToSegment(corner, metres(polygon[j]), metres(polygon[i])));
        if (nearest > tolerance)
            return false;
    }
    for (std::size_t i = 0, j = polygon.size() - 1; i < polygon.size(); j = i++)
        for (std::size_t k = 0; k < 4; ++k)
            if (cross(metres(polygon[j]), metres(polygon[i]), points[k], points[(k + 1) % 4],
                      tolerance))
                return false;
    return true;
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
