#include "model/prices/Currency.h"
#include "model/base/Csv.h"
#include <algorithm>
#include <cmath>

namespace millwright
{

namespace embedded
{
extern const std::string_view exchangeRates;
}

namespace
{

const RateUse* find(const std::vector<RateUse>& rates, std::string_view currency)
{
    const auto found = std::find_if(rates.begin(), rates.end(),
                                    [&](const RateUse& row) { return row.currency == currency; });
    return found == rates.end() ? nullptr : &*found;
}

RateUse dollar()
{
    return {"USD", 1.0, {}, "explain.base-currency", "verified"};
}

/// The table as published: units of a currency for one unit of a base (EUR, USD). Cross rates go by
/// the dollar's own row.
std::vector<RateUse> readShipped()
{
    std::vector<RateUse> rates{dollar()};
    const auto table = readCsv(embedded::exchangeRates, "exchange_rates.csv");
    if (!table)
        return rates;
    for (const bool isEuroPass : {true, false})
        for (const CsvRow& row : table->rows()) {
            const auto units = parseNumber(table->text(row, "unitsPerBase"));
            const std::string currency(table->text(row, "currency"));
            const bool isEuro = table->text(row, "base") == "EUR";
            if (!units || *units <= 0.0 || !isEuro)
                continue;
            RateUse rate{isEuroPass ? "EUR" : currency, *units,
                         std::string(table->text(row, "date")),
                         std::string(table->text(row, "source")),
                         std::string(table->text(row, "confidence"))};
            const RateUse* euro = find(rates, "EUR");
            if (isEuroPass && currency == "USD")
                rates.push_back(std::move(rate));
            else if (!isEuroPass && currency != "USD" && euro) {
                rate.usd = euro->usd / *units;
                rates.push_back(std::move(rate));
            }
        }
    for (const CsvRow& row : table->rows())
        if (const auto units = parseNumber(table->text(row, "unitsPerBase"));
            units && *units > 0.0 && table->text(row, "base") == "USD")
            rates.push_back({std::string(table->text(row, "currency")), 1.0 / *units,
                             std::string(table->text(row, "date")),
                             std::string(table->text(row, "source")),
                             std::string(table->text(row, "confidence"))});
    std::sort(rates.begin(), rates.end(),
              [](const RateUse& a, const RateUse& b) { return a.currency < b.currency; });
    return rates;
}

} // namespace

const std::vector<RateUse>& shippedRates()
{
    static const std::vector<RateUse> rates = readShipped();
    return rates;
}

Result<RateUse> rateOf(const PriceBook& book, std::string_view currency)
{
    if (currency == "USD")
        return dollar();
    if (const ExchangeRate* own = book.rate(currency))
        return RateUse{own->currency, own->usd, own->date,
                       own->source.empty() ? std::string("explain.design-input") : own->source,
                       own->source.empty() ? "unverified" : "secondary"};
    if (const RateUse* shipped = find(shippedRates(), currency))
        return *shipped;
    return fail("price.rate-missing", {std::string(currency)});
}

int minorDigits(std::string_view currency)
{
    for (const std::string_view whole : {"JPY", "KRW", "ISK", "VND", "CLP", "XAF", "XOF", "UGX"})
        if (currency == whole)
            return 0;
    for (const std::string_view thousandth : {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
        if (currency == thousandth)
            return 3;
    return 2;
}

double minorUnits(std::string_view currency)
{
    return std::pow(10.0, minorDigits(currency));
}

} // namespace millwright
