#pragma once
#include "views/canvas/GestureView.h"
#include "views/canvas/Overlay.h"
#include "views/panels/RackLayout.h"
#include "views/panels/RackScene.h"
#include "views/session/Selection.h"
#include "views/theme/Theme.h"
#include <QPainter>

namespace millwright
{

/// A device that is not there yet: where a gesture would put it.
struct RackGhost {
    std::size_t column = 0; ///< of the layout
    int unit = 1, height = 1;
    bool isRear = false;
    bool fits = true;
    PartKind kind{};
    QString label;
    GhostCard card;
};

/// Everything that one picture of the elevations is made of.
struct RackPicture {
    const RackScene& scene;
    const RackLayout& layout;
    const Theme& theme;
    const Selection& selection;
    const MarkMap& marks;
    EntityId hovered = 0;
    Id<Device> lifted; ///< drawn pale, because a gesture moves it
    const RackGhost* ghost = nullptr;
    bool hasFocus = false;
};

/// Paints the elevations of a row: front, rear, readings, ghost.
void paintRacks(QPainter& painter, const RackPicture& picture);
/// A 6 px meter: track, reading, limit as tick; beyond the limit in the error colour.
void paintMeter(QPainter& painter, const QRect& rect, const QPair<double, double>& reading,
                const Theme& theme, const QColor& fill);
/// The card beside a ghost, kept inside `bounds`.
void paintGhostCard(QPainter& painter, const GhostCard& card, const QRect& beside,
                    const QRect& bounds, const Theme& theme);

} // namespace millwright
