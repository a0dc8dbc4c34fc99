#include "model/explore/ExampleDesigns.h"
#include "model/explore/FacilityKit.h"

namespace millwright
{
namespace
{

constexpr ChainParts chainParts{"utility-2mva", "mvsg-630a-11kv", "xfmr-dry-1250", "ats-1600a",
                                "genset-1000",  "lvsg-2500a",     "ups-500kw",     160.0,
                                100.0,          1600.0,           800.0,           1};

/// Hall of 14 x 12 m of white space with three electrical rooms to its right, and a yard. A DGX
/// H100 runs on four of its six supplies, so its rack has three feeds: A, B, and C from a UPS that
/// a transfer switch keeps on either switchboard.
class H100Unit
{
public:
    explicit H100Unit(const PartSource& parts) : m_design(parts, "H100 scalable unit") {}

    Result<Project> build()
    {
        placeRooms();
        placePower();
        placeCooling();
        addFabrics();
        placeRacks();
        addWork();
        return m_design.build();
    }

private:
    void placeRooms()
    {
        Site site;
        site.name = "Halden Health, Reading";
        site.region = "GBR";
        site.utilityCapacity = Power(1.2e6);
        site.altitude = 60.0;
        site.designDryBulb = 32.0;
        site.designWetBulb = 21.0;
        site.averageDryBulb = 11.0;
        m_design.site(site);
        Hall hall;
        hall.name = "Hall 1";
        hall.height = Length::metres(4.2);
        hall.hasRaisedFloor = true;
        hall.floorLimit = 1200.0;
        hall.casterLimit = 450.0;
        hall.rollingLimit = 900.0;
        hall.containment = Containment::Hot;
        m_hall = m_design.hall(hall, 24.8, 12.0);
        Hall yard;
        yard.name = "Yard";
        yard.height = Length::metres(12.0);
        m_yard = m_design.hall(yard, 24.0, 11.0);
        using enum FeatureKind;
        m_design.segment(m_hall, Wall, area(14.1, 0, 0, 12.0), 0.2, 4.2);
        m_design.segment(m_hall, Wall, area(14.2, 6.0, 8.0, 0), 0.2, 4.2);
        m_design.segment(m_hall, Door, area(1.2, 0, 1.0, 0), 0, 2.4);
        m_design.segment(m_hall, Door, area(9.6, 12.0, 2.4, 0), 0, 2.6);
        for (const auto& [y, length] : {std::pair{0.0, 2.5}, {4.1, 4.5}, {10.2, 1.8}})
            m_design.segment(m_hall, Wall, area(22.3, y, 0, length), 0.2, 4.2);
        m_design.segment(m_hall, Door, area(22.3, 2.5, 0, 1.6), 0, 2.6);
        m_design.segment(m_hall, Door, area(22.3, 8.6, 0, 1.6), 0, 2.6);
        m_design.segment(m_hall, Door, area(24.8, 8.6, 0, 1.6), 0, 2.6);
        for (const auto& [x, y] :
             {std::pair{5.6, 0.0}, {9.8, 0.0}, {10.6, 3.3}, {10.6, 8.4}, {5.6, 11.6}})
            m_design.feature(m_hall, Column, area(x, y, 0.4, 0.4), {});
        for (const double y : {2.4, 4.8, 7.8})
            m_design.segment(m_hall, Tray, area(3.6, y, 8.6, 0), 0.6, 2.9);
        m_design.segment(m_hall, Tray, area(12.2, 2.4, 0, 5.4), 0.6, 2.9);
        m_design.feature(m_hall, Note, area(3.6, 9.6, 4.8, 1.2), "Row D: 8 places for phase 2");
    }

