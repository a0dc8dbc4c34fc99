#include "model/edit/Copier.h"
#include "model/edit/PlaceActions.h"
#include "model/edit/PlacedRows.h"

namespace millwright
{

EntityId Copier::addRack(Rack row)
{
    row.label = m_rackLabels.next(m_draft.blueprint().table<Rack>(), row.label);
    return m_draft.add(std::move(row)).value();
}

EntityId Copier::addPower(PowerPart row)
{
    row.label = m_powerLabels.next(m_draft.blueprint().table<PowerPart>(), row.label);
    return m_draft.add(std::move(row)).value();
}

EntityId Copier::addCooling(CoolingPart row)
{
    row.label = m_coolingLabels.next(m_draft.blueprint().table<CoolingPart>(), row.label);
    return m_draft.add(std::move(row)).value();
}

EntityId Copier::addDevice(Device row)
{
    row.label = m_deviceLabels.next(m_draft.blueprint().table<Device>(), row.label);
    return m_draft.add(std::move(row)).value();
}

namespace
{

/// What is copied each time: the placed things and what belongs to them, as they were before.
struct Originals {
    std::vector<EntityId> placed;
    std::vector<Device> devices;
    std::vector<CoolingPart> doors;
    std::vector<Feed> feeds; ///< circuits that end at one of the things
};

Originals gather(const Blueprint& blueprint, std::span<const EntityId> ids)
{
    Originals originals;
    std::unordered_map<EntityId, bool> chosen;
    for (const EntityId id : distinctIds(ids))
        if (placedThing(blueprint, id)) {
            originals.placed.push_back(id);
            chosen.emplace(id, true);
        }
    for (const CoolingPart& door : blueprint.table<CoolingPart>())
        if (door.rack.isSet() && chosen.contains(door.rack.value())) {
            originals.doors.push_back(door);
            chosen.emplace(door.id.value(), true);
        }
    for (const Device& device : blueprint.table<Device>())
        if (chosen.contains(device.rack.value()))
            originals.devices.push_back(device);
    for (const Feed& feed : blueprint.table<Feed>())
        if (chosen.contains(feed.target))
            originals.feeds.push_back(feed);
    return originals;
}

/// One round of copies, moved by the offset; ids in the order of the originals.
std::vector<EntityId> copyOnce(Draft& draft, Copier& copier, const Originals& originals,
                               Point offset)
{
    std::vector<EntityId> added;
    std::unordered_map<EntityId, EntityId> copies;
    const Blueprint before = draft.blueprint();
    for (const EntityId id : originals.placed)
        withPlacedRow(before, id, [&]<class Row>(const Row& original) {
            Row row = original;
            row.at.centre = row.at.centre + offset;
            row.isLocked = false; // a copy has to be put into its place
            EntityId copy = 0;
            if constexpr (std::is_same_v<Row, Rack>)
                copy = copier.addRack(std::move(row));
            else if constexpr (std::is_same_v<Row, PowerPart>)
                copy = copier.addPower(std::move(row));
            else
                copy = copier.addCooling(std::move(row));
            copies.emplace(id, copy);
            added.push_back(copy);
        });
    for (CoolingPart door : originals.doors) {
        const EntityId original = door.id.value();
        door.rack = Id<Rack>(copies.at(door.rack.value()));
        copies.emplace(original, copier.addCooling(std::move(door)));
    }
    for (Device device : originals.devices) {
        device.rack = Id<Rack>(copies.at(device.rack.value()));
        copier.addDevice(std::move(device));
    }
    for (Feed feed : originals.feeds) {
        feed.target = copies.at(feed.target);
        // Between two copied things the circuit is copied too; from anything else the copy is fed
        // as its original.
        if (const auto source = copies.find(feed.source.value()); source != copies.end())
            feed.source = Id<PowerPart>(source->second);
        draft.add(feed);
    }
    return added;
}

} // namespace

std::vector<EntityId> duplicatePlaced(Draft& draft, std::span<const EntityId> ids, Point offset)
{
    return arrayPlaced(draft, ids, offset, 1);
}

std::vector<EntityId> arrayPlaced(Draft& draft, std::span<const EntityId> ids, Point step,
                                  int count)
{
    const Originals originals = gather(draft.blueprint(), ids);
    Copier copier(draft);
    std::vector<EntityId> added;
    for (int i = 1; i <= count; ++i) {
        const Point offset{step.x * i, step.y * i};
        const auto round = copyOnce(draft, copier, originals, offset);
        added.insert(added.end(), round.begin(), round.end());
    }
    return added;
}

} // namespace millwright
