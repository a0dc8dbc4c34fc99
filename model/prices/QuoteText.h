#pragma once
#include "model/base/Result.h"
#include "model/sheet/Sheet.h"
#include <optional>
#include <string>
#include <string_view>

namespace millwright
{

/// Which sign stands before the decimals in text that holds numbers.
enum class DecimalSign : std::uint8_t { Unknown, Point, Comma };

/// An amount of money as people write it: "$1,234.50", "1.234,50 EUR", "CHF 1'200".
struct Amount {
    std::optional<double> value;
    std::string currency;     ///< of a code or sign beside the number; empty = none
    bool isAmbiguous = false; ///< "1,234" where nothing says what the comma is
};

/// What the text says of its own decimal sign: "1,234.5" says point, "12,5" comma, "1,234" nothing.
DecimalSign decimalSignOf(std::string_view text);

/// Reads an amount; `sign` is what the rest of its column says.
Amount readAmount(const SheetCell& cell, DecimalSign sign);

/// The currency that a text names by code or sign (USD, US$, $, €, £, CHF ...); empty = none. A yen
/// or yuan sign names none, since it is both.
std::string currencyIn(std::string_view text);

/// A share: "12 %" and 12 are 0.12, 0.12 is itself. Nothing for negative ones and those of 100 %
/// and more, and for 1, which could be either.
std::optional<double> readShare(const SheetCell& cell, DecimalSign sign);

/// ISO date of "2026-04-13", "13.04.2026", "13 Apr 2026", "April 13, 2026", "25/04/2026"; empty for
/// "04/05/2026", whose order nobody knows, and for what is no date.
std::string readDate(const SheetCell& cell);

/// A span of time in weeks: "6", "8-12 weeks", "30 days", "2 months". `unitWeeks` is what the
/// header says of a bare number (1 = weeks, 1/7 = days).
struct LeadTime {
    double low = 0.0, high = 0.0;
};
std::optional<LeadTime> readLeadTime(const SheetCell& cell, double unitWeeks);

/// Lower case letters and digits of the text, for comparing names that differ in blanks and signs.
std::string foldedName(std::string_view text);
/// Lower case of ASCII letters.
std::string lowered(std::string_view text);

} // namespace millwright
