#pragma once
#include "model/analysis/Results.h"
#include "model/base/Result.h"
#include "model/blueprint/Project.h"
#include "model/prices/Currency.h"
#include <string>
#include <vector>

namespace millwright {

/// The bill of materials as it leaves the house: lines, groups and totals in one currency, independent of the file format.
struct Bill {
    std::string project;
    std::string customer;
    std::string variant;
    std::string currency;
    RateUse rate;                  ///< by which prices in other currencies were turned into this one
    int digits = 2;                ///< of the currency's smallest unit
    std::vector<BillLine> lines;   ///< by kind, then description; prices and totals in `currency`
    std::int64_t total = 0;        ///< smallest units, one-time lines with a price
    std::int64_t yearlyTotal = 0;  ///< smallest units a year, subscriptions
    double totalLow = 0.0, totalHigh = 0.0; ///< one-time lines at their low and high prices
    int unpricedLines = 0;
    double unverifiedShare = 0.0;
};

/// The bill in the project's currency: a price that was offered in it is taken as it is, others by way of USD. Each line is
/// round(quantity x price) to the smallest unit, half away from zero. Error "price.rate-missing": the project's currency has
/// no rate.
Result<Bill> makeBill(const Project& project, const CostResult& cost);

} // namespace millwright
