#include "model/edit/RackActions.h"
#include "views/canvas/PlanCanvas.h"
#include "views/panels/RackView.h"
#include "views/tools/GestureSupport.h"
#include <QApplication>
#include <QContextMenuEvent>
#include <QDragEnterEvent>
#include <QMimeData>

namespace millwright
{
namespace
{

/// Where a part that does not fit under the pointer may go instead, in U.
constexpr std::array nearby = {0, 1, -1, 2, -2};

bool hangs(PartKind kind)
{
    return kind == PartKind::RearDoor || kind == PartKind::InRackCdu;
}

} // namespace

void RackView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return QAbstractScrollArea::mousePressEvent(event);
    const EntityId id = thingAt(event->position().toPoint());
    Selection selection = m_session.selection();
    if (event->modifiers() & (Qt::ControlModifier | Qt::ShiftModifier)) {
        selection.toggle(id);
        m_session.setSelection(selection);
        return;
    }
    if (!selection.contains(id) || selection.size() > 1)
        m_session.setSelection(id == 0 ? Selection() : Selection({id}));
    m_drag = {};
    const RackDevice* device = m_scene.device(Id<Device>(id));
    const auto slot = m_layout.slotAt(event->position().toPoint());
    if (!device || !slot)
        return;
    m_drag.kind = Drag::Kind::Device;
    m_drag.device = device->id;
    m_drag.grab = slot->unit - device->unit;
    m_drag.pressed = event->position().toPoint();
}

void RackView::mouseMoveEvent(QMouseEvent* event)
{
    const QPoint at = event->position().toPoint();
    if (m_drag.kind == Drag::Kind::Device && (event->buttons() & Qt::LeftButton)) {
        if (!m_drag.isMoving &&
            (at - m_drag.pressed).manhattanLength() >= QApplication::startDragDistance())
            beginDrag();
        if (m_drag.isMoving)
            dragTo(at);
        return;
    }
    setHovered(thingAt(at));
    const RackDevice* device = m_scene.device(Id<Device>(m_hovered));
    emit hintChanged(device ? tr("Drag or arrow keys move by 1 U, Delete removes") : QString());
}

void RackView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && m_drag.kind == Drag::Kind::Device)
        endDrag(true);
}

void RackView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (const EntityId id = thingAt(event->position().toPoint()))
        emit activated(id);
}

void RackView::contextMenuEvent(QContextMenuEvent* event)
{
    const bool isKeyboard = event->reason() == QContextMenuEvent::Keyboard;
    const EntityId id = isKeyboard ? m_session.selection().first()
                                   : thingAt(viewport()->mapFrom(this, event->pos()));
    if (id != 0 && !m_session.selection().contains(id))
        m_session.setSelection(Selection({id}));
    emit contextMenuWanted(id, event->globalPos());
}

void RackView::beginDrag()
{
    const std::string label = m_session.blueprint().labelOf(m_drag.device.value());
    m_drag.isMoving = m_session.beginPreview({"edit.move-device", {label}});
    if (!m_drag.isMoving)
        m_drag = {};
}

void RackView::dragTo(QPoint position)
{
    const auto slot = m_layout.slotAt(position);
    if (!slot) {
        m_hasGhost = false;
        m_drag.isChanged = false;
        m_drag.target = {};
        m_session.updatePreview([](Draft&) { return Result<void>(); }).isOk();
        viewport()->update();
        return;
    }
    if (*slot == m_drag.target && m_hasGhost)
        return;
    m_drag.target = *slot;
    const Part* part = m_drag.part.get();
    if (m_drag.kind == Drag::Kind::Device) {
        const Device* device = m_session.blueprint().find(m_drag.device);
        part = device ? m_session.project().parts.find(device->part) : nullptr;
    }
    const int height = part ? part->figures.rackUnits : 1;
    const int most = m_scene.column(slot->rack).units;
    const int wanted = std::clamp(slot->unit - m_drag.grab, 1, std::max(1, most - height + 1));
    int unit = wanted;
    if (part && height > 0)
        for (const int away : nearby)
            if (checkMount(m_session.project(), slot->rack, *part, wanted + away, m_drag.device)) {
                unit = wanted + away;
                break;
            }
    showGhost(*slot, unit, tryAt(*slot, unit));
}

