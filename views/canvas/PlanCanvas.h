#pragma once
#include "views/canvas/GestureView.h"
#include "views/canvas/LabelCache.h"
#include "views/canvas/Minimap.h"
#include "views/canvas/Overlay.h"
#include "views/canvas/PlanCache.h"
#include "views/canvas/PlanPaint.h"
#include "views/canvas/PlanScene.h"
#include "views/canvas/ViewTransform.h"
#include "views/session/Session.h"
#include "views/tools/Tool.h"
#include <QWidget>
#include <memory>

namespace millwright
{

class OverlayBar;
class PlaceGesture;
class ThemeManager;

/// MIME type of a part that is dragged from the palette; the data is the part's id in UTF-8.
inline constexpr char partMimeType[] = "application/x-millwright-part";

/// The floor plan of the active hall: shows it at any scale, and lets tools change it. Paints by
/// itself into cached pictures by layers, because one graphics item per rack takes 10 ms a frame at
/// 10,000 racks and more to zoom.
class PlanCanvas : public QWidget
{
    Q_OBJECT
public:
    PlanCanvas(Session& session, const ThemeManager& themes, QWidget* parent = nullptr);
    ~PlanCanvas() override;

    const ViewTransform& view() const { return m_view; }
    void setView(const ViewTransform& view);
    void zoomAbout(QPointF pixel, double factor);
    void panBy(QPoint pixels);
    void fit();          ///< the whole hall
    void fitSelection(); ///< the selected things, or the hall when nothing is selected
    /// Selects things and moves the view so that they can be seen.
    void reveal(const std::vector<EntityId>& ids);
    QRect freeArea() const; ///< the canvas without rulers

    Overlay overlay() const { return m_overlay.overlay(); }
    void setOverlay(Overlay overlay);
    ToolKind toolKind() const { return m_toolKind; }
    void setTool(ToolKind kind);
    /// Starts placing a part with a ghost under the pointer (Enter in the palette); Enter or a
    /// click places it.
    void beginPlacing(const PartPtr& part);

    // What tools work with.
    Session& session() { return m_session; }
    const PlanScene& scene() const { return m_scene; }
    const GestureView& gesture() const { return m_gesture; }
    void showGesture(GestureView gesture);
    void endGesture();
    /// These are drawn as ghosts by the gesture and not as bodies.
    void setHidden(const std::vector<EntityId>& ids);
    /// Where the round plus of the selected row end is, in metres; nothing when the selection
    /// cannot be pulled out.
    std::optional<QPointF> arrayHandle() const;
    bool isOnArrayHandle(QPointF pixel) const;
    EntityId hovered() const { return m_hovered; }
    void setHovered(EntityId id);
    /// The pointer's place on the plan, or the middle of what is seen.
    QPointF pointerMetres() const;
    const PaintCount& lastPaint() const { return m_count; } ///< of the last refresh of the picture

signals:
    void viewChanged();
    void overlayChanged(millwright::Overlay overlay);
    void toolChanged(millwright::ToolKind tool);
    void cursorMoved(QPointF metres);
    void hintChanged(const QString& hint);
    void activated(millwright::EntityId id); ///< Enter or double click
    void contextMenuWanted(millwright::EntityId id, QPoint globalPosition);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void connectSession();
    void onProjectChanged(const ChangeSet& changes);
    void onResultsChanged();
    void onSelectionChanged();
    void onPreviewChanged();
    void rebuildScene();
    void computeOverlay();
    void refreshPicture();
    PlanPaint planPaint(QPainter& painter, PaintCount& count);
    void paintChrome(QPainter& painter);
    void placeChrome();
    QRectF selectionExtent() const;
    PointerInput inputOf(const QPointF& pixel, Qt::KeyboardModifiers modifiers) const;
    PointerInput inputOf(const QMouseEvent& event) const;
    bool pressMinimap(QPoint pixel);
    bool handleCommandKey(const QKeyEvent& event);
    bool handleViewKey(const QKeyEvent& event);
    bool cancelAll();
    bool selectNext(bool isForward);
    void updateCursor();
    void updateRulers(QPoint before, QPoint after);

    Session& m_session;
    const ThemeManager& m_themes;
    PlanScene m_scene;
    OverlayValues m_overlay;
    MarkMap m_marks;
    LabelCache m_labels;
    PlanCache m_cache;
    Minimap m_minimap;
    QPixmap m_legend;
    bool m_isChromeStale = true;
    ViewTransform m_view;
    bool m_wasShown = false;
    bool m_isFitted = false; ///< stays fitted when the widget is resized
    std::unordered_set<EntityId> m_hidden;
    GestureView m_gesture;
    EntityId m_hovered = 0;
    bool m_isArrayHandleHot = false;
    PaintCount m_count;
    OverlayBar* m_overlayBar;
    std::unique_ptr<Tool> m_tool;
    ToolKind m_toolKind = ToolKind::Select;
    std::unique_ptr<PlaceGesture> m_drop; ///< while a part is dragged over the canvas
    std::optional<QPoint> m_cursor;
    std::optional<QPoint> m_panFrom; ///< middle button or Space held
    bool m_isSpaceHeld = false;
    bool m_isMinimapHeld = false;
};

} // namespace millwright
