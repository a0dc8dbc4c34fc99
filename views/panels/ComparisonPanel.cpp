#include "views/panels/ComparisonPanel.h"
#include "views/charts/ComparisonChart.h"
#include "views/panels/InspectorCombo.h"
#include "views/session/JobComparisons.h"
#include "views/session/Session.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/Buttons.h"
#include "views/widgets/FigureDelegate.h"
#include "views/widgets/Labels.h"
#include "views/widgets/SearchField.h"
#include <QHBoxLayout>
#include <QHeaderView>
#include <QTableView>
#include <QVBoxLayout>

namespace millwright
{
namespace
{

constexpr std::size_t mostBars = 12;
constexpr int tableHeight = 300;

} // namespace

ComparisonPanel::ComparisonPanel(Session& session, const ThemeManager& themes, QWidget* parent)
    : QWidget(parent), m_session(session), m_themes(themes),
      m_comparisons(new JobComparisons(session, this)), m_model(new ComparisonModel(this)),
      m_order(new ComparisonOrder(this)), m_chart(new ComparisonChart(themes, this)),
      m_table(new QTableView(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(makeBar());
    column->addWidget(m_chart);
    setUpTable();
    column->addWidget(m_table);
    connect(m_chart, &ChartCard::explainRequested, this, [this](const QString& id) {
        emit explainRequested(id.section(u':', 0, 0), id.section(u':', 1));
    });
    connect(m_comparisons, &JobComparisons::changed, this, &ComparisonPanel::showResult);
    connect(m_comparisons, &JobComparisons::progressChanged, this, &ComparisonPanel::showProgress);
    showResult();
}

QWidget* ComparisonPanel::makeBar()
{
    auto* bar = new QWidget(this);
    auto* line = new QHBoxLayout(bar);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    m_figure = new InspectorCombo(bar);
    for (const int column : {ComparisonModel::PerAccelerator, ComparisonModel::Latency,
                             ComparisonModel::Energy, ComparisonModel::Cost})
        m_figure->addItem(
            m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(), column);
    m_figure->setAccessibleName(tr("Figure of the chart"));
    m_filter = new SearchField(m_themes, tr("Filter accelerators"), bar);
    m_filter->setFixedWidth(200);
    m_progress = makeLabel({}, TextTone::Hint, type::hint, QFont::Normal, bar);
    m_stop = new ChipButton(m_themes, Icon::Stop, tr("Stop"), bar);
    line->addWidget(m_figure);
    line->addWidget(m_filter);
    line->addStretch(1);
    line->addWidget(m_progress);
    line->addWidget(m_stop);
    connect(m_figure, &QComboBox::currentIndexChanged, this, &ComparisonPanel::showChart);
    connect(m_filter, &QLineEdit::textChanged, m_order,
            &QSortFilterProxyModel::setFilterFixedString);
    connect(m_filter, &QLineEdit::textChanged, this, &ComparisonPanel::showChart);
    connect(m_stop, &QAbstractButton::clicked, m_comparisons, &JobComparisons::stop);
    return bar;
}

void ComparisonPanel::setUpTable()
{
    m_order->setSourceModel(m_model);
    m_table->setModel(m_order);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(ComparisonModel::PerAccelerator, Qt::DescendingOrder);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setMinimumHeight(tableHeight);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(metrics::tableRow);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    m_table->setColumnWidth(ComparisonModel::Accelerator, 200);
    for (int column = ComparisonModel::PerAccelerator; column <= ComparisonModel::Trust; ++column)
        m_table->setColumnWidth(column, column == ComparisonModel::PerAccelerator ? 126 : 104);
    m_table->setAccessibleName(tr("The same job on other accelerators"));
    auto* delegate = new FigureDelegate(m_themes, ComparisonModel::FigureRole, m_table);
    connect(delegate, &FigureDelegate::explainRequested, this, &ComparisonPanel::explain);
}

void ComparisonPanel::compare(const JobQuestion& question)
{
    m_question = std::make_unique<JobQuestion>(question);
    m_isPending = true;
    if (isVisible())
        start();
}

void ComparisonPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_isPending)
        start();
}

void ComparisonPanel::start()
{
    m_isPending = false;
    if (!m_question->place || !m_question->place->model) {
        m_comparisons->stop();
        m_model->show({}, true);
        showChart();
        return;
    }
    m_comparisons->compare(*m_question);
    m_chart->setStale(true);
    showProgress();
}

void ComparisonPanel::showProgress()
{
    const bool isRunning = m_comparisons->isRunning();
    m_stop->setVisible(isRunning);
    m_progress->setText(isRunning ? tr("%1 %").arg(m_comparisons->progress())
                        : m_comparisons->isPartial() ? tr("stopped, older figures")
                                                     : QString());
}

void ComparisonPanel::showResult()
{
    m_model->show(m_comparisons->jobs(), m_comparisons->isServing());
    m_figure->setItemText(1, m_model->headerData(ComparisonModel::Latency, Qt::Horizontal,
                                                 Qt::DisplayRole)
                                 .toString());
    m_chart->setStale(m_comparisons->isPartial());
    showChart();
    showProgress();
}

void ComparisonPanel::showChart()
{
    ComparisonChart::Content content;
    content.column = m_figure->currentData().toInt();
    content.isServing = m_model->isServing();
    content.current = m_question ? m_question->accelerator.str() : std::string();
    std::vector<ComparedJob> shown;
    for (const ComparedJob& job : m_model->jobs())
        if (QString::fromStdString(job.offer.name)
                .contains(m_filter->text(), Qt::CaseInsensitive))
            shown.push_back(job);
    const auto others = static_cast<int>(m_model->jobs().size()) - m_model->feasibleCount();
    content.jobs = ComparisonChart::best(shown, content.column, content.isServing, mostBars,
                                         content.current);
    const int count = m_question && m_question->place ? m_question->place->accelerators : 0;
    content.subtitle = tr("%1 accelerators each, the best %2 with their 80 % band, hollow where nothing of the "
                          "class was measured; %3 cannot run it")
                           .arg(count)
                           .arg(content.jobs.size())
                           .arg(others);
    content.reason = m_comparisons->isRunning() ? tr("Comparing…")
                     : content.column == ComparisonModel::Cost
                         ? tr("No system with one of these accelerators has a price.")
                         : tr("None of these accelerators runs the job.");
    m_chart->show(content);
}

const ComparedJob* ComparisonPanel::find(std::string_view accelerator) const
{
    for (const ComparedJob& job : m_model->jobs())
        if (job.offer.spec->id == accelerator)
            return &job;
    return nullptr;
}

void ComparisonPanel::explain(const QModelIndex& index)
{
    const QModelIndex source = m_order->mapToSource(index);
    if (!source.isValid())
        return;
    emit explainRequested(index.data(ComparisonModel::FigureRole).toString(),
                          QString::fromStdString(
                              m_model->jobs()[static_cast<std::size_t>(source.row())].offer.spec->id));
}

} // namespace millwright
