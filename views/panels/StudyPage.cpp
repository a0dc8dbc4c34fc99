#include "views/panels/StudyPage.h"
#include "views/charts/CascadeChart.h"
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
#include "views/widgets/SectionHeader.h"
#include <QGridLayout>
#include <QHeaderView>
#include <QScrollArea>
#include <QTableView>
#include <QVBoxLayout>

namespace millwright
{
namespace
{

constexpr int twoColumns = 720; ///< pixels from which charts stand side by side

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
      m_comparison(new ComparisonPanel(session, themes, this))
{
    build();
    connect(&studies, &JobStudies::changed, this, &StudyPage::showStudy);
    connect(m_figures, &FigureGrid::explainRequested, this,
            [this](const QString& figure) { emit explainRequested(figure, {}); });
    connect(m_comparison, &ComparisonPanel::explainRequested, this, &StudyPage::explainRequested);
    connect(m_pareto, &ParetoChart::useRequested, this, &StudyPage::useRequested);
    connect(m_head, &StudyHead::searchPlanRequested, this, &StudyPage::searchPlanRequested);
    showStudy();
}

void StudyPage::build()
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setAccessibleName(tr("Results"));
    auto* content = new QWidget(area);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(16, 12, 16, 16);
    column->setSpacing(12);
    column->addWidget(m_head);
    column->addWidget(m_figures);
    m_charts = new QGridLayout;
    m_charts->setSpacing(8);
    column->addLayout(m_charts);
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
    area->setWidget(content);
    outer->addWidget(area);
}

void StudyPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void StudyPage::arrange()
{
    const int columns = width() >= twoColumns ? 2 : 1;
    const auto study = m_studies.study();
    const bool hasFront = !study || study->isServing();
    const int key = columns + (hasFront ? 10 : 0);
    if (key == m_columns)
        return;
    m_columns = key;
    std::vector<ChartCard*> cards = {m_roofline, m_step, m_memory};
    if (hasFront)
        cards.insert(cards.begin(), m_pareto);
    m_pareto->setVisible(hasFront);
    for (ChartCard* card : {static_cast<ChartCard*>(m_pareto), static_cast<ChartCard*>(m_roofline),
                            static_cast<ChartCard*>(m_step), static_cast<ChartCard*>(m_memory)})
        m_charts->removeWidget(card);
    for (std::size_t i = 0; i < cards.size(); ++i) {
        const int at = static_cast<int>(i);
        const bool isAlone = i + 1 == cards.size() && at % columns == 0;
        m_charts->addWidget(cards[i], at / columns, at % columns, 1, isAlone ? columns : 1);
    }
    for (int i = 0; i < 2; ++i)
        m_charts->setColumnStretch(i, i < columns ? 1 : 0);
}

void StudyPage::showStudy()
{
    const auto study = m_studies.study();
    const bool isStale = m_studies.isStale();
    m_head->show(m_studies, !m_session.isReadOnly());
    m_figures->show(study ? figureCells(*study, m_studies.before().get())
                          : std::vector<FigureCell>{},
                    isStale);
    const bool isShown = study != nullptr && (study->isServing() || study->isTraining());
    for (QWidget* part : {static_cast<QWidget*>(m_roofline), static_cast<QWidget*>(m_memory),
                          static_cast<QWidget*>(m_step),
                          static_cast<QWidget*>(m_comparisonHead)})
        part->setVisible(isShown);
    m_pareto->setVisible(isShown && study->isServing());
    m_comparison->setVisible(isShown && m_comparisonHead->isChecked());
    for (ChartCard* card : {static_cast<ChartCard*>(m_pareto), static_cast<ChartCard*>(m_roofline),
                            static_cast<ChartCard*>(m_step), static_cast<ChartCard*>(m_memory)})
        card->setStale(isStale);
    if (!isShown) {
        m_shown = nullptr;
        m_refused->show(nullptr);
        m_refusedHead->hide();
        m_refusedTable->hide();
        return;
    }
    if (study.get() == m_shown)
        return;
    m_shown = study.get();
    arrange();
    m_pareto->show(paretoContent(*study, !m_session.isReadOnly()));
    m_roofline->show(study->roofline, rooflineSubject(*study),
                     QString::fromStdString(formatMessage(study->reason())));
    m_memory->show(memoryContent(*study));
    m_step->show(stepContent(*study));
    showRefused();
    m_comparison->compare(study->question);
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
