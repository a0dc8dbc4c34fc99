#pragma once
#include "views/session/Selection.h"
#include "views/tools/Tool.h"
#include <memory>

namespace millwright
{

class ArrayGesture;
class MoveGesture;
class PlanCanvas;

/// Click, Shift-click and rubber band select; dragging moves; the round plus of a row pulls out
/// copies.
class SelectTool : public Tool
{
public:
    explicit SelectTool(PlanCanvas& canvas);
    ~SelectTool() override;

    void press(const PointerInput& input) override;
    void move(const PointerInput& input) override;
    void release(const PointerInput& input) override;
    bool key(int key, Qt::KeyboardModifiers modifiers) override;
    bool cancel() override;
    bool isBusy() const override;
    Qt::CursorShape cursor() const override;
    QString hint() const override;

private:
    enum class State { Idle, Pressed, Moving, Rubber, Array };
    void pressOnItem(EntityId id, bool isAdding);
    void updateRubberBand(const PointerInput& input);

    PlanCanvas& m_canvas;
    State m_state = State::Idle;
    PointerInput m_press;
    PointerInput m_last;
    EntityId m_pressed = 0;
    bool m_mayNarrow = false; ///< a click without a drag on one of many selects that one
    Selection m_before;       ///< what a rubber band adds to
    std::unique_ptr<MoveGesture> m_move;
    std::unique_ptr<ArrayGesture> m_array;
};

} // namespace millwright
