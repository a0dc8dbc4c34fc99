#include "views/panels/KpiPanel.h"
#include "model/analysis/Metric.h"
#include "model/base/Units.h"
#include "views/session/Session.h"
#include <QVBoxLayout>
#include <cmath>

namespace millwright
{
namespace
{

/// How a rise is judged; loads and dates are facts of the design, neither good nor bad.
enum class Rise : std::uint8_t { Neutral, Good, Bad };

struct FigureRow {
    const char* metric;
    const char* label;
    const char* detail; ///< behind the unit, the first thing to go in narrow windows
    Rise rise;
    int importance;
};

constexpr std::array<FigureRow, KpiPanel::figureCount> figures = {{
    {"power.it", QT_TRANSLATE_NOOP("millwright::KpiPanel", "IT load"), "", Rise::Neutral, 9},
    {"power.facility", QT_TRANSLATE_NOOP("millwright::KpiPanel", "Facility"), "", Rise::Neutral, 8},
    {"cooling.pue.peak", QT_TRANSLATE_NOOP("millwright::KpiPanel", "PUE"),
     QT_TRANSLATE_NOOP("millwright::KpiPanel", "peak"), Rise::Bad, 4},
    {"cooling.margin", QT_TRANSLATE_NOOP("millwright::KpiPanel", "Cooling margin"),
     QT_TRANSLATE_NOOP("millwright::KpiPanel", "N+1"), Rise::Good, 7},
    {"serve.tokensPerSecond", QT_TRANSLATE_NOOP("millwright::KpiPanel", "Throughput"), "",
     Rise::Good, 10},
    {"cost.perMillionTokens", QT_TRANSLATE_NOOP("millwright::KpiPanel", "Token cost"), "",
     Rise::Bad, 6},
    {"cost.capex", QT_TRANSLATE_NOOP("millwright::KpiPanel", "Capex"), "", Rise::Bad, 10},
    {"cost.opexPerYear", QT_TRANSLATE_NOOP("millwright::KpiPanel", "Opex"), "", Rise::Bad, 5},
    {"carbon.perYear", QT_TRANSLATE_NOOP("millwright::KpiPanel", "Carbon"), "", Rise::Bad, 3},
    {"schedule.goLive", QT_TRANSLATE_NOOP("millwright::KpiPanel", "Go-live"), "", Rise::Bad, 2},
}};
constexpr std::size_t throughput = 4, tokenCost = 5;
/// What stands in their places where the work is counted in samples.
constexpr FigureRow sampleRate{"samples.perSecond", QT_TRANSLATE_NOOP("millwright::KpiPanel", "Throughput"), "",
                               Rise::Good, 10};
constexpr FigureRow sampleCost{"cost.perMillionSamples",
                               QT_TRANSLATE_NOOP("millwright::KpiPanel", "Sample cost"), "", Rise::Bad, 6};

const FigureRow& figureAt(std::size_t index, bool isInSamples)
{
    if (isInSamples && index == throughput)
        return sampleRate;
    return isInSamples && index == tokenCost ? sampleCost : figures[index];
}

struct Shown {
    QString number, unit;
};

/// The number and unit of a figure in the strip's short style: "19.6 M$", "0.59 $/M tok".
Shown shown(std::string_view metric, double value)
{
    const Metric* row = findMetric(metric);
    std::string unit(row ? row->unit : std::string_view("1"));
    const bool isPerYear = unit == "USD/year" || metric == "carbon.perYear";
    if (unit == "USD/year")
        unit = "USD";
    FormattedMeasure text = splitMeasure(value, unit);
    if (unit == "kg" && std::abs(value) >= 1e8) // from 100,000 t the number would not fit its cell
        text = {splitMeasure(value / 1e6, "1").number, "kt"};
    Shown result{QString::fromStdString(text.number), QString::fromStdString(text.unit)};
    result.unit.replace(QStringLiteral(" USD"), QStringLiteral("$"))
        .replace(QStringLiteral("USD"), QStringLiteral("$"));
    if (metric == "carbon.perYear")
        result.unit += KpiPanel::tr(" CO₂e");
    if (metric == "cost.perMillionTokens")
        result.unit += KpiPanel::tr("/M tok");
    if (metric == "cost.perMillionSamples")
        result.unit += KpiPanel::tr("/M");
    if (isPerYear)
        result.unit += KpiPanel::tr("/y");
    return result;
}

std::optional<double> metricValue(const char* id, const MetricContext& context)
{
    const Metric* metric = findMetric(id);
    return metric ? metric->value(context) : std::nullopt;
}

void describeChange(KpiValue& cell, const FigureRow& row, std::optional<double> before,
                    std::optional<double> now)
{
    if (!before && !now)
        return;
    if (!before || !now) {
        cell.change = now ? KpiPanel::tr("new") : KpiPanel::tr("gone");
        return;
    }
    const double difference = *now - *before;
    // Less than the rounding of sums of many terms is no change.
    if (std::abs(difference) <= 1e-9 * std::max(std::abs(*before), std::abs(*now)))
        return;
    const Shown size = shown(row.metric, std::abs(difference));
    cell.change = QStringLiteral("%1 %2").arg(size.number, size.unit).trimmed();
    cell.direction = difference > 0.0 ? 1 : -1;
    if (row.rise != Rise::Neutral)
        cell.quality = (difference > 0.0) == (row.rise == Rise::Good) ? ChangeQuality::Good
                                                                      : ChangeQuality::Bad;
}

} // namespace

KpiPanel::KpiPanel(Session& session, const ThemeManager& themes, QWidget* parent)
    : QWidget(parent), m_session(session), m_strip(new KpiStrip(themes, this)),
      m_reasonTitle(tr("Key figures"))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_strip);
    setFixedHeight(metrics::kpiHeight);
    connect(m_strip, &KpiStrip::metricClicked, this, &KpiPanel::explainRequested);
    connect(&session, &Session::projectChanged, this, [this](const ChangeSet& changes) {
        onProjectChanged(changes.isEverything() && m_session.undoStack().count() == 0);
    });
    connect(&session, &Session::resultsChanged, this, &KpiPanel::onResultsChanged);
    connect(&session, &Session::previewChanged, this, &KpiPanel::show);
    connect(&session, &Session::calculatingChanged, this, &KpiPanel::show);
    connect(&session.undoStack(), &QUndoStack::indexChanged, this, &KpiPanel::onStackMoved);
    onResultsChanged();
}

