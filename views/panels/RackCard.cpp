#include "views/panels/RackPainter.h"
#include "views/theme/Icon.h"
#include "views/theme/Paint.h"
#include <cmath>

namespace millwright
{

void paintMeter(QPainter& painter, const QRect& rect, const QPair<double, double>& reading,
                const Theme& theme, const QColor& fill)
{
    const auto [value, limit] = reading;
    painter.fillRect(rect, theme.line);
    if (!(limit > 0.0))
        return;
    const double whole = std::max(limit * 1.08, value); // the tick stands inside the track
    const int tick = rect.x() + static_cast<int>(std::lround(rect.width() * limit / whole));
    const int end = rect.x() + static_cast<int>(std::lround(rect.width() * value / whole));
    painter.fillRect(QRect(rect.x(), rect.y(), std::min(end, tick) - rect.x(), rect.height()),
                     fill);
    if (end > tick)
        painter.fillRect(QRect(tick, rect.y(), end - tick, rect.height()),
                         theme.status(Status::Error));
    painter.fillRect(std::min(tick, rect.right()), rect.y() - 2, 1, rect.height() + 4, theme.text);
}

void paintGhostCard(QPainter& painter, const GhostCard& card, const QRect& beside,
                    const QRect& bounds, const Theme& theme)
{
    const QFontMetrics head(uiFont(type::body, QFont::DemiBold)), body(uiFont(type::hint));
    constexpr int widest = 230;
    const int textWidth =
        std::min(widest, std::max(head.horizontalAdvance(card.headline) + 22,
                                  std::max(90, body.horizontalAdvance(card.note) + 22)));
    const auto heightOf = [&](const QFontMetrics& metrics, const QString& text) {
        return text.isEmpty()
                   ? 0
                   : metrics.boundingRect(QRect(0, 0, textWidth - 20, 400), Qt::TextWordWrap, text)
                             .height() +
                         3;
    };
    const int headHeight = heightOf(head, card.headline), noteHeight = heightOf(body, card.note);
    const int height = 16 + headHeight + noteHeight + static_cast<int>(card.changes.size()) * 16;
    QRect place(beside.right() + 10, beside.bottom() + 6, textWidth + 20, height);
    if (place.right() > bounds.right() - 6)
        place.moveRight(beside.left() - 10);
    place.moveTop(std::clamp(place.top(), bounds.top() + 6,
                             std::max(bounds.top() + 6, bounds.bottom() - height - 6)));
    place.moveLeft(std::max(place.left(), bounds.left() + 6));
    const bool hasNote = !card.note.isEmpty() && card.noteStatus == Status::Error;
    paintBox(painter, place, theme.panel,
             theme.status(card.verdict == Status::Error || hasNote ? Status::Error : card.verdict),
             metrics::cardRadius);
    int y = place.y() + 8;
    const int x = place.x() + 10;
    paintStatusMark(painter, QRectF(x, y + 1, 13, 13), card.verdict, theme);
    painter.setFont(uiFont(type::body, QFont::DemiBold));
    painter.setPen(theme.text);
    painter.drawText(QRect(x + 20, y, textWidth - 20, headHeight), Qt::TextWordWrap, card.headline);
    y += headHeight;
    painter.setFont(uiFont(type::hint));
    for (const QString& change : card.changes) {
        painter.setPen(theme.text);
        painter.drawText(QRect(x + 20, y, textWidth, 16), Qt::AlignLeft | Qt::AlignVCenter, change);
        y += 16;
    }
    if (noteHeight > 0) {
        paintStatusMark(painter, QRectF(x, y + 1, 12, 12), card.noteStatus, theme);
        painter.setPen(theme.text2);
        painter.drawText(QRect(x + 20, y, textWidth - 20, noteHeight), Qt::TextWordWrap, card.note);
    }
}

} // namespace millwright
