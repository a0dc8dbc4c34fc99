#include "model/analysis/SpaceResult.h"
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <tuple>

namespace millwright
{
namespace
{

constexpr double sameLine = 0.05; // m
constexpr double rowGap = 1.25;   // m; a wider gap ends a row

/// A row in its own frame: `along` runs along the fronts, `across` grows from the fronts towards
/// the rears' side of the plan.
struct Row {
    Id<Hall> hall;
    int quarter = 0; ///< rotation / 90
    Rect bounds;
    std::vector<EntityId> racks;
    bool isHorizontal() const { return quarter % 2 == 0; }
};

int quarterOf(const Body& body)
{
    const double turns = body.box.rotation / 90.0;
    const int whole = static_cast<int>(std::lround(turns));
    return std::fabs(turns - whole) < 1e-9 ? ((whole % 4) + 4) % 4 : -1;
}

double frontLine(const Body& body, int quarter)
{
    switch (quarter) {
    case 0:
        return body.bounds.top.metres();
    case 1:
        return body.bounds.right.metres();
    case 2:
        return body.bounds.bottom.metres();
    default:
        return body.bounds.left.metres();
    }
}

std::pair<double, double> extentAlong(const Rect& r, bool isHorizontal)
{
    return isHorizontal ? std::pair{r.left.metres(), r.right.metres()}
                        : std::pair{r.top.metres(), r.bottom.metres()};
}

/// Racks whose fronts lie on one line.
struct Line {
    std::uint64_t hall = 0;
    int quarter = 0;
    std::int64_t step = 0; ///< front line in steps of 50 mm
    friend auto operator<=>(const Line&, const Line&) = default;
};

std::vector<Row> findRows(const std::vector<Body>& bodies)
{
    struct Item {
        double start = 0.0;
        Rect bounds;
        EntityId id = 0;
    };
    // Racks of a line mostly follow each other, so the line is looked up once per row, and each is
    // sorted on its own.
    std::map<Line, std::vector<Item>> lines;
    const Body* last = nullptr; // the last rack at a quarter turn
    int quarter = 0;
    std::vector<Item>* items = nullptr;
    for (const Body& body : bodies) {
        if (!body.isRack)
            continue;
        const bool isTurnedAlike = last && last->box.rotation == body.box.rotation;
        if (!isTurnedAlike) {
            const int own = quarterOf(body);
            if (own < 0)
                continue;
            quarter = own;
        }
        const double front = frontLine(body, quarter);
        if (!isTurnedAlike || last->hall != body.hall || frontLine(*last, quarter) != front)
            items = &lines[{body.hall.value(), quarter, std::llround(front / sameLine)}];
        last = &body;
        items->push_back({extentAlong(body.bounds, quarter % 2 == 0).first, body.bounds, body.id});
    }
    std::vector<Row> rows;
    for (auto& [line, racks] : lines) {
        const bool isHorizontal = line.quarter % 2 == 0;
        const auto isBefore = [](const Item& x, const Item& y) { return x.start < y.start; };
        if (!std::is_sorted(racks.begin(), racks.end(), isBefore))
            std::stable_sort(racks.begin(), racks.end(), isBefore);
        bool isFirst = true;
        for (const Item& item : racks) {
            if (isFirst ||
                item.start - extentAlong(rows.back().bounds, isHorizontal).second >= rowGap)
                rows.push_back({Id<Hall>(line.hall), line.quarter, item.bounds, {}});
            isFirst = false;
            rows.back().bounds = rows.back().bounds.united(item.bounds);
            rows.back().racks.push_back(item.id);
        }
    }
    return rows;
}

/// The nearest row or hall edge that `row` sees from its front (or rear), as an aisle.
class AisleFinder
{
public:
    AisleFinder(const std::vector<Row>& rows, const std::vector<std::pair<Id<Hall>, Rect>>& halls)
    {
        for (const auto& [hall, bounds] : halls)
            m_halls[hall] = bounds;
        // Rows by hall, so that one hall's rows are not compared with another's, and nearest first
        // to each side, so that a row is compared with few of them.
        for (const Row& row : rows)
            m_byHall[row.hall][0].push_back(&row);
        for (auto& [hall, sides] : m_byHall)
            for (int facing = 3; facing >= 0; --facing) {
                auto& sorted = sides[static_cast<std::size_t>(facing)];
                if (facing > 0)
                    sorted = sides[0];
                std::stable_sort(sorted.begin(), sorted.end(), [&](const Row* a, const Row* b) {
                    return gapTowards({}, a->bounds, facing) < gapTowards({}, b->bounds, facing);
                });
            }
    }

