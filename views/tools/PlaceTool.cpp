#include "views/tools/PlaceTool.h"
#include "views/canvas/CanvasCommands.h"
#include "views/canvas/PlanCanvas.h"

namespace millwright
{

PlaceTool::PlaceTool(PlanCanvas& canvas, PartPtr part)
    : m_canvas(canvas), m_part(std::move(part)),
      m_gesture(std::make_unique<PlaceGesture>(canvas, m_part))
{
    m_last.metres = canvas.pointerMetres();
    m_gesture->update(m_last);
}

void PlaceTool::press(const PointerInput& input)
{
    move(input);
}

void PlaceTool::move(const PointerInput& input)
{
    m_last = input;
    if (m_gesture)
        m_gesture->update(input);
}

void PlaceTool::release(const PointerInput& input)
{
    if (input.button != Qt::LeftButton || !m_gesture)
        return;
    m_gesture->update(input);
    place(input.modifiers & Qt::ShiftModifier);
}

void PlaceTool::place(bool isRepeated)
{
    if (!m_gesture->finish()) {
        m_gesture.reset();
        m_gesture = std::make_unique<PlaceGesture>(
            m_canvas, m_part); // the reason stays on the card; try elsewhere
        m_gesture->update(m_last);
        return;
    }
    m_gesture.reset();
    m_canvas.endGesture();
    if (isRepeated) {
        m_gesture = std::make_unique<PlaceGesture>(m_canvas, m_part);
        m_gesture->update(m_last);
    }
}

bool PlaceTool::key(int key, Qt::KeyboardModifiers modifiers)
{
    if (!isBusy())
        return false;
    const QPoint arrow = arrowOf(key);
    if (!arrow.isNull()) {
        const Hall* hall = m_canvas.scene().hall();
        m_last.metres +=
            QPointF(arrow) * (hall && hall->tile > Length{} ? hall->tile.metres() : 0.6);
        m_gesture->update(m_last);
    } else if (key == Qt::Key_R) {
        m_gesture->rotate();
    } else if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        place(modifiers & Qt::ShiftModifier);
    } else {
        return false;
    }
    return true;
}

bool PlaceTool::cancel()
{
    const bool wasBusy = isBusy();
    m_gesture.reset();
    return wasBusy;
}

QString PlaceTool::hint() const
{
    return PlanCanvas::tr(
               "Placing %1: click or Enter places, R turns, Shift places more, Esc cancels")
        .arg(m_gesture ? m_gesture->partName() : QString());
}

} // namespace millwright
