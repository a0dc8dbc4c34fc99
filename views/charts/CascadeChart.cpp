#include "views/charts/CascadeChart.h"
#include "model/base/Units.h"
#include "views/theme/Theme.h"
#include <QBarCategoryAxis>
#include <QBarSet>
#include <QHorizontalStackedBarSeries>
#include <QLineSeries>
#include <QValueAxis>
#include <algorithm>
#include <array>
#include <cmath>

namespace millwright
{
namespace
{

constexpr int rowHeight = 22, aroundRows = 60, beforeValues = 10;

/// A decimal prefix of an SI unit and the factor to it.
struct Scaled {
    double factor;
    QString unit;
};

Scaled scaleFor(double largest, const std::string& unit)
{
    const FormattedMeasure text = splitMeasure(largest, unit);
    // The factor that formatMeasure chose, from what it printed.
    QString number = QString::fromStdString(text.number);
    number.remove(u',');
    const double shown = number.toDouble();
    const double power = shown > 0.0 ? std::round(std::log10(shown / largest) / 3.0) * 3.0 : 0.0;
    return {std::pow(10.0, power), QString::fromStdString(text.unit)};
}

} // namespace

CascadeChart::CascadeChart(const ThemeManager& themes, const QString& title, QWidget* parent)
    : ChartCard(themes, title, parent)
{
}

void CascadeChart::show(const Content& content)
{
    m_content = content;
    std::erase_if(m_content.parts, [](const CascadePart& part) { return !(part.value > 0.0); });
    rebuild();
}

QStringList CascadeChart::names() const
{
    QStringList names;
    for (const CascadePart& part : m_content.parts)
        names += part.label;
    return names;
}

QString CascadeChart::valueText(const CascadePart& part, double total) const
{
    const QString value = QString::fromStdString(formatMeasure(part.value, m_content.unit));
    return tr("%1 · %2 %")
        .arg(value)
        .arg(100.0 * part.value / total, 0, 'f', part.value < 0.095 * total ? 1 : 0);
}

void CascadeChart::rebuild()
{
    clear();
    if (m_content.parts.empty()) {
        setSubtitle({});
        say(m_content.reason);
        return;
    }
    say({});
    setSubtitle(m_content.subtitle);
    setColumns({{tr("Part")}, {tr("Value"), m_content.unit}, {tr("Share"), "%"}});
    double sum = 0.0;
    for (const CascadePart& part : m_content.parts)
        sum += part.value;
    const double end = std::max(m_content.limit.value_or(0.0), sum);
    const Scaled scale = scaleFor(end, m_content.unit);
    int widest = 0;
    for (const CascadePart& part : m_content.parts)
        widest = std::max(widest,
                          QFontMetrics(uiFont(type::hint)).horizontalAdvance(valueText(part, sum)));
    view().setMinimumHeight(static_cast<int>(m_content.parts.size()) * rowHeight + aroundRows);
    // Values in a column at the right of the plot: neither bars nor the line of the limit cross
    // them.
    auto* y = addRows(names(), widest + beforeValues);
    auto* x = addValueAxis(Qt::AlignBottom, scale.unit, 0.0, end * scale.factor);
    x->setMin(0.0);
    addBars(scale.factor, sum, x->max());
    if (m_content.limit)
        addLimit(scale.factor, x, y);
}

void CascadeChart::addLimit(double scale, QAbstractAxis* x, QAbstractAxis* y)
{
    const double at = *m_content.limit * scale;
    const auto rows = static_cast<double>(m_content.parts.size());
    auto* line =
        addLine({{at, -0.5}, {at, rows - 0.5}}, QPen(theme().text, 1.6, Qt::SolidLine), x, y);
    // Towards the middle, so that it is never cut.
    const bool isRight = at > 0.5 * static_cast<QValueAxis*>(x)->max();
    addLabel({line,
              {at, rows - 0.5},
              m_content.limitName,
              theme().text2,
              false,
              QPointF(isRight ? 1.0 : -1.0, -9.0),
              isRight});
}

void CascadeChart::addBars(double scale, double total, double high)
{
    const auto count = static_cast<qsizetype>(m_content.parts.size());
    auto* series = new QHorizontalStackedBarSeries;
    series->setBarWidth(0.62);
    auto* before = new QBarSet(QString());
    before->setColor(Qt::transparent);
    before->setBorderColor(Qt::transparent);
    std::array<QBarSet*, 5> sets{};
    for (std::size_t i = 0; i < sets.size(); ++i) {
        sets[i] = new QBarSet(QString());
        sets[i]->setColor(i < 4 ? theme().series[i] : theme().chip);
        sets[i]->setBorderColor(i < 4 ? theme().series[i] : theme().text3);
    }
    double start = 0.0;
    std::vector<std::vector<double>> rows; // from the top
    for (const CascadePart& part : m_content.parts) {
        std::vector<double> row(6, 0.0);
        row[0] = start * scale;
        row[static_cast<std::size_t>(part.group < 0 ? 5 : 1 + std::min(part.group, 3))] =
            part.value * scale;
        start += part.value;
        rows.push_back(std::move(row));
    }
    for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
        before->append((*row)[0]);
        for (std::size_t i = 0; i < sets.size(); ++i)
            sets[i]->append((*row)[i + 1]);
    }
    series->append(before);
    for (QBarSet* set : sets)
        series->append(set);
    chart().addSeries(series);
    for (QAbstractAxis* axis : chart().axes())
        series->attachAxis(axis);
    nameRows(*series, names(), 0.0);
    double begin = 0.0;
    for (qsizetype i = 0; i < count; ++i) {
        const CascadePart& part = m_content.parts[static_cast<std::size_t>(i)];
        const double row = static_cast<double>(count - 1 - i);
        addLabel({series,
                  {high, row},
                  valueText(part, total),
                  theme().text,
                  false,
                  QPointF(beforeValues, 0.0)});
        addMark({series,
                 {begin * scale, row},
                 {(begin + part.value) * scale, row},
                 {part.label, part.value, part.value / total},
                 part.figure});
        begin += part.value;
    }
}

} // namespace millwright
