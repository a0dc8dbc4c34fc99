#include "views/canvas/LabelCache.h"
#include <QFontMetricsF>
#include <QPainter>

namespace millwright
{
namespace
{

/// A mark on a round casing in the canvas colour, so that it is seen on any fill; the casing needs
/// 4 px more.
QPixmap casedMark(Status status, const Theme& theme, int size, qreal devicePixelRatio)
{
    const int outer = size + 4;
    QPixmap pixmap(QSize(outer, outer) * devicePixelRatio);
    pixmap.setDevicePixelRatio(devicePixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.floor);
    painter.drawEllipse(QRectF(0, 0, outer, outer));
    painter.drawPixmap(2, 2, statusPixmap(status, theme, size, devicePixelRatio));
    return pixmap;
}

} // namespace

LabelCache::LabelCache()
    : m_fonts{uiFont(type::canvas, QFont::DemiBold), uiFont(type::canvas), uiFont(type::hint)}
{
}

const LabelCache::Label& LabelCache::label(Role role, const QString& text)
{
    auto& labels = m_labels[static_cast<std::size_t>(role)];
    auto found = labels.find(text);
    if (found == labels.end()) {
        Label label;
        label.text.setText(text);
        label.text.setTextFormat(Qt::PlainText);
        label.text.setPerformanceHint(QStaticText::AggressiveCaching);
        label.text.prepare({}, font(role));
        label.size = label.text.size();
        found = labels.emplace(text, std::move(label)).first;
    }
    return found->second;
}

QString LabelCache::elided(Role role, const QString& text, int width) const
{
    const QString cut = QFontMetricsF(font(role)).elidedText(text, Qt::ElideRight, width);
    return cut.size() < 4 && cut != text ? QString() : cut;
}

const QPixmap& LabelCache::symbol(Icon icon, const QColor& color, int size, qreal devicePixelRatio)
{
    const quint64 key = (static_cast<quint64>(color.rgb()) << 32) |
                        (static_cast<quint64>(icon) << 20) | (static_cast<quint64>(size) << 8) |
                        static_cast<quint64>(qRound(devicePixelRatio * 16));
    auto found = m_symbols.find(key);
    if (found == m_symbols.end())
        found = m_symbols.insert(key, iconPixmap(icon, color, size, devicePixelRatio));
    return *found;
}

const QPixmap& LabelCache::mark(Status status, const Theme& theme, int size, qreal devicePixelRatio)
{
    const quint64 key =
        (static_cast<quint64>(status) << 40) | (static_cast<quint64>(theme.mode) << 36) |
        (static_cast<quint64>(size) << 8) | static_cast<quint64>(qRound(devicePixelRatio * 16));
    auto found = m_marks.find(key);
    if (found == m_marks.end())
        found = m_marks.insert(key, casedMark(status, theme, size, devicePixelRatio));
    return *found;
}

void LabelCache::trim()
{
    constexpr std::size_t most = 30000;
    for (auto& labels : m_labels)
        if (labels.size() > most)
            labels.clear();
}

} // namespace millwright
