#pragma once
#include "views/theme/Theme.h"
#include <QObject>

namespace millwright
{

class ThemeManager;

/// The look that a person chose, kept in the settings: light, dark, or as the desktop is.
class ThemeChoice : public QObject
{
    Q_OBJECT
public:
    enum class Kind : std::uint8_t { System, Light, Dark };

    /// `system` is the look of the desktop, read before the application's own palette was set.
    ThemeChoice(ThemeManager& themes, ThemeMode system, QObject* parent = nullptr);

    Kind kind() const { return m_kind; }
    void set(Kind kind);
    static Kind kept();
    /// The look to start with.
    static ThemeMode startMode(ThemeMode system);

private:
    ThemeManager& m_themes;
    ThemeMode m_system;
    Kind m_kind;
};

} // namespace millwright
