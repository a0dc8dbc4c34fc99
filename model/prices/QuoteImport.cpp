#include "model/prices/QuoteImport.h"
#include "model/prices/Currency.h"
#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace millwright
{
namespace
{

constexpr double bigChange = 5.0; ///< times; a price that moves so far is looked at twice

class Preview
{
public:
    Preview(const Sheet& sheet, const QuoteOptions& options, const std::vector<PartPtr>& parts,
            const PriceBook& book)
        : m_sheet(sheet), m_options(options), m_book(book), m_matcher(parts, book)
    {
        for (const PartPtr& part : parts)
            m_parts[Symbol(part->id)] = part.get();
        m_result.decimals =
            options.decimals != DecimalSign::Unknown ? options.decimals : decimalsOfTable();
    }

    QuotePreview run()
    {
        for (std::size_t i = m_options.mapping.headerRow + 1; i < m_sheet.rows.size(); ++i)
            if (auto row = readRow(m_sheet.rows[i]))
                m_result.rows.push_back(std::move(*row));
        markTwice();
        for (const QuoteRow& row : m_result.rows)
            ++(row.state == QuoteState::Ready     ? m_result.ready
               : row.state == QuoteState::Unclear ? m_result.unclear
                                                  : m_result.unmatched);
        return std::move(m_result);
    }

private:
    const SheetCell& cell(const SheetRow& row, QuoteColumn column) const
    {
        static const SheetCell none;
        const auto& at = m_options.mapping[column];
        return at ? row.cell(*at) : none;
    }
    std::string header(QuoteColumn column) const
    {
        const auto& at = m_options.mapping[column];
        return at && m_options.mapping.headerRow < m_sheet.rows.size()
                   ? lowered(m_sheet.rows[m_options.mapping.headerRow].cell(*at).text)
                   : std::string();
    }

    /// What the amounts of all price columns together say of their decimal sign; Unknown if they
    /// contradict.
    DecimalSign decimalsOfTable() const
    {
        bool hasPoint = false, hasComma = false;
        for (std::size_t i = m_options.mapping.headerRow + 1; i < m_sheet.rows.size(); ++i)
            for (const QuoteColumn column :
                 {QuoteColumn::NetPrice, QuoteColumn::ListPrice, QuoteColumn::LowPrice,
                  QuoteColumn::HighPrice, QuoteColumn::LineTotal}) {
                const SheetCell& at = cell(m_sheet.rows[i], column);
                const DecimalSign sign = at.number ? DecimalSign::Unknown : decimalSignOf(at.text);
                hasPoint = hasPoint || sign == DecimalSign::Point;
                hasComma = hasComma || sign == DecimalSign::Comma;
            }
        return hasPoint == hasComma ? DecimalSign::Unknown
               : hasPoint           ? DecimalSign::Point
                                    : DecimalSign::Comma;
    }

    Amount amount(const SheetRow& row, QuoteColumn column) const
    {
        return readAmount(cell(row, column), m_result.decimals);
    }

    std::optional<QuoteRow> readRow(const SheetRow& source)
    {
        QuoteRow row;
        row.line = source.line;
        row.number = cell(source, QuoteColumn::Part).text;
        row.description = cell(source, QuoteColumn::Description).text;
        row.quantity = amount(source, QuoteColumn::Quantity).value;
        const bool hasAmount = !cell(source, QuoteColumn::NetPrice).text.empty() ||
                               !cell(source, QuoteColumn::ListPrice).text.empty();
        if ((row.number.empty() && row.description.empty()) ||
            (!hasAmount && cell(source, QuoteColumn::LeadTime).text.empty()))
            return std::nullopt;
        findPart(row, cell(source, QuoteColumn::Vendor).text);
        if (row.state == QuoteState::Unmatched && row.candidates.empty()) {
            row.problems.push_back(
                {"quote.unmatched", {row.number.empty() ? row.description : row.number}});
            return row;
        }
        fillEntry(row, source);
        compare(row);
        return row;
    }

    void findPart(QuoteRow& row, const std::string& vendor) const
    {
        if (const auto chosen = m_options.choices.find(row.line);
            chosen != m_options.choices.end()) {
            row.entry.part = chosen->second;
            row.state = chosen->second.isEmpty() ? QuoteState::Unmatched : QuoteState::Ready;
            return;
        }
        const QuoteMatch match = m_matcher.match(row.number, row.description, vendor);
        row.entry.part = match.part;
        row.candidates = match.candidates;
        row.state = !match.part.isEmpty() ? QuoteState::Ready : QuoteState::Unmatched;
        if (match.part.isEmpty() && !match.candidates.empty())
            unclear(row, {"quote.part-unclear", {std::int64_t(match.candidates.size())}});
    }

    static void unclear(QuoteRow& row, Message why)
    {
        row.state = QuoteState::Unclear;
        row.problems.push_back(std::move(why));
    }

    void fillEntry(QuoteRow& row, const SheetRow& source) const
    {
        PriceEntry& entry = row.entry;
        entry.isQuoted = true;
        entry.supplier = m_options.supplier;
        entry.supplierPart = row.number;
        entry.source =
            m_options.number.empty() ? m_sheet.where : m_options.number + ", " + m_sheet.where;
        entry.date = m_options.date;
        entry.region = cell(source, QuoteColumn::Region).text;
        takeValidity(row, cell(source, QuoteColumn::ValidUntil));
        takePrices(row, source);
        takeCurrency(row, source);
        takeLead(row, source);
    }

    void takeValidity(QuoteRow& row, const SheetCell& at) const
    {
        row.entry.validUntil = readDate(at);
        if (row.entry.validUntil.empty() && !at.text.empty())
            row.problems.push_back({"quote.date-unclear", {at.text}});
        else if (row.entry.validUntil.empty())
            row.entry.validUntil = m_options.validUntil;
    }

    /// The amount of a column; an ambiguous or negative one makes the row unclear.
    std::optional<double> takeAmount(QuoteRow& row, const SheetRow& source,
                                     QuoteColumn column) const
    {
        const Amount at = amount(source, column);
        const std::string& text = cell(source, column).text;
        if (at.isAmbiguous)
            unclear(row, {"quote.number-unclear", {text}});
        else if (at.value && *at.value < 0.0)
            unclear(row, {"quote.negative", {text}});
        else if (!at.value && !text.empty())
            row.problems.push_back({"quote.no-number", {text}});
        else if (at.value)
            return at.value;
        return std::nullopt;
    }

    void takePrices(QuoteRow& row, const SheetRow& source) const
    {
        const auto net = takeAmount(row, source, QuoteColumn::NetPrice);
        const auto list = takeAmount(row, source, QuoteColumn::ListPrice);
        const SheetCell& cut = cell(source, QuoteColumn::Discount);
        const auto discount =
            cut.text.empty() ? std::optional<double>(0.0) : readShare(cut, m_result.decimals);
        if (!discount)
            unclear(row, {"quote.discount-malformed", {cut.text}});
        if (net)
            row.entry.mid = netPrice(row, source, *net, discount.value_or(0.0), list.has_value());
        else if (list)
            row.entry.mid = discountedPrice<double>(*list, discount.value_or(0.0));
        row.entry.low = takeAmount(row, source, QuoteColumn::LowPrice);
        row.entry.high = takeAmount(row, source, QuoteColumn::HighPrice);
        const double mid = row.entry.mid.value_or(0.0);
        if (row.entry.mid &&
            (row.entry.low.value_or(mid) > mid || row.entry.high.value_or(mid) < mid))
            unclear(row, {"quote.range-reversed", {}});
        if (row.entry.mid == 0.0)
            unclear(row, {"quote.zero", {}});
    }

    /// A bare "unit price" beside a discount may or may not have it taken off: the line's total
    /// tells.
    double netPrice(QuoteRow& row, const SheetRow& source, double price, double discount,
                    bool hasList) const
    {
        const auto total = amount(source, QuoteColumn::LineTotal).value;
        const double quantity = row.quantity.value_or(0.0);
        const auto agrees = [&](double each) {
            return std::abs(quantity * each - *total) <= std::max(0.02, 0.0005 * std::abs(*total));
        };
        const bool canCheck = total && quantity > 0.0;
        if (canCheck && agrees(price))
            return price;
        const double cut = discountedPrice<double>(price, discount);
        if (discount > 0.0 && !hasList && !saysNet()) {
            if (canCheck && agrees(cut))
                return cut;
            unclear(row, {"quote.discount-unclear", {Measure{discount * 100.0, "%"}}});
        } else if (canCheck) {
            row.problems.push_back({"quote.total-differs", {}});
        }
        return price;
    }

    bool saysNet() const
    {
        const std::string text = header(QuoteColumn::NetPrice);
        for (const char* word : {"net", "your", "disc", "special", "offer", "customer", "quoted"})
            if (text.find(word) != std::string::npos)
                return true;
        return false;
    }

    void takeCurrency(QuoteRow& row, const SheetRow& source) const
    {
        const QuoteColumn column = m_options.mapping[QuoteColumn::NetPrice]
                                       ? QuoteColumn::NetPrice
                                       : QuoteColumn::ListPrice;
        const std::string said = cell(source, QuoteColumn::Currency).text;
        std::string code = isCurrencyCode(said) ? said : currencyIn(said);
        if (code.empty() && !said.empty())
            return unclear(row, {"quote.currency-unknown", {said}});
        if (code.empty())
            code = amount(source, column).currency;
        if (code.empty())
            code = m_options.currency;
        row.entry.currency = code;
        if (!row.entry.price())
            row.entry.currency = code.empty() ? "USD" : code; // a lead time alone needs none
        else if (code.empty())
            unclear(row, {"quote.currency-missing", {}});
        else if (!rateOf(m_book, code))
            unclear(row, {"price.rate-missing", {code}});
    }

    void takeLead(QuoteRow& row, const SheetRow& source) const
    {
        const auto read = [&](QuoteColumn column) -> std::optional<LeadTime> {
            const SheetCell& at = cell(source, column);
            const std::string title = header(column);
            const double unit =
                title.find("day") != std::string::npos || title.find("tage") != std::string::npos
                    ? 1.0 / 7.0
                : title.find("month") != std::string::npos ? 365.25 / 84.0
                                                           : 1.0;
            const auto lead = readLeadTime(at, unit);
            if (!lead && !at.text.empty())
                row.problems.push_back({"quote.lead-unclear", {at.text}});
            return lead;
        };
        const auto low = read(QuoteColumn::LeadTime), high = read(QuoteColumn::LeadTimeHigh);
        if (low)
            row.entry.leadLow = low->low;
        if (low || high)
            row.entry.leadHigh = high ? high->high : low->high;
        if (row.entry.leadLow && row.entry.leadHigh && *row.entry.leadLow > *row.entry.leadHigh)
            row.entry.leadLow.reset();
    }

    void compare(QuoteRow& row) const
    {
        if (row.entry.part.isEmpty())
            return;
        const auto found = m_parts.find(row.entry.part);
        const Part* part = found == m_parts.end() ? nullptr : found->second;
        row.before = effectivePrice(part, row.entry.part, m_book);
        const auto rate = rateOf(m_book, row.entry.currency);
        const auto price = row.entry.price();
        if (price && rate && row.before.isKnown() && row.before.mid > 0.0) {
            row.change = *price * rate->usd / row.before.mid - 1.0;
            if (*row.change > bigChange - 1.0 || *row.change < 1.0 / bigChange - 1.0)
                row.problems.push_back({"quote.big-change", {Measure{*row.change * 100.0, "%"}}});
        }
        if (row.entry.leadHigh && row.before.leadHigh)
            row.leadChange = *row.entry.leadHigh - *row.before.leadHigh;
        if (!price && !row.entry.leadHigh)
            unclear(row, {"quote.no-price", {}});
        const PriceEntry* stands = m_book.entry(row.entry.part);
        row.isSame = stands && stands->price() == price && stands->currency == row.entry.currency &&
                     stands->leadHigh == row.entry.leadHigh &&
                     stands->validUntil == row.entry.validUntil;
    }

    /// Two rows for one part with different prices: somebody has to say which.
    void markTwice()
    {
        std::unordered_map<Symbol, std::vector<QuoteRow*>> byPart;
        for (QuoteRow& row : m_result.rows)
            if (row.state == QuoteState::Ready)
                byPart[row.entry.part].push_back(&row);
        for (auto& [part, rows] : byPart) {
            const bool isOne = std::all_of(rows.begin(), rows.end(), [&](const QuoteRow* row) {
                return row->entry.price() == rows[0]->entry.price() &&
                       row->entry.currency == rows[0]->entry.currency;
            });
            const auto isChosen = [&](const QuoteRow* row) {
                return m_options.choices.contains(row->line);
            };
            const bool hasChoice = std::count_if(rows.begin(), rows.end(), isChosen) == 1;
            for (QuoteRow* row : rows)
                if (!isOne && !(hasChoice && isChosen(row)))
                    unclear(*row, {"quote.twice", {static_cast<std::int64_t>(rows.size())}});
        }
    }

    const Sheet& m_sheet;
    const QuoteOptions& m_options;
    const PriceBook& m_book;
    QuoteMatcher m_matcher;
    std::unordered_map<Symbol, const Part*> m_parts;
    QuotePreview m_result;
};

} // namespace

std::string_view quoteStateName(QuoteState state)
{
    constexpr std::string_view names[] = {"ready", "unclear", "unmatched"};
    return names[static_cast<std::size_t>(state)];
}

QuotePreview previewQuote(const Sheet& sheet, const QuoteOptions& options,
                          const std::vector<PartPtr>& parts, const PriceBook& book)
{
    return Preview(sheet, options, parts, book).run();
}

std::vector<PriceEntry> quotedEntries(const QuotePreview& preview,
                                      std::span<const std::size_t> lines)
{
    std::vector<PriceEntry> entries;
    for (const QuoteRow& row : preview.rows)
        if (row.state == QuoteState::Ready &&
            (lines.empty() || std::find(lines.begin(), lines.end(), row.line) != lines.end()))
            entries.push_back(row.entry);
    return entries;
}

} // namespace millwright
