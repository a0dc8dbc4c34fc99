#include "model/edit/PriceActions.h"
#include "model/prices/Currency.h"
#include <algorithm>
#include <cmath>

namespace millwright
{
namespace
{

constexpr double longestLead = 1000.0; // weeks

Result<void> checkDate(const std::string& date)
{
    if (date.empty() || isIsoDate(date))
        return {};
    return fail("price.date-malformed", {date});
}

Result<void> checkAmounts(const PriceEntry& entry)
{
    double last = 0.0;
    for (const auto& amount : {entry.low, entry.mid, entry.high}) {
        if (!amount)
            continue;
        if (!std::isfinite(*amount) || *amount < 0.0)
            return fail("price.negative", {Measure{*amount, entry.currency}});
        if (*amount < last)
            return fail("price.order",
                        {Measure{entry.low.value_or(*entry.price()), entry.currency},
                         Measure{*entry.price(), entry.currency},
                         Measure{entry.high.value_or(*entry.price()), entry.currency}});
        last = *amount;
    }
    return {};
}

bool isLeadGood(const PriceEntry& entry)
{
    for (const auto& weeks : {entry.leadLow, entry.leadHigh})
        if (weeks && !(*weeks >= 0.0 && *weeks <= longestLead))
            return false;
    return !entry.leadLow || !entry.leadHigh || *entry.leadLow <= *entry.leadHigh;
}

} // namespace

Result<void> checkPrice(const PriceEntry& entry)
{
    if (entry.part.isEmpty())
        return fail("price.no-part");
    if (!isCurrencyCode(entry.currency))
        return fail("price.currency-malformed", {entry.currency});
    if (auto amounts = checkAmounts(entry); !amounts)
        return amounts;
    if (!isLeadGood(entry))
        return fail("price.lead-malformed");
    if (auto date = checkDate(entry.date); !date)
        return date;
    return checkDate(entry.validUntil);
}

Result<void> setPrice(Draft& draft, PriceEntry entry)
{
    return setPrices(draft, {&entry, 1}, {});
}

Result<void> setPrices(Draft& draft, std::span<const PriceEntry> entries, const std::string& asOf)
{
    if (auto date = checkDate(asOf); !date)
        return date;
    for (const PriceEntry& entry : entries)
        if (auto good = checkPrice(entry); !good)
            return good;
    draft.changePrices([&](PriceBook& book) {
        for (const PriceEntry& entry : entries)
            book.entries.insert_or_assign(entry.part, entry);
        if (!asOf.empty())
            book.asOf = asOf;
    });
    return {};
}

void removePrices(Draft& draft, std::span<const Symbol> parts)
{
    draft.changePrices([&](PriceBook& book) {
        for (const Symbol part : parts)
            book.entries.erase(part);
    });
}

Result<void> setVendorDiscount(Draft& draft, VendorDiscount discount)
{
    if (discount.vendor.empty())
        return fail("price.no-vendor");
    if (!(discount.share >= 0.0 && discount.share < 1.0))
        return fail("price.discount-malformed");
    if (auto date = checkDate(discount.date); !date)
        return date;
    draft.changePrices([&](PriceBook& book) {
        auto& rows = book.discounts;
        const VendorDiscount* old = book.discount(discount.vendor);
        if (discount.share == 0.0 && old)
            rows.erase(rows.begin() + (old - rows.data()));
        else if (old)
            rows[static_cast<std::size_t>(old - rows.data())] = std::move(discount);
        else if (discount.share > 0.0)
            rows.push_back(std::move(discount));
        std::sort(rows.begin(), rows.end(),
                  [](const auto& a, const auto& b) { return a.vendor < b.vendor; });
    });
    return {};
}

Result<void> setExchangeRate(Draft& draft, ExchangeRate rate)
{
    if (!isCurrencyCode(rate.currency))
        return fail("price.currency-malformed", {rate.currency});
    if (rate.currency == "USD")
        return fail("price.usd-rate");
    if (!std::isfinite(rate.usd) || rate.usd < 0.0)
        return fail("price.rate-malformed");
    if (auto date = checkDate(rate.date); !date)
        return date;
    draft.changePrices([&](PriceBook& book) {
        std::erase_if(book.rates, [&](const auto& row) { return row.currency == rate.currency; });
        if (rate.usd > 0.0)
            book.rates.push_back(std::move(rate));
        std::sort(book.rates.begin(), book.rates.end(),
                  [](const auto& a, const auto& b) { return a.currency < b.currency; });
    });
    return {};
}

Result<void> setCurrency(Draft& draft, const std::string& currency)
{
    if (!isCurrencyCode(currency))
        return fail("price.currency-malformed", {currency});
    if (const auto rate = rateOf(*draft.project().prices, currency); !rate)
        return rate.error();
    if (draft.project().currency != currency)
        draft.changeProject([&](Project& project) { project.currency = currency; });
    return {};
}

Result<void> setPriceDate(Draft& draft, const std::string& date)
{
    if (auto good = checkDate(date); !good)
        return good;
    draft.changePrices([&](PriceBook& book) { book.asOf = date; });
    return {};
}

} // namespace millwright
