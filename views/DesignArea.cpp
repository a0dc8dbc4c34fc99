#include "views/DesignArea.h"
#include "model/blueprint/Entities.h"
#include "views/canvas/PlanCanvas.h"
#include "views/panels/ExplainPanel.h"
#include "views/panels/FindingsPanel.h"
#include "views/panels/InspectorPanel.h"
#include "views/panels/KpiPanel.h"
#include "views/panels/PalettePanel.h"
#include "views/panels/RackView.h"
#include "views/panels/RackWorkspace.h"
#include "views/panels/RegionDialog.h"
#include "views/panels/WorkloadsWorkspace.h"
#include "views/session/Session.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/Buttons.h"
#include "views/widgets/Labels.h"
#include <QAction>
#include <QDockWidget>
#include <QGridLayout>
#include <QLayout>
#include <QListView>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolBar>
#include <QVBoxLayout>
#include <numeric>

namespace millwright
{
namespace
{

/// Raised when the docks change so much that an older layout would not fit.
constexpr int layoutVersion = 1;
constexpr char symbolProperty[] = "millwrightSymbol";
constexpr int narrowHelper = 98; ///< pixels, the longest helper's words
constexpr int highExplanation = 360; ///< pixels that an explanation is given when it opens
const QString layoutKey = QStringLiteral("window/docks");

} // namespace

DesignArea::DesignArea(Session& session, const ThemeManager& themes, QWidget* parent)
    : QMainWindow(parent), m_session(session), m_themes(themes), m_stack(new QStackedWidget(this)),
      m_canvas(new PlanCanvas(session, themes, this)),
      m_palette(new PalettePanel(session, themes, this)),
      m_racks(new RackWorkspace(session, themes, this)),
      m_workloads(new WorkloadsWorkspace(session, themes, this)),
      m_kpis(new KpiPanel(session, themes, this)),
      m_inspector(new InspectorPanel(session, themes, this)),
      m_findings(new FindingsPanel(session, themes, this)),
      m_explain(new ExplainPanel(session, themes, this))
{
    // QMainWindow makes itself a window whatever flags it is given.
    setWindowFlags(Qt::Widget);
    setDockNestingEnabled(true);
    setAnimated(false);
    setCentralWidget(m_stack);
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    addWorkspace(tr("Plan"), m_canvas);
    addWorkspace(tr("Racks"), m_racks);
    addWorkspace(tr("Workloads"), m_workloads);
    m_racks->setFocusProxy(&m_racks->view());
    auto* left = new QWidget(this);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_palette, 1);
    m_helpers = new QWidget(left);
    column->addWidget(m_helpers);
    m_left = addDock(QStringLiteral("paletteDock"), tr("Parts"), Qt::LeftDockWidgetArea, left);
    m_right =
        addDock(QStringLiteral("designDock"), tr("Design"), Qt::RightDockWidgetArea, makeRight());

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

    connectPanels();
    setPanelsLocked(true);
}

void DesignArea::connectPanels()
{
    connect(m_palette, &PalettePanel::placeRequested, this, &DesignArea::placeRequested);
    connect(m_kpis, &KpiPanel::explainRequested, this, &DesignArea::explain);
    connect(m_findings, &FindingsPanel::revealRequested, this,
            [this](const std::vector<EntityId>& ids) {
                if (!ids.empty())
                    reveal(ids);
            });
    connect(m_inspector, &InspectorPanel::explainRequested, this, &DesignArea::explain);
    connect(m_inspector, &InspectorPanel::revealRequested, this,
            [this](const std::vector<EntityId>& ids) {
                if (!ids.empty())
                    reveal(ids);
            });
    m_explain->setProvider(
        {[this](const std::string& id) { return m_workloads->explain(id); },
         [this](const std::string& id) { return m_workloads->explainTitle(id); },
         [this](const std::string& id) { return m_workloads->explainNote(id); }});
    connect(m_workloads, &WorkloadsWorkspace::explainRequested, this, &DesignArea::explain);
    connect(m_workloads, &WorkloadsWorkspace::studyChanged, m_explain,
            &ExplainPanel::refreshSoon);
    connect(m_canvas, &PlanCanvas::hintChanged, this, &DesignArea::hintChanged);
    connect(m_canvas, &PlanCanvas::contextMenuWanted, this, &DesignArea::contextMenuWanted);
    connect(m_racks, &RackWorkspace::hintChanged, this, &DesignArea::hintChanged);
    connect(m_racks, &RackWorkspace::contextMenuWanted, this, &DesignArea::contextMenuWanted);
    connect(m_canvas, &PlanCanvas::activated, this, [this](EntityId id) {
        // A rack is opened where its devices can be seen.
        if (!m_session.blueprint().find(Id<Rack>(id)))
            return;
        setWorkspace(rackWorkspace);
        m_racks->view().reveal(id);
    });
}

