#pragma once
#include "model/base/Result.h"
#include "model/edit/Draft.h"
#include "views/session/Session.h"
#include <QString>
#include <functional>
#include <span>

namespace millwright
{

/// What the Place and Design menus do with the open design besides the plan's own commands
/// (CanvasCommands). Each is one undo step; the summary of a helper comes as the session's message.
struct DesignCommands {
    // Helpers of model/assist.
    static bool fillRow(Session& session);
    static bool connectPower(Session& session);
    static bool connectCooling(Session& session);
    static bool wireFabrics(Session& session);
    static bool renumber(Session& session);
    /// Gives a site what is known of a region.
    static bool applyRegion(Session& session, Id<Site> site, const Region& region);
    static bool array(Session& session, int count, QPointF step);
    static bool hasRackSelected(const Session& session);

    /// Where a part goes when it is taken from the palette without dragging it.
    enum class Target : std::uint8_t { Floor, Rack, Hang, Bill, Nowhere };
    static Target targetOf(PartKind kind);
    /// Puts a part into, or on, each selected rack; false with a message if none is selected or one
    /// has no room.
    static bool mountInSelection(Session& session, const PartPtr& part);
    /// Puts software and services on the bill.
    static bool addToBill(Session& session, const PartPtr& part);
};

} // namespace millwright
