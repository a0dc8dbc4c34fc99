#include "views/models/DayContents.h"
#include "model/base/Units.h"
#include <QCoreApplication>
#include <algorithm>
#include <cmath>

namespace millwright
{
namespace
{

QString words(const char* english)
{
    return QCoreApplication::translate("millwright::DayContents", english);
}

QString nameOf(const MetricContext& context, Id<Workload> id)
{
    return QString::fromStdString(context.project.blueprint().labelOf(id.value()));
}

} // namespace

QString poolName(const MetricContext& context, const PoolPlan& pool)
{
    const Part* part = context.project.parts.find(pool.accelerator);
    return words("%1, %2 accelerators")
        .arg(QString::fromStdString(part ? part->displayName() : pool.accelerator.str()))
        .arg(QString::fromStdString(formatWhole(pool.accelerators)));
}

DayChart::Content holdersContent(const MetricContext& context, const PoolPlan& pool)
{
    const WorkPlanResult& plan = *context.results.workplan;
    DayChart::Content content;
    content.axis = words("accelerators");
    content.limit = pool.accelerators;
    content.limitName = words("in the pool");
    content.reason = words("No job holds accelerators of this pool.");
    for (const std::size_t i : pool.jobs) {
        const JobPlan& job = plan.jobs[i];
        if (*std::ranges::max_element(job.held) > 0.0)
            content.layers.push_back(
                {nameOf(context, job.workload), job.held, job.activity,
                 QStringLiteral("day.hour.%1@") + QString::number(job.workload.value()),
                 static_cast<int>(i)});
    }
    if (content.layers.empty())
        return content;
    const double spare = *std::ranges::max_element(pool.idle);
    if (spare > 0.0)
        content.layers.push_back({words("Nobody"), pool.idle, {}, QStringLiteral("plan.idle"), -1});
    content.subtitle =
        spare > 0.0 ? words("%1; up to %2 that nobody holds")
                          .arg(poolName(context, pool))
                          .arg(QString::fromStdString(formatMeasure(std::round(spare), "1")))
                    : words("%1; jobs hold all of them in every hour").arg(poolName(context, pool));
    return content;
}

DayChart::Content drawContent(const PoolPlan& pool)
{
    DayChart::Content content;
    content.unit = "W";
    content.reason = words("No job that can run is on this pool.");
    if (!pool.isPlanned)
        return content;
    const double most = pool.accelerators * pool.designWatts;
    content.scale = most >= 1e6 ? 1e-6 : 1e-3;
    content.axis = most >= 1e6 ? words("MW") : words("kW");
    content.limit = most;
    content.limitName = words("thermal design power of all");
    content.layers.push_back(
        {words("Accelerators"),
         pool.power,
         {},
         QStringLiteral("day.power.%1@0:") + QString::fromStdString(pool.accelerator.str()),
         0});
    const auto [low, high] = std::ranges::minmax_element(pool.power);
    const QString from = QString::fromStdString(formatMeasure(*low, "W"));
    const QString to = QString::fromStdString(formatMeasure(*high, "W"));
    content.subtitle =
        words("%1, the accelerators alone; %2 averaged over the year")
            .arg(from == to ? from : words("%1 to %2").arg(from, to),
                 QString::fromStdString(formatMeasure(pool.accelerators * pool.average.si(), "W")));
    return content;
}

std::vector<FigureCell> planCells(const MetricContext& context)
{
    struct Row {
        const char *metric, *label, *hint;
    };
    const Row rows[] = {
        {"plan.busy", QT_TRANSLATE_NOOP("millwright::DayContents", "Accelerators at work"),
         QT_TRANSLATE_NOOP("millwright::DayContents", "share of the year")},
        {"plan.held", QT_TRANSLATE_NOOP("millwright::DayContents", "Held by jobs"),
         QT_TRANSLATE_NOOP("millwright::DayContents", "share of the year")},
        {"plan.idle", QT_TRANSLATE_NOOP("millwright::DayContents", "Held by nobody"),
         QT_TRANSLATE_NOOP("millwright::DayContents", "share of the year")},
        {"power.accelerators.average",
         QT_TRANSLATE_NOOP("millwright::DayContents", "Power of accelerators"),
         QT_TRANSLATE_NOOP("millwright::DayContents", "averaged over the year")},
        {"serve.tokensPerYear", QT_TRANSLATE_NOOP("millwright::DayContents", "Tokens sold"),
         QT_TRANSLATE_NOOP("millwright::DayContents", "a year")},
        {"cost.perMillionTokens", QT_TRANSLATE_NOOP("millwright::DayContents", "Cost"),
         QT_TRANSLATE_NOOP("millwright::DayContents", "per million tokens")}};
    std::vector<FigureCell> cells;
    for (const Row& row : rows) {
        const Metric* metric = findMetric(row.metric);
        const auto value = metric ? metric->value(context) : std::nullopt;
        if (!value)
            continue;
        FigureCell cell;
        cell.id = QString::fromLatin1(row.metric);
        cell.label = words(row.label);
        cell.band = words(row.hint);
        const bool isTokens = metric->unit == "tok";
        const FormattedMeasure text = metric->unit == "1" ? splitMeasure(100.0 * *value, "%")
                                      : isTokens          ? spokenTokens(*value)
                                                          : splitMeasure(*value, metric->unit);
        cell.number = QString::fromStdString(text.number);
        cell.unit = QString::fromStdString(text.unit);
        cells.push_back(std::move(cell));
    }
    return cells;
}

} // namespace millwright
