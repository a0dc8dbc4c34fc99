#pragma once
#include "model/blueprint/Project.h"
#include "model/prices/QuoteImport.h"
#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace millwright
{

/// What the command line says of a quote.
struct QuoteArguments {
    std::string file;
    std::string sheet;
    std::string currency;
    std::string supplier;
    std::string number;
    std::string date;
    std::string decimals;             ///< "point" or "comma"
    std::vector<std::string> columns; ///< "net-price=Unit price"
    std::vector<std::string> matches; ///< "12=dgx-h100": the part of row 12
};

/// Adds --sheet, --currency ... to a verb; the file itself is the verb's own option.
void addQuoteOptions(CLI::App& verb, QuoteArguments& arguments);

/// Reads a quote file and compares it with the prices that stand. Errors: those of readSheet(),
/// suggestOptions() and mapColumn(), "cli.pair".
Result<QuotePreview> readQuote(const QuoteArguments& arguments, const std::vector<PartPtr>& parts,
                               const PriceBook& book);

/// The parts that a design holds.
std::vector<PartPtr> partsOf(const Project& project);

std::string quoteText(const QuotePreview& preview);
std::string quoteJson(const QuotePreview& preview);

} // namespace millwright
