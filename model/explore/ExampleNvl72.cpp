#include "model/explore/ExampleDesigns.h"
#include "model/explore/FacilityKit.h"

namespace millwright
{
namespace
{

constexpr ChainParts chainParts{"utility-5mva", "mvsg-630a-11kv", "xfmr-dry-2500", "ats-4000a",
                                "genset-2500",  "lvsg-4000a",     "ups-1500kw",    250.0,
                                200.0,          4000.0,           2500.0,          0};

/// White space of 14 x 12.2 m on a slab with two electrical rooms to its right, and a yard.
class Nvl72Unit
{
public:
    explicit Nvl72Unit(const PartSource& parts) : m_design(parts, "NVL72 liquid-cooled unit") {}

    Result<Project> build()
    {
        placeRooms();
        placePower();
        addLoops();
        placeLiquid();
        placeAir();
        addFabrics();
        placeRacks();
        addWork();
        return m_design.build();
    }

private:
    void placeRooms()
    {
        Site site;
        site.name = "Fjordkraft, Stavanger";
        site.region = "NOR";
        site.utilityCapacity = Power(2.5e6);
        site.altitude = 20.0;
        site.designDryBulb = 25.0;
        site.designWetBulb = 17.0;
        site.averageDryBulb = 8.0;
        m_design.site(site);
        Hall hall;
        hall.name = "Liquid hall";
        hall.height = Length::metres(4.5);
        hall.floorLimit = 2500.0;
        hall.casterLimit = 700.0;
        hall.rollingLimit = 2000.0;
        hall.containment = Containment::Hot;
        m_hall = m_design.hall(hall, 26.2, 12.2);
        Hall yard;
        yard.name = "Yard";
        yard.height = Length::metres(12.0);
        m_yard = m_design.hall(yard, 28.0, 22.4);
        using enum FeatureKind;
        m_design.segment(m_hall, Wall, area(14.1, 0, 0, 12.2), 0.2, 4.5);
        m_design.segment(m_hall, Wall, area(14.2, 6.1, 12.0, 0), 0.2, 4.5);
        m_design.segment(m_hall, Door, area(1.2, 0, 1.0, 0), 0, 2.4);
        m_design.segment(m_hall, Door, area(9.0, 12.2, 2.8, 0), 0, 2.8);
        m_design.segment(m_hall, Door, area(26.2, 2.9, 0, 1.6), 0, 2.8);
        m_design.segment(m_hall, Door, area(26.2, 9.1, 0, 1.6), 0, 2.8);
        for (const auto& [x, y] : {std::pair{5.0, 0.0}, {9.8, 0.0}, {5.0, 11.8}, {12.1, 5.9}})
            m_design.feature(m_hall, Column, area(x, y, 0.4, 0.4), {});
        for (const double y : {3.6, 6.6})
            m_design.segment(m_hall, Tray, area(3.3, y, 8.0, 0), 0.6, 3.0);
        m_design.segment(m_hall, Tray, area(11.3, 3.6, 0, 3.0), 0.6, 3.0);
        m_design.feature(m_hall, Note, area(4.2, 8.8, 4.8, 1.1),
                         "Row C: 8 places for the second unit");
    }

    void placePower()
    {
        const ChainPlaces a{m_hall,
                            m_yard,
                            14.2,
                            0.0,
                            6.0,
                            m_design.at(m_yard, 14.0, 12.0),
                            m_design.at(m_yard, 4.0, 15.4)};
        const ChainPlaces b{m_hall,
                            m_yard,
                            14.2,
                            6.2,
                            6.0,
                            m_design.at(m_yard, 18.5, 12.0),
                            m_design.at(m_yard, 9.0, 15.4)};
        m_a = placeChain(m_design, chainParts, a, Side::A);
        m_b = placeChain(m_design, chainParts, b, Side::B);
        const double rows[] = {3.0, 4.4, 6.6};
        for (int i = 0; i < 3; ++i) {
            const std::string name = "RPP-" + std::to_string(i + 1);
            m_panels[i] = {placePanel(m_design, m_a, "rpp-800a",
                                      m_design.at(m_hall, 2.7, rows[i], 270), name + "A", 800.0),
                           placePanel(m_design, m_b, "rpp-800a",
                                      m_design.at(m_hall, 10.7, rows[i], 90), name + "B", 800.0)};
        }
        m_mechanical = {
            placePanel(m_design, m_a, "rpp-400a", m_design.at(m_hall, 22.5, 4.95), "MDP-A", 400.0),
            placePanel(m_design, m_b, "rpp-400a", m_design.at(m_hall, 22.5, 11.15), "MDP-B",
                       400.0)};
    }

