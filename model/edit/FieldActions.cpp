#include "model/edit/FieldActions.h"
#include "model/edit/FeedLoops.h"
#include "model/edit/PlacedRows.h"
#include "model/edit/PropertyValues.h"
#include "model/edit/RackActions.h"
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace millwright
{
namespace
{

/// The first row for which `isWanted` holds, or an unset id.
template <class T, class Predicate> Id<T> findRow(const Blueprint& blueprint, Predicate isWanted)
{
    const Table<T>& rows = blueprint.table<T>();
    const auto found = std::find_if(rows.begin(), rows.end(), isWanted);
    return found == rows.end() ? Id<T>() : found->id;
}

/// Which parts can take the place of one another.
bool suits(EntityKind entity, PartKind part)
{
    switch (entity) {
    case EntityKind::Rack:
        return part == PartKind::Rack || part == PartKind::RackSystem;
    case EntityKind::Device:
        return goesIntoRack(part);
    case EntityKind::PowerPart:
        return isPowerChainPart(part);
    case EntityKind::CoolingPart:
        return isCoolingPart(part) || part == PartKind::Containment;
    default:
        return false;
    }
}

/// After a change of part: the device fits its place, all devices fit the rack.
Result<void> checkChanged(const Draft& draft, EntityKind kind, EntityId id)
{
    const Project& project = draft.project();
    const auto check = [&](const Device& device) -> Result<void> {
        const Part* part = project.parts.find(device.part);
        return part ? checkMount(project, device.rack, *part, device.unit, device.id)
                    : Result<void>();
    };
    if (kind == EntityKind::Device)
        return check(*draft.find(Id<Device>(id)));
    if (kind == EntityKind::Rack)
        for (const Device& device : draft.blueprint().table<Device>())
            if (device.rack.value() == id)
                if (auto fits = check(device); !fits)
                    return fits;
    return {};
}

template <class T> bool exchange(Draft& draft, EntityId id, Symbol part)
{
    const T* row = draft.find(Id<T>(id));
    if (!row || row->part == part)
        return false;
    return draft.change(Id<T>(id), [&](T& changed) { changed.part = part; });
}

std::string uniqueName(const Project& project, const std::string& name)
{
    const auto isTaken = [&](const std::string& text) {
        return std::ranges::any_of(project.variants,
                                   [&](const Variant& variant) { return variant.name == text; });
    };
    std::string unique = name;
    for (int i = 2; isTaken(unique); ++i)
        unique = name + " " + std::to_string(i);
    return unique;
}

} // namespace

bool isFeedTarget(const Blueprint& blueprint, EntityId id)
{
    return blueprint.find(Id<PowerPart>(id)) || blueprint.find(Id<Rack>(id)) ||
           blueprint.find(Id<CoolingPart>(id));
}

bool feedsBack(const Blueprint& blueprint, const Feed& feed)
{
    if (feed.target == feed.source.value())
        return true;
    if (!blueprint.find(Id<PowerPart>(feed.target)))
        return false; // loads feed nothing
    std::unordered_map<EntityId, std::vector<EntityId>> below;
    for (const Feed& other : blueprint.table<Feed>())
        if (other.id != feed.id)
            below[other.source.value()].push_back(other.target);
    std::vector<EntityId> open{feed.target};
    std::unordered_set<EntityId> seen{feed.target};
    while (!open.empty()) {
        const EntityId at = open.back();
        open.pop_back();
        if (at == feed.source.value())
            return true;
        if (const auto found = below.find(at); found != below.end())
            for (const EntityId next : found->second)
                if (seen.insert(next).second)
                    open.push_back(next);
    }
    return false;
}

Result<void> setParameter(Draft& draft, std::string_view key, double value, std::string note)
{
    if (!parameterFromKey(key))
        return fail("parameter.unknown", {std::string(key)});
    if (!std::isfinite(value))
        return fail("property.out-of-range", {std::string(key)});
    const Symbol symbol(key);
    Assumption row;
    row.id = findRow<Assumption>(draft.blueprint(),
                                 [&](const Assumption& a) { return a.key == symbol; });
    row.key = symbol;
    row.value = value;
    row.note = std::move(note);
    if (!row.id.isSet())
        draft.add(std::move(row));
    else
        draft.change(row.id, [&](Assumption& present) { present = row; });
    return {};
}

void resetParameter(Draft& draft, std::string_view key)
{
    // A damaged or hand-written file may hold the key twice.
    const Table<Assumption> before = draft.blueprint().table<Assumption>();
    for (const Assumption& row : before)
        if (row.key.view() == key)
            draft.remove(row.id);
}

std::size_t setCalibration(Draft& draft, std::vector<CalibratedFactor> factors)
{
    const Table<CalibratedFactor> before = draft.blueprint().table<CalibratedFactor>();
    for (const CalibratedFactor& row : before)
        draft.remove(row.id);
    for (CalibratedFactor& row : factors)
        draft.add(std::move(row));
    return factors.size();
}

Result<Id<Feed>> connectFeed(Draft& draft, Feed feed)
{
    const Blueprint& blueprint = draft.blueprint();
    if (!draft.find(feed.source))
        return fail("feed.no-source");
    if (!isFeedTarget(blueprint, feed.target))
        return fail("feed.no-target");
    feed.id = findRow<Feed>(blueprint, [&](const Feed& f) {
        return f.source == feed.source && f.target == feed.target;
    });
    if (feedsBack(blueprint, feed))
        return fail("feed.would-loop",
                    {blueprint.labelOf(feed.source.value()), blueprint.labelOf(feed.target)});
    if (!feed.id.isSet())
        return draft.add(feed);
    draft.change(feed.id, [&](Feed& present) { present = feed; });
    return feed.id;
}

Id<Waiver> waiveFinding(Draft& draft, Waiver waiver)
{
    waiver.id = findRow<Waiver>(draft.blueprint(),
                                [&](const Waiver& w) { return w.finding == waiver.finding; });
    if (!waiver.id.isSet())
        return draft.add(std::move(waiver));
    const Id<Waiver> id = waiver.id;
    draft.change(id, [&](Waiver& present) { present = std::move(waiver); });
    return id;
}

void describeProject(Draft& draft, std::string name, std::string customer, std::string author)
{
    const Project& project = draft.project();
    if (project.name == name && project.customer == customer && project.author == author)
        return;
    draft.changeProject([&](Project& changed) {
        changed.name = std::move(name);
        changed.customer = std::move(customer);
        changed.author = std::move(author);
    });
}

void addVariant(Draft& draft, std::string name)
{
    draft.changeProject([&](Project& project) {
        Variant copy = project.variants[project.active];
        copy.name = uniqueName(project, name);
        project.variants.push_back(std::move(copy));
        project.active = project.variants.size() - 1;
    });
}

Result<void> activateVariant(Draft& draft, std::size_t index)
{
    if (index >= draft.project().variants.size())
        return fail("variant.missing");
    if (index != draft.project().active)
        draft.changeProject([&](Project& project) { project.active = index; });
    return {};
}

Result<void> renameVariant(Draft& draft, std::size_t index, std::string name)
{
    if (index >= draft.project().variants.size())
        return fail("variant.missing");
    if (draft.project().variants[index].name != name)
        draft.changeProject(
            [&](Project& project) { project.variants[index].name = uniqueName(project, name); });
    return {};
}

Result<void> deleteVariant(Draft& draft, std::size_t index)
{
    const Project& before = draft.project();
    if (index >= before.variants.size())
        return fail("variant.missing");
    if (before.variants.size() == 1)
        return fail("variant.last", {before.variants[index].name});
    draft.changeProject([&](Project& project) {
        project.variants.erase(project.variants.begin() + static_cast<std::ptrdiff_t>(index));
        // The active one stays active; if it was the deleted one, its left neighbour takes over.
        if (project.active > 0 && project.active >= index)
            --project.active;
    });
    return {};
}

Result<std::size_t> changePart(Draft& draft, std::span<const EntityId> ids, const PartPtr& part)
{
    if (!part)
        return fail("part.unsuitable", {std::string(), std::string()});
    Draft work = draft;
    work.usePart(part);
    const Symbol symbol(part->id);
    std::size_t count = 0;
    for (const EntityId id : distinctIds(ids)) {
        const auto kind = work.blueprint().kindOf(id);
        if (!kind || !(suits(*kind, part->kind)))
            return fail("part.unsuitable", {part->displayName(), work.blueprint().labelOf(id)});
        const bool isChanged =
            exchange<Rack>(work, id, symbol) || exchange<Device>(work, id, symbol) ||
            exchange<PowerPart>(work, id, symbol) || exchange<CoolingPart>(work, id, symbol);
        if (!isChanged)
            continue;
        if (auto fits = checkChanged(work, *kind, id); !fits)
            return fits.error();
        ++count;
    }
    if (count > 0)
        draft = std::move(work);
    return count;
}

} // namespace millwright
