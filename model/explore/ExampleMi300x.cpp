#include "model/explore/ExampleDesigns.h"
#include "model/explore/FacilityKit.h"

namespace millwright
{
namespace
{

constexpr ChainParts chainParts{"utility-2mva", "mvsg-630a-11kv", "xfmr-dry-1250", "ats-1600a",
                                "genset-1000",  "lvsg-2500a",     "ups-500kw",     160.0,
                                100.0,          1600.0,           800.0,           0};

/// White space of 12 x 12 m with two electrical rooms to its right, and a yard.
class Mi300xPod
{
public:
    explicit Mi300xPod(const PartSource& parts) : m_design(parts, "MI300X Ethernet pod") {}

    Result<Project> build()
    {
        placeRooms();
        placePower();
        placeCooling();
        addFabrics();
        placeServers();
        placeNetwork();
        addWork();
        return m_design.build();
    }

private:
    void placeRooms()
    {
        Site site;
        site.name = "Rheinwerk, Frankfurt";
        site.region = "DEU";
        site.utilityCapacity = Power(1.2e6);
        site.altitude = 110.0;
        site.designDryBulb = 33.0;
        site.designWetBulb = 21.5;
        site.averageDryBulb = 11.0;
        m_design.site(site);
        Hall hall;
        hall.name = "Pod 1";
        hall.height = Length::metres(4.2);
        hall.floorLimit = 1500.0;
        hall.casterLimit = 500.0;
        hall.rollingLimit = 1200.0;
        m_hall = m_design.hall(hall, 20.2, 12.0);
        Hall yard;
        yard.name = "Yard";
        yard.height = Length::metres(12.0);
        m_yard = m_design.hall(yard, 24.0, 11.0);
        using enum FeatureKind;
        m_design.segment(m_hall, Wall, area(12.1, 0, 0, 12.0), 0.2, 4.2);
        m_design.segment(m_hall, Wall, area(12.2, 6.0, 8.0, 0), 0.2, 4.2);
        m_design.segment(m_hall, Door, area(1.2, 0, 1.0, 0), 0, 2.4);
        m_design.segment(m_hall, Door, area(8.4, 12.0, 2.4, 0), 0, 2.6);
        m_design.segment(m_hall, Door, area(20.2, 2.5, 0, 1.6), 0, 2.6);
        m_design.segment(m_hall, Door, area(20.2, 8.6, 0, 1.6), 0, 2.6);
        for (const auto& [x, y] : {std::pair{5.6, 0.0}, {8.8, 0.0}, {5.6, 11.6}})
            m_design.feature(m_hall, Column, area(x, y, 0.4, 0.4), {});
        for (const double y : {3.0, 5.7})
            m_design.segment(m_hall, Tray, area(3.6, y, 6.0, 0), 0.6, 2.9);
        m_design.segment(m_hall, Tray, area(9.6, 3.0, 0, 2.7), 0.6, 2.9);
        m_design.feature(m_hall, Note, area(3.6, 8.1, 4.8, 1.2),
                         "Row C: 8 places for the second pod");
    }

    void placePower()
    {
        const ChainPlaces a{m_hall,
                            m_yard,
                            12.2,
                            0.0,
                            5.9,
                            m_design.at(m_yard, 13.5, 8.0),
                            m_design.at(m_yard, 3.0, 7.6)};
        const ChainPlaces b{m_hall,
                            m_yard,
                            12.2,
                            6.1,
                            5.9,
                            m_design.at(m_yard, 17.5, 8.0),
                            m_design.at(m_yard, 8.0, 7.6)};
        m_a = placeChain(m_design, chainParts, a, Side::A);
        m_b = placeChain(m_design, chainParts, b, Side::B);
        const auto pair = [&](const std::string& name, double y) {
            return PanelPair{placePanel(m_design, m_a, "rpp-400a",
                                        m_design.at(m_hall, 2.95, y, 270), "RPP-" + name + "A",
                                        400.0),
                             placePanel(m_design, m_b, "rpp-400a", m_design.at(m_hall, 9.25, y, 90),
                                        "RPP-" + name + "B", 400.0)};
        };
        m_first = pair("1", 2.6);
        m_second = pair("2", 4.2);
        m_mechanical = {
            placePanel(m_design, m_a, "rpp-400a", m_design.at(m_hall, 18.7, 4.85), "MDP-A", 250.0),
            placePanel(m_design, m_b, "rpp-400a", m_design.at(m_hall, 18.7, 10.95), "MDP-B",
                       250.0)};
    }

    void placeCooling()
    {
        Loop water;
        water.name = "Chilled water";
        water.kind = LoopKind::ChilledWater;
        water.supply = 18.0;
        water.temperatureRise = 8.0;
        water.fluid = "water";
        water.redundantUnits = 1;
        m_water = m_design.draft().add(water);
        for (int i = 0; i < 3; ++i) {
            CoolingPart crah;
            crah.at = i < 2 ? m_design.at(m_hall, 0.545, 3.6 + 5.0 * i, 90)
                            : m_design.at(m_hall, 11.455, 6.0, 270);
            crah.label = "CRAH-" + std::to_string(i + 1);
            crah.source = m_water;
            crah.powerClass = PowerClass::Ups;
            feedBoth(m_design, m_mechanical, m_design.cooling(crah, "crah-100").value(), 16.0);
        }
        for (int i = 0; i < 2; ++i) {
            CoolingPart chiller;
            chiller.at = m_design.at(m_yard, 4.5 + 6.5 * i, 2.4);
            chiller.label = "CH-" + std::to_string(i + 1);
            chiller.serves = m_water;
            feedBoth(m_design, {m_a.board, m_b.board},
                     m_design.cooling(chiller, "chiller-500").value(), 250.0);
            CoolingPart pump;
            pump.at = m_design.at(m_yard, 17.0 + 2.0 * i, 2.4);
            pump.label = "P-" + std::to_string(i + 1);
            pump.serves = m_water;
            pump.isStandby = i == 1;
            pump.powerClass = PowerClass::Ups;
            feedBoth(m_design, m_mechanical, m_design.cooling(pump, "pump-fws-1000").value(), 16.0);
        }
    }

