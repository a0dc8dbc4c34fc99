#include "views/canvas/Minimap.h"
#include "views/canvas/ChromePainter.h"

namespace millwright
{
namespace
{

constexpr int padding = 4;
constexpr int mapHeight = 82;
constexpr double pixelsPerMetreAtFullSize = 96.0 / 0.0254; // 96 px to the inch

} // namespace

void Minimap::render(const PlanScene& scene, const OverlayValues& overlay, const Theme& theme,
                     qreal devicePixelRatio)
{
    const QRectF area(padding, padding, cardSize().width() - 2 * padding, mapHeight - 2 * padding);
    m_map = ViewTransform::fitting(scene.extent(), area);
    // A kilometre of hall needs less than the canvas's own least scale.
    const double scale = std::min(area.width() / std::max(scene.extent().width(), 0.1),
                                  area.height() / std::max(scene.extent().height(), 0.1));
    m_map.scale = scale;
    m_map.origin = area.center() - scene.extent().center() * scale;
    m_picture = QPixmap(cardSize() * devicePixelRatio);
    m_picture.setDevicePixelRatio(devicePixelRatio);
    m_picture.fill(Qt::transparent);
    QPainter painter(&m_picture);
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(QPen(theme.line2, 1));
    painter.setBrush(theme.panel);
    painter.drawRoundedRect(QRectF(QPointF(0.5, 0.5), cardSize() - QSizeF(1, 1)),
                            metrics::cardRadius, metrics::cardRadius);
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (const Hall* hall = scene.hall()) {
        QPolygonF outline;
        for (const Point& corner : hall->outline)
            outline << m_map.toScreen(corner).toPoint();
        painter.setPen(theme.wallEdge);
        painter.setBrush(theme.floor);
        painter.drawPolygon(outline);
    }
    for (std::uint32_t i = 0; i < scene.items().size(); ++i) {
        const PlanItem& item = scene.items()[i];
        const QColor color = overlay.appliesTo(item) && overlay.overlay() != Overlay::Findings
                                 ? overlay.color(overlay.value(i), theme)
                                 : theme.family(item.family);
        const QRect box = m_map.toScreen(item.bounds);
        painter.fillRect(QRect(box.topLeft(), box.size().expandedTo({1, 1})), color);
    }
}

void Minimap::place(const QRect& canvas)
{
    m_canvas = canvas;
    m_at = canvas.bottomRight() - QPoint(cardSize().width() + 12, cardSize().height() + 12);
}

QRect Minimap::button(int index) const
{
    const int y = m_at.y() + mapHeight + 2;
    const int x[] = {m_at.x() + 4, m_at.x() + 68, m_at.x() + cardSize().width() - 26};
    return {x[index], y, 22, 22};
}

Minimap::Hit Minimap::hit(QPoint pixel) const
{
    if (!rect().contains(pixel))
        return Hit::None;
    const Hit hits[] = {Hit::ZoomOut, Hit::ZoomIn, Hit::Fit};
    for (int i = 0; i < 3; ++i)
        if (button(i).contains(pixel))
            return hits[i];
    return Hit::Map;
}

void Minimap::paint(QPainter& painter, const Theme& theme, const ViewTransform& view,
                    LabelCache& labels) const
{
    painter.drawPixmap(m_at, m_picture);
    const QRectF free = QRectF(m_canvas).adjusted(rulerSize, rulerSize, 0, 0);
    QRect frame = m_map.toScreen(view.toPlan(free)).translated(m_at);
    frame =
        frame.intersected(QRect(m_at, QSize(cardSize().width(), mapHeight)).adjusted(2, 2, -2, -2));
    painter.setPen(theme.accent);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(frame.adjusted(0, 0, -1, -1));
    const Icon icons[] = {Icon::Minus, Icon::Plus, Icon::ZoomFit};
    for (int i = 0; i < 3; ++i)
        painter.drawPixmap(
            button(i).topLeft() + QPoint(4, 4),
            labels.symbol(icons[i], theme.text2, 14, painter.device()->devicePixelRatioF()));
    const QString scale = QStringLiteral("1:%1").arg(qRound(pixelsPerMetreAtFullSize / view.scale));
    const LabelCache::Label& label = labels.label(LabelCache::Role::Hint, scale);
    painter.setFont(labels.font(LabelCache::Role::Hint));
    painter.setPen(theme.text2);
    painter.drawStaticText(
        QPointF(m_at.x() + 47 - label.size.width() / 2, m_at.y() + mapHeight + 5), label.text);
}

} // namespace millwright
