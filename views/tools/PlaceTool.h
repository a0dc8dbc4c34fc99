#pragma once
#include "views/tools/PlaceGesture.h"
#include "views/tools/Tool.h"
#include <memory>

namespace millwright
{

/// Places a part without drag and drop: the ghost follows the pointer or the arrow keys, a click or
/// Enter places it and ends the tool; with Shift another one follows.
class PlaceTool : public Tool
{
public:
    PlaceTool(PlanCanvas& canvas, PartPtr part);

    void press(const PointerInput& input) override;
    void move(const PointerInput& input) override;
    void release(const PointerInput& input) override;
    bool key(int key, Qt::KeyboardModifiers modifiers) override;
    bool cancel() override;
    bool isBusy() const override { return m_gesture && m_gesture->isRunning(); }
    Qt::CursorShape cursor() const override { return Qt::CrossCursor; }
    QString hint() const override;

private:
    void place(bool isRepeated);

    PlanCanvas& m_canvas;
    PartPtr m_part;
    PointerInput m_last;
    std::unique_ptr<PlaceGesture> m_gesture;
};

} // namespace millwright
