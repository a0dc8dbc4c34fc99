#pragma once
#include <QColor>
#include <QPointF>
#include <QRectF>
#include <QString>
#include <QStringList>
#include <vector>

class QAbstractSeries;
class QChart;
class QGraphicsSimpleTextItem;
class QXYSeries;

namespace millwright
{

/// A text beside a point of a series.
struct ChartLabel {
    QAbstractSeries* series;
    QPointF at;
    QString text;
    QColor color;
    bool isBold = false;
    QPointF offset = {};      ///< pixels from the point to the middle of the text's near edge
    bool endsAtPoint = false; ///< the offset is that of the text's right edge
    QString toggles = {};     ///< the series that a press on the text shows or hides
    QString brief = {};       ///< stands there where the whole text would cover another
    std::vector<QPointF> elsewhere = {}; ///< other points for it where `at` is taken
};

/// The texts that stand in a chart. Those without an offset take the first free place beside their
/// point: on no other text, no mark and no line.
class ChartLabels
{
public:
    void clear(); ///< the texts themselves belong to the chart
    /// `backdrop` is the colour behind the text, so that it can be read across a line.
    void add(QChart& chart, ChartLabel label, const QColor& backdrop);
    void keepOff(QXYSeries* line) { m_lines.push_back(line); }
    void place(QChart& chart);
    QStringList texts() const;
    /// The series that the text at `position` (in the chart) shows or hides; empty if none.
    QString toggleAt(const QPointF& position) const;

private:
    /// What a text should keep off, and how much.
    struct Obstacle {
        QRectF rect;
        int weight;
    };
    std::vector<Obstacle> obstacles(QChart& chart) const;
    QRectF fixedPlace(QChart& chart, const ChartLabel& label, const QSizeF& size,
                      const std::vector<Obstacle>& taken) const;
    static int clashes(const QRectF& rect, const std::vector<Obstacle>& taken);
    static QRectF freePlace(const QPointF& point, const QSizeF& size, const QRectF& plot,
                            const std::vector<Obstacle>& taken);

    std::vector<std::pair<ChartLabel, QGraphicsSimpleTextItem*>> m_labels;
    std::vector<QXYSeries*> m_lines;
};

/// A text of the chart above all series.
QGraphicsSimpleTextItem* makeChartText(QChart* chart);

} // namespace millwright
