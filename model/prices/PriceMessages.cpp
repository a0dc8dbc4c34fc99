#include "model/prices/PriceMessages.h"
#include "model/base/Message.h"

namespace millwright
{

void registerPriceMessages()
{
    registerMessagePatterns({
        // errors
        {"price.rate-missing", "No exchange rate for {0} is known. Enter one in the price book "
                               "(Exchange rates), or state the price in another currency."},
        {"price.currency-malformed",
         "\"{0}\" is no currency: three capital letters are wanted, such as EUR."},
        {"price.date-malformed",
         "\"{0}\" is no date: year-month-day is wanted, such as 2026-04-13."},
        {"price.negative", "A price cannot be {0}."},
        {"price.order", "Low, mid and high prices have to rise: {0}, {1}, {2}."},
        {"price.lead-malformed", "A lead time is 0 to 1000 weeks, low not above high."},
        {"price.discount-malformed", "A discount is at least 0 % and below 100 %."},
        {"price.rate-malformed", "An exchange rate is a positive number."},
        {"price.usd-rate", "The dollar needs no rate: analyses count in USD."},
        {"price.no-part", "The price names no part."},
        {"price.no-vendor", "The discount names no vendor."},
        // steps of a derivation
        {"price.quoted", "Quoted price"},
        {"price.estimated", "Own price estimate"},
        {"price.rate", "Exchange rate"},
        {"price.discount", "Vendor discount"},
        {"price.effective", "Effective price"},
        {"explain.no-price", "no price is known"},
        {"explain.base-currency", "analyses count in USD"},
    });
}

} // namespace millwright
