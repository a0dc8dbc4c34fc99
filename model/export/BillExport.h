#pragma once
#include "model/base/Result.h"
#include "model/report/Bill.h"
#include <filesystem>
#include <string>

namespace millwright {

/// The bill as CSV (RFC 4180, UTF-8, "," and "."): one row per line, then the totals. Text cells that a spreadsheet would take
/// for a formula are defused. Lines without a price leave the price blank.
std::string billCsv(const Bill& bill);

/// The bill as JSON: {"project","variant","currency","lines":[...],"total","yearlyTotal","unpricedLines"}; money in units of the
/// currency, two decimals.
std::string billJson(const Bill& bill);

/// Where a price comes from, in one cell: "quote, Vendor Ltd, Q-2026-17.xlsx"; empty without a price.
std::string billSourceText(const EffectivePrice& price);

/// Writes the bill as an XLSX workbook whose line and grand totals are formulas with ROUND, so that they recompute when a price is
/// edited. Error "export.cannot-write" with path and reason.
Result<void> writeBillXlsx(const Bill& bill, const std::filesystem::path& path);

/// Writes in the format that the path's ending names (.csv, .json, .xlsx). Errors: "export.unknown-format", "export.cannot-write".
Result<void> writeBill(const Bill& bill, const std::filesystem::path& path);

/// Registers the English patterns of the "export." messages.
void registerExportMessages();

} // namespace millwright
