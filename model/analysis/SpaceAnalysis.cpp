#include "model/analysis/Analysis.h"
#include "model/blueprint/PlacedThing.h"
#include <algorithm>
#include <cmath>
#include <tuple>
#include <unordered_map>

namespace millwright
{
namespace
{

/// Above this many touched bodies the grid of a full run is quicker than comparing each with all
/// others.
constexpr std::size_t fewBodies = 64;
constexpr double gridCell = 2.4; // m; about two racks

/// Parts of the power chain with live parts behind doors that are opened while they run (NEC
/// 110.26).
bool needsWorkingSpace(const PlacedThing& thing, const Part& part)
{
    return thing.kind == EntityKind::PowerPart &&
           (part.kind == PartKind::Switchgear || part.kind == PartKind::Pdu ||
            part.kind == PartKind::Rpp || part.kind == PartKind::Ups ||
            part.kind == PartKind::TransferSwitch);
}

Body bodyOfThing(const PlacedThing& thing, const PartLibrary& parts, Length workingSpace)
{
    Body body;
    body.id = thing.id;
    body.hall = thing.at.hall;
    body.box = bodyOf(thing, parts);
    body.bounds = body.box.bounds();
    body.isRack = thing.kind == EntityKind::Rack;
    if (const Part* part = parts.find(thing.part)) {
        body.clearanceFront = part->figures.clearanceFront;
        body.clearanceRear = part->figures.clearanceRear;
        body.clearanceSide = part->figures.clearanceSide;
        body.height = part->figures.height;
        if (needsWorkingSpace(thing, *part))
            body.workingSpace = workingSpace;
    }
    return body;
}

Length reachOf(const Body& body)
{
    return std::max(
        {body.clearanceFront, body.clearanceRear, body.clearanceSide, body.workingSpace});
}

class Space
{
public:
    explicit Space(const AnalysisContext& context)
        : m_blueprint(context.blueprint), m_parts(context.project.parts),
          m_workingSpace(Length::metres(context.parameters[Parameter::WorkingSpace]))
    {
        for (const Feature& feature : m_blueprint.table<Feature>())
            if (feature.kind == FeatureKind::Column || feature.kind == FeatureKind::KeepOut ||
                feature.kind == FeatureKind::Wall)
                m_features[feature.hall].push_back(&feature);
    }

    void runAll(SpaceResult& result)
    {
        result.bodies.reserve(m_blueprint.table<Rack>().size() +
                              m_blueprint.table<PowerPart>().size());
        forEachPlaced(m_blueprint, [&](const PlacedThing& thing) {
            result.bodies.push_back(bodyOfThing(thing, m_parts, m_workingSpace));
        });
        std::sort(result.bodies.begin(), result.bodies.end(),
                  [](const Body& a, const Body& b) { return a.id < b.id; });
        comparePairs(result);
        for (const Body& body : result.bodies)
            compareWithHall(body, result.clashes);
        addUp(result);
        result.aisles = findAisles(result.bodies, m_halls);
    }

