#include "views/charts/ChartCard.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/Labels.h"
#include <QGraphicsLayout>
#include <QGraphicsSimpleTextItem>
#include <QLegend>
#include <QLineSeries>
#include <QLogValueAxis>
#include <QVBoxLayout>
#include <QValueAxis>
#include <algorithm>

namespace millwright
{
namespace
{

constexpr int chartHeight = 232;
constexpr QMargins chartMargins(2, 16, 10, 12); // room for the units at the ends of the axes

QGraphicsSimpleTextItem* makeText(QChart* chart)
{
    auto* item = new QGraphicsSimpleTextItem(chart);
    item->setZValue(20);
    return item;
}

} // namespace

ChartCard::ChartCard(const ThemeManager& themes, const QString& title, QWidget* parent)
    : CardFrame(themes, parent), m_themes(themes),
      m_title(makeLabel(title, TextTone::Value, type::chartHead, QFont::DemiBold, this)),
      m_subtitle(makeLabel({}, TextTone::Label, type::hint, QFont::Normal, this)),
      m_message(makeLabel({}, TextTone::Label, type::body, QFont::Normal, this)),
      m_view(new QChartView(this))
{
    makeChart();
    column()->setSpacing(2);
    column()->addWidget(m_title);
    m_subtitle->setWordWrap(true);
    column()->addWidget(m_subtitle);
    column()->addWidget(m_view, 1);
    m_message->setWordWrap(true);
    m_message->setMinimumHeight(48);
    column()->addWidget(m_message, 1, Qt::AlignTop);
    m_message->hide();
    m_view->setRenderHint(QPainter::Antialiasing);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setMinimumHeight(chartHeight);
    m_view->setFocusPolicy(Qt::NoFocus);
    m_view->setAccessibleName(title);
    m_view->viewport()->setAutoFillBackground(false);
    m_view->setBackgroundBrush(Qt::NoBrush);
    connect(&themes, &ThemeManager::changed, this, [this] { rebuild(); });
}

void ChartCard::makeChart()
{
    QChart* old = m_view->chart();
    m_chart = new QChart;
    m_chart->setBackgroundVisible(false);
    m_chart->setMargins(chartMargins);
    m_chart->layout()->setContentsMargins(0, 0, 0, 0);
    m_chart->legend()->hide();
    m_chart->setOpacity(m_opacity);
    m_xText = makeText(m_chart);
    m_yText = makeText(m_chart);
    connect(m_chart, &QChart::plotAreaChanged, this, &ChartCard::placeLabels);
    m_view->setChart(m_chart);
    delete old; // the view does not
}

const Theme& ChartCard::theme() const
{
    return m_themes.theme();
}

QString ChartCard::title() const
{
    return m_title->text();
}

QString ChartCard::subtitle() const
{
    return m_subtitle->text();
}

void ChartCard::setTitle(const QString& title)
{
    m_title->setText(title);
    m_view->setAccessibleName(title);
}

void ChartCard::setSubtitle(const QString& text)
{
    m_subtitle->setText(text);
    m_subtitle->setVisible(!text.isEmpty());
    m_view->setAccessibleDescription(text);
}

void ChartCard::setStale(bool isStale)
{
    m_opacity = isStale ? 0.45 : 1.0;
    m_chart->setOpacity(m_opacity);
}

QStringList ChartCard::labels() const
{
    QStringList texts;
    for (const auto& [label, item] : m_labels)
        texts += label.text;
    return texts;
}

void ChartCard::clear()
{
    // A chart of its own each time: marks of axes that are taken out stay until the event loop runs.
    m_labels.clear();
    makeChart();
    m_xUnit.clear();
    m_yUnit.clear();
}

void ChartCard::say(const QString& text)
{
    m_message->setText(text);
    m_message->setVisible(!text.isEmpty());
    m_view->setVisible(text.isEmpty());
}

void ChartCard::styleAxis(QAbstractAxis& axis, bool hasGrid) const
{
    const Theme& t = theme();
    axis.setLabelsFont(uiFont(type::hint));
    axis.setLabelsColor(t.text2);
    axis.setGridLineVisible(hasGrid);
    axis.setGridLineColor(t.line);
    axis.setMinorGridLineVisible(false);
    axis.setLinePen(QPen(t.text3, 1.0));
    axis.setShadesVisible(false);
    axis.setTruncateLabels(false);
}

QValueAxis* ChartCard::addValueAxis(Qt::Alignment side, const QString& unit, double low,
                                    double high)
{
    auto* axis = new QValueAxis;
    axis->setRange(low, high);
    axis->setTickCount(5);
    axis->setLabelFormat(QStringLiteral("%g"));
    axis->applyNiceNumbers();
    const bool isHorizontal = side & (Qt::AlignBottom | Qt::AlignTop);
    styleAxis(*axis, !isHorizontal);
    m_chart->addAxis(axis, side);
    (isHorizontal ? m_xUnit : m_yUnit) = unit;
    return axis;
}

QLogValueAxis* ChartCard::addLogAxis(Qt::Alignment side, const QString& unit, double low,
                                     double high)
{
    auto* axis = new QLogValueAxis;
    axis->setBase(10.0);
    axis->setRange(low, high);
    axis->setLabelFormat(QStringLiteral("%g"));
    axis->setMinorTickCount(0);
    const bool isHorizontal = side & (Qt::AlignBottom | Qt::AlignTop);
    styleAxis(*axis, !isHorizontal);
    m_chart->addAxis(axis, side);
    (isHorizontal ? m_xUnit : m_yUnit) = unit;
    return axis;
}

QXYSeries* ChartCard::addLine(const QList<QPointF>& points, const QPen& pen, QAbstractAxis* x,
                              QAbstractAxis* y)
{
    auto* line = new QLineSeries;
    line->append(points);
    line->setPen(pen);
    m_chart->addSeries(line);
    line->attachAxis(x);
    line->attachAxis(y);
    return line;
}

void ChartCard::addLabel(const Label& label)
{
    auto* item = makeText(m_chart);
    item->setText(label.text);
    item->setFont(uiFont(type::hint, label.isBold ? QFont::DemiBold : QFont::Normal));
    item->setBrush(label.color);
    m_labels.emplace_back(label, item);
    if (!m_isPlacing) { // once for all labels, when the axes have taken their place
        m_isPlacing = true;
        QMetaObject::invokeMethod(this, &ChartCard::placeLabels, Qt::QueuedConnection);
    }
}

/// Right of its point, else left, above, below: the first place that is inside the plot and free.
QRectF ChartCard::placed(const Label& label, const QSizeF& size,
                         const std::vector<QRectF>& taken) const
{
    const QPointF point = m_chart->mapToPosition(label.at, label.series);
    constexpr double gap = 7.0;
    const double w = size.width(), h = size.height();
    if (!label.offset.isNull())
        return QRectF(point + label.offset - QPointF(label.endsAtPoint ? w : 0.0, h / 2.0), size);
    const std::array<QPointF, 6> corners = {
        QPointF(gap, -h / 2.0),  QPointF(-gap - w, -h / 2.0),    QPointF(gap, gap - 2.0),
        QPointF(gap, -h - gap + 2.0), QPointF(-w - gap, gap - 2.0), QPointF(-w / 2.0, -h - gap)};
    const QRectF plot = m_chart->plotArea();
    QRectF inside(point + corners.front(), size);
    for (const QPointF& corner : corners) {
        const QRectF rect(point + corner, size);
        if (!plot.contains(inside) && plot.contains(rect))
            inside = rect;
        const bool isFree = std::none_of(taken.begin(), taken.end(),
                                         [&](const QRectF& other) { return other.intersects(rect); });
        if (isFree && plot.contains(rect))
            return rect;
    }
    return inside; // where nothing is free, at least nothing is cut
}

void ChartCard::placeLabels()
{
    m_isPlacing = false;
    const QRectF plot = m_chart->plotArea();
    std::vector<QRectF> taken;
    // No text on the mark of another point.
    for (const auto& [label, item] : m_labels)
        if (label.offset.isNull()) {
            const QPointF point = m_chart->mapToPosition(label.at, label.series);
            taken.emplace_back(point - QPointF(5, 5), QSizeF(10, 10));
        }
    for (const auto& [label, item] : m_labels) {
        const QRectF rect = placed(label, item->boundingRect().size(), taken);
        item->setPos(rect.topLeft());
        taken.push_back(rect);
    }
    for (QGraphicsSimpleTextItem* item : {m_xText, m_yText}) {
        item->setFont(uiFont(type::hint));
        item->setBrush(theme().text2);
    }
    m_xText->setText(m_xUnit);
    m_yText->setText(m_yUnit);
    const QSizeF size = m_xText->boundingRect().size();
    m_xText->setPos(plot.right() - size.width(), m_chart->size().height() - size.height());
    m_yText->setPos(4.0, 0.0);
}

} // namespace millwright
