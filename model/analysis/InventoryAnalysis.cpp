#include "model/analysis/AcceleratorFigures.h"
#include "model/analysis/Analysis.h"
#include <algorithm>
#include <bitset>

namespace millwright
{
namespace
{

/// A part's share of a rack's load. The design basis runs from typical (0) to maximum (1).
void addPart(RackLoad& load, const Part& part, double designBasis)
{
    const PartFigures& f = part.figures;
    const Power design = f.powerTypical + (f.powerMax - f.powerTypical) * designBasis;
    load.designPower += design;
    load.typicalPower += f.powerTypical;
    load.idlePower += f.powerIdle;
    load.liquidHeat += design * f.liquidShare;
    load.coolantFlow += f.coolantFlow;
    load.airflow += f.airflow;
    load.mass += f.mass;
    load.accelerators += f.acceleratorCount;
    load.nodes += f.acceleratorCount > 0 ? 1 : 0;
    const auto keepLowest = [](double& limit, double value) {
        if (value != 0.0 && (limit == 0.0 || value < limit))
            limit = value;
    };
    keepLowest(load.coolantSupplyMax_C, f.coolantSupplyMax_C);
    keepLowest(load.inletMax_C, f.inletMax_C);
    if (f.psuCount > 0 && f.psuNeeded > 0)
        load.supplyShare =
            std::max(load.supplyShare, static_cast<double>(f.psuNeeded) / f.psuCount);
    const bool drawsPower = part.kind == PartKind::System || part.kind == PartKind::RackSystem ||
                            part.kind == PartKind::Switch || part.kind == PartKind::Storage ||
                            part.kind == PartKind::Security;
    load.hasUnknownPower = load.hasUnknownPower || (drawsPower && !f.hasPower);
}

class Inventory
{
public:
    explicit Inventory(const AnalysisContext& context)
        : m_context(context), m_basis(context.parameters[Parameter::DesignBasis])
    {
    }

    std::shared_ptr<InventoryResult> runAll()
    {
        auto result = std::make_shared<InventoryResult>();
        auto entries = std::make_shared<std::vector<DeviceEntry>>();
        entries->reserve(m_context.blueprint.table<Device>().size());
        for (const Device& device : m_context.blueprint.table<Device>()) {
            entries->push_back({device.rack, device.id});
            ++result->partCounts[device.part];
        }
        std::sort(entries->begin(), entries->end());
        result->devicesByRack = std::move(entries);
        result->racks.reserve(m_context.blueprint.table<Rack>().size());
        for (const Rack& rack : m_context.blueprint.table<Rack>()) {
            result->racks.push_back(rackLoad(rack, *result));
            ++result->partCounts[rack.part];
        }
        countStanding(*result);
        addUp(*result);
        return result;
    }

    /// The last result with the touched racks computed anew.
    std::shared_ptr<InventoryResult> runTouched(const InventoryResult& last, const Project& before)
    {
        auto result = std::make_shared<InventoryResult>(last);
        std::vector<Id<Rack>> touched = updateDevices(*result, before.blueprint());
        for (const EntityId id : m_context.changes.ids<Rack>()) {
            countChange<Rack>(*result, before.blueprint(), id);
            touched.push_back(Id<Rack>(id));
        }
        for (const EntityId id : m_context.changes.ids<PowerPart>())
            countChange<PowerPart>(*result, before.blueprint(), id);
        for (const EntityId id : m_context.changes.ids<CoolingPart>())
            countChange<CoolingPart>(*result, before.blueprint(), id);
        std::sort(touched.begin(), touched.end());
        touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
        for (const Id<Rack> id : touched)
            updateRack(*result, id);
        std::erase_if(result->partCounts, [](const auto& entry) { return entry.second == 0; });
        addUp(*result);
        return result;
    }

private:
    const Part* part(Symbol id) const { return m_context.project.parts.find(id); }

