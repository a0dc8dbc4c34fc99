#include "views/widgets/Labels.h"
#include "views/theme/Paint.h"
#include "views/theme/ThemeManager.h"
#include <QPainter>

namespace millwright
{

QLabel* makeLabel(const QString& text, TextTone tone, int pixels, QFont::Weight weight,
                  QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setFont(uiFont(pixels, weight));
    setTextTone(*label, tone);
    return label;
}

void setTextTone(QWidget& widget, TextTone tone)
{
    switch (tone) {
    case TextTone::Value:
        widget.setForegroundRole(QPalette::WindowText);
        break;
    case TextTone::Label:
        widget.setForegroundRole(QPalette::BrightText);
        break; // Theme::palette() keeps text2 there
    case TextTone::Hint:
        widget.setForegroundRole(QPalette::PlaceholderText);
        break;
    case TextTone::Link:
        widget.setForegroundRole(QPalette::Link);
        break;
    }
}

TagLabel::TagLabel(const ThemeManager& themes, const QString& text, QWidget* parent)
    : QLabel(text, parent), m_themes(themes)
{
    setFont(uiFont(type::hint, QFont::DemiBold));
    setContentsMargins(6, 2, 6, 2);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void TagLabel::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    paintBox(painter, rect(), m_themes.theme().chip, {}, metrics::chipRadius);
    painter.end();
    QLabel::paintEvent(event);
}

} // namespace millwright
