#pragma once
#include <string>
#include <vector>

namespace millwright
{

/// Points of one colour and mark.
struct PlotSeries {
    std::string name;
    std::vector<std::pair<double, double>> points; ///< both above 0
};

/// A scatter plot with logarithmic axes of one scale, the line of equality and the lines a factor of
/// two away from it.
struct EqualityPlot {
    std::string title, unit, across, up;
    std::vector<PlotSeries> series;
};
std::string equalitySvg(const EqualityPlot& plot);

/// The spread of a value in groups: a line from the 10th to the 90th percentile with a mark at the
/// median.
struct SpreadRow {
    std::string name;
    double low = 0.0, middle = 0.0, high = 0.0; ///< ln of a ratio
    std::size_t count = 0;
};
struct SpreadPlot {
    std::string title, across;
    std::vector<SpreadRow> rows;
};
std::string spreadSvg(const SpreadPlot& plot);

} // namespace millwright