    std::optional<Aisle> look(const Row& row, bool fromFront) const
    {
        const int facing = (row.quarter + (fromFront ? 0 : 2)) %
                           4; // the side of the plan that it looks to: 0 = up, clockwise
        double nearest = std::numeric_limits<double>::max();
        const Row* opposite = nullptr;
        const auto& others = m_byHall.at(row.hall)[static_cast<std::size_t>(facing)];
        const auto gapTo = [&](const Row* other) {
            return gapTowards(row.bounds, other->bounds, facing);
        };
        auto at = std::partition_point(others.begin(), others.end(),
                                       [&](const Row* other) { return gapTo(other) <= -sameLine; });
        for (; at != others.end() && gapTo(*at) <= nearest; ++at) {
            const Row* other = *at;
            if (other == &row || !isBeside(row, *other))
                continue;
            if (!opposite || other < opposite) // of equally near ones the first in order
                opposite = other;
            nearest = gapTo(other);
        }
        Aisle aisle;
        aisle.hall = row.hall;
        aisle.isCold = fromFront;
        aisle.racks = row.racks;
        const auto hall = m_halls.find(row.hall);
        if (hall != m_halls.end() && hall->second.width() > Length{}) {
            const double toWall = wallTowards(row.bounds, hall->second, facing);
            if (toWall < nearest) {
                nearest = toWall;
                opposite = nullptr;
                aisle.facesWall = true;
            }
        }
        if (nearest == std::numeric_limits<double>::max())
            return std::nullopt;
        aisle.width = std::max(0.0, nearest);
        if (opposite) {
            const int needed =
                (facing + 2) % 4; // where the opposite row must look so that like faces like
            const int sees = (opposite->quarter + (fromFront ? 0 : 2)) % 4;
            aisle.isMixed = opposite->isHorizontal() == row.isHorizontal() && sees != needed;
        }
        aisle.area = areaTowards(row.bounds, facing, Length::metres(aisle.width));
        return aisle;
    }

private:
    static bool isBeside(const Row& a, const Row& b)
    {
        const Length overlap =
            a.isHorizontal()
                ? std::min(a.bounds.right, b.bounds.right) - std::max(a.bounds.left, b.bounds.left)
                : std::min(a.bounds.bottom, b.bounds.bottom) - std::max(a.bounds.top, b.bounds.top);
        return overlap > Length::metres(sameLine);
    }
    static double gapTowards(const Rect& from, const Rect& to, int facing)
    {
        switch (facing) {
        case 0:
            return (from.top - to.bottom).metres();
        case 1:
            return (to.left - from.right).metres();
        case 2:
            return (to.top - from.bottom).metres();
        default:
            return (from.left - to.right).metres();
        }
    }
    static double wallTowards(const Rect& from, const Rect& room, int facing)
    {
        switch (facing) {
        case 0:
            return (from.top - room.top).metres();
        case 1:
            return (room.right - from.right).metres();
        case 2:
            return (room.bottom - from.bottom).metres();
        default:
            return (from.left - room.left).metres();
        }
    }
    static Rect areaTowards(const Rect& from, int facing, Length width)
    {
        switch (facing) {
        case 0:
            return {from.left, from.top - width, from.right, from.top};
        case 1:
            return {from.right, from.top, from.right + width, from.bottom};
        case 2:
            return {from.left, from.bottom, from.right, from.bottom + width};
        default:
            return {from.left - width, from.top, from.left, from.bottom};
        }
    }

    std::map<Id<Hall>, Rect> m_halls;
    std::map<Id<Hall>, std::array<std::vector<const Row*>, 4>> m_byHall; ///< by facing
};

} // namespace

std::vector<Aisle> findAisles(const std::vector<Body>& bodies,
                              const std::vector<std::pair<Id<Hall>, Rect>>& halls)
{
    const std::vector<Row> rows = findRows(bodies);
    const AisleFinder finder(rows, halls);
    std::vector<Aisle> aisles;
    aisles.reserve(rows.size() * 2);
    for (const Row& row : rows)
        for (const bool fromFront : {true, false})
            if (auto aisle = finder.look(row, fromFront))
                aisles.push_back(std::move(*aisle));
    return aisles;
}

} // namespace millwright
