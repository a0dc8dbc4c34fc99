#include "views/tools/SelectTool.h"
#include "views/canvas/PlanCanvas.h"
#include "views/tools/ArrayGesture.h"
#include "views/tools/MoveGesture.h"
#include <QApplication>

namespace millwright
{

SelectTool::SelectTool(PlanCanvas& canvas) : m_canvas(canvas) {}

SelectTool::~SelectTool() = default;

void SelectTool::press(const PointerInput& input)
{
    if (input.button != Qt::LeftButton || isBusy())
        return;
    m_press = input;
    m_last = input;
    m_mayNarrow = false;
    if (m_canvas.isOnArrayHandle(input.pixel)) {
        m_state = State::Array;
        m_array = std::make_unique<ArrayGesture>(m_canvas, m_canvas.session().selection().ids());
        m_array->update(input);
        return;
    }
    const bool isAdding = input.modifiers & Qt::ShiftModifier;
    if (const PlanItem* item = m_canvas.scene().at(input.metres)) {
        pressOnItem(item->id, isAdding);
        return;
    }
    m_state = State::Rubber;
    m_before = isAdding ? m_canvas.session().selection() : Selection();
    if (!isAdding)
        m_canvas.session().setSelection({});
}

void SelectTool::pressOnItem(EntityId id, bool isAdding)
{
    m_state = State::Pressed;
    m_pressed = id;
    Selection selection = m_canvas.session().selection();
    if (isAdding) {
        selection.toggle(id);
        m_canvas.session().setSelection(std::move(selection));
    } else if (selection.contains(id)) {
        m_mayNarrow = true;
    } else {
        m_canvas.session().setSelection(Selection({id}));
    }
}

void SelectTool::move(const PointerInput& input)
{
    m_last = input;
    const bool isDragged =
        (input.pixel - m_press.pixel).manhattanLength() >= QApplication::startDragDistance();
    switch (m_state) {
    case State::Idle: {
        const PlanItem* item = m_canvas.scene().at(input.metres);
        m_canvas.setHovered(item ? item->id : 0);
        break;
    }
    case State::Pressed:
        if (!isDragged || !m_canvas.session().selection().contains(m_pressed))
            break;
        m_move = std::make_unique<MoveGesture>(m_canvas, m_canvas.session().selection().ids(),
                                               m_press.metres);
        if (!m_move->isRunning()) { // all of it is locked
            m_move.reset();
            m_state = State::Idle;
            break;
        }
        m_state = State::Moving;
        [[fallthrough]];
    case State::Moving:
        m_move->update(input);
        break;
    case State::Rubber:
        if (isDragged)
            updateRubberBand(input);
        break;
    case State::Array:
        m_array->update(input);
        break;
    }
}

void SelectTool::updateRubberBand(const PointerInput& input)
{
    const QRectF band = QRectF(m_press.metres, input.metres).normalized();
    std::vector<std::uint32_t> near;
    m_canvas.scene().query(band, near);
    Selection selection = m_before;
    for (const std::uint32_t number : near) {
        const PlanItem& item = m_canvas.scene().items()[number];
        if (item.bounds.intersects(band))
            selection.add(item.id);
    }
    m_canvas.session().setSelection(std::move(selection));
    GestureView gesture;
    gesture.rubberBand = band;
    m_canvas.showGesture(std::move(gesture));
}

void SelectTool::release(const PointerInput& input)
{
    if (input.button != Qt::LeftButton)
        return;
    const State state = m_state;
    m_state = State::Idle;
    if (state == State::Moving) {
        m_move->update(input);
        m_move->finish();
        m_move.reset();
    } else if (state == State::Array) {
        m_array->update(input);
        m_array->finish();
        m_array.reset();
    } else if (state == State::Pressed && m_mayNarrow) {
        m_canvas.session().setSelection(Selection({m_pressed}));
    }
    m_canvas.endGesture();
}

bool SelectTool::key(int key, Qt::KeyboardModifiers)
{
    if (m_state != State::Moving)
        return false;
    if (key == Qt::Key_R)
        m_move->rotate();
    else if (key == Qt::Key_Alt) {
        m_last.modifiers |= Qt::AltModifier;
        m_move->update(m_last);
    } else
        return false;
    return true;
}

bool SelectTool::cancel()
{
    const bool wasBusy = isBusy();
    if (m_state == State::Rubber)
        m_canvas.session().setSelection(m_before);
    m_state = State::Idle;
    m_move.reset();
    m_array.reset();
    return wasBusy;
}

bool SelectTool::isBusy() const
{
    return m_state != State::Idle;
}

Qt::CursorShape SelectTool::cursor() const
{
    return m_state == State::Moving ? Qt::SizeAllCursor : Qt::ArrowCursor;
}

QString SelectTool::hint() const
{
    switch (m_state) {
    case State::Moving:
    case State::Pressed:
        return PlanCanvas::tr(
            "Dragging: R turns, Alt duplicates, Ctrl leaves the grid, Esc cancels");
    case State::Array:
        return PlanCanvas::tr("Pull for more copies, Esc cancels");
    case State::Rubber:
    case State::Idle:
        break;
    }
    return PlanCanvas::tr("Click selects, drag moves, Shift adds, middle button or Space pans");
}

} // namespace millwright
