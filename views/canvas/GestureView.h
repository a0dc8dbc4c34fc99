#pragma once
#include "model/base/Geometry.h"
#include "model/parts/PartKind.h"
#include "views/theme/Theme.h"
#include <QLineF>
#include <QPointF>
#include <QRectF>
#include <QString>
#include <optional>
#include <vector>

namespace millwright
{

/// A body that is not there yet: what a gesture would place or where it would move something.
struct Ghost {
    OrientedBox box;
    PartKind kind{};
    QString label;
    bool fits = true;
};

/// A helping line in metres: dashed through edges that line up, solid with a chip for a distance.
struct Guide {
    QLineF line;
    bool isDashed = false;
    QString chip;
};

/// The card beside a ghost: whether it fits and why not, the one thing to know, and what it would
/// change.
struct GhostCard {
    Status verdict = Status::Ok;
    QString headline; ///< "Fits B07"
    QString remark;   ///< "turned 180° to its row"
    Status noteStatus = Status::Warning;
    QString note; ///< the worst new finding
    std::vector<QString> changes;
};

/// What a running gesture shows over the plan; the tools fill it and the canvas paints it. Lengths
/// in metres.
struct GestureView {
    std::vector<Ghost> ghosts;
    std::vector<OrientedBox> clashes; ///< what a ghost runs into
    std::vector<Guide> guides;
    std::optional<GhostCard> card;
    std::optional<QRectF> rubberBand;

    bool isEmpty() const { return ghosts.empty() && guides.empty() && !card && !rubberBand; }
};

} // namespace millwright
