#pragma once
#include <QBrush>
#include <QColor>
#include <QRect>

class QFontMetrics;
class QPainter;
class QString;

namespace millwright
{

/// A box with a crisp 1 px border (none if `border` is invalid) and round corners; the shape of all
/// controls and cards.
void paintBox(QPainter& painter, const QRect& rect, const QColor& fill, const QColor& border,
              int radius);
/// The focus mark: 2 px accent inside the border.
void paintFocus(QPainter& painter, const QRect& rect, const QColor& accent, int radius);
/// 45 degree lines of 1 px, `spacing` pixels apart: no value, reserved, columns. In device pixels,
/// so that it keeps its width at every zoom; give the painter's density.
QBrush hatchBrush(const QColor& color, int spacing = 6, qreal devicePixelRatio = 1.0);
/// A line of text cut with an ellipsis; `flags` are Qt::Alignment. Returns the width drawn.
int paintText(QPainter& painter, const QRect& rect, int flags, const QString& text);

} // namespace millwright
