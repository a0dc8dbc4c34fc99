#pragma once
#include <optional>

namespace millwright
{

/// Hours of a year around one outdoor temperature.
struct WeatherBin {
    double dryBulb = 0.0;          ///< degC, middle of the bin
    std::optional<double> wetBulb; ///< degC, mean of the bin's hours; nothing = not known
    double hours = 0.0;            ///< of the year
    friend bool operator==(const WeatherBin&, const WeatherBin&) = default;
};

} // namespace millwright
