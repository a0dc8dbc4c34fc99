#include "views/canvas/GesturePainter.h"
#include <algorithm>
#include <cmath>
#include <limits>

namespace millwright
{
namespace
{

QPolygonF polygonOf(const PlanPaint& paint, const OrientedBox& box)
{
    QPolygonF polygon;
    for (const auto& [x, y] : box.corners()) {
        const QPointF at = paint.view.toScreen(QPointF(x, y));
        polygon << QPointF(qRound(at.x()), qRound(at.y()));
    }
    return polygon;
}

void paintGhost(PlanPaint& paint, const Ghost& ghost)
{
    const Theme& theme = paint.theme;
    QPainter& painter = paint.painter;
    const QColor line = ghost.fits ? theme.accent : theme.status(Status::Error);
    const QColor fill = ghost.fits ? theme.accentBg : theme.statusTint(Status::Error);
    const QPolygonF polygon = polygonOf(paint, ghost.box);
    const bool isTurned = !ghost.box.isAxisAligned();
    painter.setRenderHint(QPainter::Antialiasing, isTurned);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawPolygon(polygon);
    painter.setBrush(QBrush(mixed(fill, line, 0.35), Qt::BDiagPattern));
    painter.drawPolygon(polygon);
    // Antialiased: a 1.5 px pen is 1 px wide without it.
    painter.setRenderHint(QPainter::Antialiasing, true);
    QPen pen(line, 1.5);
    pen.setDashPattern({3, 2});
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawPolygon(polygon.translated(0.5, 0.5));
    painter.setRenderHint(QPainter::Antialiasing, isTurned);
    painter.setPen(QPen(theme.kind(ghost.kind), stripeThickness(paint.view.scale), Qt::SolidLine,
                        Qt::FlatCap));
    painter.drawLine(polygon[0], polygon[1]);
    painter.setRenderHint(QPainter::Antialiasing, false);
    const QRectF bounds = polygon.boundingRect();
    if (paint.detail() < Detail::Labels || bounds.width() < 20)
        return;
    const QPixmap& symbol =
        paint.labels.symbol(kindIcon(ghost.kind), theme.text, 12, paint.devicePixelRatio);
    const LabelCache::Label& name = paint.labels.label(LabelCache::Role::Name, ghost.label);
    const bool hasName = name.size.width() <= bounds.width();
    painter.drawPixmap((bounds.center() - QPointF(6, hasName ? 14 : 6)).toPoint(), symbol);
    if (!hasName)
        return;
    painter.setFont(paint.labels.font(LabelCache::Role::Name));
    painter.setPen(theme.text);
    painter.drawStaticText((bounds.center() + QPointF(-name.size.width() / 2, 2)).toPoint(),
                           name.text);
}

void paintChip(PlanPaint& paint, QPointF centre, const QString& text)
{
    const LabelCache::Label& label = paint.labels.label(LabelCache::Role::Name, text);
    const QSizeF size = label.size + QSizeF(10, 4);
    const QRectF box(
        QPointF(qRound(centre.x() - size.width() / 2), qRound(centre.y() - size.height() / 2)),
        size.toSize());
    QPainter& painter = paint.painter;
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(Qt::NoPen);
    painter.setBrush(paint.theme.accent);
    painter.drawRoundedRect(box, metrics::chipRadius, metrics::chipRadius);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setFont(paint.labels.font(LabelCache::Role::Name));
    painter.setPen(paint.theme.onAccent);
    painter.drawStaticText(box.topLeft() + QPointF(5, 2), label.text);
}

void paintGuides(PlanPaint& paint, const std::vector<Guide>& guides)
{
    QPainter& painter = paint.painter;
    for (const Guide& guide : guides) {
        QPen pen(paint.theme.accent, 1);
        if (guide.isDashed)
            pen.setDashPattern({4, 3});
        painter.setPen(pen);
        const QPoint a = paint.view.toScreen(guide.line.p1()).toPoint();
        const QPoint b = paint.view.toScreen(guide.line.p2()).toPoint();
        const bool isUpright = a.x() == b.x() || a.y() == b.y();
        painter.setRenderHint(QPainter::Antialiasing, !isUpright);
        painter.drawLine(a, b);
        if (!guide.isDashed) {
            const QPoint tick = a.x() == b.x() ? QPoint(4, 0) : QPoint(0, 4);
            painter.drawLine(a - tick, a + tick);
            painter.drawLine(b - tick, b + tick);
        }
        painter.setRenderHint(QPainter::Antialiasing, false);
    }
    for (const Guide& guide : guides)
        if (!guide.chip.isEmpty())
            paintChip(paint, paint.view.toScreen(guide.line.center()), guide.chip);
}

struct CardLayout {
    QSize size;
    int lines = 1;
    int changesTop = 0;
};

CardLayout layOutCard(PlanPaint& paint, const GhostCard& card)
{
    const auto width = [&](LabelCache::Role role, const QString& text) {
        return text.isEmpty()
                   ? 0
                   : static_cast<int>(std::ceil(paint.labels.label(role, text).size.width()));
    };
    int widest = 30 + width(LabelCache::Role::Name, card.headline) + 8 +
                 width(LabelCache::Role::Hint, card.remark);
    int height = 8 + 18;
    if (!card.note.isEmpty()) {
        widest = std::max(widest, 30 + width(LabelCache::Role::Hint, card.note));
        height += 18;
    }
    CardLayout layout;
    layout.changesTop = height + 2;
    if (!card.changes.empty()) {
        int row = 10;
        for (const QString& change : card.changes)
            row += width(LabelCache::Role::Name, change) + 12 + 6;
        widest = std::max(widest, row + 4);
        height += 24;
    }
    layout.size = {widest + 12, height + 8};
    return layout;
}

/// Beside the ghosts, where it covers the fewest things; never over the ghosts themselves while
/// there is room.
QPoint placeCard(const PlanPaint& paint, const QRect& ghosts, const QSize& size, const QRect& free)
{
    constexpr int gap = 14;
    const int right = ghosts.right() + gap;
    const int left = ghosts.left() - size.width() - gap;
    const int below = ghosts.bottom() + gap;
    const int above = ghosts.top() - size.height() - gap;
    const int middle = ghosts.center().x() - size.width() / 2;
    const int level = ghosts.center().y() - size.height() / 2;
    const QPoint candidates[] = {
        {right, below}, {middle, below}, {left, below}, {right, above},       {middle, above},
        {left, above},  {right, level},  {left, level}, {middle, below + 60}, {middle, above - 60}};
    const QRect inside = free.adjusted(0, 0, -size.width(), -size.height());
    QPoint best(std::clamp(right, free.left(), std::max(free.left(), inside.right())),
                std::clamp(below, free.top(), std::max(free.top(), inside.bottom())));
    std::size_t fewest = std::numeric_limits<std::size_t>::max();
    for (const QPoint& at : candidates) {
        const QRect place(at, size);
        if (!free.contains(place))
            continue;
        std::vector<std::uint32_t> near;
        paint.scene.query(paint.view.toPlan(QRectF(place)), near);
        const auto covered = static_cast<std::size_t>(
            std::count_if(near.begin(), near.end(), [&](std::uint32_t number) {
                return paint.view.toScreen(paint.scene.items()[number].bounds).intersects(place);
            }));
        if (covered < fewest) {
            fewest = covered;
            best = at;
        }
    }
    return best;
}

Status worstOf(const GhostCard& card)
{
    if (card.verdict == Status::Error || card.note.isEmpty())
        return card.verdict;
    return card.noteStatus;
}

void paintCard(PlanPaint& paint, const GhostCard& card, const QRect& ghosts, const QRect& free)
{
    const CardLayout layout = layOutCard(paint, card);
    const QRect box(placeCard(paint, ghosts, layout.size, free), layout.size);
    const Theme& theme = paint.theme;
    QPainter& painter = paint.painter;
    painter.setRenderHint(QPainter::Antialiasing, true);
    const Status worst = worstOf(card);
    painter.setPen(QPen(worst == Status::Ok ? theme.line2 : theme.status(worst), 1));
    painter.setBrush(theme.panel);
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), metrics::cardRadius,
                            metrics::cardRadius);
    painter.setRenderHint(QPainter::Antialiasing, false);
    int y = box.top() + 8;
    const auto line = [&](Status status, const QString& strong, const QString& soft) {
        painter.drawPixmap(box.left() + 8, y - 1,
                           paint.labels.mark(status, theme, 14, paint.devicePixelRatio));
        double x = box.left() + 30;
        if (!strong.isEmpty()) {
            const LabelCache::Label& label = paint.labels.label(LabelCache::Role::Name, strong);
            painter.setFont(paint.labels.font(LabelCache::Role::Name));
            painter.setPen(theme.text);
            painter.drawStaticText(QPointF(x, y), label.text);
            x += std::ceil(label.size.width()) + 8;
        }
        painter.setFont(paint.labels.font(LabelCache::Role::Hint));
        painter.setPen(theme.text2);
        painter.drawStaticText(QPointF(x, y),
                               paint.labels.label(LabelCache::Role::Hint, soft).text);
        y += 18;
    };
    line(card.verdict, card.headline, card.remark);
    if (!card.note.isEmpty())
        line(card.noteStatus, {}, card.note);
    int x = box.left() + 10;
    for (const QString& change : card.changes) {
        const LabelCache::Label& label = paint.labels.label(LabelCache::Role::Name, change);
        const QRect chip(x, box.top() + layout.changesTop,
                         static_cast<int>(std::ceil(label.size.width())) + 12, 20);
        painter.setRenderHint(QPainter::Antialiasing, true);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.chip);
        painter.drawRoundedRect(chip, metrics::chipRadius, metrics::chipRadius);
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setFont(paint.labels.font(LabelCache::Role::Name));
        painter.setPen(theme.text);
        painter.drawStaticText(QPoint(chip.left() + 6, chip.top() + 3), label.text);
        x = chip.right() + 7;
    }
}

