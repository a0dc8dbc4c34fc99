#pragma once
#include "views/canvas/LabelCache.h"
#include "views/canvas/Overlay.h"
#include "views/canvas/PlanScene.h"
#include "views/canvas/ViewTransform.h"
#include <QPainter>
#include <unordered_set>

namespace millwright
{

/// How much one frame drew, for tests and the benchmark. `outlined` counts what was drawn with a
/// pen per part: it must be 0 at small scales.
struct PaintCount {
    std::size_t parts = 0, rects = 0, outlined = 0, labels = 0, symbols = 0, calls = 0;
};

/// What the layer painters read. The painter works in device-independent pixels of the canvas,
/// antialiasing off.
struct PlanPaint {
    QPainter& painter;
    const PlanScene& scene;
    const OverlayValues& overlay;
    const MarkMap& marks;
    const Results& results;
    const Theme& theme;
    const ViewTransform& view;
    LabelCache& labels;
    PaintCount& count;
    const std::unordered_set<EntityId>& hidden; ///< are being moved: only a faint outline stays
    qreal devicePixelRatio = 1.0;
    std::vector<std::uint32_t> visible; ///< numbers of the scene's items in the area being painted

    Detail detail() const { return detailAt(view.scale); }
    bool isHidden(const PlanItem& item) const
    {
        return !hidden.empty() && hidden.contains(item.id);
    }
};

/// The layers, from below.
void paintFloor(PlanPaint& paint, const QRect& area);
void paintAisles(PlanPaint& paint);     ///< tints and containment; part of the floor
void paintAisleNames(PlanPaint& paint); ///< over the floor's grid
void paintFeatures(PlanPaint& paint);
void paintBodies(PlanPaint& paint);
void paintLabels(PlanPaint& paint);
void paintMarks(PlanPaint& paint);
void paintHallHeader(PlanPaint& paint);

/// The fill of a part: its overlay colour where the overlay speaks of it, else the body colour.
QColor fillOf(const PlanPaint& paint, std::uint32_t number);
/// The strip of `thickness` pixels along side `quarter` of `rect`.
QRect stripeOf(const QRect& rect, int quarter, int thickness);
/// Thickness of the front stripe at a scale, pixels.
int stripeThickness(double scale);
/// The colour `share` of the way from `a` to `b`.
QColor mixed(const QColor& a, const QColor& b, double share);

} // namespace millwright
