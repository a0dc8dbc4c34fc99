#include "views/canvas/ChromePainter.h"
#include <QCoreApplication>
#include <algorithm>
#include <cmath>

namespace millwright
{
namespace
{

QString rulerText(double value, double step)
{
    const int decimals = step < 0.1 ? 2 : step < 1.0 ? 1 : 0;
    QString text = QString::number(std::fabs(value) < 1e-9 ? 0.0 : value, 'f', decimals);
    return text.replace(QLatin1Char('-'), QChar(0x2212));
}

/// One ruler; `isAcross` is the one along the top.
void paintRuler(QPainter& painter, const Theme& theme, const ViewTransform& view,
                LabelCache& labels, const RulerPaint& ruler, bool isAcross)
{
    const int length = isAcross ? ruler.size.width() : ruler.size.height();
    const auto rect = [&](int from, int size) {
        return isAcross ? QRect(from, 0, size, rulerSize) : QRect(0, from, rulerSize, size);
    };
    painter.fillRect(rect(0, length), theme.panel);
    const auto pixel = [&](double metres) {
        return qRound(isAcross ? view.x(metres) : view.y(metres));
    };
    if (!ruler.selection.isNull()) {
        const int from = pixel(isAcross ? ruler.selection.left() : ruler.selection.top());
        const int to = pixel(isAcross ? ruler.selection.right() : ruler.selection.bottom());
        painter.fillRect(rect(from, std::max(1, to - from)), theme.accentBg);
    }
    const double step = rulerStep(view.scale, 42);
    const double minor = step / 5;
    const double first = (rulerSize - (isAcross ? view.origin.x() : view.origin.y())) / view.scale;
    const double last = (length - (isAcross ? view.origin.x() : view.origin.y())) / view.scale;
    QVector<QLine> ticks;
    painter.setFont(labels.font(LabelCache::Role::Hint));
    painter.setPen(theme.text3);
    for (auto i = static_cast<long>(std::ceil(first / minor));
         static_cast<double>(i) * minor <= last; ++i) {
        const double metres = static_cast<double>(i) * minor;
        const int at = pixel(metres);
        const bool isMajor = i % 5 == 0;
        const int height = isMajor ? 9 : 4;
        ticks.push_back(isAcross ? QLine(at, rulerSize - height, at, rulerSize - 1)
                                 : QLine(rulerSize - height, at, rulerSize - 1, at));
        if (!isMajor)
            continue;
        const LabelCache::Label& label =
            labels.label(LabelCache::Role::Hint, rulerText(metres, step));
        if (isAcross) {
            painter.drawStaticText(QPoint(at + 4, 2), label.text);
        } else {
            painter.save();
            painter.translate(2, at - 4);
            painter.rotate(-90);
            painter.drawStaticText(QPoint(0, 0), label.text);
            painter.restore();
        }
    }
    painter.setPen(theme.line2);
    painter.drawLines(ticks);
    painter.setPen(theme.line);
    painter.drawLine(isAcross ? QLine(0, rulerSize - 1, length, rulerSize - 1)
                              : QLine(rulerSize - 1, 0, rulerSize - 1, length));
    if (ruler.cursor)
        painter.fillRect(rect(isAcross ? ruler.cursor->x() : ruler.cursor->y(), 1), theme.accent);
}

class LegendCard
{
public:
    LegendCard(QPainter& painter, const Theme& theme, LabelCache& labels)
        : m_painter(painter), m_theme(theme), m_labels(labels)
    {
    }

