#include "model/base/Units.h"
#include "model/base/UnitTable.h"
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fmt/format.h>

namespace millwright
{
namespace
{

constexpr double footM = 0.3048;
constexpr double poundKg = 0.45359237;
constexpr double cfmM3s = footM * footM * footM / 60;

/// "1234567.8" -> "1,234,567.8"; leaves a sign and everything from the point on as it is.
std::string grouped(std::string digits)
{
    const std::size_t start = digits.rfind('-', 0) == 0 ? 1 : 0;
    std::size_t end = digits.find_first_of(".e");
    if (end == std::string::npos)
        end = digits.size();
    for (std::size_t i = end; i > start + 3; i -= 3)
        digits.insert(i - 3, 1, ',');
    return digits;
}

std::string trimmed(std::string digits)
{
    if (digits.find('.') == std::string::npos || digits.find('e') != std::string::npos)
        return digits;
    while (digits.back() == '0')
        digits.pop_back();
    if (digits.back() == '.')
        digits.pop_back();
    return digits;
}

std::string withDecimals(double value, int decimals)
{
    std::string digits = fmt::format("{:.{}f}", value, decimals);
    if (digits.find_first_of("123456789") == std::string::npos && digits.front() == '-')
        digits.erase(0, 1); // no "-0"
    return grouped(std::move(digits));
}

/// Rounded to three significant digits, without the C locale that std::stod would obey.
double toThreeDigits(double value)
{
    const std::string digits = fmt::format("{:.2e}", value);
    double rounded = value;
    std::from_chars(digits.data(), digits.data() + digits.size(), rounded);
    return rounded;
}

/// Three significant digits, or all digits of the whole part where that has more.
std::string significant(double value)
{
    const double size = std::abs(value);
    if (size == 0.0)
        return "0";
    if (size < 1e-5 || size >= 1e15)
        return fmt::format("{:.2e}", value);
    const double rounded = toThreeDigits(size); // 9.996 counts as 10.0
    const int decimals = rounded >= 100    ? 0
                         : rounded >= 10   ? 1
                         : rounded >= 1    ? 2
                         : rounded >= 0.1  ? 3
                         : rounded >= 0.01 ? 4
                         : rounded >= 1e-3 ? 5
                         : rounded >= 1e-4 ? 6
                                           : 7;
    return withDecimals(value, decimals);
}

/// As significant(), without the zeros behind the point: for counts, shares and times.
std::string plain(double value)
{
    return trimmed(significant(value));
}

struct Scale {
    double factor;
    const char* sign;
};

constexpr std::array<Scale, 9> siScales{{{1e24, "Y"},
                                         {1e21, "Z"},
                                         {1e18, "E"},
                                         {1e15, "P"},
                                         {1e12, "T"},
                                         {1e9, "G"},
                                         {1e6, "M"},
                                         {1e3, "k"},
                                         {1.0, ""}}};
constexpr std::array<Scale, 4> countScales{{{1e9, "bn "}, {1e6, "M "}, {1e3, "k "}, {1.0, ""}}};
constexpr std::array<Scale, 4> timeScales{
    {{1.0, "s"}, {1e-3, "ms"}, {1e-6, "\u00b5s"}, {1e-9, "ns"}}};

/// The largest scale in which the value, rounded to three digits, is at least 1; `start` is where
/// scaling begins.
template <std::size_t N>
Scale scaleFor(double value, const std::array<Scale, N>& scales, double start = 1000.0)
{
    const double size = std::abs(value);
    const double rounded = toThreeDigits(size);
    const bool isScaled = (start > 1000.0 ? std::round(size) : rounded) >= start;
    for (const Scale& scale : scales) {
        if (rounded >= scale.factor && (scale.factor <= 1.0 || isScaled))
            return scale;
    }
    return scales.back();
}

FormattedMeasure scaled(double value, std::string_view unit)
{
    const Scale scale = scaleFor(value, siScales);
    return {significant(value / scale.factor), scale.sign + std::string(unit)};
}

FormattedMeasure money(double value, std::string_view unit)
{
    const Scale scale = scaleFor(value, countScales, 1e4);
    const double shown = value / scale.factor;
    if (scale.factor == 1.0 && std::abs(value) >= 1.0)
        return {trimmed(withDecimals(value, std::abs(value) < 1000 ? 2 : 0)), std::string(unit)};
    return {significant(shown), scale.sign + std::string(unit)};
}

/// Rates of things that are counted: "12.3 k tok/s".
FormattedMeasure countedRate(double value, std::string_view unit)
{
    const Scale scale = scaleFor(value, countScales, 1e4);
    return {significant(value / scale.factor), scale.sign + std::string(unit)};
}

FormattedMeasure duration(double seconds)
{
    if (seconds == 0.0)
        return {"0", "s"};
    const Scale scale = scaleFor(seconds, timeScales);
    return {plain(seconds / scale.factor), scale.sign};
}

/// Up to four significant digits of a millimetre value, so that 1 U reads 44.45 mm.
std::string millimetres(double mm)
{
    const double size = std::abs(mm);
    return trimmed(withDecimals(mm, size >= 100 ? 1 : size >= 1 ? 2 : 3));
}

FormattedMeasure length(double metres)
{
    const double size = std::abs(metres);
    if (size < 1e-6)
        return {"0", "m"};
    if (size < 0.9999995)
        return {millimetres(metres * 1e3), "mm"};
    if (size >= 1e4)
        return {significant(metres / 1e3), "km"};
    return {significant(metres), "m"};
}

FormattedMeasure lengthInFeet(double metres)
{
    const double tenths = std::round(std::abs(metres) / footM * 120); // of an inch
    const std::string sign = metres < 0 && tenths > 0 ? "-" : "";
    if (tenths >= 100 * 120)
        return {sign + withDecimals(tenths / 120, 0), "ft"};
    const double feet = std::floor(tenths / 120);
    const std::string inches = trimmed(withDecimals((tenths - feet * 120) / 10, 1));
    if (feet == 0)
        return {sign + inches, "in"};
    if (inches == "0")
        return {sign + withDecimals(feet, 0), "ft"};
    return {sign + withDecimals(feet, 0) + " ft " + inches, "in"};
}

FormattedMeasure mass(double kilograms)
{
    if (std::abs(kilograms) >= 1e5)
        return {significant(kilograms / 1e3), "t"};
    return {plain(kilograms), "kg"};
}

FormattedMeasure volumeFlow(double flow)
{
    if (std::abs(flow) < 0.1) // coolant and small fans
        return {significant(flow * 6e4), "L/min"};
    return {significant(flow), "m\u00b3/s"};
}

FormattedMeasure inUs(double value, std::string_view unit)
{
    if (unit == "m")
        return lengthInFeet(value);
    if (unit == "m2")
        return {significant(value / (footM * footM)), "ft\u00b2"};
    if (unit == "kg")
        return {plain(value / poundKg), "lb"};
    if (unit == "kg/m2")
        return {significant(value / poundKg * footM * footM), "lb/ft\u00b2"};
    if (unit == "degC")
        return {withDecimals(value * 1.8 + 32, 1), "\u00b0F"};
    if (unit == "K")
        return {withDecimals(value * 1.8, 1), "\u00b0F"};
    return {significant(value / cfmM3s), "CFM"}; // m3/s
}

bool isOneOf(std::string_view unit, std::initializer_list<std::string_view> units)
{
    return std::find(units.begin(), units.end(), unit) != units.end();
}

} // namespace

FormattedMeasure splitMeasure(double value, std::string_view unit, UnitSystem system)
{
    if (!std::isfinite(value))
        return {"\u2013", ""};
    if (system == UnitSystem::US && isOneOf(unit, {"m", "m2", "m3/s", "kg", "kg/m2", "degC", "K"}))
        return inUs(value, unit);
    if (isOneOf(unit, {"W", "VA", "J", "Wh", "B", "B/s", "bit/s", "FLOP/s", "FLOP", "V", "Pa"}))
        return scaled(value, unit);
    if (unit == "1" || unit.empty())
        return {plain(value), ""};
    if (isOneOf(unit, {"%", "h", "days", "years", "A"}))
        return {plain(value), std::string(unit)};
    if (unit == "m")
        return length(value);
    if (unit == "m2")
        return {significant(value), "m\u00b2"};
    if (unit == "m3/s")
        return volumeFlow(value);
    if (unit == "kg")
        return mass(value);
    if (unit == "kg/m2")
        return {significant(value), "kg/m\u00b2"};
    if (unit == "degC")
        return {withDecimals(value, 1), "\u00b0C"};
    if (unit == "K")
        return {withDecimals(value, 1), "K"};
    if (unit == "s")
        return duration(value);
    if (unit == "tok/s" || unit == "samples/s")
        return countedRate(value, unit);
    if (unit == "g/Wh")
        return {significant(value * 1e3), "g/kWh"};
    if (isCurrencyUnit(unit))
        return money(value, unit);
    return {plain(value), std::string(unit)};
}

std::string formatMeasure(double value, std::string_view unit, UnitSystem system)
{
    FormattedMeasure parts = splitMeasure(value, unit, system);
    return parts.unit.empty() ? parts.number : parts.number + " " + parts.unit;
}

std::string formatWhole(std::int64_t value)
{
    return grouped(fmt::format("{}", value));
}

std::string formatLengthMm(double metres)
{
    const double mm = std::round(metres * 1e3);
    const bool isWhole = std::abs(metres * 1e3 - mm) < 1e-6; // far below the plan's micrometre
    if (!std::isfinite(metres) || !isWhole || std::abs(mm) >= 1e5)
        return formatMeasure(metres, "m");
    return withDecimals(mm, 0) + " mm";
}

std::string formatForEdit(double value, std::string_view unit, std::string_view shownUnit)
{
    if (!std::isfinite(value))
        return {};
    const auto shown = findUnitName(unit, shownUnit);
    const UnitName in = shown.value_or(UnitName{std::string(unit), 1.0, 0.0});
    const std::string digits = fmt::format("{:.15g}", (value - in.offset) / in.factor);
    if (in.name == "1")
        return digits;
    return digits + " " + std::string(shown ? shownUnit : unit);
}

} // namespace millwright
