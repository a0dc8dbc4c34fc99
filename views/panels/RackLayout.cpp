#include "views/panels/RackLayout.h"
#include <algorithm>
#include <cmath>

namespace millwright
{

void RackLayout::fit(QSize viewport, int tallest, int rackCount)
{
    size = viewport;
    most = std::max(1, tallest);
    const int room = viewport.height() - headHeight - footHeight - 2 * frame;
    unitHeight = std::clamp(room / most, 8, 20);
    columnWidth = std::clamp(unitHeight * 9, leastColumn, mostColumn);
    // What is left over makes the columns wider: labels need it.
    const int shown = std::min(std::max(1, rackCount), shownCount());
    columnWidth = std::clamp((halfWidth() - gutter - gap) / shown - gap, columnWidth, mostColumn);
}

int RackLayout::shownCount() const
{
    return std::max(1, (halfWidth() - gutter - gap) / (columnWidth + gap));
}

QRect RackLayout::rackRect(std::size_t index, bool isRear) const
{
    if (index >= racks.size())
        return {};
    const int place = isRear ? static_cast<int>(racks.size() - 1 - index) : static_cast<int>(index);
    const int x = sideLeft(isRear) + gutter + place * (columnWidth + gap);
    const int height = units[index] * unitHeight + 2 * frame;
    const int bottom = headHeight + most * unitHeight + 2 * frame - top;
    return {x, bottom - height, columnWidth, height};
}

std::optional<std::size_t> RackLayout::indexOf(Id<Rack> rack) const
{
    const auto found = std::ranges::find(racks, rack);
    if (found == racks.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - racks.begin());
}

QRect RackLayout::unitRect(std::size_t index, bool isRear, int unit, int count) const
{
    const QRect rack = rackRect(index, isRear);
    if (rack.isEmpty())
        return {};
    const int bottom = rack.y() + rack.height() - frame - (unit - 1) * unitHeight;
    return {rack.x() + frame, bottom - count * unitHeight, rack.width() - 2 * frame,
            count * unitHeight};
}

std::optional<RackSlot> RackLayout::slotAt(QPoint position) const
{
    for (const bool isRear : {false, true}) {
        if (isRear && !hasRear)
            break;
        for (std::size_t i = 0; i < racks.size(); ++i) {
            const QRect rack = rackRect(i, isRear);
            if (position.x() < rack.x() || position.x() >= rack.x() + rack.width())
                continue;
            if (position.y() < rack.y() - 24 || position.y() > rack.y() + rack.height() + 24)
                continue;
            const int up = rack.y() + rack.height() - frame - position.y();
            const int unit = static_cast<int>(std::ceil(static_cast<double>(up) / unitHeight));
            return RackSlot{racks[i], unit, isRear};
        }
    }
    return std::nullopt;
}

} // namespace millwright
