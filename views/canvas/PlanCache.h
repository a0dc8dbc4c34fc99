#pragma once
#include <QPainter>
#include <QPixmap>
#include <QRegion>

namespace millwright
{

/// The picture of everything that stands still, as large as the canvas. Panning shifts it and
/// paints only the strips that come into view. One opaque picture for all layers: blending a
/// transparent layer over 1600 x 1000 pixels costs more than painting its dirty rectangle again.
class PlanCache
{
public:
    void resize(QSize size, qreal devicePixelRatio);
    void invalidate();
    void invalidate(const QRect& area);
    /// Moves the picture by whole device-independent pixels.
    void scroll(QPoint by);
    bool isValid() const { return m_dirty.isEmpty(); }
    const QPixmap& picture() const { return m_picture; }
    QSize size() const { return m_size; }

    /// Calls paint(QPainter&, QRect) for each part that is out of date, clipped to it.
    template <class Paint> void refresh(Paint&& paint)
    {
        if (m_dirty.isEmpty())
            return;
        QPainter painter(&m_picture);
        // A few rectangles are painted one by one; many cost less in one go.
        if (m_dirty.rectCount() > 3)
            m_dirty = m_dirty.boundingRect();
        for (const QRect& area : m_dirty) {
            painter.setClipRect(area);
            paint(painter, area);
        }
        m_dirty = {};
    }

private:
    QPixmap m_picture;
    QRegion m_dirty;
    QSize m_size;
};

} // namespace millwright
