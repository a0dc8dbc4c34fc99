#include "views/ActionRegistry.h"
#include "views/DesignArea.h"
#include "views/MainActions.h"
#include "views/MainWindow.h"
#include "views/canvas/CanvasCommands.h"
#include "views/canvas/PlanCanvas.h"
#include "views/panels/PalettePanel.h"
#include "views/panels/WorkloadPanel.h"
#include "views/panels/WorkloadsWorkspace.h"
#include "views/session/Session.h"
#include <QCoreApplication>
#include <QListView>

namespace millwright
{
namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("EditActions", text);
}

QString stepText(const QString& verb, const QString& step)
{
    return step.isEmpty() ? verb : verb + u' ' + step;
}

/// The first selected thing that stands on the plan is locked.
bool isLocked(const Session& session)
{
    const auto thing = placedThing(session.blueprint(), session.selection().first());
    return thing && thing->isLocked;
}

/// A workspace that shows the things of the plan: what cannot be seen must not be turned or deleted.
bool seesThings(MainWindow& window)
{
    return window.showsDesign() && window.area().workspace() != DesignArea::workloadWorkspace;
}

/// The jobs' panel where its list has the focus, so that Delete and Ctrl+D mean a job; else null.
WorkloadPanel* focusedJobs(MainWindow& window)
{
    if (!window.showsDesign() || window.area().workspace() != DesignArea::workloadWorkspace)
        return nullptr;
    WorkloadPanel& panel = window.area().workloads().panel();
    return panel.list().hasFocus() && panel.current().isSet() && !window.session().isReadOnly() ? &panel
                                                                                               : nullptr;
}

void addHistory(ActionRegistry& actions, MainWindow& window)
{
    Session& session = window.session();
    actions.add(
        {.id = QStringLiteral("edit.undo"),
         .menu = ActionMenu::Edit,
         .text = tr("&Undo"),
         .icon = Icon::Undo,
         .shortcuts = {QKeySequence::Undo},
         .run = [&session] { session.undoStack().undo(); },
         .isEnabled = [&window,
                       &session] { return window.showsDesign() && session.undoStack().canUndo(); },
         .textNow = [&session] { return stepText(tr("&Undo"), session.undoStack().undoText()); }});
    actions.add(
        {.id = QStringLiteral("edit.redo"),
         .menu = ActionMenu::Edit,
         .text = tr("&Redo"),
         .icon = Icon::Redo,
         .shortcuts = {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z),
                       QKeySequence(Qt::CTRL | Qt::Key_Y)},
         .run = [&session] { session.undoStack().redo(); },
         .isEnabled = [&window,
                       &session] { return window.showsDesign() && session.undoStack().canRedo(); },
         .textNow = [&session] { return stepText(tr("&Redo"), session.undoStack().redoText()); }});
}

void addClipboard(ActionRegistry& actions, MainWindow& window)
{
    Session& session = window.session();
    const auto hasSelection = [&window, &session] {
        return seesThings(window) && !session.selection().isEmpty();
    };
    const auto canChange = [hasSelection, &session] {
        return hasSelection() && !session.isReadOnly();
    };
    const auto canChangeOrJob = [canChange, &window] { return canChange() || focusedJobs(window); };
    actions.add({.id = QStringLiteral("edit.cut"),
                 .menu = ActionMenu::Edit,
                 .text = tr("Cu&t"),
                 .shortcuts = {QKeySequence::Cut},
                 .run = [&session] { CanvasCommands::cut(session); },
                 .isEnabled = canChange,
                 .beginsGroup = true});
    actions.add({.id = QStringLiteral("edit.copy"),
                 .menu = ActionMenu::Edit,
                 .text = tr("&Copy"),
                 .icon = Icon::Copy,
                 .shortcuts = {QKeySequence::Copy},
                 .run =
                     [&window, &session] {
                         CanvasCommands::copy(session);
                         window.actions().refreshSoon();
                     },
                 .isEnabled = hasSelection});
    actions.add({.id = QStringLiteral("edit.paste"),
                 .menu = ActionMenu::Edit,
                 .text = tr("&Paste"),
                 .icon = Icon::Paste,
                 .shortcuts = {QKeySequence::Paste},
                 .run =
                     [&window, &session] {
                         CanvasCommands::paste(session, window.area().canvas().pointerMetres());
                     },
                 .isEnabled =
                     [&window, &session] {
                         return seesThings(window) && !session.clip().isEmpty() &&
                                !session.isReadOnly();
                     }});
    actions.add(
        {.id = QStringLiteral("edit.duplicate"),
         .menu = ActionMenu::Edit,
         .text = tr("&Duplicate"),
         .icon = Icon::Duplicate,
         .shortcuts = {QKeySequence(Qt::CTRL | Qt::Key_D)},
         .run =
             [&window, &session] {
                 if (WorkloadPanel* jobs = focusedJobs(window))
                     return jobs->duplicate();
                 CanvasCommands::duplicate(session, window.area().canvas().scene());
             },
         .isEnabled = canChangeOrJob});
    actions.add({.id = QStringLiteral("edit.delete"),
                 .menu = ActionMenu::Edit,
                 .text = tr("De&lete"),
                 .icon = Icon::Delete,
                 .shortcuts = {QKeySequence::Delete},
                 .run =
                     [&window, &session] {
                         if (WorkloadPanel* jobs = focusedJobs(window))
                             return jobs->remove();
                         CanvasCommands::remove(session);
                     },
                 .isEnabled = canChangeOrJob});
    actions.add(
        {.id = QStringLiteral("edit.select-all"),
         .menu = ActionMenu::Edit,
         .text = tr("Select &all"),
         .shortcuts = {QKeySequence::SelectAll},
         .run = [&window,
                 &session] { CanvasCommands::selectAll(session, window.area().canvas().scene()); },
         .isEnabled = [&window] { return seesThings(window); },
         .beginsGroup = true});
    actions.add({.id = QStringLiteral("edit.select-none"),
                 .menu = ActionMenu::Edit,
                 .text = tr("Select &nothing"),
                 .shortcuts = {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A)},
                 .run = [&session] { session.setSelection({}); },
                 .isEnabled = hasSelection});
}

