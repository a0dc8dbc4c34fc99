#pragma once
#include <QStringList>

class QMenu;

namespace millwright
{

class ActionRegistry;
class MainWindow;
class PartCommands;

// The rows of the window's actions, one file per group of menus. They are added before menus and
// toolbar are built from the registry.
void addFileActions(ActionRegistry& actions, MainWindow& window);
void addEditActions(ActionRegistry& actions, MainWindow& window);
void addViewActions(ActionRegistry& actions, MainWindow& window);
void addDesignActions(ActionRegistry& actions, MainWindow& window);
void addWorkloadActions(ActionRegistry& actions, MainWindow& window);
void addChartActions(ActionRegistry& actions, MainWindow& window);
void addPartActions(ActionRegistry& actions, MainWindow& window);
/// Adds what can be done with these parts to a context menu of the palette.
void fillPartMenu(QMenu& menu, ActionRegistry& actions, PartCommands& parts,
                  const QStringList& partIds);

} // namespace millwright
