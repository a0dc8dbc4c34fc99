#include "model/export/BillExport.h"
#include "model/base/Csv.h"
#include "model/io/AtomicFile.h"
#include <cstdlib>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace millwright {
namespace {

std::string cents(std::int64_t amount)
{
    return fmt::format("{}{}.{:02}", amount < 0 ? "-" : "", std::abs(amount) / 100, std::abs(amount) % 100);
}

std::string quantityText(double quantity)
{
    return fmt::format("{:g}", quantity);
}

} // namespace

std::string billCsv(const Bill& bill)
{
    std::string text = "kind,part,description,quantity,unit price,price low,price high,total,currency,per,confidence,basis\r\n";
    for (const BillLine& line : bill.lines) {
        const std::string price = line.hasPrice ? fmt::format("{:.2f},{:.2f},{:.2f},{}", line.unitPrice, line.priceLow, line.priceHigh, cents(line.lineTotal)) : ",,,";
        text += fmt::format("{},{},{},{},{},{},{},{},{}\r\n", csvField(line.kind), csvField(line.part.str()), csvField(line.description),
                            quantityText(line.quantity), price, csvField(bill.currency), line.isYearly ? "year" : "once",
                            csvField(line.confidence), csvField(line.priceBasis));
    }
    text += fmt::format("total,,,,,,,{},{},once,,\r\n", cents(bill.total), csvField(bill.currency));
    if (bill.yearlyTotal != 0)
        text += fmt::format("total,,,,,,,{},{},year,,\r\n", cents(bill.yearlyTotal), csvField(bill.currency));
    return text;
}

std::string billJson(const Bill& bill)
{
    using nlohmann::ordered_json;
    ordered_json lines = ordered_json::array();
    for (const BillLine& line : bill.lines) {
        ordered_json row = {{"kind", line.kind}, {"part", line.part.str()}, {"description", line.description}, {"quantity", line.quantity}, {"per", line.isYearly ? "year" : "once"}};
        if (line.hasPrice) {
            row["unitPrice"] = line.unitPrice;
            row["priceLow"] = line.priceLow;
            row["priceHigh"] = line.priceHigh;
            row["total"] = static_cast<double>(line.lineTotal) / 100.0;
            row["confidence"] = line.confidence;
            row["basis"] = line.priceBasis;
        }
        lines.push_back(std::move(row));
    }
    const ordered_json document = {{"project", bill.project}, {"customer", bill.customer}, {"variant", bill.variant}, {"currency", bill.currency}, {"lines", std::move(lines)},
                                   {"total", static_cast<double>(bill.total) / 100.0}, {"yearlyTotal", static_cast<double>(bill.yearlyTotal) / 100.0},
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
