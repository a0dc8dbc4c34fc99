#include "model/parts/PartFieldText.h"
#include "model/base/Units.h"
#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>

namespace millwright
{
namespace
{

struct UnitSpelling {
    std::string_view suffix; ///< of the key
    std::string_view unit;
};
// Suffixes that are spelt as their unit ("mm", "kW") need no row.
constexpr std::array spellings{
    UnitSpelling{"Lpm", "L/min"},   UnitSpelling{"C", "degC"},    UnitSpelling{"m3h", "m3/h"},
    UnitSpelling{"GBps", "GB/s"},   UnitSpelling{"Gbps", "Gbit/s"}, UnitSpelling{"Tbps", "Tbit/s"},
    UnitSpelling{"pct", "%"},
};

/// What of the key stands behind its last underscore; empty for "powerFactor".
std::string_view suffixOf(const FieldInfo& info)
{
    const std::size_t bar = info.name.rfind('_');
    return bar == std::string_view::npos ? std::string_view{} : info.name.substr(bar + 1);
}

/// Up to six significant digits behind the point, all digits before it.
std::string groupedNumber(double number)
{
    if (!std::isfinite(number))
        return "\u2013";
    const double size = std::abs(number);
    const int whole = size < 1.0 ? 0 : static_cast<int>(std::floor(std::log10(size))) + 1;
    std::string text = fmt::format("{:.{}f}", number, std::clamp(6 - whole, 0, 6));
    if (text.find('.') != std::string::npos) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.back() == '.')
            text.pop_back();
    }
    const std::size_t first = text.starts_with('-') ? 1 : 0;
    const std::size_t point = std::min(text.find('.'), text.size());
    for (std::size_t i = point; i > first + 3; i -= 3)
        text.insert(i - 3, 1, ',');
    return text;
}

std::string shownUnit(FieldKey key)
{
    const std::string_view unit = fieldUnit(key);
    if (unit == "degC")
        return "\u00b0C";
    if (unit == "m3/h")
        return "m\u00b3/h";
    return std::string(unit);
}

} // namespace

std::string_view fieldUnit(FieldKey key)
{
    const FieldInfo& info = fieldInfo(key);
    if (info.type == FieldType::Text)
        return {};
    if (info.unit.find('/') != std::string_view::npos && info.unit.starts_with("USD"))
        return info.unit; // the key names the currency only
    const std::string_view suffix = suffixOf(info);
    const auto row = std::ranges::find(spellings, suffix, &UnitSpelling::suffix);
    return row == spellings.end() ? suffix : row->unit;
}

std::string fieldNumberText(const Field& field)
{
    return fieldInfo(field.key).type == FieldType::Text ? field.text : groupedNumber(field.number);
}

std::string fieldValueText(const Field& field)
{
    const std::string unit = shownUnit(field.key);
    return unit.empty() ? fieldNumberText(field) : fieldNumberText(field) + " " + unit;
}

std::string fieldEditText(const Field& field)
{
    if (fieldInfo(field.key).type == FieldType::Text)
        return field.text;
    const std::string_view unit = fieldUnit(field.key);
    const std::string digits = fmt::format("{:.15g}", field.number);
    return unit.empty() ? digits : digits + " " + std::string(unit);
}

Result<Field> readFieldText(FieldKey key, std::string_view text)
{
    Field field;
    field.key = key;
    const FieldInfo& info = fieldInfo(key);
    if (info.type == FieldType::Text) {
        const std::size_t first = text.find_first_not_of(" \t\r\n");
        if (first == std::string_view::npos)
            return fail("parts.text-empty");
        field.text = std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
        return field;
    }
    const auto value = parseMeasure(text, info.unit, fieldUnit(key));
    if (!value)
        return value.error();
    // 0.48 m / 1e-3 is 480.00000000000006 mm; a data sheet has no sixteenth digit.
    const double number = *value / info.toSi;
    field.number = std::stod(fmt::format("{:.15g}", number));
    return field;
}

} // namespace millwright
