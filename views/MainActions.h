#pragma once

namespace millwright
{

class ActionRegistry;
class MainWindow;

// The rows of the window's actions, one file per group of menus. They are added before menus and
// toolbar are built from the registry.
void addFileActions(ActionRegistry& actions, MainWindow& window);
void addEditActions(ActionRegistry& actions, MainWindow& window);
void addViewActions(ActionRegistry& actions, MainWindow& window);
void addDesignActions(ActionRegistry& actions, MainWindow& window);
void addWorkloadActions(ActionRegistry& actions, MainWindow& window);

} // namespace millwright
