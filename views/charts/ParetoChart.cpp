#include "views/charts/ParetoChart.h"
#include "model/analysis/WorkloadEstimate.h"
#include "model/base/Units.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/Buttons.h"
#include "views/widgets/Labels.h"
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineSeries>
#include <QScatterSeries>
#include <QVBoxLayout>
#include <QValueAxis>
#include <algorithm>
#include <cmath>

namespace millwright
{
namespace
{

QPointF pointOf(const ServingEstimate& e)
{
    return {e.userTokensPerSecond(), e.perAccelerator};
}

QString text(const ServingPlan& plan)
{
    return QString::fromStdString(planText(plan));
}

QString rate(double value)
{
    return QString::fromStdString(formatMeasure(value, "tok/s"));
}

} // namespace

ParetoChart::ParetoChart(const ThemeManager& themes, QWidget* parent)
    : ChartCard(themes, tr("Speed for a user against output"), parent),
      m_says(makeLabel({}, TextTone::Label, type::hint, QFont::Normal, this)),
      m_use(new ChipButton(themes, tr("Use this plan"), this))
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Plans: arrow keys choose one, Enter uses it"));
    auto* line = new QHBoxLayout;
    m_says->setWordWrap(true);
    line->addWidget(m_says, 1);
    line->addWidget(m_use);
    column()->addLayout(line);
    m_use->hide();
    connect(m_use, &QAbstractButton::clicked, this, [this] {
        if (m_selected >= 0)
            emit useRequested(m_content.front[static_cast<std::size_t>(m_selected)]);
    });
}

void ParetoChart::show(const Content& content)
{
    m_content = content;
    m_selected = -1;
    rebuild();
}

void ParetoChart::rebuild()
{
    clear();
    m_points = m_mark = nullptr;
    if (m_content.front.empty()) {
        setSubtitle({});
        say(m_content.reason.isEmpty() ? tr("No plan runs.") : m_content.reason);
        markSelected();
        return;
    }
    say({});
    setSubtitle(tr("each ring a plan with so many requests in flight that no other beats in both"));
    setColumns({{tr("Plan")},
                {tr("Batch"), "1"},
                {tr("For a user"), "tok/s"},
                {tr("Per accelerator"), "tok/s"},
                {tr("First token"), "s"}});
    double right = 0.0, top = 0.0;
    for (const ServingEstimate& e : m_content.front) {
        right = std::max(right, e.userTokensPerSecond());
        top = std::max(top, e.perAccelerator);
    }
    if (m_content.chosen.isFeasible) {
        right = std::max(right, m_content.chosen.userTokensPerSecond());
        top = std::max(top, m_content.chosen.perAccelerator);
    }
    if (m_content.tpotLimit > 0.0)
        right = std::max(right, 1.1 / m_content.tpotLimit);
    auto* x = addValueAxis(Qt::AlignBottom, tr("tokens/s for one user"), 0.0, right * 1.05);
    auto* y = addValueAxis(Qt::AlignLeft, tr("tokens/s per accelerator"), 0.0, top * 1.1);
    if (m_content.tpotLimit > 0.0)
        addLimit(x, y, y->max());
    addFront(x, y);
    markSelected();
}

void ParetoChart::addFront(QAbstractAxis* x, QAbstractAxis* y)
{
    QList<QPointF> points;
    for (const ServingEstimate& e : m_content.front)
        points += pointOf(e);
    addLine(points, QPen(theme().text, 1.6), x, y);
    m_points = addPoints(points, x, y);
    m_points->setMarkerSize(9.0);
    m_points->setColor(theme().panel);
    m_points->setBorderColor(theme().text);
    m_mark = addPoints({}, x, y);
    m_mark->setMarkerSize(13.0);
    m_mark->setColor(theme().accentBg);
    m_mark->setBorderColor(theme().accent);
    for (std::size_t i = 0; i < m_content.front.size(); ++i)
        addMarkOf(m_points, m_content.front[i], QStringLiteral("front.%1").arg(i));
    if (m_content.chosen.isFeasible)
        addChosen(x, y);
}

