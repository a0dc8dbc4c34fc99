#pragma once
#include "model/base/Result.h"
#include "model/prices/QuoteText.h"
#include "model/sheet/Sheet.h"
#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace millwright
{

/// What a column of a quote says.
enum class QuoteColumn : std::uint8_t {
    Part, ///< id or part number
    Description,
    Vendor,
    Quantity,
    NetPrice,  ///< per piece, after discount
    ListPrice, ///< per piece, before discount
    LowPrice,
    HighPrice,
    Discount,
    LineTotal,
    Currency,
    LeadTime,
    LeadTimeHigh, ///< with LeadTime as the low end
    ValidUntil,
    Region,
    Count
};
inline constexpr std::size_t quoteColumnCount = static_cast<std::size_t>(QuoteColumn::Count);
std::string_view
quoteColumnName(QuoteColumn column); ///< "part", "net-price" ... for files and the command line
std::optional<QuoteColumn> quoteColumnFromName(std::string_view name);

/// Which column of a table says what, and in which row the headers stand.
struct QuoteMapping {
    std::size_t headerRow = 0; ///< index into Sheet::rows; prices stand below
    std::array<std::optional<std::size_t>, quoteColumnCount> columns{};

    std::optional<std::size_t>& operator[](QuoteColumn c)
    {
        return columns[static_cast<std::size_t>(c)];
    }
    const std::optional<std::size_t>& operator[](QuoteColumn c) const
    {
        return columns[static_cast<std::size_t>(c)];
    }
    friend bool operator==(const QuoteMapping&, const QuoteMapping&) = default;
};

/// Finds the header row (the first that names a price and something to know the part by) and what
/// its columns say, by the usual headers in English and German. Error "quote.no-header".
Result<QuoteMapping> suggestMapping(const Sheet& sheet);

/// Text by which a mapping is remembered: the headers of the table, folded.
std::string headerSignature(const Sheet& sheet, std::size_t headerRow);

/// Puts "net-price=Unit price" into the mapping: a column's name in the quote, found by its header
/// or by its letter ("D"). Errors: "quote.column-unknown", "quote.header-unknown".
Result<void> mapColumn(QuoteMapping& mapping, const Sheet& sheet, std::string_view column,
                       std::string_view header);

} // namespace millwright
