#include "model/report/Bill.h"

namespace millwright {

Bill makeBill(const Project& project, const CostResult& cost)
{
    Bill bill;
    bill.project = project.name;
    bill.customer = project.customer;
    bill.variant = project.variants[project.active].name;
    bill.currency = project.currency;
    bill.lines = cost.lines;
    bill.total = cost.equipment;
    for (const BillLine& line : cost.lines)
        bill.yearlyTotal += line.isYearly ? line.lineTotal : 0;
    bill.unpricedLines = cost.unpricedLines;
    bill.unverifiedShare = cost.unverifiedShare;
    return bill;
}

} // namespace millwright