void paintOutline(PlanPaint& paint, const PlanItem& item, double width, const QColor& casing,
                  const QColor& line)
{
    QPainter& painter = paint.painter;
    if (item.quarter >= 0) {
        const QRect box = paint.view.toScreen(item.bounds).adjusted(0, 0, -1, -1);
        const auto frame = [&](int out, int thickness, const QColor& color) {
            const QRect o = box.adjusted(-out, -out, out, out);
            painter.fillRect(QRect(o.left(), o.top(), o.width(), thickness), color);
            painter.fillRect(QRect(o.left(), o.bottom() + 1 - thickness, o.width(), thickness),
                             color);
            painter.fillRect(QRect(o.left(), o.top(), thickness, o.height()), color);
            painter.fillRect(QRect(o.right() + 1 - thickness, o.top(), thickness, o.height()),
                             color);
        };
        const int thin = static_cast<int>(width);
        if (casing.isValid())
            frame(thin + 1, thin + 3, casing);
        frame(casing.isValid() ? thin - 1 : 0, thin, line);
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setBrush(Qt::NoBrush);
    const QPolygonF polygon = polygonOf(paint, item.box);
    if (casing.isValid()) {
        painter.setPen(QPen(casing, width + 3));
        painter.drawPolygon(polygon);
    }
    painter.setPen(QPen(line, width));
    painter.drawPolygon(polygon);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void paintHandles(PlanPaint& paint, const PlanItem& item)
{
    if (paint.view.scale < 24.0)
        return;
    for (const QPointF& corner : polygonOf(paint, item.box)) {
        const QRect handle(corner.toPoint() - QPoint(4, 4), QSize(7, 7));
        paint.painter.fillRect(handle, paint.theme.accent);
        paint.painter.fillRect(handle.adjusted(1, 1, -1, -1), paint.theme.canvas);
    }
}

void paintArrayHandle(PlanPaint& paint, QPointF metres, bool isHot)
{
    const QPointF centre = paint.view.toScreen(metres);
    QPainter& painter = paint.painter;
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(QPen(isHot ? paint.theme.accent : paint.theme.line2, 1.3));
    painter.setBrush(isHot ? paint.theme.accentBg : paint.theme.raised);
    painter.drawEllipse(centre, arrayHandleRadius, arrayHandleRadius);
    painter.setPen(QPen(isHot ? paint.theme.accentText : paint.theme.text, 1.3));
    painter.drawLine(centre - QPointF(4, 0), centre + QPointF(4, 0));
    painter.drawLine(centre - QPointF(0, 4), centre + QPointF(0, 4));
    painter.setRenderHint(QPainter::Antialiasing, false);
}

} // namespace

void paintGesture(PlanPaint& paint, const GestureView& gesture, const QRect& free)
{
    QRect ghosts;
    for (const OrientedBox& clash : gesture.clashes) {
        paint.painter.setPen(QPen(paint.theme.status(Status::Error), 2));
        paint.painter.setBrush(Qt::NoBrush);
        paint.painter.drawPolygon(polygonOf(paint, clash));
    }
    for (const Ghost& ghost : gesture.ghosts) {
        paintGhost(paint, ghost);
        ghosts = ghosts.united(paint.view.toScreen(toRectF(ghost.box.bounds())));
    }
    paintGuides(paint, gesture.guides);
    if (gesture.rubberBand) {
        const QRect band = paint.view.toScreen(gesture.rubberBand->normalized());
        QColor fill = paint.theme.accent;
        fill.setAlpha(28);
        paint.painter.fillRect(band, fill);
        paint.painter.setPen(paint.theme.accent);
        paint.painter.setBrush(Qt::NoBrush);
        paint.painter.drawRect(band.adjusted(0, 0, -1, -1));
    }
    if (gesture.card)
        paintCard(paint, *gesture.card, ghosts, free);
}

void paintSelection(PlanPaint& paint, const SelectionPaint& selection)
{
    const QRectF shown = paint.view.toPlan(QRectF(paint.painter.clipBoundingRect()));
    for (const EntityId id : selection.ids) {
        const PlanItem* item = paint.scene.find(id);
        if (item && !paint.isHidden(*item) && item->bounds.intersects(shown.adjusted(-1, -1, 1, 1)))
            paintOutline(paint, *item, paint.detail() == Detail::Strips ? 1 : 2, paint.theme.canvas,
                         paint.theme.accent);
    }
    if (selection.ids.size() == 1)
        if (const PlanItem* item = paint.scene.find(selection.ids.front());
            item && !paint.isHidden(*item))
            paintHandles(paint, *item);
    if (const PlanItem* item = paint.scene.find(selection.hovered); item && !paint.isHidden(*item))
        paintOutline(paint, *item, 1, {}, paint.theme.accent);
    if (selection.arrayHandle)
        paintArrayHandle(paint, *selection.arrayHandle, selection.isArrayHandleHot);
}

} // namespace millwright
