#pragma once
#include "model/base/Result.h"
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace millwright
{

/// One record of a CSV file: its fields and the line of the file on which it begins (1 = first
/// line).
struct CsvRow {
    std::vector<std::string> fields;
    std::size_t line = 0;
};

/// A CSV file with a header record. Every row has exactly as many fields as the header.
class CsvTable
{
public:
    CsvTable() = default;
    CsvTable(std::string where, std::vector<std::string> header, std::vector<CsvRow> rows);

    const std::string& where() const { return m_where; }
    const std::vector<std::string>& header() const { return m_header; }
    const std::vector<CsvRow>& rows() const { return m_rows; }

    /// Index of the column called `name`, or nothing.
    std::optional<std::size_t> column(std::string_view name) const;
    /// Index of the column called `name`, or the error "csv.column-missing".
    Result<std::size_t> requireColumn(std::string_view name) const;
    /// The text of a field; empty if the file has no such column.
    std::string_view text(const CsvRow& row, std::string_view column) const;
    /// The field as a number in the C locale; nothing if empty, the error "csv.not-a-number" if it
    /// is no finite number.
    Result<std::optional<double>> number(const CsvRow& row, std::string_view column) const;
    /// "file.csv:12:price", for errors about one field.
    std::string place(const CsvRow& row, std::string_view column) const;

private:
    std::string m_where;
    std::vector<std::string> m_header;
    std::vector<CsvRow> m_rows;
};

/// Largest text that readCsv() takes: 64 MiB; a larger one is refused with "csv.too-large".
inline constexpr std::size_t csvSizeLimit = std::size_t{64} << 20;

/// Reads comma-separated text with a header record: RFC 4180 quotes, LF or CRLF, an optional UTF-8
/// byte order mark, blank lines skipped. Errors name the line: "csv.empty", "csv.quote-open",
/// "csv.quote-stray", "csv.field-count", "csv.column-twice", "csv.binary", "csv.too-large".
/// With `damagedRows` a broken record is noted there and left out instead of refusing the file.
Result<CsvTable> readCsv(std::string_view text, std::string where,
                         std::vector<Error>* damagedRows = nullptr);

/// readCsv() of a file; "file.unreadable" if it cannot be read.
Result<CsvTable> readCsvFile(const std::string& path, std::vector<Error>* damagedRows = nullptr);

/// One field for output: quoted where RFC 4180 asks for it; text that a spreadsheet would run as a
/// formula (a first character of = + - @, tab or carriage return; = + - @ behind a semicolon, tab or
/// line end) gets an apostrophe in front.
/// Plain numbers stay as they are.
std::string csvField(std::string_view text);

/// Items of a cell that holds a list written with semicolons, trimmed; empty items are dropped.
std::vector<std::string> splitList(std::string_view text);

/// A finite decimal number that fills the whole text (spaces around it allowed), read in the C
/// locale.
std::optional<double> parseNumber(std::string_view text);

/// Adds the English patterns of this reader's messages.
void registerCsvMessages();

} // namespace millwright
