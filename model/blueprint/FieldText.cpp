#include "model/blueprint/FieldText.h"
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

namespace millwright
{

void appendNumber(std::string& text, double value)
{
    if (!std::isfinite(value)) {
        text += "null";
        return;
    }
    std::array<char, 32> buffer;
    // Readers take "-0" for the whole number 0; plain zero says the same.
    const double plain = value + 0.0;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), plain).ptr;
    text.append(buffer.data(), end);
}

void appendMetres(std::string& text, Length length)
{
    const std::int64_t um = length.micrometres();
    // Unsigned, so that the smallest value has an absolute one too.
    const std::uint64_t size =
        um < 0 ? 0 - static_cast<std::uint64_t>(um) : static_cast<std::uint64_t>(um);
    std::array<char, 32> buffer;
    if (um < 0)
        text += '-';
    text.append(buffer.data(),
                std::to_chars(buffer.data(), buffer.data() + buffer.size(), size / 1000000).ptr);
    std::uint64_t rest = size % 1000000;
    if (rest == 0)
        return;
    std::array<char, 7> digits{'.'};
    for (std::size_t i = 6; i > 0; --i, rest /= 10)
        digits[i] = static_cast<char>('0' + rest % 10);
    std::size_t count = 7;
    while (digits[count - 1] == '0')
        --count;
    text.append(digits.data(), count);
}

std::optional<std::vector<double>> readNumbers(std::string_view text)
{
    std::vector<double> numbers;
    const char* at = text.data();
    const char* const end = at + text.size();
    const auto isGap = [](char c) {
        return c == ' ' || c == ',' || c == ';' || c == '\t' || c == '\n';
    };
    while (true) {
        while (at != end && isGap(*at))
            ++at;
        if (at == end)
            return numbers;
        double number = 0.0;
        const auto [after, error] = std::from_chars(at, end, number);
        if (error != std::errc() || !std::isfinite(number) || (after != end && !isGap(*after)))
            return std::nullopt;
        numbers.push_back(number);
        at = after;
    }
}

} // namespace millwright
