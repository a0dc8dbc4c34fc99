#include "views/canvas/CanvasCommands.h"
#include "views/canvas/ViewTransform.h"
#include <cmath>

namespace millwright
{
namespace
{

Message titled(const char* id, std::size_t count)
{
    return {id, {static_cast<std::int64_t>(count)}};
}

/// Runs an action that counts what it changed on the selection.
template <class Function> bool onSelection(Session& session, const char* title, Function&& action)
{
    const std::vector<EntityId> ids = session.selection().ids();
    if (ids.empty())
        return false;
    std::size_t count = 0;
    const bool isDone = session.perform(titled(title, ids.size()), [&](Draft& draft) {
        count = action(draft, ids);
        return Result<void>();
    });
    return isDone && count > 0;
}

double tileOf(const Hall* hall)
{
    return hall && hall->tile > Length{} ? hall->tile.metres() : 0.6;
}

bool isFree(const PlanScene& scene, const std::vector<const PlanItem*>& items, QPointF offset)
{
    for (const PlanItem* item : items) {
        OrientedBox box = item->box;
        box.centre = box.centre + toPoint(offset);
        const auto neighbours = scene.bodiesNear(toRectF(box.bounds()), {});
        if (!checkFit(scene.project().blueprint(), scene.hallId(), box, neighbours).empty())
            return false;
    }
    return true;
}

/// The nearest free place for copies: along the row first, then behind it.
QPointF freeOffset(const PlanScene& scene, const std::vector<EntityId>& ids)
{
    constexpr int farthest = 40;
    std::vector<const PlanItem*> items;
    QRectF extent;
    for (const EntityId id : ids)
        if (const PlanItem* item = scene.find(id)) {
            items.push_back(item);
            extent = extent.isNull() ? item->bounds : extent.united(item->bounds);
        }
    if (items.empty())
        return {};
    const bool isAcross = items.front()->quarter % 2 == 0;
    const QPointF along = isAcross ? QPointF(extent.width(), 0) : QPointF(0, extent.height());
    for (int i = 1; i <= farthest; ++i)
        for (const double sign : {1.0, -1.0})
            if (isFree(scene, items, along * i * sign))
                return along * i * sign;
    const double tile = tileOf(scene.hall());
    return {tile, tile};
}

} // namespace

QPoint arrowOf(int key)
{
    switch (key) {
    case Qt::Key_Left:
        return {-1, 0};
    case Qt::Key_Right:
        return {1, 0};
    case Qt::Key_Up:
        return {0, -1};
    case Qt::Key_Down:
        return {0, 1};
    default:
        return {};
    }
}

bool CanvasCommands::copy(Session& session)
{
    Clip clip = copyEntities(session.project(), session.selection().ids());
    if (clip.isEmpty())
        return false;
    session.clip() = std::move(clip);
    return true;
}

bool CanvasCommands::cut(Session& session)
{
    return copy(session) && remove(session);
}

bool CanvasCommands::paste(Session& session, QPointF metres)
{
    const Clip& clip = session.clip();
    if (clip.isEmpty() || !session.activeHall().isSet())
        return false;
    const QRectF bounds = toRectF(clip.bounds);
    const double tile = tileOf(session.blueprint().find(session.activeHall()));
    const QPointF corner = metres - QPointF(bounds.width(), bounds.height()) / 2;
    const QPointF snapped(std::round(corner.x() / tile) * tile,
                          std::round(corner.y() / tile) * tile);
    const Point centre = toPoint(snapped + QPointF(bounds.width(), bounds.height()) / 2);
    std::vector<EntityId> added;
    const std::size_t count = clip.racks.size() + clip.powerParts.size() + clip.coolingParts.size();
    const bool isDone = session.perform(titled("edit.paste", count), [&](Draft& draft) {
        added = pasteClip(draft, clip, session.activeHall(), centre);
        return Result<void>();
    });
    if (isDone && !added.empty())
        session.setSelection(Selection(added));
    return isDone && !added.empty();
}

bool CanvasCommands::duplicate(Session& session, const PlanScene& scene)
{
    std::vector<EntityId> added;
    const Point offset = toPoint(freeOffset(scene, session.selection().ids()));
    const bool isDone = onSelection(session, "edit.duplicate", [&](Draft& draft, const auto& ids) {
        added = duplicatePlaced(draft, ids, offset);
        return added.size();
    });
    if (isDone)
        session.setSelection(Selection(added));
    return isDone;
}

bool CanvasCommands::remove(Session& session)
{
    return onSelection(session, "edit.delete",
                       [](Draft& draft, const auto& ids) { return deleteEntities(draft, ids); });
}

bool CanvasCommands::rotate(Session& session, double degrees)
{
    return onSelection(session, "edit.rotate", [degrees](Draft& draft, const auto& ids) {
        return rotatePlaced(draft, ids, degrees, true);
    });
}

bool CanvasCommands::align(Session& session, Alignment alignment)
{
    return onSelection(session, "edit.align", [alignment](Draft& draft, const auto& ids) {
        return alignPlaced(draft, ids, alignment);
    });
}

bool CanvasCommands::distribute(Session& session, bool horizontally)
{
    return onSelection(session, "edit.distribute", [horizontally](Draft& draft, const auto& ids) {
        return distributePlaced(draft, ids, horizontally);
    });
}

bool CanvasCommands::setLocked(Session& session, bool isLocked)
{
    return onSelection(session, isLocked ? "edit.lock" : "edit.unlock",
                       [isLocked](Draft& draft, const auto& ids) {
                           return millwright::setLocked(draft, ids, isLocked);
                       });
}

bool CanvasCommands::nudge(Session& session, const PlanScene& scene, QPoint direction, bool isFine)
{
    const double step = isFine ? 0.01 : tileOf(scene.hall());
    const Point offset = toPoint(QPointF(direction) * step);
    return onSelection(session, "edit.move", [offset](Draft& draft, const auto& ids) {
        return movePlaced(draft, ids, offset);
    });
}

void CanvasCommands::selectAll(Session& session, const PlanScene& scene)
{
    Selection selection;
    for (const PlanItem& item : scene.items())
        selection.add(item.id);
    session.setSelection(std::move(selection));
}

} // namespace millwright
