#include "model/report/Bill.h"
#include <cmath>

namespace millwright {
namespace {

/// The line's prices and total in the bill's currency.
BillLine converted(BillLine line, const Bill& bill)
{
    if (!line.hasPrice)
        return line;
    if (line.price.currency == bill.currency) {
        line.unitPrice = line.price.localMid;
        line.priceLow = line.price.localLow;
        line.priceHigh = line.price.localHigh;
    } else {
        line.unitPrice = line.price.mid / bill.rate.usd;
        line.priceLow = line.price.low / bill.rate.usd;
        line.priceHigh = line.price.high / bill.rate.usd;
    }
    line.lineTotal = std::llround(line.quantity * line.unitPrice * minorUnits(bill.currency));
    return line;
}

} // namespace

Result<Bill> makeBill(const Project& project, const CostResult& cost)
{
    const auto rate = rateOf(*project.prices, project.currency);
    if (!rate)
        return rate.error();
    Bill bill;
    bill.project = project.name;
    bill.customer = project.customer;
    bill.variant = project.variants[project.active].name;
    bill.currency = project.currency;
    bill.rate = *rate;
    bill.digits = minorDigits(project.currency);
    for (const BillLine& line : cost.lines) {
        bill.lines.push_back(converted(line, bill));
        const BillLine& last = bill.lines.back();
        (last.isYearly ? bill.yearlyTotal : bill.total) += last.lineTotal;
        if (last.hasPrice && !last.isYearly) {
            bill.totalLow += last.quantity * last.priceLow;
            bill.totalHigh += last.quantity * last.priceHigh;
        }
    }
    bill.unpricedLines = cost.unpricedLines;
    bill.unverifiedShare = cost.unverifiedShare;
    return bill;
}

} // namespace millwright
