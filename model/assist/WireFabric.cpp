#include "model/analysis/Analysis.h"
#include "model/assist/Assist.h"
#include "model/assist/RackRoom.h"
#include "model/edit/Labels.h"
#include <algorithm>
#include <array>
#include <set>
#include <tuple>

namespace millwright
{
namespace
{

/// What the fabric needs of the design as it stands; nothing if the analysis cannot count it.
std::optional<FabricNeed> needOf(const Project& project, Id<Fabric> fabric)
{
    const ParameterValues parameters(project.blueprint());
    const ChangeSet changes = ChangeSet::everything();
    const AnalysisContext context{project, project.blueprint(), parameters, changes};
    Results results;
    runInventory(context, results);
    runNetwork(context, results);
    for (const FabricNeed& need : results.network->fabrics)
        if (need.fabric == fabric)
            return need;
    return std::nullopt;
}

/// Racks that may take switches, best first: by use, then by distance from the middle of the
/// compute racks.
std::vector<Id<Rack>> rackOrder(const Blueprint& blueprint, const RackRoom& room)
{
    double x = 0.0, y = 0.0;
    int count = 0;
    for (const Rack& rack : blueprint.table<Rack>()) {
        const RackRoom::Use use = room.use(rack.id);
        if (use != RackRoom::Use::Compute && use != RackRoom::Use::Whole)
            continue;
        x += rack.at.centre.x.metres();
        y += rack.at.centre.y.metres();
        ++count;
    }
    std::vector<std::tuple<RackRoom::Use, double, Id<Rack>>> order;
    for (const Rack& rack : blueprint.table<Rack>()) {
        const RackRoom::Use use = room.use(rack.id);
        if (rack.isLocked || use > RackRoom::Use::Other)
            continue;
        const double distance = count == 0 ? 0.0
                                           : std::abs(rack.at.centre.x.metres() - x / count) +
                                                 std::abs(rack.at.centre.y.metres() - y / count);
        order.emplace_back(use, distance, rack.id);
    }
    std::sort(order.begin(), order.end());
    std::vector<Id<Rack>> racks;
    for (const auto& [use, distance, id] : order)
        racks.push_back(id);
    return racks;
}

/// The switches of one tier that are still to be placed.
struct Tier {
    DeviceRole role;
    int needed = 0;
    int placed = 0;
    int added = 0;
    int missing() const { return std::max(0, needed - placed); }
};

class Wiring
{
public:
    Wiring(Draft& draft, const Fabric& fabric, const FabricNeed& need, PartPtr part)
        : m_draft(draft), m_fabric(fabric),
          m_part(std::move(part)), m_tiers{{{DeviceRole::Leaf, need.leaf, need.placedLeaf},
                                            {DeviceRole::Spine, need.spine, need.placedSpine},
                                            {DeviceRole::Core, need.core, need.placedCore}}},
          m_room(draft.project()),
          m_hottest(ParameterValues(draft.blueprint())[Parameter::AirMethodLimit]),
          m_racks(rackOrder(draft.blueprint(), m_room))
    {
    }

    Result<Message> run()
    {
        giveRoles();
        int missing = 0;
        for (Tier& tier : m_tiers)
            missing += place(tier);
        int added = 0;
        for (const Tier& tier : m_tiers)
            added += tier.added;
        const int racks = racksFor(missing);
        if (added == 0 && m_roles == 0 && missing > 0)
            return fail("assist.no-room",
                        {m_fabric.name, std::int64_t{missing}, std::int64_t{racks}});
        const std::vector<MessageArgument> arguments = {m_fabric.name,
                                                        std::int64_t{m_tiers[0].added},
                                                        std::int64_t{m_tiers[1].added},
                                                        std::int64_t{m_tiers[2].added},
                                                        static_cast<std::int64_t>(m_used.size()),
                                                        std::int64_t{missing},
                                                        std::int64_t{racks}};
        if (missing > 0)
            return Message{"assist.wire-fabric.partly", arguments};
        return Message{added == 0 && m_roles == 0 ? "assist.wire-fabric.nothing"
                                                  : "assist.wire-fabric.done",
                       arguments};
    }

private:
    /// Switches of the fabric without a role take the tiers that lack some.
    void giveRoles()
    {
        std::vector<Id<Device>> plain;
        for (const Device& device : m_draft.blueprint().table<Device>())
            if (device.fabric == m_fabric.id && device.role == DeviceRole::Plain)
                plain.push_back(device.id);
        auto next = plain.begin();
        for (Tier& tier : m_tiers)
            for (; next != plain.end() && tier.missing() > 0; ++next, ++tier.placed, ++m_roles)
                m_draft.change(*next, [&](Device& row) {
                    row.role = tier.role;
                    row.plane = planeOf(tier);
                });
    }

    int planeOf(const Tier& tier) const
    {
        return tier.needed > 0 ? tier.placed * std::max(1, m_fabric.planes) / tier.needed : 0;
    }

    /// Places what the tier lacks; returns how many found no place.
    int place(Tier& tier)
    {
        std::size_t at = 0;
        while (tier.missing() > 0 && at < m_racks.size()) {
            const auto unit = m_room.find(m_racks[at], *m_part);
            const bool isTooHot =
                m_room.power(m_racks[at]) + m_part->figures.powerMax.si() > m_hottest;
            if (!unit || isTooHot) {
                ++at;
                continue;
            }
            Device device;
            device.rack = m_racks[at];
            device.part = m_part->id;
            device.unit = *unit;
            device.role = tier.role;
            device.fabric = m_fabric.id;
            device.plane = planeOf(tier);
            device.label = m_labels.next(m_draft.blueprint().table<Device>(),
                                         std::string(labelPrefix(PartKind::Switch)) + "0");
            m_draft.usePart(m_part);
            m_draft.add(std::move(device));
            m_room.take(m_racks[at], *m_part, *unit);
            m_used.insert(m_racks[at]);
            ++tier.placed;
            ++tier.added;
        }
        return tier.missing();
    }

    /// Racks of 42 U that `missing` switches would fill.
    int racksFor(int missing) const
    {
        const int perRack = std::max(1, 42 / std::max(1, m_part->figures.rackUnits));
        return (missing + perRack - 1) / perRack;
    }

    Draft& m_draft;
    Fabric m_fabric;
    PartPtr m_part;
    std::array<Tier, 3> m_tiers;
    RackRoom m_room;
    double m_hottest; ///< W that air takes out of one rack
    std::vector<Id<Rack>> m_racks;
    LabelSeries m_labels;
    std::set<Id<Rack>> m_used;
    int m_roles = 0;
};

} // namespace

Result<Message> wireFabric(Draft& draft, Id<Fabric> id, const PartSource* parts)
{
    const Fabric* fabric = draft.find(id);
    if (!fabric)
        return fail("assist.no-fabric");
    PartPtr part = draft.project().parts.pointer(fabric->switchPart);
    if (!part && parts)
        part = parts->part(fabric->switchPart.view());
    if (!part || part->figures.switchPorts <= 0)
        return fail("assist.no-switch-part", {fabric->name});
    draft.usePart(part);
    const auto need = needOf(draft.project(), id);
    if (!need || !need->isCountable)
        return fail("assist.uncountable", {fabric->name});
    return Wiring(draft, *fabric, *need, std::move(part)).run();
}

} // namespace millwright
