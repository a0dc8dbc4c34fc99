#include "views/panels/RackPainter.h"
#include "model/base/Units.h"
#include "views/models/MeasureText.h"
#include "views/theme/Icon.h"
#include "views/theme/Paint.h"
#include <QCoreApplication>
#include <cmath>

namespace millwright
{
namespace
{

constexpr int stripe = 3, nameFrom = 11, twoLinesFrom = 27, threeLinesFrom = 44,
              fourLinesFrom = 58; ///< px of height

QString words(const char* english)
{
    return QCoreApplication::translate("millwright::RackView", english);
}

QString number(double value, std::string_view unit)
{
    return QString::fromStdString(splitMeasure(value, unit).number);
}

/// Paints one picture; holds what every step needs.
class Elevations
{
public:
    Elevations(QPainter& painter, const RackPicture& picture)
        : m_painter(painter), m_picture(picture), m_theme(picture.theme), m_layout(picture.layout),
          m_hatch(hatchBrush(picture.theme.tile5, 6, painter.device()->devicePixelRatioF()))
    {
    }

    void paint()
    {
        m_painter.fillRect(QRect({0, 0}, m_layout.size), m_theme.canvas);
        for (const bool isRear : {false, true}) {
            if (isRear && !m_layout.hasRear)
                break;
            paintUnits(isRear);
            for (std::size_t i = 0; i < m_layout.racks.size(); ++i)
                paintRack(i, isRear);
            paintSideHead(isRear);
        }
        if (m_layout.hasRear)
            m_painter.fillRect(m_layout.sideLeft(true), 0, 1, m_layout.size.height(), m_theme.line);
        if (m_picture.ghost)
            paintGhost(*m_picture.ghost);
    }

private:
    void paintSideHead(bool isRear)
    {
        const QRect head(m_layout.sideLeft(isRear) + 12, 0, m_layout.halfWidth() - 24, 30);
        m_painter.setFont(uiFont(type::chartHead, QFont::DemiBold));
        m_painter.setPen(m_theme.text);
        const QString name = isRear ? words("Rear") : words("Front");
        const int used = paintText(m_painter, head, Qt::AlignLeft | Qt::AlignVCenter, name);
        m_painter.setFont(uiFont(type::hint));
        m_painter.setPen(m_theme.text3);
        paintText(m_painter, head.adjusted(used + 8, 1, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                  isRear ? words("mirrored, seen from behind")
                         : words("seen from before the fronts"));
    }

    void paintUnits(bool isRear)
    {
        if (m_layout.racks.empty())
            return;
        m_painter.setFont(uiFont(type::canvas));
        m_painter.setPen(m_theme.text3);
        const QRect first = m_layout.rackRect(isRear ? m_layout.racks.size() - 1 : 0, isRear);
        const int bottom = m_layout.headHeight + m_layout.most * m_layout.unitHeight +
                           RackLayout::frame - m_layout.top;
        for (int unit = 1; unit <= m_layout.most; ++unit) {
            const bool isNamed = unit == 1 || unit % 5 == 0 || unit == m_layout.most;
            if (!isNamed || (unit == m_layout.most && unit % 5 != 0 && unit % 5 < 2))
                continue;
            const QRect place(first.x() - 30, bottom - unit * m_layout.unitHeight, 24,
                              m_layout.unitHeight);
            m_painter.drawText(place.adjusted(0, -4, 0, 4), Qt::AlignRight | Qt::AlignVCenter,
                               QString::number(unit));
        }
    }

    void paintRack(std::size_t i, bool isRear)
    {
        const RackColumn& column = m_picture.scene.column(m_layout.racks[i]);
        const QRect rack = m_layout.rackRect(i, isRear);
        const bool isSelected = m_picture.selection.contains(column.id.value());
        m_painter.fillRect(rack, m_theme.body);
        m_painter.fillRect(rack.adjusted(RackLayout::frame, RackLayout::frame, -RackLayout::frame,
                                         -RackLayout::frame),
                           m_theme.canvas);
        paintRails(i, isRear, column);
        for (const FreeUnits& free : column.free)
            paintFree(m_layout.unitRect(i, isRear, free.from, free.count), free, isRear);
        if (column.isSystem)
            paintSystem(i, isRear, column);
        for (const RackDevice& device : column.devices)
            if (device.height > 0)
                paintDevice(i, isRear, device);
        if (isRear)
            paintStrips(rack, column);
        m_painter.setBrush(Qt::NoBrush);
        m_painter.setPen(QPen(isSelected                               ? m_theme.accent
                              : m_picture.hovered == column.id.value() ? m_theme.accent
                                                                       : m_theme.bodyEdge,
                              isSelected ? 2 : 1));
        m_painter.drawRect(rack.adjusted(0, 0, -1, -1));
        paintHead(rack, column, isRear);
        paintFoot(rack, column, isRear);
    }

    void paintRails(std::size_t i, bool isRear, const RackColumn& column)
    {
        m_painter.setPen(QPen(m_theme.tile, 1));
        for (int unit = 2; unit <= column.units; ++unit) {
            const QRect at = m_layout.unitRect(i, isRear, unit, 1);
            m_painter.drawLine(at.left(), at.bottom() + 1, at.right(), at.bottom() + 1);
        }
    }

    void paintFree(const QRect& area, const FreeUnits& free, bool isRear)
    {
        if (!free.reason.isEmpty())
            m_painter.fillRect(area, m_hatch);
        if (isRear || free.count < 4 || area.height() < 40)
            return;
        m_painter.setFont(uiFont(type::hint, QFont::Medium));
        m_painter.setPen(m_theme.text2);
        QStringList lines{words("%1 U free").arg(free.count)};
        if (!free.reason.isEmpty() && area.height() > 60)
            lines << free.reason << free.detail;
        int y = area.center().y() - static_cast<int>(lines.size()) * 7;
        for (const QString& line : lines) {
            m_painter.drawText(QRect(area.x(), y, area.width(), 14), Qt::AlignCenter, line);
            m_painter.setFont(uiFont(type::hint));
            m_painter.setPen(m_theme.text3);
            y += 14;
        }
    }

    void paintSystem(std::size_t i, bool isRear, const RackColumn& column)
    {
        const QRect area = m_layout.unitRect(i, isRear, 1, column.units).adjusted(1, 1, -1, -1);
        m_painter.fillRect(area, m_theme.body);
        m_painter.fillRect(isRear
                               ? QRect(area.right() - stripe + 1, area.y(), stripe, area.height())
                               : QRect(area.x(), area.y(), stripe, area.height()),
                           m_theme.kind(column.kind));
        const Rack* rack = m_picture.scene.project().blueprint().find(column.id);
        const Part* part = rack ? m_picture.scene.project().parts.find(rack->part) : nullptr;
        m_painter.setFont(uiFont(type::hint, QFont::DemiBold));
        m_painter.setPen(m_theme.text);
        m_painter.drawText(area.adjusted(8, 8, -6, -8), Qt::TextWordWrap | Qt::AlignTop,
                           part ? QString::fromStdString(part->name) : QString());
    }

    void paintDevice(std::size_t i, bool isRear, const RackDevice& device)
    {
        const QRect area =
            m_layout.unitRect(i, isRear, device.unit, device.height).adjusted(1, 1, -1, 0);
        const bool isBehind = device.isRear != isRear; // seen from its other side
        const bool isPale = m_picture.lifted == device.id;
        m_painter.setOpacity(isPale ? 0.35 : 1.0);
        m_painter.fillRect(area, isBehind ? m_theme.panel : m_theme.body);
        m_painter.setPen(QPen(m_theme.bodyEdge, 1));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawRect(area.adjusted(0, 0, -1, -1));
        m_painter.fillRect(isRear
                               ? QRect(area.right() - stripe + 1, area.y(), stripe, area.height())
                               : QRect(area.x(), area.y(), stripe, area.height()),
                           m_theme.kind(device.kind));
        if (!isRear)
            paintFrontOf(area, device);
        else
            paintRearOf(area, device);
        m_painter.setOpacity(1.0);
        paintState(area, device);
    }

    void paintFrontOf(const QRect& area, const RackDevice& device)
    {
        const QRect room = area.adjusted(stripe + 5, 0, -4, 0);
        if (area.height() < nameFrom - 3)
            return;
        const int pixels = area.height() < 14 ? 9 : type::canvas;
        m_painter.setFont(uiFont(pixels, QFont::Medium));
        m_painter.setPen(m_theme.text);
        const bool hasTwo = area.height() >= twoLinesFrom,
                   hasThree = area.height() >= threeLinesFrom;
        QString name = device.label.isEmpty() ? device.name : device.label;
        if (!hasThree && !device.label.isEmpty())
            name += QStringLiteral(" · ") + device.name;
        paintText(m_painter, hasTwo ? QRect(room.x(), room.y() + 3, room.width(), 14) : room,
                  Qt::AlignLeft | Qt::AlignVCenter, name);
        if (!hasTwo)
            return;
        m_painter.setFont(uiFont(type::canvas));
        m_painter.setPen(m_theme.text2);
        QStringList lines;
        if (hasThree && !device.label.isEmpty())
            lines << device.name;
        QStringList figures;
        if (device.power_W > 0.0)
            figures << measure(device.power_W, "W");
        if (device.mass_kg > 0.0)
            figures << measure(device.mass_kg, "kg");
        const QString together = figures.join(QStringLiteral(" · "));
        const bool isWide = m_painter.fontMetrics().horizontalAdvance(together) <= room.width();
        if (isWide || area.height() < fourLinesFrom)
            lines << together;
        else
            lines << figures;
        int y = room.y() + 16;
        for (const QString& line : lines) {
            paintText(m_painter, QRect(room.x(), y, room.width(), 14),
                      Qt::AlignLeft | Qt::AlignVCenter, line);
            y += 13;
        }
        if (area.height() < 64 || partFamily(device.kind) != PartFamily::Compute)
            return;
        // the drive bays of a node
        for (int x = room.x(), bay = 0; bay < 8 && x + 7 < room.right(); ++bay, x += 9)
            m_painter.fillRect(x, area.bottom() - 11, 7, 6, m_theme.tile5);
    }

    void paintRearOf(const QRect& area, const RackDevice& device)
    {
        const int left = area.x() + 10, right = area.right() - 12;
        if (device.ports > 0 && area.height() >= 9) {
            m_painter.setPen(QPen(m_theme.family(PartFamily::Network), 1));
            const int size = 4, step = 7, y = area.y() + std::min(6, area.height() / 2 - 2);
            const int most = std::max(0, (right - left) / step);
            for (int i = 0; i < std::min(device.ports, most); ++i)
                m_painter.drawRect(left + i * step, y, size, size);
        }
        if (area.height() < 40 || device.supplies == 0)
            return;
        const int pitch = std::clamp((right - left) / device.supplies, 7, 13);
        const int shown = std::min(device.supplies, std::max(1, (right - left) / pitch));
        for (int i = 0; i < shown; ++i) {
            const QRect supply(left + i * pitch, area.bottom() - 20, pitch - 2, 16);
            m_painter.setPen(QPen(m_theme.bodyEdge, 1));
            m_painter.drawRect(supply);
            m_painter.fillRect(supply.center().x() - 1, supply.bottom() - 6, 4, 4,
                               i < (shown + 1) / 2 ? m_theme.feedA : m_theme.feedB);
        }
        if (area.height() < 70)
            return;
        m_painter.setRenderHint(QPainter::Antialiasing);
        m_painter.setPen(QPen(m_theme.bodyEdge, 1.0));
        for (int x = left + 6; x + 6 < right; x += 16)
            m_painter.drawEllipse(QPointF(x + 0.5, area.center().y() + 0.5), 5.5, 5.5);
        m_painter.setRenderHint(QPainter::Antialiasing, false);
    }

    void paintState(const QRect& area, const RackDevice& device)
    {
        const bool isSelected = m_picture.selection.contains(device.id.value());
        m_painter.setBrush(Qt::NoBrush);
        if (isSelected) {
            m_painter.setPen(QPen(m_theme.canvas, 5));
            m_painter.drawRect(area.adjusted(0, 0, -1, -1));
            m_painter.setPen(QPen(m_theme.accent, 2));
            m_painter.drawRect(area.adjusted(0, 0, -1, -1));
            for (const int y : {area.top(), area.bottom()})
                if (area.height() >= twoLinesFrom) // else they would lie on the name
                    m_painter.fillRect(area.center().x() - 3, y - 3, 7, 7, m_theme.accent);
        } else if (m_picture.hovered == device.id.value()) {
            m_painter.setPen(QPen(m_theme.accent, 1));
            m_painter.drawRect(area.adjusted(0, 0, -1, -1));
        }
        const auto mark = m_picture.marks.find(device.id.value());
        if (mark != m_picture.marks.end() && area.height() >= 9)
            paintStatusMark(m_painter, QRectF(area.right() - 15, area.y() + 2, 11, 11),
                            mark->second, m_theme);
    }

    /// The rack's power strips: side A and side B, each with its letter.
    void paintStrips(const QRect& rack, const RackColumn& column)
    {
        const auto strip = [&](const FeedReading& side, const QColor& color, int x) {
            if (side.circuits == 0)
                return;
            m_painter.setPen(QPen(color, 1));
            m_painter.setBrush(Qt::NoBrush);
            m_painter.drawRect(x, rack.y() + 18, 4, rack.height() - 30);
            for (int y = rack.y() + 24; y < rack.bottom() - 16; y += 12)
                m_painter.fillRect(x + 1, y, 3, 4, color);
        };
        strip(column.a, m_theme.feedA, rack.x() + 1);
        strip(column.b, m_theme.feedB, rack.right() - 5);
    }

    void paintHead(const QRect& rack, const RackColumn& column, bool isRear)
    {
        const QRect head(rack.x(), rack.y() - 26, rack.width(), 22);
        if (head.bottom() < 24)
            return;
        m_painter.setFont(uiFont(type::chartHead, QFont::DemiBold));
        m_painter.setPen(m_theme.text);
        int used = paintText(m_painter, head, Qt::AlignLeft | Qt::AlignVCenter, column.label);
        const auto mark = m_picture.marks.find(column.id.value());
        if (mark != m_picture.marks.end()) {
            paintStatusMark(m_painter, QRectF(head.x() + used + 6, head.center().y() - 6, 13, 13),
                            mark->second, m_theme);
            used += 22;
        }
        m_painter.setFont(uiFont(type::hint));
        m_painter.setPen(m_theme.text3);
        const bool hasA = column.a.circuits > 0, hasB = column.b.circuits > 0;
        const QString sides = hasA && hasB && column.other.circuits > 0
                                  ? QStringLiteral("A + B + %1").arg(column.other.circuits)
                              : hasA && hasB              ? QStringLiteral("A + B")
                              : hasA                      ? words("A only")
                              : hasB                      ? words("B only")
                              : column.other.circuits > 0 ? words("no side")
                                                          : words("no feed");
        paintText(m_painter, head.adjusted(used + 6, 1, 0, 0), Qt::AlignRight | Qt::AlignVCenter,
                  isRear ? sides : column.summary);
    }

    struct Reading {
        QString name;
        double value, limit;
        std::string_view unit;
        QColor fill;
    };

    void paintFoot(const QRect& rack, const RackColumn& column, bool isRear)
    {
        std::vector<Reading> readings;
        if (!isRear) {
            const double units = column.isSystem ? column.units : column.used;
            readings = {
                {QStringLiteral("U"), units, static_cast<double>(column.units), "1", m_theme.meter},
                {QStringLiteral("kW"), column.power_W, column.powerLimit_W, "W", m_theme.meter},
                {QStringLiteral("kg"), column.mass_kg, column.massLimit_kg, "kg", m_theme.meter}};
        } else {
            if (column.a.circuits > 0)
                readings.push_back({QStringLiteral("A kW"), column.a.load_W, column.a.limit_W, "W",
                                    m_theme.feedA});
            if (column.b.circuits > 0)
                readings.push_back({QStringLiteral("B kW"), column.b.load_W, column.b.limit_W, "W",
                                    m_theme.feedB});
            if (column.other.circuits > 0)
                readings.push_back({words("Other"), column.other.load_W, column.other.limit_W, "W",
                                    m_theme.meter});
        }
        int y = rack.bottom() + 8;
        for (const Reading& reading : readings) {
            paintReading(QRect(rack.x(), y, rack.width(), 16), reading, isRear ? 32 : 20);
            y += 18;
        }
    }

    void paintReading(const QRect& line, const Reading& reading, int nameWidth)
    {
        m_painter.setFont(uiFont(type::hint));
        m_painter.setPen(m_theme.text2);
        m_painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, reading.name);
        const bool isOver = reading.limit > 0.0 && reading.value > reading.limit * (1.0 + 1e-9);
        m_painter.setPen(isOver ? m_theme.status(Status::Error) : m_theme.text);
        QString value = number(reading.value, reading.unit);
        if (reading.unit == "W") // named kW, whatever its size
            value = QString::number(reading.value / 1e3, 'f', 1);
        m_painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, value);
        const int room = line.width() - nameWidth - 38;
        if (room > 16)
            paintMeter(m_painter, QRect(line.x() + nameWidth + 2, line.center().y() - 2, room, 6),
                       {reading.value, reading.limit}, m_theme, reading.fill);
    }