    Id<Fabric> fabric(const char* name, FabricKind kind, std::string_view switchPart,
                      std::string_view cable)
    {
        Fabric row;
        row.name = name;
        row.kind = kind;
        row.switchPart = switchPart;
        row.cablePart = cable;
        // Storage and in-band: each node on two switches that know nothing of each other.
        row.planes = kind == FabricKind::Storage || kind == FabricKind::InBand ? 2 : 1;
        row.oversubscription = kind == FabricKind::OutOfBand ? 4.0 : 1.0;
        row.mustSurviveSwitchLoss = kind != FabricKind::OutOfBand;
        return m_design.draft().add(row);
    }

    void addFabrics()
    {
        m_compute =
            fabric("Compute RoCE", FabricKind::Compute, "arista-7060x6-64pe", "cable-aoc-400");
        m_storage =
            fabric("Storage RoCE", FabricKind::Storage, "arista-7060x6-64pe", "cable-aoc-400");
        m_inBand = fabric("In-band Ethernet", FabricKind::InBand, "leaf-64x100", "cable-aoc-100");
        m_outOfBand =
            fabric("Out-of-band Ethernet", FabricKind::OutOfBand, "oob-48x1g", "cable-cat6a");
    }

    /// Four servers to a rack: 42 kW, which an active rear door takes.
    void placeServers()
    {
        const auto row =
            placeRow(m_design, {m_hall, "A", 3.6, 3.0, 0.0, 0.6, "rack-eia-48u-600x1200", 8});
        for (std::size_t i = 0; i < row.size(); ++i) {
            const PanelPair& panels = i < 4 ? m_first : m_second;
            m_design.mount(row[i], 4, {"smc-8125gs-tnmr2", 4, "GPU-"});
            m_design.mount(row[i], 0, {"rack-pdu-415-60a", 4, "PDU-"});
            feedBoth(m_design, panels, row[i].value(), 80.0);
            CoolingPart door;
            door.rack = row[i];
            door.label = "RDHX-" + std::to_string(i + 1);
            door.source = m_water;
            door.powerClass = PowerClass::Ups;
            feedBoth(m_design, panels, m_design.cooling(door, "rdhx-active-50").value(), 16.0);
        }
    }

    void placeNetwork()
    {
        const auto row =
            placeRow(m_design, {m_hall, "B", 3.6, 5.7, 180.0, 0.6, "rack-eia-48u-600x1200", 4});
        using enum DeviceRole;
        int unit = m_design.mount(row[0], 16, {"arista-7060x6-64pe", 4, "LEAF-", Leaf, m_compute});
        m_design.mount(row[0], unit + 2, {"arista-7060x6-64pe", 2, "SPINE-", Spine, m_compute});
        unit = m_design.mount(row[1], 16, {"arista-7060x6-64pe", 2, "ST-", Leaf, m_storage});
        unit = m_design.mount(row[1], unit + 2, {"leaf-64x100", 2, "ETH-", Leaf, m_inBand});
        m_design.mount(row[1], unit + 1, {"oob-48x1g", 1, "OOB-", Leaf, m_outOfBand});
        m_design.mount(row[2], 10, {"weka-nitro-155", 8, "WEKA-"});
        unit = m_design.mount(row[3], 4, {"mgmt-node-1u", 3, "MGMT-"});
        unit = m_design.mount(row[3], unit + 1, {"k8s-node-1u", 3, "K8S-"});
        m_design.mount(row[3], unit + 1, {"login-node-2u", 2, "LOGIN-"});
        for (const Id<Rack> rack : row) {
            m_design.mount(rack, 0, {"rack-pdu-415-60a", 2, "PDU-"});
            feedBoth(m_design, m_second, rack.value(), 32.0);
        }
    }

    void addWork()
    {
        Workload serve;
        serve.name = "Code assistant";
        serve.model = "llama3.1-70b";
        serve.poolShare = 0.75;
        serve.promptTokens = 3000.0;
        serve.outputTokens = 500.0;
        serve.profile = LoadProfile::OfficeHours;
        serve.isElastic = true;
        serve.utilisation = 0.35;
        m_design.draft().add(serve);
        Workload train;
        train.name = "Fine-tuning";
        train.kind = WorkloadKind::Train;
        train.model = "llama3.1-70b";
        train.trainingStage = TrainingStage::FullFineTune;
        train.isBackfill = true;
        train.priority = 1;
        train.weightFormat = "bf16";
        train.cacheFormat = "bf16";
        train.trainingTokens = 2.0e10;
        m_design.draft().add(train);
        m_design.bill("rocm", BillBasis::PerNode, 1.0);
        m_design.bill("vllm", BillBasis::Fixed, 1.0);
        m_design.bill("kubernetes", BillBasis::Fixed, 1.0);
        m_design.bill("prometheus", BillBasis::Fixed, 1.0);
    }

    DesignBuilder m_design;
    Id<Hall> m_hall, m_yard;
    Chain m_a, m_b;
    PanelPair m_first, m_second, m_mechanical;
    Id<Loop> m_water;
    Id<Fabric> m_compute, m_storage, m_inBand, m_outOfBand;
};

} // namespace

Result<Project> mi300xEthernetPod(const PartSource& parts)
{
    return Mi300xPod(parts).build();
}

} // namespace millwright
