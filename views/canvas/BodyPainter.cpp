#include "views/canvas/PlanPaint.h"
#include <QPolygonF>
#include <cmath>

namespace millwright
{
namespace
{

/// Rectangles grouped by colour, so that each colour is one call.
class RectBatch
{
public:
    void add(QRgb color, const QRect& rect)
    {
        if (!m_last || m_lastColor != color) {
            m_last = &m_rects[color];
            m_lastColor = color;
        }
        m_last->push_back(rect);
    }
    void draw(PlanPaint& paint, Qt::BrushStyle style = Qt::SolidPattern) const
    {
        paint.painter.setPen(Qt::NoPen);
        for (const auto& [color, rects] : m_rects) {
            paint.painter.setBrush(QBrush(QColor::fromRgb(color), style));
            paint.painter.drawRects(rects.data(), static_cast<int>(rects.size()));
            paint.count.rects += rects.size();
            ++paint.count.calls;
        }
    }

private:
    std::unordered_map<QRgb, std::vector<QRect>> m_rects;
    std::vector<QRect>* m_last = nullptr;
    QRgb m_lastColor = 0;
};

/// At strip scale neighbours of nearly one colour melt into one rectangle: 16 steps of the ramp are
/// told apart.
QRgb stripColor(const PlanPaint& paint, std::uint32_t number)
{
    const PlanItem& item = paint.scene.items()[number];
    const Theme& theme = paint.theme;
    if (!paint.overlay.appliesTo(item))
        return mixed(theme.body, theme.family(item.family), 0.55).rgb();
    const float value = paint.overlay.value(number);
    if (std::isnan(value))
        return theme.bodyEdge.rgb();
    if (paint.overlay.info().isCategorical)
        return paint.overlay.color(value, theme).rgb();
    const auto step = static_cast<float>(paint.overlay.high() / 16.0);
    return paint.overlay.color(std::round(value / step) * step, theme).rgb();
}

void paintStrips(PlanPaint& paint)
{
    RectBatch batch;
    const auto& items = paint.scene.items();
    std::vector<bool> isInRow(items.size(), false);
    const QRectF shown = paint.view.toPlan(QRectF(paint.painter.clipBoundingRect()));
    for (const PlanRow& row : paint.scene.rows()) {
        QRectF run;
        QRgb color = 0;
        const bool isVisible = row.bounds.intersects(shown);
        for (const std::uint32_t number : row.items) {
            isInRow[number] = true;
            if (!isVisible || paint.isHidden(items[number]))
                continue;
            const QRgb own = stripColor(paint, number);
            if (!run.isNull() && own != color) {
                batch.add(color, paint.view.toScreen(run));
                run = {};
            }
            run = run.isNull() ? items[number].bounds : run.united(items[number].bounds);
            color = own;
        }
        if (!run.isNull())
            batch.add(color, paint.view.toScreen(run));
    }
    for (const std::uint32_t number : paint.visible)
        if (!isInRow[number] && !paint.isHidden(items[number]))
            batch.add(stripColor(paint, number),
                      paint.view.toScreen(items[number].bounds).adjusted(0, 0, 1, 1));
    batch.draw(paint);
    paint.count.parts += paint.visible.size();
}

struct BoxBatches {
    RectBatch edges, fills, stripes, hatches;
    std::array<RectBatch, 4> classes; ///< of a categorical overlay, over the fills
    std::vector<std::uint32_t> turned;
};

void addBox(PlanPaint& paint, std::uint32_t number, BoxBatches& batches)
{
    const PlanItem& item = paint.scene.items()[number];
    const Theme& theme = paint.theme;
    const QRect box = paint.view.toScreen(item.bounds).adjusted(0, 0, -1, -1);
    if (box.width() <= 0 || box.height() <= 0) {
        batches.fills.add(fillOf(paint, number).rgb(), QRect(box.topLeft(), QSize(1, 1)));
        return;
    }
    const bool applies = paint.overlay.appliesTo(item);
    const float value = applies ? paint.overlay.value(number) : 0.0F;
    const bool isPlain = !applies || std::isnan(value) ||
                         (paint.overlay.overlay() == Overlay::Findings && value == 0.0F);
    const bool hasEdge = isPlain && std::min(box.width(), box.height()) >= 8;
    if (hasEdge)
        batches.edges.add(theme.bodyEdge.rgb(), box);
    const QRect inner = hasEdge ? box.adjusted(1, 1, -1, -1) : box;
    batches.fills.add(fillOf(paint, number).rgb(), inner);
    if (applies && std::isnan(value))
        batches.hatches.add(theme.text3.rgb(), inner);
    if (applies && !isPlain && paint.overlay.info().isCategorical)
        if (const auto index = static_cast<std::size_t>(value);
            paint.overlay.classes()[index].hatch != Qt::NoBrush)
            batches.classes[index].add(fillOf(paint, number).darker(150).rgb(), inner);
    const int thickness = stripeThickness(paint.view.scale);
    batches.stripes.add(theme.family(item.family).rgb(), stripeOf(box, item.quarter, thickness));
    if (item.hasRearDoor && thickness >= 2)
        batches.stripes.add(theme.family(PartFamily::Cooling).rgb(),
                            stripeOf(box, (item.quarter + 2) % 4, 2));
}

/// Freely turned bodies: polygons with antialiasing, one by one; there are few of them.
void paintTurned(PlanPaint& paint, const std::vector<std::uint32_t>& numbers)
{
    paint.painter.setRenderHint(QPainter::Antialiasing, true);
    for (const std::uint32_t number : numbers) {
        const PlanItem& item = paint.scene.items()[number];
        const auto corners = item.box.corners();
        QPolygonF polygon;
        for (const auto& [x, y] : corners)
            polygon << paint.view.toScreen(QPointF(x, y));
        paint.painter.setPen(QPen(paint.theme.bodyEdge, 1.0));
        paint.painter.setBrush(fillOf(paint, number));
        paint.painter.drawPolygon(polygon);
        paint.painter.setPen(
            QPen(paint.theme.family(item.family), stripeThickness(paint.view.scale)));
        paint.painter.drawLine(polygon[0], polygon[1]);
        ++paint.count.outlined;
    }
    paint.painter.setRenderHint(QPainter::Antialiasing, false);
}

/// Where something that is being dragged came from.
void paintPlaceLeft(PlanPaint& paint, const PlanItem& item)
{
    QPen pen(paint.theme.bodyEdge, 1);
    pen.setDashPattern({3, 3});
    paint.painter.setPen(pen);
    paint.painter.setBrush(Qt::NoBrush);
    paint.painter.drawRect(paint.view.toScreen(item.bounds).adjusted(0, 0, -2, -2));
    ++paint.count.outlined;
}

} // namespace

QColor mixed(const QColor& a, const QColor& b, double share)
{
    const auto part = [share](int x, int y) { return qRound(x + (y - x) * share); };
    return {part(a.red(), b.red()), part(a.green(), b.green()), part(a.blue(), b.blue())};
}

QColor fillOf(const PlanPaint& paint, std::uint32_t number)
{
    const PlanItem& item = paint.scene.items()[number];
    return paint.overlay.appliesTo(item)
               ? paint.overlay.color(paint.overlay.value(number), paint.theme)
               : paint.theme.body;
}

int stripeThickness(double scale)
{
    return scale < 9.0 ? 1 : scale < 18.0 ? 2 : 3;
}

QRect stripeOf(const QRect& rect, int quarter, int thickness)
{
    const int t = std::min({thickness, rect.width(), rect.height()});
    switch (quarter) {
    case 0:
        return {rect.left(), rect.top(), rect.width(), t};
    case 1:
        return {rect.right() + 1 - t, rect.top(), t, rect.height()};
    case 2:
        return {rect.left(), rect.bottom() + 1 - t, rect.width(), t};
    default:
        return {rect.left(), rect.top(), t, rect.height()};
    }
}

void paintBodies(PlanPaint& paint)
{
    if (paint.detail() == Detail::Strips) {
        paintStrips(paint);
        return;
    }
    BoxBatches batches;
    for (const std::uint32_t number : paint.visible) {
        const PlanItem& item = paint.scene.items()[number];
        if (paint.isHidden(item)) {
            paintPlaceLeft(paint, item);
            continue;
        }
        if (item.quarter < 0)
            batches.turned.push_back(number);
        else
            addBox(paint, number, batches);
    }
    batches.edges.draw(paint);
    batches.fills.draw(paint);
    batches.hatches.draw(paint, Qt::BDiagPattern);
    for (std::size_t i = 0; i < batches.classes.size() && i < paint.overlay.classes().size(); ++i)
        batches.classes[i].draw(paint, paint.overlay.classes()[i].hatch);
    batches.stripes.draw(paint);
    paintTurned(paint, batches.turned);
    paint.count.parts += paint.visible.size();
}

} // namespace millwright
