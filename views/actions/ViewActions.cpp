#include "views/ActionRegistry.h"
#include "views/DesignArea.h"
#include "views/MainActions.h"
#include "views/MainWindow.h"
#include "views/ThemeChoice.h"
#include "views/canvas/PlanCanvas.h"
#include "views/panels/PalettePanel.h"
#include "views/theme/ThemeManager.h"
#include <QCoreApplication>
#include <QDockWidget>
#include <cmath>

namespace millwright
{
namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("ViewActions", text);
}

auto onPlan(MainWindow& window)
{
    return [&window] { return window.showsDesign() && window.area().workspace() == 0; };
}

void addWorkspaces(ActionRegistry& actions, MainWindow& window)
{
    const QStringList& titles = window.area().workspaces();
    for (int i = 0; i < titles.size(); ++i)
        actions.add(
            {.id = QStringLiteral("view.workspace-%1").arg(i + 1),
             .menu = ActionMenu::View,
             .text = titles[i],
             .shortcuts = {QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + i))},
             .run = [&window, i] { window.showWorkspace(i); },
             .isEnabled = [&window] { return window.hasDocument(); },
             .isChecked = [&window,
                           i] { return window.showsDesign() && window.area().workspace() == i; }});
}

void addZoom(ActionRegistry& actions, MainWindow& window)
{
    const auto zoom = [&window](double factor) {
        PlanCanvas& canvas = window.area().canvas();
        canvas.zoomAbout(QRectF(canvas.freeArea()).center(), factor);
    };
    actions.add({.id = QStringLiteral("view.zoom-in"),
                 .menu = ActionMenu::View,
                 .text = tr("Zoom &in"),
                 .icon = Icon::ZoomIn,
                 .shortcuts = {QKeySequence(Qt::CTRL | Qt::Key_Plus),
                               QKeySequence(Qt::CTRL | Qt::Key_Equal)},
                 .run = [zoom] { zoom(std::sqrt(2.0)); },
                 .isEnabled = onPlan(window),
                 .beginsGroup = true});
    actions.add({.id = QStringLiteral("view.zoom-out"),
                 .menu = ActionMenu::View,
                 .text = tr("Zoom &out"),
                 .icon = Icon::ZoomOut,
                 .shortcuts = {QKeySequence(Qt::CTRL | Qt::Key_Minus)},
                 .run = [zoom] { zoom(std::sqrt(0.5)); },
                 .isEnabled = onPlan(window)});
    actions.add({.id = QStringLiteral("view.fit"),
                 .menu = ActionMenu::View,
                 .text = tr("&Fit the hall"),
                 .icon = Icon::ZoomFit,
                 .shortcuts = {QKeySequence(Qt::CTRL | Qt::Key_0)},
                 .run = [&window] { window.area().canvas().fit(); },
                 .isEnabled = onPlan(window)});
    actions.add({.id = QStringLiteral("view.fit-selection"),
                 .menu = ActionMenu::View,
                 .text = tr("Fit the &selection"),
                 .shortcuts = {QKeySequence(Qt::Key_F)},
                 .run = [&window] { window.area().canvas().fitSelection(); },
                 .isEnabled = onPlan(window)});
}

void addTools(ActionRegistry& actions, MainWindow& window)
{
    struct ToolRow {
        const char* id;
        const char* text;
        Icon icon;
        Qt::Key key;
        ToolKind kind;
    };
    constexpr ToolRow rows[] = {{"tool.select", QT_TRANSLATE_NOOP("ViewActions", "Select tool"),
                                 Icon::Select, Qt::Key_V, ToolKind::Select},
                                {"tool.pan", QT_TRANSLATE_NOOP("ViewActions", "Pan tool"),
                                 Icon::Hand, Qt::Key_H, ToolKind::Pan},
                                {"tool.measure", QT_TRANSLATE_NOOP("ViewActions", "Measure tool"),
                                 Icon::Dimension, Qt::Key_M, ToolKind::Measure}};
    for (const ToolRow& row : rows)
        actions.add(
            {.id = QString::fromLatin1(row.id),
             .menu = ActionMenu::View,
             .text = tr(row.text),
             .icon = row.icon,
             .shortcuts = {QKeySequence(row.key)},
             .run = [&window, kind = row.kind] { window.area().canvas().setTool(kind); },
             .isEnabled = onPlan(window),
             .isChecked = [&window,
                           kind = row.kind] { return window.area().canvas().toolKind() == kind; },
             .beginsGroup = row.kind == ToolKind::Select});
}

