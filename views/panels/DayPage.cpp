#include "views/panels/DayPage.h"
#include "views/charts/DayChart.h"
#include "views/models/DayContents.h"
#include "views/models/DayJobsModel.h"
#include "views/panels/FigureGrid.h"
#include "views/panels/InspectorCombo.h"
#include "views/session/Session.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/EmptyState.h"
#include "views/widgets/FigureDelegate.h"
#include "views/widgets/Labels.h"
#include <QHBoxLayout>
#include <QHeaderView>
#include <QSignalBlocker>
#include <QTableView>
#include <QVBoxLayout>

namespace millwright
{
namespace
{

constexpr int tallestChart = 420;

} // namespace

DayPage::DayPage(Session& session, const ThemeManager& themes, QWidget* parent)
    : QWidget(parent), m_session(session), m_themes(themes), m_pools(new InspectorCombo(this)),
      m_figures(new FigureGrid(themes, this)),
      m_holders(new DayChart(themes, tr("Who holds the accelerators, hour by hour"), this)),
      m_draw(new DayChart(themes, tr("What the accelerators draw"), this)),
      m_model(new DayJobsModel(session, this)), m_table(new QTableView(this)),
      m_area(new QScrollArea(this)),
      m_empty(new EmptyState(
          themes,
          {Icon::Clock, tr("No plan of the day yet"),
           tr("It follows from the jobs: who holds which accelerators in which hour, what "
              "they draw, what is left over."),
           tr("Add serving")},
          this))
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->setAccessibleName(tr("Plan of the day"));
    m_area->setWidget(makeContent());
    outer->addWidget(m_area);
    outer->addWidget(m_empty);
    connect(m_empty, &EmptyState::activated, this, &DayPage::addRequested);
    connect(m_pools, &QComboBox::currentIndexChanged, this, &DayPage::showPool);
    connect(m_figures, &FigureGrid::explainRequested, this, &DayPage::explainRequested);
    for (DayChart* chart : {m_holders, m_draw})
        connect(chart, &ChartCard::explainRequested, this, &DayPage::explainRequested);
    connect(&session, &Session::resultsChanged, this, [this] {
        m_isOutdated = true;
        if (isVisible())
            refresh();
    });
}

QWidget* DayPage::makeContent()
{
    auto* content = new QWidget(m_area);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(16, 12, 16, 16);
    column->setSpacing(12);
    auto* bar = new QHBoxLayout;
    bar->addWidget(makeLabel(tr("Pool"), TextTone::Label, type::body, QFont::Normal, content));
    m_pools->setAccessibleName(tr("Pool of accelerators"));
    m_pools->setMinimumWidth(320);
    bar->addWidget(m_pools);
    bar->addStretch(1);
    column->addLayout(bar);
    column->addWidget(m_figures);
    for (DayChart* chart : {m_holders, m_draw}) {
        chart->setMaximumHeight(tallestChart);
        column->addWidget(chart, 100);
    }
    setUpTable();
    column->addWidget(m_table);
    column->addStretch(1);
    return content;
}

void DayPage::setUpTable()
{
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Jobs over the day and the year"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectItems);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(metrics::tableRow);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* delegate = new FigureDelegate(m_themes, DayJobsModel::FigureRole, m_table);
    delegate->setSwatch(DayJobsModel::ColourRole,
                        [this](int index) { return DayChart::colour(m_themes.theme(), index); });
    connect(delegate, &FigureDelegate::explainRequested, this, [this](const QModelIndex& index) {
        emit explainRequested(index.data(DayJobsModel::FigureRole).toString());
    });
}

void DayPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_isOutdated)
        refresh();
}

void DayPage::refresh()
{
    m_isOutdated = false;
    const auto& plan = m_session.results().workplan;
    const bool hasJobs = !m_session.blueprint().table<Workload>().isEmpty();
    m_area->setVisible(hasJobs);
    m_empty->setVisible(!hasJobs);
    if (!hasJobs || !plan)
        return;
    const MetricContext context{m_session.project(), m_session.results(), m_session.parameters()};
    m_figures->show(planCells(context), m_session.isCalculating());
    {
        const QSignalBlocker quiet(m_pools);
        const QString now = m_pools->currentData().toString();
        m_pools->clear();
        for (const PoolPlan& pool : plan->pools)
            m_pools->addItem(poolName(context, pool),
                             QString::fromStdString(pool.accelerator.str()));
        m_pools->setCurrentIndex(std::max(0, m_pools->findData(now)));
        m_pools->setEnabled(m_pools->count() > 1);
    }
    m_model->refresh();
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height() +
                            m_model->rowCount() * metrics::tableRow + 4);
    showPool();
}

const PoolPlan* DayPage::pool() const
{
    const auto& plan = m_session.results().workplan;
    const int index = m_pools->currentIndex();
    return plan && index >= 0 && index < static_cast<int>(plan->pools.size())
               ? &plan->pools[static_cast<std::size_t>(index)]
               : nullptr;
}

void DayPage::showPool()
{
    const MetricContext context{m_session.project(), m_session.results(), m_session.parameters()};
    const PoolPlan* shown = pool();
    DayChart::Content none;
    none.reason =
        tr("The design has no accelerators yet. Place systems that hold some on the plan.");
    const QString subject = QString::fromStdString(m_session.project().name);
    for (DayChart* chart : {m_holders, m_draw})
        chart->setSubject(shown ? tr("%1 · %2").arg(subject, poolName(context, *shown)) : subject);
    m_holders->show(shown ? holdersContent(context, *shown) : none);
    m_draw->show(shown ? drawContent(*shown) : none);
}

} // namespace millwright
