#pragma once
#include "model/prices/EffectivePrice.h"
#include "model/prices/QuoteColumns.h"
#include "model/prices/QuoteMatch.h"
#include <map>
#include <span>
#include <vector>

namespace millwright
{

/// What the importer is told beyond the table.
struct QuoteOptions {
    QuoteMapping mapping;
    std::string currency; ///< where the table names none; empty = then it is a problem
    std::string supplier;
    std::string number;     ///< of the quote; with the file name it is the source
    std::string date;       ///< ISO date of the quote
    std::string validUntil; ///< where rows say nothing
    DecimalSign decimals = DecimalSign::Unknown; ///< Unknown = what the column itself says
    std::map<std::size_t, Symbol> choices; ///< part by row (SheetRow::line), chosen by somebody
};

enum class QuoteState : std::uint8_t {
    Ready,    ///< may be taken
    Unclear,  ///< somebody has to decide: which part, which currency, which number
    Unmatched ///< names no known part: freight, sums, parts of other designs
};
std::string_view quoteStateName(QuoteState state); ///< "ready", "unclear", "unmatched"

/// A row of the quote against what stands.
struct QuoteRow {
    std::size_t line = 0; ///< in the file or sheet
    std::string number;   ///< as the quote writes it
    std::string description;
    std::optional<double> quantity;
    QuoteState state = QuoteState::Unmatched;
    PriceEntry entry;                 ///< what would be stored; entry.part is empty while unclear
    std::vector<Symbol> candidates;   ///< for a row whose part is unclear
    EffectivePrice before;            ///< the price that stands
    std::optional<double> change;     ///< new / old - 1, in USD
    std::optional<double> leadChange; ///< weeks, of the high lead time
    std::vector<Message> problems;    ///< why it is unclear, or what to look at
    bool isSame = false;              ///< takes nothing new
};

struct QuotePreview {
    std::vector<QuoteRow> rows;
    std::size_t ready = 0, unclear = 0, unmatched = 0;
    DecimalSign decimals = DecimalSign::Unknown; ///< as read
};

/// Compares a quote with the prices that stand. Nothing is guessed: a row whose part, currency,
/// number or discount can be read in two ways is Unclear, with the reason and the candidates.
/// Prices are net: list price x (1 - discount), or the net price. Rows without price and part are
/// left out.
QuotePreview previewQuote(const Sheet& sheet, const QuoteOptions& options,
                          const std::vector<PartPtr>& parts, const PriceBook& book);

/// The options that a table itself suggests: mapping, currency, supplier, number, date and validity
/// from the lines above the header ("Quote no.: Q-17", "Valid until 31.12.2026"). Error
/// "quote.no-header".
Result<QuoteOptions> suggestOptions(const Sheet& sheet);

/// Entries of the ready rows among `lines` (all ready rows if empty), for setPrices().
std::vector<PriceEntry> quotedEntries(const QuotePreview& preview,
                                      std::span<const std::size_t> lines = {});

/// Adds the English patterns of the problems.
void registerQuoteMessages();

} // namespace millwright
