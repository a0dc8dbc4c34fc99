#include "views/widgets/KpiCell.h"
#include "views/theme/Paint.h"
#include "views/theme/ThemeManager.h"
#include <QKeyEvent>
#include <QPainter>

namespace millwright
{

KpiCell::KpiCell(const ThemeManager& themes, QWidget* parent)
    : QAbstractButton(parent), m_themes(themes)
{
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setFixedHeight(metrics::kpiHeight);
}

void KpiCell::setValue(const KpiValue& value)
{
    m_value = value;
    setAccessibleName(tr("%1: %2 %3 %4")
                          .arg(value.label, value.number, value.unit, value.unitDetail)
                          .simplified());
    const QString change = tr("Change: %1. Press to explain.").arg(changeText());
    setAccessibleDescription(value.isStale ? tr("Being calculated. %1").arg(change) : change);
    update();
}

void KpiCell::setUnitDetailShown(bool isShown)
{
    m_isDetailShown = isShown;
    update();
}

QString KpiCell::changeText() const
{
    if (m_value.change.isEmpty())
        return tr("no change");
    if (m_value.direction == 0)
        return m_value.change;
    return (m_value.direction > 0 ? QStringLiteral("+") : QStringLiteral("\u2212")) +
           m_value.change;
}

QColor KpiCell::changeColor() const
{
    const Theme& t = m_themes.theme();
    return m_value.change.isEmpty() ? t.text3 : t.change(m_value.quality);
}

QSize KpiCell::sizeHint() const
{
    return {140, metrics::kpiHeight};
}

void KpiCell::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

void KpiCell::paintEvent(QPaintEvent*)
{
    const Theme& t = m_themes.theme();
    QPainter painter(this);
    if (underMouse())
        painter.fillRect(rect().adjusted(1, 1, 0, 0), t.hover);
    painter.fillRect(0, 0, 1, height(), t.line);
    const int left = metrics::panelPadding, space = width() - left - 4;
    painter.setFont(uiFont(type::hint));
    painter.setPen(t.text2);
    paintText(painter, QRect(left, 7, space, 15), Qt::AlignLeft | Qt::AlignVCenter, m_value.label);
    painter.setFont(uiFont(type::kpi, QFont::DemiBold));
    painter.setPen(m_value.isStale ? t.text3 : t.text);
    const QRect line(left, 21, space, 21);
    const int drawn = paintText(painter, line, Qt::AlignLeft | Qt::AlignBottom, m_value.number);
    // The unit stands on the baseline of the number, which is drawn three sizes larger.
    const int drop = painter.fontMetrics().descent() - QFontMetrics(uiFont(type::hint)).descent();
    const QString unit = m_isDetailShown && !m_value.unitDetail.isEmpty()
                             ? m_value.unit + u' ' + m_value.unitDetail
                             : m_value.unit;
    painter.setFont(uiFont(type::hint));
    painter.setPen(t.text2);
    paintText(painter, line.adjusted(drawn + 4, 0, 0, -drop), Qt::AlignLeft | Qt::AlignBottom,
              unit);
    paintChange(painter, QRect(left, 41, space, 15));
    if (hasFocus())
        paintFocus(painter, rect().adjusted(1, 1, 0, 0), t.accent, 3);
}

void KpiCell::paintChange(QPainter& painter, const QRect& rect) const
{
    painter.setPen(changeColor());
    QRect words = rect;
    if (!m_value.change.isEmpty() && m_value.direction != 0) {
        const double top = rect.center().y() - 3.0, x = rect.x();
        const bool isRise = m_value.direction > 0;
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(changeColor());
        const double tip = isRise ? top : top + 7.0, base = isRise ? top + 7.0 : top;
        painter.drawPolygon(QPolygonF({{x + 4.5, tip}, {x + 9.0, base}, {x, base}}));
        painter.restore();
        words.setLeft(words.left() + 13);
    }
    paintText(painter, words, Qt::AlignLeft | Qt::AlignVCenter, changeText());
}

} // namespace millwright
