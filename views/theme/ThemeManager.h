#pragma once
#include "views/theme/Theme.h"
#include <QObject>

class QApplication;

namespace millwright
{

/// Holds the look in force and puts it on the application: fonts, style, palette. One per
/// application, made right after it and passed by reference; it is a child of the application.
class ThemeManager : public QObject
{
    Q_OBJECT
public:
    /// Calls initViewResources() and registers the fonts.
    explicit ThemeManager(QApplication& application, ThemeMode mode = ThemeMode::Dark);

    const Theme& theme() const { return *m_theme; }
    ThemeMode mode() const { return m_theme->mode; }

public slots:
    void setMode(millwright::ThemeMode mode);
    void toggle();

signals:
    /// After style and palette are set (Qt hands the palette on to widgets in the next turn of the
    /// event loop). Widgets that read theme() while painting need not listen.
    void changed();

private:
    void apply();

    QApplication& m_application;
    const Theme* m_theme;
};

} // namespace millwright
