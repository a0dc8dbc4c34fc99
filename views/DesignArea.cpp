#include "views/DesignArea.h"
#include "model/blueprint/Entities.h"
#include "views/canvas/PlanCanvas.h"
#include "views/panels/KpiPanel.h"
#include "views/panels/PalettePanel.h"
#include "views/session/Session.h"
#include "views/theme/Theme.h"
#include <QDockWidget>
#include <QLayout>
#include <QSettings>
#include <QStackedWidget>
#include <QToolBar>

namespace millwright
{
namespace
{

/// Raised when the docks change so much that an older layout would not fit.
constexpr int layoutVersion = 1;
const QString layoutKey = QStringLiteral("window/docks");

} // namespace

DesignArea::DesignArea(Session& session, const ThemeManager& themes, QWidget* parent)
    : QMainWindow(parent, Qt::Widget), m_session(session), m_stack(new QStackedWidget(this)),
      m_canvas(new PlanCanvas(session, themes, this)),
      m_palette(new PalettePanel(session, themes, this)),
      m_kpis(new KpiPanel(session, themes, this))
{
    setDockNestingEnabled(true);
    setAnimated(false);
    setCentralWidget(m_stack);
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    addWorkspace(tr("Plan"), m_canvas);
    m_left = addDock(QStringLiteral("paletteDock"), tr("Parts"), Qt::LeftDockWidgetArea, m_palette);

    // A tool bar and not a dock, because it goes across below all docks.
    auto* figures = new QToolBar(tr("Key figures"), this);
    figures->setObjectName(QStringLiteral("kpiBar"));
    figures->setMovable(false);
    figures->setFloatable(false);
    figures->setContextMenuPolicy(Qt::PreventContextMenu);
    figures->setContentsMargins(0, 0, 0, 0);
    figures->layout()->setContentsMargins(0, 0, 0, 0);
    figures->setFixedHeight(metrics::kpiHeight);
    m_kpis->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    figures->addWidget(m_kpis);
    addToolBar(Qt::BottomToolBarArea, figures);

    connect(m_palette, &PalettePanel::placeRequested, this, &DesignArea::placeRequested);
    connect(m_kpis, &KpiPanel::explainRequested, this, &DesignArea::explainRequested);
    setPanelsLocked(true);
}

QDockWidget* DesignArea::addDock(const QString& name, const QString& title, Qt::DockWidgetArea area,
                                 QWidget* content)
{
    auto* dock = new QDockWidget(title, this);
    dock->setObjectName(name);
    dock->setWidget(content);
    dock->setAllowedAreas(Qt::LeftDockWidgetArea | Qt::RightDockWidgetArea);
    addDockWidget(area, dock);
    return dock;
}

void DesignArea::addWorkspace(const QString& title, QWidget* widget)
{
    m_stack->addWidget(widget);
    m_titles << title;
}

int DesignArea::workspace() const
{
    return m_stack->currentIndex();
}

void DesignArea::setWorkspace(int index)
{
    if (index < 0 || index >= m_stack->count())
        return;
    m_stack->setCurrentIndex(index);
    m_stack->currentWidget()->setFocus();
    emit workspaceChanged(index);
}

void DesignArea::reveal(EntityId id)
{
    // A device or a rear door has no place of its own on the plan: its rack is shown.
    EntityId shown = id;
    const Blueprint& blueprint = m_session.blueprint();
    if (const Device* device = blueprint.find(Id<Device>(id)))
        shown = device->rack.value();
    else if (const CoolingPart* part = blueprint.find(Id<CoolingPart>(id));
             part && part->rack.isSet())
        shown = part->rack.value();
    if (const auto thing = placedThing(blueprint, shown))
        m_session.setActiveHall(thing->at.hall);
    setWorkspace(0);
    m_canvas->reveal({shown});
}

void DesignArea::setPanelsLocked(bool areLocked)
{
    m_areLocked = areLocked;
    for (QDockWidget* dock : findChildren<QDockWidget*>()) {
        QWidget* old = dock->titleBarWidget();
        dock->setTitleBarWidget(areLocked ? new QWidget(dock) : nullptr);
        delete old;
        dock->setFeatures(areLocked
                              ? QDockWidget::NoDockWidgetFeatures
                              : QDockWidget::DockWidgetMovable | QDockWidget::DockWidgetFloatable |
                                    QDockWidget::DockWidgetClosable);
    }
}

void DesignArea::focusNextPanel(bool isForward)
{
    std::vector<QWidget*> stops = {m_palette, m_stack, m_kpis};
    for (QDockWidget* dock : findChildren<QDockWidget*>())
        if (dock->widget() != m_palette)
            stops.push_back(dock->widget());
    std::erase_if(stops, [](const QWidget* stop) { return !stop->isVisible(); });
    if (stops.empty())
        return;
    const QWidget* now = window()->focusWidget();
    const auto count = static_cast<int>(stops.size());
    int current = isForward ? -1 : 0;
    for (int i = 0; i < count; ++i)
        if (now && (stops[static_cast<std::size_t>(i)] == now ||
                    stops[static_cast<std::size_t>(i)]->isAncestorOf(now)))
            current = i;
    QWidget* next =
        stops[static_cast<std::size_t>((current + (isForward ? 1 : -1) + count) % count)];
    if (next == m_palette) {
        m_palette->focusSearch();
        return;
    }
    if (next == m_stack) {
        m_stack->currentWidget()->setFocus(Qt::TabFocusReason);
        return;
    }
    for (QWidget* child : next->findChildren<QWidget*>())
        if (child->focusPolicy() & Qt::TabFocus && child->isVisible()) {
            child->setFocus(Qt::TabFocusReason);
            return;
        }
}

void DesignArea::saveLayout() const
{
    QSettings().setValue(layoutKey, saveState(layoutVersion));
}

void DesignArea::restoreLayout()
{
    m_hasLayout = restoreState(QSettings().value(layoutKey).toByteArray(), layoutVersion);
    setPanelsLocked(m_areLocked);
}

void DesignArea::showEvent(QShowEvent* event)
{
    QMainWindow::showEvent(event);
    m_isNarrow = !m_isNarrow; // so that the first call sets the widths
    fitDocks();
}

void DesignArea::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    fitDocks();
}

void DesignArea::fitDocks()
{
    const bool isNarrow = width() < metrics::narrowWindow;
    if (isNarrow == m_isNarrow || m_hasLayout)
        return;
    m_isNarrow = isNarrow;
    QList<QDockWidget*> docks;
    QList<int> widths;
    for (QDockWidget* dock : findChildren<QDockWidget*>()) {
        docks << dock;
        const bool isLeft = dockWidgetArea(dock) == Qt::LeftDockWidgetArea;
        widths << (isLeft ? (isNarrow ? metrics::leftDockNarrow : metrics::leftDock)
                          : (isNarrow ? metrics::rightDockNarrow : metrics::rightDock));
    }
    resizeDocks(docks, widths, Qt::Horizontal);
}

} // namespace millwright
