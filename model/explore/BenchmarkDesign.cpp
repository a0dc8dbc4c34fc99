#include "model/explore/BenchmarkDesign.h"
#include "model/assist/Assist.h"
#include "model/explore/BenchmarkPlant.h"
#include "model/explore/FacilityKit.h"
#include <algorithm>
#include <cmath>

namespace millwright
{
namespace
{

constexpr std::string_view nodePart = "smc-4126gs-nmr-lcc";
constexpr std::string_view scalePart = "gb200-nvl72";
constexpr std::string_view rackPart = "rack-eia-48u-600x1200";

/// What stands at a place of a row of 40: 30 compute, 2 rack-scale, 8 network, storage and
/// management in the middle.
enum class Slot { Compute, Scale, Network, Storage, Management };
constexpr int rowLength = 40;
Slot slotAt(int place)
{
    if (place < 15 || place > 24)
        return Slot::Compute;
    if (place == 15 || place == 24)
        return Slot::Scale;
    return place < 21 ? Slot::Network : place < 23 ? Slot::Storage : Slot::Management;
}

/// W that a rack of the slot draws, about; circuits and panels are sized by it.
double powerOf(Slot slot)
{
    switch (slot) {
    case Slot::Compute:
        return 60e3;
    case Slot::Scale:
        return 136e3;
    default:
        return 30e3;
    }
}

double breakerOf(Slot slot)
{
    return slot == Slot::Compute ? 100.0 : slot == Slot::Scale ? 250.0 : 63.0;
}

class Generator
{
public:
    Generator(int racks, const PartSource& parts)
        : m_parts(parts), m_count(std::clamp(racks, 10, 100000)),
          m_design(parts, "Benchmark " + std::to_string(m_count)), m_plan(planHall(m_count))
    {
    }

    Result<Project> build()
    {
        placeHalls();
        m_plant = std::make_unique<BenchmarkPlant>(m_design, m_plan, m_hall, m_yard);
        placeRacks();
        m_plant->placeCooling();
        addFabrics();
        addWork();
        auto project = m_design.build();
        if (!project)
            return project;
        // Below half a row there are no network racks: then the fabrics stay without switches,
        // which the rules say.
        for (const Id<Fabric> fabric : m_fabrics)
            static_cast<void>(wireFabric(m_design.draft(), fabric, &m_parts).isOk());
        return m_design.draft().project();
    }

private:
    void placeHalls()
    {
        Site site;
        site.name = "Benchmark campus";
        site.region = "USA";
        site.utilityCapacity = Power(m_count * 80e3);
        site.designDryBulb = 27.0;
        site.designWetBulb = 19.0;
        m_design.site(site);
        Hall hall;
        hall.name = "Hall";
        hall.height = Length::metres(5.0);
        hall.floorLimit = 2500.0;
        hall.rollingLimit = 2500.0;
        hall.containment = Containment::Hot;
        m_hall = m_design.hall(hall, m_plan.width, m_plan.height);
        m_design.segment(m_hall, FeatureKind::Door, area(1.0, m_plan.height, 4.0, 0), 0, 3.0);
        Hall yard;
        yard.name = "Yard";
        yard.height = Length::metres(15.0);
        m_yard = m_design.hall(yard, m_plan.yardWidth, m_plan.yardHeight);
    }

    void placeRacks()
    {
        const double total =
            m_count / 40.0 *
            (30 * powerOf(Slot::Compute) + 2 * powerOf(Slot::Scale) + 8 * powerOf(Slot::Storage));
        m_plant->placeChain(total);
        for (int i = 0; i < m_count; ++i) {
            const Slot slot = slotAt(i % rowLength);
            const std::string_view part = slot == Slot::Scale ? scalePart : rackPart;
            const double depth = slot == Slot::Scale ? 1.068 : 1.2;
            const RowPlace row = m_plan.rowAt(i / rowLength);
            const double x = row.x + 0.6 * (i % rowLength) + 0.3;
            const double y = row.frontsUp ? row.front + depth / 2 : row.front - depth / 2;
            const auto rack = m_design.rack(
                part, m_design.at(m_hall, x, y, row.frontsUp ? 0.0 : 180.0), labelOf(i));
            fill(rack, slot);
            feedBoth(m_design, m_plant->panelsFor(powerOf(slot)), rack.value(), breakerOf(slot));
            if (slot == Slot::Compute || slot == Slot::Scale)
                m_design.draft().change(rack, [&](Rack& r) { r.loop = m_plant->loopOf(i); });
        }
    }