void addArrange(ActionRegistry& actions, MainWindow& window)
{
    Session& session = window.session();
    const auto canChange = [&window, &session](std::size_t least) {
        return [&window, &session, least] {
            return seesThings(window) && session.selection().size() >= least &&
                   !session.isReadOnly();
        };
    };
    actions.add({.id = QStringLiteral("edit.rotate"),
                 .menu = ActionMenu::Edit,
                 .text = tr("R&otate 90°"),
                 .icon = Icon::Rotate,
                 .shortcuts = {QKeySequence(Qt::Key_R)},
                 .run = [&session] { CanvasCommands::rotate(session, 90.0); },
                 .isEnabled = canChange(1),
                 .beginsGroup = true});
    actions.add({.id = QStringLiteral("edit.lock"),
                 .menu = ActionMenu::Edit,
                 .text = tr("Loc&ked"),
                 .shortcuts = {QKeySequence(Qt::CTRL | Qt::Key_L)},
                 .run = [&session] { CanvasCommands::setLocked(session, !isLocked(session)); },
                 .isEnabled = canChange(1),
                 .isChecked = [&session] { return isLocked(session); }});
    struct AlignRow {
        const char* id;
        const char* text;
        Alignment alignment;
    };
    constexpr AlignRow rows[] = {
        {"edit.align-left", QT_TRANSLATE_NOOP("EditActions", "Align left edges"), Alignment::Left},
        {"edit.align-right", QT_TRANSLATE_NOOP("EditActions", "Align right edges"),
         Alignment::Right},
        {"edit.align-top", QT_TRANSLATE_NOOP("EditActions", "Align top edges"), Alignment::Top},
        {"edit.align-bottom", QT_TRANSLATE_NOOP("EditActions", "Align bottom edges"),
         Alignment::Bottom},
        {"edit.align-x", QT_TRANSLATE_NOOP("EditActions", "Align centres in a column"),
         Alignment::CentreX},
        {"edit.align-y", QT_TRANSLATE_NOOP("EditActions", "Align centres in a row"),
         Alignment::CentreY}};
    for (const AlignRow& row : rows)
        actions.add(
            {.id = QString::fromLatin1(row.id),
             .menu = ActionMenu::Edit,
             .text = tr(row.text),
             .run = [&session, way = row.alignment] { CanvasCommands::align(session, way); },
             .isEnabled = canChange(2),
             .beginsGroup = row.alignment == Alignment::Left});
    for (const bool isAcross : {true, false})
        actions.add({.id = isAcross ? QStringLiteral("edit.distribute-x")
                                    : QStringLiteral("edit.distribute-y"),
                     .menu = ActionMenu::Edit,
                     .text = isAcross ? tr("Distribute across") : tr("Distribute down"),
                     .icon = isAcross ? std::optional(Icon::Distribute) : std::nullopt,
                     .run = [&session, isAcross] { CanvasCommands::distribute(session, isAcross); },
                     .isEnabled = canChange(3)});
}

} // namespace

void addEditActions(ActionRegistry& actions, MainWindow& window)
{
    addHistory(actions, window);
    addClipboard(actions, window);
    addArrange(actions, window);
}

} // namespace millwright
