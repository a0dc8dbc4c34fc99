#pragma once
#include "views/canvas/GestureView.h"
#include "views/canvas/PlanScene.h"
#include <span>

namespace millwright
{

/// Where a moving box comes to rest, and the lines that say why.
struct Snap {
    QPointF offset; ///< metres, to be added to the wanted position
    std::vector<Guide> guides;
};

/// Pulls a moving box to the edges of its neighbours and of walls, else to the tile grid.
class Snapper
{
public:
    /// `ignored` are being moved; `reach` is the distance in metres at which an edge pulls.
    Snapper(const PlanScene& scene, std::vector<EntityId> ignored, double reach);

    /// Snaps a box (metres). Magnets win over the grid; with `isFree` only whole millimetres are
    /// kept.
    Snap snap(const QRectF& box, bool isFree) const;
    /// Distances from the box to what stands next to it in the four directions, up to 6 m, as lines
    /// with chips.
    std::vector<Guide> distances(const QRectF& box) const;

private:
    std::vector<QRectF> neighbours(const QRectF& area) const;

    const PlanScene& m_scene;
    std::vector<EntityId> m_ignored;
    double m_reach;
};

} // namespace millwright
