#pragma once
#include "model/prices/EffectivePrice.h"
#include <cstdint>
#include <string>
#include <vector>

namespace millwright
{

/// A line of the bill of materials.
struct BillLine {
    Symbol part;
    std::string description; ///< vendor and name
    std::string kind;        ///< part kind name
    double quantity = 0.0;
    double unitPrice = 0.0; ///< USD, after discount; 0 with hasPrice false = unknown
    double priceLow = 0.0, priceHigh = 0.0;
    bool hasPrice = false;
    std::string confidence; ///< of the price
    std::string priceBasis;
    EffectivePrice price;        ///< what the unit price rests on, in its own currency too
    bool isYearly = false;       ///< a subscription: counts in opex, not capex
    int order = 0;               ///< part kind, for sorting
    std::int64_t lineTotal = 0;  ///< US cents: round(quantity x price), half away from zero
    double embodiedCarbon = 0.0; ///< kg for the line
    friend bool operator==(const BillLine&, const BillLine&) = default;
};

/// Money and carbon of the design.
struct CostResult {
    std::vector<BillLine> lines;                    ///< by kind, then description
    std::int64_t equipment = 0;                     ///< US cents, sum of the priced lines
    double equipmentLow = 0.0, equipmentHigh = 0.0; ///< USD
    int unpricedLines = 0;
    double unpricedQuantity = 0.0;
    int unpricedAccelerators = 0;      ///< accelerators in systems without a price: no unit cost can be stated then
    double unverifiedShare =
        0.0; ///< of the equipment total that rests on unverified or estimated prices
    double unverifiedDown = 0.0, unverifiedUp = 0.0; ///< USD by which the equipment total falls or
                                                     ///< rises when those go to their low or high
    std::vector<Symbol> expiredQuotes;               ///< parts whose quote has run out
    std::vector<std::pair<Symbol, std::string>> missingRates; ///< parts priced in a currency without a rate
    double facility = 0.0, installation = 0.0, spares = 0.0, contingency = 0.0; ///< USD
    double capex = 0.0;                                                         ///< USD
    double capexLow = 0.0, capexHigh = 0.0; ///< USD: equipment at its low or high prices, the rest as it follows
    double energyPerYear = 0.0;                                                 ///< kWh
    double energyCost = 0.0, demandCost = 0.0, maintenance = 0.0, staff = 0.0,
           software = 0.0;    ///< USD a year
    double opexPerYear = 0.0; ///< USD
    double yearlyCost = 0.0; ///< USD: depreciation + opex; 0 = accelerators without a price
    double costPerMillionTokens =
        0.0; ///< USD, serving's part of the yearly cost over sold tokens; 0 = nothing is served
    double costPerMillionSamples = 0.0; ///< USD, generic work's part over its samples; 0 = there are none
    double costPerTrainingRun = 0.0; ///< USD, of the longest training job; 0 = nothing is trained
    double carbonPerYear = 0.0;  ///< kg, operation
    double embodiedCarbon = 0.0; ///< kg
    double goLiveWeeks = 0.0;    ///< weeks from order: longest lead time + installation
    double longestLeadWeeks = 0.0;
    Symbol longestLeadPart;
    double goLiveEarlyWeeks = 0.0; ///< the same with the low lead times
    double longestEarlyWeeks = 0.0;
    Symbol longestEarlyPart;
    friend bool operator==(const CostResult&, const CostResult&) = default;
};

} // namespace millwright
