#include "views/ActionRegistry.h"
#include "views/DesignArea.h"
#include "views/MainActions.h"
#include "views/MainWindow.h"
#include "views/charts/ChartCard.h"
#include "views/panels/WorkloadsWorkspace.h"
#include <QCoreApplication>

namespace millwright
{
namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("ChartActions", text);
}

} // namespace

/// What is done with the chart that was pointed at or focused last.
void addChartActions(ActionRegistry& actions, MainWindow& window)
{
    const auto chart = [&window]() -> ChartCard* {
        return window.showsDesign() && window.area().workspace() == DesignArea::workloadWorkspace
                   ? window.area().workloads().chart()
                   : nullptr;
    };
    const auto add = [&](const char* id, const QString& text, Icon icon, QKeySequence shortcut,
                         void (*run)(ChartCard&), bool beginsGroup = false) {
        actions.add({.id = QString::fromLatin1(id),
                     .menu = ActionMenu::Analyze,
                     .text = text,
                     .icon = icon,
                     .shortcuts = {shortcut},
                     .run =
                         [chart, run] {
                             if (ChartCard* card = chart())
                                 run(*card);
                         },
                     .isEnabled = [chart] { return chart() != nullptr; },
                     .beginsGroup = beginsGroup});
    };
    add(
        "chart.read", tr("&Read out the chart"), Icon::Chart, Qt::CTRL | Qt::SHIFT | Qt::Key_R,
        [](ChartCard& card) {
            card.setFocus(Qt::ShortcutFocusReason);
            card.setCurrent(0);
        },
        true);
    add("chart.copy-table", tr("Copy the chart as &table"), Icon::Table,
        Qt::CTRL | Qt::SHIFT | Qt::Key_C, [](ChartCard& card) { card.copyTable(); });
    add("chart.copy-picture", tr("Copy the chart as p&icture"), Icon::Copy, {},
        [](ChartCard& card) { card.copyPicture(); });
    add("chart.save", tr("Save the chart as PNG or S&VG…"), Icon::Export,
        Qt::CTRL | Qt::SHIFT | Qt::Key_E, [](ChartCard& card) { card.askForFile(); });
}

} // namespace millwright
