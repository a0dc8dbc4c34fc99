#include "views/canvas/SpatialGrid.h"
#include <algorithm>
#include <cmath>

namespace millwright
{

void SpatialGrid::reset(const QRectF& extent, double cell)
{
    constexpr double mostCells =
        512.0; // a side; a hall of a kilometre gets larger cells, not more of them
    m_extent = extent;
    m_cell = std::max({cell, extent.width() / mostCells, extent.height() / mostCells});
    m_columns = std::max(1, static_cast<int>(std::ceil(extent.width() / m_cell)));
    m_rows = std::max(1, static_cast<int>(std::ceil(extent.height() / m_cell)));
    m_cells.assign(static_cast<std::size_t>(m_columns) * static_cast<std::size_t>(m_rows), {});
}

SpatialGrid::Span SpatialGrid::cellsOf(const QRectF& box) const
{
    const auto index = [this](double offset, int count) {
        return static_cast<int>(std::clamp(std::floor(offset / m_cell), 0.0, count - 1.0));
    };
    return {index(box.left() - m_extent.left(), m_columns),
            index(box.top() - m_extent.top(), m_rows),
            index(box.right() - m_extent.left(), m_columns),
            index(box.bottom() - m_extent.top(), m_rows)};
}

void SpatialGrid::insert(std::uint32_t number, const QRectF& box)
{
    const Span span = cellsOf(box);
    for (int y = span.top; y <= span.bottom; ++y)
        for (int x = span.left; x <= span.right; ++x)
            m_cells[static_cast<std::size_t>(y * m_columns + x)].push_back(number);
}

void SpatialGrid::remove(std::uint32_t number, const QRectF& box)
{
    const Span span = cellsOf(box);
    for (int y = span.top; y <= span.bottom; ++y)
        for (int x = span.left; x <= span.right; ++x)
            std::erase(m_cells[static_cast<std::size_t>(y * m_columns + x)], number);
}

void SpatialGrid::query(const QRectF& area, std::vector<std::uint32_t>& found) const
{
    const Span span = cellsOf(area);
    const auto first = static_cast<std::ptrdiff_t>(found.size());
    for (int y = span.top; y <= span.bottom; ++y)
        for (int x = span.left; x <= span.right; ++x) {
            const auto& cell = m_cells[static_cast<std::size_t>(y * m_columns + x)];
            found.insert(found.end(), cell.begin(), cell.end());
        }
    std::sort(found.begin() + first, found.end());
    found.erase(std::unique(found.begin() + first, found.end()), found.end());
}

} // namespace millwright
