#include "views/ActionRegistry.h"
#include "views/DesignArea.h"
#include "views/DocumentController.h"
#include "views/ShippedExamples.h"
#include "views/FileCommands.h"
#include "views/MainActions.h"
#include "views/MainWindow.h"
#include "views/PriceCommands.h"
#include "views/canvas/PlanCanvas.h"
#include "views/session/Session.h"
#include <QAction>
#include <QCoreApplication>
#include <QFileInfo>
#include <QMenu>

namespace millwright
{
namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("FileActions", text);
}

void addRecentMenu(ActionRegistry& actions, MainWindow& window)
{
    QAction* recent = actions.add(
        {.id = QStringLiteral("file.recent"),
         .menu = ActionMenu::File,
         .text = tr("Open &recent"),
         .isEnabled = [&window] { return !window.documents().recentFiles().isEmpty(); }});
    auto* menu = new QMenu(&window);
    recent->setMenu(menu);
    QObject::connect(menu, &QMenu::aboutToShow, menu, [menu, &window] {
        menu->clear();
        for (const QString& path : window.documents().recentFiles())
            menu->addAction(QFileInfo(path).fileName(), menu,
                            [&window, path] { window.files().openPath(path); })
                ->setToolTip(path);
    });
}

void addExampleMenu(ActionRegistry& actions, MainWindow& window)
{
    QAction* examples = actions.add({.id = QStringLiteral("file.examples"),
                                     .menu = ActionMenu::File,
                                     .text = tr("Open e&xample")});
    auto* menu = new QMenu(&window);
    examples->setMenu(menu);
    QObject::connect(menu, &QMenu::aboutToShow, menu, [menu, &window] {
        if (!menu->isEmpty())
            return;
        for (const ShippedExample& example : shippedExamples())
            menu->addAction(example.title, menu,
                            [&window, path = example.path] { window.files().openExample(path); });
    });
}

} // namespace

void addFileActions(ActionRegistry& actions, MainWindow& window)
{
    const auto hasDesign = [&window] { return window.showsDesign(); };
    actions.add({.id = QStringLiteral("file.new"),
                 .menu = ActionMenu::File,
                 .text = tr("&New design"),
                 .icon = Icon::New,
                 .shortcuts = {QKeySequence::New},
                 .run = [&window] { window.files().create(); }});
    actions.add({.id = QStringLiteral("file.open"),
                 .menu = ActionMenu::File,
                 .text = tr("&Open…"),
                 .icon = Icon::Open,
                 .shortcuts = {QKeySequence::Open},
                 .run = [&window] { window.files().open(); }});
    addRecentMenu(actions, window);
    addExampleMenu(actions, window);
    actions.add({.id = QStringLiteral("file.start"),
                 .menu = ActionMenu::File,
                 .text = tr("S&tart page"),
                 .icon = Icon::Home,
                 .run = [&window] { window.showStartPage(); },
                 .isEnabled = hasDesign});
    actions.add({.id = QStringLiteral("file.save"),
                 .menu = ActionMenu::File,
                 .text = tr("&Save"),
                 .icon = Icon::Save,
                 .shortcuts = {QKeySequence::Save},
                 .run = [&window] { window.files().save(); },
                 .isEnabled = hasDesign,
                 .beginsGroup = true});
    actions.add({.id = QStringLiteral("file.save-as"),
                 .menu = ActionMenu::File,
                 .text = tr("Save &as…"),
                 .shortcuts = {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S)},
                 .run = [&window] { window.files().saveAs(); },
                 .isEnabled = hasDesign});
    actions.add({.id = QStringLiteral("file.export-bill"),
                 .menu = ActionMenu::File,
                 .text = tr("Export &bill of materials…"),
                 .icon = Icon::Table,
                 .shortcuts = {QKeySequence(Qt::CTRL | Qt::Key_B)},
                 .run = [&window] { window.files().exportBill(); },
                 .isEnabled = hasDesign,
                 .beginsGroup = true});
    actions.add({.id = QStringLiteral("file.import-quote"),
                 .menu = ActionMenu::File,
                 .text = tr("Import &quote…"),
                 .icon = Icon::Import,
                 .run = [&window] { PriceCommands::openQuote(window); },
                 .isEnabled = hasDesign});
    actions.add({.id = QStringLiteral("file.export-plan"),
                 .menu = ActionMenu::File,
                 .text = tr("Export &plan…"),
                 .icon = Icon::Image,
                 .shortcuts = {QKeySequence(Qt::CTRL | Qt::Key_E)},
                 .run = [&window] { window.files().exportPlan(window.area().canvas().overlay()); },
                 .isEnabled = hasDesign});
    actions.add({.id = QStringLiteral("file.properties"),
                 .menu = ActionMenu::File,
                 .text = tr("Project propert&ies…"),
                 .icon = Icon::Settings,
                 .shortcuts = {QKeySequence(Qt::ALT | Qt::Key_Return)},
                 .run = [&window] { window.showProjectDialog(); },
                 .isEnabled = hasDesign,
                 .beginsGroup = true});
    actions.add({.id = QStringLiteral("file.quit"),
                 .menu = ActionMenu::File,
                 .text = tr("&Quit"),
                 .shortcuts = {QKeySequence(Qt::CTRL | Qt::Key_Q)},
                 .run = [&window] { window.close(); },
                 .beginsGroup = true});
}

} // namespace millwright
