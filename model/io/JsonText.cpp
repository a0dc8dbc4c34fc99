#include "model/io/JsonText.h"
#include <array>
#include <charconv>

namespace millwright::json
{
namespace
{

constexpr std::string_view replacement = "\xEF\xBF\xBD"; // U+FFFD

bool isPlain(unsigned char c)
{
    return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
}

/// Length of the well-formed UTF-8 sequence at the start of `text` (Unicode 15, table 3-7), 0 if
/// there is none.
std::size_t sequenceLength(std::string_view text)
{
    const auto byte = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    const auto isTail = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
    const unsigned first = byte(0);
    const unsigned second = byte(1);
    if (first >= 0xC2 && first <= 0xDF)
        return isTail(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        const bool isOverlong = first == 0xE0 && second < 0xA0;
        const bool isSurrogate = first == 0xED && second > 0x9F;
        return isTail(1) && isTail(2) && !isOverlong && !isSurrogate ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        const bool isOutside = (first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F);
        return isTail(1) && isTail(2) && isTail(3) && !isOutside ? 4 : 0;
    }
    return 0;
}

void appendEscaped(std::string& text, unsigned char c)
{
    constexpr std::string_view hex = "0123456789abcdef";
    switch (c) {
    case '"':
        text += "\\\"";
        return;
    case '\\':
        text += "\\\\";
        return;
    case '\n':
        text += "\\n";
        return;
    case '\t':
        text += "\\t";
        return;
    case '\r':
        text += "\\r";
        return;
    default:
        text += "\\u00";
        text += hex[c >> 4];
        text += hex[c & 15];
    }
}

template <class Whole> void appendWhole(std::string& text, Whole value)
{
    std::array<char, 24> buffer;
    text.append(buffer.data(),
                std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr);
}

} // namespace

void append(std::string& text, std::string_view value)
{
    text += '"';
    std::size_t done = 0;
    while (done < value.size()) {
        std::size_t end = done;
        while (end < value.size() && isPlain(static_cast<unsigned char>(value[end])))
            ++end;
        text.append(value, done, end - done);
        if (end == value.size())
            break;
        const auto c = static_cast<unsigned char>(value[end]);
        done = end + 1;
        if (c < 0x80) {
            appendEscaped(text, c);
        } else if (const std::size_t length = sequenceLength(value.substr(end))) {
            text.append(value, end, length);
            done = end + length;
        } else {
            text += replacement;
        }
    }
    text += '"';
}

void append(std::string& text, std::uint64_t value)
{
    appendWhole(text, value);
}

void append(std::string& text, std::int64_t value)
{
    appendWhole(text, value);
}

void append(std::string& text, const Point& value)
{
    text += '[';
    appendMetres(text, value.x);
    text += ',';
    appendMetres(text, value.y);
    text += ']';
}

void append(std::string& text, const std::vector<Point>& value)
{
    text += '[';
    for (const Point& point : value) {
        if (text.back() != '[')
            text += ',';
        append(text, point);
    }
    text += ']';
}

void append(std::string& text, const std::vector<double>& value)
{
    text += '[';
    for (const double number : value) {
        if (text.back() != '[')
            text += ',';
        appendNumber(text, number);
    }
    text += ']';
}

void append(std::string& text, const Placement& value)
{
    text += '[';
    append(text, value.hall);
    text += ',';
    appendMetres(text, value.centre.x);
    text += ',';
    appendMetres(text, value.centre.y);
    text += ',';
    appendNumber(text, value.rotation);
    text += ']';
}

void appendKey(std::string& text, std::string_view key)
{
    append(text, key);
    text += ':';
}

void appendMembers(std::string& text, std::string_view object)
{
    if (object.size() <= 2 || object.front() != '{' || object.back() != '}')
        return;
    text += ',';
    text += object.substr(1, object.size() - 2);
}

} // namespace millwright::json
