#include "model/sheet/Sheet.h"
#include <algorithm>
#include <array>

namespace millwright
{
namespace
{

/// Latin-1 bytes as UTF-8, for files of spreadsheets that still write so.
std::string asUtf8(std::string_view text)
{
    std::size_t at = 0;
    bool isUtf8 = true;
    while (at < text.size() && isUtf8) {
        const auto byte = static_cast<unsigned char>(text[at]);
        const std::size_t more = byte < 0x80                   ? 0
                                 : byte >= 0xC2 && byte < 0xE0 ? 1
                                 : byte >= 0xE0 && byte < 0xF0 ? 2
                                 : byte >= 0xF0 && byte < 0xF5 ? 3
                                                               : 9;
        isUtf8 = more != 9 && at + more < text.size();
        for (std::size_t i = 1; isUtf8 && i <= more; ++i)
            isUtf8 = (static_cast<unsigned char>(text[at + i]) & 0xC0) == 0x80;
        at += more + 1;
    }
    if (isUtf8)
        return std::string(text);
    std::string utf8;
    utf8.reserve(text.size() + text.size() / 8);
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) {
            utf8 += c;
        } else {
            utf8 += static_cast<char>(0xC0 | (byte >> 6));
            utf8 += static_cast<char>(0x80 | (byte & 0x3F));
        }
    }
    return utf8;
}

/// The separator that the first lines use most, outside of quotes.
char delimiterOf(std::string_view text)
{
    constexpr std::array<char, 3> candidates{',', ';', '\t'};
    std::array<std::size_t, 3> counts{};
    bool isQuoted = false;
    std::size_t lines = 0;
    for (const char c : text) {
        if (c == '"')
            isQuoted = !isQuoted;
        else if (c == '\n' && !isQuoted && ++lines >= 30)
            break;
        for (std::size_t i = 0; i < candidates.size() && !isQuoted; ++i)
            counts[i] += c == candidates[i];
    }
    // A semicolon file may hold many decimal commas; a comma file hardly any semicolons.
    if (counts[1] > 0 && counts[1] * 2 >= counts[0] && counts[1] >= counts[2])
        return ';';
    return counts[2] > counts[0] ? '\t' : ',';
}

/// Splits into records; lenient, since somebody's file is better read in part than refused whole.
class Splitter
{
public:
    Splitter(std::string_view text, char delimiter) : m_text(text), m_delimiter(delimiter) {}

    bool atEnd() const { return m_at >= m_text.size(); }

    SheetRow next()
    {
        SheetRow row;
        row.line = m_line;
        for (;;) {
            row.cells.push_back({field(), {}, false, false});
            if (atEnd() || m_text[m_at] != m_delimiter)
                break;
            ++m_at;
        }
        if (!atEnd() && m_text[m_at] == '\r')
            ++m_at;
        if (!atEnd() && m_text[m_at] == '\n')
            ++m_at;
        ++m_line;
        return row;
    }

private:
    bool isEnd(char c) const { return c == m_delimiter || c == '\n' || c == '\r'; }

    std::string field()
    {
        std::string text;
        if (!atEnd() && m_text[m_at] == '"') {
            ++m_at;
            while (!atEnd()) {
                const char c = m_text[m_at++];
                if (c == '"' && !atEnd() && m_text[m_at] == '"')
                    ++m_at;
                else if (c == '"')
                    break;
                m_line += c == '\n';
                text += c;
            }
        }
        while (!atEnd() && !isEnd(m_text[m_at]))
            text += m_text[m_at++];
        const std::size_t first = text.find_first_not_of(" \t\r\n");
        if (first == std::string::npos)
            return {};
        return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
    }

    std::string_view m_text;
    char m_delimiter;
    std::size_t m_at = 0;
    std::size_t m_line = 1;
};

} // namespace

Result<Sheet> readCsvSheet(std::string_view bytes, std::string where, const SheetLimits& limits)
{
    if (bytes.size() > limits.fileBytes)
        return fail(
            "sheet.too-large",
            {static_cast<std::int64_t>(bytes.size()), static_cast<std::int64_t>(limits.fileBytes)},
            where);
    if (bytes.starts_with("\xEF\xBB\xBF"))
        bytes.remove_prefix(3);
    if (bytes.find('\0') != std::string_view::npos)
        return fail("sheet.not-a-table", {}, where);
    const std::string text = asUtf8(bytes);
    Sheet sheet;
    sheet.where = std::move(where);
    sheet.delimiter = delimiterOf(text);
    Splitter splitter(text, sheet.delimiter);
    while (!splitter.atEnd()) {
        SheetRow row = splitter.next();
        if (row.cells.size() > limits.columns)
            row.cells.resize(limits.columns);
        if (std::all_of(row.cells.begin(), row.cells.end(),
                        [](const SheetCell& c) { return c.text.empty(); }))
            continue;
        if (sheet.rows.size() >= limits.rows)
            return fail("sheet.too-many-rows", {static_cast<std::int64_t>(limits.rows)},
                        sheet.where);
        sheet.rows.push_back(std::move(row));
    }
    if (sheet.rows.empty())
        return fail("sheet.empty", {}, sheet.where);
    return sheet;
}

} // namespace millwright
