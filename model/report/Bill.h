#pragma once
#include "model/analysis/Results.h"
#include "model/blueprint/Project.h"
#include <string>
#include <vector>

namespace millwright {

/// The bill of materials as it leaves the house: lines, groups and totals, independent of the file format.
struct Bill {
    std::string project;
    std::string customer;
    std::string variant;
    std::string currency;
    std::vector<BillLine> lines;   ///< by kind, then description
    std::int64_t total = 0;        ///< cents, one-time lines with a price
    std::int64_t yearlyTotal = 0;  ///< cents a year, subscriptions
    int unpricedLines = 0;
    double unverifiedShare = 0.0;
};

Bill makeBill(const Project& project, const CostResult& cost);

} // namespace millwright
