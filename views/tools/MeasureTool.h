#pragma once
#include "views/tools/Tool.h"
#include <optional>

namespace millwright
{

class PlanCanvas;

/// Measures between two points; the ends are pulled to the edges of things and walls. The result
/// stays until the next measurement or Esc.
class MeasureTool : public Tool
{
public:
    explicit MeasureTool(PlanCanvas& canvas) : m_canvas(canvas) {}

    void press(const PointerInput& input) override;
    void move(const PointerInput& input) override;
    void release(const PointerInput& input) override;
    bool cancel() override;
    bool isBusy() const override { return m_isHeld; }
    Qt::CursorShape cursor() const override { return Qt::CrossCursor; }
    QString hint() const override;

private:
    QPointF snapped(const PointerInput& input) const;

    PlanCanvas& m_canvas;
    std::optional<QPointF> m_from;
    bool m_isHeld = false;
};

} // namespace millwright
