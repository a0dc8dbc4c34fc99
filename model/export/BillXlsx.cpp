#include "model/export/BillExport.h"
#include <fmt/format.h>
#include <system_error>
#include <unistd.h>
#include <xlsxwriter.h>

namespace millwright {
namespace {

struct Formats {
    lxw_format* head;
    lxw_format* money;
    lxw_format* total;
    lxw_format* bold;
};

constexpr lxw_row_t headRow = 3;

void writeHead(lxw_worksheet* sheet, const Bill& bill, const Formats& formats)
{
    worksheet_write_string(sheet, 0, 0, bill.project.empty() ? "Bill of materials" : bill.project.c_str(), formats.bold);
    worksheet_write_string(sheet, 1, 0, bill.customer.c_str(), nullptr);
    worksheet_write_string(sheet, 1, 2, bill.variant.c_str(), nullptr);
    worksheet_write_string(sheet, 1, 4, bill.currency.c_str(), formats.bold);
    if (bill.currency != "USD")
        worksheet_write_string(sheet, 1, 5, fmt::format("1 {} = {:.6g} USD, {}, {}", bill.currency, bill.rate.usd, formatMessage({bill.rate.source, {}}), bill.rate.date).c_str(),
                               nullptr);
    const char* titles[] = {"Kind", "Part", "Description", "Quantity", "Unit price", "Low", "High", "Total", "Per", "Confidence", "Price basis", "Price source", "Price date", "Lead time, weeks, low", "high"};
    for (lxw_col_t column = 0; column < 15; ++column)
        worksheet_write_string(sheet, headRow, column, titles[column], formats.head);
    worksheet_set_column(sheet, 0, 1, 16, nullptr);
    worksheet_set_column(sheet, 2, 2, 52, nullptr);
    worksheet_set_column(sheet, 3, 7, 14, nullptr);
    worksheet_set_column(sheet, 8, 10, 16, nullptr);
    worksheet_set_column(sheet, 11, 11, 40, nullptr);
    worksheet_set_column(sheet, 12, 14, 14, nullptr);
    worksheet_freeze_panes(sheet, headRow + 1, 0);
}

void writeLine(lxw_worksheet* sheet, lxw_row_t row, const Bill& bill, const BillLine& line, const Formats& formats)
{
    // Text goes in as strings, never as formulas, so that a part named "=1+1" stays a name.
    worksheet_write_string(sheet, row, 0, line.kind.c_str(), nullptr);
    worksheet_write_string(sheet, row, 1, line.part.str().c_str(), nullptr);
    worksheet_write_string(sheet, row, 2, line.description.c_str(), nullptr);
    worksheet_write_number(sheet, row, 3, line.quantity, nullptr);
    if (line.hasPrice) {
        worksheet_write_number(sheet, row, 4, line.unitPrice, formats.money);
        worksheet_write_number(sheet, row, 5, line.priceLow, formats.money);
        worksheet_write_number(sheet, row, 6, line.priceHigh, formats.money);
        const std::string formula = fmt::format("=ROUND(D{0}*E{0},{1})", row + 1, bill.digits);
        worksheet_write_formula_num(sheet, row, 7, formula.c_str(), formats.money, static_cast<double>(line.lineTotal) / minorUnits(bill.currency));
    }
    worksheet_write_string(sheet, row, 8, line.isYearly ? "year" : "once", nullptr);
    worksheet_write_string(sheet, row, 9, line.confidence.c_str(), nullptr);
    worksheet_write_string(sheet, row, 10, line.priceBasis.c_str(), nullptr);
    const EffectivePrice& from = line.price;
    worksheet_write_string(sheet, row, 11, billSourceText(from).c_str(), nullptr);
    worksheet_write_string(sheet, row, 12, from.date.c_str(), nullptr);
    if (from.leadLow)
        worksheet_write_number(sheet, row, 13, *from.leadLow, nullptr);
    if (from.leadHigh)
        worksheet_write_number(sheet, row, 14, *from.leadHigh, nullptr);
}

void writeTotals(lxw_worksheet* sheet, lxw_row_t row, const Bill& bill, const Formats& formats)
{
    const auto total = [&](lxw_row_t at, const char* label, const char* per, std::int64_t amount) {
        worksheet_write_string(sheet, at, 2, label, formats.bold);
        const std::string formula = fmt::format("=SUMIF(I{0}:I{1},\"{2}\",H{0}:H{1})", headRow + 2, row, per);
        worksheet_write_formula_num(sheet, at, 7, formula.c_str(), formats.total, static_cast<double>(amount) / minorUnits(bill.currency));
        worksheet_write_string(sheet, at, 8, per, nullptr);
    };
    total(row, "Total", "once", bill.total);
    total(row + 1, "Total per year", "year", bill.yearlyTotal);
    if (bill.unpricedLines > 0)
        worksheet_write_string(sheet, row + 3, 2, fmt::format("{} lines have no price and are left out of the totals", bill.unpricedLines).c_str(), nullptr);
}

} // namespace

Result<void> writeBillXlsx(const Bill& bill, const std::filesystem::path& path)
{
    // Written beside the target and moved over it, so that a full disk leaves the old file whole.
    const std::filesystem::path draft = path.string() + fmt::format(".{}.tmp", ::getpid());
    lxw_workbook* workbook = workbook_new(draft.c_str());
    if (!workbook)
        return fail("export.cannot-write", {path.string(), std::string("libxlsxwriter")});
    lxw_worksheet* sheet = workbook_add_worksheet(workbook, "Bill of materials");
    Formats formats{workbook_add_format(workbook), workbook_add_format(workbook), workbook_add_format(workbook), workbook_add_format(workbook)};
    format_set_bold(formats.head);
    format_set_bottom(formats.head, LXW_BORDER_THIN);
    const std::string amounts = bill.digits > 0 ? "#,##0." + std::string(static_cast<std::size_t>(bill.digits), '0') : "#,##0";
    format_set_num_format(formats.money, amounts.c_str());
    format_set_num_format(formats.total, amounts.c_str());
    format_set_bold(formats.total);
    format_set_top(formats.total, LXW_BORDER_THIN);
    format_set_bold(formats.bold);
    writeHead(sheet, bill, formats);
    lxw_row_t row = headRow + 1;
    for (const BillLine& line : bill.lines)
        writeLine(sheet, row++, bill, line, formats);
    writeTotals(sheet, row, bill, formats);
    const lxw_error status = workbook_close(workbook);
    std::error_code error;
    if (status == LXW_NO_ERROR)
        std::filesystem::rename(draft, path, error);
    if (status == LXW_NO_ERROR && !error)
        return {};
    std::error_code ignored;
    std::filesystem::remove(draft, ignored);
    return fail("export.cannot-write", {path.string(), status != LXW_NO_ERROR ? std::string(lxw_strerror(status)) : error.message()});
}

} // namespace millwright
