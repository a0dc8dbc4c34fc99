#include "model/base/Csv.h"
#include "model/sheet/Sheet.h"
#include "model/sheet/XlsxParts.h"
#include <algorithm>
#include <chrono>
#include <cmath>
#include <pugixml.hpp>
#include <set>

namespace millwright
{
namespace
{

constexpr std::size_t mostStrings = 1'000'000;

/// Names without their namespace: files differ in the prefix.
std::string_view localName(const char* name)
{
    const std::string_view text(name);
    const std::size_t colon = text.find(':');
    return colon == std::string_view::npos ? text : text.substr(colon + 1);
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name)
{
    for (const pugi::xml_node& at : node.children())
        if (localName(at.name()) == name)
            return at;
    return {};
}

template <class Function>
void forEach(const pugi::xml_node& node, std::string_view name, Function&& visit)
{
    for (const pugi::xml_node& at : node.children())
        if (localName(at.name()) == name)
            visit(at);
}

std::string_view attribute(const pugi::xml_node& node, std::string_view name)
{
    for (const pugi::xml_attribute& at : node.attributes())
        if (localName(at.name()) == name)
            return at.value();
    return {};
}

/// Text of a string item: plain, or runs of rich text; phonetic readings are left out.
std::string textOf(const pugi::xml_node& item)
{
    std::string text;
    for (const pugi::xml_node& at : item.children()) {
        if (localName(at.name()) == "t")
            text += at.text().get();
        else if (localName(at.name()) == "r")
            text += child(at, "t").text().get();
    }
    return text;
}

/// A document type with entities is skipped by the parser, never expanded.
Result<void> parse(const XlsxParts& parts, const std::string& name, pugi::xml_document& document,
                   std::string& buffer)
{
    auto text = parts.text(name);
    if (!text)
        return text.error();
    buffer = std::move(*text);
    constexpr unsigned options =
        (pugi::parse_default | pugi::parse_ws_pcdata_single) & ~pugi::parse_doctype;
    if (!document.load_buffer_inplace(buffer.data(), buffer.size(), options))
        return fail("sheet.damaged", {name});
    return {};
}

struct Entry {
    std::string name;
    std::string path;
    bool isHidden = false;
};

/// "C12" -> 2.
std::optional<std::size_t> columnOf(std::string_view reference)
{
    std::size_t column = 0, letters = 0;
    for (const char c : reference) {
        if (c < 'A' || c > 'Z' || ++letters > 3)
            break;
        column = column * 26 + static_cast<std::size_t>(c - 'A') + 1;
    }
    return column > 0 ? std::optional(column - 1) : std::nullopt;
}

bool isDateFormat(int id, std::string_view code)
{
    if ((id >= 14 && id <= 17) || id == 22)
        return true;
    bool isQuoted = false;
    bool hasDay = false, hasYear = false;
    for (std::size_t i = 0; i < code.size(); ++i) {
        if (code[i] == '"')
            isQuoted = !isQuoted;
        else if (code[i] == '[')
            i = std::min(code.find(']', i), code.size() - 1);
        else if (code[i] == '\\')
            ++i;
        else if (!isQuoted) {
            hasDay = hasDay || code[i] == 'd' || code[i] == 'D';
            hasYear = hasYear || code[i] == 'y' || code[i] == 'Y';
        }
    }
    return hasDay || hasYear;
}

std::string isoDate(double serial, bool is1904)
{
    using namespace std::chrono;
    if (!(serial >= 0.0 && serial < 2958466.0)) // year 9999
        return {};
    // Day 60 of the 1900 system is a 29 February that never was.
    const int offset = is1904 ? 0 : serial < 60.0 ? 1 : 0;
    const sys_days base = is1904 ? sys_days(year(1904) / 1 / 1) : sys_days(year(1899) / 12 / 30);
    const year_month_day day(base + days(static_cast<int>(std::floor(serial)) + offset));
    char text[16];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(day.year()),
                  static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
    return text;
}

class Workbook
{
public:
    Workbook(const XlsxParts& parts, const SheetLimits& limits) : m_parts(parts), m_limits(limits)
    {
    }

