#include "model/rules/Rule.h"

namespace millwright
{
namespace
{

/// Every line of the bill has a price; the total says what it leaves out.
void checkPrices(const RuleContext& c, FindingSink& sink)
{
    if (!c.results.cost->lines.empty())
        sink.sawData();
    if (c.results.cost->unpricedLines > 0)
        sink.add({},
                 {"cost.prices.missing",
                  {std::int64_t{c.results.cost->unpricedLines},
                   Measure{c.results.cost->unpricedQuantity, "pieces"}}},
                 c.results.cost->unpricedLines, 0.0, "1");
}

/// How much of the total rests on prices that nobody has checked.
void checkUnverified(const RuleContext& c, FindingSink& sink)
{
    if (c.results.cost->equipment == 0)
        return;
    sink.sawData();
    constexpr double tolerated = 0.5;
    if (c.results.cost->unverifiedShare > tolerated)
        sink.add({},
                 {"cost.unverified.share", {Measure{c.results.cost->unverifiedShare * 100.0, "%"}}},
                 c.results.cost->unverifiedShare, tolerated, "1");
}

/// Every price that was offered in another currency has a rate.
void checkRates(const RuleContext& c, FindingSink& sink)
{
    if (!c.results.cost->lines.empty())
        sink.sawData();
    for (const auto& [part, currency] : c.results.cost->missingRates) {
        const Part* named = c.project.parts.find(part);
        sink.add({}, {"cost.rates.missing", {named ? named->displayName() : part.str(), currency}},
                 1.0, 0.0, "1");
    }
}

/// Every quote is still valid at the date of the price book.
void checkQuotes(const RuleContext& c, FindingSink& sink)
{
    if (!c.results.cost->lines.empty())
        sink.sawData(); // a design without quotes has none that ran out
    const auto& expired = c.results.cost->expiredQuotes;
    if (expired.empty())
        return;
    const Part* first = c.project.parts.find(expired.front());
    sink.add({},
             {"cost.quotes.expired",
              {static_cast<std::int64_t>(expired.size()), c.project.prices->asOf,
               first ? first->displayName() : expired.front().str()}},
             static_cast<double>(expired.size()), 0.0, "1");
}

/// The systems that earn the money have a price; otherwise capex is far too low and no cost per
/// token is stated.
void checkAcceleratorPrices(const RuleContext& c, FindingSink& sink)
{
    if (c.results.inventory->accelerators == 0)
        return;
    sink.sawData();
    if (c.results.cost->unpricedAccelerators > 0)
        sink.add({},
                 {"cost.accelerator-prices.missing",
                  {std::int64_t{c.results.cost->unpricedAccelerators}}},
                 c.results.cost->unpricedAccelerators, 0.0, "1");
}

const Rule costRows[] = {
    {"cost.accelerator-prices", Severity::Warning, RuleDomain::Cost, ReadsCost | ReadsInventory,
     "rule.cost.accelerator-prices", checkAcceleratorPrices},
    {"cost.rates", Severity::Error, RuleDomain::Cost, ReadsCost, "rule.cost.rates", checkRates},
    {"cost.quotes", Severity::Warning, RuleDomain::Cost, ReadsCost | ReadsTables, "rule.cost.quotes",
     checkQuotes},
    {"cost.prices", Severity::Info, RuleDomain::Cost, ReadsCost, "rule.cost.prices", checkPrices},
    {"cost.unverified", Severity::Info, RuleDomain::Cost, ReadsCost, "rule.cost.unverified",
     checkUnverified},
};

} // namespace

std::span<const Rule> costRules()
{
    return costRows;
}

} // namespace millwright
