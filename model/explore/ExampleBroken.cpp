#include "model/edit/PlaceActions.h"
#include "model/explore/ExampleDesigns.h"
#include <array>

namespace millwright
{
namespace
{

/// Takes the good design apart; each step names the rules that it is meant to wake.
class Breaker
{
public:
    Breaker(Project project, const PartSource& parts) : m_draft(std::move(project)), m_parts(parts)
    {
    }

    Project run()
    {
        breakSpace();
        breakRacks();
        breakPower();
        breakCooling();
        breakNetwork();
        breakWork();
        Project project = m_draft.project();
        project.name = "Broken on purpose";
        return project;
    }

private:
    template <class Row> Id<Row> byLabel(std::string_view label) const
    {
        for (const Row& row : m_draft.blueprint().table<Row>())
            if (row.label == label)
                return row.id;
        return {};
    }

    std::vector<EntityId> rowOf(char letter) const
    {
        std::vector<EntityId> ids;
        for (const Rack& rack : m_draft.blueprint().table<Rack>())
            if (rack.label.starts_with(letter))
                ids.push_back(rack.id.value());
        return ids;
    }

    void shift(const std::vector<EntityId>& ids, double dx, double dy)
    {
        movePlaced(m_draft, ids, {Length::metres(dx), Length::metres(dy)});
    }

    /// space.overlap, space.aisle-width, space.aisle-orientation, space.floor-load, space.delivery,
    /// space.height, space.electrical-clearance, space.clearance
    void breakSpace()
    {
        shift({byLabel<Rack>("A02").value()}, 0.2, 0.0);
        shift(rowOf('C'), 0.0, -0.8);
        rotatePlaced(m_draft, rowOf('B'), 180.0, false);
        shift({byLabel<PowerPart>("MDP-A").value()}, -4.0, -1.6);
        for (const Hall& hall : Table<Hall>(m_draft.blueprint().table<Hall>()))
            if (hall.hasRaisedFloor)
                m_draft.change(hall.id, [](Hall& row) {
                    row.floorLimit = 700.0;
                    row.height = Length::metres(2.58);
                });
        for (const Feature& feature : Table<Feature>(m_draft.blueprint().table<Feature>()))
            if (feature.kind == FeatureKind::Door)
                m_draft.change(feature.id, [](Feature& row) { row.height = Length::metres(2.3); });
    }

    /// rack.units, rack.depth, and a rack that no door lets in
    void breakRacks()
    {
        if (const PartPtr tall = m_parts.part("rack-eia-52u-600x1200")) {
            m_draft.usePart(tall);
            m_draft.change(byLabel<Rack>("A07"),
                           [](Rack& row) { row.part = "rack-eia-52u-600x1200"; });
        }
        m_draft.change(byLabel<Device>("DGX-02"), [](Device& row) { row.unit -= 3; });
        if (const PartPtr shallow = m_parts.part("rack-eia-42u-600x1070")) {
            m_draft.usePart(shallow);
            m_draft.change(byLabel<Rack>("A05"),
                           [](Rack& row) { row.part = "rack-eia-42u-600x1070"; });
        }
        if (const PartPtr deep = m_parts.part("dell-xe9680-mi300x")) {
            m_draft.usePart(deep);
            Device device;
            device.rack = byLabel<Rack>("A05");
            device.part = deep->id;
            device.label = "XE-01";
            device.unit = 26;
            m_draft.add(device);
        }
    }

    /// power.unfed, power.redundancy, power.overload, power.failover, power.utility-cap
    void breakPower()
    {
        const EntityId unfed = byLabel<Rack>("B03").value();
        const EntityId single = byLabel<Rack>("B04").value();
        for (const Feed& feed : Table<Feed>(m_draft.blueprint().table<Feed>()))
            if (feed.target == unfed || (feed.target == single && feed.side != Side::A))
                m_draft.remove(feed.id);
        m_draft.change(byLabel<PowerPart>("RPP-1B"),
                       [](PowerPart& row) { row.ratingOverride = Power(70e3); });
        m_draft.change(byLabel<PowerPart>("RPP-2A"),
                       [](PowerPart& row) { row.ratingOverride = Power(60e3); });
        for (const Site& site : Table<Site>(m_draft.blueprint().table<Site>()))
            m_draft.change(site.id, [](Site& row) { row.utilityCapacity = Power(0.4e6); });
    }

    /// cooling.air-capacity, cooling.liquid-capacity, cooling.condensation
    void breakCooling()
    {
        const std::array gone = {byLabel<CoolingPart>("CRAH-2").value(),
                                 byLabel<CoolingPart>("CRAH-4").value(),
                                 byLabel<CoolingPart>("CH-2").value()};
        deleteEntities(m_draft, gone);
        for (const Loop& loop : Table<Loop>(m_draft.blueprint().table<Loop>()))
            m_draft.change(loop.id, [](Loop& row) { row.supply = 12.0; });
    }

    /// network.unplaced, network.oversubscription, network.unconnected, network.rail, storage.read
    void breakNetwork()
    {
        std::vector<EntityId> gone;
        for (const std::string_view label : {"IB-SPINE-02", "IB-SPINE-03", "IB-SPINE-04",
                                             "IB-LEAF-08", "PFS-02", "PFS-03", "PFS-04"})
            gone.push_back(byLabel<Device>(label).value());
        for (const Fabric& fabric : m_draft.blueprint().table<Fabric>())
            if (fabric.kind == FabricKind::OutOfBand)
                gone.push_back(fabric.id.value());
        deleteEntities(m_draft, gone);
    }

    /// workload.feasible, workload.latency, workload.pool-overcommitted
    void breakWork()
    {
        for (const Workload& workload : Table<Workload>(m_draft.blueprint().table<Workload>()))
            m_draft.change(workload.id, [](Workload& row) {
                row.poolShare = 0.8;
                row.isBackfill = row.isElastic = false;
                row.profile = LoadProfile::Flat;
                if (row.kind == WorkloadKind::Serve)
                    row.ttftLimit = 0.02;
                else
                    row.model = "a-model-that-nobody-knows";
            });
    }

    Draft m_draft;
    const PartSource& m_parts;
};

} // namespace

Result<Project> brokenOnPurpose(const PartSource& parts)
{
    auto good = h100ScalableUnit(parts);
    if (!good)
        return good;
    return Breaker(std::move(good).value(), parts).run();
}

std::span<const ExampleDesign> exampleDesigns()
{
    static constexpr std::array designs = {
        ExampleDesign{"h100-scalable-unit", h100ScalableUnit},
        ExampleDesign{"nvl72-liquid", nvl72LiquidUnit},
        ExampleDesign{"mi300x-ethernet", mi300xEthernetPod},
        ExampleDesign{"broken-on-purpose", brokenOnPurpose},
    };
    return designs;
}

} // namespace millwright
