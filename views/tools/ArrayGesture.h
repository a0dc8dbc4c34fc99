#pragma once
#include "views/canvas/PlanScene.h"
#include "views/session/Session.h"
#include "views/tools/Tool.h"

namespace millwright
{

class PlanCanvas;

/// How a selection can be pulled out into a row: its step along the row and where the handle is, in
/// metres.
struct ArrayPull {
    QPointF step;
    QPointF handle; ///< in the middle of the next place
};
/// Nothing when the selection is empty, turned freely or of several directions.
std::optional<ArrayPull> arrayPull(const PlanScene& scene, const std::vector<EntityId>& ids);

/// The round plus at the end of a row being pulled: one more copy for each step. Destroying the
/// gesture without finish() leaves nothing behind.
class ArrayGesture
{
public:
    ArrayGesture(PlanCanvas& canvas, std::vector<EntityId> ids);
    ~ArrayGesture();
    ArrayGesture(const ArrayGesture&) = delete;
    ArrayGesture& operator=(const ArrayGesture&) = delete;

    void update(const PointerInput& input);
    void finish();
    int count() const { return m_count; }

private:
    PlanCanvas& m_canvas;
    std::vector<EntityId> m_ids;
    std::optional<ArrayPull> m_pull;
    std::vector<EntityId> m_copies;
    int m_count = 0;
    bool m_isRunning = false;
};

} // namespace millwright