    Id<Loop> addLoop(const char* name, LoopKind kind, double supply, double rise, const char* fluid)
    {
        Loop row;
        row.name = name;
        row.kind = kind;
        row.supply = supply;
        row.temperatureRise = rise;
        row.fluid = fluid;
        row.redundantUnits = 1;
        return m_design.draft().add(row);
    }

    void addLoops()
    {
        m_technology = addLoop("Technology coolant", LoopKind::Technology, 40.0, 12.0, "PG25");
        m_facility = addLoop("Facility water", LoopKind::Facility, 35.0, 8.0, "PG25");
        m_chilled = addLoop("Chilled water", LoopKind::ChilledWater, 18.0, 8.0, "water");
    }

    /// A cooling part with its loops; fed by the UPS-backed panels, or by both switchboards where
    /// it is generator-backed.
    void unit(std::string_view part, CoolingPart row, double breaker)
    {
        const bool isUps = row.powerClass == PowerClass::Ups;
        const auto id = m_design.cooling(std::move(row), part);
        feedBoth(m_design, isUps ? m_mechanical : PanelPair{m_a.board, m_b.board}, id.value(),
                 breaker);
    }

    void pumps(std::string_view part, Id<Loop> loop, double x, int first, double breaker)
    {
        for (int i = 0; i < 2; ++i) {
            CoolingPart row;
            row.at = m_design.at(m_yard, x + 2.0 * i, 7.6);
            row.label = "P-" + std::to_string(first + i);
            row.serves = loop;
            row.isStandby = i == 1;
            row.powerClass = PowerClass::Ups;
            unit(part, row, breaker);
        }
    }

    void placeLiquid()
    {
        for (int i = 0; i < 2; ++i) {
            CoolingPart cdu;
            cdu.at = m_design.at(m_hall, i == 0 ? 3.75 : 9.45, 3.6);
            cdu.label = "CDU-" + std::to_string(i + 1);
            cdu.serves = m_technology;
            cdu.source = m_facility;
            cdu.powerClass = PowerClass::Ups;
            unit("cdu-1mw", cdu, 25.0);
            CoolingPart dry;
            dry.at = m_design.at(m_yard, 7.0 + 12.5 * i, 2.6);
            dry.label = "DRY-" + std::to_string(i + 1);
            dry.serves = m_facility;
            unit("drycooler-1000", dry, 50.0);
        }
        pumps("pump-fws-3000", m_facility, 17.0, 1, 40.0);
    }

    void placeAir()
    {
        const std::pair<double, double> crahs[] = {
            {0.545, 3.2}, {0.545, 9.0}, {13.455, 3.2}, {13.455, 9.0}};
        for (int i = 0; i < 4; ++i) {
            CoolingPart crah;
            crah.at = m_design.at(m_hall, crahs[i].first, crahs[i].second, i < 2 ? 90 : 270);
            crah.label = "CRAH-" + std::to_string(i + 1);
            crah.source = m_chilled;
            crah.powerClass = PowerClass::Ups;
            unit("crah-150", crah, 16.0);
        }
        for (int i = 0; i < 2; ++i) {
            CoolingPart chiller;
            chiller.at = m_design.at(m_yard, 4.5 + 6.5 * i, 6.8);
            chiller.label = "CH-" + std::to_string(i + 1);
            chiller.serves = m_chilled;
            unit("chiller-500", chiller, 250.0);
        }
        pumps("pump-fws-1000", m_chilled, 22.0, 3, 16.0);
    }

    Id<Fabric> fabric(const char* name, FabricKind kind, std::string_view switchPart,
                      std::string_view cable)
    {
        Fabric row;
        row.name = name;
        row.kind = kind;
        row.switchPart = switchPart;
        row.cablePart = cable;
        row.planes = kind == FabricKind::InBand
                         ? 2
                         : 1; // each node on two switches that know nothing of each other
        row.oversubscription = kind == FabricKind::OutOfBand ? 4.0 : 1.0;
        row.mustSurviveSwitchLoss = kind != FabricKind::OutOfBand;
        return m_design.draft().add(row);
    }

    void addFabrics()
    {
        m_compute = fabric("Compute Spectrum-X", FabricKind::Compute, "nv-sn5600", "cable-aoc-400");
        m_storage = fabric("Storage Spectrum-X", FabricKind::Storage, "nv-sn5600", "cable-aoc-400");
        m_inBand = fabric("In-band Ethernet", FabricKind::InBand, "nv-sn5600", "cable-aoc-200");
        m_outOfBand =
            fabric("Out-of-band Ethernet", FabricKind::OutOfBand, "nv-sn2201", "cable-cat6a");
    }

