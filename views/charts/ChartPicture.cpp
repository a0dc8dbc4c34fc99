#include "views/charts/ChartPicture.h"
#include "views/charts/ChartCard.h"
#include "views/theme/Paint.h"
#include "views/theme/Theme.h"
#include <QChartView>
#include <QPainter>
#include <QSaveFile>
#include <QSvgGenerator>

namespace millwright
{
namespace
{

constexpr double scale = 2.0;
constexpr int margin = 14, lineHeight = 18;

QSize sizeOf(const ChartCard& card)
{
    const int lines = 1 + (card.subtitle().isEmpty() ? 0 : 1) + (card.subject().isEmpty() ? 0 : 1);
    return card.view().viewport()->size() + QSize(2 * margin, 2 * margin + lines * lineHeight);
}

void paintNow(QPainter& painter, const ChartCard& card, const QSize& size)
{
    const Theme& t = card.theme();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRect(QPoint(), size), t.panel);
    QRect line(margin, margin - 4, size.width() - 2 * margin, lineHeight);
    painter.setFont(uiFont(type::chartHead, QFont::DemiBold));
    painter.setPen(t.text);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, card.title());
    if (!card.subtitle().isEmpty()) {
        line.translate(0, lineHeight);
        painter.setFont(uiFont(type::hint));
        painter.setPen(t.text2);
        paintText(painter, line, Qt::AlignLeft | Qt::AlignVCenter, card.subtitle());
    }
    const QRect view = card.view().viewport()->rect();
    const QRect place(QPoint(margin, line.bottom() + 4), view.size());
    card.view().render(&painter, place, view);
    if (card.subject().isEmpty())
        return;
    painter.setFont(uiFont(type::hint));
    painter.setPen(t.text3);
    paintText(painter, QRect(margin, place.bottom() + 4, view.width(), lineHeight),
              Qt::AlignLeft | Qt::AlignVCenter, card.subject());
}

void paint(QPainter& painter, ChartCard& card, const QSize& size)
{
    card.drawIn(Theme::light(), [&] { paintNow(painter, card, size); });
}

} // namespace

QImage chartImage(ChartCard& card)
{
    const QSize size = sizeOf(card);
    QImage image(size * scale, QImage::Format_RGB32);
    image.setDevicePixelRatio(scale);
    QPainter painter(&image);
    paint(painter, card, size);
    return image;
}

bool saveChart(ChartCard& card, const QString& path)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    bool isGood = true;
    if (path.endsWith(QLatin1String(".svg"), Qt::CaseInsensitive)) {
        const QSize size = sizeOf(card);
        QSvgGenerator drawing;
        drawing.setOutputDevice(&file);
        drawing.setSize(size);
        drawing.setViewBox(QRect(QPoint(), size));
        drawing.setTitle(card.title());
        QPainter painter;
        isGood = painter.begin(&drawing);
        if (isGood)
            paint(painter, card, size);
        isGood = isGood && painter.end();
    } else {
        isGood = chartImage(card).save(&file, "PNG");
    }
    return isGood && file.commit();
}

} // namespace millwright
