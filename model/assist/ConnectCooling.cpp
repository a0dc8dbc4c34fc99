#include "model/analysis/Analysis.h"
#include "model/assist/Assist.h"
#include <algorithm>
#include <map>

namespace millwright
{
namespace
{

/// Set points of loops that are added: ASHRAE W32 facility water, S40 technology coolant, chilled
/// water above the recommended dew point of 15 degC.
Loop standardLoop(LoopKind kind)
{
    Loop loop;
    loop.kind = kind;
    switch (kind) {
    case LoopKind::Technology:
        loop.name = "TCS";
        loop.supply = 40.0;
        break;
    case LoopKind::Facility:
        loop.name = "FWS";
        loop.supply = 32.0;
        loop.fluid = "water";
        break;
    case LoopKind::ChilledWater:
        loop.name = "CHW";
        loop.supply = 18.0;
        loop.temperatureRise = 8.0;
        loop.fluid = "water";
        break;
    }
    loop.redundantUnits = 1;
    return loop;
}

class CoolingConnector
{
public:
    explicit CoolingConnector(Draft& draft) : m_draft(draft) {}

    Message run()
    {
        std::vector<CoolingPart> rows;
        for (const CoolingPart& row : m_draft.blueprint().table<CoolingPart>())
            rows.push_back(row);
        for (const CoolingPart& row : rows)
            if (const Part* part = m_draft.project().parts.find(row.part))
                connectUnit(row, part->kind);
        const int racks = connectRacks();
        return {m_units + racks == 0 ? "assist.connect-cooling.nothing"
                                     : "assist.connect-cooling.done",
                {std::int64_t{m_units}, std::int64_t{racks}, std::int64_t{m_loops}}};
    }

private:
    /// The first loop of the kind; added if there is none.
    Id<Loop> loopOf(LoopKind kind)
    {
        for (const Loop& loop : m_draft.blueprint().table<Loop>())
            if (loop.kind == kind)
                return loop.id;
        ++m_loops;
        return m_draft.add(standardLoop(kind));
    }

    bool has(LoopKind kind) const
    {
        const auto& loops = m_draft.blueprint().table<Loop>();
        return std::any_of(loops.begin(), loops.end(),
                           [&](const Loop& loop) { return loop.kind == kind; });
    }

    /// Where an outdoor unit sends its cold: chillers to chilled water, dry coolers and towers to
    /// facility water.
    Id<Loop> plantLoop(PartKind kind)
    {
        return loopOf(kind == PartKind::Chiller ? LoopKind::ChilledWater : LoopKind::Facility);
    }

    void connectUnit(CoolingPart row, PartKind kind)
    {
        const CoolingPart before = row;
        switch (kind) {
        case PartKind::Cdu:
        case PartKind::InRackCdu:
            if (!row.serves.isSet() && !row.rack.isSet())
                row.serves = loopOf(LoopKind::Technology);
            if (!row.source.isSet())
                row.source = loopOf(has(LoopKind::Facility) || !has(LoopKind::ChilledWater)
                                        ? LoopKind::Facility
                                        : LoopKind::ChilledWater);
            break;
        case PartKind::Chiller:
        case PartKind::DryCooler:
        case PartKind::CoolingTower:
            if (!row.serves.isSet())
                row.serves = plantLoop(kind);
            break;
        case PartKind::Pump:
            if (!row.serves.isSet() && !row.source.isSet())
                row.serves =
                    loopOf(has(LoopKind::Facility) ? LoopKind::Facility : LoopKind::ChilledWater);
            break;
        case PartKind::Crah:
        case PartKind::InRowCooler:
        case PartKind::RearDoor:
            // A unit that is a compressor of its own keeps rejecting outdoors.
            if (!row.source.isSet() && isWaterCooled(row))
                row.source = loopOf(LoopKind::ChilledWater);
            break;
        default:
            return;
        }
        if (row == before)
            return;
        m_draft.put(row);
        ++m_units;
    }

    bool isWaterCooled(const CoolingPart& row) const
    {
        const Part* part = m_draft.project().parts.find(row.part);
        return part && part->figures.ratedFlow.si() > 0.0;
    }

    /// W that the running units of each technology loop offer, less what its racks take already.
    std::map<Id<Loop>, double> spare(const InventoryResult& inventory) const
    {
        std::map<Id<Loop>, double> left;
        for (const Loop& loop : m_draft.blueprint().table<Loop>())
            if (loop.kind == LoopKind::Technology)
                left[loop.id] = 0.0;
        for (const CoolingPart& row : m_draft.blueprint().table<CoolingPart>())
            if (const auto loop = left.find(row.serves); loop != left.end() && !row.isStandby)
                if (const Part* part = m_draft.project().parts.find(row.part))
                    loop->second += part->figures.coolingCapacity.si();
        for (const RackLoad& rack : inventory.racks)
            if (const Rack* row = m_draft.find(rack.rack))
                if (const auto loop = left.find(row->loop); loop != left.end())
                    loop->second -= rack.liquidHeat.si();
        return left;
    }

    int connectRacks()
    {
        const Project project = m_draft.project();
        const ParameterValues parameters(project.blueprint());
        const ChangeSet changes = ChangeSet::everything();
        const AnalysisContext context{project, project.blueprint(), parameters, changes};
        Results results;
        runInventory(context, results);
        std::map<Id<Rack>, bool> hasOwnCdu;
        for (const CoolingPart& row : project.blueprint().table<CoolingPart>())
            if (const Part* part = row.rack.isSet() ? project.parts.find(row.part) : nullptr)
                hasOwnCdu[row.rack] = hasOwnCdu[row.rack] || part->kind != PartKind::RearDoor;
        auto left = spare(*results.inventory);
        int count = 0;
        for (const RackLoad& load : results.inventory->racks) {
            const Rack* rack = project.blueprint().find(load.rack);
            if (!rack || rack->loop.isSet() || load.liquidHeat.si() <= 0.0 || hasOwnCdu[load.rack])
                continue;
            if (left.empty())
                left[loopOf(LoopKind::Technology)] = 0.0;
            auto best = left.begin();
            for (auto loop = left.begin(); loop != left.end(); ++loop)
                best = loop->second > best->second ? loop : best;
            best->second -= load.liquidHeat.si();
            m_draft.change(load.rack, [&](Rack& row) { row.loop = best->first; });
            ++count;
        }
        return count;
    }

    Draft& m_draft;
    int m_units = 0, m_loops = 0;
};

} // namespace

Result<Message> connectCooling(Draft& draft)
{
    return CoolingConnector(draft).run();
}

} // namespace millwright
