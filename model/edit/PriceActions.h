#pragma once
#include "model/base/Result.h"
#include "model/edit/Draft.h"
#include <span>

namespace millwright
{

// The price book of the deal. Each action checks all before it changes anything; on an error the
// draft is as it was.

/// Sets, or replaces, the price of a part. Errors: "price.no-part", "price.currency-malformed",
/// "price.negative", "price.order", "price.date-malformed", "price.lead-malformed".
Result<void> setPrice(Draft& draft, PriceEntry entry);
/// Many at once: a quote. `asOf` (ISO date) becomes the date of the price book unless it is empty.
Result<void> setPrices(Draft& draft, std::span<const PriceEntry> entries, const std::string& asOf);
/// Takes the parts' prices out: the catalog's hold again.
void removePrices(Draft& draft, std::span<const Symbol> parts);

/// Sets the discount of a vendor; a share of 0 removes it. Errors: "price.no-vendor",
/// "price.discount-malformed", "price.date-malformed".
Result<void> setVendorDiscount(Draft& draft, VendorDiscount discount);

/// Sets the rate of a currency in USD; 0 removes it, so that the shipped table holds again. Errors:
/// "price.currency-malformed", "price.rate-malformed", "price.usd-rate", "price.date-malformed".
Result<void> setExchangeRate(Draft& draft, ExchangeRate rate);

/// The currency of the bill. Errors: "price.currency-malformed", "price.rate-missing".
Result<void> setCurrency(Draft& draft, const std::string& currency);

/// The date for which prices are asked; empty = expiry is not judged. Error "price.date-malformed".
Result<void> setPriceDate(Draft& draft, const std::string& date);

/// What setPrice() checks, for those who only want to know.
Result<void> checkPrice(const PriceEntry& entry);

} // namespace millwright