    /// The last result with the touched bodies compared anew; aisles are seen again in the halls
    /// where a rack was touched only.
    void runTouched(SpaceResult& result, const SpaceResult& last, std::vector<EntityId> touched)
    {
        result.clashes = last.clashes;
        std::vector<Id<Hall>> halls;
        std::sort(touched.begin(), touched.end());
        touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
        const auto isTouched = [&](EntityId id) {
            return std::binary_search(touched.begin(), touched.end(), id);
        };
        const auto noteHall = [&](const Body& body) {
            if (body.isRack && std::find(halls.begin(), halls.end(), body.hall) == halls.end())
                halls.push_back(body.hall);
        };
        result.bodies.reserve(last.bodies.size() + touched.size());
        auto from = last.bodies.begin(); // what stands between two touched ones is copied at once
        for (const EntityId id : touched) {
            const auto was =
                std::lower_bound(from, last.bodies.end(), id,
                                 [](const Body& b, EntityId key) { return b.id < key; });
            result.bodies.insert(result.bodies.end(), from, was);
            from = was;
            if (was == last.bodies.end() || was->id != id)
                continue;
            noteHall(*was);
            ++from;
        }
        result.bodies.insert(result.bodies.end(), from, last.bodies.end());
        std::erase_if(result.clashes, [&](const Clash& clash) {
            return isTouched(clash.first) || isTouched(clash.second);
        });
        for (const EntityId id : touched) {
            const auto thing = placedThing(m_blueprint, id);
            if (!thing)
                continue;
            const Body body = bodyOfThing(*thing, m_parts, m_workingSpace);
            for (const Body& other : result.bodies)
                compare(body, other, result.clashes);
            compareWithHall(body, result.clashes);
            const auto place =
                std::lower_bound(result.bodies.begin(), result.bodies.end(), id,
                                 [](const Body& b, EntityId key) { return b.id < key; });
            result.bodies.insert(place, body);
            noteHall(body);
        }
        addUp(result);
        updateAisles(result, last, halls);
    }

private:
    /// Aisles rise by hall and none looks beyond its own.
    void updateAisles(SpaceResult& result, const SpaceResult& last,
                      const std::vector<Id<Hall>>& halls) const
    {
        const auto isTouched = [&](Id<Hall> hall) {
            return std::find(halls.begin(), halls.end(), hall) != halls.end();
        };
        std::copy_if(last.aisles.begin(), last.aisles.end(), std::back_inserter(result.aisles),
                     [&](const Aisle& aisle) { return !isTouched(aisle.hall); });
        if (halls.empty())
            return;
        if (result.aisles.empty()) {
            result.aisles = findAisles(result.bodies, m_halls);
            return;
        }
        std::vector<Body> racks;
        std::copy_if(result.bodies.begin(), result.bodies.end(), std::back_inserter(racks),
                     [&](const Body& body) { return body.isRack && isTouched(body.hall); });
        for (Aisle& aisle : findAisles(racks, m_halls))
            result.aisles.push_back(std::move(aisle));
        std::stable_sort(result.aisles.begin(), result.aisles.end(),
                         [](const Aisle& a, const Aisle& b) { return a.hall < b.hall; });
    }

    /// Order and sums.
    void addUp(SpaceResult& result)
    {
        std::sort(result.clashes.begin(), result.clashes.end(), [](const Clash& a, const Clash& b) {
            return std::tie(a.first, a.second, a.kind) < std::tie(b.first, b.second, b.kind);
        });
        result.hallArea_m2 = 0.0;
        for (const Hall& hall : m_blueprint.table<Hall>()) {
            m_halls.emplace_back(hall.id, polygonBounds(hall.outline));
            result.hallArea_m2 += hall.outline.size() < 3 ? 0.0 : polygonArea_m2(hall.outline);
        }
        result.bodyArea_m2 = 0.0;
        for (const Body& body : result.bodies)
            result.bodyArea_m2 += (body.box.width * body.box.depth).si();
    }

    void comparePairs(SpaceResult& result) const
    {
        std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> cells;
        cells.reserve(result.bodies.size() * 2);
        for (std::uint32_t i = 0; i < result.bodies.size(); ++i) {
            const Body& body = result.bodies[i];
            const Rect zone = body.bounds.expanded(reachOf(body));
            const auto cell = [](Length v) {
                return static_cast<std::int32_t>(std::floor(v.metres() / gridCell));
            };
            std::vector<std::uint32_t> near;
            for (std::int32_t x = cell(zone.left); x <= cell(zone.right); ++x)
                for (std::int32_t y = cell(zone.top); y <= cell(zone.bottom); ++y) {
                    const std::uint64_t key =
                        (body.hall.value() << 44) ^
                        (static_cast<std::uint64_t>(static_cast<std::uint32_t>(x) & 0x3fffffu)
                         << 22) ^
                        (static_cast<std::uint32_t>(y) & 0x3fffffu);
                    auto& inCell = cells[key];
                    near.insert(near.end(), inCell.begin(), inCell.end());
                    inCell.push_back(i);
                }
            std::sort(near.begin(), near.end());
            near.erase(std::unique(near.begin(), near.end()), near.end());
            for (const std::uint32_t j : near)
                compare(body, result.bodies[j], result.clashes);
        }
    }

    void compare(const Body& a, const Body& b, std::vector<Clash>& clashes) const
    {
        if (a.hall != b.hall)
            return;
        const Length reach = std::max(reachOf(a), reachOf(b));
        if (!a.bounds.expanded(reach).overlaps(b.bounds))
            return;
        if (a.bounds.overlaps(b.bounds))
            if (const auto depth = a.box.penetration(b.box)) {
                clashes.push_back(
                    {std::min(a.id, b.id), std::max(a.id, b.id), Clash::Kind::Overlap, *depth});
                return;
            }
        compareClearance(a, b, clashes);
        compareClearance(b, a, clashes);
    }

