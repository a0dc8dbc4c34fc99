#pragma once
#include "model/base/Result.h"
#include <cstdint>
#include <string>
#include <string_view>

namespace millwright {

/// Which system of units people read and type; the model itself is SI throughout.
enum class UnitSystem { SI, US };

/// `value` (in SI unit `unit`) for people: scaled prefix, 3-4 significant digits, group separators, e.g.
/// (20400, "W") -> "20.4 kW", (0.6, "m") -> "600 mm", (1.2e6, "USD") -> "1.20 M USD", (27, "degC") -> "27.0 degC sign".
/// Units known: W VA J Wh m m2 m3/s kg kg/m2 degC K Pa s B B/s bit/s FLOP/s A V USD 1 % tok/s g/Wh h years; others are
/// printed behind the number unchanged.
std::string formatMeasure(double value, std::string_view unit, UnitSystem system = UnitSystem::SI);

/// A measure split for display, so that views may print the unit smaller.
struct FormattedMeasure {
    std::string number;
    std::string unit;
};
FormattedMeasure splitMeasure(double value, std::string_view unit, UnitSystem system = UnitSystem::SI);

/// 12345 -> "12,345".
std::string formatWhole(std::int64_t value);

/// Reads what a person typed into a field whose quantity has SI unit `unit`: numbers, + - * / ( ), and units of that
/// quantity ("4*600 mm", "2.5 m", "23 ft", "20.4 kW", "75 F"). A bare number is in `bareUnit`.
/// Returns the value in SI, or an error "units.not-a-number" / "units.wrong-unit" whose argument is the text.
Result<double> parseMeasure(std::string_view text, std::string_view unit, std::string_view bareUnit);

} // namespace millwright