Result<void> RackView::tryAt(const RackSlot& slot, int unit)
{
    const Session::Action action = [&](Draft& draft) -> Result<void> {
        if (m_drag.kind == Drag::Kind::Device)
            return moveDevice(draft, m_drag.device, slot.rack, unit);
        if (hangs(m_drag.part->kind) && m_drag.part->figures.rackUnits == 0) {
            const auto hung = hangOnRack(draft, slot.rack, m_drag.part);
            return hung ? Result<void>() : Result<void>(hung.error());
        }
        if (auto fits = checkMount(draft.project(), slot.rack, *m_drag.part,
                                   m_drag.part->figures.rackUnits == 0 ? 0 : unit);
            !fits)
            return fits;
        const auto mounted = mountDevice(draft, slot.rack, m_drag.part, unit);
        return mounted ? Result<void>() : Result<void>(mounted.error());
    };
    const Result<void> done = m_session.updatePreview(action);
    m_drag.isChanged = done.isOk();
    return done;
}

void RackView::showGhost(const RackSlot& slot, int unit, const Result<void>& fits)
{
    const auto index = m_layout.indexOf(slot.rack);
    if (!index)
        return;
    m_ghost = {};
    m_ghost.column = *index;
    m_ghost.unit = unit;
    m_ghost.isRear = slot.isRear;
    m_ghost.fits = fits.isOk();
    if (const RackDevice* device = m_scene.device(m_drag.device)) {
        m_ghost.height = device->height;
        m_ghost.kind = device->kind;
        m_ghost.label = device->label;
    } else if (m_drag.part) {
        m_ghost.height = m_drag.part->figures.rackUnits;
        m_ghost.kind = m_drag.part->kind;
        m_ghost.label = QString::fromStdString(m_drag.part->name);
    }
    m_ghost.card.verdict = fits ? Status::Ok : Status::Error;
    const QString rack = m_scene.column(slot.rack).label;
    const int last = unit + std::max(1, m_ghost.height) - 1;
    m_ghost.card.headline = !fits ? QString::fromStdString(formatMessage(fits.error().message))
                            : m_ghost.height < 1 ? tr("Fits %1").arg(rack)
                            : last == unit       ? tr("Fits %1 U%2").arg(rack).arg(unit)
                                           : tr("Fits %1 U%2–%3").arg(rack).arg(unit).arg(last);
    m_hasGhost = true;
    describeGhost();
    emit hintChanged(tr("Dragging: Esc cancels"));
    viewport()->update();
}

void RackView::describeGhost()
{
    if (m_ghost.fits)
        describeChanges(m_session, m_ghost.card);
}

void RackView::endDrag(bool isApplied)
{
    const Drag drag = m_drag;
    const bool wasGhost = m_hasGhost;
    m_drag = {};
    m_hasGhost = false;
    viewport()->update();
    if (!drag.isMoving)
        return;
    emit hintChanged({});
    if (!isApplied || !drag.isChanged || !wasGhost)
        return m_session.cancelPreview();
    const EntityId before = m_session.project().lastId;
    m_session.applyPreview();
    const EntityId last = m_session.project().lastId;
    if (drag.kind == Drag::Kind::Part && last > before)
        m_session.setSelection(Selection({last}));
}

void RackView::dragEnterEvent(QDragEnterEvent* event)
{
    if (!event->mimeData()->hasFormat(QLatin1String(partMimeType)))
        return;
    const QByteArray id = event->mimeData()->data(QLatin1String(partMimeType));
    const PartPtr part =
        m_session.part(std::string_view(id.constData(), static_cast<std::size_t>(id.size())));
    if (!part)
        return;
    m_drag = {};
    m_drag.kind = Drag::Kind::Part;
    m_drag.part = part;
    m_drag.grab = part->figures.rackUnits / 2;
    m_drag.isMoving = m_session.beginPreview({"edit.mount", {part->displayName()}});
    if (!m_drag.isMoving) {
        m_drag = {};
        return;
    }
    event->setDropAction(Qt::CopyAction);
    event->accept();
    dragTo(event->position().toPoint());
}

void RackView::dragMoveEvent(QDragMoveEvent* event)
{
    if (m_drag.kind != Drag::Kind::Part)
        return;
    dragTo(event->position().toPoint());
    event->setDropAction(Qt::CopyAction);
    event->accept();
}

void RackView::dragLeaveEvent(QDragLeaveEvent*)
{
    if (m_drag.kind == Drag::Kind::Part)
        endDrag(false);
}

void RackView::dropEvent(QDropEvent* event)
{
    if (m_drag.kind != Drag::Kind::Part)
        return;
    dragTo(event->position().toPoint());
    event->setDropAction(Qt::CopyAction);
    event->accept();
    if (m_hasGhost && !m_ghost.fits) // what the ghost said stays readable
        m_session.say({"rack.not-dropped", {m_ghost.card.headline.toStdString()}},
                      Severity::Warning);
    endDrag(true);
    setFocus(Qt::MouseFocusReason);
}

} // namespace millwright
