#include "views/widgets/MeterBar.h"
#include "views/theme/ThemeManager.h"
#include <QPainter>
#include <algorithm>

namespace millwright
{

MeterBar::MeterBar(const ThemeManager& themes, QWidget* parent) : QWidget(parent), m_themes(themes)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void MeterBar::setReading(double value, double maximum, std::optional<double> limit)
{
    m_value = value;
    m_maximum = maximum > 0.0 ? maximum : 1.0;
    m_limit = limit;
    const QString percent =
        tr("%1 percent")
            .arg(qRound(100.0 * value /
                        (limit.value_or(m_maximum) > 0 ? limit.value_or(m_maximum) : 1.0)));
    setAccessibleName(isOverLimit() ? tr("%1, over the limit").arg(percent) : percent);
    update();
}

void MeterBar::setShareOfLimit(double share)
{
    setReading(share, 1.25, 1.0);
}

void MeterBar::setFill(ColorToken token)
{
    m_fill = std::move(token);
    update();
}

bool MeterBar::isOverLimit() const
{
    return m_limit && m_value > *m_limit;
}

void MeterBar::paintEvent(QPaintEvent*)
{
    const Theme& t = m_themes.theme();
    QPainter painter(this);
    const int top = (height() - metrics::meterHeight) / 2;
    const double share = std::clamp(m_value / m_maximum, 0.0, 1.0);
    painter.fillRect(0, top, width(), metrics::meterHeight, t.chip);
    const QColor fill = isOverLimit() ? t.status(Status::Error) : m_fill ? m_fill(t) : t.meter;
    painter.fillRect(QRect(0, top, qRound(share * width()), metrics::meterHeight), fill);
    if (m_limit) {
        const int x =
            std::min(qRound(std::clamp(*m_limit / m_maximum, 0.0, 1.0) * width()), width() - 2);
        painter.fillRect(x - 1, top - 3, 1, metrics::meterHeight + 6,
                         t.panel); // keeps the tick apart from a full bar
        painter.fillRect(x, top - 3, 2, metrics::meterHeight + 6, t.text);
    }
}

} // namespace millwright
