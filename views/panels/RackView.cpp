#include "views/panels/RackView.h"
#include "model/edit/PlaceActions.h"
#include "model/edit/RackActions.h"
#include "views/theme/ThemeManager.h"
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

namespace millwright
{

RackView::RackView(Session& session, const ThemeManager& themes, QWidget* parent)
    : QAbstractScrollArea(parent), m_session(session), m_themes(themes)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAcceptDrops(true);
    viewport()->setAcceptDrops(true);
    viewport()->setMouseTracking(true);
    setAccessibleName(tr("Rack elevations"));
    connect(&m_session, &Session::projectChanged, this, &RackView::onProjectChanged);
    connect(&m_session, &Session::selectionChanged, this, &RackView::onSelectionChanged);
    connect(&m_session, &Session::activeHallChanged, this,
            [this] { onProjectChanged(ChangeSet::everything()); });
    connect(&m_session, &Session::resultsChanged, this, [this] {
        if (!isVisible()) // the next showing reads them
            return;
        m_scene.updateResults(m_session.results());
        m_marks = findingMarks(m_session.rules());
        viewport()->update();
    });
    connect(&m_session, &Session::previewChanged, this, [this] {
        if (m_hasGhost && m_session.hasPreview()) {
            describeGhost();
            viewport()->update();
        } else if (m_drag.kind != Drag::Kind::None && m_drag.isMoving && !m_session.hasPreview()) {
            m_drag = {}; // another action took the preview away
            m_hasGhost = false;
            viewport()->update();
        }
    });
    connect(&m_themes, &ThemeManager::changed, viewport(), qOverload<>(&QWidget::update));
}

void RackView::onProjectChanged(const ChangeSet& changes)
{
    m_missed.merge(changes);
    if (!isVisible())
        return;
    m_scene.update({m_session.project(), m_session.results(), m_session.activeHall()}, m_missed);
    m_missed = {};
    followRow();
    emit rowsChanged();
    layOut();
}

void RackView::followRow()
{
    const int before = m_row;
    const int rows = static_cast<int>(m_scene.rows().size());
    const int anchored = m_scene.rowOf(m_anchor);
    m_row = anchored >= 0 ? anchored : std::min(std::max(m_row, 0), rows - 1);
    if (m_row >= 0 && anchored < 0)
        m_anchor = m_scene.rows()[static_cast<std::size_t>(m_row)].racks.front();
    if (m_row != before)
        emit rowChanged(m_row);
}

void RackView::onSelectionChanged()
{
    if (isVisible())
        reveal(m_session.selection().first());
    viewport()->update();
}

void RackView::setRow(int row)
{
    if (row < 0 || row >= static_cast<int>(m_scene.rows().size()) || row == m_row)
        return;
    m_row = row;
    m_anchor = m_scene.rows()[static_cast<std::size_t>(row)].racks.front();
    horizontalScrollBar()->setValue(0);
    layOut();
    emit rowChanged(row);
}

void RackView::setRearShown(bool isShown)
{
    m_hasRear = isShown;
    layOut();
}

void RackView::setFirstRack(int index)
{
    horizontalScrollBar()->setValue(index);
}

void RackView::reveal(EntityId id)
{
    Id<Rack> rack(id);
    int unit = 0;
    if (const Device* device = m_session.blueprint().find(Id<Device>(id))) {
        rack = device->rack;
        unit = device->unit;
    }
    const int row = m_scene.rowOf(rack);
    if (row < 0)
        return;
    m_anchor = rack;
    if (row != m_row) {
        m_row = row;
        layOut();
        emit rowChanged(row);
    }
    const auto& racks = m_scene.rows()[static_cast<std::size_t>(row)].racks;
    const int index = static_cast<int>(std::ranges::find(racks, rack) - racks.begin());
    if (index < m_layout.first)
        horizontalScrollBar()->setValue(index);
    else if (index >= m_layout.first + m_layout.shownCount())
        horizontalScrollBar()->setValue(index - m_layout.shownCount() + 1);
    if (unit > 0 && verticalScrollBar()->maximum() > 0)
        if (const auto shown = m_layout.indexOf(rack)) {
            const QRect at = m_layout.unitRect(*shown, false, unit, 1);
            if (at.top() < RackLayout::headHeight || at.bottom() > viewport()->height() - 20)
                verticalScrollBar()->setValue(m_layout.top + at.top() - viewport()->height() / 2);
        }
}

