#include "model/report/PlotSvg.h"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace millwright
{
namespace
{

// White pages, dark ink, one colour and one mark per series: readable in grey print too.
constexpr const char* ink = "#16202B";
constexpr const char* faint = "#C9D0D8";
constexpr const char* hint = "#4A5561";
constexpr const char* colours[] = {"#2468D8", "#C76A12", "#1B7F6B", "#7A52C7"};

std::string escaped(const std::string& text)
{
    std::string out;
    for (const char c : text)
        out += c == '&'   ? "&amp;"
               : c == '<' ? "&lt;"
               : c == '>' ? "&gt;"
               : c == '"' ? "&quot;"
                          : std::string(1, c);
    return out;
}

std::string label(double x, double y, const char* anchor, const std::string& text, int size = 11,
                  const char* colour = hint, const char* weight = "400")
{
    return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\" font-size=\"{}\" "
                       "fill=\"{}\" font-weight=\"{}\">{}</text>\n",
                       x, y, anchor, size, colour, weight, escaped(text));
}

std::string line(double x1, double y1, double x2, double y2, const char* colour, double width,
                 const char* dash = "")
{
    const std::string dashes =
        *dash ? fmt::format(" stroke-dasharray=\"{}\"", dash) : std::string();
    return fmt::format("<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" "
                       "stroke=\"{}\" stroke-width=\"{}\"{}/>\n",
                       x1, y1, x2, y2, colour, width, dashes);
}

/// Circle, square, triangle, diamond: no two series differ by colour alone.
std::string mark(std::size_t series, double x, double y, double r, const char* extra)
{
    const char* colour = colours[series % 4];
    switch (series % 4) {
    case 0:
        return fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{}\" fill=\"{}\"{}/>\n", x, y,
                           r, colour, extra);
    case 1:
        return fmt::format(
            "<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{}\" height=\"{}\" fill=\"{}\"{}/>\n", x - r,
            y - r, 2 * r, 2 * r, colour, extra);
    case 2:
        return fmt::format("<path d=\"M{:.1f} {:.1f}l{} {}h{}z\" fill=\"{}\"{}/>\n", x, y - r, r,
                           2 * r, -2 * r, colour, extra);
    default:
        return fmt::format("<path d=\"M{:.1f} {:.1f}l{} {}l{} {}l{} {}z\" fill=\"{}\"{}/>\n", x,
                           y - r, r, r, -r, r, -r, -r, colour, extra);
    }
}

std::string head(double width, double height, const std::string& title)
{
    return fmt::format(
               "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 "
               "0 {0} {1}\" font-family=\"Inter, Arial, sans-serif\">\n"
               "<title>{2}</title>\n<rect width=\"{0}\" height=\"{1}\" fill=\"#FFFFFF\"/>\n",
               width, height, escaped(title)) +
           label(16, 24, "start", title, 13, ink, "600");
}

/// "10", "1k", "1M" for decades.
std::string decade(int exponent)
{
    static constexpr const char* big[] = {"", "k", "M", "G", "T"};
    if (exponent < 0)
        return fmt::format("{:g}", std::pow(10.0, exponent));
    const int group = std::min(4, exponent / 3);
    return fmt::format("{:g}{}{}", std::pow(10.0, exponent - 3 * group), group > 0 ? "\u2009" : "",
                       big[group]);
}

} // namespace

std::string equalitySvg(const EqualityPlot& plot)
{
    constexpr double width = 640, height = 520, left = 64, top = 66, side = 400;
    double low = 1e300, high = 0.0;
    for (const PlotSeries& series : plot.series)
        for (const auto& [x, y] : series.points) {
            low = std::min({low, x, y});
            high = std::max({high, x, y});
        }
    if (high <= 0.0)
        return head(width, height, plot.title) + "</svg>\n";
    const int from = static_cast<int>(std::floor(std::log10(low))),
              to = std::max(from + 1, static_cast<int>(std::ceil(std::log10(high))));
    const auto at = [&](double value) { return side * (std::log10(value) - from) / (to - from); };
    const auto across = [&](double value) { return left + at(value); };
    const auto up = [&](double value) { return top + side - at(value); };
    std::string svg = head(width, height, plot.title);
    for (int e = from; e <= to; ++e) {
        const double value = std::pow(10.0, e);
        svg += line(left, up(value), left + side, up(value), faint, e == from ? 1.2 : 0.6) +
               label(left - 8, up(value) + 4, "end", decade(e));
        svg += label(across(value), top + side + 18, "middle", decade(e));
    }
    const double first = std::pow(10.0, from), last = std::pow(10.0, to);
    svg += line(across(first), up(first), across(last), up(last), ink, 1.0);
    svg += line(across(first), up(2 * first), across(last / 2), up(last), hint, 0.8, "4 3");
    svg += line(across(2 * first), up(first), across(last), up(last / 2), hint, 0.8, "4 3");
    for (std::size_t s = 0; s < plot.series.size(); ++s)
        for (const auto& [x, y] : plot.series[s].points)
            svg += mark(s, across(x), up(y), 2.5, " fill-opacity=\"0.55\"");
    for (std::size_t s = 0; s < plot.series.size(); ++s) {
        const double y = top + 12 + 20.0 * static_cast<double>(s);
        svg += mark(s, left + side + 16, y - 4, 4, "") +
               label(left + side + 26, y, "start", plot.series[s].name, 11, ink);
    }
    svg +=
        label(left + side / 2, top + side + 38, "middle", plot.across + ", " + plot.unit, 11, ink);
    svg += label(left, top - 12, "start",
                 plot.up + ", " + plot.unit + "; dashed: a factor of two off", 11, ink);
    return svg + "</svg>\n";
}

std::string spreadSvg(const SpreadPlot& plot)
{
    constexpr double width = 640, left = 190, right = 60, rowHeight = 22;
    const double top = 66, height = top + rowHeight * static_cast<double>(plot.rows.size()) + 40;
    double reach = std::log(1.25);
    for (const SpreadRow& row : plot.rows)
        reach = std::max({reach, std::abs(row.low), std::abs(row.high)});
    reach = std::min(reach, std::log(4.0)) * 1.05;
    const auto across = [&](double value) {
        return left +
               (width - left - right) * (std::clamp(value, -reach, reach) + reach) / (2 * reach);
    };
    std::string svg =
        head(width, height, plot.title) + label(16, 46, "start", plot.across, 11, ink);
    for (const double ratio : {0.25, 0.5, 0.8, 1.0, 1.25, 2.0, 4.0}) {
        const double at = std::log(ratio);
        if (std::abs(at) > reach)
            continue;
        svg += line(across(at), top - 8, across(at), height - 28, ratio == 1.0 ? ink : faint,
                    ratio == 1.0 ? 1.0 : 0.6);
        svg += label(across(at), height - 12, "middle", fmt::format("{:g}", ratio));
    }
    for (std::size_t i = 0; i < plot.rows.size(); ++i) {
        const SpreadRow& row = plot.rows[i];
        const double y = top + rowHeight * (static_cast<double>(i) + 0.5);
        svg += label(left - 12, y + 4, "end", row.name, 11, ink) +
               line(across(row.low), y, across(row.high), y, colours[0], 2.0);
        svg += mark(0, across(row.middle), y, 4, "") +
               label(width - right + 12, y + 4, "start", std::to_string(row.count));
    }
    return svg + "</svg>\n";
}

} // namespace millwright
