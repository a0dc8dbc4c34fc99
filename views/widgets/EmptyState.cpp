#include "views/widgets/EmptyState.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/Buttons.h"
#include "views/widgets/Labels.h"
#include <QVBoxLayout>

namespace millwright
{

EmptyState::EmptyState(const ThemeManager& themes, const Content& content, QWidget* parent)
    : QWidget(parent)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(8);
    column->addStretch(1);
    auto* picture = new QPushButton(
        this); // a button only because its icon follows the theme and the screen's density
    picture->setFlat(true);
    picture->setIcon(symbolIcon(content.icon, themes, [](const Theme& t) { return t.text3; }));
    picture->setIconSize({32, 32});
    picture->setFixedSize(48, 40);
    picture->setFocusPolicy(Qt::NoFocus);
    picture->setAttribute(Qt::WA_TransparentForMouseEvents);
    column->addWidget(picture, 0, Qt::AlignHCenter);
    QLabel* title =
        makeLabel(content.title, TextTone::Value, type::chartHead, QFont::DemiBold, this);
    title->setAlignment(Qt::AlignCenter);
    title->setWordWrap(true);
    column->addWidget(title);
    QLabel* text = makeLabel(content.text, TextTone::Label, type::body, QFont::Normal, this);
    text->setAlignment(Qt::AlignCenter);
    text->setWordWrap(true);
    column->addWidget(text);
    if (!content.action.isEmpty()) {
        auto* button = new PrimaryButton(themes, content.action, this);
        connect(button, &PrimaryButton::clicked, this, &EmptyState::activated);
        column->addSpacing(4);
        column->addWidget(button, 0, Qt::AlignHCenter);
    }
    column->addStretch(2);
    setAccessibleName(content.title);
    setAccessibleDescription(content.text);
}

} // namespace millwright
