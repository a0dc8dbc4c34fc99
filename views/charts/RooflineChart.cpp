#include "views/charts/RooflineChart.h"
#include "model/base/Units.h"
#include <QLineSeries>
#include <QLogValueAxis>
#include <QScatterSeries>
#include <algorithm>
#include <cmath>

namespace millwright
{
namespace
{

constexpr double tera = 1e12;

QString formatTitle(NumberFormat format)
{
    const std::string_view name = formatName(format);
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())).toUpper();
}

double decadeBelow(double value)
{
    return std::pow(10.0, std::floor(std::log10(value)));
}

double decadeAbove(double value)
{
    return std::pow(10.0, std::ceil(std::log10(value) - 1e-9));
}

} // namespace

RooflineChart::RooflineChart(const ThemeManager& themes, QWidget* parent)
    : ChartCard(themes, tr("Where the accelerator stands"), parent)
{
}

QString RooflineChart::phaseName(RooflinePhase phase)
{
    switch (phase) {
    case RooflinePhase::Prefill:
        return tr("Prompt");
    case RooflinePhase::DecodeProducts:
        return tr("Decode, weights");
    case RooflinePhase::DecodeAttention:
        return tr("Decode, attention");
    case RooflinePhase::DecodeStep:
        return tr("Decode step");
    case RooflinePhase::TrainingStep:
        return tr("Training step");
    case RooflinePhase::Samples:
        return tr("Samples");
    }
    return {};
}

void RooflineChart::show(const Roofline& roofline, const QString& subject, const QString& reason)
{
    m_roofline = roofline;
    m_subject = subject;
    m_reason = reason;
    rebuild();
}

void RooflineChart::rebuild()
{
    clear();
    if (m_roofline.points.empty() || m_roofline.ceilings.empty()) {
        setSubtitle({});
        say(m_reason.isEmpty() ? tr("Nothing runs, so there is nothing to place.") : m_reason);
        return;
    }
    say({});
    setSubtitle(tr("%1; per cent: how much of the roof is reached").arg(m_subject));
    double left = 1.0, right = 1000.0, bottom = m_roofline.ceilings.back().peak / tera;
    for (const RooflinePoint& point : m_roofline.points) {
        left = std::min(left, point.intensity * 0.7);
        right = std::max(right, point.intensity * 20.0); // room for its words
        bottom = std::min(bottom, point.rate / tera);
    }
    const double top = m_roofline.ceilings.front().peak;
    right = std::max(right, 3.0 * top / m_roofline.bandwidth);
    const double low = decadeBelow(left), high = right;
    auto* x = addLogAxis(Qt::AlignBottom, tr("FLOP per byte of memory traffic"), low, high);
    auto* y = addLogAxis(Qt::AlignLeft, tr("TFLOP/s per accelerator"), decadeBelow(bottom * 0.7),
                         decadeAbove(top / tera));
    addRoofs(x, y, low, high);
    setColumns({{tr("Phase")},
                {tr("Reached"), "FLOP/s"},
                {tr("Roof there"), "FLOP/s"},
                {tr("Share of the roof"), "%"},
                {tr("FLOP per byte"), "1"}});
    int index = 0;
    for (const RooflinePoint& point : m_roofline.points)
        addPoint(point, index++, x, y);
}

void RooflineChart::addRoofs(QAbstractAxis* x, QAbstractAxis* y, double low, double high)
{
    const Theme& t = theme();
    const double bandwidth = m_roofline.bandwidth / tera;
    const double top = m_roofline.ceilings.front().peak / tera;
    auto* slope =
        addLine({{low, low * bandwidth}, {top / bandwidth, top}}, QPen(t.text, 2.0), x, y);
    for (const RooflineCeiling& ceiling : m_roofline.ceilings) {
        const double peak = ceiling.peak / tera;
        const bool isTop = &ceiling == &m_roofline.ceilings.front();
        QPen pen(isTop ? t.text : t.text2, isTop ? 2.0 : 1.3);
        pen.setStyle(isTop ? Qt::SolidLine : Qt::DashLine);
        auto* line = addLine({{peak / bandwidth, peak}, {high, peak}}, pen, x, y);
        const QString text = QStringLiteral("%1 %2").arg(
            formatTitle(ceiling.format),
            QString::fromStdString(formatMeasure(ceiling.peak, "FLOP/s")));
        // Above its right end, or further left where a point is there.
        const double length = high / (peak / bandwidth);
        addLabel({line,
                  {high, peak},
                  text,
                  t.text2,
                  false,
                  QPointF(-2.0, -10.0),
                  true,
                  {},
                  {},
                  {{high / std::pow(length, 0.25), peak}, {high / std::pow(length, 0.5), peak}}});
    }
    const double middle = std::sqrt(low * top / bandwidth);
    addLabel({slope,
              {middle, middle * bandwidth},
              QString::fromStdString(formatMeasure(m_roofline.bandwidth, "B/s")),
              t.text2,
              false,
              QPointF(-8.0, -10.0),
              true});
}

void RooflineChart::addPoint(const RooflinePoint& point, int index, QAbstractAxis* x,
                             QAbstractAxis* y)
{
    constexpr QScatterSeries::MarkerShape shapes[] = {
        QScatterSeries::MarkerShapeCircle, QScatterSeries::MarkerShapeRectangle,
        QScatterSeries::MarkerShapeTriangle, QScatterSeries::MarkerShapeRotatedRectangle};
    const auto which = static_cast<std::size_t>(index) % std::size(shapes);
    auto* series = new QScatterSeries;
    series->setMarkerShape(shapes[which]);
    series->setMarkerSize(10.0);
    series->setColor(theme().series[which]);
    series->setBorderColor(theme().panel);
    series->append(point.intensity, point.rate / tera);
    chart().addSeries(series);
    series->attachAxis(x);
    series->attachAxis(y);
    const QString text =
        tr("%1 %2 %").arg(phaseName(point.phase)).arg(std::round(100.0 * point.rate / point.bound));
    const QPointF at(point.intensity, point.rate / tera);
    ChartLabel label{series, at, text, theme().text};
    label.brief = tr("%1 %").arg(std::round(100.0 * point.rate / point.bound));
    addLabel(label);
    const std::string_view name = rooflinePhaseName(point.phase);
    addMark({series,
             at,
             at,
             {phaseName(point.phase), point.rate, point.bound, point.rate / point.bound,
              point.intensity},
             QStringLiteral("roofline.") +
                 QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()))});
}

} // namespace millwright
