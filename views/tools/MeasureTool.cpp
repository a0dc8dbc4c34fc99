#include "views/tools/MeasureTool.h"
#include "model/base/Units.h"
#include "views/canvas/PlanCanvas.h"
#include "views/tools/Snapper.h"
#include <cmath>

namespace millwright
{
namespace
{

constexpr double pullPixels = 8.0;

QString millimetres(double metres)
{
    return QString::fromStdString(formatWhole(std::llround(metres * 1e3)));
}

} // namespace

QPointF MeasureTool::snapped(const PointerInput& input) const
{
    if (input.modifiers & Qt::ControlModifier)
        return input.metres;
    // Only edges pull here: a grid would falsify what is measured.
    const double reach = pullPixels / m_canvas.view().scale;
    const Snapper snapper(m_canvas.scene(), {}, reach);
    const QPointF offset = snapper.snap(QRectF(input.metres, QSizeF(0, 0)), false).offset;
    return {input.metres.x() + (std::fabs(offset.x()) <= reach ? offset.x() : 0.0),
            input.metres.y() + (std::fabs(offset.y()) <= reach ? offset.y() : 0.0)};
}

void MeasureTool::press(const PointerInput& input)
{
    if (input.button != Qt::LeftButton)
        return;
    m_from = snapped(input);
    m_isHeld = true;
    m_canvas.endGesture();
}

void MeasureTool::move(const PointerInput& input)
{
    if (!m_isHeld)
        return;
    QPointF to = snapped(input);
    if (input.modifiers & Qt::ShiftModifier) // along the nearer axis
        std::fabs(to.x() - m_from->x()) >= std::fabs(to.y() - m_from->y()) ? to.setY(m_from->y())
                                                                           : to.setX(m_from->x());
    const QLineF line(*m_from, to);
    GestureView gesture;
    gesture.guides.push_back({line, false, millimetres(line.length())});
    const double least = 40.0 / m_canvas.view().scale; // shorter legs have no room for their chip
    if (std::fabs(line.dx()) > least && std::fabs(line.dy()) > least) {
        gesture.guides.push_back(
            {QLineF(*m_from, {to.x(), m_from->y()}), true, millimetres(std::fabs(line.dx()))});
        gesture.guides.push_back(
            {QLineF({to.x(), m_from->y()}, to), true, millimetres(std::fabs(line.dy()))});
    }
    m_canvas.showGesture(std::move(gesture));
}

void MeasureTool::release(const PointerInput& input)
{
    move(input);
    m_isHeld = false;
}

bool MeasureTool::cancel()
{
    const bool hadResult = m_from.has_value();
    m_from.reset();
    m_isHeld = false;
    return hadResult;
}

QString MeasureTool::hint() const
{
    return PlanCanvas::tr("Drag measures, Shift keeps it straight, Ctrl ignores edges, Esc clears");
}

} // namespace millwright
