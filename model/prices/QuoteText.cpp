#include "model/prices/QuoteText.h"
#include "model/base/Csv.h"
#include "model/blueprint/PriceBook.h"
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <vector>

namespace millwright
{
namespace
{

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// The number part of "USD 1,234.50 net": from the first digit to the last, with its sign.
std::string_view numberIn(std::string_view text)
{
    const std::size_t first = text.find_first_of("0123456789");
    if (first == std::string_view::npos)
        return {};
    std::size_t last = first;
    while (last + 1 < text.size() &&
           (isDigit(text[last + 1]) || text[last + 1] == '.' || text[last + 1] == ',' ||
            text[last + 1] == '\'' ||
            (text[last + 1] == ' ' && last + 2 < text.size() && isDigit(text[last + 2]))))
        ++last;
    const bool isNegative = first > 0 && (text[first - 1] == '-' || text[first - 1] == '(');
    return text.substr(first - (isNegative ? 1 : 0), last - first + 1 + (isNegative ? 1 : 0));
}

std::size_t countOf(std::string_view text, char c)
{
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), c));
}

/// "1,234" or "12.345": one sign with three digits behind it and one to three before.
bool isThousandsOrDecimals(std::string_view number, char sign)
{
    const std::size_t at = number.find(sign);
    return countOf(number, sign) == 1 && number.size() - at == 4 && at >= 1 && at <= 3 &&
           number[0] != '0' && number[0] != '-';
}

std::string plainNumber(std::string_view number, char decimal)
{
    std::string plain;
    for (const char c : number) {
        if (isDigit(c))
            plain += c;
        else if (c == '-' || c == '(')
            plain += '-';
        else if (c == decimal)
            plain += '.';
    }
    return plain;
}

constexpr std::array<std::string_view, 12> months{"jan", "feb", "mar", "apr", "may", "jun",
                                                  "jul", "aug", "sep", "oct", "nov", "dec"};

std::string isoDate(int year, int month, int day)
{
    if (year < 100)
        year += 2000;
    char text[32];
    std::snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
    return isIsoDate(text) ? text : std::string();
}

/// Runs of digits and of letters, in order.
std::vector<std::string> tokens(std::string_view text)
{
    std::vector<std::string> found;
    for (const char c : lowered(text)) {
        const bool isLetter = c >= 'a' && c <= 'z';
        if (!isLetter && !isDigit(c)) {
            found.emplace_back();
            continue;
        }
        if (found.empty() || (!found.back().empty() && isDigit(found.back().back()) != isDigit(c)))
            found.emplace_back();
        found.back() += c;
    }
    std::erase(found, std::string());
    return found;
}

std::optional<double> unitOfTime(std::string_view word)
{
    if (word.starts_with("week") || word == "wk" || word == "wks" || word == "w")
        return 1.0;
    if (word.starts_with("day") || word == "d")
        return 1.0 / 7.0;
    if (word.starts_with("month") || word == "mo" || word == "mth")
        return 365.25 / 12.0 / 7.0;
    return std::nullopt;
}

} // namespace

std::string lowered(std::string_view text)
{
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c + 32);
    return lower;
}

std::string foldedName(std::string_view text)
{
    std::string name;
    for (const char c : lowered(text))
        if ((c >= 'a' && c <= 'z') || isDigit(c) || static_cast<unsigned char>(c) >= 0x80)
            name += c;
    return name;
}

DecimalSign decimalSignOf(std::string_view text)
{
    const std::string_view number = numberIn(text);
    const std::size_t points = countOf(number, '.'), commas = countOf(number, ',');
    if (points > 0 && commas > 0)
        return number.rfind('.') > number.rfind(',') ? DecimalSign::Point : DecimalSign::Comma;
    if (points > 1)
        return DecimalSign::Comma; // 1.234.567
    if (commas > 1)
        return DecimalSign::Point;
    if (points == 1 && !isThousandsOrDecimals(number, '.'))
        return DecimalSign::Point;
    if (commas == 1 && !isThousandsOrDecimals(number, ','))
        return DecimalSign::Comma;
    return DecimalSign::Unknown;
}

