#pragma once
#include "model/blueprint/PlacedThing.h"
#include "model/edit/Document.h"
#include "model/edit/PlaceActions.h"
#include "model/edit/RackActions.h"
#include <QtTest>
#include <functional>

namespace millwright::testing
{

inline Point at(double x, double y)
{
    return {Length::metres(x), Length::metres(y)};
}

/// The same but for the counter of ids, which never goes back.
inline bool sameDesign(Project a, const Project& b)
{
    a.lastId = b.lastId;
    return a == b;
}

inline Feed feedOf(EntityId source, EntityId target, double breaker = 0)
{
    Feed feed;
    feed.source = Id<PowerPart>(source);
    feed.target = target;
    feed.breaker = breaker;
    return feed;
}

template <class T> T named(std::string name)
{
    T row;
    row.name = std::move(name);
    return row;
}

struct PartSpec {
    std::string id;
    PartKind kind = PartKind::Rack;
    double units = 0;
    double width_mm = 600;
    double depth_mm = 1200;
    double mass_kg = 100;
    double internalUnits = 0;
    double mountingDepth_mm = 0;
    double loadLimit_kg = 0;
};

inline PartPtr makePart(const PartSpec& spec)
{
    Part part;
    part.id = spec.id;
    part.name = spec.id;
    part.kind = spec.kind;
    const auto add = [&](FieldKey key, double value) {
        if (value > 0)
            part.fields.push_back({key, value, "", "", nullptr, "", Confidence::Verified});
    };
    add(FieldKey::RackUnits, spec.units);
    add(FieldKey::Width, spec.width_mm);
    add(FieldKey::Depth, spec.depth_mm);
    add(FieldKey::Mass, spec.mass_kg);
    add(FieldKey::InternalUnits, spec.internalUnits);
    add(FieldKey::MountingDepth, spec.mountingDepth_mm);
    add(FieldKey::LoadLimit, spec.loadLimit_kg);
    return finishPart(std::move(part));
}

inline PartPtr rackPart()
{
    return makePart({"rack-48", PartKind::Rack, 0, 600, 1200, 150, 48, 1000, 1500});
}
inline PartPtr nodePart()
{
    return makePart({"node", PartKind::System, 8, 482.6, 900, 130});
}
inline PartPtr switchPart()
{
    return makePart({"switch", PartKind::Switch, 1, 482.6, 500, 10});
}
inline PartPtr upsPart()
{
    return makePart({"ups", PartKind::Ups, 0, 1200, 900, 900});
}
inline PartPtr pduPart()
{
    return makePart({"pdu", PartKind::Pdu, 0, 600, 600, 300});
}
inline PartPtr crahPart()
{
    return makePart({"crah", PartKind::Crah, 0, 2000, 900, 700});
}
inline PartPtr doorPart()
{
    return makePart({"door", PartKind::RearDoor, 0, 600, 200, 90});
}

/// A document with a hall, and a way to run an action as one step that is checked to undo and redo.
class EditFixture
{
public:
    EditFixture() : document(start()) {}

    static Project start()
    {
        Project project;
        Blueprint& blueprint = project.blueprint();
        Site site;
        site.id = Id<Site>(1);
        blueprint.table<Site>().put(site);
        blueprint.table<Building>().put({Id<Building>(2), Id<Site>(1), "Building"});
        blueprint.table<Floor>().put({Id<Floor>(3), Id<Building>(2), "Floor", 0});
        Hall hall;
        hall.id = Id<Hall>(4);
        hall.floor = Id<Floor>(3);
        hall.outline = {at(0, 0), at(30, 0), at(30, 20), at(0, 20)};
        blueprint.table<Hall>().put(hall);
        project.lastId = 4;
        return project;
    }

    /// Runs the action in a transaction; false if it changed nothing. Undo and redo are tried on
    /// the way.
    bool step(const std::function<void(Draft&)>& action)
    {
        const Project before = document.project();
        Transaction transaction(document, {"edit.move", {}});
        action(transaction);
        const auto edit = transaction.commit();
        if (!edit)
            return false;
        const Project after = document.project();
        int told = 0;
        const auto slot = document.changed.connect([&](const ChangeSet&) { ++told; });
        document.undo(*edit);
        const bool isUndone = sameDesign(document.project(), before);
        document.redo(*edit);
        const bool isRedone = sameDesign(document.project(), after);
        document.changed.disconnect(slot);
        if (!isUndone || !isRedone || told != 2)
            qFatal("undo or redo does not restore the design");
        return true;
    }

    EntityId place(const PartPtr& part, Point where, double rotation = 0)
    {
        EntityId id = 0;
        step([&](Draft& draft) { id = placePart(draft, part, {hall, where, rotation}).value(); });
        return id;
    }
    Id<Device> mount(EntityId rack, const PartPtr& part, int unit)
    {
        Id<Device> id;
        step([&](Draft& draft) { id = mountDevice(draft, Id<Rack>(rack), part, unit).value(); });
        return id;
    }

    const Blueprint& blueprint() const { return document.blueprint(); }
    Point centre(EntityId id) const { return placedThing(id)->at.centre; }
    double rotation(EntityId id) const { return placedThing(id)->at.rotation; }
    std::optional<PlacedThing> placedThing(EntityId id) const
    {
        return millwright::placedThing(blueprint(), id);
    }

    Document document;
    Id<Hall> hall{4};
};

} // namespace millwright::testing
