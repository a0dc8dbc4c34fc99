#include "views/widgets/Buttons.h"
#include "views/theme/MillwrightStyle.h"
#include "views/theme/ThemeManager.h"

namespace millwright
{

ChipButton::ChipButton(const ThemeManager&, const QString& text, QWidget* parent)
    : QPushButton(text, parent)
{
    setFont(uiFont(type::hint, QFont::Medium));
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

ChipButton::ChipButton(const ThemeManager& themes, Icon icon, const QString& text, QWidget* parent)
    : ChipButton(themes, text, parent)
{
    setIcon(symbolIcon(icon, themes));
    setIconSize({14, 14});
}

void ChipButton::setAlarm(bool isAlarm)
{
    setProperty(alarmButtonProperty, isAlarm);
    update();
}

QSize ChipButton::sizeHint() const
{
    return {QPushButton::sizeHint().width() - 2, metrics::smallButtonHeight};
}

PrimaryButton::PrimaryButton(const ThemeManager&, const QString& text, QWidget* parent)
    : QPushButton(text, parent)
{
    setFont(uiFont(type::body, QFont::DemiBold));
    setProperty(primaryButtonProperty, true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

PrimaryButton::PrimaryButton(const ThemeManager& themes, Icon icon, const QString& text,
                             QWidget* parent)
    : PrimaryButton(themes, text, parent)
{
    setIcon(symbolIcon(icon, themes, [](const Theme& t) { return t.onAccent; }));
    setIconSize({14, 14});
}

} // namespace millwright
