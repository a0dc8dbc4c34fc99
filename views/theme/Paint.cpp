#include "views/theme/Paint.h"
#include <QFontMetrics>
#include <QPainter>
#include <algorithm>

namespace millwright
{

void paintBox(QPainter& painter, const QRect& rect, const QColor& fill, const QColor& border,
              int radius)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(border.isValid() ? QPen(border, 1.0) : QPen(Qt::NoPen));
    painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    const QRectF shape =
        border.isValid() ? QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5) : QRectF(rect);
    painter.drawRoundedRect(shape, radius, radius);
    painter.restore();
}

void paintFocus(QPainter& painter, const QRect& rect, const QColor& accent, int radius)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(accent, 2.0));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), radius - 1, radius - 1);
    painter.restore();
}

QBrush hatchBrush(const QColor& color, int spacing, qreal devicePixelRatio)
{
    const int size = std::max(2, qRound(spacing * devicePixelRatio));
    QPixmap tile(size, size);
    tile.fill(Qt::transparent);
    QPainter painter(&tile);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, devicePixelRatio));
    // The outer two close the corners where tiles meet.
    for (const int shift : {-size, 0, size})
        painter.drawLine(QLineF(shift - 1, size + 1, shift + size + 1, -1));
    painter.end();
    tile.setDevicePixelRatio(devicePixelRatio);
    return QBrush(tile);
}

int paintText(QPainter& painter, const QRect& rect, int flags, const QString& text)
{
    const QString shown = painter.fontMetrics().elidedText(text, Qt::ElideRight, rect.width());
    painter.drawText(rect, flags | Qt::TextSingleLine, shown);
    return painter.fontMetrics().horizontalAdvance(shown);
}

} // namespace millwright
