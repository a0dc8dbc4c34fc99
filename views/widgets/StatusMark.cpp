#include "views/widgets/StatusMark.h"
#include "views/theme/Icon.h"
#include "views/theme/ThemeManager.h"
#include <QPainter>

namespace millwright
{
namespace
{
constexpr int markSize = 14, gap = 6;
}

StatusMark::StatusMark(const ThemeManager& themes, Status status, const QString& text,
                       QWidget* parent)
    : QWidget(parent), m_themes(themes), m_status(status)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setStatus(status, text);
}

void StatusMark::setStatus(Status status, const QString& text)
{
    m_status = status;
    m_text = text;
    setAccessibleName(text.isEmpty() ? statusWord(status)
                                     : tr("%1: %2").arg(statusWord(status), text));
    updateGeometry();
    update();
}

QString StatusMark::statusWord(Status status)
{
    switch (status) {
    case Status::None:
        return tr("No errors");
    case Status::Error:
        return tr("Error");
    case Status::Warning:
        return tr("Warning");
    case Status::Info:
        return tr("Note");
    case Status::Ok:
        return tr("Passed");
    }
    return {};
}

QSize StatusMark::sizeHint() const
{
    const int words =
        m_text.isEmpty() ? 0 : gap + QFontMetrics(uiFont()).horizontalAdvance(m_text) + 1;
    return {markSize + words, 18};
}

void StatusMark::paintEvent(QPaintEvent*)
{
    const Theme& t = m_themes.theme();
    QPainter painter(this);
    paintStatusMark(painter, QRectF(0, (height() - markSize) / 2, markSize, markSize), m_status, t);
    painter.setFont(uiFont());
    painter.setPen(t.text2);
    painter.drawText(rect().adjusted(markSize + gap, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     m_text);
}

} // namespace millwright
