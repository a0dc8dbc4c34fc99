#include "views/widgets/Buttons.h"
#include "views/theme/MillwrightStyle.h"
#include "views/theme/ThemeManager.h"

namespace millwright
{

ChipButton::ChipButton(const ThemeManager& themes, const QString& text, QWidget* parent)
    : QPushButton(text, parent), m_themes(themes)
{
    setFont(uiFont(type::hint, QFont::Medium));
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

ChipButton::ChipButton(const ThemeManager& themes, Icon icon, const QString& text, QWidget* parent)
    : ChipButton(themes, text, parent)
{
    setSymbol(icon);
}

void ChipButton::setSymbol(Icon icon)
{
    m_symbol = icon;
    applySymbol();
}

void ChipButton::setAlarm(bool isAlarm)
{
    setProperty(alarmButtonProperty, isAlarm);
    applySymbol();
    update();
}

void ChipButton::applySymbol()
{
    if (!m_symbol)
        return;
    const auto alarm = [](const Theme& t) { return t.status(Status::Error); };
    setIcon(symbolIcon(*m_symbol, m_themes, {},
                       property(alarmButtonProperty).toBool() ? ColorToken(alarm) : ColorToken()));
    setIconSize({14, 14});
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
