#include "views/theme/ThemeManager.h"
#include "views/theme/MillwrightStyle.h"
#include "views/theme/ViewResources.h"
#include <QApplication>
#include <QToolTip>

namespace millwright
{

ThemeManager::ThemeManager(QApplication& application, ThemeMode mode)
    : QObject(&application), m_application(application),
      m_theme(mode == ThemeMode::Dark ? &Theme::dark() : &Theme::light())
{
    initViewResources();
    loadFonts();
    m_application.setFont(uiFont());
    m_application.setStyle(new MillwrightStyle(*this));
    apply();
}

void ThemeManager::setMode(ThemeMode mode)
{
    if (mode == m_theme->mode)
        return;
    m_theme = mode == ThemeMode::Dark ? &Theme::dark() : &Theme::light();
    apply();
    emit changed();
}

void ThemeManager::toggle()
{
    setMode(m_theme->isDark() ? ThemeMode::Light : ThemeMode::Dark);
}

void ThemeManager::apply()
{
    m_application.setPalette(m_theme->palette());
    QToolTip::setPalette(m_theme->palette());
    QToolTip::setFont(uiFont(type::hint));
}

} // namespace millwright
