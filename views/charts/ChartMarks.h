#pragma once
#include <QPointF>
#include <QString>
#include <QVariantList>
#include <string>
#include <vector>

class QAbstractSeries;
class QChart;

namespace millwright
{

/// A column of what a chart tells, for the read-out and for the table.
struct ChartColumn {
    QString name;
    std::string unit = {}; ///< of its numbers, SI; "%" = shares from 0 to 1; empty = text
};

/// Something in a chart that can be pointed at: a point, or a bar from one point to another. The
/// first of its cells is its name.
struct ChartMark {
    QAbstractSeries* series;
    QPointF from, to;    ///< equal for a point
    QVariantList cells;  ///< a text or a number in SI for each column; invalid = nothing
    QString figure = {}; ///< what explains it; may be empty
};

/// The marks of a chart with what they say.
class ChartMarks
{
public:
    void clear();
    void setColumns(std::vector<ChartColumn> columns) { m_columns = std::move(columns); }
    void add(ChartMark mark) { m_marks.push_back(std::move(mark)); }
    int count() const { return static_cast<int>(m_marks.size()); }
    const ChartMark& at(int index) const { return m_marks[static_cast<std::size_t>(index)]; }
    /// The mark at most `reach` pixels from `position` (in the chart); -1 = none.
    int nearest(QChart& chart, const QPointF& position, double reach) const;
    /// Name and value of every cell of a mark but its first, as they are read.
    std::vector<std::pair<QString, QString>> rows(int index) const;
    QString name(int index) const;
    /// All marks with tabs between cells, as spreadsheets take them: numbers bare, units in the
    /// head.
    QString table() const;

private:
    std::vector<ChartColumn> m_columns;
    std::vector<ChartMark> m_marks;
};

} // namespace millwright
