#pragma once
#include "views/widgets/CardFrame.h"
#include <QChart>
#include <QChartView>
#include <QPointer>
#include <vector>

class QGraphicsSimpleTextItem;
class QLabel;
class QLogValueAxis;
class QValueAxis;
class QXYSeries;

namespace millwright
{

/// A chart in a card with a title that says what it shows: colours and type of the look, direct
/// labels instead of a legend, units at the ends of the axes. Subclasses fill it in rebuild(),
/// which also runs when the look changes.
class ChartCard : public CardFrame
{
    Q_OBJECT
public:
    ChartCard(const ThemeManager& themes, const QString& title, QWidget* parent = nullptr);

    QChart& chart() const { return *m_chart; }
    QChartView& view() const { return *m_view; }
    QString title() const;
    QString subtitle() const;
    /// Texts that stand in the chart, as a reader finds them.
    QStringList labels() const;
    /// An older picture, shown pale while the new one is being calculated.
    void setStale(bool isStale);

protected:
    /// A text beside a point of a series.
    struct Label {
        QAbstractSeries* series;
        QPointF at;
        QString text;
        QColor color;
        bool isBold = false;
        QPointF offset = {}; ///< pixels from the point to the middle of the text's near edge
        bool endsAtPoint = false; ///< the offset is that of the text's right edge
    };

    virtual void rebuild() = 0;
    const Theme& theme() const;
    void setTitle(const QString& title);
    void setSubtitle(const QString& text);
    /// Takes everything out of the chart.
    void clear();
    /// Says why there is nothing to draw, in place of the chart; empty shows the chart again.
    void say(const QString& text);
    QValueAxis* addValueAxis(Qt::Alignment side, const QString& unit, double low, double high);
    QLogValueAxis* addLogAxis(Qt::Alignment side, const QString& unit, double low, double high);
    /// A line of the series' colours without a legend of its own.
    QXYSeries* addLine(const QList<QPointF>& points, const QPen& pen, QAbstractAxis* x,
                       QAbstractAxis* y);
    void addLabel(const Label& label);
    void styleAxis(QAbstractAxis& axis, bool hasGrid) const;

private:
    void makeChart();
    void placeLabels();
    QRectF placed(const Label& label, const QSizeF& size, const std::vector<QRectF>& taken) const;

    const ThemeManager& m_themes;
    QLabel *m_title, *m_subtitle, *m_message;
    QChart* m_chart = nullptr;
    QChartView* m_view;
    QString m_xUnit, m_yUnit;
    std::vector<std::pair<Label, QGraphicsSimpleTextItem*>> m_labels;
    QGraphicsSimpleTextItem *m_xText = nullptr, *m_yText = nullptr;
    double m_opacity = 1.0;
    bool m_isPlacing = false;
};

} // namespace millwright