    void paintGhost(const RackGhost& ghost)
    {
        const QRect area =
            m_layout.unitRect(ghost.column, ghost.isRear, ghost.unit, std::max(1, ghost.height))
                .adjusted(0, 0, -1, 0);
        const QColor ink = ghost.fits ? m_theme.accent : m_theme.status(Status::Error);
        m_painter.fillRect(area, ghost.fits ? m_theme.accentBg : m_theme.statusTint(Status::Error));
        m_painter.fillRect(area, hatchBrush(ink, 7, m_painter.device()->devicePixelRatioF()));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.setPen(QPen(ink, 1.5, Qt::DashLine));
        m_painter.drawRect(area);
        m_painter.fillRect(area.x(), area.y(), stripe, area.height(), m_theme.kind(ghost.kind));
        m_painter.setFont(uiFont(type::canvas, QFont::DemiBold));
        QRect name = area.adjusted(8, 0, -4, 0);
        name.setWidth(
            std::min(name.width(), m_painter.fontMetrics().horizontalAdvance(ghost.label) + 6));
        m_painter.fillRect(name.x() - 2, name.center().y() - 7, name.width(), 15,
                           ghost.fits ? m_theme.accentBg : m_theme.statusTint(Status::Error));
        m_painter.setPen(m_theme.text);
        paintText(m_painter, name, Qt::AlignLeft | Qt::AlignVCenter, ghost.label);
        paintGhostCard(m_painter, ghost.card, area, QRect({0, 0}, m_layout.size), m_theme);
    }

    QPainter& m_painter;
    const RackPicture& m_picture;
    const Theme& m_theme;
    const RackLayout& m_layout;
    QBrush m_hatch;
};

} // namespace

void paintRacks(QPainter& painter, const RackPicture& picture)
{
    Elevations(painter, picture).paint();
}

} // namespace millwright
