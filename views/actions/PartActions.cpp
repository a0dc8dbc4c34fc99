#include "views/ActionRegistry.h"
#include "views/DesignArea.h"
#include "views/MainActions.h"
#include "views/MainWindow.h"
#include "views/panels/PalettePanel.h"
#include "views/parts/PartCommands.h"
#include <QCoreApplication>
#include <QMenu>

namespace millwright
{
namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("PartActions", text);
}

/// An action on the part that is meant: what it needs of it, and what it does.
struct PartRow {
    const char* id;
    const char* text;
    Icon icon;
    bool needsStore; ///< changes the catalog
    bool needsOwn;   ///< only the user's own parts
    void (PartCommands::*run)(const QString&);
    bool beginsGroup = false;
};
constexpr PartRow rows[] = {
    {"parts.edit", QT_TRANSLATE_NOOP("PartActions", "&Edit part\u2026"), Icon::Settings, true, false,
     &PartCommands::edit},
    {"parts.copy", QT_TRANSLATE_NOOP("PartActions", "&Copy part\u2026"), Icon::Duplicate, true, false,
     &PartCommands::copy},
    {"parts.delete", QT_TRANSLATE_NOOP("PartActions", "&Delete own part\u2026"), Icon::Delete, true,
     true, &PartCommands::remove},
    {"parts.where-used", QT_TRANSLATE_NOOP("PartActions", "&Where used\u2026"), Icon::Search, false,
     false, &PartCommands::whereUsed, true},
};

void addPartRow(ActionRegistry& actions, MainWindow& window, const PartRow& row)
{
    PartCommands& parts = window.parts();
    actions.add({.id = QString::fromLatin1(row.id),
                 .menu = ActionMenu::Parts,
                 .text = tr(row.text),
                 .icon = row.icon,
                 .run = [&parts, run = row.run] { (parts.*run)(parts.currentPart()); },
                 .isEnabled =
                     [&window, &parts, row] {
                         const QString part = parts.currentPart();
                         return window.showsDesign() && !part.isEmpty() &&
                                (!row.needsStore || parts.canEdit()) &&
                                (!row.needsOwn || parts.isOwn(part));
                     },
                 .beginsGroup = row.beginsGroup});
}

void addImports(ActionRegistry& actions, PartCommands& parts)
{
    const auto canImport = [&parts] { return parts.canImport(); };
    actions.add({.id = QStringLiteral("parts.import-table"),
                 .menu = ActionMenu::Parts,
                 .text = tr("Import &table (CSV)\u2026"),
                 .icon = Icon::Import,
                 .run = [&parts] { parts.importTable(); },
                 .isEnabled = canImport,
                 .beginsGroup = true});
    actions.add({.id = QStringLiteral("parts.import-type"),
                 .menu = ActionMenu::Parts,
                 .text = tr("Import NetBox device t&ype\u2026"),
                 .run = [&parts] { parts.importTypes(false); },
                 .isEnabled = canImport});
    actions.add({.id = QStringLiteral("parts.import-types"),
                 .menu = ActionMenu::Parts,
                 .text = tr("Import &folder of device types\u2026"),
                 .run = [&parts] { parts.importTypes(true); },
                 .isEnabled = canImport});
}

} // namespace

void addPartActions(ActionRegistry& actions, MainWindow& window)
{
    PartCommands& parts = window.parts();
    const auto hasDesign = [&window] { return window.showsDesign(); };
    actions.add({.id = QStringLiteral("parts.new"),
                 .menu = ActionMenu::Parts,
                 .text = tr("&New part\u2026"),
                 .icon = Icon::Plus,
                 .run = [&parts] { parts.create(); },
                 .isEnabled = [&parts] { return parts.canEdit(); }});
    for (const PartRow& row : rows)
        addPartRow(actions, window, row);
    actions.add({.id = QStringLiteral("parts.compare"),
                 .menu = ActionMenu::Parts,
                 .text = tr("Co&mpare parts\u2026"),
                 .icon = Icon::Table,
                 .shortcuts = {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_M)},
                 .run = [&parts] { parts.compare(parts.chosenParts()); },
                 .isEnabled = hasDesign});
    actions.add({.id = QStringLiteral("parts.favourite"),
                 .menu = ActionMenu::Parts,
                 .text = tr("&Favourite"),
                 .icon = Icon::Star,
                 .run = [&window, &parts] {
                     window.area().palette().toggleFavourite(parts.currentPart());
                 },
                 .isEnabled = [hasDesign, &parts] {
                     return hasDesign() && !parts.currentPart().isEmpty();
                 },
                 .isChecked = [&window, &parts] {
                     return window.area().palette().isFavourite(parts.currentPart());
                 }});
    actions.add({.id = QStringLiteral("parts.review"),
                 .menu = ActionMenu::Parts,
                 .text = tr("&Review parts that differ from the catalog\u2026"),
                 .run = [&parts] { parts.review(); },
                 .isEnabled = hasDesign});
    addImports(actions, parts);
}

void fillPartMenu(QMenu& menu, ActionRegistry& actions, PartCommands& parts,
                  const QStringList& partIds)
{
    menu.addSeparator();
    const QString id = partIds.value(0);
    if (partIds.size() == 1)
        for (const PartRow& row : rows) {
            QAction* action = menu.addAction(actions.action(QString::fromLatin1(row.id))->icon(),
                                             tr(row.text));
            action->setObjectName(QString::fromLatin1(row.id));
            action->setEnabled((!row.needsStore || parts.canEdit()) &&
                               (!row.needsOwn || parts.isOwn(id)));
            QObject::connect(action, &QAction::triggered, &parts,
                             [&parts, run = row.run, id] { (parts.*run)(id); });
        }
    QAction* compare = menu.addAction(
        partIds.size() > 1 ? tr("Compare these parts\u2026") : tr("Compare with others\u2026"));
    compare->setObjectName(QStringLiteral("parts.compare"));
    QObject::connect(compare, &QAction::triggered, &parts,
                     [&parts, partIds] { parts.compare(partIds); });
}

} // namespace millwright
