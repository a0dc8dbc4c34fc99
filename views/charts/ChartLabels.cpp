#include "views/charts/ChartLabels.h"
#include "views/theme/Theme.h"
#include <QChart>
#include <QGraphicsSimpleTextItem>
#include <QPainter>
#include <QXYSeries>
#include <algorithm>
#include <cmath>
#include <limits>

namespace millwright
{
namespace
{

constexpr double nearGap = 7.0, gaps[] = {nearGap, 20.0}; ///< pixels from a point to its text
constexpr int farCost = 25; ///< rather across a line than so far that it seems to belong elsewhere
constexpr double lineStep = 5.0; ///< pixels between the boxes that stand for a line
constexpr int rounds = 3;
constexpr int lineWeight = 1, markWeight = 20, textWeight = 60;

/// A text on a backdrop that lets what is behind shine through a little.
class BackedText : public QGraphicsSimpleTextItem
{
public:
    BackedText(QColor backdrop, QGraphicsItem* parent)
        : QGraphicsSimpleTextItem(parent), m_backdrop(std::move(backdrop))
    {
        m_backdrop.setAlphaF(0.85F);
        setZValue(20);
    }
    QRectF boundingRect() const override
    {
        return QGraphicsSimpleTextItem::boundingRect().adjusted(-3, 0, 3, 0);
    }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override
    {
        painter->fillRect(boundingRect().adjusted(0, 1, 0, -1), m_backdrop);
        QGraphicsSimpleTextItem::paint(painter, option, widget);
    }

private:
    QColor m_backdrop;
};

struct Place {
    QPointF offset; ///< of the text from its point
    int cost;       ///< beside what it covers
};

/// Places for a text of this size, the best first.
std::vector<Place> places(double w, double h)
{
    std::vector<Place> all;
    for (const double gap : gaps)
        for (const QPointF& place :
             {QPointF(gap, -h / 2.0), QPointF(-gap - w, -h / 2.0), QPointF(gap, gap - 2.0),
              QPointF(gap, -h - gap + 2.0), QPointF(-w - gap, gap - 2.0),
              QPointF(-w - gap, -h - gap + 2.0), QPointF(-w / 2.0, -h - gap),
              QPointF(-w / 2.0, gap)})
            all.push_back({place, gap > nearGap ? farCost : 0});
    return all;
}

} // namespace

QGraphicsSimpleTextItem* makeChartText(QChart* chart)
{
    auto* item = new QGraphicsSimpleTextItem(chart);
    item->setZValue(20);
    return item;
}

void ChartLabels::clear()
{
    m_labels.clear();
    m_lines.clear();
}

void ChartLabels::add(QChart& chart, ChartLabel label, const QColor& backdrop)
{
    auto* item = new BackedText(backdrop, &chart);
    item->setText(label.text);
    item->setFont(uiFont(type::hint, label.isBold ? QFont::DemiBold : QFont::Normal));
    item->setBrush(label.color);
    m_labels.emplace_back(std::move(label), item);
}

int ChartLabels::clashes(const QRectF& rect, const std::vector<Obstacle>& taken)
{
    int sum = 0;
    for (const Obstacle& other : taken)
        if (other.rect.intersects(rect))
            sum += other.weight;
    return sum;
}

/// The free place inside the plot; where none is free, the one that covers least.
QRectF ChartLabels::freePlace(const QPointF& point, const QSizeF& size, const QRectF& plot,
                              const std::vector<Obstacle>& taken)
{
    QRectF best(point + QPointF(nearGap, -size.height() / 2.0), size);
    int least = std::numeric_limits<int>::max();
    for (const Place& place : places(size.width(), size.height())) {
        const QRectF rect(point + place.offset, size);
        if (!plot.contains(rect))
            continue;
        const int covered = clashes(rect, taken) + place.cost;
        if (covered < least) {
            least = covered;
            best = rect;
        }
        if (covered == 0)
            break;
    }
    return best;
}

/// Marks of points that have a text, and the lines in small boxes.
std::vector<ChartLabels::Obstacle> ChartLabels::obstacles(QChart& chart) const
{
    std::vector<Obstacle> taken;
    for (const auto& [label, item] : m_labels)
        if (label.offset.isNull())
            taken.push_back({QRectF(chart.mapToPosition(label.at, label.series) - QPointF(5, 5),
                                    QSizeF(10, 10)),
                             markWeight});
    const QRectF plot = chart.plotArea();
    for (QXYSeries* line : m_lines) {
        const QList<QPointF> points = line->points();
        for (qsizetype i = 0; i + 1 < points.size(); ++i) {
            const QPointF from = chart.mapToPosition(points[i], line);
            const QPointF way = chart.mapToPosition(points[i + 1], line) - from;
            const double length = std::hypot(way.x(), way.y());
            const int steps = std::clamp(static_cast<int>(length / lineStep), 1, 2000);
            for (int step = 0; step <= steps; ++step)
                if (const QPointF at = from + way * step / steps; plot.contains(at))
                    taken.push_back({QRectF(at - QPointF(1.5, 1.5), QSizeF(3, 3)), lineWeight});
        }
    }
    return taken;
}

/// At its own offset from the first of its points where it covers least.
QRectF ChartLabels::fixedPlace(QChart& chart, const ChartLabel& label, const QSizeF& size,
                               const std::vector<Obstacle>& taken) const
{
    const auto rectAt = [&](const QPointF& at) {
        return QRectF(chart.mapToPosition(at, label.series) + label.offset -
                          QPointF(label.endsAtPoint ? size.width() : 0.0, size.height() / 2.0),
                      size);
    };
    QRectF best = rectAt(label.at);
    int least = label.elsewhere.empty() ? 0 : clashes(best, taken);
    for (const QPointF& other : label.elsewhere) {
        const QRectF rect = rectAt(other);
        if (const int covered = clashes(rect, taken); covered < least) {
            least = covered;
            best = rect;
        }
    }
    return best;
}

void ChartLabels::place(QChart& chart)
{
    std::vector<Obstacle> fixed = obstacles(chart);
    const QRectF plot = chart.plotArea();
    const auto sizeOf = [](const QGraphicsSimpleTextItem& item) {
        return item.QGraphicsSimpleTextItem::boundingRect().size();
    };
    std::vector<std::size_t> free;
    for (std::size_t i = 0; i < m_labels.size(); ++i) {
        const auto& [label, item] = m_labels[i];
        item->setText(label.text);
        if (label.offset.isNull()) {
            free.push_back(i);
            continue;
        }
        const QRectF rect = fixedPlace(chart, label, sizeOf(*item), fixed);
        item->setPos(rect.topLeft());
        fixed.push_back({rect, textWeight});
    }
    // In rounds: a text gives way to one that has no other place.
    std::vector<QRectF> rects(m_labels.size());
    for (int round = 0; round < rounds; ++round)
        for (const std::size_t i : free) {
            std::vector<Obstacle> taken = fixed;
            for (const std::size_t other : free)
                if (other != i && rects[other].isValid())
                    taken.push_back({rects[other], textWeight});
            const auto& [label, item] = m_labels[i];
            const QPointF point = chart.mapToPosition(label.at, label.series);
            rects[i] = freePlace(point, sizeOf(*item), plot, taken);
            if (!label.brief.isEmpty() && clashes(rects[i], taken) >= markWeight) {
                item->setText(label.brief);
                rects[i] = freePlace(point, sizeOf(*item), plot, taken);
            }
            item->setPos(rects[i].topLeft());
        }
}

QStringList ChartLabels::texts() const
{
    QStringList texts;
    for (const auto& [label, item] : m_labels)
        texts += label.text;
    return texts;
}

QString ChartLabels::toggleAt(const QPointF& position) const
{
    for (const auto& [label, item] : m_labels)
        if (!label.toggles.isEmpty() &&
            item->boundingRect().translated(item->pos()).adjusted(-4, -3, 4, 3).contains(position))
            return label.toggles;
    return {};
}

} // namespace millwright
