#pragma once
#include "views/canvas/PlanPaint.h"

namespace millwright
{

/// The small map in the corner: the whole hall with a frame around what the canvas shows, and
/// buttons to zoom and fit.
class Minimap
{
public:
    enum class Hit { None, Map, ZoomOut, ZoomIn, Fit };

    /// Draws the hall anew; call when scene, overlay or look changed.
    void render(const PlanScene& scene, const OverlayValues& overlay, const Theme& theme,
                qreal devicePixelRatio);
    /// Puts the map into the lower right corner of `canvas`.
    void place(const QRect& canvas);
    void paint(QPainter& painter, const Theme& theme, const ViewTransform& view,
               LabelCache& labels) const;

    QRect rect() const { return {m_at, cardSize()}; }
    Hit hit(QPoint pixel) const;
    /// The plan position of a pixel on the map.
    QPointF toPlan(QPoint pixel) const { return m_map.toPlan(QPointF(pixel - m_at)); }

private:
    static QSize cardSize() { return {118, 110}; }
    QRect button(int index) const;

    QPoint m_at;
    QRect m_canvas;
    ViewTransform m_map; ///< from metres to pixels of the card
    QPixmap m_picture;
};

} // namespace millwright
