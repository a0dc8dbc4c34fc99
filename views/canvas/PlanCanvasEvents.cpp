#include "views/canvas/ChromePainter.h"
#include "views/canvas/OverlayBar.h"
#include "views/canvas/PlanCanvas.h"
#include "views/tools/PlaceGesture.h"
#include <QContextMenuEvent>
#include <QDropEvent>
#include <QInputDevice>
#include <QKeyEvent>
#include <QMimeData>
#include <QNativeGestureEvent>
#include <cmath>

// How PlanCanvas answers pointer, wheel and drop; keys are in PlanCanvasKeys.cpp, painting in
// PlanCanvas.cpp.
namespace millwright
{
namespace
{

PartPtr draggedPart(const Session& session, const QMimeData* data)
{
    if (!data || !data->hasFormat(QLatin1String(partMimeType)))
        return nullptr;
    return session.part(data->data(QLatin1String(partMimeType)).toStdString());
}

} // namespace

bool PlanCanvas::event(QEvent* event)
{
    if (event->type() == QEvent::NativeGesture) {
        auto* gesture = static_cast<QNativeGestureEvent*>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture) {
            zoomAbout(gesture->position(), 1.0 + gesture->value());
            return true;
        }
    }
    if (event->type() == QEvent::KeyPress) {
        // Tab walks through the things and leaves the canvas after the last one.
        auto* key = static_cast<QKeyEvent*>(event);
        const bool isTab = key->key() == Qt::Key_Tab || key->key() == Qt::Key_Backtab;
        if (isTab && !(key->modifiers() & (Qt::ControlModifier | Qt::AltModifier)) &&
            selectNext(key->key() == Qt::Key_Tab))
            return true;
    }
    if (event->type() == QEvent::ShortcutOverride) {
        // Keys that a running gesture needs must not become the window's shortcuts.
        auto* key = static_cast<QKeyEvent*>(event);
        if (m_drop || m_tool->isBusy() ||
            (key->modifiers() == Qt::NoModifier && key->key() >= Qt::Key_1 &&
             key->key() <= Qt::Key_9)) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

void PlanCanvas::resizeEvent(QResizeEvent*)
{
    placeChrome();
    if (m_isFitted || !m_wasShown)
        fit();
    m_cache.invalidate();
}

void PlanCanvas::showEvent(QShowEvent*)
{
    placeChrome();
    if (!m_wasShown)
        fit();
    m_wasShown = true;
}

void PlanCanvas::wheelEvent(QWheelEvent* event)
{
    const QPoint angle = event->angleDelta();
    const bool isPad =
        event->device() && event->device()->type() == QInputDevice::DeviceType::TouchPad;
    if (isPad && !(event->modifiers() & Qt::ControlModifier)) {
        panBy(event->pixelDelta().isNull() ? angle / 4 : event->pixelDelta());
    } else if (event->modifiers() & Qt::ShiftModifier) {
        panBy(angle.x() != 0 ? QPoint(angle.x(), 0) / 2 : QPoint(angle.y(), 0) / 2);
    } else if (angle.y() != 0) {
        zoomAbout(event->position(),
                  std::pow(2.0, angle.y() / 480.0)); // a notch of 15 degrees (120): 19 %
    }
    event->accept();
}

PointerInput PlanCanvas::inputOf(const QPointF& pixel, Qt::KeyboardModifiers modifiers) const
{
    PointerInput input;
    input.pixel = pixel;
    input.metres = m_view.toPlan(pixel);
    input.modifiers = modifiers;
    return input;
}

PointerInput PlanCanvas::inputOf(const QMouseEvent& event) const
{
    PointerInput input = inputOf(event.position(), event.modifiers());
    input.button = event.button();
    input.buttons = event.buttons();
    return input;
}

bool PlanCanvas::pressMinimap(QPoint pixel)
{
    const QPointF middle = QRectF(freeArea()).center();
    switch (m_minimap.hit(pixel)) {
    case Minimap::Hit::None:
        return false;
    case Minimap::Hit::ZoomIn:
        zoomAbout(middle, std::sqrt(2.0));
        break;
    case Minimap::Hit::ZoomOut:
        zoomAbout(middle, std::sqrt(0.5));
        break;
    case Minimap::Hit::Fit:
        fit();
        break;
    case Minimap::Hit::Map:
        m_isMinimapHeld = true;
        panBy((middle - m_view.toScreen(m_minimap.toPlan(pixel))).toPoint());
        break;
    }
    return true;
}

void PlanCanvas::mousePressEvent(QMouseEvent* event)
{
    setFocus(Qt::MouseFocusReason);
    const QPoint pixel = event->position().toPoint();
    if (event->button() == Qt::LeftButton && !m_tool->isBusy() && pressMinimap(pixel))
        return;
    if (event->button() == Qt::MiddleButton ||
        (event->button() == Qt::LeftButton && m_isSpaceHeld)) {
        m_panFrom = pixel;
        updateCursor();
        return;
    }
    m_tool->press(inputOf(*event));
    emit hintChanged(m_tool->hint());
}

void PlanCanvas::mouseMoveEvent(QMouseEvent* event)
{
    const QPoint pixel = event->position().toPoint();
    updateRulers(m_cursor.value_or(pixel), pixel);
    m_cursor = pixel;
    emit cursorMoved(m_view.toPlan(event->position()));
    if (m_isMinimapHeld) {
        pressMinimap(pixel);
        return;
    }
    if (m_panFrom) {
        panBy(pixel - *m_panFrom);
        m_panFrom = pixel;
        return;
    }
    const bool isHot = isOnArrayHandle(event->position());
    if (isHot != m_isArrayHandleHot) {
        m_isArrayHandleHot = isHot;
        update();
    }
    m_tool->move(inputOf(*event));
    updateCursor();
}

void PlanCanvas::mouseReleaseEvent(QMouseEvent* event)
{
    m_isMinimapHeld = false;
    if (m_panFrom && event->button() != Qt::RightButton) {
        m_panFrom.reset();
        updateCursor();
        return;
    }
    m_tool->release(inputOf(*event));
    if (m_toolKind == ToolKind::Place && !m_tool->isBusy())
        setTool(ToolKind::Select);
    updateCursor();
    emit hintChanged(m_tool->hint());
}

void PlanCanvas::mouseDoubleClickEvent(QMouseEvent* event)
{
    const PlanItem* item = m_scene.at(m_view.toPlan(event->position()));
    if (event->button() == Qt::LeftButton && item && m_toolKind == ToolKind::Select)
        emit activated(item->id);
    else
        mousePressEvent(event);
}

void PlanCanvas::leaveEvent(QEvent*)
{
    m_cursor.reset();
    setHovered(0);
    update();
}

void PlanCanvas::contextMenuEvent(QContextMenuEvent* event)
{
    if (m_tool->isBusy() || m_drop)
        return;
    const PlanItem* item = event->reason() == QContextMenuEvent::Mouse
                               ? m_scene.at(m_view.toPlan(QPointF(event->pos())))
                               : m_scene.find(m_session.selection().first());
    if (item && !m_session.selection().contains(item->id))
        m_session.setSelection(Selection({item->id}));
    const QPoint place = event->reason() == QContextMenuEvent::Mouse || !item
                             ? event->globalPos()
                             : mapToGlobal(m_view.toScreen(item->bounds).center());
    emit contextMenuWanted(item ? item->id : 0, place);
}

void PlanCanvas::updateCursor()
{
    if (m_panFrom)
        setCursor(Qt::ClosedHandCursor);
    else if (m_isSpaceHeld)
        setCursor(Qt::OpenHandCursor);
    else
        setCursor(m_tool->cursor());
}

void PlanCanvas::updateRulers(QPoint before, QPoint after)
{
    for (const QPoint& at : {before, after}) {
        update(at.x() - 1, 0, 3, rulerSize);
        update(0, at.y() - 1, rulerSize, 3);
    }
}

void PlanCanvas::dragEnterEvent(QDragEnterEvent* event)
{
    const PartPtr part = draggedPart(m_session, event->mimeData());
    if (!part)
        return;
    cancelAll();
    m_drop = std::make_unique<PlaceGesture>(*this, part);
    if (!m_drop->isRunning()) {
        m_drop.reset();
        return;
    }
    m_drop->update(inputOf(event->position(), event->modifiers()));
    event->acceptProposedAction();
}

void PlanCanvas::dragMoveEvent(QDragMoveEvent* event)
{
    if (!m_drop)
        return;
    m_cursor = event->position().toPoint();
    m_drop->update(inputOf(event->position(), event->modifiers()));
    emit cursorMoved(m_view.toPlan(event->position()));
    event->acceptProposedAction();
}

void PlanCanvas::dragLeaveEvent(QDragLeaveEvent*)
{
    m_drop.reset();
    endGesture();
}

void PlanCanvas::dropEvent(QDropEvent* event)
{
    if (!m_drop)
        return;
    const std::unique_ptr<PlaceGesture> drop = std::move(m_drop);
    drop->update(inputOf(event->position(), event->modifiers()));
    setFocus(Qt::OtherFocusReason);
    if (drop->finish())
        event->acceptProposedAction();
    endGesture();
}

} // namespace millwright
