#pragma once
#include "views/canvas/GestureView.h"
#include "views/canvas/PlanPaint.h"

namespace millwright
{

/// Ghosts, clashes, guides, rubber band and the card; `free` is the part of the canvas without
/// rulers.
void paintGesture(PlanPaint& paint, const GestureView& gesture, const QRect& free);

/// Accent outlines on a casing in the canvas colour; four handles when there is one thing only.
struct SelectionPaint {
    const std::vector<EntityId>& ids;
    EntityId hovered = 0;
    std::optional<QPointF> arrayHandle; ///< metres
    bool isArrayHandleHot = false;
};
void paintSelection(PlanPaint& paint, const SelectionPaint& selection);

/// Radius in pixels of the round plus that extends a row.
inline constexpr int arrayHandleRadius = 11;

} // namespace millwright
