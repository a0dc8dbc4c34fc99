#pragma once
#include "model/base/Symbol.h"
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace millwright
{

/// What the customer's deal says of a part's price: net per piece, in its own currency. What is not
/// known is not there; nothing is guessed in its place.
struct PriceEntry {
    Symbol part;
    std::optional<double> low, mid, high;    ///< per piece, net of discount
    std::string currency = "USD";            ///< ISO 4217
    std::string date;                        ///< ISO date of the price
    std::string validUntil;                  ///< ISO date; empty = not said
    std::string region;                      ///< where it holds; empty = not said
    std::string supplier;                    ///< who offers it
    std::string supplierPart;                ///< the supplier's number of the part
    std::optional<double> leadLow, leadHigh; ///< weeks
    std::string source;                      ///< quote number and file, or who estimated it
    bool isQuoted = false;   ///< a supplier's offer; false = an estimate of one's own
    std::string unknownKeys; ///< JSON object of members of a later version

    /// The price that totals use: mid, else the middle of low and high, else the one that is known.
    std::optional<double> price() const;
    friend bool operator==(const PriceEntry&, const PriceEntry&) = default;
};

/// A vendor's discount on the catalog's list prices.
struct VendorDiscount {
    std::string vendor;
    double share = 0.0; ///< 0.12 = 12 % off
    std::string date;
    std::string note; ///< where it is agreed
    friend bool operator==(const VendorDiscount&, const VendorDiscount&) = default;
};

/// What one unit of a currency is worth, as this deal counts it.
struct ExchangeRate {
    std::string currency;
    double usd = 0.0; ///< USD for one unit
    std::string date;
    std::string source;
    friend bool operator==(const ExchangeRate&, const ExchangeRate&) = default;
};

/// The prices of a customer's deal. They go before the catalog's list prices.
struct PriceBook {
    std::map<Symbol, PriceEntry> entries;  ///< by part id
    std::vector<VendorDiscount> discounts; ///< by vendor, each once
    std::vector<ExchangeRate> rates;       ///< by currency, each once; go before the shipped table
    std::string asOf;        ///< ISO date for which prices are asked; empty = expiry is not judged
    std::string unknownKeys; ///< JSON object of keys of a later version

    const PriceEntry* entry(Symbol part) const;
    /// The vendor's discount; upper and lower case do not matter.
    const VendorDiscount* discount(std::string_view vendor) const;
    const ExchangeRate* rate(std::string_view currency) const;
    bool isEmpty() const;
    friend bool operator==(const PriceBook&, const PriceBook&) = default;
};

/// A price book that copies of a project share until one of them changes it.
class SharedPrices
{
public:
    const PriceBook& operator*() const;
    const PriceBook* operator->() const { return &**this; }
    void set(PriceBook book);
    friend bool operator==(const SharedPrices& a, const SharedPrices& b)
    {
        return a.m_book == b.m_book || *a == *b;
    }

private:
    std::shared_ptr<const PriceBook> m_book; ///< null = empty
};

/// True for "EUR": three capital letters, as ISO 4217 writes currencies.
bool isCurrencyCode(std::string_view text);

/// True for a date "2026-04-13" that the calendar has.
bool isIsoDate(std::string_view text);

} // namespace millwright
