#include "views/panels/StudyPage.h"
#include "views/charts/CascadeChart.h"
#include "views/charts/ComparisonChart.h"
#include "views/charts/ParetoChart.h"
#include "views/charts/RooflineChart.h"
#include "views/models/FigureCells.h"
#include "views/models/RefusedPlansModel.h"
#include "views/models/StudyContents.h"
#include "views/panels/ComparisonPanel.h"
#include "views/panels/FigureGrid.h"
#include "views/panels/StudyHead.h"
#include "views/session/JobStudies.h"
#include "views/session/Session.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/EmptyState.h"
#include "views/widgets/SectionHeader.h"
#include <QGridLayout>
#include <QHeaderView>
#include <QScrollArea>
#include <QScrollBar>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

namespace millwright
{
namespace
{

constexpr int twoColumns = 720; ///< pixels from which charts stand side by side
constexpr int tallestCard = 420;

} // namespace

StudyPage::StudyPage(Session& session, JobStudies& studies, const ThemeManager& themes,
                     QWidget* parent)
    : QWidget(parent), m_session(session), m_studies(studies), m_themes(themes),
      m_head(new StudyHead(themes, this)), m_figures(new FigureGrid(themes, this)),
      m_pareto(new ParetoChart(themes, this)), m_roofline(new RooflineChart(themes, this)),
      m_memory(new CascadeChart(themes, tr("Memory of an accelerator"), this)),
      m_step(new CascadeChart(themes, tr("Where the time of a step goes"), this)),
      m_refused(new RefusedPlansModel(this)), m_refusedTable(new QTableView(this)),
      m_refusedHead(new SectionHeader(themes, tr("Plans that cannot be"), this)),
      m_comparisonHead(new SectionHeader(themes, tr("Other accelerators for this job"), this)),
      m_comparison(new ComparisonPanel(session, themes, this)),
      m_empty(new EmptyState(themes,
                             {Icon::Gauge, tr("What will this design deliver?"),
                              tr("Add a serving or a training job: tokens/s, latency, training time "
                                 "and cost with their bands, and what limits them, stand here."),
                              tr("Add serving")},
                             this))
{
    build();
    connect(&studies, &JobStudies::changed, this, &StudyPage::showStudy);
    connect(m_figures, &FigureGrid::explainRequested, this,
            [this](const QString& figure) { emit explainRequested(figure, {}); });
    for (ChartCard* card : cards())
        connect(card, &ChartCard::explainRequested, this,
                [this](const QString& figure) { emit explainRequested(figure, {}); });
    connect(m_comparison, &ComparisonPanel::explainRequested, this, &StudyPage::explainRequested);
    connect(m_pareto, &ParetoChart::useRequested, this, &StudyPage::useRequested);
    connect(m_head, &StudyHead::searchPlanRequested, this, &StudyPage::searchPlanRequested);
    connect(m_head, &StudyHead::chooseModelRequested, this, &StudyPage::chooseModelRequested);
    connect(m_head, &StudyHead::importModelRequested, this, &StudyPage::importModelRequested);
    connect(m_empty, &EmptyState::activated, this, &StudyPage::addRequested);
    connect(&studies, &JobStudies::progressChanged, this,
            [this] { m_head->showProgress(m_studies); });
    connect(m_head, &StudyHead::stopRequested, &studies, &JobStudies::stop);
    connect(m_head, &StudyHead::resumeRequested, &studies, &JobStudies::resume);
    connect(m_head, &StudyHead::rightSizeRequested, this, &StudyPage::rightSizeRequested);
    for (SectionHeader* head : {m_refusedHead, m_comparisonHead})
        connect(head, &QAbstractButton::clicked, this, [this, head](bool isOpen) {
            if (isOpen)
                reveal(*head);
        });
    showStudy();
}

std::array<ChartCard*, 4> StudyPage::cards() const
{
    return {m_pareto, m_roofline, m_step, m_memory};
}

void StudyPage::build()
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    m_area = new QScrollArea(this);
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->setAccessibleName(tr("Results"));
    auto* content = new QWidget(m_area);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(16, 12, 16, 16);
    column->setSpacing(12);
    column->addWidget(m_head);
    column->addWidget(m_figures);
    m_charts = new QGridLayout;
    m_charts->setSpacing(8);
    for (ChartCard* card : cards())
        card->setMaximumHeight(tallestCard);
    column->addLayout(m_charts, 100);
    m_refusedTable->setModel(m_refused);
    m_refusedTable->setShowGrid(false);
    m_refusedTable->setFrameShape(QFrame::NoFrame);
    m_refusedTable->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_refusedTable->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_refusedTable->verticalHeader()->hide();
    m_refusedTable->verticalHeader()->setDefaultSectionSize(metrics::tableRow);
    m_refusedTable->horizontalHeader()->setStretchLastSection(true);
    m_refusedTable->setColumnWidth(RefusedPlansModel::Plans, 320);
    m_refusedTable->setAccessibleName(tr("Plans that cannot be"));
    column->addWidget(m_refusedHead);
    column->addWidget(m_refusedTable);
    m_refusedHead->setContent(m_refusedTable);
    m_refusedHead->setChecked(false);
    m_refusedTable->hide();
    column->addWidget(m_comparisonHead);
    column->addWidget(m_comparison);
    m_comparisonHead->setContent(m_comparison);
    m_comparisonHead->setChecked(false);
    m_comparison->hide();
    column->addStretch(1);
    m_area->setWidget(content);
    outer->addWidget(m_area);
    outer->addWidget(m_empty);
}