void RackView::layOut()
{
    m_layout.racks.clear();
    m_layout.units.clear();
    const bool hasRow = m_row >= 0 && m_row < static_cast<int>(m_scene.rows().size());
    if (!hasRow) {
        m_layout.fit(viewport()->size(), 42, 1);
        horizontalScrollBar()->setRange(0, 0);
        viewport()->update();
        return;
    }
    const RackRow& row = m_scene.rows()[static_cast<std::size_t>(m_row)];
    int tallest = 1;
    for (std::size_t i = 0; i < row.racks.size(); ++i)
        if (i < 64 || i % 16 == 0) // the first and a sample: long rows are of one kind
            tallest = std::max(tallest, m_scene.column(row.racks[i]).units);
    const int count = static_cast<int>(row.racks.size());
    m_layout.hasRear = m_hasRear && viewport()->width() > 560;
    m_layout.fit(viewport()->size(), tallest, count);
    const int shown = std::min(count, m_layout.shownCount());
    horizontalScrollBar()->setRange(0, count - shown);
    horizontalScrollBar()->setPageStep(std::max(1, shown));
    verticalScrollBar()->setRange(0, std::max(0, m_layout.contentHeight() - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
    m_layout.first = horizontalScrollBar()->value();
    m_layout.top = verticalScrollBar()->value();
    for (int i = m_layout.first; i < m_layout.first + shown; ++i) {
        m_layout.racks.push_back(row.racks[static_cast<std::size_t>(i)]);
        m_layout.units.push_back(m_scene.column(m_layout.racks.back()).units);
    }
    viewport()->update();
    emit viewMoved();
}

void RackView::scrollContentsBy(int, int)
{
    layOut();
}

void RackView::wheelEvent(QWheelEvent* event)
{
    const QPoint turn = event->angleDelta();
    const bool isSideways = turn.x() != 0 || (event->modifiers() & Qt::ShiftModifier) ||
                            verticalScrollBar()->maximum() == 0;
    if (!isSideways)
        return QAbstractScrollArea::wheelEvent(event);
    const int amount = turn.x() != 0 ? turn.x() : turn.y();
    if (amount != 0)
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() + (amount < 0 ? 1 : -1));
    event->accept();
}

void RackView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    layOut();
}

void RackView::showEvent(QShowEvent* event)
{
    QAbstractScrollArea::showEvent(event);
    m_scene.update({m_session.project(), m_session.results(), m_session.activeHall()}, m_missed);
    m_missed = {};
    m_marks = findingMarks(m_session.rules());
    followRow();
    emit rowsChanged();
    layOut();
    reveal(m_session.selection().first());
}

void RackView::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    paintRacks(painter, {m_scene, m_layout, m_themes.theme(), m_session.selection(), m_marks,
                         m_hovered, m_drag.isMoving ? m_drag.device : Id<Device>(),
                         m_hasGhost ? &m_ghost : nullptr, hasFocus()});
}

EntityId RackView::thingAt(QPoint position) const
{
    const auto slot = m_layout.slotAt(position);
    if (!slot)
        return 0;
    const RackColumn& column = m_scene.column(slot->rack);
    EntityId found = 0;
    for (const RackDevice& device : column.devices)
        if (slot->unit >= device.unit && slot->unit < device.unit + device.height &&
            (found == 0 || device.isRear == slot->isRear))
            found = device.id.value();
    return found != 0 ? found : slot->rack.value();
}

QRect RackView::deviceRect(Id<Device> id) const
{
    const RackDevice* device = m_scene.device(id);
    const Device* row = m_session.blueprint().find(id);
    const auto index = row ? m_layout.indexOf(row->rack) : std::nullopt;
    return device && index ? m_layout.unitRect(*index, false, device->unit, device->height)
                           : QRect();
}

QPoint RackView::unitPoint(Id<Rack> rack, int unit) const
{
    const auto index = m_layout.indexOf(rack);
    return index ? m_layout.unitRect(*index, false, unit, 1).center() : QPoint();
}

