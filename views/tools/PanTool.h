#pragma once
#include "views/tools/Tool.h"
#include <QPoint>
#include <optional>

namespace millwright
{

class PlanCanvas;

/// Drags the plan with the left button. The middle button and Space do the same in every tool; the
/// canvas sees to that.
class PanTool : public Tool
{
public:
    explicit PanTool(PlanCanvas& canvas) : m_canvas(canvas) {}

    void press(const PointerInput& input) override;
    void move(const PointerInput& input) override;
    void release(const PointerInput& input) override;
    bool cancel() override;
    bool isBusy() const override { return m_from.has_value(); }
    Qt::CursorShape cursor() const override
    {
        return m_from ? Qt::ClosedHandCursor : Qt::OpenHandCursor;
    }
    QString hint() const override;

private:
    PlanCanvas& m_canvas;
    std::optional<QPoint> m_from;
};

} // namespace millwright
