#include "views/tools/MoveGesture.h"
#include "model/edit/PlaceActions.h"
#include "views/canvas/PlanCanvas.h"
#include "views/tools/GestureSupport.h"
#include "views/tools/Snapper.h"
#include <QCoreApplication>
#include <tuple>
#include <utility>

namespace millwright
{
namespace
{

constexpr double pullPixels = 8.0;
constexpr std::size_t mostWithDistances = 200;

} // namespace

MoveGesture::MoveGesture(PlanCanvas& canvas, const std::vector<EntityId>& ids, QPointF pressed)
    : m_canvas(canvas), m_pressed(pressed)
{
    for (const EntityId id : ids)
        if (const PlanItem* item = canvas.scene().find(id); item && !item->isLocked)
            m_ids.push_back(id);
    if (m_ids.empty())
        return;
    m_isRunning =
        canvas.session().beginPreview({"edit.move", {static_cast<std::int64_t>(m_ids.size())}});
    m_last.metres = pressed;
    takeBounds();
}

MoveGesture::~MoveGesture()
{
    if (m_isRunning)
        m_canvas.session().cancelPreview();
    m_canvas.endGesture();
}

/// Where the things would stand with their turns but without the move; the preview tells, so that
/// ghosts and result cannot differ.
void MoveGesture::takeBounds()
{
    if (!m_isRunning)
        return;
    const bool wasCopy = std::exchange(m_isCopy, false);
    std::ignore = m_canvas.session().updatePreview([this](Draft& draft) { return act(draft, {}); });
    m_isCopy = wasCopy;
    m_bounds = {};
    for (const Ghost& ghost : ghostsOf(m_canvas.session().shownProject(), m_ids)) {
        const QRectF box = toRectF(ghost.box.bounds());
        m_bounds = m_bounds.isNull() ? box : m_bounds.united(box);
    }
}

Result<void> MoveGesture::act(Draft& draft, Point offset)
{
    m_shown = m_ids;
    if (m_isCopy)
        m_shown = duplicatePlaced(draft, m_ids, offset);
    else
        movePlaced(draft, m_ids, offset);
    if (m_turns != 0)
        rotatePlaced(draft, m_shown, m_turns * 90.0, true);
    return {};
}

void MoveGesture::update(const PointerInput& input)
{
    if (!m_isRunning)
        return;
    m_last = input;
    m_isCopy = input.modifiers & Qt::AltModifier;
    const PlanScene& scene = m_canvas.scene();
    const std::vector<EntityId> ignored = m_isCopy ? std::vector<EntityId>() : m_ids;
    const Snapper snapper(scene, ignored, pullPixels / m_canvas.view().scale);
    const QPointF wanted = input.metres - m_pressed;
    Snap snap = snapper.snap(m_bounds.translated(wanted), input.modifiers & Qt::ControlModifier);
    const QPointF offset = wanted + snap.offset;
    std::ignore =
        m_canvas.session().updatePreview([&](Draft& draft) { return act(draft, toPoint(offset)); });

    GestureView gesture;
    gesture.ghosts = ghostsOf(m_canvas.session().shownProject(), m_shown);
    gesture.guides = std::move(snap.guides);
    if (gesture.ghosts.size() <= mostWithDistances)
        for (Guide& guide : snapper.distances(m_bounds.translated(offset)))
            gesture.guides.push_back(std::move(guide));
    const auto problem = checkGhosts(scene, ignored, gesture);
    GhostCard card;
    card.verdict = problem ? Status::Error : Status::Ok;
    card.headline = problem ? QCoreApplication::translate("PlanCanvas", "Does not fit")
                            : QCoreApplication::translate("PlanCanvas", "Fits");
    if (problem)
        card.remark = QString::fromStdString(
            formatMessage(fitMessage(scene.project().blueprint(), *problem)));
    else if (m_isCopy)
        card.remark = QCoreApplication::translate("PlanCanvas", "%n copies", nullptr,
                                                  static_cast<int>(m_ids.size()));
    gesture.card = std::move(card);
    m_canvas.setHidden(m_isCopy ? std::vector<EntityId>() : m_ids);
    m_canvas.showGesture(std::move(gesture));
}

void MoveGesture::rotate()
{
    m_turns = (m_turns + 1) % 4;
    takeBounds();
    update(m_last);
}

void MoveGesture::finish()
{
    if (!m_isRunning)
        return;
    m_isRunning = false;
    const bool isCopy = m_isCopy;
    const std::vector<EntityId> shown = m_shown;
    if (m_canvas.session().applyPreview() && isCopy)
        m_canvas.session().setSelection(Selection(shown));
}

} // namespace millwright