bool RackView::nudge(int units)
{
    std::vector<const Device*> devices;
    for (const EntityId id : m_session.selection().ids())
        if (const Device* device = m_session.blueprint().find(Id<Device>(id)))
            devices.push_back(device);
    if (devices.empty())
        return false;
    // The one in front goes first, so that neighbours do not stand in each other's way.
    std::ranges::sort(devices, [units](const Device* a, const Device* b) {
        return units > 0 ? a->unit > b->unit : a->unit < b->unit;
    });
    const Blueprint blueprint = m_session.blueprint(); // keeps the rows while they are replaced
    m_session.perform(
        {"edit.move-device", {blueprint.labelOf(devices.front()->id.value())}},
        [&](Draft& draft) -> Result<void> {
            for (const Device* device : devices)
                if (auto moved = moveDevice(draft, device->id, device->rack, device->unit + units);
                    !moved)
                    return moved;
            return {};
        });
    return true;
}

bool RackView::selectNeighbour(int step)
{
    if (m_row < 0)
        return false;
    const EntityId selected = m_session.selection().first();
    const Device* device = m_session.blueprint().find(Id<Device>(selected));
    const Id<Rack> from = device ? device->rack : Id<Rack>(selected);
    const auto& racks = m_scene.rows()[static_cast<std::size_t>(m_row)].racks;
    const auto found = std::ranges::find(racks, from);
    const auto at =
        found == racks.end() ? std::ptrdiff_t(step > 0 ? 0 : 0) : (found - racks.begin()) + step;
    if (at < 0 || at >= static_cast<std::ptrdiff_t>(racks.size()))
        return false;
    const Id<Rack> next = racks[static_cast<std::size_t>(at)];
    EntityId pick = next.value();
    if (device) // the device at the same height, if there is one
        for (const RackDevice& other : m_scene.column(next).devices)
            if (device->unit >= other.unit && device->unit < other.unit + other.height)
                pick = other.id.value();
    m_session.setSelection(Selection({pick}));
    return true;
}

void RackView::deleteSelected()
{
    std::vector<EntityId> ids;
    for (const EntityId id : m_session.selection().ids())
        if (m_session.blueprint().find(Id<Device>(id)))
            ids.push_back(id);
    if (ids.empty())
        return;
    const auto count = static_cast<std::int64_t>(ids.size());
    m_session.perform({"edit.delete", {count}}, [&](Draft& draft) {
        deleteEntities(draft, ids);
        return Result<void>();
    });
}

void RackView::setHovered(EntityId id)
{
    if (id == m_hovered)
        return;
    m_hovered = id;
    viewport()->update();
}

bool RackView::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        // These belong to the elevations while they have the focus, whatever the menus say.
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_Left ||
            key == Qt::Key_Right || key == Qt::Key_Delete || key == Qt::Key_Backspace ||
            key == Qt::Key_Escape) {
            event->accept();
            return true;
        }
    }
    return QAbstractScrollArea::event(event);
}

bool RackView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const EntityId id = thingAt(help->pos());
        const RackDevice* device = m_scene.device(Id<Device>(id));
        QToolTip::showText(help->globalPos(),
                           device ? tr("%1 · %2, U%3–%4")
                                        .arg(device->label, device->name)
                                        .arg(device->unit)
                                        .arg(device->unit + std::max(1, device->height) - 1)
                                  : QString(),
                           viewport());
        return true;
    }
    if (event->type() == QEvent::Leave)
        setHovered(0);
    return QAbstractScrollArea::viewportEvent(event);
}

void RackView::keyPressEvent(QKeyEvent* event)
{
    bool isDone = true;
    switch (event->key()) {
    case Qt::Key_Up:
        isDone = nudge(1);
        break;
    case Qt::Key_Down:
        isDone = nudge(-1);
        break;
    case Qt::Key_Left:
        isDone = selectNeighbour(-1);
        break;
    case Qt::Key_Right:
        isDone = selectNeighbour(1);
        break;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        deleteSelected();
        break;
    case Qt::Key_Escape:
        if (m_drag.kind != Drag::Kind::None)
            endDrag(false);
        else
            m_session.setSelection({});
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        emit activated(m_session.selection().first());
        break;
    default:
        isDone = false;
    }
    if (!isDone)
        QAbstractScrollArea::keyPressEvent(event);
}

} // namespace millwright
