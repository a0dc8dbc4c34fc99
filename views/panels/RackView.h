#pragma once
#include "views/panels/RackPainter.h"
#include "views/session/Session.h"
#include <QAbstractScrollArea>

namespace millwright
{

class ThemeManager;

/// Elevations of one row of racks, front and rear side by side. Devices are dragged within and
/// between racks and come from the palette; arrow keys move them by one unit. Paints by itself and
/// only what is seen, so that a row of hundreds costs what a row of ten does.
class RackView : public QAbstractScrollArea
{
    Q_OBJECT
public:
    RackView(Session& session, const ThemeManager& themes, QWidget* parent = nullptr);

    const RackScene& scene() const { return m_scene; }
    const RackLayout& layoutNow() const { return m_layout; }
    int row() const { return m_row; }
    void setRow(int row);
    bool hasRear() const { return m_hasRear; }
    void setRearShown(bool isShown);
    void setFirstRack(int index); ///< scrolls so that this rack of the row stands first
    /// Scrolls until the rack or the device is seen; other things do nothing.
    void reveal(EntityId id);
    bool isDragging() const { return m_drag.kind != Drag::Kind::None && m_drag.isMoving; }
    const RackGhost* ghost() const { return m_hasGhost ? &m_ghost : nullptr; }

    // For tests and pictures: pixels of the viewport at the front side.
    QRect deviceRect(Id<Device> device) const;
    QPoint unitPoint(Id<Rack> rack, int unit) const;

signals:
    void rowsChanged();
    void rowChanged(int row);
    void viewMoved(); ///< other racks are seen now
    void activated(millwright::EntityId id);
    void contextMenuWanted(millwright::EntityId id, QPoint globalPosition);
    void hintChanged(const QString& hint);

protected:
    bool event(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    struct Drag {
        enum class Kind : std::uint8_t { None, Device, Part } kind = Kind::None;
        Id<Device> device;
        PartPtr part;
        int grab = 0; ///< units between the part's lowest and the pointer
        QPoint pressed;
        bool isMoving = false;
        bool isChanged = false; ///< the last step fits and changes something
        RackSlot target;
    };
    void onProjectChanged(const ChangeSet& changes);
    void onSelectionChanged();
    void followRow();
    void layOut();
    EntityId thingAt(QPoint position) const;
    void beginDrag();
    void dragTo(QPoint position);
    Result<void> tryAt(const RackSlot& slot, int unit);
    void showGhost(const RackSlot& slot, int unit, const Result<void>& fits);
    void describeGhost();
    void endDrag(bool isApplied);
    bool nudge(int units);
    bool selectNeighbour(int step);
    void deleteSelected();
    void setHovered(EntityId id);

    Session& m_session;
    const ThemeManager& m_themes;
    RackScene m_scene;
    RackLayout m_layout;
    MarkMap m_marks;
    ChangeSet m_missed = ChangeSet::everything(); ///< what happened while hidden
    int m_row = -1;
    Id<Rack> m_anchor; ///< a rack of the row, to find it again after an edit
    bool m_hasRear = true;
    EntityId m_hovered = 0;
    Drag m_drag;
    bool m_hasGhost = false;
    RackGhost m_ghost;
};

} // namespace millwright
