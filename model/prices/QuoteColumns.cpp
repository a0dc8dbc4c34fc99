#include "model/prices/QuoteColumns.h"
#include <algorithm>

namespace millwright
{
namespace
{

constexpr std::array<std::string_view, quoteColumnCount> columnNames{
    "part",       "description", "vendor",         "quantity",    "net-price",
    "list-price", "low-price",   "high-price",     "discount",    "line-total",
    "currency",   "lead-time",   "lead-time-high", "valid-until", "region"};

struct Heading {
    QuoteColumn column;
    std::string_view folded; ///< the header begins with this
};

// The first heading that fits wins: the more telling ones stand first.
constexpr Heading headings[] = {
    {QuoteColumn::LeadTimeHigh, "leadtimehigh"},
    {QuoteColumn::LeadTimeHigh, "leadtimemax"},
    {QuoteColumn::LeadTimeHigh, "leadhigh"},
    {QuoteColumn::LeadTimeHigh, "leadweekshigh"},
    {QuoteColumn::LeadTime, "lead"},
    {QuoteColumn::LeadTime, "deliverytime"},
    {QuoteColumn::LeadTime, "delivery"},
    {QuoteColumn::LeadTime, "lieferzeit"},
    {QuoteColumn::LeadTime, "eta"},
    {QuoteColumn::ValidUntil, "validuntil"},
    {QuoteColumn::ValidUntil, "validto"},
    {QuoteColumn::ValidUntil, "validthrough"},
    {QuoteColumn::ValidUntil, "expir"},
    {QuoteColumn::ValidUntil, "quotevalid"},
    {QuoteColumn::ValidUntil, "gueltigbis"},
    {QuoteColumn::ValidUntil, "gültigbis"},
    {QuoteColumn::LowPrice, "pricelow"},
    {QuoteColumn::LowPrice, "lowprice"},
    {QuoteColumn::LowPrice, "minprice"},
    {QuoteColumn::HighPrice, "pricehigh"},
    {QuoteColumn::HighPrice, "highprice"},
    {QuoteColumn::HighPrice, "maxprice"},
    {QuoteColumn::ListPrice, "listprice"},
    {QuoteColumn::ListPrice, "unitlist"},
    {QuoteColumn::ListPrice, "list"},
    {QuoteColumn::ListPrice, "msrp"},
    {QuoteColumn::ListPrice, "rrp"},
    {QuoteColumn::ListPrice, "listenpreis"},
    {QuoteColumn::NetPrice, "netprice"},
    {QuoteColumn::NetPrice, "netunit"},
    {QuoteColumn::NetPrice, "unitnet"},
    {QuoteColumn::NetPrice, "yourprice"},
    {QuoteColumn::NetPrice, "customerprice"},
    {QuoteColumn::NetPrice, "discountedprice"},
    {QuoteColumn::NetPrice, "specialprice"},
    {QuoteColumn::NetPrice, "offerprice"},
    {QuoteColumn::NetPrice, "quotedprice"},
    {QuoteColumn::NetPrice, "unitprice"},
    {QuoteColumn::NetPrice, "priceperunit"},
    {QuoteColumn::NetPrice, "priceeach"},
    {QuoteColumn::NetPrice, "unitcost"},
    {QuoteColumn::NetPrice, "einzelpreis"},
    {QuoteColumn::NetPrice, "stueckpreis"},
    {QuoteColumn::NetPrice, "stückpreis"},
    {QuoteColumn::NetPrice, "nettopreis"},
    {QuoteColumn::LineTotal, "extended"},
    {QuoteColumn::LineTotal, "extprice"},
    {QuoteColumn::LineTotal, "linetotal"},
    {QuoteColumn::LineTotal, "totalprice"},
    {QuoteColumn::LineTotal, "total"},
    {QuoteColumn::LineTotal, "amount"},
    {QuoteColumn::LineTotal, "gesamt"},
    {QuoteColumn::LineTotal, "linenet"},
    {QuoteColumn::Discount, "disc"},
    {QuoteColumn::Discount, "rabatt"},
    {QuoteColumn::Currency, "currency"},
    {QuoteColumn::Currency, "curr"},
    {QuoteColumn::Currency, "ccy"},
    {QuoteColumn::Currency, "waehrung"},
    {QuoteColumn::Currency, "währung"},
    {QuoteColumn::Quantity, "qty"},
    {QuoteColumn::Quantity, "quantity"},
    {QuoteColumn::Quantity, "menge"},
    {QuoteColumn::Quantity, "anzahl"},
    {QuoteColumn::Region, "region"},
    {QuoteColumn::Region, "country"},
    {QuoteColumn::Vendor, "vendor"},
    {QuoteColumn::Vendor, "manufacturer"},
    {QuoteColumn::Vendor, "brand"},
    {QuoteColumn::Vendor, "oem"},
    {QuoteColumn::Vendor, "hersteller"},
    {QuoteColumn::Vendor, "mfr"},
    {QuoteColumn::Description, "description"},
    {QuoteColumn::Description, "desc"},
    {QuoteColumn::Description, "productname"},
    {QuoteColumn::Description, "itemname"},
    {QuoteColumn::Description, "name"},
    {QuoteColumn::Description, "beschreibung"},
    {QuoteColumn::Description, "bezeichnung"},
    {QuoteColumn::Part, "part"},
    {QuoteColumn::Part, "sku"},
    {QuoteColumn::Part, "mpn"},
    {QuoteColumn::Part, "pn"},
    {QuoteColumn::Part, "productid"},
    {QuoteColumn::Part, "productcode"},
    {QuoteColumn::Part, "productnumber"},
    {QuoteColumn::Part, "itemnumber"},
    {QuoteColumn::Part, "itemno"},
    {QuoteColumn::Part, "itemcode"},
    {QuoteColumn::Part, "artikel"},
    {QuoteColumn::Part, "orderno"},
    {QuoteColumn::Part, "model"},
    {QuoteColumn::Part, "id"},
    {QuoteColumn::Description, "product"},
    {QuoteColumn::Description, "item"},
    {QuoteColumn::NetPrice, "price"},
    {QuoteColumn::NetPrice, "preis"},
};

std::optional<QuoteColumn> columnOf(std::string_view header)
{
    const std::string folded = foldedName(header);
    if (folded.empty() || folded.size() > 40)
        return std::nullopt;
    for (const Heading& heading : headings) {
        const bool isShort =
            heading.folded.size() <= 3 && heading.folded != "qty" && heading.folded != "sku";
        if (isShort ? folded == heading.folded : folded.starts_with(heading.folded))
            return heading.column;
    }
    return std::nullopt;
}

QuoteMapping mappingOf(const SheetRow& row)
{
    QuoteMapping mapping;
    for (std::size_t i = 0; i < row.cells.size(); ++i)
        if (const auto column = row.cells[i].number ? std::nullopt : columnOf(row.cells[i].text))
            if (!mapping[*column])
                mapping[*column] = i;
    return mapping;
}

bool hasPrice(const QuoteMapping& mapping)
{
    return mapping[QuoteColumn::NetPrice] || mapping[QuoteColumn::ListPrice];
}

} // namespace

std::string_view quoteColumnName(QuoteColumn column)
{
    return columnNames[static_cast<std::size_t>(column)];
}

std::optional<QuoteColumn> quoteColumnFromName(std::string_view name)
{
    const auto found = std::find(columnNames.begin(), columnNames.end(), name);
    if (found == columnNames.end())
        return std::nullopt;
    return static_cast<QuoteColumn>(found - columnNames.begin());
}

Result<QuoteMapping> suggestMapping(const Sheet& sheet)
{
    constexpr std::size_t looked = 100; // a quote's letterhead is shorter
    for (std::size_t i = 0; i < std::min(looked, sheet.rows.size()); ++i) {
        QuoteMapping mapping = mappingOf(sheet.rows[i]);
        mapping.headerRow = i;
        if (hasPrice(mapping) && (mapping[QuoteColumn::Part] || mapping[QuoteColumn::Description]))
            return mapping;
    }
    return fail("quote.no-header", {}, sheet.where);
}

std::string headerSignature(const Sheet& sheet, std::size_t headerRow)
{
    std::string text;
    if (headerRow < sheet.rows.size())
        for (const SheetCell& cell : sheet.rows[headerRow].cells)
            text += foldedName(cell.text) + '|';
    return text;
}

Result<void> mapColumn(QuoteMapping& mapping, const Sheet& sheet, std::string_view column,
                       std::string_view header)
{
    const auto known = quoteColumnFromName(column);
    if (!known) {
        std::string names;
        for (const std::string_view name : columnNames)
            names += (names.empty() ? "" : ", ") + std::string(name);
        return fail("quote.column-unknown", {std::string(column), names}, sheet.where);
    }
    if (header.empty()) {
        mapping[*known].reset();
        return {};
    }
    const SheetRow& row = sheet.rows[mapping.headerRow];
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < row.cells.size() && !found; ++i)
        if (foldedName(row.cells[i].text) == foldedName(header))
            found = i;
    if (!found && header.size() == 1 && header[0] >= 'A' && header[0] <= 'Z')
        found = static_cast<std::size_t>(header[0] - 'A');
    if (!found)
        return fail("quote.header-unknown", {std::string(header)}, sheet.where);
    // A column says one thing.
    for (auto& other : mapping.columns)
        if (other == found)
            other.reset();
    mapping[*known] = found;
    return {};
}

} // namespace millwright
