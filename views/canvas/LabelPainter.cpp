#include "model/base/Units.h"
#include "views/canvas/PlanPaint.h"
#include <cmath>

namespace millwright
{
namespace
{

struct PlacedText {
    const LabelCache::Label* label;
    QPoint at;
    QRgb color;
};

/// Texts are collected by role first: changing the painter's font costs more than drawing a
/// prepared text.
struct TextBatches {
    std::array<std::vector<PlacedText>, 3> texts;

    void add(PlanPaint& paint, LabelCache::Role role, const QString& text, QPointF centre,
             const QColor& color)
    {
        const LabelCache::Label& label = paint.labels.label(role, text);
        const QPointF corner = centre - QPointF(label.size.width() / 2, label.size.height() / 2);
        texts[static_cast<std::size_t>(role)].push_back({&label, corner.toPoint(), color.rgb()});
    }
    void draw(PlanPaint& paint) const
    {
        for (std::size_t role = 0; role < texts.size(); ++role) {
            paint.painter.setFont(paint.labels.font(static_cast<LabelCache::Role>(role)));
            QRgb color = 0;
            for (const PlacedText& text : texts[role]) {
                if (text.color != color)
                    paint.painter.setPen(QColor::fromRgb(text.color));
                color = text.color;
                paint.painter.drawStaticText(text.at, text.label->text);
                ++paint.count.labels;
            }
        }
    }
};

constexpr double lineHeight = 13.0;
constexpr int symbolSize = 12;

struct Cell {
    const PlanItem& item;
    std::uint32_t number;
    QRect box;   ///< on the screen
    QRect inner; ///< without the front stripe
    QColor ink, ink2;
};

Icon symbolOf(const PlanItem& item)
{
    return kindIcon(item.kind);
}

void drawSymbol(PlanPaint& paint, Icon icon, const QColor& color, int size, QPointF centre)
{
    const QPixmap& pixmap = paint.labels.symbol(icon, color, size, paint.devicePixelRatio);
    paint.painter.drawPixmap((centre - QPointF(size / 2.0, size / 2.0)).toPoint(), pixmap);
    ++paint.count.symbols;
}

QString fittingName(PlanPaint& paint, const QString& name, int width)
{
    if (paint.labels.label(LabelCache::Role::Name, name).size.width() <= width)
        return name;
    return width >= 40 ? paint.labels.elided(LabelCache::Role::Name, name, width) : QString();
}

/// Upright: symbol, name and value below each other; what does not fit goes, the name last.
void layOutUpright(PlanPaint& paint, const Cell& cell, const QString& value, TextBatches& texts)
{
    const QString name = fittingName(paint, cell.item.label, cell.inner.width());
    const bool hasValue =
        !value.isEmpty() &&
        paint.labels.label(LabelCache::Role::Value, value).size.width() <= cell.inner.width();
    const double text = (name.isEmpty() ? 0.0 : lineHeight) + (hasValue ? lineHeight : 0.0);
    const double room = std::min(static_cast<double>(cell.inner.height()),
                                 72.0 + 0.35 * std::max(0, cell.inner.height() - 72));
    const bool hasSymbol = room >= text + symbolSize + 6 && cell.inner.width() >= symbolSize + 2;
    const double total = text + (hasSymbol ? symbolSize + 4 : 0);
    double y = cell.inner.top() + (room - total) / 2;
    const double x = cell.inner.left() + cell.inner.width() / 2.0;
    if (hasSymbol) {
        drawSymbol(paint, symbolOf(cell.item), cell.ink, symbolSize, {x, y + symbolSize / 2.0});
        y += symbolSize + 4;
    }
    if (!name.isEmpty() && total <= room + 2) {
        texts.add(paint, LabelCache::Role::Name, name, {x, y + lineHeight / 2}, cell.ink);
        y += lineHeight;
    }
    if (hasValue && total <= room + 2)
        texts.add(paint, LabelCache::Role::Value, value, {x, y + lineHeight / 2}, cell.ink2);
}

/// Lying: the symbol at the left, name over value beside it.
void layOutLying(PlanPaint& paint, const Cell& cell, const QString& value, TextBatches& texts)
{
    const bool hasSymbol = cell.inner.width() >= symbolSize + 34;
    const double left = cell.inner.left() + (hasSymbol ? symbolSize + 8 : 2);
    if (hasSymbol)
        drawSymbol(paint, symbolOf(cell.item), cell.ink, symbolSize,
                   {cell.inner.left() + 4 + symbolSize / 2.0, cell.inner.center().y() + 1.0});
    const int room = static_cast<int>(cell.inner.right() - left);
    const QString name = fittingName(paint, cell.item.label, room);
    const bool hasValue = !value.isEmpty() && cell.inner.height() >= 2 * lineHeight - 2;
    const double x = left + room / 2.0;
    const double y = cell.inner.top() + cell.inner.height() / 2.0;
    if (!name.isEmpty() && cell.inner.height() >= 11)
        texts.add(paint, LabelCache::Role::Name, name, {x, hasValue ? y - lineHeight / 2 : y},
                  cell.ink);
    if (hasValue)
        texts.add(paint, LabelCache::Role::Value, value, {x, y + lineHeight / 2}, cell.ink2);
}

/// Fans along the unit, arrows where the air goes, and the name above it.
void layOutAirUnit(PlanPaint& paint, const Cell& cell, TextBatches& texts)
{
    const QColor color = paint.theme.family(PartFamily::Cooling);
    const bool isTall = cell.inner.height() >= cell.inner.width();
    const int across = std::min(cell.inner.width(), cell.inner.height());
    const int along = std::max(cell.inner.width(), cell.inner.height());
    const int fans = std::clamp(along / std::max(across, 1), 1, 4);
    const int size = std::clamp(std::min(across - 8, along / fans - 4), 10, 40) / 2 * 2;
    const QPoint air[] = {{0, -1}, {1, 0}, {0, 1}, {-1, 0}};
    for (int i = 0; i < fans; ++i) {
        const double share = (i + 0.5) / fans;
        const QPointF centre(isTall ? cell.inner.left() + cell.inner.width() / 2.0
                                    : cell.inner.left() + cell.inner.width() * share,
                             isTall ? cell.inner.top() + cell.inner.height() * share
                                    : cell.inner.top() + cell.inner.height() / 2.0);
        drawSymbol(paint, Icon::Fan, color, size, centre);
        if (cell.item.quarter < 0)
            continue;
        const QPoint d = air[cell.item.quarter];
        const QPoint side(d.y(), d.x());
        const QPoint start = (centre + QPointF(d) * (across / 2.0 + 9)).toPoint();
        const QPoint end = start + d * 13;
        paint.painter.setPen(color);
        paint.painter.drawLine(start, end);
        paint.painter.drawLine(end, end - d * 4 + side * 4);
        paint.painter.drawLine(end, end - d * 4 - side * 4);
    }
    texts.add(paint, LabelCache::Role::Name, cell.item.label,
              {cell.box.left() + cell.box.width() / 2.0, cell.box.top() - 8.0}, paint.theme.text2);
}

/// Power and liquid cooling: a symbol, and the name inside where it fits, else above.
void layOutFacility(PlanPaint& paint, const Cell& cell, TextBatches& texts)
{
    const QColor color = cell.item.kind == PartKind::Switchgear
                             ? paint.theme.text2
                             : paint.theme.family(cell.item.family);
    const QPointF centre(cell.inner.left() + cell.inner.width() / 2.0,
                         cell.inner.top() + cell.inner.height() / 2.0);
    const int least = std::min(cell.inner.width(), cell.inner.height());
    const int size = cell.item.hasLiquid ? std::clamp(least - 12, 10, 32) / 2 * 2
                     : least >= 12       ? symbolSize
                                         : 0;
    const QString name = cell.item.label;
    const double nameWidth = paint.labels.label(LabelCache::Role::Name, name).size.width();
    const bool isInside =
        nameWidth <= cell.inner.width() + 1 && cell.inner.height() >= size + lineHeight + 6;
    if (size > 0)
        drawSymbol(paint, symbolOf(cell.item), color, size,
                   isInside ? centre - QPointF(0, 8) : centre);
    if (isInside)
        texts.add(paint, LabelCache::Role::Name, name, centre + QPointF(0, size / 2.0 + 3),
                  paint.theme.text);
    else
        texts.add(paint, LabelCache::Role::Name, name, {centre.x(), cell.box.top() - 8.0},
                  paint.theme.text2);
}

void paintBar(PlanPaint& paint, const QRect& track, double share, bool isOver)
{
    paint.painter.fillRect(track, paint.theme.chip);
    const int width = qRound(track.width() * std::clamp(share, 0.0, 1.0));
    paint.painter.fillRect(QRect(track.topLeft(), QSize(width, track.height())),
                           isOver ? paint.theme.status(Status::Error) : paint.theme.meter);
}

/// Above 90 px/m: the U fill of racks, the load of power parts, with their letters and figures.
void layOutFigures(PlanPaint& paint, const Cell& cell, TextBatches& texts)
{
    const QRect track(cell.inner.left() + 6, cell.inner.bottom() - 24, cell.inner.width() - 12, 4);
    const QPointF below(cell.inner.left() + cell.inner.width() / 2.0, cell.inner.bottom() - 10.0);
    const auto words = [&](double value, const char* unit) {
        return QString::fromStdString(formatMeasure(value, unit));
    };
    if (cell.item.entity == EntityKind::Rack && paint.results.inventory) {
        const RackLoad* load = paint.results.inventory->find(Id<Rack>(cell.item.id));
        if (!load || load->unitsTotal <= 0)
            return;
        paintBar(paint, track, static_cast<double>(load->unitsUsed) / load->unitsTotal,
                 load->unitsUsed > load->unitsTotal);
        texts.add(paint, LabelCache::Role::Value,
                  QStringLiteral("%1/%2 U").arg(load->unitsUsed).arg(load->unitsTotal), below,
                  cell.ink2);
    } else if (cell.item.entity == EntityKind::PowerPart && paint.results.power) {
        for (const PowerNode& node : paint.results.power->nodes) {
            if (node.part.value() != cell.item.id || node.capacity.si() <= 0.0)
                continue;
            paintBar(paint, track, node.output / node.capacity, node.output > node.capacity);
            texts.add(paint, LabelCache::Role::Value, words(node.output.si(), "W"), below,
                      cell.ink2);
        }
    } else if (cell.item.entity == EntityKind::CoolingPart && paint.results.cooling) {
        for (const CoolingUnit& unit : paint.results.cooling->units)
            if (unit.part.value() == cell.item.id && unit.capacity.si() > 0.0)
                texts.add(paint, LabelCache::Role::Value, words(unit.heat.si(), "W"),
                          {below.x(), cell.box.bottom() + 9.0}, paint.theme.text2);
    }
}

void layOut(PlanPaint& paint, const Cell& cell, TextBatches& texts)
{
    const bool isRack = cell.item.entity == EntityKind::Rack;
    if (isRack) {
        const QString value = paint.overlay.appliesTo(cell.item)
                                  ? paint.overlay.text(paint.overlay.value(cell.number))
                                  : QString();
        if (cell.inner.width() > cell.inner.height() * 1.3)
            layOutLying(paint, cell, value, texts);
        else
            layOutUpright(paint, cell, value, texts);
    } else if (cell.item.entity == EntityKind::CoolingPart && !cell.item.hasLiquid &&
               cell.item.kind == PartKind::Crah) {
        layOutAirUnit(paint, cell, texts);
    } else {
        layOutFacility(paint, cell, texts);
    }
    if (paint.detail() == Detail::Full && cell.inner.width() >= 40 && cell.inner.height() >= 90)
        layOutFigures(paint, cell, texts);
}

} // namespace

void paintLabels(PlanPaint& paint)
{
    if (paint.detail() == Detail::Strips || paint.detail() == Detail::Boxes) {
        // Coolers and power parts keep their symbol; racks are told by their stripe.
        for (const std::uint32_t number : paint.visible) {
            const PlanItem& item = paint.scene.items()[number];
            if (paint.detail() == Detail::Strips || item.entity == EntityKind::Rack ||
                paint.isHidden(item))
                continue;
            const QRect box = paint.view.toScreen(item.bounds);
            if (std::min(box.width(), box.height()) >= 15)
                drawSymbol(paint, symbolOf(item), paint.theme.family(item.family), symbolSize,
                           QRectF(box).center());
        }
        return;
    }
    TextBatches texts;
    for (const std::uint32_t number : paint.visible) {
        const PlanItem& item = paint.scene.items()[number];
        if (paint.isHidden(item))
            continue;
        const QRect box = paint.view.toScreen(item.bounds).adjusted(0, 0, -1, -1);
        const int d = 3;
        const int q = item.quarter;
        const QRect inner =
            box.adjusted(q == 3 ? d : 0, q == 0 ? d : 0, q == 1 ? -d : 0, q == 2 ? -d : 0);
        const QColor fill = fillOf(paint, number);
        const bool isPlain = fill == paint.theme.body;
        const QColor ink = isPlain ? paint.theme.text : textOn(fill);
        layOut(paint, {item, number, box, inner, ink, isPlain ? paint.theme.text2 : ink}, texts);
    }
    texts.draw(paint);
}

void paintMarks(PlanPaint& paint)
{
    if (paint.marks.empty() || paint.detail() == Detail::Strips)
        return;
    const int size = paint.view.scale >= 25.0 ? 14 : 8;
    for (const std::uint32_t number : paint.visible) {
        const PlanItem& item = paint.scene.items()[number];
        const auto found = paint.marks.find(item.id);
        if (found == paint.marks.end() || found->second == Status::Info || paint.isHidden(item))
            continue;
        const QRect box = paint.view.toScreen(item.bounds);
        const QPoint at(box.right() - size - 2, box.top() + (size == 14 ? 4 : 0));
        paint.painter.drawPixmap(
            at, paint.labels.mark(found->second, paint.theme, size, paint.devicePixelRatio));
        ++paint.count.symbols;
    }
}

} // namespace millwright
