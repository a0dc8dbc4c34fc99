#pragma once
#include "model/base/Quantity.h"
#include <array>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace millwright {

/// A place on a floor plan: x to the right, y downwards, from the hall's origin.
struct Point {
    Length x, y;
    friend auto operator<=>(const Point&, const Point&) = default;
    friend Point operator+(Point a, Point b) { return {a.x + b.x, a.y + b.y}; }
    friend Point operator-(Point a, Point b) { return {a.x - b.x, a.y - b.y}; }
};

/// An upright rectangle; empty if right < left or bottom < top.
struct Rect {
    Length left, top, right, bottom;
    Length width() const { return right - left; }
    Length height() const { return bottom - top; }
    bool contains(Point p) const { return p.x >= left && p.x <= right && p.y >= top && p.y <= bottom; }
    /// True if the interiors meet; touching edges do not count.
    bool overlaps(const Rect& o) const { return left < o.right && o.left < right && top < o.bottom && o.top < bottom; }
    Rect united(const Rect& o) const;
    Rect expanded(Length by) const { return {left - by, top - by, right + by, bottom + by}; }
    static Rect fromCorners(Point a, Point b);
    friend bool operator==(const Rect&, const Rect&) = default;
};

/// The body of a placed thing: a rectangle of width x depth about its centre, turned clockwise by `rotation` degrees.
/// At 0 degrees the front (the side that breathes in) faces up on the plan (-y).
struct OrientedBox {
    Point centre;
    Length width, depth;
    double rotation = 0.0;

    bool isAxisAligned() const; ///< rotation is a multiple of 90 degrees
    Rect bounds() const;        ///< smallest upright rectangle around it, exact when axis aligned
    std::array<std::pair<double, double>, 4> corners() const; ///< metres: front left, front right, rear right, rear left
    /// The zone of depth `reach` before the front (0), right side (1), rear (2) or left side (3).
    OrientedBox zone(int side, Length reach) const;
    /// Depth in metres by which the two bodies interpenetrate (separating axes), or nothing when they do not
    /// interpenetrate by more than 0.5 mm.
    std::optional<double> penetration(const OrientedBox& other) const;
    friend bool operator==(const OrientedBox&, const OrientedBox&) = default;
};

/// Polygon given by its corners in order, closed by itself.
bool polygonContains(std::span<const Point> polygon, double xMetres, double yMetres);
/// True if the whole box lies in the polygon, concave or not, with `tolerance` metres of grace at its edges.
bool polygonContainsBox(std::span<const Point> polygon, const OrientedBox& box, double tolerance = 0.0005);
double polygonArea_m2(std::span<const Point> polygon);
Rect polygonBounds(std::span<const Point> polygon);

} // namespace millwright
