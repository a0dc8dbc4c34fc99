#include "model/export/BillExport.h"
#include "model/base/Csv.h"
#include "model/io/AtomicFile.h"
#include <cmath>
#include <cstdlib>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace millwright {
namespace {

/// 123456 of 2 digits -> "1234.56".
std::string minorText(std::int64_t amount, int digits)
{
    std::string text = fmt::format("{:0{}}", std::abs(amount), digits + 1);
    if (digits > 0)
        text.insert(text.size() - static_cast<std::size_t>(digits), 1, '.');
    return (amount < 0 ? "-" : "") + text;
}

std::string weeksText(const std::optional<double>& weeks)
{
    return weeks ? fmt::format("{:g}", *weeks) : std::string();
}

std::string quantityText(double quantity)
{
    return fmt::format("{:g}", quantity);
}

} // namespace

std::string billSourceText(const EffectivePrice& price)
{
    std::string text(price.isKnown() ? priceOriginName(price.origin) : "");
    for (const std::string* part : {&price.supplier, &price.source})
        if (price.isKnown() && !part->empty())
            text += ", " + formatMessage({*part, {}});
    return text;
}

std::string billCsv(const Bill& bill)
{
    std::string text = "kind,part,description,quantity,unit price,price low,price high,total,currency,per,confidence,basis,"
                       "source,price date,valid until,discount,lead weeks low,lead weeks high\r\n";
    for (const BillLine& line : bill.lines) {
        const std::string price = line.hasPrice ? fmt::format("{1:.{0}f},{2:.{0}f},{3:.{0}f},{4}", bill.digits, line.unitPrice, line.priceLow, line.priceHigh,
                                                              minorText(line.lineTotal, bill.digits))
                                                : ",,,";
        const EffectivePrice& from = line.price;
        text += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\r\n", csvField(line.kind), csvField(line.part.str()), csvField(line.description),
                            quantityText(line.quantity), price, csvField(bill.currency), line.isYearly ? "year" : "once",
                            csvField(line.confidence), csvField(line.priceBasis), csvField(billSourceText(from)), csvField(from.date), csvField(from.validUntil),
                            from.discount > 0.0 ? fmt::format("{:g}", from.discount) : "", weeksText(from.leadLow), weeksText(from.leadHigh));
    }
    text += fmt::format("total,,,,,{2:.{3}f},{4:.{3}f},{0},{1},once,,,,,,,,\r\n", minorText(bill.total, bill.digits), csvField(bill.currency), bill.totalLow, bill.digits,
                        bill.totalHigh);
    if (bill.yearlyTotal != 0)
        text += fmt::format("total,,,,,,,{},{},year,,,,,,,,\r\n", minorText(bill.yearlyTotal, bill.digits), csvField(bill.currency));
    return text;
}

std::string billJson(const Bill& bill)
{
    using nlohmann::ordered_json;
    const double units = std::pow(10.0, bill.digits);
    ordered_json lines = ordered_json::array();
    for (const BillLine& line : bill.lines) {
        ordered_json row = {{"kind", line.kind}, {"part", line.part.str()}, {"description", line.description}, {"quantity", line.quantity}, {"per", line.isYearly ? "year" : "once"}};
        const EffectivePrice& from = line.price;
        if (line.hasPrice) {
            row["unitPrice"] = line.unitPrice;
            row["priceLow"] = line.priceLow;
            row["priceHigh"] = line.priceHigh;
            row["total"] = static_cast<double>(line.lineTotal) / units;
            row["confidence"] = line.confidence;
            row["basis"] = line.priceBasis;
            row["origin"] = priceOriginName(from.origin);
            row["source"] = billSourceText(from);
            row["date"] = from.date;
            row["discount"] = from.discount;
        }
        if (from.leadLow)
            row["leadLow_weeks"] = *from.leadLow;
        if (from.leadHigh)
            row["leadHigh_weeks"] = *from.leadHigh;
        lines.push_back(std::move(row));
    }
    const ordered_json document = {{"project", bill.project}, {"customer", bill.customer}, {"variant", bill.variant}, {"currency", bill.currency},
                                   {"rate", {{"usd", bill.rate.usd}, {"date", bill.rate.date}, {"source", formatMessage({bill.rate.source, {}})}}}, {"lines", std::move(lines)},
                                   {"total", static_cast<double>(bill.total) / units}, {"totalLow", bill.totalLow}, {"totalHigh", bill.totalHigh},
                                   {"yearlyTotal", static_cast<double>(bill.yearlyTotal) / units},
                                   {"unpricedLines", bill.unpricedLines}, {"unverifiedShare", bill.unverifiedShare}};
    return document.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

Result<void> writeBill(const Bill& bill, const std::filesystem::path& path)
{
    const std::string ending = path.extension().string();
    if (ending == ".xlsx")
        return writeBillXlsx(bill, path);
    if (ending == ".csv")
        return writeAtomically(path, billCsv(bill));
    if (ending == ".json")
        return writeAtomically(path, billJson(bill));
    return fail("export.unknown-format", {ending.empty() ? path.string() : ending, std::string(".csv, .xlsx, .json")});
}

void registerExportMessages()
{
    registerMessagePatterns({
        {"export.unknown-format", "{0} is not a format that can be written here: {1}"},
        {"export.cannot-write", "{0} cannot be written: {1}"},
    });
}

} // namespace millwright