    double text(LabelCache::Role role, const QString& words, const QColor& color, QPointF at,
                Qt::Alignment alignment = Qt::AlignLeft)
    {
        const LabelCache::Label& label = m_labels.label(role, words);
        double x = at.x();
        if (alignment == Qt::AlignRight)
            x -= label.size.width();
        else if (alignment == Qt::AlignHCenter)
            x -= label.size.width() / 2;
        m_painter.setFont(m_labels.font(role));
        m_painter.setPen(color);
        m_painter.drawStaticText(QPointF(qRound(x), at.y()), label.text);
        return label.size.width();
    }
    void head(const OverlayValues& overlay, const QSize& size)
    {
        m_painter.setRenderHint(QPainter::Antialiasing, true);
        m_painter.setPen(QPen(m_theme.line2, 1));
        m_painter.setBrush(m_theme.panel);
        m_painter.drawRoundedRect(QRectF(0.5, 0.5, size.width() - 1, size.height() - 1),
                                  metrics::cardRadius, metrics::cardRadius);
        m_painter.setRenderHint(QPainter::Antialiasing, false);
        const auto words = [](const char* text) {
            return QCoreApplication::translate("Overlay", text);
        };
        const double width =
            text(LabelCache::Role::Name, words(overlay.info().title), m_theme.text, {12, 9});
        text(LabelCache::Role::Hint, words(overlay.info().what), m_theme.text2,
             {12 + width + 6, 9});
        if (overlay.limit()) {
            const QString limit =
                words(overlay.limitLabel()) + QLatin1Char(' ') +
                QString::number(*overlay.limit() / overlay.info().divisor, 'g', 4);
            text(LabelCache::Role::Hint, limit, m_theme.text2, {size.width() - 12.0, 9},
                 Qt::AlignRight);
        }
    }
    void ramp(const OverlayValues& overlay, const QRect& bar)
    {
        const auto& bins = overlay.histogram();
        const int most = std::max(1, *std::max_element(bins.begin(), bins.end()));
        const int step = bar.width() / static_cast<int>(bins.size());
        for (std::size_t i = 0; i < bins.size(); ++i) {
            if (bins[i] == 0)
                continue;
            const int height = std::max(2, qRound(20.0 * bins[i] / most));
            const int x = bar.left() + static_cast<int>(i) * step;
            m_painter.fillRect(QRect(x, bar.top() - 3 - height, step - 1, height), m_theme.meter);
            if (bins[i] != most)
                continue;
            const QString count = QString::number(most);
            const double half = m_labels.label(LabelCache::Role::Hint, count).size.width() / 2;
            text(LabelCache::Role::Hint, count, m_theme.text2,
                 {std::clamp(x + step / 2.0, bar.left() + half, bar.right() - half),
                  bar.top() - 3.0 - height - 14},
                 Qt::AlignHCenter);
        }
        for (int x = 0; x < bar.width(); ++x)
            m_painter.fillRect(QRect(bar.left() + x, bar.top(), 1, bar.height()),
                               QColor::fromRgb(rampColor(amountRamp(), x / (bar.width() - 1.0))));
        for (int i = 0; i <= 5; ++i) {
            const double shown = overlay.high() / overlay.info().divisor * i / 5;
            const Qt::Alignment alignment = i == 0   ? Qt::AlignLeft
                                            : i == 5 ? Qt::AlignRight
                                                     : Qt::AlignHCenter;
            text(LabelCache::Role::Hint, QString::number(shown, 'g', 3), m_theme.text2,
                 {bar.left() + bar.width() * i / 5.0, bar.bottom() + 4.0}, alignment);
        }
        if (overlay.limit()) {
            const int x = bar.left() + qRound(*overlay.limit() / overlay.high() * bar.width());
            m_painter.fillRect(QRect(x - 1, bar.top() - 5, 3, bar.height() + 8), m_theme.panel);
            m_painter.fillRect(QRect(x, bar.top() - 4, 1, bar.height() + 7), m_theme.text);
        }
    }
    void classes(const OverlayValues& overlay, int width)
    {
        const auto classes = overlay.classes();
        for (std::size_t i = 0; i < classes.size(); ++i) {
            const int x = 12 + static_cast<int>(i % 2) * (width - 24) / 2;
            const int y = 34 + static_cast<int>(i / 2) * 22;
            const QRect swatch(x, y, 18, 14);
            const QColor color = classes[i].color(m_theme);
            m_painter.fillRect(swatch, m_theme.bodyEdge);
            m_painter.fillRect(swatch.adjusted(1, 1, -1, -1), color);
            if (classes[i].hatch != Qt::NoBrush)
                m_painter.fillRect(swatch.adjusted(1, 1, -1, -1),
                                   QBrush(color.darker(150), classes[i].hatch));
            const double label = text(LabelCache::Role::Hint,
                                      QCoreApplication::translate("Overlay", classes[i].label),
                                      m_theme.text, {x + 24.0, y + 0.0});
            text(LabelCache::Role::Hint, QString::number(overlay.classCount(i)), m_theme.text2,
                 {x + 24 + label + 5, y + 0.0});
        }
    }

private:
    QPainter& m_painter;
    const Theme& m_theme;
    LabelCache& m_labels;
};

} // namespace

double rulerStep(double scale, double leastPixels)
{
    const double least = leastPixels / scale;
    const double power = std::pow(10.0, std::floor(std::log10(least)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * power >= least * (1.0 - 1e-9))
            return factor * power;
    return 10.0 * power;
}

void paintRulers(QPainter& painter, const Theme& theme, const ViewTransform& view,
                 LabelCache& labels, const RulerPaint& ruler)
{
    paintRuler(painter, theme, view, labels, ruler, true);
    paintRuler(painter, theme, view, labels, ruler, false);
    painter.fillRect(QRect(0, 0, rulerSize, rulerSize), theme.panel);
    painter.setPen(theme.line);
    painter.drawLine(0, rulerSize - 1, rulerSize - 1, rulerSize - 1);
    painter.drawLine(rulerSize - 1, 0, rulerSize - 1, rulerSize - 1);
    painter.setPen(theme.text3);
    painter.setFont(labels.font(LabelCache::Role::Hint));
    painter.drawStaticText(QPoint(6, 3),
                           labels.label(LabelCache::Role::Hint, QStringLiteral("m")).text);
}

QPixmap renderLegend(const OverlayValues& overlay, const Theme& theme, LabelCache& labels,
                     qreal devicePixelRatio)
{
    if (!overlay.isShown())
        return {};
    const QSize size(288, overlay.info().isCategorical ? 84 : 98);
    QPixmap picture(size * devicePixelRatio);
    picture.setDevicePixelRatio(devicePixelRatio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    LegendCard card(painter, theme, labels);
    card.head(overlay, size);
    if (overlay.info().isCategorical)
        card.classes(overlay, size.width());
    else
        card.ramp(overlay, QRect(12, 62, size.width() - 24, 12));
    return picture;
}

} // namespace millwright
