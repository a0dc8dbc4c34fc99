#include "model/base/Csv.h"
#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace millwright
{

namespace
{

std::string linePlace(const std::string& where, std::size_t line)
{
    return where + ":" + std::to_string(line);
}

MessageArgument count(std::size_t n)
{
    return static_cast<std::int64_t>(n);
}

/// Splits the text into records; one object per text.
class CsvScanner
{
public:
    CsvScanner(std::string_view text, const std::string& where) : m_text(text), m_where(where) {}

    bool atEnd() const { return m_position >= m_text.size(); }

    Result<CsvRow> nextRecord()
    {
        CsvRow row;
        row.line = m_line;
        for (;;) {
            Result<std::string> field = nextField();
            if (!field)
                return field.error();
            row.fields.push_back(std::move(*field));
            if (atEnd() || m_text[m_position] != ',')
                break;
            ++m_position;
        }
        skipLineEnd();
        return row;
    }

    /// Goes to the line behind the one on which a damaged record begins.
    void skipLine(std::size_t start, std::size_t line)
    {
        m_position = std::min(m_text.find('\n', start), m_text.size() - 1) + 1;
        m_line = line + 1;
    }

    std::size_t position() const { return m_position; }
    std::size_t line() const { return m_line; }

private:
    Result<std::string> nextField()
    {
        if (!atEnd() && m_text[m_position] == '"')
            return quotedField();
        const std::size_t start = m_position;
        while (!atEnd() && !isFieldEnd(m_text[m_position])) {
            if (m_text[m_position] == '"')
                return fail("csv.quote-stray", {}, linePlace(m_where, m_line));
            ++m_position;
        }
        return std::string(m_text.substr(start, m_position - start));
    }

    Result<std::string> quotedField()
    {
        const std::size_t startLine = m_line;
        std::string field;
        for (++m_position; !atEnd(); ++m_position) {
            const char c = m_text[m_position];
            if (c == '"') {
                if (m_position + 1 < m_text.size() && m_text[m_position + 1] == '"') {
                    ++m_position;
                } else {
                    ++m_position;
                    if (!atEnd() && !isFieldEnd(m_text[m_position]))
                        return fail("csv.quote-stray", {}, linePlace(m_where, m_line));
                    return field;
                }
            } else if (c == '\n') {
                ++m_line;
            }
            field.push_back(c);
        }
        return fail("csv.quote-open", {}, linePlace(m_where, startLine));
    }

    static bool isFieldEnd(char c) { return c == ',' || c == '\n' || c == '\r'; }

    void skipLineEnd()
    {
        if (!atEnd() && m_text[m_position] == '\r')
            ++m_position;
        if (!atEnd() && m_text[m_position] == '\n')
            ++m_position;
        ++m_line;
    }

    std::string_view m_text;
    const std::string& m_where;
    std::size_t m_position = 0;
    std::size_t m_line = 1;
};

bool isBlank(const CsvRow& row)
{
    return row.fields.size() == 1 && row.fields[0].empty();
}

std::string_view trimmed(std::string_view text)
{
    const auto isSpace = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && isSpace(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isSpace(text.back()))
        text.remove_suffix(1);
    return text;
}

Result<void> checkHeader(const CsvRow& header, const std::string& where)
{
    for (std::size_t i = 0; i < header.fields.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (!header.fields[i].empty() && header.fields[i] == header.fields[j])
                return fail("csv.column-twice", {header.fields[i]}, linePlace(where, header.line));
    return {};
}

} // namespace

CsvTable::CsvTable(std::string where, std::vector<std::string> header, std::vector<CsvRow> rows)
    : m_where(std::move(where)), m_header(std::move(header)), m_rows(std::move(rows))
{
}

std::optional<std::size_t> CsvTable::column(std::string_view name) const
{
    const auto it = std::find(m_header.begin(), m_header.end(), name);
    if (it == m_header.end())
        return std::nullopt;
    return static_cast<std::size_t>(it - m_header.begin());
}

Result<std::size_t> CsvTable::requireColumn(std::string_view name) const
{
    if (const auto index = column(name))
        return *index;
    return fail("csv.column-missing", {std::string(name)}, m_where);
}

std::string_view CsvTable::text(const CsvRow& row, std::string_view columnName) const
{
    const auto index = column(columnName);
    return index && *index < row.fields.size() ? std::string_view(row.fields[*index])
                                               : std::string_view();
}

Result<std::optional<double>> CsvTable::number(const CsvRow& row, std::string_view columnName) const
{
    const std::string_view field = trimmed(text(row, columnName));
    if (field.empty())
        return std::optional<double>();
    if (const auto value = parseNumber(field))
        return value;
    return fail("csv.not-a-number", {std::string(field.substr(0, 80))}, place(row, columnName));
}

std::string CsvTable::place(const CsvRow& row, std::string_view columnName) const
{
    return linePlace(m_where, row.line) + ":" + std::string(columnName);
}

Result<CsvTable> readCsv(std::string_view text, std::string where, std::vector<Error>* damagedRows)
{
    if (text.size() > csvSizeLimit)
        return fail("csv.too-large", {count(text.size()), count(csvSizeLimit)}, where);
    if (text.substr(0, 3) == "\xEF\xBB\xBF")
        text.remove_prefix(3);
    if (text.find('\0') != std::string_view::npos)
        return fail("csv.binary", {}, where);

    CsvScanner scanner(text, where);
    std::optional<CsvRow> header;
    std::vector<CsvRow> rows;
    while (!scanner.atEnd()) {
        const std::size_t start = scanner.position();
        const std::size_t line = scanner.line();
        Result<CsvRow> row = scanner.nextRecord();
        if (!row && header && damagedRows) {
            damagedRows->push_back(row.error());
            scanner.skipLine(start, line);
            continue;
        }
        if (!row)
            return row.error();
        if (isBlank(*row))
            continue;
        if (!header) {
            for (std::string& name : row->fields)
                name = std::string(trimmed(name));
            if (const Result<void> checked = checkHeader(*row, where); !checked)
                return checked.error();
            header = std::move(*row);
        } else if (row->fields.size() != header->fields.size()) {
            Error error =
                fail("csv.field-count", {count(row->fields.size()), count(header->fields.size())},
                     linePlace(where, row->line));
            if (!damagedRows)
                return error;
            damagedRows->push_back(std::move(error));
        } else {
            rows.push_back(std::move(*row));
        }
    }
    if (!header)
        return fail("csv.empty", {}, where);
    return CsvTable(std::move(where), std::move(header->fields), std::move(rows));
}

Result<CsvTable> readCsvFile(const std::string& path, std::vector<Error>* damagedRows)
{
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error))
        return fail("file.unreadable", {path}, path);
    const auto size = std::filesystem::file_size(path, error);
    if (error)
        return fail("file.unreadable", {path}, path);
    if (size > csvSizeLimit)
        return fail("csv.too-large", {count(size), count(csvSizeLimit)}, path);
    std::ifstream file(path, std::ios::binary);
    std::string text(size, '\0');
    if (!file || !file.read(text.data(), static_cast<std::streamsize>(size)))
        return fail("file.unreadable", {path}, path);
    return readCsv(text, path, damagedRows);
}

