#include "views/charts/ChartCard.h"
#include "views/charts/ChartReadout.h"
#include "views/theme/Icon.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/Labels.h"
#include <QBarCategoryAxis>
#include <QGraphicsLayout>
#include <QGraphicsPathItem>
#include <QGraphicsSimpleTextItem>
#include <QHBoxLayout>
#include <QLegend>
#include <QLineSeries>
#include <QLogValueAxis>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>
#include <QValueAxis>
#include <algorithm>
#include <cmath>

namespace millwright
{
namespace
{

constexpr int chartHeight = 232, besideRows = 10;
constexpr QMargins chartMargins(2, 16, 10, 12); // room for the units at the ends of the axes

} // namespace

ChartCard::ChartCard(const ThemeManager& themes, const QString& title, QWidget* parent)
    : CardFrame(themes, parent), m_themes(themes),
      m_subtitle(makeLabel({}, TextTone::Label, type::hint, QFont::Normal, this)),
      m_message(makeLabel({}, TextTone::Label, type::body, QFont::Normal, this)),
      m_view(new QChartView(this)), m_readout(new ChartReadout(themes, m_view->viewport()))
{
    makeChart();
    makeHead(title);
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
    m_view->viewport()->setMouseTracking(true);
    m_view->viewport()->installEventFilter(this);
    m_view->setBackgroundBrush(Qt::NoBrush);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("%1: arrow keys read it out").arg(title));
    connect(&themes, &ThemeManager::changed, this, [this] { rebuild(); });
}

void ChartCard::makeHead(const QString& title)
{
    column()->setSpacing(2);
    auto* line = new QHBoxLayout;
    m_title = makeLabel(title, TextTone::Value, type::chartHead, QFont::DemiBold, this);
    m_more = new QToolButton(this);
    m_more->setIcon(symbolIcon(Icon::More, m_themes));
    m_more->setAutoRaise(true);
    m_more->setToolTip(tr("Copy or save this chart"));
    m_more->setAccessibleName(tr("Copy or save: %1").arg(title));
    line->addWidget(m_title, 1);
    line->addWidget(m_more, 0, Qt::AlignTop);
    column()->addLayout(line);
    connect(m_more, &QToolButton::clicked, this, [this] {
        emit touched();
        QMenu menu(this);
        fillMenu(menu);
        menu.exec(m_more->mapToGlobal(m_more->rect().bottomLeft()));
    });
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
    m_chart->setLocale(QLocale(QLocale::English)); // 10,000 as everywhere in the program
    m_chart->setLocalizeNumbers(true);
    m_xText = makeChartText(m_chart);
    m_yText = makeChartText(m_chart);
    m_ring = new QGraphicsPathItem(m_chart);
    m_ring->setZValue(19);
    connect(m_chart, &QChart::plotAreaChanged, this, &ChartCard::placeSoon);
    m_view->setChart(m_chart);
    delete old; // the view does not
}

const Theme& ChartCard::theme() const
{
    return m_look ? *m_look : m_themes.theme();
}

void ChartCard::drawIn(const Theme& look, const std::function<void()>& draw)
{
    if (look.mode == theme().mode)
        return draw();
    setUpdatesEnabled(false);
    m_look = &look;
    rebuild();
    m_chart->layout()->activate();
    placeLabels();
    draw();
    m_look = nullptr;
    rebuild();
    setUpdatesEnabled(true);
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

void ChartCard::clear()
{
    // A chart of its own each time: marks of axes that are taken out stay until the event loop
    // runs.
    m_labels.clear();
    m_marks.clear();
    m_toggles.clear();
    m_current = -1;
    m_readout->hide();
    makeChart();
    m_xUnit.clear();
    m_yUnit.clear();
}

void ChartCard::say(const QString& text)
{
    m_message->setText(text);
    m_message->setVisible(!text.isEmpty());
    m_view->setVisible(text.isEmpty());
    m_more->setVisible(text.isEmpty());
}

QBarCategoryAxis* ChartCard::addRows(const QStringList& names, int valueWidth)
{
    int widest = 0;
    for (const QString& name : names)
        widest = std::max(widest, QFontMetrics(uiFont(type::hint)).horizontalAdvance(name));
    // The axis would cut long names where the card is narrow.
    QMargins margins = chartMargins;
    margins.setLeft(margins.left() + widest + besideRows);
    margins.setRight(margins.right() + valueWidth);
    m_chart->setMargins(margins);
    auto* axis = new QBarCategoryAxis;
    for (auto name = names.rbegin(); name != names.rend(); ++name)
        axis->append(*name);
    styleAxis(*axis, false);
    axis->setLabelsVisible(false);
    m_chart->addAxis(axis, Qt::AlignLeft);
    return axis;
}

void ChartCard::nameRows(QAbstractSeries& series, const QStringList& names, double from)
{
    for (qsizetype i = 0; i < names.size(); ++i)
        addLabel({&series,
                  {from, static_cast<double>(names.size() - 1 - i)},
                  names[i],
                  theme().text2,
                  false,
                  QPointF(-besideRows, 0.0),
                  true});
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
    axis->applyNiceNumbers();
    const double step = (axis->max() - axis->min()) / (axis->tickCount() - 1);
    const int decimals =
        step > 0.0 ? std::clamp(-static_cast<int>(std::floor(std::log10(step) + 1e-9)), 0, 6) : 0;
    axis->setLabelFormat(QStringLiteral("%.%1f").arg(decimals));
    const bool isHorizontal = side & (Qt::AlignBottom | Qt::AlignTop);
    styleAxis(*axis, !isHorizontal);
    m_chart->addAxis(axis, side);
    (isHorizontal ? m_xUnit : m_yUnit) = unit;
    return axis;
}

void ChartCard::setUnit(Qt::Alignment side, const QString& unit)
{
    (side & (Qt::AlignBottom | Qt::AlignTop) ? m_xUnit : m_yUnit) = unit;
}

QLogValueAxis* ChartCard::addLogAxis(Qt::Alignment side, const QString& unit, double low,
                                     double high)
{
    auto* axis = new QLogValueAxis;
    axis->setBase(10.0);
    axis->setRange(low, high);
    axis->setLabelFormat(low >= 1.0 ? QStringLiteral("%.0f") : QStringLiteral("%g"));
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
    m_labels.keepOff(line);
    return line;
}

void ChartCard::addLabel(const ChartLabel& label)
{
    m_labels.add(*m_chart, label, theme().panel);
    if (!label.toggles.isEmpty())
        m_toggles += label.toggles;
    placeSoon();
}

/// Once for all labels, when the axes have taken their place and all series have followed.
void ChartCard::placeSoon()
{
    if (m_isPlacing)
        return;
    m_isPlacing = true;
    QMetaObject::invokeMethod(this, &ChartCard::placeLabels, Qt::QueuedConnection);
}

void ChartCard::placeLabels()
{
    m_isPlacing = false;
    m_labels.place(*m_chart);
    for (QGraphicsSimpleTextItem* item : {m_xText, m_yText}) {
        item->setFont(uiFont(type::hint));
        item->setBrush(theme().text2);
    }
    m_xText->setText(m_xUnit);
    m_yText->setText(m_yUnit);
    const QRectF plot = m_chart->plotArea();
    const QSizeF size = m_xText->boundingRect().size();
    m_xText->setPos(plot.right() - size.width(), m_chart->size().height() - size.height());
    m_yText->setPos(4.0, 0.0);
    showCurrent();
}

} // namespace millwright
