#include "views/canvas/PlanCanvas.h"
#include "views/canvas/ChromePainter.h"
#include "views/canvas/GesturePainter.h"
#include "views/canvas/OverlayBar.h"
#include "views/theme/ThemeManager.h"
#include "views/tools/ArrayGesture.h"
#include "views/tools/GestureSupport.h"
#include "views/tools/MeasureTool.h"
#include "views/tools/PanTool.h"
#include "views/tools/PlaceTool.h"
#include "views/tools/SelectTool.h"
#include <QPaintEvent>

namespace millwright
{
namespace
{

/// Names, marks and arrows reach this far beyond the bodies they belong to.
constexpr int overhang = 90;
constexpr int fitMargin = 56; ///< room for the hall's dimensions when it is fitted

} // namespace

PlanCanvas::PlanCanvas(Session& session, const ThemeManager& themes, QWidget* parent)
    : QWidget(parent), m_session(session), m_themes(themes),
      m_overlayBar(new OverlayBar(themes, this))
{
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMouseTracking(true);
    setAcceptDrops(true);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(240, 180);
    setAccessibleName(tr("Floor plan"));
    m_view.origin = {rulerSize + 40.0, rulerSize + 40.0};
    setTool(ToolKind::Select);
    connect(m_overlayBar, &OverlayBar::overlayPicked, this, &PlanCanvas::setOverlay);
    connect(&themes, &ThemeManager::changed, this, [this] {
        m_isChromeStale = true;
        m_cache.invalidate();
        update();
    });
    connectSession();
    rebuildScene();
}

PlanCanvas::~PlanCanvas() = default;

void PlanCanvas::connectSession()
{
    connect(&m_session, &Session::projectChanged, this, &PlanCanvas::onProjectChanged);
    connect(&m_session, &Session::resultsChanged, this, &PlanCanvas::onResultsChanged);
    connect(&m_session, &Session::selectionChanged, this, &PlanCanvas::onSelectionChanged);
    connect(&m_session, &Session::previewChanged, this, &PlanCanvas::onPreviewChanged);
    connect(&m_session, &Session::activeHallChanged, this, [this] {
        rebuildScene();
        fit();
    });
}

void PlanCanvas::rebuildScene()
{
    m_scene.rebuild(m_session.project(), m_session.activeHall());
    m_hovered = 0;
    onResultsChanged();
}

void PlanCanvas::onProjectChanged(const ChangeSet& changes)
{
    const QRectF before = m_scene.extent();
    if (m_scene.hallId() != m_session.activeHall()) {
        rebuildScene();
        return;
    }
    const auto dirty = m_scene.update(m_session.project(), changes);
    if (!m_scene.find(m_hovered))
        m_hovered = 0;
    if (changes.isEverything() || (before.isEmpty() && !m_scene.extent().isEmpty()))
        fit();
    if (!dirty)
        m_cache.invalidate();
    else if (!dirty->isEmpty())
        m_cache.invalidate(
            m_view.toScreen(*dirty).adjusted(-overhang, -overhang, overhang, overhang));
    m_isChromeStale = true;
    update();
}

void PlanCanvas::onResultsChanged()
{
    m_marks = findingMarks(m_session.rules());
    computeOverlay();
}

void PlanCanvas::computeOverlay()
{
    m_overlay.compute(m_overlay.overlay(),
                      {m_scene, m_session.results(), m_session.parameters(), m_marks});
    m_isChromeStale = true;
    m_cache.invalidate();
    update();
}

void PlanCanvas::onSelectionChanged()
{
    setAccessibleDescription(
        tr("%n thing(s) selected", nullptr, static_cast<int>(m_session.selection().size())));
    update();
}

void PlanCanvas::onPreviewChanged()
{
    if (!m_session.hasPreview()) {
        endGesture();
        return;
    }
    if (m_gesture.card) {
        describeChanges(m_session, *m_gesture.card);
        update();
    }
}

void PlanCanvas::setOverlay(Overlay overlay)
{
    if (overlay == m_overlay.overlay())
        return;
    m_overlay.compute(overlay, {m_scene, m_session.results(), m_session.parameters(), m_marks});
    m_overlayBar->setOverlay(overlay);
    m_isChromeStale = true;
    m_cache.invalidate();
    update();
    emit overlayChanged(overlay);
}

void PlanCanvas::setTool(ToolKind kind)
{
    cancelAll();
    switch (kind) {
    case ToolKind::Pan:
        m_tool = std::make_unique<PanTool>(*this);
        break;
    case ToolKind::Measure:
        m_tool = std::make_unique<MeasureTool>(*this);
        break;
    case ToolKind::Select:
    case ToolKind::Place: // needs a part: beginPlacing()
        m_tool = std::make_unique<SelectTool>(*this);
        kind = ToolKind::Select;
        break;
    }
    m_toolKind = kind;
    updateCursor();
    emit toolChanged(kind);
    emit hintChanged(m_tool->hint());
}

void PlanCanvas::beginPlacing(const PartPtr& part)
{
    setTool(ToolKind::Select);
    if (!part)
        return;
    auto tool = std::make_unique<PlaceTool>(*this, part);
    if (!tool->isBusy())
        return;
    m_tool = std::move(tool);
    m_toolKind = ToolKind::Place;
    setFocus();
    updateCursor();
    emit toolChanged(m_toolKind);
    emit hintChanged(m_tool->hint());
}

void PlanCanvas::setView(const ViewTransform& view)
{
    if (view == m_view)
        return;
    m_view = view;
    m_isFitted = false;
    m_cache.invalidate();
    update();
    emit viewChanged();
}

void PlanCanvas::zoomAbout(QPointF pixel, double factor)
{
    setView(m_view.zoomedAbout(pixel, factor));
}

void PlanCanvas::panBy(QPoint pixels)
{
    if (pixels.isNull())
        return;
    m_view.origin += pixels;
    m_isFitted = false;
    m_cache.scroll(pixels);
    update();
    emit viewChanged();
}

QRect PlanCanvas::freeArea() const
{
    return rect().adjusted(rulerSize, rulerSize, 0, 0);
}

void PlanCanvas::fit()
{
    QRectF plan = m_scene.extent();
    if (plan.isEmpty())
        plan = QRectF(0, 0, 12, 8);
    const int top = m_overlayBar->height() + 12; // the hall's name stays below the overlay bar
    setView(ViewTransform::fitting(
        plan,
        QRectF(freeArea()).adjusted(fitMargin, fitMargin + top, -fitMargin, -fitMargin + 16)));
    m_isFitted = true;
}

void PlanCanvas::fitSelection()
{
    const QRectF extent = selectionExtent();
    if (extent.isNull()) {
        fit();
        return;
    }
    ViewTransform view =
        ViewTransform::fitting(extent.adjusted(-1.5, -1.5, 1.5, 1.5), QRectF(freeArea()));
    if (view.scale > 120.0) // a single rack need not fill the window
        view = view.zoomedAbout(QRectF(freeArea()).center(), 120.0 / view.scale);
    setView(view);
}

void PlanCanvas::reveal(const std::vector<EntityId>& ids)
{
    m_session.setSelection(Selection(ids));
    const QRectF extent = selectionExtent();
    if (extent.isNull())
        return;
    const QRect pixels = m_view.toScreen(extent);
    if (m_view.scale < 20.0)
        fitSelection();
    else if (!freeArea().adjusted(30, 60, -30, -30).contains(pixels))
        panBy(freeArea().center() - pixels.center());
}

QRectF PlanCanvas::selectionExtent() const
{
    QRectF extent;
    for (const EntityId id : m_session.selection().ids())
        if (const PlanItem* item = m_scene.find(id))
            extent = extent.isNull() ? item->bounds : extent.united(item->bounds);
    return extent;
}

void PlanCanvas::showGesture(GestureView gesture)
{
    m_gesture = std::move(gesture);
    if (m_gesture.card)
        describeChanges(m_session, *m_gesture.card);
    update();
}

void PlanCanvas::endGesture()
{
    setHidden({});
    if (!m_gesture.isEmpty() || !m_gesture.clashes.empty()) {
        m_gesture = {};
        update();
    }
}

void PlanCanvas::setHidden(const std::vector<EntityId>& ids)
{
    std::unordered_set<EntityId> hidden(ids.begin(), ids.end());
    if (hidden == m_hidden)
        return;
    for (const auto& changed : {m_hidden, hidden})
        for (const EntityId id : changed)
            if (const PlanItem* item = m_scene.find(id))
                m_cache.invalidate(m_view.toScreen(item->bounds)
                                       .adjusted(-overhang, -overhang, overhang, overhang));
    m_hidden = std::move(hidden);
    update();
}

void PlanCanvas::setHovered(EntityId id)
{
    if (id == m_hovered)
        return;
    for (const EntityId changed : {m_hovered, id})
        if (const PlanItem* item = m_scene.find(changed))
            update(m_view.toScreen(item->bounds).adjusted(-6, -6, 6, 6));
    m_hovered = id;
}

std::optional<QPointF> PlanCanvas::arrayHandle() const
{
    if (m_view.scale < 30.0 || !m_gesture.isEmpty())
        return std::nullopt;
    const auto pull = arrayPull(m_scene, m_session.selection().ids());
    return pull ? std::optional(pull->handle) : std::nullopt;
}

bool PlanCanvas::isOnArrayHandle(QPointF pixel) const
{
    const auto handle = arrayHandle();
    if (!handle)
        return false;
    const QPointF d = m_view.toScreen(*handle) - pixel;
    return d.x() * d.x() + d.y() * d.y() <= (arrayHandleRadius + 2) * (arrayHandleRadius + 2);
}

QPointF PlanCanvas::pointerMetres() const
{
    return m_view.toPlan(m_cursor ? QPointF(*m_cursor) : QRectF(freeArea()).center());
}

PlanPaint PlanCanvas::planPaint(QPainter& painter, PaintCount& count)
{
    return {painter, m_scene,  m_overlay, m_marks,  m_session.results(), m_themes.theme(),
            m_view,  m_labels, count,     m_hidden, devicePixelRatioF(), {}};
}

void PlanCanvas::refreshPicture()
{
    m_cache.resize(size(), devicePixelRatioF());
    if (m_cache.isValid())
        return;
    m_labels.trim();
    m_count = {};
    m_cache.refresh([this](QPainter& painter, const QRect& area) {
        painter.setBrushOrigin(m_view.origin.toPoint()); // hatches move with the plan
        PlanPaint paint = planPaint(painter, m_count);
        const QRect reach = area.adjusted(-overhang, -overhang, overhang, overhang);
        m_scene.query(m_view.toPlan(QRectF(reach)), paint.visible);
        paintFloor(paint, area);
        paintFeatures(paint);
        paintBodies(paint);
        paintLabels(paint);
        paintMarks(paint);
        paintHallHeader(paint);
    });
}

void PlanCanvas::paintEvent(QPaintEvent* event)
{
    refreshPicture();
    QPainter painter(this);
    const QRect area = event->rect();
    const qreal ratio = m_cache.picture().devicePixelRatio();
    painter.drawPixmap(QRectF(area), m_cache.picture(),
                       QRectF(QPointF(area.topLeft()) * ratio, QSizeF(area.size()) * ratio));
    painter.setClipRect(area);
    PaintCount ignored;
    PlanPaint paint = planPaint(painter, ignored);
    paintSelection(paint, {m_session.selection().ids(), m_gesture.ghosts.empty() ? m_hovered : 0,
                           arrayHandle(), m_isArrayHandleHot});
    paintGesture(paint, m_gesture, freeArea().adjusted(4, 4, -4, -4));
    paintChrome(painter);
}

void PlanCanvas::paintChrome(QPainter& painter)
{
    const Theme& theme = m_themes.theme();
    if (m_isChromeStale) {
        m_legend = renderLegend(m_overlay, theme, m_labels, devicePixelRatioF());
        m_minimap.render(m_scene, m_overlay, theme, devicePixelRatioF());
        m_isChromeStale = false;
    }
    if (!m_legend.isNull())
        painter.drawPixmap(QPointF(rulerSize + 12,
                                   height() - 12 - m_legend.height() / m_legend.devicePixelRatio()),
                           m_legend);
    m_minimap.paint(painter, theme, m_view, m_labels);
    paintRulers(painter, theme, m_view, m_labels, {size(), selectionExtent(), m_cursor});
}

void PlanCanvas::placeChrome()
{
    m_overlayBar->adjustSize();
    const QRect free = freeArea();
    m_overlayBar->move(std::max(free.left() + 8, free.center().x() - m_overlayBar->width() / 2),
                       free.top() + 8);
    m_minimap.place(rect());
}

} // namespace millwright
