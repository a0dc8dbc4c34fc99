#include "model/base/Units.h"
#include "views/canvas/PlanPaint.h"
#include <QCoreApplication>
#include <algorithm>
#include <cmath>

namespace millwright
{
namespace
{

/// A place for a label of this size in an aisle where nothing stands: in the middle, at the far and
/// near edge.
std::optional<QPoint> labelPlace(const PlanPaint& paint, const QRect& box, const QSizeF& size)
{
    const QSize room = size.toSize() + QSize(1, 1);
    const int middle = box.center().y() - room.height() / 2;
    const QPoint candidates[] = {{box.left() + 6, box.height() > 150 ? box.bottom() - 18 : middle},
                                 {box.left() + 6, box.top() + 6},
                                 {box.right() - room.width() - 6, middle},
                                 {box.center().x() - room.width() / 2, middle}};
    for (const QPoint& at : candidates) {
        const QRect place = QRect(at, room).adjusted(0, 0, 0, 18); // below it may stand a name
        std::vector<std::uint32_t> near;
        paint.scene.query(paint.view.toPlan(QRectF(place)), near);
        const bool isFree = std::none_of(near.begin(), near.end(), [&](std::uint32_t number) {
            return paint.view.toScreen(paint.scene.items()[number].bounds).intersects(place);
        });
        if (isFree && box.contains(QRect(at, room)))
            return at;
    }
    return std::nullopt;
}

} // namespace

void paintAisles(PlanPaint& paint)
{
    if (!paint.results.space || paint.detail() == Detail::Strips)
        return;
    QPainter& painter = paint.painter;
    for (const Aisle& aisle : paint.results.space->aisles) {
        if (aisle.hall != paint.scene.hallId() || aisle.isMixed)
            continue;
        const QRect box = paint.view.toScreen(toRectF(aisle.area));
        QColor tint = aisle.isCold ? paint.theme.family(PartFamily::Cooling)
                                   : paint.theme.status(Status::Warning);
        painter.fillRect(box, mixed(paint.theme.floor, tint, aisle.isCold ? 0.06 : 0.08));
        const Hall* hall = paint.scene.hall();
        const bool isContained =
            hall && hall->containment == (aisle.isCold ? Containment::Cold : Containment::Hot);
        if (isContained) {
            QPen pen(tint, 2);
            pen.setDashPattern({3, 2});
            painter.setPen(pen);
            const bool isAcross = box.width() >= box.height();
            if (isAcross) {
                painter.drawLine(box.topLeft(), box.bottomLeft());
                painter.drawLine(box.topRight(), box.bottomRight());
            } else {
                painter.drawLine(box.topLeft(), box.topRight());
                painter.drawLine(box.bottomLeft(), box.bottomRight());
            }
        }
    }
}

void paintAisleNames(PlanPaint& paint)
{
    if (!paint.results.space || paint.detail() < Detail::Labels)
        return;
    const Hall* hall = paint.scene.hall();
    std::vector<QPoint> taken;
    paint.painter.setFont(paint.labels.font(LabelCache::Role::Hint));
    paint.painter.setPen(paint.theme.text3);
    for (const Aisle& aisle : paint.results.space->aisles) {
        if (aisle.hall != paint.scene.hallId() || aisle.isMixed)
            continue;
        const QString name = aisle.isCold
                                 ? QCoreApplication::translate("PlanCanvas", "Cold aisle %1")
                                 : QCoreApplication::translate("PlanCanvas", "Hot aisle %1");
        QString text =
            name.arg(QString::fromStdString(formatWhole(std::llround(aisle.width * 1e3))));
        if (hall && hall->containment == (aisle.isCold ? Containment::Cold : Containment::Hot))
            text += QCoreApplication::translate("PlanCanvas", " · contained");
        const LabelCache::Label& label = paint.labels.label(LabelCache::Role::Hint, text);
        const QRect box = paint.view.toScreen(toRectF(aisle.area));
        const auto at = labelPlace(paint, box, label.size);
        // Aisles that share a stretch would write the same words over each other.
        if (!at || std::find(taken.begin(), taken.end(), *at) != taken.end())
            continue;
        taken.push_back(*at);
        paint.painter.drawStaticText(*at, label.text);
    }
}

} // namespace millwright
