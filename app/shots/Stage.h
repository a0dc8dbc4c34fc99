#pragma once
#include "app/shots/Shots.h"
#include "views/MainWindow.h"
#include "views/ThemeChoice.h"
#include "views/session/Session.h"
#include "views/theme/ThemeManager.h"
#include <QTemporaryDir>

namespace millwright
{

class PlanCanvas;

inline constexpr QSize standardSize(1600, 1000), smallSize(1366, 768), largeSize(2560, 1440);

/// A window of its own for the pictures, with what they need to wait for.
class Stage
{
public:
    Stage(const QString& folder, const ShotContext& context);

    Session& session() { return m_session; }
    PlanCanvas& canvas();
    void use(ThemeMode mode) { m_themes.setMode(mode); }
    QString end() const; ///< "dark" or "light"
    /// Until searches and calculations are done and everything is painted.
    void settle();
    /// A file beside the pictures' settings; empty if it cannot be written.
    QString file(const QString& name, const QByteArray& text) const;
    void shoot(const QString& name) { shoot(name, window); }
    void shoot(const QString& name, QWidget& widget);
    bool isGood() const { return m_isGood; }

private:
    bool isBusy();

    QString m_folder;
    QTemporaryDir m_state;
    ThemeManager& m_themes;
    ThemeChoice m_choice;
    Session m_session;
    bool m_isGood = true;

public:
    MainWindow window;
};

/// The example whose file name begins with this, or the first one.
QString exampleFile(const char* name);

// One group of pictures each; every group opens what it needs.
void shootStart(Stage& stage);
void shootPlan(Stage& stage);
void shootSizes(Stage& stage);
void shootWorkloads(Stage& stage);
void shootDialogs(Stage& stage);
void shootParts(Stage& stage);

} // namespace millwright
