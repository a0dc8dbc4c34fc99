#include "app/Application.h"
#include "app/LazyCatalog.h"
#include "app/shots/Shots.h"
#include "app/StartBenchmark.h"
#include "catalog/PartImport.h"
#include "views/DesignArea.h"
#include "views/DocumentController.h"
#include "views/FileCommands.h"
#include "views/MainWindow.h"
#include "views/ThemeChoice.h"
#include "views/ViewMessages.h"
#include "views/panels/PalettePanel.h"
#include "views/session/Session.h"
#include "views/theme/ThemeManager.h"
#include <QApplication>
#include <QDir>
#include <QStandardPaths>
#include <QTimer>
#include <cstdio>
#include <cstring>

namespace millwright
{
namespace
{

/// The desktop's look, from the palette that its platform theme gives a fresh application.
ThemeMode desktopMode()
{
    return QGuiApplication::palette().color(QPalette::Window).lightness() < 128 ? ThemeMode::Dark
                                                                                : ThemeMode::Light;
}

std::filesystem::path autosaveFolder()
{
    return toPath(QDir(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation))
                      .filePath(QStringLiteral("millwright/autosave")));
}

/// The first argument that is no option; Qt has taken its own.
QString fileArgument()
{
    const QStringList arguments = QCoreApplication::arguments();
    for (qsizetype i = 1; i < arguments.size(); ++i)
        if (!arguments[i].startsWith(u'-'))
            return arguments[i];
    return {};
}

/// What the start leaves to say once the window is on screen.
void greet(MainWindow& window, const LazyCatalog& catalog)
{
    if (const auto error = catalog.error())
        window.say(Status::Error, messageText(error->message));
    else if (const auto closed = catalog.closedReason())
        window.say(Status::Warning, messageText(closed->message));
    else if (window.showsDesign() && !window.documents().recoverable().empty())
        window.say(Status::Warning,
                   MainWindow::tr("Work that was not saved can be recovered on the start page."));
}

} // namespace

int runApplication(int argc, char** argv)
{
    QStringList shots; // folder, then groups
    if (argc > 2 && std::strcmp(argv[1], "--shots") == 0) {
        for (int i = 2; i < argc; ++i)
            shots << QString::fromLocal8Bit(argv[i]);
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    QCoreApplication::setOrganizationName(QStringLiteral("millwright"));
    QCoreApplication::setApplicationName(QStringLiteral("millwright"));
    QCoreApplication::setApplicationVersion(QStringLiteral(MILLWRIGHT_VERSION));
    QGuiApplication::setApplicationDisplayName({});
    LazyCatalog catalog;
    QApplication application(argc, argv);
    const ThemeMode desktop = desktopMode();
    ThemeManager themes(application, ThemeChoice::startMode(desktop));
    registerViewMessages();
    registerSessionMessages();
    const CatalogImporter importer;
    if (!shots.isEmpty())
        return renderShots(shots.front(), shots.mid(1), {catalog, themes, importer});
    ThemeChoice themeChoice(themes, desktop);
    Session session(&catalog);
    session.setRegions(&catalog);
    MainWindow window({session, themes, themeChoice, autosaveFolder(), &catalog, &importer});
    if (const QString file = fileArgument(); !file.isEmpty())
        window.files().openPath(file);
    window.show();
    QObject::connect(&window.area().palette(), &PalettePanel::catalogLoaded, &window,
                     [&] {
                         greet(window, catalog);
                         if (qEnvironmentVariableIsSet(leaveAfterPaintVariable))
                             QTimer::singleShot(0, &window, [&window] {
                                 window.repaint();
                                 QCoreApplication::exit();
                             });
                     },
                     Qt::SingleShotConnection); // it is read again whenever parts change
    return QApplication::exec();
}

} // namespace millwright
