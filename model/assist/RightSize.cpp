#include "model/assist/RightSize.h"
#include "model/analysis/AcceleratorFigures.h"
#include "model/assist/Assist.h"
#include "model/edit/PlaceActions.h"
#include "model/edit/RackActions.h"
#include <algorithm>
#include <cmath>
#include <set>

namespace millwright
{
namespace
{

/// A system of the pool: a device in a rack, or a rack that is one system.
struct PoolUnit {
    EntityId entity = 0;
    Id<Rack> rack;
    int accelerators = 0;
    bool isLocked = false;
};

int acceleratorsOf(const Project& project, Symbol part, Symbol accelerator)
{
    const Part* system = project.parts.find(part);
    return system && acceleratorOf(*system) == accelerator ? system->figures.acceleratorCount : 0;
}

/// The systems with that accelerator in the order in which they were placed.
std::vector<PoolUnit> unitsOf(const Project& project, Symbol accelerator)
{
    std::vector<PoolUnit> units;
    const Blueprint& blueprint = project.blueprint();
    for (const Rack& rack : blueprint.table<Rack>())
        if (const int count = acceleratorsOf(project, rack.part, accelerator))
            units.push_back({rack.id.value(), rack.id, count, rack.isLocked});
    for (const Device& device : blueprint.table<Device>())
        if (const int count = acceleratorsOf(project, device.part, accelerator)) {
            const Rack* rack = blueprint.find(device.rack);
            units.push_back({device.id.value(), device.rack, count, rack && rack->isLocked});
        }
    return units;
}

int sumOf(const std::vector<PoolUnit>& units)
{
    int sum = 0;
    for (const PoolUnit& unit : units)
        sum += unit.accelerators;
    return sum;
}

int held(const Workload& row, int pool)
{
    return static_cast<int>(pool * std::clamp(row.poolShare, 0.0, 1.0));
}

/// A share of which whole accelerators come back, whatever rounding does.
double shareFor(int accelerators, int pool)
{
    return pool > 0 ? std::min(1.0, (accelerators + 1e-6) / pool) : 0.0;
}

bool isOf(const SizingContext& context, const Workload& row, Symbol accelerator)
{
    if (runsOnProcessors(row))
        return false;
    for (const JobEstimate& job : context.results.workload->jobs)
        if (job.workload == row.id)
            return job.accelerator == accelerator;
    return row.accelerator == accelerator;
}

/// The most that the job with `needed` accelerators and the others need in an hour.
int askedInAnHour(const SizingContext& context, const RightSizing& plan)
{
    double most = 0.0;
    HourShares own{}, others{};
    for (const JobPlan& job : context.results.workplan->jobs) {
        const Workload* row = context.project.blueprint().find(job.workload);
        if (!row || !isOf(context, *row, plan.accelerator))
            continue;
        const double full = *std::max_element(job.wanted.begin(), job.wanted.end());
        for (std::size_t hour = 0; hour < hoursOfDay; ++hour) {
            if (job.workload == plan.workload)
                own[hour] = full > 0.0 ? job.wanted[hour] / full : 0.0;
            else // who takes what is left keeps what that was
                others[hour] += row->isBackfill ? job.held[hour] : job.wanted[hour];
        }
    }
    for (std::size_t hour = 0; hour < hoursOfDay; ++hour)
        most = std::max(most, others[hour] + own[hour] * plan.needed.accelerators);
    return std::max(plan.needed.accelerators, static_cast<int>(std::ceil(most - 1e-9)));
}

class Resizer
{
public:
    Resizer(Draft& draft, const RightSizing& plan)
        : m_draft(draft), m_plan(plan), m_units(unitsOf(draft.project(), plan.accelerator)),
          m_before(sumOf(m_units))
    {
    }