    static std::string labelOf(int index)
    {
        const int row = index / rowLength + 1;
        const int place = index % rowLength + 1;
        return "R" + std::to_string(row) + (place < 10 ? "-0" : "-") + std::to_string(place);
    }

    void fill(Id<Rack> rack, Slot slot)
    {
        switch (slot) {
        case Slot::Compute:
            m_design.mount(rack, 4, {nodePart, 4, "NODE-"});
            break;
        case Slot::Storage:
            m_design.mount(rack, 4, {"pfs-node-2u", 8, "PFS-"});
            break;
        case Slot::Management:
            m_design.mount(rack, m_design.mount(rack, 4, {"mgmt-node-1u", 4, "MGMT-"}),
                           {"k8s-node-1u", 4, "K8S-"});
            break;
        case Slot::Scale:
        case Slot::Network: // filled when the fabrics are wired
            break;
        }
    }

    void addFabric(const char* name, FabricKind kind, std::string_view switchPart,
                   std::string_view cable)
    {
        Fabric row;
        row.name = name;
        row.kind = kind;
        row.switchPart = switchPart;
        row.cablePart = cable;
        row.planes = kind == FabricKind::Compute ? 8 : 2;
        row.oversubscription = kind == FabricKind::OutOfBand ? 4.0
                               : kind == FabricKind::InBand  ? 3.0
                                                             : 1.0;
        row.mustSurviveSwitchLoss = kind == FabricKind::Storage || kind == FabricKind::InBand;
        m_fabrics.push_back(m_design.draft().add(row));
    }

    void addFabrics()
    {
        addFabric("Compute", FabricKind::Compute, "nv-sn5600", "opt-dr4-400");
        addFabric("Storage", FabricKind::Storage, "nv-sn5600", "opt-dr4-400");
        addFabric("In-band", FabricKind::InBand, "nv-sn5600", "opt-dr4-400");
        addFabric("Out-of-band", FabricKind::OutOfBand, "nv-sn2201", "cable-lc-smf");
    }

    void addWork()
    {
        Workload chat;
        chat.name = "Chat";
        chat.model = "llama3.1-70b";
        chat.poolShare = 0.5;
        m_design.draft().add(chat);
        Workload reason;
        reason.name = "Reasoning";
        reason.model = "deepseek-v3";
        reason.accelerator = "nvidia-gb200";
        m_design.draft().add(reason);
        Workload train;
        train.name = "Train";
        train.kind = WorkloadKind::Train;
        train.model = "llama3.1-405b";
        train.poolShare = 0.5;
        train.weightFormat = "bf16";
        train.trainingTokens = 15e12;
        train.globalBatchTokens = 64e6;
        m_design.draft().add(train);
    }

    const PartSource& m_parts;
    int m_count = 0;
    DesignBuilder m_design;
    HallPlan m_plan;
    std::unique_ptr<BenchmarkPlant> m_plant;
    Id<Hall> m_hall, m_yard;
    std::vector<Id<Fabric>> m_fabrics;
};

} // namespace

Result<Project> benchmarkDesign(int racks, const PartSource& parts)
{
    return Generator(racks, parts).build();
}

BenchmarkCounts countBenchmark(const Project& project)
{
    const Blueprint& blueprint = project.blueprint();
    BenchmarkCounts counts;
    counts.racks = blueprint.table<Rack>().size();
    counts.devices = blueprint.table<Device>().size();
    counts.powerParts = blueprint.table<PowerPart>().size();
    counts.feeds = blueprint.table<Feed>().size();
    counts.coolingParts = blueprint.table<CoolingPart>().size();
    counts.loops = blueprint.table<Loop>().size();
    counts.fabrics = blueprint.table<Fabric>().size();
    const auto add = [&](const auto& rows) {
        for (const auto& row : rows)
            if (const Part* part = project.parts.find(row.part))
                counts.accelerators += static_cast<std::size_t>(part->figures.acceleratorCount);
    };
    add(blueprint.table<Rack>());
    add(blueprint.table<Device>());
    return counts;
}

} // namespace millwright