void ParetoChart::addMarkOf(QAbstractSeries* series, const ServingEstimate& plan,
                            const QString& figure)
{
    addMark({series,
             pointOf(plan),
             pointOf(plan),
             {text(plan.plan), std::round(plan.batch), plan.userTokensPerSecond(),
              plan.perAccelerator, plan.ttftMean},
             figure});
}

void ParetoChart::addChosen(QAbstractAxis* x, QAbstractAxis* y)
{
    const QPointF at = pointOf(m_content.chosen);
    auto* chosen = addPoints({at}, x, y);
    chosen->setMarkerShape(QScatterSeries::MarkerShapeRotatedRectangle);
    chosen->setMarkerSize(12.0);
    chosen->setColor(theme().series[0]);
    chosen->setBorderColor(theme().panel);
    addLabel({chosen, at, tr("in use: %1").arg(text(m_content.chosen.plan)), theme().text, true});
    addMarkOf(chosen, m_content.chosen, QStringLiteral("front.chosen"));
}

QScatterSeries* ParetoChart::addPoints(const QList<QPointF>& points, QAbstractAxis* x,
                                       QAbstractAxis* y)
{
    auto* series = new QScatterSeries;
    series->append(points);
    chart().addSeries(series);
    series->attachAxis(x);
    series->attachAxis(y);
    return series;
}

void ParetoChart::addLimit(QAbstractAxis* x, QAbstractAxis* y, double top)
{
    const double at = 1.0 / m_content.tpotLimit;
    auto* line = addLine({{at, 0.0}, {at, top}},
                         QPen(theme().status(Status::Warning), 1.6, Qt::DashLine), x, y);
    addLabel({line,
              {at, top},
              tr("limit %1 per token")
                  .arg(QString::fromStdString(formatMeasure(m_content.tpotLimit, "s"))),
              theme().status(Status::Warning),
              false,
              QPointF(6.0, 8.0)});
}

void ParetoChart::select(int index)
{
    const auto count = static_cast<int>(m_content.front.size());
    m_selected = index >= 0 && index < count ? index : -1;
    markSelected();
    if (hasFocus())
        setCurrent(m_selected);
}

QString ParetoChart::selectionText() const
{
    return m_says->text();
}

void ParetoChart::markSelected()
{
    if (m_mark)
        m_mark->clear();
    m_use->setVisible(m_selected >= 0 && m_content.canUse);
    if (m_selected < 0) {
        m_says->setText(m_content.front.empty() ? QString() : tr("Press a point to see its plan."));
        return;
    }
    const ServingEstimate& e = m_content.front[static_cast<std::size_t>(m_selected)];
    if (m_mark)
        m_mark->append(pointOf(e));
    m_says->setText(tr("%1 · batch %2 · %3 for a user · %4 per accelerator")
                        .arg(text(e.plan))
                        .arg(std::round(e.batch))
                        .arg(rate(e.userTokensPerSecond()), rate(e.perAccelerator)));
}

QString ParetoChart::pressHint() const
{
    return current() >= 0 && current() < static_cast<int>(m_content.front.size())
               ? tr("Press to choose this plan")
               : ChartCard::pressHint();
}

void ParetoChart::press()
{
    if (current() < static_cast<int>(m_content.front.size()))
        select(current());
    else
        ChartCard::press();
}

void ParetoChart::keyPressEvent(QKeyEvent* event)
{
    const auto count = static_cast<int>(m_content.front.size());
    switch (event->key()) {
    case Qt::Key_Right: // the front runs from the fastest user to the greatest output
        return select(m_selected <= 0 ? 0 : m_selected - 1);
    case Qt::Key_Left:
        return select(std::min(count - 1, m_selected + 1));
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_selected >= 0 && m_content.canUse)
            m_use->click();
        return;
    case Qt::Key_Escape:
        return select(-1);
    default:
        ChartCard::keyPressEvent(event);
    }
}

} // namespace millwright
