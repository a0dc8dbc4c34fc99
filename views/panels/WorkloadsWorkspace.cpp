#include "views/panels/WorkloadsWorkspace.h"
#include "model/analysis/DayExplain.h"
#include "model/analysis/StudyParts.h"
#include "model/edit/WorkloadActions.h"
#include "views/charts/ParetoChart.h"
#include "views/models/ExplainModel.h"
#include "views/models/FigureCells.h"
#include "views/panels/CalibrateDialog.h"
#include "views/panels/ComparisonPanel.h"
#include "views/panels/DayPage.h"
#include "views/panels/QualityPage.h"
#include "views/panels/RightSizeDialog.h"
#include "views/panels/StudyPage.h"
#include "views/panels/WorkloadPanel.h"
#include "views/session/JobComparisons.h"
#include "views/session/JobStudies.h"
#include "views/session/Session.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/Buttons.h"
#include "views/widgets/SectionHeader.h"
#include "views/widgets/SegmentedBar.h"
#include <QFileInfo>
#include <QHBoxLayout>
#include <QPainter>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <cmath>

namespace millwright
{
namespace
{

/// Parts of "job.ttft.p99@17:nvidia-b200".
struct FigureId {
    std::string figure;
    EntityId workload = 0;
    std::string accelerator;
};

std::optional<FigureId> parsed(const std::string& id)
{
    const std::size_t at = id.find('@');
    if (at == std::string::npos)
        return std::nullopt;
    FigureId parts;
    parts.figure = id.substr(0, at);
    const std::size_t colon = id.find(':', at);
    parts.workload = QString::fromStdString(id.substr(at + 1, colon - at - 1)).toULongLong();
    if (colon != std::string::npos)
        parts.accelerator = id.substr(colon + 1);
    return parts;
}

/// The line between editor and results.
class Divider : public QWidget
{
public:
    Divider(const ThemeManager& themes, QWidget* parent) : QWidget(parent), m_themes(themes)
    {
        setFixedWidth(1);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter(this).fillRect(rect(), m_themes.theme().line);
    }

private:
    const ThemeManager& m_themes;
};

} // namespace

WorkloadsWorkspace::WorkloadsWorkspace(Session& session, const ThemeManager& themes,
                                       QWidget* parent)
    : QWidget(parent), m_session(session), m_themes(themes),
      m_studies(new JobStudies(session, this)), m_panel(new WorkloadPanel(session, themes, this)),
      m_page(new StudyPage(session, *m_studies, themes, this)),
      m_day(new DayPage(session, themes, this)),
      m_tabs(new SegmentedBar(themes, SegmentedBar::Look::Tabs, this)),
      m_pages(new QStackedWidget(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    m_panel->setFixedWidth(metrics::rightDock);
    row->addWidget(m_panel);
    row->addWidget(new Divider(themes, this));
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    column->addWidget(m_tabs);
    column->addWidget(m_pages, 1);
    row->addLayout(column, 1);
    addPage(tr("Results"), m_page);
    addPage(tr("Plan of the day"), m_day);
    connect(m_tabs, &SegmentedBar::currentChanged, m_pages, &QStackedWidget::setCurrentIndex);
    connect(m_pages, &QStackedWidget::currentChanged, this, &WorkloadsWorkspace::studyChanged);
    connect(m_panel, &WorkloadPanel::currentChanged, this,
            [this] { m_studies->setWorkload(m_panel->current()); });
    connect(m_studies, &JobStudies::changed, this, &WorkloadsWorkspace::studyChanged);
    connect(&m_page->comparison().comparisons(), &JobComparisons::changed, this,
            &WorkloadsWorkspace::studyChanged);
    connectPage();
    m_studies->setWorkload(m_panel->current());
    setFocusProxy(m_panel);
}

void WorkloadsWorkspace::connectPage()
{
    connect(m_page, &StudyPage::explainRequested, this,
            [this](const QString& figure, const QString& accelerator) {
                QString id = QStringLiteral("%1@%2").arg(figure).arg(m_panel->current().value());
                if (!accelerator.isEmpty())
                    id += u':' + accelerator;
                emit explainRequested(id);
            });
    connect(m_page, &StudyPage::useRequested, this, &WorkloadsWorkspace::usePlan);
    connect(m_page, &StudyPage::searchPlanRequested, this, &WorkloadsWorkspace::searchPlan);
    connect(m_page, &StudyPage::chooseModelRequested, m_panel, &WorkloadPanel::chooseModel);
    connect(m_page, &StudyPage::importModelRequested, m_panel, &WorkloadPanel::askForModel);
    connect(m_page, &StudyPage::addRequested, m_panel,
            [this] { m_panel->add(WorkloadKind::Serve); });
    connect(m_day, &DayPage::explainRequested, this, &WorkloadsWorkspace::explainRequested);
    connect(m_day, &DayPage::addRequested, m_panel, [this] { m_panel->add(WorkloadKind::Serve); });
    connect(m_page, &StudyPage::rightSizeRequested, this, &WorkloadsWorkspace::rightSize);
}

void WorkloadsWorkspace::addPage(const QString& title, QWidget* page)
{
    m_pages->addWidget(page);
    watchCharts(*page);
    m_titles << title;
    std::vector<Segment> segments;
    for (const QString& text : m_titles)
        segments.push_back({text, {}});
    m_tabs->setSegments(segments);
    m_tabs->setCurrentIndex(m_pages->currentIndex());
    m_tabs->setVisible(m_titles.size() > 1);
}

void WorkloadsWorkspace::watchCharts(QWidget& page)
{
    for (ChartCard* card : page.findChildren<ChartCard*>()) {
        connect(card, &ChartCard::touched, this, [this, card] { m_chart = card; });
        connect(card, &ChartCard::saved, this, [this](const QString& path) {
            m_session.say({"view.written", {QFileInfo(path).fileName().toStdString()}}, Severity::Info);
        });
        connect(card, &ChartCard::notSaved, this, [this](const QString& path) {
            m_session.say({"view.not-written", {path.toStdString()}}, Severity::Error);
        });
    }
}

ChartCard* WorkloadsWorkspace::chart() const
{
    const QWidget* page = m_pages->currentWidget();
    if (m_chart && m_chart->hasContent() && page->isAncestorOf(m_chart))
        return m_chart;
    for (ChartCard* card : page->findChildren<ChartCard*>())
        if (card->hasContent() && !card->isHidden())
            return card;
    return nullptr;
}

void WorkloadsWorkspace::showQuality()
{
    if (!m_quality) {
        m_quality = new QualityPage(QualityReport::shipped(), m_themes, this);
        connect(m_quality, &QualityPage::calibrateRequested, this, &WorkloadsWorkspace::calibrate);
        addPage(tr("Estimator quality"), m_quality);
    }
    showPage(*m_quality);
}

void WorkloadsWorkspace::showPage(QWidget& page)
{
    m_tabs->setCurrentIndex(m_pages->indexOf(&page));
    m_pages->setCurrentWidget(&page);
}

void WorkloadsWorkspace::showResults()
{
    showPage(*m_page);
}

void WorkloadsWorkspace::showDay()
{
    showPage(*m_day);
}

void WorkloadsWorkspace::calibrate()
{
    auto* dialog = new CalibrateDialog(m_session, m_themes, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void WorkloadsWorkspace::rightSize()
{
    if (!m_panel->current().isSet() || !m_session.live().isReady() || !m_session.results().workplan)
        return;
    auto* dialog = new RightSizeDialog(m_session, m_themes, m_panel->current(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

bool WorkloadsWorkspace::isCalculating() const
{
    return m_studies->isCalculating() || m_page->comparison().comparisons().isRunning();
}

void WorkloadsWorkspace::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (!m_quality) { // not at start-up: its chart holds some thousand points
        QWidget* shown = m_pages->currentWidget();
        showQuality();
        showPage(*shown);
    }
    m_studies->setActive(true);
}

void WorkloadsWorkspace::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_panel->setFixedWidth(window()->width() < metrics::narrowWindow ? metrics::rightDockNarrow
                                                                     : metrics::rightDock);
}

void WorkloadsWorkspace::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_studies->setActive(false);
}

std::optional<Result<ExplainPtr>> WorkloadsWorkspace::explain(const std::string& id) const
{
    const auto parts = parsed(id);
    if (!parts)
        return std::nullopt;
    if (parts->figure.starts_with("day.")) {
        const MetricContext context{m_session.project(), m_session.results(), m_session.parameters()};
        return parts->accelerator.empty()
                   ? explainJobDay(context, Id<Workload>(parts->workload), parts->figure)
                   : explainPoolHour(context, parts->accelerator, parts->figure);
    }
    if (!parts->accelerator.empty()) {
        const ComparedJob* job = m_page->comparison().find(parts->accelerator);
        if (!job || !job->study || parts->workload != m_studies->workload().value())
            return Result<ExplainPtr>(fail("metric.no-value", {parts->figure}));
        if (parts->figure == "job.costPerMillion")
            return Result<ExplainPtr>(
                explainComparedCost(*job, m_page->comparison().comparisons().prices()).node());
        return explainJobFigure(*job->study, parts->figure);
    }
    const auto study = m_studies->study();
    if (!study || study->workload().id.value() != parts->workload)
        return Result<ExplainPtr>(fail("metric.no-value", {parts->figure}));
    return findJobFigure(parts->figure) ? explainJobFigure(*study, parts->figure)
                                        : explainStudyPart(*study, parts->figure);
}

QString WorkloadsWorkspace::explainTitle(const std::string& id) const
{
    const auto parts = parsed(id);
    if (!parts)
        return {};
    QString label;
    if (parts->figure == "job.costPerMillion")
        label = tr("Cost per million tokens");
    else if (const auto found = explain(id); found && found->isOk())
        label = explainName(***found);
    const ComparedJob* job = m_page->comparison().find(parts->accelerator);
    const std::string of = parts->accelerator.empty()
                               ? m_session.blueprint().labelOf(parts->workload)
                               : (job ? job->offer.name : parts->accelerator);
    return label.isEmpty() ? QString::fromStdString(of)
                           : tr("%1, %2").arg(label, QString::fromStdString(of));
}

QString WorkloadsWorkspace::explainNote(const std::string& id) const
{
    const auto parts = parsed(id);
    if (!parts)
        return {};
    const ComparedJob* job = m_page->comparison().find(parts->accelerator);
    const auto study = parts->accelerator.empty() ? m_studies->study() : job ? job->study : nullptr;
    if (!study || !study->isFeasible() || parts->figure.starts_with("day."))
        return {};
    const QString band = figureBand(*study, parts->figure);
    return tr("%1 · %2").arg(band.isEmpty() ? tr("Estimate") : band, confidenceHint(study->confidence()));
}

void WorkloadsWorkspace::usePlan(const ServingEstimate& plan)
{
    const Id<Workload> id = m_panel->current();
    const PlanDegrees degrees{plan.plan.tensor, plan.plan.pipeline, plan.plan.expert,
                              plan.plan.attentionData,
                              static_cast<int>(std::max(1.0, std::round(plan.batch)))};
    m_session.perform({"edit.use-plan", {planText(plan.plan)}},
                      [&](Draft& draft) { return fixPlan(draft, id, degrees); });
}

void WorkloadsWorkspace::searchPlan()
{
    const Id<Workload> id = m_panel->current();
    m_session.perform({"edit.search-plan", {}},
                      [&](Draft& draft) { return freePlan(draft, id); });
}

void WorkloadsWorkspace::useSelectedPlan()
{
    if (m_page->pareto().selected() >= 0)
        m_page->pareto().useButton().click();
}

void WorkloadsWorkspace::compareAccelerators()
{
    showResults();
    m_page->openComparison();
}

} // namespace millwright
