#include "model/blueprint/PriceBook.h"
#include "model/prices/QuoteImport.h"
#include <algorithm>

namespace millwright
{
namespace
{

/// What stands behind a label: in the same cell behind a colon, or in the next cell of the row.
SheetCell valueBehind(const SheetRow& row, std::size_t column)
{
    const std::string& text = row.cells[column].text;
    const std::size_t colon = text.find(':');
    if (colon != std::string::npos &&
        text.find_first_not_of(" \t", colon + 1) != std::string::npos) {
        SheetCell value;
        value.text = text.substr(text.find_first_not_of(" \t", colon + 1));
        return value;
    }
    for (std::size_t i = column + 1; i < row.cells.size(); ++i)
        if (!row.cells[i].text.empty())
            return row.cells[i];
    return {};
}

bool beginsWithAny(const std::string& text, std::initializer_list<std::string_view> labels)
{
    return std::any_of(labels.begin(), labels.end(),
                       [&](std::string_view label) { return text.starts_with(label); });
}

void takeLabel(QuoteOptions& options, const SheetRow& row, std::size_t column)
{
    const std::string label =
        foldedName(row.cells[column].text.substr(0, row.cells[column].text.find(':')));
    const SheetCell value = valueBehind(row, column);
    if (label.empty() || value.text.empty())
        return;
    const auto take = [&](std::string& member, std::string found) {
        if (member.empty())
            member = std::move(found);
    };
    if (beginsWithAny(label, {"validuntil", "validto", "validthrough", "expir", "quotevalid",
                              "gültigbis", "gueltigbis"}))
        take(options.validUntil, readDate(value));
    else if (beginsWithAny(label, {"quotedate", "dateofquote", "issuedate", "issued", "date",
                                   "datum", "angebotsdatum"}))
        take(options.date, readDate(value));
    else if (beginsWithAny(label, {"quotenumber", "quoteno", "quoteid", "quote", "quotation",
                                   "offerno", "offernumber", "angebotsnr", "angebot"}))
        take(options.number, value.text);
    else if (beginsWithAny(label,
                           {"supplier", "vendor", "seller", "reseller", "lieferant", "from"}))
        take(options.supplier, value.text);
    else if (beginsWithAny(label, {"currency", "allpricesin", "pricesin", "währung", "waehrung"}))
        take(options.currency, currencyIn(row.cells[column].text + ' ' + value.text));
}

} // namespace

Result<QuoteOptions> suggestOptions(const Sheet& sheet)
{
    const auto mapping = suggestMapping(sheet);
    if (!mapping)
        return mapping.error();
    QuoteOptions options;
    options.mapping = *mapping;
    for (std::size_t i = 0; i < mapping->headerRow; ++i)
        for (std::size_t column = 0; column < sheet.rows[i].cells.size(); ++column)
            takeLabel(options, sheet.rows[i], column);
    // "Unit price (EUR)" says it for the whole column.
    for (const QuoteColumn column : {QuoteColumn::NetPrice, QuoteColumn::ListPrice})
        if (const auto& at = (*mapping)[column]; at && options.currency.empty())
            options.currency = currencyIn(sheet.rows[mapping->headerRow].cell(*at).text);
    if (options.currency.empty()) // "All prices in EUR" as one sentence
        for (std::size_t i = 0; i < mapping->headerRow && options.currency.empty(); ++i)
            for (const SheetCell& cell : sheet.rows[i].cells)
                if (lowered(cell.text).find("prices in ") != std::string::npos)
                    options.currency = currencyIn(cell.text);
    return options;
}

void registerQuoteMessages()
{
    registerMessagePatterns({
        {"quote.no-header", "The table has no row with the headings of a quote: a price, and a "
                            "part number or a description."},
        {"quote.column-unknown", "\"{0}\" is no column of a quote: {1}"},
        {"quote.header-unknown", "The table has no column \"{0}\"."},
        {"quote.unmatched", "\"{0}\" names no part that is known here."},
        {"quote.part-unclear", "Parts it may mean: {0}. Choose one."},
        {"quote.date-unclear", "\"{0}\" can be read as two dates, or as none; it is left out."},
        {"quote.number-unclear",
         "\"{0}\": is the sign before the last three digits a decimal sign? Choose it."},
        {"quote.no-number", "\"{0}\" is no amount."},
        {"quote.negative", "\"{0}\" is below zero."},
        {"quote.zero", "The price is zero."},
        {"quote.no-price", "The row states neither a price nor a lead time."},
        {"quote.range-reversed", "Low, mid and high prices do not rise."},
        {"quote.discount-malformed", "\"{0}\" is no discount."},
        {"quote.discount-unclear", "Is the discount of {0} taken off the unit price already? Map "
                                   "the column as net or as list price."},
        {"quote.total-differs", "Quantity times price is not the line's total."},
        {"quote.currency-missing", "No currency is stated; choose one."},
        {"quote.currency-unknown", "\"{0}\" is no currency that is known."},
        {"quote.lead-unclear", "\"{0}\" is no lead time that can be read; it is left out."},
        {"quote.big-change", "The price moves by {0}."},
        {"quote.twice", "{0} rows state different prices for this part; choose one."},
    });
}

} // namespace millwright
