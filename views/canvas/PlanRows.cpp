#include "views/canvas/PlanRows.h"
#include <algorithm>
#include <tuple>

namespace millwright
{
namespace
{

constexpr std::int64_t mostGap = 20'000; // um

/// Where an item stands in the order of rows: turn, line of the front, then along the row;
/// micrometres.
struct RowKey {
    int quarter = 0;
    std::int64_t front = 0, begin = 0, end = 0;
    std::uint32_t item = 0;
};

bool standsInRows(const PlanItem& item)
{
    return item.quarter >= 0 && (item.entity == EntityKind::Rack ||
                                 item.kind == PartKind::InRowCooler || item.kind == PartKind::Cdu);
}

RowKey keyOf(const PlanItem& item, std::uint32_t number)
{
    const Rect r = item.box.bounds();
    const bool isAcross = item.quarter % 2 == 0; // the row runs along x
    const Length fronts[] = {r.top, r.right, r.bottom, r.left};
    RowKey key;
    key.quarter = item.quarter;
    key.front = fronts[item.quarter].micrometres() / 1000;
    key.begin = (isAcross ? r.left : r.top).micrometres();
    key.end = (isAcross ? r.right : r.bottom).micrometres();
    key.item = number;
    return key;
}

} // namespace

std::vector<PlanRow> findRows(const std::vector<PlanItem>& items)
{
    std::vector<RowKey> keys;
    keys.reserve(items.size());
    for (std::uint32_t i = 0; i < items.size(); ++i)
        if (standsInRows(items[i]))
            keys.push_back(keyOf(items[i], i));
    std::sort(keys.begin(), keys.end(), [](const RowKey& a, const RowKey& b) {
        return std::tie(a.quarter, a.front, a.begin, a.item) <
               std::tie(b.quarter, b.front, b.begin, b.item);
    });
    std::vector<PlanRow> rows;
    const RowKey* last = nullptr;
    for (const RowKey& key : keys) {
        const bool continues = last && last->quarter == key.quarter && last->front == key.front &&
                               key.begin - last->end <= mostGap;
        if (!continues)
            rows.push_back({{}, items[key.item].bounds, key.quarter});
        rows.back().items.push_back(key.item);
        rows.back().bounds = rows.back().bounds.united(items[key.item].bounds);
        last = &key;
    }
    return rows;
}

} // namespace millwright
