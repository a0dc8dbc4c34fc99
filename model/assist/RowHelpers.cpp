#include "model/assist/Assist.h"
#include "model/blueprint/PlacedThing.h"
#include "model/edit/FitCheck.h"
#include "model/edit/PlaceActions.h"
#include <algorithm>
#include <cmath>
#include <numbers>
#include <tuple>

namespace millwright
{
namespace
{

/// A row is at most so long; keeps a hall without outline from being filled for ever.
constexpr int mostCopies = 200;
/// Fronts that lie within this on one line form a row.
constexpr double sameRow = 0.3; // m

/// One step along the row: the rack's width to the right of its front (rotation 0 looks up, right
/// is +x).
Point stepAlong(const OrientedBox& box)
{
    const double radians = box.rotation * std::numbers::pi / 180.0;
    const double width = box.width.metres();
    return {Length::metres(width * std::cos(radians)), Length::metres(width * std::sin(radians))};
}

std::string rowName(std::size_t index)
{
    std::string name;
    for (++index; index > 0; index = (index - 1) / 26)
        name.insert(name.begin(), static_cast<char>('A' + (index - 1) % 26));
    return name;
}

/// A rack's place as rows are read: hall, then upright or lying rows, then the row's line, then
/// along it.
struct RowPlace {
    Id<Hall> hall;
    bool isUpright = false;
    double line = 0.0, along = 0.0;
    Id<Rack> rack;
};

RowPlace rowPlace(const Rack& rack)
{
    const double radians = rack.at.rotation * std::numbers::pi / 180.0;
    const bool isUpright = std::abs(std::sin(radians)) > std::abs(std::cos(radians));
    const double x = rack.at.centre.x.metres();
    const double y = rack.at.centre.y.metres();
    return {rack.at.hall, isUpright, isUpright ? x : y, isUpright ? y : x, rack.id};
}

} // namespace

int extendRow(Draft& draft, Id<Rack> id, RowSide side, int count)
{
    const auto thing = placedThing(draft.blueprint(), id.value());
    const Rack* rack = draft.find(id);
    if (!rack || !thing)
        return 0;
    const OrientedBox box = bodyOf(*thing, draft.project().parts);
    const Id<Hall> hall = rack->at.hall;
    const Point right = stepAlong(box);
    const Point step = side == RowSide::Right ? right : Point{} - right;
    int fitting = 0;
    for (OrientedBox next = box; fitting < std::min(count, mostCopies); ++fitting) {
        next.centre = next.centre + step;
        if (!checkFit(draft.project(), hall, next, {}).empty())
            break;
    }
    const EntityId original = id.value();
    if (fitting > 0)
        arrayPlaced(draft, {&original, 1}, step, fitting);
    return fitting;
}

Result<Message> fillRow(Draft& draft, Id<Rack> id, int count)
{
    const Rack* rack = draft.find(id);
    if (!rack)
        return fail("assist.no-rack");
    const std::string label = rack->label;
    const int fitting = extendRow(draft, id, RowSide::Right, count > 0 ? count : mostCopies);
    if (fitting == 0)
        return fail("assist.row-full", {label});
    return Message{"assist.fill-row.done", {std::int64_t{fitting}, label}};
}

Result<Message> renumber(Draft& draft, std::span<const Id<Rack>> racks)
{
    std::vector<RowPlace> places;
    for (const Rack& rack : draft.blueprint().table<Rack>())
        if (racks.empty() || std::find(racks.begin(), racks.end(), rack.id) != racks.end())
            places.push_back(rowPlace(rack));
    std::sort(places.begin(), places.end(), [](const RowPlace& a, const RowPlace& b) {
        return std::tie(a.hall, a.isUpright, a.line, a.along) <
               std::tie(b.hall, b.isUpright, b.line, b.along);
    });
    // Rows are cut where the line moves on; within a row the racks go by their place along it.
    std::size_t rows = 0;
    for (auto first = places.begin(); first != places.end(); ++rows) {
        auto last = first;
        while (last != places.end() && last->hall == first->hall &&
               last->isUpright == first->isUpright && last->line - first->line < sameRow)
            ++last;
        std::sort(first, last,
                  [](const RowPlace& a, const RowPlace& b) { return a.along < b.along; });
        int number = 0;
        for (; first != last; ++first) {
            const std::string digits = std::to_string(++number);
            const std::string label = rowName(rows) + (digits.size() < 2 ? "0" : "") + digits;
            draft.change(first->rack, [&](Rack& row) { row.label = label; });
        }
    }
    return Message{"assist.renumber.done",
                   {static_cast<std::int64_t>(places.size()), static_cast<std::int64_t>(rows)}};
}

} // namespace millwright
