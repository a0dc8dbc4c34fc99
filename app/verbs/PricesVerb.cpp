#include "app/CommandLine.h"
#include "app/Evaluation.h"
#include "app/QuoteFile.h"
#include "app/verbs/Verbs.h"
#include "model/base/Csv.h"
#include "model/edit/Document.h"
#include "model/edit/PriceActions.h"
#include "model/prices/EffectivePrice.h"
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace millwright
{
namespace
{

using nlohmann::ordered_json;

struct Options {
    std::string file;
    QuoteArguments quote;
    std::string output;
    std::vector<std::string> discounts; ///< "NVIDIA=0.12"
    std::vector<std::string> rates;     ///< "EUR=1.17"
    std::string currency;
    std::string date;
    bool isJson = false;
    bool isOnlyUnpriced = false;

    bool changes() const
    {
        return !discounts.empty() || !rates.empty() || !currency.empty() || !date.empty() ||
               !quote.file.empty();
    }
};

/// The two sides of NAME=NUMBER.
Result<std::pair<std::string, double>> readPair(const std::string& text, const char* example)
{
    const std::size_t sign = text.rfind('=');
    const auto number = sign == std::string::npos
                            ? std::nullopt
                            : parseNumber(std::string_view(text).substr(sign + 1));
    if (!number || sign == 0)
        return fail("cli.pair", {text, std::string(example)});
    return std::pair(text.substr(0, sign), *number);
}

/// Takes the ready rows of a quote; unclear ones stay as they were.
Result<void> takeQuote(Draft& draft, const QuoteArguments& quote)
{
    if (quote.file.empty())
        return {};
    const auto preview = readQuote(quote, partsOf(draft.project()), *draft.project().prices);
    if (!preview)
        return preview.error();
    if (preview->unclear > 0)
        std::fputs(quoteText(*preview).c_str(), stderr);
    return setPrices(draft, quotedEntries(*preview), quote.date);
}

Result<void> change(Draft& draft, const Options& options)
{
    for (const std::string& text : options.discounts) {
        const auto pair = readPair(text, "NVIDIA=0.12");
        if (!pair)
            return pair.error();
        if (auto set = setVendorDiscount(draft, {pair->first, pair->second, options.date, {}});
            !set)
            return set;
    }
    for (const std::string& text : options.rates) {
        const auto pair = readPair(text, "EUR=1.17");
        if (!pair)
            return pair.error();
        if (auto set = setExchangeRate(draft, {pair->first, pair->second, options.date, {}}); !set)
            return set;
    }
    if (!options.date.empty())
        if (auto set = setPriceDate(draft, options.date); !set)
            return set;
    if (auto taken = takeQuote(draft, options.quote); !taken)
        return taken;
    return options.currency.empty() ? Result<void>() : setCurrency(draft, options.currency);
}

ordered_json weeks(const std::optional<double>& value)
{
    return value ? ordered_json(*value) : ordered_json();
}

ordered_json lineJson(const BillLine& line)
{
    const EffectivePrice& price = line.price;
    ordered_json row = {{"part", line.part.str()},
                        {"description", line.description},
                        {"quantity", line.quantity},
                        {"origin", priceOriginName(price.origin)}};
    if (price.isKnown()) {
        row["currency"] = price.currency;
        row["low"] = price.localLow;
        row["mid"] = price.localMid;
        row["high"] = price.localHigh;
        row["usd"] = price.mid;
        row["discount"] = price.discount;
        row["date"] = price.date;
        row["validUntil"] = price.validUntil;
        row["isExpired"] = price.isExpired;
        row["supplier"] = price.supplier;
        row["source"] = formatMessage({price.source, {}});
        row["confidence"] = price.confidence;
    }
    if (!price.missingRate.empty())
        row["missingRate"] = price.missingRate;
    row["leadLow_weeks"] = weeks(price.leadLow);
    row["leadHigh_weeks"] = weeks(price.leadHigh);
    return row;
}

std::string lineText(const BillLine& line)
{
    const EffectivePrice& price = line.price;
    const std::string amount = price.isKnown()
                                   ? fmt::format("{:.2f} {}", price.localMid, price.currency)
                                   : std::string("-");
    const std::string lead = price.leadLow && price.leadHigh
                                 ? fmt::format("{:g}-{:g} wk", *price.leadLow, *price.leadHigh)
                                 : std::string();
    return fmt::format("{:<28} {:>10g} {:>18} {:<9} {:<11} {:<10} {:<10} {}\n", line.part.str(),
                       line.quantity, amount, priceOriginName(price.origin), price.confidence,
                       price.date, lead,
                       price.missingRate.empty() ? formatMessage({price.source, {}})
                                                 : "no exchange rate for " + price.missingRate);
}

int printPrices(const Evaluation& design, const Options& options)
{
    const CostResult& cost = *design.results().cost;
    ordered_json rows = ordered_json::array();
    std::string text;
    for (const BillLine& line : cost.lines) {
        if (options.isOnlyUnpriced && line.hasPrice)
            continue;
        rows.push_back(lineJson(line));
        text += lineText(line);
    }
    const int code = cost.missingRates.empty() ? ExitGood : ExitFindings;
    text += fmt::format("{} lines without a price; {:.1f} % of the equipment rests on unverified "
                        "prices, which could take it down by {:.0f} or up by {:.0f} USD\n",
                        cost.unpricedLines, 100.0 * cost.unverifiedShare, cost.unverifiedDown,
                        cost.unverifiedUp);
    const ordered_json document = {{"currency", design.project().currency},
                                   {"asOf", design.project().prices->asOf},
                                   {"lines", std::move(rows)},
                                   {"unpricedLines", cost.unpricedLines},
                                   {"unverifiedShare", cost.unverifiedShare},
                                   {"unverifiedDown_USD", cost.unverifiedDown},
                                   {"unverifiedUp_USD", cost.unverifiedUp}};
    const int delivered = deliver(
        options.isJson ? document.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n"
                       : text,
        {});
    return delivered == ExitGood ? code : delivered;
}

int runPrices(const Options& options)
{
    auto loaded = readProject(options.file);
    if (!loaded)
        return reportError(loaded.error());
    if (options.changes() && options.output.empty())
        return reportError(fail("cli.needs-output"));
    if (loaded->isReadOnly && !options.output.empty())
        return reportError(Error{loaded->readOnlyReason, options.file});
    Draft draft(std::move(loaded->project));
    if (auto changed = change(draft, options); !changed)
        return reportError(changed.error());
    if (!options.output.empty())
        if (auto written = writeProject(options.output, draft.project()); !written)
            return reportError(written.error());
    const auto design = Evaluation::ofProject(draft.project());
    return design ? printPrices(**design, options) : reportError(design.error());
}

} // namespace

void addPricesVerb(CLI::App& app, VerbChoice& choice)
{
    auto options = std::make_shared<Options>();
    CLI::App* verb = app.add_subcommand(
        "prices",
        "Prices and lead times of a design's parts, with their sources; or change its price book");
    verb->add_option("file", options->file, "Project file")->required();
    verb->add_option("-o,--output", options->output, "Write the changed design to this file");
    verb->add_option(
        "--quote", options->quote.file,
        "Take the clear rows of this quote (.xlsx, .csv); see catalog prices for what they change");
    addQuoteOptions(*verb, options->quote);
    verb->add_option("--discount", options->discounts,
                     "Vendor discount, e.g. NVIDIA=0.12 for 12 % off its list prices");
    verb->add_option("--rate", options->rates, "Exchange rate: USD for one unit, e.g. EUR=1.17");
    verb->add_option("--currency", options->currency, "Currency of the bill, e.g. EUR");
    verb->add_option("--date", options->date, "Date for which prices are asked, e.g. 2026-04-13");
    verb->add_flag("--without-price", options->isOnlyUnpriced, "Only parts without a price");
    verb->add_flag("--json", options->isJson, "Print JSON");
    verb->callback([options, &choice] { choice.run = [options] { return runPrices(*options); }; });
}

} // namespace millwright