std::string currencyIn(std::string_view text)
{
    for (std::size_t i = 0; i + 3 <= text.size(); ++i) {
        const auto isUpper = [&](std::size_t at) {
            return at < text.size() && text[at] >= 'A' && text[at] <= 'Z';
        };
        const bool isAlone = (i == 0 || !isUpper(i - 1)) && !isUpper(i + 3);
        if (!isAlone || !isUpper(i) || !isUpper(i + 1) || !isUpper(i + 2))
            continue;
        constexpr std::string_view codes =
            "USD EUR GBP CHF JPY CNY KRW INR SGD AED SAR QAR AUD CAD NZD HKD TWD SEK NOK DKK ISK "
            "PLN CZK HUF RON BGN ILS TRY BRL MXN THB IDR "
            "MYR PHP VND ZAR KWD BHD OMR EGP CLP COP PEN ARS UAH KZT";
        const std::string code(text.substr(i, 3));
        if (codes.find(code) != std::string_view::npos)
            return code;
    }
    if (text.find("S$") != std::string_view::npos && text.find("US$") == std::string_view::npos)
        return "SGD";
    constexpr std::pair<std::string_view, std::string_view> signs[] = {
        {"US$", "USD"}, {"A$", "AUD"}, {"C$", "CAD"}, {"HK$", "HKD"}, {"$", "USD"},
        {"€", "EUR"},   {"£", "GBP"},  {"₹", "INR"},  {"₩", "KRW"},   {"₪", "ILS"}};
    for (const auto& [sign, code] : signs)
        if (text.find(sign) != std::string_view::npos)
            return std::string(code);
    return {};
}

Amount readAmount(const SheetCell& cell, DecimalSign sign)
{
    Amount amount;
    if (cell.number) {
        amount.value = cell.number;
        return amount;
    }
    amount.currency = currencyIn(cell.text);
    const std::string_view number = numberIn(cell.text);
    if (number.empty())
        return amount;
    const DecimalSign own = decimalSignOf(cell.text);
    const DecimalSign used = own != DecimalSign::Unknown ? own : sign;
    amount.isAmbiguous =
        used == DecimalSign::Unknown &&
        (number.find(',') != std::string_view::npos || number.find('.') != std::string_view::npos);
    if (amount.isAmbiguous)
        return amount;
    amount.value = parseNumber(plainNumber(number, used == DecimalSign::Comma ? ',' : '.'));
    return amount;
}

std::optional<double> readShare(const SheetCell& cell, DecimalSign sign)
{
    SheetCell bare = cell;
    const bool isPercent = cell.text.find('%') != std::string::npos;
    if (!cell.number && decimalSignOf(cell.text) == DecimalSign::Unknown &&
        sign == DecimalSign::Unknown)
        sign = DecimalSign::Point;
    const auto value = readAmount(bare, sign).value;
    if (!value || *value < 0.0 || *value >= 100.0)
        return std::nullopt;
    if (isPercent || *value > 1.0)
        return *value / 100.0;
    return *value < 1.0 ? value : std::nullopt;
}

std::string readDate(const SheetCell& cell)
{
    if (cell.number)
        return {};
    if (isIsoDate(std::string_view(cell.text).substr(0, 10)))
        return cell.text.substr(0, 10);
    const std::vector<std::string> parts = tokens(cell.text);
    if (parts.size() != 3)
        return {};
    const auto number = [&](std::size_t i) {
        return static_cast<int>(parseNumber(parts[i]).value_or(0.0));
    };
    for (std::size_t i = 0; i < 2; ++i)
        for (std::size_t month = 0; month < months.size(); ++month)
            if (parts[i].size() >= 3 && parts[i].starts_with(months[month]))
                return isoDate(number(2), static_cast<int>(month) + 1, number(1 - i));
    const int a = number(0), b = number(1), c = number(2);
    if (parts[0].size() == 4)
        return isoDate(a, b, c);
    if (cell.text.find('.') != std::string::npos)
        return isoDate(c, b, a); // only written day first
    if (a > 12 && b <= 12)
        return isoDate(c, b, a);
    return b > 12 && a <= 12 ? isoDate(c, a, b) : std::string();
}

std::optional<LeadTime> readLeadTime(const SheetCell& cell, double unitWeeks)
{
    if (cell.isDate)
        return std::nullopt;
    std::vector<double> numbers;
    double unit = unitWeeks;
    if (cell.number)
        numbers.push_back(*cell.number);
    else
        for (const std::string& token : tokens(cell.text)) {
            if (const auto value = parseNumber(token))
                numbers.push_back(*value);
            else if (const auto said = unitOfTime(token))
                unit = *said;
        }
    if (numbers.empty() || numbers.size() > 2)
        return std::nullopt;
    const LeadTime lead{numbers.front() * unit, numbers.back() * unit};
    return lead.low >= 0.0 && lead.low <= lead.high && lead.high <= 1000.0 ? std::optional(lead)
                                                                           : std::nullopt;
}

} // namespace millwright