/// What opens below the edge of the window is brought into it.
void StudyPage::reveal(SectionHeader& head)
{
    QTimer::singleShot(0, &head, [this, &head] {
        m_area->widget()->layout()->activate();
        m_area->verticalScrollBar()->setValue(head.y() - 8);
    });
}

void StudyPage::openComparison()
{
    m_comparisonHead->setChecked(true);
    reveal(*m_comparisonHead);
}

void StudyPage::openRefused()
{
    m_refusedHead->setChecked(true);
    reveal(*m_refusedHead);
}

void StudyPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void StudyPage::arrange()
{
    const int columns = width() >= twoColumns ? 2 : 1;
    std::vector<ChartCard*> shown;
    int key = columns;
    for (ChartCard* card : cards()) {
        key = 2 * key + (isWanted(card) ? 1 : 0);
        if (isWanted(card))
            shown.push_back(card);
    }
    if (key == m_columns)
        return;
    m_columns = key;
    for (ChartCard* card : cards())
        m_charts->removeWidget(card);
    for (std::size_t i = 0; i < shown.size(); ++i) {
        const int at = static_cast<int>(i);
        const bool isAlone = i + 1 == shown.size() && at % columns == 0;
        m_charts->addWidget(shown[i], at / columns, at % columns, 1, isAlone ? columns : 1);
    }
    for (int i = 0; i < 2; ++i)
        m_charts->setColumnStretch(i, i < columns ? 1 : 0);
}

/// A front of plans is there for serving only; what does not run has no step and no place on the
/// roofline, but memory that says by how much it does not fit.
bool StudyPage::isWanted(const ChartCard* card) const
{
    const auto study = m_studies.study();
    if (!study)
        return true;
    if (card == m_pareto)
        return study->isServing();
    return study->isFeasible() || card == m_memory;
}

void StudyPage::showStudy()
{
    const auto study = m_studies.study();
    const bool isStale = m_studies.isStale();
    m_head->show(m_studies, !m_session.isReadOnly());
    m_figures->show(study ? figureCells(*study, m_studies.before().get())
                          : std::vector<FigureCell>{},
                    isStale);
    m_area->setVisible(m_studies.workload().isSet());
    m_empty->setVisible(!m_studies.workload().isSet());
    // What names no known model says so once, in the head.
    const bool isShown = study != nullptr && study->hasEstimate() && study->question.place &&
                         (study->isGeneric() || study->question.place->model);
    showParts(isShown);
    for (ChartCard* card : cards()) {
        card->setStale(isStale);
        card->setSubject(m_head->headline());
    }
    m_comparison->chart().setSubject(m_head->headline());
    if (!isShown) {
        m_shown = nullptr;
        m_refused->show(nullptr);
        m_refusedHead->hide();
        m_refusedTable->hide();
        return;
    }
    if (study == m_shown)
        return;
    m_shown = study;
    arrange();
    m_pareto->show(paretoContent(*study, !m_session.isReadOnly()));
    m_roofline->show(study->roofline, rooflineSubject(*study),
                     QString::fromStdString(formatMessage(study->reason())));
    m_memory->show(memoryContent(*study));
    m_step->show(stepContent(*study));
    showRefused();
    if (!study->isGeneric())
        m_comparison->compare(study->question);
}

void StudyPage::showParts(bool isShown)
{
    for (ChartCard* card : cards())
        card->setVisible(isShown && isWanted(card));
    const bool isCompared = isShown && !m_studies.study()->isGeneric();
    m_comparisonHead->setVisible(isCompared);
    m_comparison->setVisible(isCompared && m_comparisonHead->isChecked());
}

void StudyPage::showRefused()
{
    m_refused->show(m_studies.study().get());
    const int count = m_refused->rowCount();
    m_refusedHead->setCount(count);
    m_refusedHead->setVisible(count > 0);
    m_refusedTable->setVisible(count > 0 && m_refusedHead->isChecked());
    m_refusedTable->setFixedHeight(metrics::tableRow * (std::min(count, 8) + 1) + 8);
}

} // namespace millwright
