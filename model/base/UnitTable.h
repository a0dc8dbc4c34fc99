#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace millwright
{

/// One spelling of a unit: SI value = number * factor + offset (the offset is not 0 only for
/// temperatures).
struct UnitName {
    std::string name;
    double factor = 1.0;
    double offset = 0.0;
};

/// All spellings that a field of SI unit `unit` understands, longest first. Spellings are in the
/// plain letters that plainUnitText() makes ("degC", "m2", "um"). A unit that no table knows
/// understands only itself.
const std::vector<UnitName>& unitNames(std::string_view unit);

/// The spelling called `name`: as written if there is one, else without regard to case if that
/// leaves one meaning.
std::optional<UnitName> findUnitName(std::string_view unit, std::string_view name);

/// Signs replaced by the letters of the tables: superscripts, degree, micro, minus, times, special
/// blanks; runs of blanks become one.
std::string plainUnitText(std::string_view text);

/// A three-letter currency code, alone or per something ("USD", "EUR/kWh").
bool isCurrencyUnit(std::string_view unit);

} // namespace millwright
