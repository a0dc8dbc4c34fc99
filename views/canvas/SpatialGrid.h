#pragma once
#include <QRectF>
#include <cstdint>
#include <vector>

namespace millwright
{

/// Finds which of many boxes touch an area: a grid of square cells over a fixed extent, each with
/// the numbers of the boxes that touch it. Boxes outside the extent go to the cells at its border.
class SpatialGrid
{
public:
    /// Forgets everything; `extent` and `cell` in metres.
    void reset(const QRectF& extent, double cell);
    void insert(std::uint32_t number, const QRectF& box);
    void remove(std::uint32_t number, const QRectF& box);
    /// Adds to `found` each number whose cells `area` touches, once and in rising order.
    void query(const QRectF& area, std::vector<std::uint32_t>& found) const;

private:
    struct Span {
        int left, top, right, bottom;
    };
    Span cellsOf(const QRectF& box) const;

    QRectF m_extent;
    double m_cell = 1.0;
    int m_columns = 1, m_rows = 1;
    std::vector<std::vector<std::uint32_t>> m_cells = std::vector<std::vector<std::uint32_t>>(1);
};

} // namespace millwright
