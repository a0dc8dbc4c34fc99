#pragma once
#include "model/base/Explain.h"
#include "model/blueprint/PriceBook.h"
#include "model/parts/Part.h"
#include <optional>
#include <string>

namespace millwright
{

/// Where a price comes from.
enum class PriceOrigin : std::uint8_t {
    Unknown,
    Quote,    ///< a supplier's offer in the price book
    Estimate, ///< an entry of the price book that nobody offered
    List      ///< the catalog's, less the vendor's discount
};
std::string_view priceOriginName(PriceOrigin origin); ///< "unknown", "quote", "estimate", "list"

/// What a part costs in a design, in USD and in the currency it is priced in, with all that it
/// rests on.
struct EffectivePrice {
    PriceOrigin origin = PriceOrigin::Unknown;
    double low = 0.0, mid = 0.0, high = 0.0; ///< USD per piece, after discount
    std::string currency = "USD";
    double localLow = 0.0, localMid = 0.0, localHigh = 0.0; ///< in `currency`, after discount
    double rate = 1.0;                                      ///< USD for one unit of `currency`
    double discount = 0.0;                                  ///< share off the list price
    std::string confidence;                                 ///< "quoted", or that of the list price
    std::string date;                                       ///< of the price
    std::string validUntil;
    std::string source; ///< quote, or the citation of the list price
    std::string basis;  ///< of the list price
    std::string supplier;
    std::optional<double> leadLow, leadHigh; ///< weeks: the quote's, else the catalog's
    bool isLeadQuoted = false;
    bool isExpired = false;  ///< its last valid day is before the price book's date
    std::string missingRate; ///< currency of an entry that no rate is known for; no price then

    bool isKnown() const { return origin != PriceOrigin::Unknown; }
    /// A price that nobody has checked: below `secondary`, or an estimate.
    bool isUnverified() const;
    friend bool operator==(const EffectivePrice&, const EffectivePrice&) = default;
};

/// The price of a part: the price book's entry, else the list price less the vendor's discount,
/// else unknown. `part` may be null (a part that the project does not hold).
EffectivePrice effectivePrice(const Part* part, Symbol id, const PriceBook& book);

/// Which of a part's three prices.
enum class PricePoint : std::uint8_t { Low, Mid, High };

/// The same price as a derivation in USD: list price x (1 - discount), or quote x rate, down to
/// source, date and confidence. Its value is that of effectivePrice(), bit for bit.
Traced tracedPrice(const Part* part, Symbol id, const PriceBook& book,
                   PricePoint point = PricePoint::Mid);

/// The lead time as a derivation in weeks: the quote's, else the catalog's. `isHigh` chooses which.
Traced tracedLead(const Part* part, Symbol id, const PriceBook& book, bool isHigh);

// The formulas, over double or Traced.
template <class N> N discountedPrice(const N& list, const N& discount)
{
    return list * (N(1.0) - discount);
}
template <class N> N convertedPrice(const N& price, const N& rate)
{
    return price * rate;
}

} // namespace millwright
