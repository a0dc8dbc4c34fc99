#pragma once
#include "views/theme/Icon.h"
#include <QPushButton>
#include <optional>

namespace millwright
{

/// A small button (22 px) for fixes, filters and helpers: symbol and words.
class ChipButton : public QPushButton
{
    Q_OBJECT
public:
    ChipButton(const ThemeManager& themes, const QString& text, QWidget* parent = nullptr);
    ChipButton(const ThemeManager& themes, Icon icon, const QString& text,
               QWidget* parent = nullptr);

    /// The checked state means alarm (break it) instead of choice.
    void setAlarm(bool isAlarm);
    void setSymbol(Icon icon);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

private:
    void applySymbol();

    const ThemeManager& m_themes;
    std::optional<Icon> m_symbol;
};

/// The one button of a panel that does what the panel is for: filled with the accent.
class PrimaryButton : public QPushButton
{
    Q_OBJECT
public:
    PrimaryButton(const ThemeManager& themes, const QString& text, QWidget* parent = nullptr);
    PrimaryButton(const ThemeManager& themes, Icon icon, const QString& text,
                  QWidget* parent = nullptr);
};

} // namespace millwright
