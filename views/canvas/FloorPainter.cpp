#include "model/base/Units.h"
#include "views/canvas/PlanPaint.h"
#include <QCoreApplication>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

namespace millwright
{
namespace
{

constexpr double outerWall = 0.2;  // m, drawn around the outline; the outline is the inner face
constexpr double coarseGrid = 3.0; // m, between 6 and 35 px/m

QPolygonF outlineOf(const Hall& hall, const ViewTransform& view)
{
    QPolygonF polygon;
    for (const Point& corner : hall.outline) {
        const QPointF at = view.toScreen(corner);
        polygon << QPointF(qRound(at.x()), qRound(at.y()));
    }
    if (!polygon.isEmpty())
        polygon << polygon.first();
    return polygon;
}

void paintWalls(PlanPaint& paint, const QPolygonF& outline)
{
    QPainter& painter = paint.painter;
    painter.setBrush(Qt::NoBrush);
    if (paint.detail() != Detail::Strips) {
        const int thickness = std::max(2, qRound(outerWall * paint.view.scale));
        for (const auto& [width, color] : {std::pair(2 * thickness + 2, paint.theme.wallEdge),
                                           std::pair(2 * thickness, paint.theme.wallFill)}) {
            painter.setPen(QPen(color, width, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
            painter.drawPolygon(outline);
        }
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(paint.theme.floor);
    painter.drawPolygon(outline);
    painter.setBrush(Qt::NoBrush);
}

void paintGrid(PlanPaint& paint, const Hall& hall, const QRect& area)
{
    if (paint.detail() == Detail::Strips)
        return;
    const bool isFine = paint.detail() >= Detail::Labels;
    const double step = isFine ? hall.tile.metres() : coarseGrid;
    if (step * paint.view.scale < 6.0)
        return;
    const QRectF room = toRectF(polygonBounds(hall.outline));
    const QRectF shown = paint.view.toPlan(QRectF(area)).intersected(room);
    if (shown.isEmpty())
        return;
    QVector<QLine> fine, fifth;
    const auto collect = [&](double from, double to, auto&& line) {
        for (auto i = static_cast<int>(std::ceil(from / step)); i * step <= to; ++i)
            (i % 5 == 0 ? fifth : fine).push_back(line(i * step));
    };
    const QRect pixels = paint.view.toScreen(shown);
    collect(shown.left(), shown.right(), [&](double x) {
        const int at = qRound(paint.view.x(x));
        return QLine(at, pixels.top(), at, pixels.bottom());
    });
    collect(shown.top(), shown.bottom(), [&](double y) {
        const int at = qRound(paint.view.y(y));
        return QLine(pixels.left(), at, pixels.right(), at);
    });
    paint.painter.setPen(paint.theme.tile);
    paint.painter.drawLines(fine);
    paint.painter.setPen(paint.theme.tile5);
    paint.painter.drawLines(fifth);
}

QRect segmentRect(const ViewTransform& view, const Feature& feature, double width)
{
    const QRectF line = toRectF(Rect::fromCorners(feature.a, feature.b));
    const bool isAcross = line.width() >= line.height();
    const double half = width / 2;
    return view.toScreen(isAcross ? line.adjusted(0, -half, 0, half)
                                  : line.adjusted(-half, 0, half, 0));
}

void paintSegment(PlanPaint& paint, const Feature& feature, const QColor& fill, const QColor& edge)
{
    const bool isUpright = feature.a.x == feature.b.x || feature.a.y == feature.b.y;
    if (isUpright) {
        const QRect box = segmentRect(paint.view, feature, feature.width.metres());
        paint.painter.fillRect(box.adjusted(0, 0, 1, 1), edge);
        paint.painter.fillRect(box.adjusted(1, 1, 0, 0), fill);
        return;
    }
    paint.painter.setRenderHint(QPainter::Antialiasing, true);
    paint.painter.setPen(QPen(fill, std::max(1.0, feature.width.metres() * paint.view.scale),
                              Qt::SolidLine, Qt::FlatCap));
    paint.painter.drawLine(paint.view.toScreen(feature.a), paint.view.toScreen(feature.b));
    paint.painter.setRenderHint(QPainter::Antialiasing, false);
}

void paintTray(PlanPaint& paint, const Feature& feature)
{
    if (paint.detail() < Detail::Boxes)
        return;
    const QRect box = segmentRect(paint.view, feature, feature.width.metres());
    QPainter& painter = paint.painter;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(paint.theme.tray);
    painter.drawRect(box);
    if (paint.detail() < Detail::Labels)
        return;
    QVector<QLine> rungs;
    const bool isAcross = box.width() >= box.height();
    for (int at = 6; at < (isAcross ? box.width() : box.height()); at += 6)
        rungs.push_back(isAcross ? QLine(box.left() + at, box.top(), box.left() + at, box.bottom())
                                 : QLine(box.left(), box.top() + at, box.right(), box.top() + at));
    painter.drawLines(rungs);
}

/// A door: its gap in the wall, and leaves that swing into the hall; two leaves from 1.3 m on.
void paintDoor(PlanPaint& paint, const Feature& door)
{
    const Hall* hall = paint.scene.hall();
    const QPointF a = paint.view.toScreen(door.a);
    const QPointF b = paint.view.toScreen(door.b);
    const double length = std::hypot(b.x() - a.x(), b.y() - a.y());
    if (!hall || length < 2.0)
        return;
    const QPointF along = (b - a) / length;
    QPointF in(-along.y(), along.x());
    const QPointF probe = paint.view.toPlan((a + b) / 2 + in * 0.3 * paint.view.scale);
    if (!polygonContains(hall->outline, probe.x(), probe.y()))
        in = -in;
    // The gap reaches through the outer wall and half an inner one.
    const double inner = std::max(1.0, door.width.metres() * paint.view.scale / 2) + 1;
    const QPointF beyond = paint.view.toPlan((a + b) / 2 - in * 0.3 * paint.view.scale);
    const bool isInside = polygonContains(hall->outline, beyond.x(), beyond.y());
    const double out = isInside ? inner : outerWall * paint.view.scale + 1;
    QPainter& painter = paint.painter;
    const QPolygonF gap({a - in * out, b - in * out, b + in * inner, a + in * inner});
    painter.setPen(Qt::NoPen);
    painter.setBrush(paint.theme.floor);
    painter.drawPolygon(gap);
    if (paint.detail() == Detail::Strips)
        return;
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(paint.theme.text3, 1.2));
    const auto leaf = [&](QPointF hinge, QPointF closed) {
        const double radius = std::hypot(closed.x() - hinge.x(), closed.y() - hinge.y());
        const QPointF open = hinge + in * radius;
        painter.drawLine(hinge, open);
        QPainterPath arc(closed); // a quarter circle as one Bezier curve
        constexpr double k = 0.5522847498;
        arc.cubicTo(closed + in * radius * k, open + (closed - hinge) * k, open);
        painter.drawPath(arc);
    };
    if (length >= 1.3 * paint.view.scale) {
        leaf(a, (a + b) / 2);
        leaf(b, (a + b) / 2);
    } else {
        leaf(a, b);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void paintBlock(PlanPaint& paint, const Feature& feature)
{
    const QRect box = paint.view.toScreen(toRectF(Rect::fromCorners(feature.a, feature.b)));
    QPainter& painter = paint.painter;
    const bool isColumn = feature.kind == FeatureKind::Column;
    if (paint.detail() == Detail::Strips) {
        painter.fillRect(box, isColumn ? paint.theme.wallEdge : paint.theme.tile5);
        return;
    }
    const QColor line = isColumn                               ? paint.theme.text3
                        : feature.kind == FeatureKind::KeepOut ? paint.theme.status(Status::Warning)
                                                               : paint.theme.bodyEdge;
    if (isColumn)
        painter.fillRect(box, paint.theme.floor);
    painter.fillRect(
        box, QBrush(mixed(paint.theme.floor, line, isColumn ? 0.8 : 0.35), Qt::BDiagPattern));
    painter.setPen(isColumn ? QPen(line, 1) : QPen(line, 1, Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(box);
}

void paintNote(PlanPaint& paint, const Feature& feature)
{
    if (paint.detail() < Detail::Labels || feature.label.empty())
        return;
    const LabelCache::Label& label =
        paint.labels.label(LabelCache::Role::Hint, QString::fromStdString(feature.label));
    paint.painter.setFont(paint.labels.font(LabelCache::Role::Hint));
    paint.painter.setPen(paint.theme.text2);
    paint.painter.drawStaticText(paint.view.toScreen(feature.a).toPoint(), label.text);
}

/// A dimension line with end ticks and its length in millimetres in the middle.
void paintDimension(PlanPaint& paint, QPointF from, QPointF to, double metres)
{
    QPainter& painter = paint.painter;
    const bool isAcross = qFuzzyCompare(from.y(), to.y());
    const QPoint tick = isAcross ? QPoint(0, 4) : QPoint(4, 0);
    painter.setPen(paint.theme.text3);
    const QPoint a = from.toPoint();
    const QPoint b = to.toPoint();
    painter.drawLine(a, b);
    painter.drawLine(a - tick, a + tick);
    painter.drawLine(b - tick, b + tick);
    const LabelCache::Label& label = paint.labels.label(
        LabelCache::Role::Hint, QString::fromStdString(formatWhole(std::llround(metres * 1e3))));
    if (label.size.width() + 20 > std::abs(isAcross ? b.x() - a.x() : b.y() - a.y()))
        return;
    painter.save();
    painter.translate((a + b) / 2);
    if (!isAcross)
        painter.rotate(-90);
    const QRect box = QRectF(-label.size.width() / 2 - 4, -label.size.height() / 2,
                             label.size.width() + 8, label.size.height())
                          .toRect();
    painter.fillRect(box, paint.theme.canvas);
    painter.setFont(paint.labels.font(LabelCache::Role::Hint));
    painter.setPen(paint.theme.text2);
    painter.drawStaticText(QPointF(box.left() + 4, box.top()), label.text);
    painter.restore();
}

} // namespace

void paintFloor(PlanPaint& paint, const QRect& area)
{
    paint.painter.fillRect(area, paint.theme.canvas);
    const Hall* hall = paint.scene.hall();
    if (!hall || hall->outline.size() < 3)
        return;
    const QPolygonF outline = outlineOf(*hall, paint.view);
    paintWalls(paint, outline);
    // An outline that is not a rectangle needs the floor's own shape as clip.
    const QRectF bounds = toRectF(polygonBounds(hall->outline));
    const bool isRectangle =
        std::abs(polygonArea_m2(hall->outline) - bounds.width() * bounds.height()) < 1e-6;
    if (!isRectangle) {
        paint.painter.save();
        QPainterPath shape;
        shape.addPolygon(outline);
        paint.painter.setClipPath(shape, Qt::IntersectClip);
    }
    paintAisles(paint);
    paintGrid(paint, *hall, area);
    paintAisleNames(paint);
    if (!isRectangle)
        paint.painter.restore();
    paint.painter.setPen(paint.theme.wallEdge);
    paint.painter.setBrush(Qt::NoBrush);
    paint.painter.drawPolygon(outline);
}

void paintFeatures(PlanPaint& paint)
{
    for (const Feature& feature : paint.scene.features())
        if (feature.kind == FeatureKind::Tray)
            paintTray(paint, feature);
        else if (feature.kind == FeatureKind::Wall)
            paintSegment(paint, feature, paint.theme.wallFill, paint.theme.wallEdge);
    for (const Feature& feature : paint.scene.features()) {
        switch (feature.kind) {
        case FeatureKind::Door:
            paintDoor(paint, feature);
            break;
        case FeatureKind::Column:
        case FeatureKind::KeepOut:
        case FeatureKind::Dock:
            paintBlock(paint, feature);
            break;
        case FeatureKind::Note:
            paintNote(paint, feature);
            break;
        case FeatureKind::Wall:
        case FeatureKind::Tray:
            break;
        }
    }
}

void paintHallHeader(PlanPaint& paint)
{
    const Hall* hall = paint.scene.hall();
    if (!hall || hall->outline.size() < 3)
        return;
    const QRectF room = toRectF(polygonBounds(hall->outline));
    const QRect box = paint.view.toScreen(room);
    const int wall =
        paint.detail() == Detail::Strips ? 1 : qRound(outerWall * paint.view.scale) + 1;
    const int line = box.top() - wall - 14;
    paintDimension(paint, QPointF(box.left(), line), QPointF(box.left() + box.width(), line),
                   room.width());
    const int side = box.right() + wall + 14;
    paintDimension(paint, QPointF(side, box.top()), QPointF(side, box.top() + box.height()),
                   room.height());

    QStringList facts{QString::fromStdString(formatMeasure(polygonArea_m2(hall->outline), "m2"))};
    if (hall->hasRaisedFloor)
        facts << QCoreApplication::translate("PlanCanvas", "raised floor %1")
                     .arg(QString::fromStdString(
                         formatWhole(std::llround(hall->tile.millimetres()))));
    if (hall->floorLimit > 0.0)
        facts << QString::fromStdString(formatMeasure(hall->floorLimit, "kg/m2"));
    QPainter& painter = paint.painter;
    const LabelCache::Label& name =
        paint.labels.label(LabelCache::Role::Name, QString::fromStdString(hall->name));
    const int top = line - 24;
    painter.setFont(paint.labels.font(LabelCache::Role::Name));
    painter.setPen(paint.theme.text);
    painter.drawStaticText(QPoint(box.left(), top), name.text);
    const LabelCache::Label& rest =
        paint.labels.label(LabelCache::Role::Hint, facts.join(QStringLiteral(" · ")));
    painter.setFont(paint.labels.font(LabelCache::Role::Hint));
    painter.setPen(paint.theme.text2);
    painter.drawStaticText(QPointF(box.left() + name.size.width() + 10, top), rest.text);
}

} // namespace millwright
