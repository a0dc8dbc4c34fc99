#include "views/widgets/SectionHeader.h"
#include "views/theme/Icon.h"
#include "views/theme/Paint.h"
#include "views/theme/ThemeManager.h"
#include <QLocale>
#include <QPainter>

namespace millwright
{

SectionHeader::SectionHeader(const ThemeManager& themes, const QString& title, QWidget* parent)
    : QAbstractButton(parent), m_themes(themes)
{
    setText(title);
    setAccessibleName(title);
    setCheckable(true);
    setChecked(true);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QAbstractButton::toggled, this, [this](bool isOpen) {
        if (m_content)
            m_content->setVisible(isOpen);
    });
}

void SectionHeader::setCount(int count)
{
    m_count = count;
    setAccessibleDescription(count < 0 ? QString() : tr("%n entries", nullptr, count));
    update();
}

void SectionHeader::setContent(QWidget* content)
{
    m_content = content;
    if (content)
        content->setVisible(isChecked());
}

QSize SectionHeader::sizeHint() const
{
    return {160, 30};
}

void SectionHeader::paintEvent(QPaintEvent*)
{
    const Theme& t = m_themes.theme();
    QPainter painter(this);
    const int pad = metrics::panelPadding;
    paintIcon(painter, QRect(pad - 4, (height() - 16) / 2, 16, 16),
              isChecked() ? Icon::ChevronDown : Icon::ChevronRight, t.text3);
    painter.setFont(uiFont(type::body, QFont::Medium));
    painter.setPen(underMouse() ? t.text : t.text2);
    paintText(painter, rect().adjusted(pad + 16, 0, -48, 0), Qt::AlignLeft | Qt::AlignVCenter,
              text());
    if (m_count >= 0) {
        painter.setFont(uiFont(type::hint));
        painter.setPen(t.text3);
        painter.drawText(rect().adjusted(0, 0, -pad, 0), Qt::AlignRight | Qt::AlignVCenter,
                         QLocale().toString(m_count));
    }
    if (hasFocus())
        paintFocus(painter, rect().adjusted(4, 3, -4, -3), t.accent, metrics::controlRadius);
}

} // namespace millwright
