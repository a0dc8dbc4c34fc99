#include "views/widgets/ExplainableNumber.h"
#include "views/theme/Paint.h"
#include "views/theme/ThemeManager.h"
#include <QKeyEvent>
#include <QPainter>

namespace millwright
{
namespace
{
constexpr int pad = 3; ///< room for the focus mark on both sides
}

ExplainableNumber::ExplainableNumber(const ThemeManager& themes, QWidget* parent)
    : QAbstractButton(parent), m_themes(themes)
{
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setToolTip(tr("Explain this number"));
}

void ExplainableNumber::setNumber(const QString& number, const QString& unit)
{
    m_number = number;
    m_unit = unit;
    describe();
    updateGeometry();
    update();
}

void ExplainableNumber::setSubject(const QString& subject)
{
    m_subject = subject;
    describe();
}

void ExplainableNumber::describe()
{
    const QString value = (m_number + u' ' + m_unit).trimmed();
    setAccessibleName(m_subject.isEmpty() ? value : tr("%1: %2").arg(m_subject, value));
    setAccessibleDescription(tr("Press to explain"));
}

void ExplainableNumber::setStatus(Status status)
{
    m_status = status;
    update();
}

void ExplainableNumber::setPixelSize(int pixels, QFont::Weight weight)
{
    m_pixels = pixels;
    m_weight = weight;
    updateGeometry();
    update();
}

int ExplainableNumber::unitPixels() const
{
    return m_pixels >= type::kpi ? type::body : std::max(type::hint, m_pixels - 1);
}

QSize ExplainableNumber::sizeHint() const
{
    const QFontMetrics large(uiFont(m_pixels, m_weight)), small(uiFont(unitPixels(), m_weight));
    const int unit = m_unit.isEmpty() ? 0 : 4 + small.horizontalAdvance(m_unit);
    return {large.horizontalAdvance(m_number) + unit + 2 * pad, large.height() + 4};
}

void ExplainableNumber::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

void ExplainableNumber::paintEvent(QPaintEvent*)
{
    const Theme& t = m_themes.theme();
    QPainter painter(this);
    const bool isColored = m_status == Status::Error || m_status == Status::Warning;
    const QColor ink = isColored ? t.status(m_status) : t.text;
    painter.setFont(uiFont(m_pixels, m_weight));
    painter.setPen(underMouse() && !isColored ? t.accentText : ink);
    const int baseline =
        (height() - painter.fontMetrics().height()) / 2 + painter.fontMetrics().ascent();
    painter.drawText(pad, baseline, m_number);
    int end = pad + painter.fontMetrics().horizontalAdvance(m_number);
    if (!m_unit.isEmpty()) {
        painter.setFont(uiFont(unitPixels(), m_pixels >= type::kpi ? QFont::Normal : m_weight));
        painter.setPen(isColored ? ink : t.text2);
        painter.drawText(end + 4, baseline, m_unit);
        end += 4 + painter.fontMetrics().horizontalAdvance(m_unit);
    }
    painter.setPen(Qt::NoPen);
    for (int x = pad; x < end; x += 3) // 1 px dots, 2 px apart, crisp at every scale
        painter.fillRect(x, baseline + 3, 1, 1, underMouse() ? t.accentText : t.text3);
    if (hasFocus())
        paintFocus(painter, rect(), t.accent, metrics::chipRadius);
}

} // namespace millwright
