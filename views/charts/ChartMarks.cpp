#include "views/charts/ChartMarks.h"
#include "model/base/Units.h"
#include <QChart>
#include <algorithm>
#include <cmath>

namespace millwright
{
namespace
{

bool isNumber(const QVariant& cell)
{
    return cell.typeId() == QMetaType::Double || cell.typeId() == QMetaType::Int;
}

QString readable(const QVariant& cell, const std::string& unit)
{
    if (!isNumber(cell))
        return cell.toString();
    const double value = unit == "%" ? 100.0 * cell.toDouble() : cell.toDouble();
    return QString::fromStdString(formatMeasure(value, unit.empty() ? "1" : unit));
}

/// Distance from a point to a piece of a line.
double distance(const QPointF& point, const QPointF& from, const QPointF& to)
{
    const QPointF way = to - from;
    const double length = QPointF::dotProduct(way, way);
    const double share =
        length > 0.0 ? std::clamp(QPointF::dotProduct(point - from, way) / length, 0.0, 1.0) : 0.0;
    const QPointF apart = point - (from + way * share);
    return std::hypot(apart.x(), apart.y());
}

} // namespace

void ChartMarks::clear()
{
    m_columns.clear();
    m_marks.clear();
}

int ChartMarks::nearest(QChart& chart, const QPointF& position, double reach) const
{
    int best = -1;
    double least = reach;
    for (int i = 0; i < count(); ++i) {
        const ChartMark& mark = at(i);
        const QPointF from = chart.mapToPosition(mark.from, mark.series);
        const QPointF to = mark.from == mark.to ? from : chart.mapToPosition(mark.to, mark.series);
        if (const double away = distance(position, from, to); away < least) {
            least = away;
            best = i;
        }
    }
    return best;
}

std::vector<std::pair<QString, QString>> ChartMarks::rows(int index) const
{
    std::vector<std::pair<QString, QString>> rows;
    const QVariantList& cells = at(index).cells;
    for (std::size_t i = 1; i < m_columns.size() && static_cast<qsizetype>(i) < cells.size(); ++i)
        if (const QVariant& cell = cells[static_cast<qsizetype>(i)]; cell.isValid())
            rows.emplace_back(m_columns[i].name, readable(cell, m_columns[i].unit));
    return rows;
}

QString ChartMarks::name(int index) const
{
    const QVariantList& cells = at(index).cells;
    return cells.isEmpty() ? QString()
                           : readable(cells.front(),
                                      m_columns.empty() ? std::string() : m_columns.front().unit);
}

QString ChartMarks::table() const
{
    QStringList lines, head;
    for (const ChartColumn& column : m_columns)
        head +=
            column.unit.empty() || column.unit == "1"
                ? column.name
                : QStringLiteral("%1, %2").arg(column.name, QString::fromStdString(column.unit));
    lines += head.join(u'\t');
    for (const ChartMark& mark : m_marks) {
        QStringList cells;
        for (qsizetype i = 0; i < mark.cells.size(); ++i) {
            const QVariant& cell = mark.cells[i];
            const bool isShare = static_cast<std::size_t>(i) < m_columns.size() &&
                                 m_columns[static_cast<std::size_t>(i)].unit == "%";
            cells += isNumber(cell)
                         ? QString::number(cell.toDouble() * (isShare ? 100.0 : 1.0), 'g', 7)
                         : cell.toString();
        }
        lines += cells.join(u'\t');
    }
    return lines.join(u'\n') + u'\n';
}

} // namespace millwright
