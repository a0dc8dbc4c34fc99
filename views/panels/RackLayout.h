#pragma once
#include "model/base/Id.h"
#include <QRect>
#include <optional>
#include <vector>

namespace millwright
{

struct Rack;

/// A place in a rack under the pointer.
struct RackSlot {
    Id<Rack> rack;
    int unit = 1; ///< may lie outside of the rack's units
    bool isRear = false;
    friend bool operator==(const RackSlot&, const RackSlot&) = default;
};

/// Where racks and units stand in the elevations, in pixels of the viewport. Front at the left,
/// rear mirrored at the right; both show the same racks.
struct RackLayout {
    static constexpr int headHeight = 64, footHeight = 66, gutter = 36, gap = 8, frame = 6;
    static constexpr int leastColumn = 104, mostColumn = 168;

    QSize size;
    int unitHeight = 12;  ///< px
    int columnWidth = 96; ///< px with frame
    int most = 42;        ///< units of the tallest rack of the row
    int first = 0;        ///< first rack shown
    int top = 0;          ///< px scrolled down
    bool hasRear = true;
    std::vector<Id<Rack>> racks; ///< shown, left to right at the front
    std::vector<int> units;      ///< of these racks

    /// Chooses the scale for a row of `rackCount` racks: as many pixels a unit as fit, 8 to 20.
    void fit(QSize viewport, int tallest, int rackCount);
    int halfWidth() const { return hasRear ? size.width() / 2 : size.width(); }
    int shownCount() const; ///< racks that fit side by side
    int contentHeight() const { return headHeight + most * unitHeight + 2 * frame + footHeight; }
    /// Left edge of the elevations of a side.
    int sideLeft(bool isRear) const { return isRear ? size.width() - halfWidth() : 0; }
    /// The rack's frame; empty if it is not shown.
    QRect rackRect(std::size_t index, bool isRear) const;
    std::optional<std::size_t> indexOf(Id<Rack> rack) const;
    /// The area of `count` units from `unit` up, inside the frame.
    QRect unitRect(std::size_t index, bool isRear, int unit, int count) const;
    std::optional<RackSlot> slotAt(QPoint position) const;
};

} // namespace millwright
