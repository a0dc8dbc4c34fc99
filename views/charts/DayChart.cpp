#include "views/charts/DayChart.h"
#include "views/theme/Theme.h"
#include <QBarCategoryAxis>
#include <QBarSet>
#include <QLineSeries>
#include <QStackedBarSeries>
#include <QValueAxis>
#include <algorithm>

namespace millwright
{
namespace
{

constexpr std::size_t manyLayers =
    6; ///< beyond which names stand in the read-out and the table only
constexpr double namedShare =
    0.12; ///< of the highest hour from which a layer has room for its name

} // namespace

DayChart::DayChart(const ThemeManager& themes, const QString& title, QWidget* parent)
    : ChartCard(themes, title, parent)
{
}

QColor DayChart::colour(const Theme& theme, int index)
{
    if (index < 0)
        return theme.chip;
    const auto count = static_cast<int>(theme.series.size());
    const QColor base = theme.series[static_cast<std::size_t>(index % count)];
    // Rounds after the first are told apart by lightness; names stand in the read-out and the
    // table.
    const int round = index / count;
    return theme.isDark() ? base.darker(100 + 20 * round) : base.lighter(100 + 20 * round);
}

QString DayChart::hourText(std::size_t hour)
{
    return tr("%1–%2 h").arg(hour).arg(hour + 1);
}

void DayChart::show(const Content& content)
{
    m_content = content;
    rebuild();
}

void DayChart::rebuild()
{
    clear();
    if (m_content.layers.empty()) {
        setSubtitle({});
        say(m_content.reason);
        return;
    }
    say({});
    setSubtitle(m_content.subtitle);
    const bool hasWork = std::ranges::any_of(m_content.layers, [](const DayLayer& layer) {
        return *std::ranges::max_element(layer.work) > 0.0;
    });
    std::vector<ChartColumn> columns{{tr("Job")}, {tr("Hour")}, {m_content.axis, m_content.unit}};
    if (hasWork)
        columns.push_back({tr("At work"), "%"});
    setColumns(std::move(columns));
    auto* series = new QStackedBarSeries;
    series->setBarWidth(0.86);
    HourShares base{};
    for (const DayLayer& layer : m_content.layers)
        addLayer(*series, layer, base);
    chart().addSeries(series);
    auto* x = new QBarCategoryAxis;
    for (std::size_t hour = 0; hour < hoursOfDay; ++hour)
        x->append(QString::number(hour));
    styleAxis(*x, false);
    chart().addAxis(x, Qt::AlignBottom);
    setUnit(Qt::AlignBottom, tr("hour of the busiest day"));
    const double most = std::max(*std::ranges::max_element(base), m_content.limit.value_or(0.0));
    auto* y =
        addValueAxis(Qt::AlignLeft, m_content.axis, 0.0, std::max(1e-9, most * m_content.scale));
    series->attachAxis(x);
    series->attachAxis(y);
    base = {};
    for (const DayLayer& layer : m_content.layers) {
        addName(*series, layer, base, most);
        addMarks(*series, layer, base);
    }
    if (m_content.limit) {
        const double at = *m_content.limit * m_content.scale;
        auto* line = addLine({{-0.5, at}, {23.5, at}}, QPen(theme().text, 1.6), x, y);
        addLabel({line,
                  {23.5, at},
                  m_content.limitName,
                  theme().text2,
                  false,
                  QPointF(-1.0, -8.0),
                  true});
    }
}

void DayChart::addLayer(QStackedBarSeries& series, const DayLayer& layer, HourShares& base)
{
    auto* set = new QBarSet(layer.name);
    const QColor fill = colour(theme(), layer.colour);
    set->setColor(fill);
    set->setBorderColor(layer.colour < 0                       ? theme().line2
                        : m_content.layers.size() > manyLayers ? fill // no more line than bar
                                                               : theme().panel);
    const bool isShown = !isOut(layer.name);
    for (std::size_t hour = 0; hour < hoursOfDay; ++hour) {
        set->append(isShown ? layer.values[hour] * m_content.scale : 0.0);
        base[hour] += isShown ? layer.values[hour] : 0.0;
    }
    series.append(set);
    if (m_content.layers.size() > 1)
        addToggle(layer.name);
}

/// In the layer where it is thickest, unless it is alone and the title says what it is.
void DayChart::addName(QAbstractSeries& series, const DayLayer& layer, const HourShares& base,
                       double most)
{
    const auto thickest = std::ranges::max_element(layer.values);
    if (m_content.layers.size() < 2 || m_content.layers.size() > manyLayers || isOut(layer.name) ||
        *thickest < namedShare * most)
        return;
    const auto hour = static_cast<std::size_t>(thickest - layer.values.begin());
    // Towards the middle of the day, so that it is not cut.
    const bool endsThere = hour > hoursOfDay / 2;
    addLabel({&series,
              {static_cast<double>(hour), (base[hour] + 0.5 * *thickest) * m_content.scale},
              layer.name,
              theme().text,
              true,
              QPointF(endsThere ? 10.0 : -10.0, 0.0),
              endsThere});
}

void DayChart::addMarks(QAbstractSeries& series, const DayLayer& layer, HourShares& base)
{
    if (isOut(layer.name))
        return;
    const bool hasWork = *std::ranges::max_element(layer.work) > 0.0;
    for (std::size_t hour = 0; hour < hoursOfDay; ++hour) {
        const double value = layer.values[hour];
        if (!(value > 0.0))
            continue;
        const auto x = static_cast<double>(hour);
        QVariantList cells{layer.name, hourText(hour), value};
        if (hasWork)
            cells += layer.work[hour];
        addMark({&series,
                 {x, base[hour] * m_content.scale},
                 {x, (base[hour] + value) * m_content.scale},
                 std::move(cells),
                 layer.figure.isEmpty() ? QString() : layer.figure.arg(hour)});
        base[hour] += value;
    }
}

} // namespace millwright
