#include "views/widgets/Labels.h"

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

} // namespace millwright
