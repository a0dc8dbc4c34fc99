#pragma once
#include "model/base/Id.h"
#include <QMainWindow>
#include <vector>

class QSplitter;
class QStackedWidget;

namespace millwright
{

class ExplainPanel;
class FindingsPanel;
class InspectorPanel;
class KpiPanel;
class PalettePanel;
class PlanCanvas;
class RackWorkspace;
class Session;
class ThemeManager;
class WorkloadsWorkspace;

/// Everything that is there while a design is open: the workspaces in the middle, what one can take
/// at the left, what one has at the right, the key figures below. A main window of its own inside
/// the window, because that gives docks that can be moved and remembered.
class DesignArea : public QMainWindow
{
    Q_OBJECT
public:
    DesignArea(Session& session, const ThemeManager& themes, QWidget* parent = nullptr);

    PlanCanvas& canvas() { return *m_canvas; }
    PalettePanel& palette() { return *m_palette; }
    KpiPanel& kpis() { return *m_kpis; }
    FindingsPanel& findings() { return *m_findings; }
    InspectorPanel& inspector() { return *m_inspector; }
    ExplainPanel& explainPanel() { return *m_explain; }
    RackWorkspace& racks() { return *m_racks; }
    WorkloadsWorkspace& workloads() { return *m_workloads; }
    QDockWidget& leftDock() { return *m_left; }

    const QStringList& workspaces() const { return m_titles; }
    int workspace() const;
    void setWorkspace(int index);
    static constexpr int planWorkspace = 0, rackWorkspace = 1, workloadWorkspace = 2;
    /// Buttons below the palette for the helpers that change a whole design.
    void setHelpers(const QList<QAction*>& helpers);
    /// Shows where a key figure comes from.
    void explain(const QString& metric);
    void showFindings();
    /// The regions of the catalog, to give one to a site.
    void chooseRegion();
    /// Selects things of the design and shows them where they can be seen best.
    void reveal(const std::vector<EntityId>& ids);

    bool arePanelsLocked() const { return m_areLocked; }
    /// Unlocked panels have a title by which they can be moved, floated and closed.
    void setPanelsLocked(bool areLocked);
    /// Moves the focus to the next of palette, workspace and right panels.
    void focusNextPanel(bool isForward);
    void saveLayout() const;
    void restoreLayout();

signals:
    void workspaceChanged(int index);
    void placeRequested(const QString& partId);
    void contextMenuWanted(millwright::EntityId id, QPoint globalPosition);
    void hintChanged(const QString& hint);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    QDockWidget* addDock(const QString& name, const QString& title, Qt::DockWidgetArea area,
                         QWidget* content);
    void addWorkspace(const QString& title, QWidget* widget);
    QWidget* makeRight();
    void connectPanels();
    void makeRoomToExplain();
    void fitDocks();

    Session& m_session;
    const ThemeManager& m_themes;
    QStackedWidget* m_stack;
    QStringList m_titles;
    PlanCanvas* m_canvas;
    PalettePanel* m_palette;
    RackWorkspace* m_racks;
    WorkloadsWorkspace* m_workloads;
    KpiPanel* m_kpis;
    InspectorPanel* m_inspector;
    FindingsPanel* m_findings;
    ExplainPanel* m_explain;
    QSplitter* m_rightParts = nullptr;
    QDockWidget *m_left = nullptr, *m_right = nullptr;
    QWidget* m_helpers = nullptr;
    bool m_areLocked = true;
    bool m_hasLayout = false; ///< the person's own dock widths were restored
    bool m_isNarrow = false;
    bool m_isPaletteAway = false; ///< hidden by a workspace that has a left side of its own
};

} // namespace millwright
