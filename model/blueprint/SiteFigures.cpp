#include "model/blueprint/SiteFigures.h"
#include "model/base/Csv.h"
#include "model/blueprint/FieldText.h"
#include <algorithm>
#include <array>

namespace millwright
{
namespace
{

constexpr std::size_t columns = 5;

/// The cells of a line; nothing if it has another number of them.
std::optional<std::array<std::string, columns>> cellsOf(std::string_view line)
{
    std::array<std::string, columns> cells;
    for (std::size_t i = 0; i < columns; ++i) {
        const std::size_t end = line.find('\t');
        if ((end == std::string_view::npos) != (i + 1 == columns))
            return std::nullopt;
        cells[i] = line.substr(0, end);
        line.remove_prefix(end == std::string_view::npos ? line.size() : end + 1);
    }
    return cells;
}

/// Text without what separates cells and lines.
std::string cell(std::string text)
{
    std::ranges::replace_if(
        text, [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
    return text;
}

} // namespace

std::vector<WeatherBin> weatherOf(const Site& site)
{
    const std::size_t count = site.weatherHours.size();
    const bool hasWetBulb = site.weatherWetBulb.size() == count;
    if (site.weatherDryBulb.size() != count || (!hasWetBulb && !site.weatherWetBulb.empty()))
        return {};
    std::vector<WeatherBin> bins;
    double hours = 0.0;
    for (std::size_t i = 0; i < count; ++i) {
        bins.push_back({site.weatherDryBulb[i],
                        hasWetBulb ? std::optional(site.weatherWetBulb[i]) : std::nullopt,
                        site.weatherHours[i]});
        hours += site.weatherHours[i];
    }
    return hours > 0.0 ? bins : std::vector<WeatherBin>();
}

void setWeather(Site& site, std::span<const WeatherBin> bins)
{
    const bool hasWetBulb =
        std::ranges::all_of(bins, [](const WeatherBin& bin) { return bin.wetBulb.has_value(); });
    site.weatherDryBulb.clear();
    site.weatherWetBulb.clear();
    site.weatherHours.clear();
    for (const WeatherBin& bin : bins) {
        site.weatherDryBulb.push_back(bin.dryBulb);
        site.weatherHours.push_back(bin.hours);
        if (hasWetBulb)
            site.weatherWetBulb.push_back(*bin.wetBulb);
    }
}

std::vector<FigureSource> readFigureSources(std::string_view text)
{
    std::vector<FigureSource> sources;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        auto cells = cellsOf(text.substr(0, end));
        const auto value = cells ? parseNumber((*cells)[1]) : std::nullopt;
        if (value)
            sources.push_back({std::move((*cells)[0]), *value, std::move((*cells)[2]),
                               std::move((*cells)[3]), std::move((*cells)[4])});
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return sources;
}

std::string writeFigureSources(std::span<const FigureSource> sources)
{
    std::string text;
    for (const FigureSource& row : sources) {
        text += cell(row.key) + '\t';
        appendNumber(text, row.value);
        text += '\t' + cell(row.year) + '\t' + cell(row.confidence) + '\t' + cell(row.source) + '\n';
    }
    return text;
}

std::optional<FigureSource> sourceOf(const Site& site, std::string_view key, double value)
{
    for (FigureSource& row : readFigureSources(site.sources))
        if (row.key == key && row.value == value)
            return std::move(row);
    return std::nullopt;
}

} // namespace millwright
