#pragma once
#include "model/base/Id.h"
#include <QMainWindow>
#include <vector>

class QSplitter;
class QStackedWidget;

namespace millwright
{

class KpiPanel;
class PalettePanel;
class PlanCanvas;
class Session;
class ThemeManager;

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
    QDockWidget& leftDock() { return *m_left; }

    const QStringList& workspaces() const { return m_titles; }
    int workspace() const;
    void setWorkspace(int index);
    /// Selects a thing of the design and shows it where it can be seen best.
    void reveal(EntityId id);

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
    void explainRequested(const QString& metric);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    QDockWidget* addDock(const QString& name, const QString& title, Qt::DockWidgetArea area,
                         QWidget* content);
    void addWorkspace(const QString& title, QWidget* widget);
    void fitDocks();

    Session& m_session;
    QStackedWidget* m_stack;
    QStringList m_titles;
    PlanCanvas* m_canvas;
    PalettePanel* m_palette;
    KpiPanel* m_kpis;
    QDockWidget* m_left = nullptr;
    bool m_areLocked = true;
    bool m_hasLayout = false; ///< the person's own dock widths were restored
    bool m_isNarrow = false;
};

} // namespace millwright
