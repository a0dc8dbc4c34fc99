#include "views/theme/Icon.h"
#include "views/theme/ThemeManager.h"
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QPointer>
#include <QSvgRenderer>
#include <array>

namespace millwright
{
namespace
{

constexpr std::array<const char*, static_cast<std::size_t>(Icon::Count)> fileNames = {
#define MILLWRIGHT_ICON(name, file) file,
#include "views/theme/IconNames.def"
#undef MILLWRIGHT_ICON
};

/// Draws in the tokens of the look in force at the time of painting, so that no icon has to be set
/// again.
class ThemedIconEngine : public QIconEngine
{
public:
    ThemedIconEngine(Icon icon, const ThemeManager& themes, ColorToken token,
                     ColorToken checkedToken)
        : m_icon(icon), m_themes(&themes), m_token(std::move(token)),
          m_checkedToken(std::move(checkedToken))
    {
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
    {
        if (m_themes)
            paintIcon(*painter, rect, m_icon, color(mode, state));
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }

    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal) override
    {
        if (!m_themes)
            return {};
        return iconPixmap(m_icon, color(mode, state), std::min(size.width(), size.height()));
    }

    QIconEngine* clone() const override { return new ThemedIconEngine(*this); }

private:
    QColor color(QIcon::Mode mode, QIcon::State state) const
    {
        const Theme& theme = m_themes->theme();
        if (mode == QIcon::Disabled)
            return theme.bodyEdge;
        if (state == QIcon::On)
            return m_checkedToken ? m_checkedToken(theme) : theme.accentText;
        return m_token ? m_token(theme) : theme.text2;
    }

