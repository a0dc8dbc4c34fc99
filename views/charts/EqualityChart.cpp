#include "views/charts/EqualityChart.h"
#include "views/theme/Theme.h"
#include <QLogValueAxis>
#include <QMap>
#include <QScatterSeries>
#include <algorithm>
#include <cmath>

namespace millwright
{
namespace
{

constexpr int chartHeight = 420;
constexpr QScatterSeries::MarkerShape shapes[] = {
    QScatterSeries::MarkerShapeCircle, QScatterSeries::MarkerShapeRectangle,
    QScatterSeries::MarkerShapeTriangle, QScatterSeries::MarkerShapeRotatedRectangle};
constexpr char16_t filledMarks[] = {0x25CF, 0x25A0, 0x25B2, 0x25C6}; ///< the same shapes as text
constexpr char16_t hollowMarks[] = {0x25CB, 0x25A1, 0x25B3, 0x25C7};

} // namespace

EqualityChart::EqualityChart(const ThemeManager& themes, QWidget* parent)
    : ChartCard(themes, tr("Predicted against measured"), parent)
{
    view().setMinimumHeight(chartHeight);
}

void EqualityChart::show(const QualityTarget* target, const QString& accelerator)
{
    m_target = target;
    m_accelerator = accelerator;
    rebuild();
}

void EqualityChart::rebuild()
{
    clear();
    m_pointCount = 0;
    QMap<QString, std::vector<const QualityPoint*>> series;
    double low = 1e300, high = 0.0;
    static const std::vector<QualityPoint> none;
    for (const QualityPoint& p : m_target ? m_target->points : none) {
        if (!m_accelerator.isEmpty() && p.accelerator != m_accelerator)
            continue;
        series[p.series].push_back(&p);
        low = std::min({low, p.measured, p.predicted});
        high = std::max({high, p.measured, p.predicted});
        ++m_pointCount;
    }
    if (m_pointCount == 0) {
        setSubtitle({});
        say(tr("No cases are shipped."));
        return;
    }
    say({});
    setColumns({{tr("Accelerator")},
                {tr("Class")},
                {tr("Measured, %1").arg(m_target->unit), "1"},
                {tr("Predicted, %1").arg(m_target->unit), "1"},
                {tr("Predicted / measured"), "1"}});
    setTitle(m_target->title + tr(": predicted against measured"));
    setSubtitle(
        tr("%1 compared; solid line: equal, dashed: a factor of two off; press a class to hide it")
            .arg(m_pointCount));
    const double from = std::pow(10.0, std::floor(std::log10(low)));
    const double to = std::max(10.0 * from, std::pow(10.0, std::ceil(std::log10(high))));
    auto* x = addLogAxis(Qt::AlignBottom, tr("measured, %1").arg(m_target->unit), from, to);
    auto* y = addLogAxis(Qt::AlignLeft, tr("predicted, %1").arg(m_target->unit), from, to);
    int index = 0;
    for (auto it = series.begin(); it != series.end(); ++it, ++index)
        addClass(it.key(), it.value(), index, x, y);
    addLine({{from, from}, {to, to}}, QPen(theme().text, 1.2), x, y);
    const QPen dashed(theme().text3, 1.0, Qt::DashLine);
    addLine({{from, 2 * from}, {to / 2, to}}, dashed, x, y);
    addLine({{2 * from, from}, {to, to / 2}}, dashed, x, y);
}

void EqualityChart::addClass(const QString& name, const std::vector<const QualityPoint*>& cases,
                             int index, QLogValueAxis* x, QLogValueAxis* y)
{
    auto* points = new QScatterSeries;
    const auto& colours = theme().series;
    QColor colour = colours[static_cast<std::size_t>(index) % colours.size()];
    points->setMarkerShape(shapes[index % 4]);
    points->setBorderColor(Qt::transparent);
    points->setMarkerSize(7.0);
    colour.setAlphaF(0.6F);
    points->setColor(colour);
    chart().addSeries(points);
    points->attachAxis(x);
    points->attachAxis(y);
    const bool isShown = !isOut(name);
    for (const QualityPoint* p : cases)
        if (const QPointF at(p->measured, p->predicted); isShown) {
            points->append(at);
            addMark({points,
                     at,
                     at,
                     {p->accelerator, p->series, p->measured, p->predicted,
                      p->predicted / p->measured}});
        }
    colour.setAlphaF(1.0F);
    // In the empty corner, one below the other: the cloud leaves no room beside its points.
    const double from = x->min(), to = x->max();
    const QPointF at(from * std::pow(to / from, 0.03),
                     to / std::pow(to / from, (index + 1) * 0.05));
    const QString mark(QChar(isShown ? filledMarks[index % 4] : hollowMarks[index % 4]));
    addLabel({points, at, QStringLiteral("%1 %2 %3").arg(mark, name).arg(cases.size()),
              isShown ? colour : theme().text3, isShown, QPointF(4, 0), false, name});
}

} // namespace millwright
