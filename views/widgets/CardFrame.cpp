#include "views/widgets/CardFrame.h"
#include "views/theme/Paint.h"
#include "views/theme/ThemeManager.h"
#include <QPainter>
#include <QVBoxLayout>

namespace millwright
{

CardFrame::CardFrame(const ThemeManager& themes, QWidget* parent)
    : QFrame(parent), m_themes(themes), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(metrics::panelPadding, 8, metrics::panelPadding, 8);
    m_column->setSpacing(metrics::unit);
}

void CardFrame::setStatus(Status status)
{
    m_status = status;
    update();
}

void CardFrame::setSelected(bool isSelected)
{
    m_isSelected = isSelected;
    update();
}

void CardFrame::paintEvent(QPaintEvent*)
{
    const Theme& t = m_themes.theme();
    QPainter painter(this);
    paintBox(painter, rect(), t.panel, m_status == Status::None ? t.line2 : t.status(m_status),
             metrics::cardRadius);
    if (m_isSelected)
        paintFocus(painter, rect(), t.accent, metrics::cardRadius);
}

} // namespace millwright