    void placePower()
    {
        const ChainPlaces a{m_hall,
                            m_yard,
                            14.2,
                            0.0,
                            5.9,
                            m_design.at(m_yard, 13.5, 8.0),
                            m_design.at(m_yard, 3.0, 7.6)};
        const ChainPlaces b{m_hall,
                            m_yard,
                            14.2,
                            6.1,
                            5.9,
                            m_design.at(m_yard, 17.5, 8.0),
                            m_design.at(m_yard, 8.0, 7.6)};
        m_a = placeChain(m_design, chainParts, a, Side::A);
        m_b = placeChain(m_design, chainParts, b, Side::B);
        placeThirdSource();
        const auto pair = [&](const std::string& name, const Placement& left,
                              const Placement& right) {
            return PanelPair{
                placePanel(m_design, m_a, "rpp-400a", left, "RPP-" + name + "A", 400.0),
                placePanel(m_design, m_b, "rpp-400a", right, "RPP-" + name + "B", 400.0)};
        };
        m_rowA =
            pair("1", m_design.at(m_hall, 2.95, 2.4, 270), m_design.at(m_hall, 2.95, 4.8, 270));
        m_rowB =
            pair("2", m_design.at(m_hall, 2.95, 7.8, 270), m_design.at(m_hall, 2.95, 10.2, 270));
        m_mechanical = {
            placePanel(m_design, m_a, "rpp-400a", m_design.at(m_hall, 20.7, 4.85), "MDP-A", 250.0),
            placePanel(m_design, m_b, "rpp-400a", m_design.at(m_hall, 20.7, 10.95), "MDP-B",
                       250.0)};
    }

    void placeThirdSource()
    {
        const auto transfer =
            m_design.power("ats-1600a", m_design.at(m_hall, 24.1, 1.0, 270), "ATS-C", Side::None);
        const auto ups =
            m_design.power("ups-500kw", m_design.at(m_hall, 24.2, 2.4, 270), "UPS-C", Side::None);
        m_design.feed(m_a.board, transfer.value(), 800.0, 0);
        m_design.feed(m_b.board, transfer.value(), 800.0, 1);
        m_design.feed(transfer, ups.value(), 800.0);
        const Chain third{Side::None, transfer, ups};
        m_thirdA = placePanel(m_design, third, "rpp-400a", m_design.at(m_hall, 9.05, 2.4, 90),
                              "RPP-1C", 400.0);
        m_thirdB = placePanel(m_design, third, "rpp-400a", m_design.at(m_hall, 9.05, 4.8, 90),
                              "RPP-2C", 400.0);
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
        const auto loop = m_design.draft().add(water);
        const auto add = [&](std::string_view part, const Placement& at, const std::string& label) {
            CoolingPart row;
            row.at = at;
            row.label = label;
            return m_design.cooling(row, part);
        };
        const std::pair<double, double> crahs[] = {
            {0.545, 3.0}, {0.545, 9.0}, {13.455, 3.0}, {13.455, 9.0}};
        for (int i = 0; i < 4; ++i) {
            const auto crah = add(
                "crah-150", m_design.at(m_hall, crahs[i].first, crahs[i].second, i < 2 ? 90 : 270),
                "CRAH-" + std::to_string(i + 1));
            m_design.draft().change(crah, [&](CoolingPart& row) {
                row.source = loop;
                row.powerClass = PowerClass::Ups;
            });
            feedBoth(m_design, m_mechanical, crah.value(), 16.0);
        }
        for (int i = 0; i < 2; ++i) {
            const auto chiller = add("chiller-500", m_design.at(m_yard, 4.5 + 6.5 * i, 2.4),
                                     "CH-" + std::to_string(i + 1));
            m_design.draft().change(chiller, [&](CoolingPart& row) { row.serves = loop; });
            feedBoth(m_design, {m_a.board, m_b.board}, chiller.value(), 250.0);
            const auto pump = add("pump-fws-1000", m_design.at(m_yard, 17.0 + 2.0 * i, 2.4),
                                  "P-" + std::to_string(i + 1));
            m_design.draft().change(pump, [&](CoolingPart& row) {
                row.serves = loop;
                row.isStandby = i == 1;
                row.powerClass = PowerClass::Ups;
            });
            feedBoth(m_design, m_mechanical, pump.value(), 16.0);
        }
    }

    Id<Fabric> addFabric(Fabric row) { return m_design.draft().add(std::move(row)); }