    Result<Sheet> read(std::string_view wanted, const std::string& where)
    {
        if (auto read = readDirectory(); !read)
            return read.error();
        if (auto read = readStrings(); !read)
            return read.error();
        if (auto read = readStyles(); !read)
            return read.error();
        Sheet sheet;
        sheet.where = where;
        std::string names;
        for (const Entry& entry : m_entries) {
            sheet.sheets.push_back(entry.name);
            names += (names.empty() ? "" : ", ") + entry.name;
        }
        for (const Entry& entry : m_entries) {
            if (wanted.empty() ? entry.isHidden : entry.name != wanted)
                continue;
            sheet.name = entry.name;
            if (auto read = readRows(entry.path, sheet); !read)
                return read.error();
            if (!sheet.rows.empty())
                return sheet;
        }
        if (!wanted.empty() && sheet.name.empty())
            return fail("sheet.no-sheet", {std::string(wanted), names});
        return fail("sheet.empty");
    }

private:
    Result<void> readDirectory()
    {
        pugi::xml_document book, relations;
        std::string bookText, relationText;
        if (auto parsed = parse(m_parts, "xl/workbook.xml", book, bookText); !parsed)
            return parsed;
        if (auto parsed = parse(m_parts, "xl/_rels/workbook.xml.rels", relations, relationText);
            !parsed)
            return parsed;
        const pugi::xml_node root = child(book, "workbook");
        const std::string_view epoch = attribute(child(root, "workbookPr"), "date1904");
        m_is1904 = epoch == "1" || epoch == "true";
        forEach(child(root, "sheets"), "sheet", [&](const pugi::xml_node& sheet) {
            Entry entry{std::string(attribute(sheet, "name")),
                        {},
                        attribute(sheet, "state").starts_with("hidden") ||
                            attribute(sheet, "state") == "veryHidden"};
            const std::string_view id = sheet.attribute("r:id")
                                            ? std::string_view(sheet.attribute("r:id").value())
                                            : attribute(sheet, "id");
            forEach(child(relations, "Relationships"), "Relationship",
                    [&](const pugi::xml_node& relation) {
                        if (attribute(relation, "Id") == id &&
                            attribute(relation, "TargetMode") != "External")
                            entry.path = pathOf(std::string(attribute(relation, "Target")));
                    });
            if (!entry.path.empty() && m_parts.has(entry.path))
                m_entries.push_back(std::move(entry));
        });
        return m_entries.empty()
                   ? Result<void>(fail("sheet.damaged", {std::string("xl/workbook.xml")}))
                   : Result<void>();
    }

    static std::string pathOf(std::string target)
    {
        if (target.starts_with('/'))
            return target.substr(1);
        return "xl/" + target;
    }

    Result<void> readStrings()
    {
        const std::string name = "xl/sharedStrings.xml";
        if (!m_parts.has(name))
            return {};
        pugi::xml_document document;
        std::string buffer;
        if (auto parsed = parse(m_parts, name, document, buffer); !parsed)
            return parsed;
        forEach(child(document, "sst"), "si", [&](const pugi::xml_node& item) {
            if (m_strings.size() < mostStrings)
                m_strings.push_back(textOf(item));
        });
        return {};
    }

    Result<void> readStyles()
    {
        const std::string name = "xl/styles.xml";
        if (!m_parts.has(name))
            return {};
        pugi::xml_document document;
        std::string buffer;
        if (auto parsed = parse(m_parts, name, document, buffer); !parsed)
            return parsed;
        const pugi::xml_node root = child(document, "styleSheet");
        std::set<int> dateFormats;
        forEach(child(root, "numFmts"), "numFmt", [&](const pugi::xml_node& format) {
            const int id = format.attribute("numFmtId").as_int();
            if (isDateFormat(0, attribute(format, "formatCode")))
                dateFormats.insert(id);
        });
        forEach(child(root, "cellXfs"), "xf", [&](const pugi::xml_node& style) {
            const int id = style.attribute("numFmtId").as_int();
            m_isDateStyle.push_back(isDateFormat(id, {}) || dateFormats.contains(id));
        });
        return {};
    }

