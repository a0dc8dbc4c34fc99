#pragma once
#include "views/canvas/GestureView.h"
#include "views/session/Session.h"
#include "views/tools/Tool.h"

namespace millwright
{

class PlanCanvas;
class PlanScene;

/// Where a part would stand for a pointer position: turned to fit its row and pulled to its
/// neighbours.
struct Berth {
    OrientedBox box;
    const char* turned = nullptr; ///< why it is turned; null if it is not
    std::vector<Guide> guides;
};

/// A part on its way from the palette to the plan. Parts that stand on the floor get a place in a
/// row; parts that go into racks get the rack under the pointer. Destroying the gesture without
/// finish() leaves nothing behind.
class PlaceGesture
{
public:
    PlaceGesture(PlanCanvas& canvas, PartPtr part);
    ~PlaceGesture();
    PlaceGesture(const PlaceGesture&) = delete;
    PlaceGesture& operator=(const PlaceGesture&) = delete;

    bool isRunning() const { return m_isRunning; }
    void update(const PointerInput& input);
    void rotate(); ///< 90 degrees clockwise; from then on the ghost no longer turns by itself
    /// Applies it as one undo step and selects the new thing; false if it cannot be placed there.
    bool finish();
    QString partName() const;

private:
    Berth findBerth(const PlanScene& scene, const PointerInput& input) const;
    void updateOnFloor(const PointerInput& input);
    void updateInRack(const PointerInput& input);
    void showFailure(const Message& reason);

    PlanCanvas& m_canvas;
    PartPtr m_part;
    PointerInput m_last;
    double m_rotation = 0.0;
    bool m_isTurnedByHand = false;
    bool m_isRunning = false;
    bool m_canPlace = false;
    EntityId m_placed = 0;
};

} // namespace millwright