    void addFabrics()
    {
        Fabric compute;
        compute.name = "Compute InfiniBand";
        compute.topology = Topology::RailOptimised;
        compute.switchPart = "nv-qm9700";
        compute.cablePart = "cable-aoc-400";
        compute.sizedNodes = 32;
        compute.managerPorts = 4;
        m_compute = addFabric(compute);
        Fabric storage;
        storage.name = "Storage InfiniBand";
        storage.kind = FabricKind::Storage;
        storage.switchPart = "nv-qm9700";
        storage.cablePart = "cable-aoc-400";
        storage.mustSurviveSwitchLoss = true;
        m_storage = addFabric(storage);
        Fabric inBand;
        inBand.name = "In-band Ethernet";
        inBand.kind = FabricKind::InBand;
        inBand.switchPart = "nv-sn4600c";
        inBand.cablePart = "cable-aoc-100";
        inBand.mustSurviveSwitchLoss = true;
        m_inBand = addFabric(inBand);
        Fabric outOfBand;
        outOfBand.name = "Out-of-band Ethernet";
        outOfBand.kind = FabricKind::OutOfBand;
        outOfBand.switchPart = "nv-sn2201";
        outOfBand.cablePart = "cable-cat6a";
        outOfBand.oversubscription = 4.0;
        m_outOfBand = addFabric(outOfBand);
    }

    void placeRacks()
    {
        constexpr std::string_view rack = "rack-eia-48u-600x1200";
        const auto rowA = placeRow(m_design, {m_hall, "A", 3.6, 2.4, 0.0, 0.6, rack, 8});
        const auto rowB = placeRow(m_design, {m_hall, "B", 3.6, 4.8, 180.0, 0.6, rack, 8});
        const auto rowC = placeRow(m_design, {m_hall, "C", 3.6, 7.8, 0.0, 0.6, rack, 7});
        for (const auto& row : {rowA, rowB})
            for (const Id<Rack> id : row) {
                m_design.mount(id, 6, {"dgx-h100", id == rowB.back() ? 1 : 2, "DGX-"});
                m_design.mount(id, 0, {"rack-pdu-415-60a", 1, "PDU-"});
                m_design.feed(row == rowA ? m_thirdA : m_thirdB, id.value(), 32.0);
            }
        fillStorage(rowC[0]);
        fillStorage(rowC[1]);
        fillManagement(rowC[2]);
        fillCompute(rowC[3]);
        fillCompute(rowC[4]);
        fillStorageNetwork(rowC[5]);
        fillManagementNetwork(rowC[6]);
        const auto power = [&](const std::vector<Id<Rack>>& row, const PanelPair& panels) {
            for (const Id<Rack> id : row) {
                m_design.mount(id, 0, {"rack-pdu-415-60a", 2, "PDU-"});
                feedBoth(m_design, panels, id.value(), 32.0);
            }
        };
        power(rowA, m_rowA);
        power(rowB, m_rowB);
        power(rowC, m_rowB);
    }

    void fillStorage(Id<Rack> rack)
    {
        const int unit = m_design.mount(rack, 4, {"pfs-node-2u", 2, "PFS-"});
        m_design.mount(rack, unit + 2, {"nfs-appliance-2u", 1, "NFS-"});
    }

    void fillManagement(Id<Rack> rack)
    {
        int unit = m_design.mount(rack, 4, {"mgmt-node-1u", 4, "MGMT-"});
        unit = m_design.mount(rack, unit + 1, {"k8s-node-1u", 3, "K8S-"});
        unit = m_design.mount(rack, unit + 1, {"login-node-2u", 2, "LOGIN-"});
        m_design.mount(rack, unit + 1, {"ngfw-100g", 2, "FW-"});
    }

    /// Half of the compute fabric: 4 leaf and 2 spine switches and one fabric manager.
    void fillCompute(Id<Rack> rack)
    {
        int unit =
            m_design.mount(rack, 20, {"nv-qm9700", 4, "IB-LEAF-", DeviceRole::Leaf, m_compute});
        unit = m_design.mount(rack, unit + 1,
                              {"nv-qm9700", 2, "IB-SPINE-", DeviceRole::Spine, m_compute});
        m_design.mount(rack, unit + 1, {"ufm-node-1u", 1, "UFM-", DeviceRole::Manager, m_compute});
    }

