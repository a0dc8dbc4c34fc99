#pragma once
#include "model/base/Result.h"
#include "model/blueprint/PriceBook.h"
#include <string>
#include <string_view>
#include <vector>

namespace millwright
{

/// What one unit of a currency is worth, and who says so.
struct RateUse {
    std::string currency;
    double usd = 1.0; ///< USD for one unit
    std::string date; ///< ISO date of the rate
    std::string source;
    std::string confidence; ///< "verified" of the shipped table's central banks, "unverified" of a
                            ///< rate without a source
    friend bool operator==(const RateUse&, const RateUse&) = default;
};

/// The rate of a currency: the price book's own, else that of the shipped table
/// (resources/evidence/exchange_rates.csv). Error "price.rate-missing": neither knows it; there is
/// never a rate of 1 in its place.
Result<RateUse> rateOf(const PriceBook& book, std::string_view currency);

/// The shipped table, by currency.
const std::vector<RateUse>& shippedRates();

/// Digits behind the point of the currency's smallest unit (ISO 4217): 2, 0 for JPY and KRW, 3 for
/// KWD.
int minorDigits(std::string_view currency);
/// 10 ^ minorDigits().
double minorUnits(std::string_view currency);

} // namespace millwright
