#include "views/canvas/CanvasCommands.h"
#include "views/canvas/PlanCanvas.h"
#include "views/tools/PlaceGesture.h"
#include <QKeyEvent>
#include <cmath>

// How PlanCanvas answers keys.
namespace millwright
{

bool PlanCanvas::cancelAll()
{
    bool hadWork = false;
    if (m_drop) {
        m_drop.reset();
        hadWork = true;
    }
    if (m_tool && m_tool->cancel())
        hadWork = true;
    m_panFrom.reset();
    endGesture();
    return hadWork;
}

bool PlanCanvas::selectNext(bool isForward)
{
    const auto& items = m_scene.items();
    if (items.empty() || m_tool->isBusy())
        return false;
    const auto count = static_cast<std::ptrdiff_t>(items.size());
    std::ptrdiff_t next = isForward ? 0 : count - 1;
    if (const PlanItem* now = m_scene.find(m_session.selection().first()))
        next = now - items.data() + (isForward ? 1 : -1);
    if (next < 0 || next >= count) {
        m_session.setSelection({});
        return false;
    }
    reveal({items[static_cast<std::size_t>(next)].id});
    return true;
}

bool PlanCanvas::handleCommandKey(const QKeyEvent& event)
{
    const QKeyEvent* key = &event;
    auto* pressed = const_cast<QKeyEvent*>(key); // matches() is not const in Qt 6.4
    if (pressed->matches(QKeySequence::Copy))
        CanvasCommands::copy(m_session);
    else if (pressed->matches(QKeySequence::Cut))
        CanvasCommands::cut(m_session);
    else if (pressed->matches(QKeySequence::Paste))
        CanvasCommands::paste(m_session, pointerMetres());
    else if (pressed->matches(QKeySequence::SelectAll))
        CanvasCommands::selectAll(m_session, m_scene);
    else if (pressed->matches(QKeySequence::Delete) || event.key() == Qt::Key_Backspace)
        CanvasCommands::remove(m_session);
    else if (event.modifiers() == Qt::ControlModifier && event.key() == Qt::Key_D)
        CanvasCommands::duplicate(m_session, m_scene);
    else if (event.modifiers() == Qt::NoModifier && event.key() == Qt::Key_R)
        CanvasCommands::rotate(m_session, 90.0);
    else
        return false;
    return true;
}

bool PlanCanvas::handleViewKey(const QKeyEvent& event)
{
    const QPointF middle = m_cursor ? QPointF(*m_cursor) : QRectF(freeArea()).center();
    const auto number = event.key() - Qt::Key_0;
    if (event.modifiers() == Qt::NoModifier && number >= 0 && number < overlayCount) {
        const auto wanted = static_cast<Overlay>(number);
        setOverlay(wanted == overlay() ? Overlay::None : wanted);
    } else if (event.key() == Qt::Key_F && event.modifiers() == Qt::NoModifier) {
        // Once: what is selected; again, or with nothing selected: the whole hall.
        const ViewTransform before = m_view;
        fitSelection();
        if (before == m_view)
            fit();
    } else if (event.key() == Qt::Key_Home) {
        fit();
    } else if (event.key() == Qt::Key_Plus || event.key() == Qt::Key_Equal) {
        zoomAbout(middle, std::sqrt(2.0));
    } else if (event.key() == Qt::Key_Minus) {
        zoomAbout(middle, std::sqrt(0.5));
    } else if (event.key() == Qt::Key_V && event.modifiers() == Qt::NoModifier) {
        setTool(ToolKind::Select);
    } else if (event.key() == Qt::Key_H && event.modifiers() == Qt::NoModifier) {
        setTool(ToolKind::Pan);
    } else if (event.key() == Qt::Key_M && event.modifiers() == Qt::NoModifier) {
        setTool(ToolKind::Measure);
    } else {
        return false;
    }
    return true;
}

void PlanCanvas::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        if (!cancelAll()) {
            if (m_toolKind != ToolKind::Select)
                setTool(ToolKind::Select);
            else
                m_session.setSelection({});
        } else if (m_toolKind == ToolKind::Place) {
            setTool(ToolKind::Select);
        }
        return;
    }
    if (m_drop && event->key() == Qt::Key_R) {
        m_drop->rotate();
        return;
    }
    if (m_tool->key(event->key(), event->modifiers())) {
        if (m_toolKind == ToolKind::Place && !m_tool->isBusy())
            setTool(ToolKind::Select);
        return;
    }
    if (event->key() == Qt::Key_Space) {
        m_isSpaceHeld = true;
        updateCursor();
        return;
    }
    const EntityId first = m_session.selection().first();
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && first != 0) {
        emit activated(first);
        return;
    }
    const QPoint arrow = arrowOf(event->key());
    if (!arrow.isNull() && !m_tool->isBusy()) {
        if (m_session.selection().isEmpty())
            panBy(-arrow * 60);
        else
            CanvasCommands::nudge(m_session, m_scene, arrow,
                                  event->modifiers() & Qt::ShiftModifier);
        return;
    }
    if (!m_tool->isBusy() && (handleCommandKey(*event) || handleViewKey(*event)))
        return;
    QWidget::keyPressEvent(event);
}

void PlanCanvas::keyReleaseEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        m_isSpaceHeld = false;
        updateCursor();
        return;
    }
    QWidget::keyReleaseEvent(event);
}

} // namespace millwright
