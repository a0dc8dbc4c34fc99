#include "views/canvas/PlanScene.h"
#include "views/canvas/PlanRows.h"
#include "views/canvas/ViewTransform.h"
#include <algorithm>
#include <array>
#include <cmath>

namespace millwright
{
namespace
{

constexpr double cellSize = 3.0;                // m: about 8 racks
constexpr std::size_t mostSingleUpdates = 2000; // beyond this a rebuild is quicker

bool isLiquidCooler(PartKind kind)
{
    return kind == PartKind::Cdu || kind == PartKind::InRackCdu || kind == PartKind::RearDoor ||
           kind == PartKind::ImmersionTank || kind == PartKind::Pump;
}

} // namespace

int quarterOf(double rotation)
{
    const double turns = rotation / 90.0;
    const double whole = std::round(turns);
    if (std::fabs(turns - whole) > 1e-9)
        return -1;
    return static_cast<int>(((static_cast<long long>(whole) % 4) + 4) % 4);
}

PlanItem PlanScene::makeItem(const PlacedThing& thing) const
{
    PlanItem item;
    item.id = thing.id;
    item.entity = thing.kind;
    if (const Part* part = m_project.parts.find(thing.part))
        item.kind = part->kind;
    item.family = partFamily(item.kind);
    item.box = bodyOf(thing, m_project.parts);
    item.bounds = toRectF(item.box.bounds());
    item.quarter = quarterOf(thing.at.rotation);
    item.label = QString::fromUtf8(thing.label.data(), static_cast<qsizetype>(thing.label.size()));
    item.isLocked = thing.isLocked;
    item.hasLiquid = isLiquidCooler(item.kind);
    return item;
}

void PlanScene::rebuild(const Project& project, Id<Hall> hall)
{
    m_project = project;
    m_hall = hall;
    m_items.clear();
    m_index.clear();
    m_features.clear();
    m_hasRows = false;
    const Blueprint& blueprint = m_project.blueprint();
    m_extent = {};
    if (const Hall* room = blueprint.find(hall); room && !room->outline.empty())
        m_extent = toRectF(polygonBounds(room->outline));
    forEachPlaced(blueprint, [this](const PlacedThing& thing) {
        if (thing.at.hall != m_hall)
            return;
        m_index.emplace(thing.id, static_cast<std::uint32_t>(m_items.size()));
        m_items.push_back(makeItem(thing));
        m_extent =
            m_extent.isNull() ? m_items.back().bounds : m_extent.united(m_items.back().bounds);
    });
    for (const Feature& feature : blueprint.table<Feature>())
        if (feature.hall == hall)
            m_features.push_back(feature);
    m_grid.reset(m_extent, cellSize);
    for (std::uint32_t i = 0; i < m_items.size(); ++i)
        m_grid.insert(i, m_items[i].bounds);
    findRearDoors();
    findContents({});
}

void PlanScene::findRearDoors()
{
    for (const CoolingPart& part : m_project.blueprint().table<CoolingPart>()) {
        if (!part.rack.isSet())
            continue;
        const auto found = m_index.find(part.rack.value());
        const Part* kind = m_project.parts.find(part.part);
        if (found != m_index.end() && (!kind || kind->kind == PartKind::RearDoor))
            m_items[found->second].hasRearDoor = true;
    }
}

void PlanScene::findContents(const std::unordered_set<EntityId>& racks)
{
    // Units by rack and family; the largest share names the rack.
    struct Share {
        std::array<int, 7> units{};
        std::array<PartKind, 7> kinds{};
    };
    std::unordered_map<EntityId, Share> shares;
    std::unordered_map<Symbol, const Part*> parts;
    for (const Device& device : m_project.blueprint().table<Device>()) {
        const EntityId rack = device.rack.value();
        if (!racks.empty() && !racks.contains(rack))
            continue;
        const auto [place, isNew] = parts.try_emplace(device.part, nullptr);
        if (isNew)
            place->second = m_project.parts.find(device.part);
        const Part* part = place->second;
        if (!part || partFamily(part->kind) == PartFamily::Structure)
            continue;
        const auto family = static_cast<std::size_t>(partFamily(part->kind));
        Share& share = shares[rack];
        share.units[family] += std::max(1, part->figures.rackUnits);
        share.kinds[family] = part->kind;
    }
    for (const auto& [rack, share] : shares) {
        const auto found = m_index.find(rack);
        if (found == m_index.end())
            continue;
        const auto most = std::max_element(share.units.begin(), share.units.end());
        PlanItem& item = m_items[found->second];
        item.kind = share.kinds[static_cast<std::size_t>(most - share.units.begin())];
        item.family = partFamily(item.kind);
    }
}

std::optional<QRectF> PlanScene::update(const Project& project, const ChangeSet& changes)
{
    const auto& racks = changes.ids<Rack>();
    const auto& power = changes.ids<PowerPart>();
    const auto& cooling = changes.ids<CoolingPart>();
    bool isWhole = changes.isEverything() || changes.hasParts() || changes.touches<Hall>() ||
                   changes.touches<Feature>() ||
                   racks.size() + power.size() + cooling.size() > mostSingleUpdates;
    // A part that hangs on a rack changes how the rack is drawn: rare enough to rebuild for it.
    for (const EntityId id : cooling)
        for (const Project* state : {&project, static_cast<const Project*>(&m_project)})
            if (const CoolingPart* part = state->blueprint().find(Id<CoolingPart>(id)))
                isWhole = isWhole || part->rack.isSet();
    if (isWhole) {
        rebuild(project, m_hall);
        return std::nullopt;
    }
    // Racks whose devices changed, before or after, are looked at anew.
    std::unordered_set<EntityId> refilled(racks.begin(), racks.end());
    for (const EntityId id : changes.ids<Device>())
        for (const Project* state : {&project, static_cast<const Project*>(&m_project)})
            if (const Device* device = state->blueprint().find(Id<Device>(id)))
                refilled.insert(device->rack.value());
    m_project = project;
    QRectF dirty;
    for (const auto* ids : {&racks, &power, &cooling}) {
        for (const EntityId id : *ids) {
            if (const PlanItem* old = find(id))
                dirty = dirty.united(old->bounds);
            const auto thing = placedThing(m_project.blueprint(), id);
            if (thing && thing->at.hall == m_hall)
                put(*thing);
            else
                erase(id);
            if (const PlanItem* now = find(id))
                dirty = dirty.united(now->bounds);
            m_hasRows = false;
        }
    }
    for (const EntityId id : refilled) {
        if (const auto thing = placedThing(m_project.blueprint(), id);
            thing && m_index.contains(id)) {
            put(*thing); // an emptied rack shows its own kind again
            dirty = dirty.united(find(id)->bounds);
        }
    }
    if (!refilled.empty())
        findContents(refilled);
    return dirty;
}

void PlanScene::put(const PlacedThing& thing)
{
    PlanItem item = makeItem(thing);
    const auto [place, isNew] =
        m_index.try_emplace(item.id, static_cast<std::uint32_t>(m_items.size()));
    const std::uint32_t number = place->second;
    if (isNew) {
        m_items.push_back(std::move(item));
    } else {
        item.hasRearDoor = m_items[number].hasRearDoor;
        m_grid.remove(number, m_items[number].bounds);
        m_items[number] = std::move(item);
    }
    m_grid.insert(number, m_items[number].bounds);
    m_extent = m_extent.isNull() ? m_items[number].bounds : m_extent.united(m_items[number].bounds);
}

void PlanScene::erase(EntityId id)
{
    const auto found = m_index.find(id);
    if (found == m_index.end())
        return;
    const std::uint32_t number = found->second;
    const auto last = static_cast<std::uint32_t>(m_items.size() - 1);
    m_grid.remove(number, m_items[number].bounds);
    m_index.erase(found);
    if (number != last) { // the last one takes the free number
        m_grid.remove(last, m_items[last].bounds);
        m_items[number] = std::move(m_items[last]);
        m_index[m_items[number].id] = number;
        m_grid.insert(number, m_items[number].bounds);
    }
    m_items.pop_back();
}

const PlanItem* PlanScene::find(EntityId id) const
{
    const auto found = m_index.find(id);
    return found == m_index.end() ? nullptr : &m_items[found->second];
}

const PlanItem* PlanScene::at(QPointF metres) const
{
    std::vector<std::uint32_t> near;
    query(QRectF(metres, QSizeF(0, 0)), near);
    const PlanItem* best = nullptr;
    for (const std::uint32_t number : near) {
        const PlanItem& item = m_items[number];
        const auto corners = item.box.corners();
        bool isInside = true;
        for (std::size_t i = 0; i < 4 && isInside; ++i) {
            const auto [ax, ay] = corners[i];
            const auto [bx, by] = corners[(i + 1) % 4];
            isInside = (bx - ax) * (metres.y() - ay) - (by - ay) * (metres.x() - ax) >= 0.0;
        }
        const auto size = [](const PlanItem& i) { return i.bounds.width() * i.bounds.height(); };
        if (isInside && (!best || size(item) < size(*best)))
            best = &item;
    }
    return best;
}

void PlanScene::query(const QRectF& area, std::vector<std::uint32_t>& found) const
{
    if (area.contains(m_extent)) {
        const auto first = found.size();
        found.resize(first + m_items.size());
        for (std::size_t i = 0; i < m_items.size(); ++i)
            found[first + i] = static_cast<std::uint32_t>(i);
        return;
    }
    m_grid.query(area, found);
}

const std::vector<PlanRow>& PlanScene::rows() const
{
    if (!m_hasRows) {
        m_rows = findRows(m_items);
        m_hasRows = true;
    }
    return m_rows;
}

const PlanRow* PlanScene::rowOf(EntityId id) const
{
    const auto found = m_index.find(id);
    if (found == m_index.end())
        return nullptr;
    for (const PlanRow& row : rows())
        if (std::find(row.items.begin(), row.items.end(), found->second) != row.items.end())
            return &row;
    return nullptr;
}

std::vector<StandingBody> PlanScene::bodiesNear(const QRectF& area,
                                                std::span<const EntityId> ignored) const
{
    std::vector<std::uint32_t> near;
    query(area, near);
    std::vector<StandingBody> bodies;
    for (const std::uint32_t number : near) {
        const PlanItem& item = m_items[number];
        if (std::find(ignored.begin(), ignored.end(), item.id) == ignored.end() &&
            item.bounds.intersects(area))
            bodies.push_back({item.id, item.box});
    }
    return bodies;
}

} // namespace millwright
