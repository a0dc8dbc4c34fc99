#include "views/charts/ChartReadout.h"
#include "views/theme/Paint.h"
#include "views/theme/ThemeManager.h"
#include <QPainter>
#include <algorithm>

namespace millwright
{
namespace
{

constexpr int padding = 8, lineHeight = 17, between = 14, away = 14;

} // namespace

ChartReadout::ChartReadout(const ThemeManager& themes, QWidget* parent)
    : QWidget(parent), m_themes(themes)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    hide();
}

QSize ChartReadout::wanted() const
{
    const QFontMetrics head(uiFont(type::hint, QFont::DemiBold)), body(uiFont(type::hint));
    int names = 0, values = 0;
    for (const auto& [name, value] : m_rows) {
        names = std::max(names, body.horizontalAdvance(name));
        values = std::max(values, body.horizontalAdvance(value));
    }
    const int lines = 1 + static_cast<int>(m_rows.size()) + (m_hint.isEmpty() ? 0 : 1);
    return {2 * padding +
                std::max({head.horizontalAdvance(m_title), names + between + values,
                          body.horizontalAdvance(m_hint)}) +
                2,
            2 * padding - 4 + lines * lineHeight};
}

void ChartReadout::show(const QString& title, const Rows& rows, const QString& hint,
                        const QPoint& point)
{
    m_title = title;
    m_rows = rows;
    m_hint = hint;
    QRect rect(point + QPoint(away, away), wanted());
    const QRect room = parentWidget()->rect().adjusted(2, 2, -2, -2);
    if (rect.right() > room.right())
        rect.moveRight(point.x() - away);
    if (rect.bottom() > room.bottom())
        rect.moveBottom(point.y() - away);
    rect.moveLeft(std::max(room.left(), rect.left()));
    rect.moveTop(std::max(room.top(), rect.top()));
    setGeometry(rect);
    QWidget::show();
    raise();
    update();
}

QString ChartReadout::text() const
{
    QStringList parts{m_title};
    for (const auto& [name, value] : m_rows)
        parts += QStringLiteral("%1 %2").arg(name, value);
    return parts.join(QStringLiteral(", "));
}

void ChartReadout::paintEvent(QPaintEvent*)
{
    const Theme& t = m_themes.theme();
    QPainter painter(this);
    paintBox(painter, rect(), t.raised, t.line2, metrics::controlRadius);
    QRect line(padding, padding - 2, width() - 2 * padding, lineHeight);
    painter.setFont(uiFont(type::hint, QFont::DemiBold));
    painter.setPen(t.text);
    paintText(painter, line, Qt::AlignLeft | Qt::AlignVCenter, m_title);
    painter.setFont(uiFont(type::hint));
    for (const auto& [name, value] : m_rows) {
        line.translate(0, lineHeight);
        painter.setPen(t.text2);
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, name);
        painter.setPen(t.text);
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, value);
    }
    if (!m_hint.isEmpty()) {
        line.translate(0, lineHeight);
        painter.setPen(t.accentText);
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, m_hint);
    }
}

} // namespace millwright