void addOverlays(ActionRegistry& actions, MainWindow& window)
{
    for (int i = 1; i < overlayCount; ++i) {
        const auto overlay = static_cast<Overlay>(i);
        actions.add({.id = QStringLiteral("view.overlay-%1").arg(i),
                     .menu = ActionMenu::View,
                     .text = tr("Show %1").arg(
                         QCoreApplication::translate("Overlay", overlayInfo(overlay).name)),
                     .shortcuts = {QKeySequence(static_cast<Qt::Key>(Qt::Key_0 + i))},
                     .run =
                         [&window, overlay] {
                             PlanCanvas& canvas = window.area().canvas();
                             canvas.setOverlay(canvas.overlay() == overlay ? Overlay::None
                                                                           : overlay);
                         },
                     .isEnabled = onPlan(window),
                     .isChecked = [&window,
                                   overlay] { return window.area().canvas().overlay() == overlay; },
                     .beginsGroup = i == 1});
    }
}

void addTheme(ActionRegistry& actions, MainWindow& window)
{
    using Kind = ThemeChoice::Kind;
    struct ThemeRow {
        const char* id;
        const char* text;
        Kind kind;
    };
    constexpr ThemeRow rows[] = {
        {"view.theme-system", QT_TRANSLATE_NOOP("ViewActions", "Look of the desktop"),
         Kind::System},
        {"view.theme-light", QT_TRANSLATE_NOOP("ViewActions", "Light look"), Kind::Light},
        {"view.theme-dark", QT_TRANSLATE_NOOP("ViewActions", "Dark look"), Kind::Dark}};
    for (const ThemeRow& row : rows)
        actions.add({.id = QString::fromLatin1(row.id),
                     .menu = ActionMenu::View,
                     .text = tr(row.text),
                     .run = [&window, kind = row.kind] { window.themeChoice().set(kind); },
                     .isChecked = [&window,
                                   kind = row.kind] { return window.themeChoice().kind() == kind; },
                     .beginsGroup = row.kind == Kind::System});
    actions.add({.id = QStringLiteral("view.theme-toggle"),
                 .text = tr("Switch between light and dark"),
                 .icon = Icon::Theme,
                 .shortcuts = {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L)},
                 .run = [&window] {
                     window.themeChoice().set(window.isDark() ? Kind::Light : Kind::Dark);
                 }});
}

void addPanels(ActionRegistry& actions, MainWindow& window)
{
    const auto hasDesign = [&window] { return window.showsDesign(); };
    for (QDockWidget* dock : window.area().findChildren<QDockWidget*>())
        actions.add({.id = QStringLiteral("view.") + dock->objectName(),
                     .menu = ActionMenu::View,
                     .text = tr("Panel: %1").arg(dock->windowTitle()),
                     .run = [dock] { dock->setVisible(dock->isHidden()); },
                     .isEnabled = hasDesign,
                     .isChecked = [dock] { return !dock->isHidden(); },
                     .beginsGroup = dock == &window.area().leftDock()});
    actions.add(
        {.id = QStringLiteral("view.lock-panels"),
         .menu = ActionMenu::View,
         .text = tr("Panels fixed in place"),
         .run = [&window] { window.area().setPanelsLocked(!window.area().arePanelsLocked()); },
         .isEnabled = hasDesign,
         .isChecked = [&window] { return window.area().arePanelsLocked(); }});
    actions.add({.id = QStringLiteral("view.next-panel"),
                 .text = tr("Next panel"),
                 .shortcuts = {QKeySequence(Qt::Key_F6)},
                 .run = [&window] { window.area().focusNextPanel(true); },
                 .isEnabled = hasDesign});
    actions.add({.id = QStringLiteral("view.previous-panel"),
                 .text = tr("Previous panel"),
                 .shortcuts = {QKeySequence(Qt::SHIFT | Qt::Key_F6)},
                 .run = [&window] { window.area().focusNextPanel(false); },
                 .isEnabled = hasDesign});
    actions.add(
        {.id = QStringLiteral("view.full-screen"),
         .menu = ActionMenu::View,
         .text = tr("F&ull screen"),
         .icon = Icon::Fullscreen,
         .shortcuts = {QKeySequence(Qt::Key_F11)},
         .run = [&window] { window.setWindowState(window.windowState() ^ Qt::WindowFullScreen); },
         .isChecked = [&window] { return window.isFullScreen(); },
         .beginsGroup = true});
    actions.add({.id = QStringLiteral("view.commands"),
                 .menu = ActionMenu::View,
                 .text = tr("&Find action, part or object…"),
                 .icon = Icon::Search,
                 .shortcuts = {QKeySequence(Qt::CTRL | Qt::Key_K)},
                 .run = [&window] { window.openCommandPalette(); }});
}

} // namespace

void addViewActions(ActionRegistry& actions, MainWindow& window)
{
    addWorkspaces(actions, window);
    addZoom(actions, window);
    addTools(actions, window);
    addOverlays(actions, window);
    addTheme(actions, window);
    addPanels(actions, window);
}

} // namespace millwright