    void placeRacks()
    {
        const auto row = placeRow(m_design, {m_hall, "A", 4.2, 3.534, 0.0, 0.6, "gb200-nvl72", 8});
        for (std::size_t i = 0; i < row.size(); ++i) {
            m_design.draft().change(row[i], [&](Rack& rack) { rack.loop = m_technology; });
            feedBoth(m_design, m_panels[i / 3], row[i].value(), 250.0);
        }
        const auto side =
            placeRow(m_design, {m_hall, "B", 4.2, 6.6, 180.0, 0.6, "rack-eia-48u-600x1200", 7});
        using enum DeviceRole;
        m_design.mount(side[0], 16, {"nv-sn5600", 9, "LEAF-", Leaf, m_compute});
        m_design.mount(side[1], 16, {"nv-sn5600", 8, "SPINE-", Spine, m_compute});
        m_design.mount(side[2], 16, {"nv-sn5600", 6, "ST-LEAF-", Leaf, m_storage});
        int top = m_design.mount(side[3], 12, {"nv-sn5600", 4, "ST-SPINE-", Spine, m_storage});
        top = m_design.mount(side[3], top + 2, {"nv-sn5600", 2, "ETH-", Leaf, m_inBand});
        top = m_design.mount(side[3], top + 2, {"nv-sn2201", 8, "OOB-LEAF-", Leaf, m_outOfBand});
        m_design.mount(side[3], top + 1, {"nv-sn2201", 2, "OOB-SPINE-", Spine, m_outOfBand});
        m_design.mount(side[4], 10, {"pfs-node-2u", 4, "PFS-"});
        m_design.mount(side[5], 10, {"pfs-node-2u", 4, "PFS-"});
        top = m_design.mount(side[6], 4, {"mgmt-node-1u", 4, "MGMT-"});
        top = m_design.mount(side[6], top + 1, {"k8s-node-1u", 3, "K8S-"});
        top = m_design.mount(side[6], top + 1, {"login-node-2u", 2, "LOGIN-"});
        m_design.mount(side[6], top + 1, {"ngfw-100g", 2, "FW-"});
        for (const Id<Rack> rack : side) {
            m_design.mount(rack, 0, {"rack-pdu-415-60a", 2, "PDU-"});
            feedBoth(m_design, m_panels[2], rack.value(), 32.0);
        }
    }

    void addWork()
    {
        Workload serve;
        serve.name = "Reasoning service";
        serve.model = "deepseek-v3";
        serve.poolShare = 0.5;
        serve.promptTokens = 4000.0;
        serve.outputTokens = 1000.0;
        serve.ttftLimit = 5.0;
        serve.tpotLimit = 0.2;
        serve.profile = LoadProfile::Consumer;
        m_design.draft().add(serve);
        Workload train;
        train.name = "Domain model";
        train.kind = WorkloadKind::Train;
        train.model = "llama3.1-70b";
        train.poolShare = 0.5;
        train.weightFormat = "bf16";
        train.cacheFormat = "bf16";
        train.trainingTokens = 1.0e12;
        train.trainingStage = TrainingStage::Continued;
        m_design.draft().add(train);
        Workload ingest;
        ingest.name = "Records in";
        ingest.kind = WorkloadKind::Ingest;
        ingest.profile = LoadProfile::OfficeHours;
        ingest.dataRate = 1.0e9;
        m_design.draft().add(ingest);
        Workload prepare;
        prepare.name = "Corpus preparation";
        prepare.kind = WorkloadKind::Prepare;
        prepare.profile = LoadProfile::BatchAtNight;
        prepare.dataRate = 0.5e9;
        prepare.daysPerYear = 120.0;
        m_design.draft().add(prepare);
        m_design.bill("nvaie-1y", BillBasis::PerAccelerator, 1.0);
        m_design.bill("kubernetes", BillBasis::Fixed, 1.0);
        m_design.bill("slurm", BillBasis::Fixed, 1.0);
        m_design.bill("containment-hot-600", BillBasis::Fixed, 8.0);
    }

    DesignBuilder m_design;
    Id<Hall> m_hall, m_yard;
    Chain m_a, m_b;
    PanelPair m_panels[3], m_mechanical;
    Id<Loop> m_technology, m_facility, m_chilled;
    Id<Fabric> m_compute, m_storage, m_inBand, m_outOfBand;
};

} // namespace

Result<Project> nvl72LiquidUnit(const PartSource& parts)
{
    return Nvl72Unit(parts).build();
}

} // namespace millwright
