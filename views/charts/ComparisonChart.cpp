#include "views/charts/ComparisonChart.h"
#include "model/base/Units.h"
#include "views/models/ComparisonModel.h"
#include "views/models/FigureCells.h"
#include <QBarCategoryAxis>
#include <QBarSet>
#include <QHorizontalStackedBarSeries>
#include <QLineSeries>
#include <QValueAxis>
#include <algorithm>
#include <array>

namespace millwright
{
namespace
{

constexpr int rowHeight = 24, aroundRows = 60;

QString valueText(double value, int column, bool isServing)
{
    if (column == ComparisonModel::Cost)
        return QStringLiteral("%1 $").arg(value, 0, 'f', value < 0.1 ? 4 : 3);
    return QString::fromStdString(formatMeasure(value, ComparisonModel::unit(column, isServing)));
}

/// Figures are shown in their SI unit but for times per token, in ms.
double scaleOf(int column, bool isServing)
{
    return column == ComparisonModel::Latency && isServing ? 1e3 : 1.0;
}

QString axisUnit(int column, bool isServing)
{
    switch (column) {
    case ComparisonModel::PerAccelerator:
        return ComparisonChart::tr("tokens/s per accelerator");
    case ComparisonModel::Latency:
        return isServing ? ComparisonChart::tr("ms per token") : ComparisonChart::tr("days");
    case ComparisonModel::Energy:
        return ComparisonChart::tr("tokens per joule");
    default:
        return ComparisonChart::tr("$ per million tokens");
    }
}

QString axisName(int column, bool isServing)
{
    switch (column) {
    case ComparisonModel::PerAccelerator:
        return ComparisonChart::tr("Tokens/s per accelerator");
    case ComparisonModel::Latency:
        return isServing ? ComparisonChart::tr("Time per token")
                         : ComparisonChart::tr("Training time");
    case ComparisonModel::Energy:
        return ComparisonChart::tr("Tokens per joule");
    default:
        return ComparisonChart::tr("Cost per million tokens");
    }
}

} // namespace

ComparisonChart::ComparisonChart(const ThemeManager& themes, QWidget* parent)
    : ChartCard(themes, tr("The same job on other accelerators"), parent)
{
}

std::vector<ComparedJob> ComparisonChart::best(const std::vector<ComparedJob>& jobs, int column,
                                               bool isServing, std::size_t most,
                                               const std::string& current)
{
    std::vector<ComparedJob> shown;
    for (const ComparedJob& job : jobs)
        if (ComparisonModel::figure(job, column, isServing))
            shown.push_back(job);
    const bool isHigh = ComparisonModel::isGoodWhenHigh(column);
    std::ranges::stable_sort(shown, [&](const ComparedJob& a, const ComparedJob& b) {
        const double x = *ComparisonModel::figure(a, column, isServing);
        const double y = *ComparisonModel::figure(b, column, isServing);
        return isHigh ? x > y : x < y;
    });
    while (shown.size() > most) {
        // From the end, but not the one that the design has.
        auto drop = shown.end() - 1;
        if (drop->offer.spec->id == current)
            --drop;
        shown.erase(drop);
    }
    return shown;
}

void ComparisonChart::show(const Content& content)
{
    m_content = content;
    rebuild();
}

void ComparisonChart::rebuild()
{
    clear();
    if (m_content.jobs.empty()) {
        setSubtitle({});
        say(m_content.reason);
        return;
    }
    say({});
    setSubtitle(m_content.subtitle);
    const double scale = scaleOf(m_content.column, m_content.isServing);
    double high = 0.0;
    setColumns(
        {{tr("Accelerator")},
         {axisName(m_content.column, m_content.isServing),
          ComparisonModel::unit(m_content.column, m_content.isServing)},
         {tr("80 % band from"), ComparisonModel::unit(m_content.column, m_content.isServing)},
         {tr("80 % band to"), ComparisonModel::unit(m_content.column, m_content.isServing)},
         {tr("Plan")},
         {tr("Factors")}});
    QStringList names;
    for (const ComparedJob& job : m_content.jobs) {
        names += QString::fromStdString(job.offer.name);
        high = std::max({high, *ComparisonModel::figure(job, m_content.column, m_content.isServing),
                         ComparisonModel::band(job, m_content.column, m_content.isServing).high});
    }
    view().setMinimumHeight(static_cast<int>(m_content.jobs.size()) * rowHeight + aroundRows);
    auto* y = addRows(names, 0);
    auto* x = addValueAxis(Qt::AlignBottom, axisUnit(m_content.column, m_content.isServing), 0.0,
                           high * scale * 1.15);
    x->setMin(0.0);
    addBars(x, y, scale);
    nameRows(*chart().series().front(), names, 0.0);
}

void ComparisonChart::addBars(QAbstractAxis* x, QAbstractAxis* y, double scale)
{
    auto* series = new QHorizontalStackedBarSeries;
    series->setBarWidth(0.56);
    // Filled: factors measured on its class or carried over; hollow: assumptions only.
    const Theme& t = theme();
    const std::array<std::pair<QColor, QColor>, 3> looks{
        {{t.text3, t.text3}, {t.panel, t.text3}, {t.series[0], t.series[0]}}};
    std::array<QBarSet*, 3> sets{};
    for (std::size_t i = 0; i < sets.size(); ++i) {
        sets[i] = new QBarSet(QString());
        sets[i]->setColor(looks[i].first);
        sets[i]->setBorderColor(looks[i].second);
        series->append(sets[i]);
    }
    const int column = m_content.column;
    const bool isServing = m_content.isServing;
    for (auto job = m_content.jobs.rbegin(); job != m_content.jobs.rend(); ++job) {
        const double value = *ComparisonModel::figure(*job, column, isServing) * scale;
        const bool isAssumed = job->confidence == EstimateConfidence::ClassDefault;
        const std::size_t mine = job->offer.spec->id == m_content.current ? 2 : isAssumed ? 1 : 0;
        for (std::size_t i = 0; i < sets.size(); ++i)
            sets[i]->append(i == mine ? value : 0.0);
    }
    chart().addSeries(series);
    series->attachAxis(x);
    series->attachAxis(y);
    const auto count = m_content.jobs.size();
    for (std::size_t i = 0; i < count; ++i) {
        const ComparedJob& job = m_content.jobs[i];
        const double row = static_cast<double>(count - 1 - i);
        const EstimateBand band = ComparisonModel::band(job, column, isServing);
        const double value = *ComparisonModel::figure(job, column, isServing);
        double end = value;
        QAbstractSeries* at = series;
        const bool hasBand = band.low > 0.0 && band.high > band.low;
        if (hasBand) {
            at = addLine({{band.low * scale, row}, {band.high * scale, row}},
                         QPen(theme().text, 1.3), x, y);
            for (const double side : {band.low, band.high})
                addLine({{side * scale, row - 0.16}, {side * scale, row + 0.16}},
                        QPen(theme().text, 1.3), x, y);
            end = std::max(end, band.high);
        }
        const QString id = QString::fromStdString(job.offer.spec->id);
        addMark(
            {series,
             {0.0, row},
             {value * scale, row},
             {QString::fromStdString(job.offer.name), value,
              hasBand ? QVariant(band.low) : QVariant(), hasBand ? QVariant(band.high) : QVariant(),
              QString::fromStdString(job.plan), confidenceTitle(job.confidence)},
             ComparisonModel::figureId(column, isServing) + u':' + id});
        addLabel({at,
                  {end * scale, row},
                  valueText(value, column, isServing),
                  theme().text,
                  i == 0,
                  QPointF(6.0, 0.0)});
    }
}

} // namespace millwright