    RackLoad rackLoad(const Rack& rack, const InventoryResult& result) const
    {
        RackLoad load;
        load.rack = rack.id;
        load.hall = rack.at.hall;
        Length mountingDepth;
        if (const Part* enclosure = part(rack.part)) {
            addPart(load, *enclosure, m_basis);
            load.unitsTotal = enclosure->figures.internalUnits;
            load.massLimit = enclosure->figures.loadLimit;
            load.enclosureMass = enclosure->figures.mass;
            mountingDepth = enclosure->figures.mountingDepth;
        }
        std::bitset<128> taken;
        const auto [first, last] = result.devicesOf(rack.id);
        for (const DeviceEntry* entry = first; entry != last; ++entry) {
            const Device* device = m_context.blueprint.find(entry->device);
            const Part* content = device ? part(device->part) : nullptr;
            ++load.devices;
            if (!content)
                continue;
            addPart(load, *content, m_basis);
            if (device->unit <= 0)
                continue;
            const int units = content->figures.rackUnits;
            load.unitsUsed += units;
            load.hasDepthProblem = load.hasDepthProblem || (mountingDepth > Length{} &&
                                                            content->figures.depth > mountingDepth);
            const int top = device->unit + units - 1;
            load.hasUnitProblem =
                load.hasUnitProblem || (load.unitsTotal > 0 && top > load.unitsTotal);
            for (int u = device->unit; u <= std::min(top, 127); ++u) {
                load.hasUnitProblem =
                    load.hasUnitProblem || taken.test(static_cast<std::size_t>(u));
                taken.set(static_cast<std::size_t>(u));
            }
        }
        return load;
    }

    void countStanding(InventoryResult& result) const
    {
        for (const PowerPart& row : m_context.blueprint.table<PowerPart>())
            ++result.partCounts[row.part];
        for (const CoolingPart& row : m_context.blueprint.table<CoolingPart>())
            ++result.partCounts[row.part];
    }

    template <class T>
    void countChange(InventoryResult& result, const Blueprint& before, EntityId id) const
    {
        const T* was = before.find(Id<T>(id));
        const T* is = m_context.blueprint.find(Id<T>(id));
        if (was)
            --result.partCounts[was->part];
        if (is)
            ++result.partCounts[is->part];
    }

    /// Brings the device index up to date and returns the racks whose content changed.
    std::vector<Id<Rack>> updateDevices(InventoryResult& result, const Blueprint& before) const
    {
        std::vector<Id<Rack>> touched;
        std::vector<DeviceEntry> gone;
        std::vector<DeviceEntry> come;
        std::vector<EntityId> ids = m_context.changes.ids<Device>();
        std::sort(ids.begin(), ids.end());
        ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
        for (const EntityId id : ids) {
            const Device* was = before.find(Id<Device>(id));
            const Device* is = m_context.blueprint.find(Id<Device>(id));
            countChange<Device>(result, before, id);
            if (was)
                touched.push_back(was->rack);
            if (is)
                touched.push_back(is->rack);
            if (was && (!is || is->rack != was->rack))
                gone.push_back({was->rack, was->id});
            if (is && (!was || is->rack != was->rack))
                come.push_back({is->rack, is->id});
        }
        if (gone.empty() && come.empty())
            return touched;
        std::sort(gone.begin(), gone.end());
        std::sort(come.begin(), come.end());
        std::vector<DeviceEntry> kept;
        kept.reserve(result.devicesByRack->size() + come.size());
        auto from = result.devicesByRack->begin(); // what stands between two is copied at once
        const auto end = result.devicesByRack->end();
        for (const DeviceEntry& entry : gone) {
            const auto place = std::lower_bound(from, end, entry);
            kept.insert(kept.end(), from, place);
            from = place + (place != end && *place == entry ? 1 : 0);
        }
        kept.insert(kept.end(), from, end);
        constexpr std::size_t few = 16;
        if (come.size() <= few) {
            for (const DeviceEntry& entry : come)
                kept.insert(std::lower_bound(kept.begin(), kept.end(), entry), entry);
        } else {
            const auto middle = static_cast<std::ptrdiff_t>(kept.size());
            kept.insert(kept.end(), come.begin(), come.end());
            std::inplace_merge(kept.begin(), kept.begin() + middle, kept.end());
        }
        result.devicesByRack = std::make_shared<const std::vector<DeviceEntry>>(std::move(kept));
        return touched;
    }

