#include "views/DesignCommands.h"
#include "model/assist/Assist.h"
#include "model/edit/PlaceActions.h"
#include "model/edit/RackActions.h"
#include "model/edit/RegionActions.h"
#include "views/canvas/ViewTransform.h"

namespace millwright
{
namespace
{

std::vector<Id<Rack>> selectedRacks(const Session& session)
{
    std::vector<Id<Rack>> racks;
    for (const EntityId id : session.selection().ids()) {
        if (session.blueprint().find(Id<Rack>(id)))
            racks.emplace_back(id);
        else if (const Device* device = session.blueprint().find(Id<Device>(id)))
            racks.push_back(device->rack);
    }
    return racks;
}

/// Runs a helper as one undo step and says its summary.
bool help(Session& session, Message title, const std::function<Result<Message>(Draft&)>& helper)
{
    std::optional<Message> summary;
    const bool isDone = session.perform(std::move(title), [&](Draft& draft) -> Result<void> {
        auto done = helper(draft);
        if (!done)
            return done.error();
        summary = std::move(*done);
        return {};
    });
    if (isDone && summary)
        session.say(*summary, Severity::Info);
    return isDone;
}

} // namespace

bool DesignCommands::hasRackSelected(const Session& session)
{
    for (const EntityId id : session.selection().ids())
        if (session.blueprint().find(Id<Rack>(id)))
            return true;
    return false;
}

bool DesignCommands::fillRow(Session& session)
{
    const auto racks = selectedRacks(session);
    if (racks.empty())
        return false;
    return help(session, {"view.fill-row", {}},
                [&](Draft& draft) { return millwright::fillRow(draft, racks.front(), 0); });
}

bool DesignCommands::connectPower(Session& session)
{
    return help(session, {"view.connect-power", {}},
                [](Draft& draft) { return millwright::connectPower(draft); });
}

bool DesignCommands::connectCooling(Session& session)
{
    return help(session, {"view.connect-cooling", {}},
                [](Draft& draft) { return millwright::connectCooling(draft); });
}

bool DesignCommands::wireFabrics(Session& session)
{
    return help(session, {"view.wire-fabric", {}}, [&](Draft& draft) -> Result<Message> {
        std::vector<Id<Fabric>> fabrics;
        for (const Fabric& fabric : draft.blueprint().table<Fabric>())
            fabrics.push_back(fabric.id);
        if (fabrics.empty())
            return fail("view.no-fabric");
        Message last;
        for (const Id<Fabric> fabric : fabrics) {
            auto done = wireFabric(draft, fabric, session.parts());
            if (!done)
                return done.error();
            last = std::move(*done);
        }
        if (fabrics.size() == 1)
            return last;
        return Message{"view.fabrics-wired", {static_cast<std::int64_t>(fabrics.size())}};
    });
}

bool DesignCommands::renumber(Session& session)
{
    const auto racks = selectedRacks(session);
    return help(session, {"view.renumber", {}},
                [&](Draft& draft) { return millwright::renumber(draft, racks); });
}

bool DesignCommands::applyRegion(Session& session, Id<Site> site, const Region& region)
{
    return help(session, {"edit.apply-region", {region.name}}, [&](Draft& draft) {
        return millwright::applyRegion(draft, site, region);
    });
}

bool DesignCommands::array(Session& session, int count, QPointF step)
{
    const std::vector<EntityId> ids = session.selection().ids();
    if (ids.empty() || count < 1)
        return false;
    return session.perform({"edit.array", {static_cast<std::int64_t>(ids.size())}},
                           [&](Draft& draft) -> Result<void> {
                               arrayPlaced(draft, ids, toPoint(step), count);
                               return {};
                           });
}

DesignCommands::Target DesignCommands::targetOf(PartKind kind)
{
    if (kind == PartKind::RearDoor || kind == PartKind::InRackCdu)
        return Target::Hang;
    if (kind == PartKind::Software)
        return Target::Bill;
    if (standsOnFloor(kind))
        return Target::Floor;
    return goesIntoRack(kind) ? Target::Rack : Target::Nowhere;
}

bool DesignCommands::mountInSelection(Session& session, const PartPtr& part)
{
    const auto racks = selectedRacks(session);
    if (racks.empty()) {
        session.say({"view.no-rack-selected", {part->displayName()}}, Severity::Info);
        return false;
    }
    // An in-rack CDU with units is mounted like any device.
    const bool hangs = targetOf(part->kind) == Target::Hang && part->figures.rackUnits == 0;
    return session.perform({"edit.mount", {part->name}}, [&](Draft& draft) -> Result<void> {
        for (const Id<Rack> rack : racks) {
            if (hangs) {
                if (const auto done = hangOnRack(draft, rack, part); !done)
                    return done.error();
            } else if (const auto done = mountDevice(draft, rack, part, 0); !done) {
                return done.error();
            }
        }
        return {};
    });
}

bool DesignCommands::addToBill(Session& session, const PartPtr& part)
{
    const bool isDone =
        session.perform({"view.add-to-bill", {part->name}}, [&](Draft& draft) -> Result<void> {
            draft.usePart(part);
            BillItem item;
            item.part = part->id;
            draft.add(std::move(item));
            return {};
        });
    if (isDone)
        session.say({"view.added-to-bill", {part->displayName()}}, Severity::Info);
    return isDone;
}

} // namespace millwright
