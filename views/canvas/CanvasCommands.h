#pragma once
#include "model/edit/PlaceActions.h"
#include "views/canvas/PlanScene.h"
#include "views/session/Session.h"
#include <QPoint>

namespace millwright
{

/// What menus, shortcuts and the command palette do with the selection on the plan: each is one
/// undo step through the session. False when there is nothing to do or it failed.
struct CanvasCommands {
    static bool copy(Session& session);
    static bool cut(Session& session);
    /// Around a plan position in metres, on the tile grid.
    static bool paste(Session& session, QPointF metres);
    /// Beside the originals: the first free place along their row, else one tile off.
    static bool duplicate(Session& session, const PlanScene& scene);
    static bool remove(Session& session);
    /// Clockwise about their common centre.
    static bool rotate(Session& session, double degrees);
    static bool align(Session& session, Alignment alignment);
    static bool distribute(Session& session, bool horizontally);
    static bool setLocked(Session& session, bool isLocked);
    /// By one tile of the hall, or by 10 mm when fine.
    static bool nudge(Session& session, const PlanScene& scene, QPoint direction, bool isFine);
    static void selectAll(Session& session, const PlanScene& scene);
};

/// Direction of an arrow key; null for other keys.
QPoint arrowOf(int key);

} // namespace millwright
