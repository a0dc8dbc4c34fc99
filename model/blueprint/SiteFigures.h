#pragma once
#include "model/base/Weather.h"
#include "model/blueprint/Entities.h"
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace millwright
{

/// The typical year of a site; empty if none is known or its lists do not belong together.
std::vector<WeatherBin> weatherOf(const Site& site);
/// Wet-bulb temperatures are kept if all bins have one.
void setWeather(Site& site, std::span<const WeatherBin> bins);

/// Where the value of a site's field or of a parameter comes from.
struct FigureSource {
    std::string key;    ///< key of EntityFields.h or of Parameters.def
    double value = 0.0; ///< as it was taken; a value changed since then is a typed one
    std::string year;
    std::string confidence; ///< name of a Confidence
    std::string source;
    friend bool operator==(const FigureSource&, const FigureSource&) = default;
};

/// The text of Site::sources: a line a figure of key, value, year, confidence and source, separated
/// by tabs. Lines that are none are left out.
std::vector<FigureSource> readFigureSources(std::string_view text);
std::string writeFigureSources(std::span<const FigureSource> sources);

/// The source of a figure as long as it still has the value that was taken; else nothing.
std::optional<FigureSource> sourceOf(const Site& site, std::string_view key, double value);

} // namespace millwright
