#pragma once
#include "model/base/Result.h"
#include <cstdint>
#include <string>
#include <string_view>

namespace millwright
{

/// Which system of units people read and type; the model itself is SI throughout.
enum class UnitSystem { SI, US };

/// `value` (in SI unit `unit`) for people: scaled prefix, 3-4 significant digits, group separators,
/// e.g. (20400, "W") -> "20.4 kW", (0.6, "m") -> "600 mm", (1.2e6, "USD") -> "1.20 M USD", (27,
/// "degC") -> "27.0 degC sign". Units known: W VA J Wh m m2 m3/s kg kg/m2 degC K Pa s B B/s bit/s
/// FLOP/s A V USD 1 % tok/s g/Wh h years; others are printed behind the number unchanged. "%" holds
/// per cent, "1" a plain ratio or count. Not finite: an en dash.
std::string formatMeasure(double value, std::string_view unit, UnitSystem system = UnitSystem::SI);

/// A measure split for display, so that views may print the unit smaller.
struct FormattedMeasure {
    std::string number;
    std::string unit;
};
FormattedMeasure splitMeasure(double value, std::string_view unit,
                              UnitSystem system = UnitSystem::SI);

/// 12345 -> "12,345".
std::string formatWhole(std::int64_t value);

/// A length in metres as drawings give it: whole millimetres below 100 m as "7,000 mm", anything
/// else as formatMeasure().
std::string formatLengthMm(double metres);

/// The text with which a field opens for editing: all digits of `value` in `shownUnit` ("mm", "kW",
/// "degF"), which parseMeasure() reads back to the same value; "" if it is not finite. An unknown
/// `shownUnit` falls back to `unit`.
std::string formatForEdit(double value, std::string_view unit, std::string_view shownUnit);

/// Reads what a person typed into a field whose quantity has SI unit `unit`: numbers, + - * / ( ),
/// and units of that quantity ("4*600 mm", "2.5 m", "23 ft 4 in", "20.4 kW", "75 F", "1.2 M USD").
/// A comma only groups digits by three; a bare number is in `bareUnit` (empty: `unit`). A unit
/// belongs to the whole product before it: 600/3 mm is 200 mm. Returns the value in SI, or an error
/// "units.not-a-number" / "units.wrong-unit" whose argument is the text.
Result<double> parseMeasure(std::string_view text, std::string_view unit,
                            std::string_view bareUnit);

/// Registers the English patterns of the "units." messages.
void registerUnitMessages();

} // namespace millwright