    void updateRack(InventoryResult& result, Id<Rack> id) const
    {
        const auto place =
            std::lower_bound(result.racks.begin(), result.racks.end(), id,
                             [](const RackLoad& load, Id<Rack> key) { return load.rack < key; });
        const bool isThere = place != result.racks.end() && place->rack == id;
        const Rack* rack = m_context.blueprint.find(id);
        if (!rack) {
            if (isThere)
                result.racks.erase(place);
            return;
        }
        RackLoad load = rackLoad(*rack, result);
        if (isThere)
            *place = load;
        else
            result.racks.insert(place, load);
    }

    /// Totals are added up anew each time: sums of doubles kept by differences would drift away
    /// from a full run.
    void addUp(InventoryResult& result) const
    {
        result.itPower = result.itTypical = result.itIdle = result.liquidHeat = Power{};
        result.accelerators = result.nodes = 0;
        for (const RackLoad& load : result.racks) {
            result.itPower += load.designPower;
            result.itTypical += load.typicalPower;
            result.itIdle += load.idlePower;
            result.liquidHeat += load.liquidHeat;
            result.accelerators += load.accelerators;
            result.nodes += load.nodes;
        }
        result.rackCount = static_cast<int>(result.racks.size());
        result.deviceCount = static_cast<int>(result.devicesByRack->size());
        result.acceleratorCounts.clear();
        for (const auto& [id, count] : result.partCounts) {
            const Part* system = part(id);
            if (!system || system->figures.acceleratorCount == 0)
                continue;
            result.acceleratorCounts[acceleratorOf(*system)] +=
                count * system->figures.acceleratorCount;
        }
    }

    const AnalysisContext& m_context;
    double m_basis;
};

} // namespace

const RackLoad* InventoryResult::find(Id<Rack> rack) const
{
    const auto place =
        std::lower_bound(racks.begin(), racks.end(), rack,
                         [](const RackLoad& load, Id<Rack> key) { return load.rack < key; });
    return place != racks.end() && place->rack == rack ? &*place : nullptr;
}

std::pair<const DeviceEntry*, const DeviceEntry*> InventoryResult::devicesOf(Id<Rack> rack) const
{
    if (!devicesByRack || devicesByRack->empty())
        return {nullptr, nullptr};
    const auto range = std::equal_range(
        devicesByRack->begin(), devicesByRack->end(), DeviceEntry{rack, {}},
        [](const DeviceEntry& a, const DeviceEntry& b) { return a.rack < b.rack; });
    const DeviceEntry* base = devicesByRack->data();
    return {base + (range.first - devicesByRack->begin()),
            base + (range.second - devicesByRack->begin())};
}

bool operator==(const InventoryResult& a, const InventoryResult& b)
{
    const bool hasSameDevices =
        a.devicesByRack == b.devicesByRack ||
        (a.devicesByRack && b.devicesByRack && *a.devicesByRack == *b.devicesByRack);
    return hasSameDevices && a.racks == b.racks && a.partCounts == b.partCounts;
}

void runInventory(const AnalysisContext& context, Results& results)
{
    Inventory inventory(context);
    const bool canUpdate = context.previous && context.previousProject &&
                           context.previous->inventory && !context.changes.hasParts() &&
                           !context.changes.touches<Assumption>();
    results.inventory =
        canUpdate ? inventory.runTouched(*context.previous->inventory, *context.previousProject)
                  : inventory.runAll();
}

} // namespace millwright
