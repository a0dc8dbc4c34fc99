#pragma once
#include "model/base/Geometry.h"
#include <QPointF>
#include <QRect>
#include <algorithm>
#include <cmath>

namespace millwright
{

/// Maps the plan (metres, y downwards) to device-independent pixels: pixel = origin + metres x
/// scale.
struct ViewTransform {
    double scale = 40.0; ///< pixels per metre
    QPointF origin;      ///< pixel of the plan's (0, 0)

    static constexpr double leastScale = 0.5, mostScale = 400.0;

    QPointF toScreen(QPointF metres) const { return origin + metres * scale; }
    QPointF toScreen(Point p) const { return toScreen(QPointF(p.x.metres(), p.y.metres())); }
    QPointF toPlan(QPointF pixel) const { return (pixel - origin) / scale; }
    double x(double metres) const { return origin.x() + metres * scale; }
    double y(double metres) const { return origin.y() + metres * scale; }

    /// Rounds halves upwards on both sides of 0 (qRound does not), so that a pan by whole pixels
    /// moves every edge alike.
    static int pixel(double position) { return static_cast<int>(std::floor(position + 0.5)); }

    /// Edges are rounded on their own, so that bodies that touch on the plan share a pixel edge.
    QRect toScreen(const QRectF& m) const
    {
        const int left = pixel(x(m.left()));
        const int top = pixel(y(m.top()));
        return {left, top, pixel(x(m.right())) - left, pixel(y(m.bottom())) - top};
    }
    QRectF toPlan(const QRectF& pixels) const
    {
        return {toPlan(pixels.topLeft()), toPlan(pixels.bottomRight())};
    }

    /// Scaled by `factor` within the limits; the plan point under `pixel` stays there.
    ViewTransform zoomedAbout(QPointF pixel, double factor) const
    {
        ViewTransform result = *this;
        result.scale = std::clamp(scale * factor, leastScale, mostScale);
        result.origin = pixel - toPlan(pixel) * result.scale;
        return result;
    }
    /// Shows all of `plan` (metres) centred in `viewport` (pixels).
    static ViewTransform fitting(const QRectF& plan, const QRectF& viewport)
    {
        ViewTransform result;
        const double w = std::max(plan.width(), 0.1);
        const double h = std::max(plan.height(), 0.1);
        result.scale = std::clamp(std::min(viewport.width() / w, viewport.height() / h), leastScale,
                                  mostScale);
        result.origin = viewport.center() - plan.center() * result.scale;
        return result;
    }
    friend bool operator==(const ViewTransform&, const ViewTransform&) = default;
};

inline QRectF toRectF(const Rect& r)
{
    return {QPointF(r.left.metres(), r.top.metres()), QPointF(r.right.metres(), r.bottom.metres())};
}
inline Point toPoint(QPointF metres)
{
    return {Length::metres(metres.x()), Length::metres(metres.y())};
}

/// How much is drawn at a scale; the limits are those of the plan's symbol table.
enum class Detail : std::uint8_t { Strips, Boxes, Labels, Full };
inline Detail detailAt(double scale)
{
    return scale < 6.0     ? Detail::Strips
           : scale <= 35.0 ? Detail::Boxes
           : scale <= 90.0 ? Detail::Labels
                           : Detail::Full;
}

} // namespace millwright
