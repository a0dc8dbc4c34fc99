#pragma once
#include "views/canvas/PlanPaint.h"

namespace millwright
{

/// Thickness of the rulers in pixels.
inline constexpr int rulerSize = 22;

/// Rulers along the top and left edge: ticks in metres, the selection's extent tinted, the cursor
/// as a line.
struct RulerPaint {
    QSize size;                   ///< of the canvas
    QRectF selection;             ///< metres; null = none
    std::optional<QPoint> cursor; ///< pixels
};
void paintRulers(QPainter& painter, const Theme& theme, const ViewTransform& view,
                 LabelCache& labels, const RulerPaint& ruler);

/// The legend of an overlay as a picture; null for Overlay::None. Its size is in pixels /
/// devicePixelRatio.
QPixmap renderLegend(const OverlayValues& overlay, const Theme& theme, LabelCache& labels,
                     qreal devicePixelRatio);

/// Step between ruler numbers in metres: at least `leastPixels` apart, 1, 2 or 5 times a power of
/// ten.
double rulerStep(double scale, double leastPixels);

} // namespace millwright