    void fillStorageNetwork(Id<Rack> rack)
    {
        const int unit =
            m_design.mount(rack, 20, {"nv-qm9700", 3, "ST-LEAF-", DeviceRole::Leaf, m_storage});
        m_design.mount(rack, unit + 1, {"nv-qm9700", 2, "ST-SPINE-", DeviceRole::Spine, m_storage});
    }

    void fillManagementNetwork(Id<Rack> rack)
    {
        int unit =
            m_design.mount(rack, 10, {"nv-sn4600c", 4, "ETH-LEAF-", DeviceRole::Leaf, m_inBand});
        unit = m_design.mount(rack, unit + 1,
                              {"nv-sn4600c", 2, "ETH-SPINE-", DeviceRole::Spine, m_inBand});
        unit = m_design.mount(rack, unit + 1,
                              {"nv-sn2201", 2, "OOB-LEAF-", DeviceRole::Leaf, m_outOfBand});
        m_design.mount(rack, unit + 1,
                       {"nv-sn2201", 1, "OOB-SPINE-", DeviceRole::Spine, m_outOfBand});
    }

    /// By day clinicians ask the assistant; what it does not need trains: first the nightly tuning on what they
    /// corrected, then the pre-training that fills every gap.
    void addWork()
    {
        Workload chat;
        chat.name = "Clinical assistant";
        chat.model = "llama3.1-70b";
        chat.poolShare = 0.25;
        chat.promptTokens = 2000.0;
        chat.outputTokens = 400.0;
        chat.prefixHitShare = 0.3;
        chat.ttftLimit = 3.0;
        chat.tpotLimit = 0.15;
        chat.profile = LoadProfile::OfficeHours;
        chat.isElastic = true;
        chat.load = LoadBasis::Users;
        chat.users = 9000.0;
        chat.tokensPerSecondPerUser = 5.0;
        m_design.draft().add(chat);
        Workload tune;
        tune.name = "Nightly tuning";
        tune.kind = WorkloadKind::Train;
        tune.model = "llama3.1-70b";
        tune.trainingStage = TrainingStage::Lora;
        tune.poolShare = 0.25;
        tune.weightFormat = "bf16";
        tune.cacheFormat = "bf16";
        tune.trainingTokens = 2.0e9;
        tune.globalBatchTokens = 1.0e6;
        tune.profile = LoadProfile::BatchAtNight;
        tune.isBackfill = true;
        tune.priority = 1;
        m_design.draft().add(tune);
        Workload train;
        train.name = "Continued pre-training";
        train.kind = WorkloadKind::Train;
        train.model = "llama3.1-8b";
        train.trainingStage = TrainingStage::Continued;
        train.weightFormat = "bf16";
        train.cacheFormat = "bf16";
        train.trainingTokens = 1.0e12;
        train.isBackfill = true;
        train.priority = 2;
        m_design.draft().add(train);
        m_design.bill("nvaie-1y", BillBasis::PerAccelerator, 1.0);
        m_design.bill("slurm", BillBasis::Fixed, 1.0);
        m_design.bill("kubernetes", BillBasis::Fixed, 1.0);
        m_design.bill("prometheus", BillBasis::Fixed, 1.0);
        m_design.bill("dcgm", BillBasis::PerNode, 1.0);
        m_design.bill("containment-hot-600", BillBasis::Fixed, 16.0);
    }

    DesignBuilder m_design;
    Id<Hall> m_hall, m_yard;
    Chain m_a, m_b;
    PanelPair m_rowA, m_rowB, m_mechanical;
    Id<PowerPart> m_thirdA, m_thirdB;
    Id<Fabric> m_compute, m_storage, m_inBand, m_outOfBand;
};

} // namespace

Result<Project> h100ScalableUnit(const PartSource& parts)
{
    return H100Unit(parts).build();
}

} // namespace millwright
