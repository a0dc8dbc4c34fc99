#pragma once
#include "views/widgets/SegmentedBar.h"
#include <QToolBar>

namespace millwright
{

class ActionRegistry;
class ThemeManager;

/// The bar below the menus: workspaces as tabs, tools of the plan, undo and redo, and the field
/// that opens the command palette.
class MainToolBar : public QToolBar
{
    Q_OBJECT
public:
    MainToolBar(ActionRegistry& actions, const ThemeManager& themes, QWidget* parent);

    void setWorkspaces(const QStringList& titles);
    /// -1 = none (the start page).
    void setCurrentWorkspace(int index);
    void setWorkspacesEnabled(bool areEnabled) { m_tabs->setEnabled(areEnabled); }

signals:
    void workspacePicked(int index);

private:
    void addTools(ActionRegistry& actions, const QStringList& ids);

    SegmentedBar* m_tabs;
    bool m_isSetting = false;
};

} // namespace millwright