std::string csvField(std::string_view text)
{
    std::string field(text);
    const bool runsAsFormula =
        !field.empty() && std::string_view("=+-@\t\r").find(field[0]) != std::string_view::npos;
    if (runsAsFormula && !parseNumber(field))
        field.insert(field.begin(), '\'');
    // Where a spreadsheet splits at semicolons or tabs, a cell begins behind them too.
    for (std::size_t at = field.find_first_of(";\t\n"); at != std::string::npos;
         at = field.find_first_of(";\t\n", at + 1))
        if (at + 1 < field.size() && std::string_view("=+-@").find(field[at + 1]) != std::string_view::npos)
            field.insert(at + 1, 1, '\'');
    if (field.find_first_of(",\"\r\n") == std::string::npos)
        return field;
    std::string quoted = "\"";
    for (const char c : field) {
        if (c == '"')
            quoted.push_back('"');
        quoted.push_back(c);
    }
    quoted.push_back('"');
    return quoted;
}

std::optional<double> parseNumber(std::string_view text)
{
    text = trimmed(text);
    if (text.size() > 1 && text[0] == '+' && text[1] != '-')
        text.remove_prefix(1);
    double value = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

std::vector<std::string> splitList(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\n";
    std::vector<std::string> items;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(';'), text.size());
        std::string_view item = text.substr(0, end);
        item.remove_prefix(std::min(item.find_first_not_of(blanks), item.size()));
        if (!item.empty())
            items.emplace_back(item.substr(0, item.find_last_not_of(blanks) + 1));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return items;
}

} // namespace millwright
