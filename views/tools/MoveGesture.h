#pragma once
#include "views/session/Session.h"
#include "views/tools/Tool.h"
#include <QRectF>

namespace millwright
{

class PlanCanvas;

/// Things being dragged: they follow the pointer on the grid and along their neighbours, R turns
/// them, Alt leaves the originals and places copies. Locked things stay. Destroying the gesture
/// without finish() leaves nothing behind.
class MoveGesture
{
public:
    /// `pressed` is where the drag began, in metres.
    MoveGesture(PlanCanvas& canvas, const std::vector<EntityId>& ids, QPointF pressed);
    ~MoveGesture();
    MoveGesture(const MoveGesture&) = delete;
    MoveGesture& operator=(const MoveGesture&) = delete;

    bool isRunning() const { return m_isRunning; }
    void update(const PointerInput& input);
    void rotate();
    void finish(); ///< one undo step, or none if nothing moved

private:
    void takeBounds();
    Result<void> act(Draft& draft, Point offset);

    PlanCanvas& m_canvas;
    std::vector<EntityId> m_ids;
    QPointF m_pressed;
    QRectF m_bounds; ///< of all of them after the turns, before the move
    PointerInput m_last;
    int m_turns = 0;
    bool m_isCopy = false;
    bool m_isRunning = false;
    std::vector<EntityId> m_shown; ///< the moved things or their copies in the preview
};

} // namespace millwright