    Icon m_icon;
    QPointer<const ThemeManager> m_themes;
    ColorToken m_token;
    ColorToken m_checkedToken;
};

QPolygonF octagon(const QRectF& rect)
{
    const double cut = rect.width() * 0.293;
    return QPolygonF({{rect.left() + cut, rect.top()},
                      {rect.right() - cut, rect.top()},
                      {rect.right(), rect.top() + cut},
                      {rect.right(), rect.bottom() - cut},
                      {rect.right() - cut, rect.bottom()},
                      {rect.left() + cut, rect.bottom()},
                      {rect.left(), rect.bottom() - cut},
                      {rect.left(), rect.top() + cut}});
}

} // namespace

QPixmap iconPixmap(Icon icon, const QColor& color, int size, qreal devicePixelRatio)
{
    const int pixels = qRound(size * devicePixelRatio);
    const QString key = QStringLiteral("mw-icon/%1/%2/%3/%4")
                            .arg(static_cast<int>(icon))
                            .arg(color.rgba(), 0, 16)
                            .arg(pixels)
                            .arg(devicePixelRatio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    QImage image(pixels, pixels, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QSvgRenderer renderer(QStringLiteral(":/icons/%1.svg")
                              .arg(QLatin1String(fileNames[static_cast<std::size_t>(icon)])));
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    renderer.render(&painter, QRectF(0, 0, pixels, pixels));
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(image.rect(), color);
    painter.end();
    pixmap = QPixmap::fromImage(std::move(image));
    pixmap.setDevicePixelRatio(devicePixelRatio);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

void paintIcon(QPainter& painter, const QRect& rect, Icon icon, const QColor& color)
{
    const int size = std::min(rect.width(), rect.height());
    const QPoint corner(rect.x() + (rect.width() - size) / 2,
                        rect.y() + (rect.height() - size) / 2);
    painter.drawPixmap(corner,
                       iconPixmap(icon, color, size, painter.device()->devicePixelRatioF()));
}

QIcon symbolIcon(Icon icon, const ThemeManager& themes, ColorToken token, ColorToken checkedToken)
{
    return QIcon(new ThemedIconEngine(icon, themes, std::move(token), std::move(checkedToken)));
}

Icon familyIcon(PartFamily family)
{
    switch (family) {
    case PartFamily::Compute:
        return Icon::Compute;
    case PartFamily::Network:
        return Icon::Network;
    case PartFamily::Storage:
        return Icon::Storage;
    case PartFamily::Cooling:
        return Icon::Snowflake;
    case PartFamily::Power:
        return Icon::Bolt;
    case PartFamily::Structure:
        return Icon::WallPlan;
    case PartFamily::Software:
        return Icon::Software;
    }
    return Icon::Block;
}

Icon kindIcon(PartKind kind)
{
    switch (kind) {
    case PartKind::RackSystem:
        return Icon::Rack;
    case PartKind::Optic:
        return Icon::Optic;
    case PartKind::Cable:
        return Icon::Cable;
    case PartKind::Cdu:
    case PartKind::InRackCdu:
        return Icon::HeatExchanger;
    case PartKind::Crah:
    case PartKind::InRowCooler:
    case PartKind::DryCooler:
        return Icon::Fan;
    case PartKind::RearDoor:
        return Icon::RearDoor;
    case PartKind::ImmersionTank:
        return Icon::Tank;
    case PartKind::Chiller:
        return Icon::Chiller;
    case PartKind::CoolingTower:
        return Icon::Tower;
    case PartKind::Pump:
        return Icon::Pump;
    case PartKind::UtilityFeed:
        return Icon::Utility;
    case PartKind::Transformer:
        return Icon::Transformer;
    case PartKind::Switchgear:
    case PartKind::TransferSwitch:
        return Icon::Breaker;
    case PartKind::Generator:
        return Icon::Generator;
    case PartKind::Ups:
        return Icon::Ups;
    case PartKind::Bess:
        return Icon::Battery;
    case PartKind::Busway:
        return Icon::Busway;
    case PartKind::Rack:
        return Icon::Rack;
    case PartKind::Containment:
        return Icon::Containment;
    case PartKind::Tray:
        return Icon::Tray;
    case PartKind::Security:
        return Icon::Shield;
    default:
        return familyIcon(partFamily(kind));
    }
}

void paintStatusMark(QPainter& painter, const QRectF& rect, Status status, const Theme& theme)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const double s = rect.width() / 14.0;
    painter.translate(rect.topLeft());
    painter.scale(s, s);
    const QColor& color = theme.status(status);
    const QColor sign = theme.panel;
    const auto pen = [&painter](const QColor& c, double width) {
        painter.setPen(QPen(c, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    };
    pen(color, 1.3);
    painter.setBrush(status == Status::Error || status == Status::Warning ? QBrush(color)
                                                                          : QBrush(Qt::NoBrush));
    switch (status) {
    case Status::None:
        painter.drawPolygon(octagon({1.15, 1.15, 11.7, 11.7}));
        break;
    case Status::Error:
        painter.drawPolygon(octagon({1.15, 1.15, 11.7, 11.7}));
        pen(sign, 1.6);
        painter.drawLine(QLineF(4.7, 4.7, 9.3, 9.3)), painter.drawLine(QLineF(9.3, 4.7, 4.7, 9.3));
        break;
    case Status::Warning:
        painter.drawPolygon(QPolygonF({{7, 1.6}, {13.1, 12.4}, {0.9, 12.4}}));
        pen(sign, 1.6);
        painter.drawLine(QLineF(7, 5.4, 7, 8.4)), painter.drawLine(QLineF(7, 10.6, 7, 10.7));
        break;
    case Status::Info:
        painter.drawEllipse(QRectF(1.15, 1.15, 11.7, 11.7));
        pen(color, 1.4);
        painter.drawLine(QLineF(7, 6.4, 7, 9.8)), painter.drawLine(QLineF(7, 4.1, 7, 4.2));
        break;
    case Status::Ok:
        painter.drawEllipse(QRectF(1.15, 1.15, 11.7, 11.7));
        pen(color, 1.4);
        painter.drawPolyline(QPolygonF({{4.3, 7.2}, {6.3, 9.2}, {9.8, 5.1}}));
        break;
    }
    painter.restore();
}

QPixmap statusPixmap(Status status, const Theme& theme, int size, qreal devicePixelRatio)
{
    QPixmap pixmap(QSize(size, size) * devicePixelRatio);
    pixmap.setDevicePixelRatio(devicePixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paintStatusMark(painter, QRectF(0, 0, size, size), status, theme);
    return pixmap;
}

} // namespace millwright