    Result<void> readRows(const std::string& path, Sheet& sheet)
    {
        pugi::xml_document document;
        std::string buffer;
        if (auto parsed = parse(m_parts, path, document, buffer); !parsed)
            return parsed;
        std::size_t line = 0;
        bool isTooMuch = false;
        forEach(child(child(document, "worksheet"), "sheetData"), "row",
                [&](const pugi::xml_node& row) {
                    const std::string_view number = attribute(row, "r");
                    line = number.empty() ? line + 1
                                          : static_cast<std::size_t>(parseNumber(number).value_or(
                                                static_cast<double>(line + 1)));
                    SheetRow cells = readRow(row);
                    cells.line = line;
                    if (std::all_of(cells.cells.begin(), cells.cells.end(),
                                    [](const SheetCell& c) { return c.text.empty(); }))
                        return;
                    isTooMuch = isTooMuch || sheet.rows.size() >= m_limits.rows;
                    if (!isTooMuch)
                        sheet.rows.push_back(std::move(cells));
                });
        if (isTooMuch)
            return fail("sheet.too-many-rows", {static_cast<std::int64_t>(m_limits.rows)});
        return {};
    }

    SheetRow readRow(const pugi::xml_node& row) const
    {
        SheetRow cells;
        std::size_t next = 0;
        forEach(row, "c", [&](const pugi::xml_node& node) {
            const std::size_t column = columnOf(attribute(node, "r")).value_or(next);
            next = column + 1;
            if (column >= m_limits.columns)
                return;
            if (cells.cells.size() <= column)
                cells.cells.resize(column + 1);
            cells.cells[column] = readCell(node);
        });
        return cells;
    }

    SheetCell readCell(const pugi::xml_node& node) const
    {
        SheetCell cell;
        const std::string_view type = attribute(node, "t");
        const std::string_view value = child(node, "v").text().get();
        cell.isFormula = !child(node, "f").empty();
        if (type == "s") {
            const auto index = parseNumber(value);
            if (index && *index >= 0.0 && *index < static_cast<double>(m_strings.size()))
                cell.text = m_strings[static_cast<std::size_t>(*index)];
        } else if (type == "inlineStr") {
            cell.text = textOf(child(node, "is"));
        } else if (type == "str" || type == "b" || type == "d") {
            cell.text = value;
        } else if (type != "e") { // an error such as #REF! is no content
            readNumber(node, value, cell);
        }
        const std::size_t first = cell.text.find_first_not_of(" \t\r\n");
        cell.text =
            first == std::string::npos
                ? std::string()
                : cell.text.substr(first, cell.text.find_last_not_of(" \t\r\n") - first + 1);
        return cell;
    }

    void readNumber(const pugi::xml_node& node, std::string_view value, SheetCell& cell) const
    {
        cell.number = parseNumber(value);
        cell.text = cell.number ? std::string(value) : std::string();
        const auto style = static_cast<std::size_t>(std::max(0, node.attribute("s").as_int()));
        if (!cell.number || style >= m_isDateStyle.size() || !m_isDateStyle[style])
            return;
        const std::string date = isoDate(*cell.number, m_is1904);
        if (date.empty())
            return;
        cell.isDate = true;
        cell.number.reset();
        cell.text = date;
    }

    const XlsxParts& m_parts;
    const SheetLimits& m_limits;
    std::vector<Entry> m_entries;
    std::vector<std::string> m_strings;
    std::vector<bool> m_isDateStyle;
    bool m_is1904 = false;
};

} // namespace

Result<Sheet> readXlsxSheet(std::string_view bytes, std::string where, std::string_view sheet,
                            const SheetLimits& limits)
{
    const auto placed = [&](const Error& error) { return Error{error.message, where}; };
    if (bytes.size() > limits.fileBytes)
        return fail(
            "sheet.too-large",
            {static_cast<std::int64_t>(bytes.size()), static_cast<std::int64_t>(limits.fileBytes)},
            where);
    const auto parts = XlsxParts::open(bytes, limits);
    if (!parts)
        return placed(parts.error());
    auto read = Workbook(*parts, limits).read(sheet, where);
    if (!read)
        return placed(read.error());
    return read;
}

} // namespace millwright
