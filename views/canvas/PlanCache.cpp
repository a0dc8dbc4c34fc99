#include "views/canvas/PlanCache.h"
#include <cmath>

namespace millwright
{

void PlanCache::resize(QSize size, qreal devicePixelRatio)
{
    if (size == m_size && qFuzzyCompare(devicePixelRatio, m_picture.devicePixelRatio()))
        return;
    m_size = size;
    m_picture = QPixmap((QSizeF(size) * devicePixelRatio).toSize());
    m_picture.setDevicePixelRatio(devicePixelRatio);
    m_picture.fill(Qt::black); // opaque from the start, so that Qt picks a format without alpha
    invalidate();
}

void PlanCache::invalidate()
{
    m_dirty = QRect(QPoint(), m_size);
}

void PlanCache::invalidate(const QRect& area)
{
    m_dirty += area.intersected(QRect(QPoint(), m_size));
}

void PlanCache::scroll(QPoint by)
{
    const QRect whole(QPoint(), m_size);
    const qreal ratio = m_picture.devicePixelRatio();
    const QPointF device = QPointF(by) * ratio;
    const bool isWhole = device == QPointF(device.toPoint());
    if (!isWhole || std::abs(by.x()) >= m_size.width() || std::abs(by.y()) >= m_size.height()) {
        invalidate();
        return;
    }
    m_picture.scroll(device.toPoint().x(), device.toPoint().y(), m_picture.rect());
    m_dirty.translate(by);
    m_dirty &= whole;
    m_dirty += QRegion(whole) - whole.translated(by);
}

} // namespace millwright
