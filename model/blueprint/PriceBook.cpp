#include "model/blueprint/PriceBook.h"
#include <algorithm>
#include <charconv>

namespace millwright
{
namespace
{

bool isSameText(std::string_view a, std::string_view b)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [&](char x, char y) { return lower(x) == lower(y); });
}

std::optional<int> digits(std::string_view text)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool isWhole = error == std::errc() && end == text.data() + text.size();
    return isWhole && value >= 0 ? std::optional(value) : std::nullopt;
}

} // namespace

std::optional<double> PriceEntry::price() const
{
    if (mid)
        return mid;
    if (low && high)
        return 0.5 * (*low + *high);
    return low ? low : high;
}

const PriceEntry* PriceBook::entry(Symbol part) const
{
    const auto found = entries.find(part);
    return found == entries.end() ? nullptr : &found->second;
}

const VendorDiscount* PriceBook::discount(std::string_view vendor) const
{
    const auto found = std::find_if(discounts.begin(), discounts.end(), [&](const auto& row) {
        return isSameText(row.vendor, vendor);
    });
    return found == discounts.end() ? nullptr : &*found;
}

const ExchangeRate* PriceBook::rate(std::string_view currency) const
{
    const auto found = std::find_if(rates.begin(), rates.end(),
                                    [&](const auto& row) { return row.currency == currency; });
    return found == rates.end() ? nullptr : &*found;
}

bool PriceBook::isEmpty() const
{
    return *this == PriceBook{};
}

const PriceBook& SharedPrices::operator*() const
{
    static const PriceBook none;
    return m_book ? *m_book : none;
}

void SharedPrices::set(PriceBook book)
{
    m_book = std::make_shared<const PriceBook>(std::move(book));
}

bool isCurrencyCode(std::string_view text)
{
    return text.size() == 3 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool isIsoDate(std::string_view text)
{
    if (text.size() != 10 || text[4] != '-' || text[7] != '-')
        return false;
    const auto year = digits(text.substr(0, 4));
    const auto month = digits(text.substr(5, 2));
    const auto day = digits(text.substr(8, 2));
    if (!year || !month || !day || *year < 1900 || *month < 1 || *month > 12 || *day < 1)
        return false;
    constexpr int length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool isLeap = (*year % 4 == 0 && *year % 100 != 0) || *year % 400 == 0;
    return *day <= length[*month - 1] + (*month == 2 && isLeap ? 1 : 0);
}

} // namespace millwright