    Result<Message> run()
    {
        const Workload* row = m_draft.find(m_plan.workload);
        if (!row)
            return fail("workload.not-found");
        if (m_units.empty())
            return fail("assist.right-size.pool-empty", {row->name});
        m_name = row->name;
        const int missing = m_plan.poolNeeded - m_before;
        if (missing > 0) {
            if (const auto grown = grow(missing); !grown)
                return grown.error();
        } else {
            shrink(-missing);
        }
        setShares();
        return summary();
    }

private:
    /// Takes whole systems from the end as long as enough is left, and the racks that held nothing else.
    void shrink(int surplus)
    {
        std::vector<EntityId> gone;
        std::set<Id<Rack>> touched;
        for (auto unit = m_units.rbegin(); unit != m_units.rend(); ++unit) {
            if (unit->isLocked || unit->accelerators > surplus)
                continue;
            surplus -= unit->accelerators;
            gone.push_back(unit->entity);
            touched.insert(unit->rack);
            m_racks += unit->entity == unit->rack.value() ? 1 : 0;
        }
        m_systems = static_cast<int>(gone.size());
        deleteEntities(m_draft, gone);
        std::vector<EntityId> empty;
        for (const Id<Rack> rack : touched)
            if (m_draft.find(rack) && !holdsAnything(rack))
                empty.push_back(rack.value());
        m_racks += static_cast<int>(empty.size());
        deleteEntities(m_draft, empty);
    }

    /// Whether more is in it than power strips and blanking panels.
    bool holdsAnything(Id<Rack> rack) const
    {
        const auto& devices = m_draft.blueprint().table<Device>();
        const auto& cooling = m_draft.blueprint().table<CoolingPart>();
        const auto isLoad = [&](const Device& device) {
            const Part* part = m_draft.project().parts.find(device.part);
            return device.rack == rack && !(part && (part->kind == PartKind::RackPdu ||
                                                     part->kind == PartKind::Accessory));
        };
        return std::any_of(devices.begin(), devices.end(), isLoad) ||
               std::any_of(cooling.begin(), cooling.end(),
                           [rack](const CoolingPart& part) { return part.rack == rack; });
    }

    /// First into racks of the pool that have fewer systems than the fullest; then copies of the pool's racks, from the
    /// last one's row on, until enough is there; what the last copy has too much goes.
    Result<void> grow(int missing)
    {
        const std::vector<Id<Rack>> racks = racksFromTheLast();
        fillRacks(racks, missing);
        for (const Id<Rack> rack : racks)
            for (const RowSide side : {RowSide::Right, RowSide::Left}) {
                const int left = missing - gained(), each = acceleratorsIn(rack);
                if (left > 0 && each > 0)
                    m_racks += extendRow(m_draft, rack, side, (left + each - 1) / each);
            }
        if (const int left = missing - gained(); left > 0) {
            const int each = std::max(1, acceleratorsIn(racks.front()));
            return fail("assist.right-size.no-room",
                        {std::int64_t{left}, std::int64_t{(left + each - 1) / each},
                         std::int64_t{m_racks}});
        }
        trimLast(gained() - missing);
        m_systems = static_cast<int>(unitsNow().size()) - static_cast<int>(m_units.size());
        return {};
    }

    std::vector<PoolUnit> unitsNow() const
    {
        return unitsOf(m_draft.project(), m_plan.accelerator);
    }
    int gained() const { return sumOf(unitsNow()) - m_before; }

    std::vector<Id<Rack>> racksFromTheLast() const
    {
        std::vector<Id<Rack>> racks;
        for (auto unit = m_units.rbegin(); unit != m_units.rend(); ++unit)
            if (std::find(racks.begin(), racks.end(), unit->rack) == racks.end())
                racks.push_back(unit->rack);
        return racks;
    }