QWidget* DesignArea::makeRight()
{
    m_rightParts = new QSplitter(Qt::Vertical, this);
    m_rightParts->setChildrenCollapsible(false);
    for (QWidget* panel : {static_cast<QWidget*>(m_inspector), static_cast<QWidget*>(m_explain),
                           static_cast<QWidget*>(m_findings)})
        m_rightParts->addWidget(panel);
    m_rightParts->setSizes({420, 360, 420});
    m_explain->hide();
    return m_rightParts;
}

void DesignArea::setHelpers(const QList<QAction*>& helpers)
{
    auto* column = new QVBoxLayout(m_helpers);
    column->setContentsMargins(metrics::panelPadding, 8, metrics::panelPadding, 10);
    column->setSpacing(6);
    auto* head = new QHBoxLayout;
    head->addWidget(
        makeLabel(tr("Helpers"), TextTone::Label, type::body, QFont::Medium, m_helpers));
    head->addWidget(
        makeLabel(tr("one undo step each"), TextTone::Hint, type::hint, QFont::Normal, m_helpers),
        0, Qt::AlignRight);
    column->addLayout(head);
    auto* grid = new QGridLayout;
    grid->setSpacing(6);
    for (qsizetype i = 0; i < helpers.size(); ++i) {
        QAction* action = helpers[i];
        auto* button = new ChipButton(m_themes, action->text().remove(u'&'), m_helpers);
        button->setIcon(action->icon());
        button->setProperty(symbolProperty, action->icon());
        button->setEnabled(action->isEnabled());
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        button->setMinimumWidth(narrowHelper);
        connect(button, &ChipButton::clicked, action, &QAction::trigger);
        connect(action, &QAction::changed, button,
                [button, action] { button->setEnabled(action->isEnabled()); });
        grid->addWidget(button, static_cast<int>(i) / 2, static_cast<int>(i) % 2);
    }
    column->addLayout(grid);
}

void DesignArea::explain(const QString& metric)
{
    m_right->show();
    const bool isNew = m_explain->isHidden();
    m_explain->show();
    if (isNew)
        makeRoomToExplain();
    m_explain->explain(metric);
}

/// On a low screen the three panels at the right would leave a derivation two lines.
void DesignArea::makeRoomToExplain()
{
    QList<int> sizes = m_rightParts->sizes(); // inspector, explanation, findings
    const int all = std::accumulate(sizes.begin(), sizes.end(), 0);
    const int wanted = std::min(highExplanation, all * 11 / 20);
    if (sizes[1] >= wanted)
        return;
    sizes = {(all - wanted) / 2, wanted, (all - wanted) / 2};
    m_rightParts->setSizes(sizes);
}

void DesignArea::chooseRegion()
{
    RegionDialog::openOver(window(), m_session, m_themes);
}

void DesignArea::showFindings()
{
    m_right->show();
    m_findings->list().setFocus(Qt::OtherFocusReason);
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
    // The editor of the workloads stands where the parts do elsewhere.
    const bool wantsAway = index == workloadWorkspace;
    if (wantsAway && m_left->isVisibleTo(this))
        m_isPaletteAway = true;
    if (m_isPaletteAway)
        m_left->setVisible(!wantsAway);
    m_isPaletteAway = m_isPaletteAway && wantsAway;
    m_stack->currentWidget()->setFocus();
    emit workspaceChanged(index);
}

void DesignArea::reveal(const std::vector<EntityId>& ids)
{
    const Blueprint& blueprint = m_session.blueprint();
    std::vector<EntityId> shown;
    for (const EntityId id : ids) {
        // A device or a rear door has no place of its own on the plan: its rack is shown.
        if (const Device* device = blueprint.find(Id<Device>(id)))
            shown.push_back(device->rack.value());
        else if (const CoolingPart* part = blueprint.find(Id<CoolingPart>(id));
                 part && part->rack.isSet())
            shown.push_back(part->rack.value());
        else
            shown.push_back(id);
    }
    if (ids.size() == 1 && shown.front() != ids.front()) {
        setWorkspace(rackWorkspace);
        m_session.setSelection(Selection(ids));
        m_racks->view().reveal(ids.front());
        return;
    }
    for (const EntityId id : shown)
        if (const auto thing = placedThing(blueprint, id)) {
            m_session.setActiveHall(thing->at.hall);
            break;
        }
    setWorkspace(planWorkspace);
    m_canvas->reveal(shown);
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
        if (dock != m_left)
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
    if (m_isPaletteAway) // what a workspace hides for itself is not the person's choice
        m_left->show();
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
    // Narrow docks have room for the helpers' words only.
    for (ChipButton* button : m_helpers->findChildren<ChipButton*>())
        button->setIcon(isNarrow ? QIcon() : button->property(symbolProperty).value<QIcon>());
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