KpiPanel::Values KpiPanel::valuesOf(const Project& project, const LiveResults& live)
{
    Values values{};
    if (!live.isReady() || !live.results().cost)
        return values;
    const MetricContext context{project, live.results(), live.parameters()};
    values.isInSamples = !metricValue(figures[throughput].metric, context) &&
                         metricValue(sampleRate.metric, context);
    for (std::size_t i = 0; i < figureCount; ++i)
        values.of[i] = metricValue(figureAt(i, values.isInSamples).metric, context);
    return values;
}

void KpiPanel::onProjectChanged(bool isOtherProject)
{
    m_before = m_now;
    m_hasBefore = !isOtherProject;
    if (isOtherProject) {
        m_stackIndex = 0;
        m_reasonTitle = tr("Key figures");
        m_reasonDetail = tr("as opened");
    }
}

void KpiPanel::onResultsChanged()
{
    m_now = valuesOf(m_session.project(), m_session.live());
    if (!m_hasBefore)
        m_before = m_now;
    show();
}

void KpiPanel::onStackMoved(int index)
{
    const QUndoStack& stack = m_session.undoStack();
    if (index == 0 && stack.count() == 0)
        return;
    const bool isBack = index < m_stackIndex;
    m_reasonTitle = isBack ? tr("Undone") : tr("Last edit");
    m_reasonDetail = isBack ? stack.redoText() : stack.undoText();
    m_stackIndex = index;
    showReason();
}

QString KpiPanel::throughputBand(const LiveResults& live) const
{
    const auto& workload = live.results().workload;
    if (!workload)
        return {};
    // The same jobs as in the figure: those that serve, else those that work on samples.
    const bool isInSamples = workload->tokensPerSecond <= 0.0;
    double low = 0.0, high = 0.0, sum = 0.0;
    for (const JobEstimate& job : workload->jobs) {
        const bool isServing = job.tpotMean > 0.0;
        if (!job.isFeasible || (isInSamples ? job.samplesPerSecond <= 0.0 : !isServing))
            continue;
        low += job.low;
        high += job.high;
        sum += isInSamples ? job.samplesPerSecond : job.tokensPerSecond;
    }
    const double band = sum > 0.0 ? (high - low) / 2.0 / sum : 0.0;
    return band > 0.0 ? QStringLiteral("±%1 %").arg(std::round(band * 100.0)) : QString();
}

void KpiPanel::show()
{
    const bool isPreview = m_session.hasPreview();
    const Values& before = isPreview ? m_now : m_before;
    const Values now =
        isPreview ? valuesOf(m_session.shownProject(), m_session.shownLive()) : m_now;
    // The only analysis that follows on a worker; all else is up to date with the edit.
    const bool isWorkStale =
        m_session.shownLive().isReady() && m_session.shownLive().graph().isStale("workload");
    std::vector<KpiValue> cells;
    for (std::size_t i = 0; i < figureCount; ++i) {
        const FigureRow& row = figureAt(i, now.isInSamples);
        KpiValue cell;
        cell.metric = QString::fromLatin1(row.metric);
        cell.label = tr(row.label);
        cell.importance = row.importance;
        cell.unitDetail = i == throughput ? throughputBand(m_session.shownLive())
                          : *row.detail   ? tr(row.detail)
                                          : QString();
        if (now.of[i]) {
            const Shown text = shown(row.metric, *now.of[i]);
            cell.number = text.number;
            cell.unit = text.unit;
        } else {
            cell.number = QStringLiteral("–");
            cell.unitDetail.clear();
        }
        cell.isStale = (i == throughput || i == tokenCost) && isWorkStale;
        const bool isSameFigure = &row == &figureAt(i, before.isInSamples);
        describeChange(cell, row, isSameFigure ? before.of[i] : std::nullopt, now.of[i]);
        cells.push_back(std::move(cell));
    }
    m_strip->setValues(cells);
    showReason();
}

void KpiPanel::showReason()
{
    if (m_session.hasPreview())
        m_strip->setReason({tr("If dropped"),
                            QString::fromStdString(formatMessage(m_session.previewTitle())), true,
                            Status::Info});
    else
        m_strip->setReason({m_reasonTitle, m_reasonDetail, false, Status::Info});
}

} // namespace millwright