    /// Systems into the free units of racks that have fewer than the fullest one.
    void fillRacks(const std::vector<Id<Rack>>& racks, int missing)
    {
        int fullest = 0;
        for (const Id<Rack> rack : racks)
            fullest = std::max(fullest, acceleratorsIn(rack));
        for (const PoolUnit& unit : m_units) {
            const Device* device = m_draft.find(Id<Device>(unit.entity));
            if (!device || unit.isLocked)
                continue;
            const PartPtr part = m_draft.project().parts.pointer(device->part);
            while (part && gained() < missing &&
                   acceleratorsIn(unit.rack) + unit.accelerators <= fullest)
                if (!mountDevice(m_draft, unit.rack, part, 0))
                    break;
        }
    }

    int acceleratorsIn(Id<Rack> rack) const
    {
        int sum = 0;
        for (const PoolUnit& unit : unitsNow())
            sum += unit.rack == rack ? unit.accelerators : 0;
        return sum;
    }

    /// Devices of the last copy that are too many.
    void trimLast(int surplus)
    {
        const std::vector<PoolUnit> units = unitsNow();
        std::vector<EntityId> gone;
        for (auto unit = units.rbegin(); unit != units.rend(); ++unit) {
            const bool isDevice = unit->entity != unit->rack.value();
            if (!isDevice || unit->accelerators > surplus)
                continue;
            surplus -= unit->accelerators;
            gone.push_back(unit->entity);
        }
        deleteEntities(m_draft, gone);
    }

    void setShares()
    {
        m_after = sumOf(unitsNow());
        for (const Id<Workload> id : m_plan.jobs)
            m_draft.change(id, [&](Workload& row) {
                const bool isOwn = id == m_plan.workload;
                const int count = isOwn ? m_plan.needed.accelerators : held(row, m_before);
                // Another that has all of the pool keeps all of it.
                row.poolShare = !isOwn && row.poolShare >= 1.0 ? 1.0 : shareFor(count, m_after);
            });
    }

    Message summary() const
    {
        const std::int64_t now = m_plan.needed.accelerators, before = m_plan.jobBefore;
        if (m_after == m_before)
            return now == before ? Message{"assist.right-size.fits", {m_name, now}}
                                 : Message{"assist.right-size.shares", {m_name, now, before}};
        return {m_after > m_before ? "assist.right-size.grown" : "assist.right-size.shrunk",
                {m_name, now, before, std::int64_t{m_systems}, std::int64_t{m_racks}}};
    }

    Draft& m_draft;
    const RightSizing& m_plan;
    const std::vector<PoolUnit> m_units;
    const int m_before;
    int m_after = 0, m_systems = 0, m_racks = 0;
    std::string m_name;
};

} // namespace

Result<RightSizing> planRightSize(const SizingContext& context, Id<Workload> id)
{
    const Workload* row = context.project.blueprint().find(id);
    if (!row)
        return fail("workload.not-found");
    const auto target = ownTarget(*row);
    if (!target)
        return target.error();
    RightSizing plan;
    plan.workload = id;
    plan.target = *target;
    for (const JobEstimate& job : context.results.workload->jobs)
        if (job.workload == id) {
            plan.accelerator = job.accelerator;
            plan.jobBefore = job.accelerators;
        }
    for (const Workload& other : context.project.blueprint().table<Workload>())
        if (isOf(context, other, plan.accelerator))
            plan.jobs.push_back(other.id);
    const auto placed = context.results.inventory->acceleratorCounts.find(plan.accelerator);
    if (placed == context.results.inventory->acceleratorCounts.end() || placed->second <= 0)
        return fail("assist.right-size.pool-empty", {row->name});
    plan.poolBefore = placed->second;
    auto needed = fewestAccelerators(context, id, *target);
    if (!needed)
        return needed.error();
    plan.needed = std::move(*needed);
    plan.poolNeeded = askedInAnHour(context, plan);
    return plan;
}

Result<Message> rightSizePool(Draft& draft, const RightSizing& plan)
{
    return Resizer(draft, plan).run();
}

} // namespace millwright
