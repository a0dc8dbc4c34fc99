#include "catalog/TextRules.h"
#include "catalog/PartRows.h"
#include <algorithm>
#include <cstdint>

namespace millwright
{
namespace
{

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool isIdByte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/// Length of the UTF-8 sequence that begins with `lead`; 0 if none does.
std::size_t sequenceLength(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead < 0xE0)
        return 2;
    if (lead >= 0xE0 && lead < 0xF0)
        return 3;
    return lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
}

/// Whether the bytes of one sequence are continuation bytes and the code point is in its shortest
/// form and no surrogate.
bool isCompleteSequence(std::string_view sequence)
{
    constexpr std::uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    std::uint32_t point =
        static_cast<unsigned char>(sequence[0]) & (0xFFu >> (sequence.size() + 1));
    for (const char c : sequence.substr(1)) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0) != 0x80)
            return false;
        point = (point << 6) | (byte & 0x3Fu);
    }
    return point >= smallest[sequence.size()] && point <= 0x10FFFF &&
           (point < 0xD800 || point > 0xDFFF);
}

} // namespace

std::string_view trimmedText(std::string_view text)
{
    while (!text.empty() && isSpace(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isSpace(text.back()))
        text.remove_suffix(1);
    return text;
}

bool isPrintableText(std::string_view text)
{
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const bool isControl = (lead < 0x20 && lead != '\n' && lead != '\t') || lead == 0x7F;
        const std::size_t length = sequenceLength(lead);
        if (isControl || length == 0 || i + length > text.size())
            return false;
        if (length > 1 && !isCompleteSequence(text.substr(i, length)))
            return false;
        i += length;
    }
    return true;
}

bool isPartId(std::string_view id)
{
    if (id.empty() || id.size() > longestPartId || !isIdByte(id.front()))
        return false;
    return std::ranges::all_of(id, [](char c) { return isIdByte(c) || c == '-' || c == '.'; });
}

std::string makePartId(std::string_view vendor, std::string_view name)
{
    std::string id;
    for (const std::string_view text : {vendor, name}) {
        for (const char raw : text) {
            const char c = raw >= 'A' && raw <= 'Z' ? static_cast<char>(raw - 'A' + 'a') : raw;
            if (isIdByte(c))
                id += c;
            else if (!id.empty() && id.back() != '-')
                id += '-';
        }
        if (!id.empty() && id.back() != '-')
            id += '-';
    }
    id.resize(std::min(id.size(), longestPartId));
    while (!id.empty() && id.back() == '-')
        id.pop_back();
    return id;
}

} // namespace millwright
