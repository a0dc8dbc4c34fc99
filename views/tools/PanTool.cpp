#include "views/tools/PanTool.h"
#include "views/canvas/PlanCanvas.h"

namespace millwright
{

void PanTool::press(const PointerInput& input)
{
    if (input.button == Qt::LeftButton)
        m_from = input.pixel.toPoint();
}

void PanTool::move(const PointerInput& input)
{
    if (!m_from)
        return;
    m_canvas.panBy(input.pixel.toPoint() - *m_from);
    m_from = input.pixel.toPoint();
}

void PanTool::release(const PointerInput&)
{
    m_from.reset();
}

bool PanTool::cancel()
{
    const bool wasBusy = isBusy();
    m_from.reset();
    return wasBusy;
}

QString PanTool::hint() const
{
    return PlanCanvas::tr("Drag moves the plan, the wheel zooms, F shows all of it");
}

} // namespace millwright
