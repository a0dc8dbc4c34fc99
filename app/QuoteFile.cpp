#include "app/QuoteFile.h"
#include "model/base/Csv.h"
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace millwright
{
namespace
{

using nlohmann::ordered_json;

Result<void> mapColumns(QuoteMapping& mapping, const Sheet& sheet,
                        const std::vector<std::string>& columns)
{
    for (const std::string& text : columns) {
        const std::size_t sign = text.find('=');
        if (sign == std::string::npos)
            return fail("cli.pair", {text, std::string("net-price=Unit price")});
        if (auto mapped = mapColumn(mapping, sheet, text.substr(0, sign), text.substr(sign + 1));
            !mapped)
            return mapped;
    }
    return {};
}

Result<void> takeChoices(QuoteOptions& options, const std::vector<std::string>& matches)
{
    for (const std::string& text : matches) {
        const std::size_t sign = text.find('=');
        const auto line = parseNumber(std::string_view(text).substr(0, sign));
        if (sign == std::string::npos || !line || *line < 1.0)
            return fail("cli.pair", {text, std::string("12=dgx-h100")});
        options.choices[static_cast<std::size_t>(*line)] = Symbol(text.substr(sign + 1));
    }
    return {};
}

ordered_json optional(const std::optional<double>& value)
{
    return value ? ordered_json(*value) : ordered_json();
}

ordered_json rowJson(const QuoteRow& row)
{
    ordered_json problems = ordered_json::array(), candidates = ordered_json::array();
    for (const Message& problem : row.problems)
        problems.push_back({{"id", problem.id}, {"text", formatMessage(problem)}});
    for (const Symbol candidate : row.candidates)
        candidates.push_back(candidate.str());
    ordered_json json = {{"row", row.line},
                         {"number", row.number},
                         {"description", row.description},
                         {"state", quoteStateName(row.state)},
                         {"part", row.entry.part.str()}};
    json["price"] = optional(row.entry.price());
    json["low"] = optional(row.entry.low);
    json["high"] = optional(row.entry.high);
    json["currency"] = row.entry.currency;
    json["oldPrice_USD"] = row.before.isKnown() ? ordered_json(row.before.mid) : ordered_json();
    json["oldOrigin"] = priceOriginName(row.before.origin);
    json["change"] = optional(row.change);
    json["leadLow_weeks"] = optional(row.entry.leadLow);
    json["leadHigh_weeks"] = optional(row.entry.leadHigh);
    json["leadChange_weeks"] = optional(row.leadChange);
    json["validUntil"] = row.entry.validUntil;
    json["isSame"] = row.isSame;
    json["problems"] = std::move(problems);
    json["candidates"] = std::move(candidates);
    return json;
}

} // namespace

void addQuoteOptions(CLI::App& verb, QuoteArguments& arguments)
{
    verb.add_option("--sheet", arguments.sheet, "Sheet of the workbook; the first one otherwise");
    verb.add_option("--quote-currency", arguments.currency,
                    "Currency of the quote where it names none");
    verb.add_option("--supplier", arguments.supplier, "Who offers");
    verb.add_option("--quote-number", arguments.number, "Number of the quote");
    verb.add_option("--quote-date", arguments.date, "Date of the quote, e.g. 2026-04-13");
    verb.add_option("--decimals", arguments.decimals,
                    "Decimal sign where the numbers do not tell: point or comma")
        ->check(CLI::IsMember({"point", "comma"}));
    verb.add_option("--map", arguments.columns,
                    "Column of the quote, e.g. net-price=\"Unit price\" or list-price=D");
    verb.add_option("--match", arguments.matches, "Part of a row, e.g. 12=dgx-h100");
}

Result<QuotePreview> readQuote(const QuoteArguments& arguments, const std::vector<PartPtr>& parts,
                               const PriceBook& book)
{
    const auto sheet = readSheet(arguments.file, arguments.sheet);
    if (!sheet)
        return sheet.error();
    auto options = suggestOptions(*sheet);
    if (!options)
        return options.error();
    if (auto mapped = mapColumns(options->mapping, *sheet, arguments.columns); !mapped)
        return mapped.error();
    if (auto taken = takeChoices(*options, arguments.matches); !taken)
        return taken.error();
    const std::pair<const std::string*, std::string*> given[] = {
        {&arguments.currency, &options->currency},
        {&arguments.supplier, &options->supplier},
        {&arguments.number, &options->number},
        {&arguments.date, &options->date}};
    for (const auto& [from, to] : given)
        if (!from->empty())
            *to = *from;
    if (!arguments.decimals.empty())
        options->decimals = arguments.decimals == "comma" ? DecimalSign::Comma : DecimalSign::Point;
    if (!options->date.empty() && !isIsoDate(options->date))
        return fail("price.date-malformed", {options->date});
    return previewQuote(*sheet, *options, parts, book);
}

std::vector<PartPtr> partsOf(const Project& project)
{
    std::vector<PartPtr> parts;
    for (const auto& [id, part] : project.parts.all())
        parts.push_back(part);
    return parts;
}

std::string quoteText(const QuotePreview& preview)
{
    std::string text;
    for (const QuoteRow& row : preview.rows) {
        const auto price = row.entry.price();
        const std::string change = row.isSame   ? "same"
                                   : row.change ? fmt::format("{:+.1f} %", 100.0 * *row.change)
                                                : std::string();
        const std::string lead =
            row.entry.leadHigh ? fmt::format("{:g} wk", *row.entry.leadHigh) : std::string();
        text += fmt::format("{:>5} {:<9} {:<28} {:>18} {:>10} {:>8}  {}\n", row.line,
                            quoteStateName(row.state),
                            row.entry.part.isEmpty() ? row.number : row.entry.part.str(),
                            price ? fmt::format("{:.2f} {}", *price, row.entry.currency) : "-",
                            change, lead, row.description);
        for (const Message& problem : row.problems)
            text += fmt::format("{:16}{}\n", "", formatMessage(problem));
        for (const Symbol candidate : row.candidates)
            if (row.entry.part.isEmpty())
                text += fmt::format("{:16}{}={}\n", "", row.line, candidate.str());
    }
    return text + fmt::format("{} ready, {} unclear, {} unmatched\n", preview.ready,
                              preview.unclear, preview.unmatched);
}

std::string quoteJson(const QuotePreview& preview)
{
    ordered_json rows = ordered_json::array();
    for (const QuoteRow& row : preview.rows)
        rows.push_back(rowJson(row));
    const ordered_json document = {{"ready", preview.ready},
                                   {"unclear", preview.unclear},
                                   {"unmatched", preview.unmatched},
                                   {"rows", std::move(rows)}};
    return document.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

} // namespace millwright
