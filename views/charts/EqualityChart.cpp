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
constexpr char16_t marks[] = {0x25CF, 0x25A0, 0x25B2, 0x25C6}; ///< the same shapes as text

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
    QMap<QString, QList<QPointF>> series;
    double low = 1e300, high = 0.0;
    for (const QualityPoint& p : m_target ? m_target->points : std::vector<QualityPoint>{}) {
        if (!m_accelerator.isEmpty() && p.accelerator != m_accelerator)
            continue;
        series[p.series] += QPointF(p.measured, p.predicted);
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
    setTitle(m_target->title + tr(": predicted against measured"));
    setSubtitle(
        tr("%1 compared; solid line: equal, dashed: a factor of two off").arg(m_pointCount));
    const double from = std::pow(10.0, std::floor(std::log10(low)));
    const double to = std::max(10.0 * from, std::pow(10.0, std::ceil(std::log10(high))));
    auto* x = addLogAxis(Qt::AlignBottom, tr("measured, %1").arg(m_target->unit), from, to);
    auto* y = addLogAxis(Qt::AlignLeft, tr("predicted, %1").arg(m_target->unit), from, to);
    int index = 0;
    for (auto it = series.begin(); it != series.end(); ++it, ++index) {
        auto* points = new QScatterSeries;
        const auto& colours = theme().series;
        QColor colour = colours[static_cast<std::size_t>(index) % colours.size()];
        points->setMarkerShape(shapes[index % 4]);
        points->setBorderColor(Qt::transparent);
        points->setMarkerSize(7.0);
        colour.setAlphaF(0.6F);
        points->setColor(colour);
        points->setUseOpenGL(false);
        points->append(it.value());
        chart().addSeries(points);
        points->attachAxis(x);
        points->attachAxis(y);
        colour.setAlphaF(1.0F);
        // In the empty corner, one below the other: the cloud leaves no room beside its points.
        const QPointF at(from * std::pow(to / from, 0.03),
                         to / std::pow(to / from, (index + 1) * 0.05));
        const QString text = QStringLiteral("%1 %2").arg(it.key()).arg(it.value().size());
        addLabel({points, at, QString(QChar(marks[index % 4])) + u' ' + text, colour, true,
                  QPointF(4, 0)});
    }
    addLine({{from, from}, {to, to}}, QPen(theme().text, 1.2), x, y);
    const QPen dashed(theme().text3, 1.0, Qt::DashLine);
    addLine({{from, 2 * from}, {to / 2, to}}, dashed, x, y);
    addLine({{2 * from, from}, {to, to / 2}}, dashed, x, y);
}

} // namespace millwright
