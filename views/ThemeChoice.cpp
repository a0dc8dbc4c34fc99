#include "views/ThemeChoice.h"
#include "views/theme/ThemeManager.h"
#include <QSettings>

namespace millwright
{
namespace
{

const QString themeKey = QStringLiteral("window/theme");

ThemeMode modeOf(ThemeChoice::Kind kind, ThemeMode system)
{
    switch (kind) {
    case ThemeChoice::Kind::Light:
        return ThemeMode::Light;
    case ThemeChoice::Kind::Dark:
        return ThemeMode::Dark;
    case ThemeChoice::Kind::System:
        break;
    }
    return system;
}

} // namespace

ThemeChoice::ThemeChoice(ThemeManager& themes, ThemeMode system, QObject* parent)
    : QObject(parent), m_themes(themes), m_system(system), m_kind(kept())
{
}

ThemeChoice::Kind ThemeChoice::kept()
{
    const QString name = QSettings().value(themeKey).toString();
    return name == QLatin1String("light")  ? Kind::Light
           : name == QLatin1String("dark") ? Kind::Dark
                                           : Kind::System;
}

ThemeMode ThemeChoice::startMode(ThemeMode system)
{
    return modeOf(kept(), system);
}

void ThemeChoice::set(Kind kind)
{
    m_kind = kind;
    QSettings().setValue(themeKey, kind == Kind::Light  ? QStringLiteral("light")
                                   : kind == Kind::Dark ? QStringLiteral("dark")
                                                        : QStringLiteral("system"));
    m_themes.setMode(modeOf(kind, m_system));
}

} // namespace millwright
