#pragma once
#include "model/base/Result.h"
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace millwright
{

/// A cell as it was stored: formulas are never run, only their stored result is read.
struct SheetCell {
    std::string text;             ///< as written; numbers in the C locale, dates as ISO
    std::optional<double> number; ///< of a cell that holds a number (XLSX only)
    bool isDate = false;
    bool isFormula = false; ///< `text` is the result that the program which wrote it stored
};

struct SheetRow {
    std::size_t line = 0; ///< of the file or the sheet, 1 = first
    std::vector<SheetCell> cells;

    /// The cell, or an empty one beyond the last.
    const SheetCell& cell(std::size_t column) const;
};

/// A table as somebody's file holds it, title lines and sums included.
struct Sheet {
    std::string where;               ///< file name, for messages
    std::string name;                ///< of the sheet; empty for CSV
    std::vector<std::string> sheets; ///< all sheets of the workbook
    char delimiter = ',';            ///< CSV: comma, semicolon or tab
    std::vector<SheetRow> rows;      ///< those with at least one cell that is not empty
};

/// Limits of a file from outside: no more is unpacked, kept or looked at.
struct SheetLimits {
    std::size_t fileBytes = std::size_t{32} << 20;
    std::size_t unpackedBytes = std::size_t{64} << 20; ///< of one part of a workbook
    double ratio = 250.0; ///< unpacked to packed, for parts above 1 MiB
    std::size_t rows = 50'000;
    std::size_t columns = 512;
};

/// Reads a workbook (XLSX: the sheet of that name, else the first visible one with rows) or a CSV
/// file (comma, semicolon or tab, whichever its first lines use; UTF-8 or Latin-1). Errors:
/// "file.unreadable", "sheet.too-large", "sheet.not-a-table", "sheet.old-format", "sheet.damaged",
/// "sheet.bomb", "sheet.no-sheet", "sheet.too-many-rows", "sheet.empty".
Result<Sheet> readSheet(const std::filesystem::path& path, std::string_view sheet = {},
                        const SheetLimits& limits = {});

/// The same from the bytes of a file.
Result<Sheet> readXlsxSheet(std::string_view bytes, std::string where, std::string_view sheet = {},
                            const SheetLimits& limits = {});
Result<Sheet> readCsvSheet(std::string_view text, std::string where,
                           const SheetLimits& limits = {});

/// Adds the English patterns of these readers.
void registerSheetMessages();

} // namespace millwright