    /// Does `intruder` stand in the service clearance of `owner`?
    static void compareClearance(const Body& owner, const Body& intruder,
                                 std::vector<Clash>& clashes)
    {
        const Length reaches[4] = {owner.clearanceFront, owner.clearanceSide, owner.clearanceRear,
                                   owner.clearanceSide};
        double worst = 0.0;
        for (int side = 0; side < 4; ++side)
            if (reaches[side] > Length{})
                if (const auto depth =
                        owner.box.zone(side, reaches[side]).penetration(intruder.box))
                    worst = std::max(worst, *depth);
        if (worst > 0.0)
            clashes.push_back({owner.id, intruder.id, Clash::Kind::Clearance, worst});
        if (owner.workingSpace > Length{})
            if (const auto depth = owner.box.zone(0, owner.workingSpace).penetration(intruder.box))
                clashes.push_back({owner.id, intruder.id, Clash::Kind::WorkingSpace, *depth});
    }

    void compareWithHall(const Body& body, std::vector<Clash>& clashes) const
    {
        const Hall* hall = m_blueprint.find(body.hall);
        if (hall && hall->outline.size() >= 3 && !polygonContainsBox(hall->outline, body.box))
            clashes.push_back({body.id, 0, Clash::Kind::OutsideHall, outsideBy(*hall, body)});
        const auto found = m_features.find(body.hall);
        if (found == m_features.end())
            return;
        for (const Feature* feature : found->second)
            if (const auto depth = featureBox(*feature).penetration(body.box))
                clashes.push_back({body.id, feature->id.value(), Clash::Kind::KeepOut, *depth});
    }

    /// How far the body's bounds stick out of the hall's bounds, at least a millimetre (concave
    /// halls).
    static double outsideBy(const Hall& hall, const Body& body)
    {
        const Rect room = polygonBounds(hall.outline);
        const Length out =
            std::max({room.left - body.bounds.left, room.top - body.bounds.top,
                      body.bounds.right - room.right, body.bounds.bottom - room.bottom});
        return std::max(0.001, out.metres());
    }

    static OrientedBox featureBox(const Feature& feature)
    {
        if (feature.kind != FeatureKind::Wall) {
            const Rect r = Rect::fromCorners(feature.a, feature.b);
            return {{(r.left + r.right) / 2, (r.top + r.bottom) / 2}, r.width(), r.height(), 0.0};
        }
        const double dx = (feature.b.x - feature.a.x).metres();
        const double dy = (feature.b.y - feature.a.y).metres();
        return {{(feature.a.x + feature.b.x) / 2, (feature.a.y + feature.b.y) / 2},
                Length::metres(std::hypot(dx, dy)),
                std::max(feature.width, Length::millimetres(1)),
                std::atan2(dy, dx) * 180.0 / 3.14159265358979323846};
    }

    const Blueprint& m_blueprint;
    const PartLibrary& m_parts;
    Length m_workingSpace;
    std::unordered_map<Id<Hall>, std::vector<const Feature*>> m_features;
    std::vector<std::pair<Id<Hall>, Rect>> m_halls;
};

} // namespace

const Body* SpaceResult::find(EntityId id) const
{
    const auto place = std::lower_bound(bodies.begin(), bodies.end(), id,
                                        [](const Body& b, EntityId key) { return b.id < key; });
    return place != bodies.end() && place->id == id ? &*place : nullptr;
}

void runSpace(const AnalysisContext& context, Results& results)
{
    const ChangeSet& changes = context.changes;
    std::vector<EntityId> touched;
    for (const EntityKind kind : {EntityKind::Rack, EntityKind::PowerPart, EntityKind::CoolingPart})
        touched.insert(touched.end(), changes.ids(kind).begin(), changes.ids(kind).end());
    const bool canUpdate = context.previous && context.previous->space && !changes.hasParts() &&
                           !changes.touches<Hall>() && !changes.touches<Feature>() &&
                           !changes.touches<Assumption>() && touched.size() <= fewBodies;
    Space space(context);
    auto result = std::make_shared<SpaceResult>();
    if (canUpdate)
        space.runTouched(*result, *context.previous->space, std::move(touched));
    else
        space.runAll(*result);
    results.space = std::move(result);
}

} // namespace millwright
