#include "model/analysis/CostFormulas.h"
#include "model/analysis/WorkPlanFormulas.h"
#include "model/analysis/WorkloadExplain.h"
#include <cmath>

namespace millwright
{
namespace
{

const CostResult& cost(const MetricContext& c)
{
    return *c.results.cost;
}

const PriceBook& book(const MetricContext& c)
{
    return *c.project.prices;
}

/// Quantity x price of a line, not rounded.
Traced lineProduct(const MetricContext& c, const BillLine& line, PricePoint point)
{
    return Traced::leaf(line.quantity, "1", line.description, "explain.counted", "verified") *
           tracedPrice(c.project.parts.find(line.part), line.part, book(c), point);
}

/// A line's total, rounded to cents as on the bill.
Traced lineTotal(const MetricContext& c, const BillLine& line)
{
    return Traced::function(static_cast<double>(line.lineTotal) / 100.0, "USD", line.description,
                            {lineProduct(c, line, PricePoint::Mid)}, "explain.rounded-to-cents");
}

bool countsAsEquipment(const BillLine& line)
{
    return line.hasPrice && !line.isYearly;
}

template <class Term>
Traced sumOfLines(const MetricContext& c, const char* label, bool isOnlyUnverified, Term term)
{
    std::vector<Traced> terms;
    for (const BillLine& line : cost(c).lines)
        if (countsAsEquipment(line) && (!isOnlyUnverified || line.price.isUnverified()))
            terms.push_back(term(line));
    return Traced::sum(std::move(terms), "USD", label);
}

/// The bill: one term per priced line.
Traced equipment(const MetricContext& c)
{
    return sumOfLines(c, "cost.equipment", false,
                      [&](const BillLine& line) { return lineTotal(c, line); });
}

Traced equipmentAt(const MetricContext& c, PricePoint point)
{
    return sumOfLines(c, point == PricePoint::Low ? "cost.equipmentLow" : "cost.equipmentHigh",
                      false, [&](const BillLine& line) { return lineProduct(c, line, point); });
}

Traced unverifiedShare(const MetricContext& c)
{
    return sumOfLines(c, "cost.unverified", true,
                      [&](const BillLine& line) { return lineTotal(c, line); }) /
           tracedMetric(c, "cost.equipment");
}

/// What the unverified lines would add (High) or save (Low) at the end of their ranges.
Traced unverifiedMove(const MetricContext& c, PricePoint point)
{
    const bool isUp = point == PricePoint::High;
    return sumOfLines(c, isUp ? "cost.unverifiedUp" : "cost.unverifiedDown", true,
                      [&](const BillLine& line) {
                          const Part* part = c.project.parts.find(line.part);
                          const Traced mid = tracedPrice(part, line.part, book(c));
                          const Traced end = tracedPrice(part, line.part, book(c), point);
                          const Traced count = Traced::leaf(line.quantity, "1", line.description,
                                                            "explain.counted", "verified");
                          return (count * (isUp ? end - mid : mid - end)).named(line.description);
                      });
}

Traced facilityCapex(const MetricContext& c)
{
    return (tracedMetric(c, "power.it") * tracedParameter(c, Parameter::FacilityPerWatt))
        .named("cost.facility", "USD");
}

Traced share(const MetricContext& c, const Traced& base, Parameter parameter, std::string label)
{
    return (base * tracedParameter(c, parameter)).named(std::move(label), "USD");
}

Traced capexOf(const MetricContext& c, const Traced& bill)
{
    const Traced spares = share(c, bill, Parameter::SparesShare, "cost.spares");
    const Traced install = share(c, bill, Parameter::InstallShare, "cost.installation");
    const Traced plant = facilityCapex(c);
    return capexFormula<Traced>(
        bill, spares, install, plant,
        share(c, bill + spares + install + plant, Parameter::ContingencyShare, "cost.contingency"));
}

Traced capex(const MetricContext& c)
{
    return capexOf(c, tracedMetric(c, "cost.equipment"));
}

const Site* site(const MetricContext& c)
{
    const auto& sites = c.project.blueprint().table<Site>();
    return sites.isEmpty() ? nullptr : &*sites.begin();
}

Traced energyPrice(const MetricContext& c)
{
    const Site* s = site(c);
    return s && s->energyPrice > 0.0
               ? tracedSite(*s, "energyPrice_USD_per_kWh", s->energyPrice, "USD/kWh")
               : tracedParameter(c, Parameter::EnergyPrice);
}

Traced energy(const MetricContext& c)
{
    return energyPerYearFormula<Traced>(tracedMetric(c, "power.facility.average"));
}

Traced opex(const MetricContext& c)
{
    const Site* s = site(c);
    const Traced demand =
        s ? (tracedMetric(c, "power.facility") / Traced(1000.0) *
             tracedSite(*s, "demandPrice_USD_per_kW_month", s->demandPrice, "USD/kW") *
             Traced(12.0))
                .named("cost.demand", "USD")
          : Traced::leaf(0.0, "USD", "cost.demand", "explain.design-input", "verified");
    const double people =
        std::ceil(c.results.power->it.si() / 1e6 * c.parameters[Parameter::StaffPerMegawatt]);
    const Traced staff = Traced::function(people, "1", "cost.people",
                                          {tracedMetric(c, "power.it"),
                                           tracedParameter(c, Parameter::StaffPerMegawatt)},
                                          "explain.rounded-up") *
                         tracedParameter(c, Parameter::StaffCost);
    std::vector<Traced> licences;
    for (const BillLine& line : cost(c).lines)
        if (line.isYearly && line.hasPrice)
            licences.push_back(lineTotal(c, line));
    return opexFormula<Traced>((energy(c) * energyPrice(c)).named("cost.energy", "USD"), demand,
                               share(c, tracedMetric(c, "cost.equipment"),
                                     Parameter::MaintenanceShare, "cost.maintenance"),
                               staff.named("cost.staff", "USD"),
                               Traced::sum(std::move(licences), "USD", "cost.software"));
}

/// Depreciation of equipment and facility plus a year's opex.
Traced yearlyCost(const MetricContext& c)
{
    const Traced plant =
        facilityCapex(c) * (Traced(1.0) + tracedParameter(c, Parameter::ContingencyShare));
    return yearlyCostFormula<Traced>(
        tracedMetric(c, "cost.capex") - plant, tracedParameter(c, Parameter::ItLife), plant,
        tracedParameter(c, Parameter::FacilityLife), tracedMetric(c, "cost.opexPerYear"));
}

/// The longest training job's part of the year's cost over its runs.
Traced trainingRun(const MetricContext& c)
{
    const JobPlan& plan = *longestTraining(c);
    const Traced part = planned(c, plan, plan.costKey, "Wh") /
                        sumOverPlans(c, &JobPlan::costKey, "Wh", "explain.all-jobs", JobsOf::All);
    return costPerRun<Traced>(tracedMetric(c, "cost.perYear"), part,
                              planned(c, plan, plan.runsPerYear, "1"));
}

std::optional<double> positive(double value)
{
    return value > 0.0 ? std::optional(value) : std::nullopt;
}

Traced goLive(const MetricContext& c, Symbol part, bool isHigh)
{
    return tracedLead(c.project.parts.find(part), part, book(c), isHigh) +
           tracedParameter(c, Parameter::GoLiveInstall);
}

const Metric costRows[] = {
    {"cost.capex", "USD", "Capex", false,
     [](const MetricContext& c) { return positive(cost(c).capex); }, capex},
    {"cost.equipment", "USD", "Equipment", false,
     [](const MetricContext& c) {
         return positive(static_cast<double>(cost(c).equipment) / 100.0);
     },
     equipment},
    {"cost.equipmentLow", "USD", "Equipment, low prices", false,
     [](const MetricContext& c) { return positive(cost(c).equipmentLow); },
     [](const MetricContext& c) { return equipmentAt(c, PricePoint::Low); }},
    {"cost.equipmentHigh", "USD", "Equipment, high prices", false,
     [](const MetricContext& c) { return positive(cost(c).equipmentHigh); },
     [](const MetricContext& c) { return equipmentAt(c, PricePoint::High); }},
    {"cost.capexLow", "USD", "Capex, low prices", false,
     [](const MetricContext& c) { return positive(cost(c).capexLow); },
     [](const MetricContext& c) { return capexOf(c, tracedMetric(c, "cost.equipmentLow")); }},
    {"cost.capexHigh", "USD", "Capex, high prices", false,
     [](const MetricContext& c) { return positive(cost(c).capexHigh); },
     [](const MetricContext& c) { return capexOf(c, tracedMetric(c, "cost.equipmentHigh")); }},
    {"cost.unverifiedShare", "1", "Equipment on unverified prices", false,
     [](const MetricContext& c) {
         return cost(c).equipment > 0 ? std::optional(cost(c).unverifiedShare) : std::nullopt;
     },
     unverifiedShare},
    {"cost.unverifiedDown", "USD", "Unverified prices could lower it by", false,
     [](const MetricContext& c) { return positive(cost(c).unverifiedDown); },
     [](const MetricContext& c) { return unverifiedMove(c, PricePoint::Low); }},
    {"cost.unverifiedUp", "USD", "Unverified prices could raise it by", false,
     [](const MetricContext& c) { return positive(cost(c).unverifiedUp); },
     [](const MetricContext& c) { return unverifiedMove(c, PricePoint::High); }},
    {"cost.opexPerYear", "USD/year", "Opex per year", false,
     [](const MetricContext& c) { return positive(cost(c).opexPerYear); }, opex},
    {"cost.energyPerYear", "kWh", "Energy per year", false,
     [](const MetricContext& c) { return positive(cost(c).energyPerYear); }, energy},
    {"cost.perYear", "USD/year", "Cost per year with depreciation", false,
     [](const MetricContext& c) { return positive(cost(c).yearlyCost); }, yearlyCost},
    {"cost.perMillionTokens", "USD", "Cost per million tokens", false,
     [](const MetricContext& c) { return positive(cost(c).costPerMillionTokens); },
     [](const MetricContext& c) {
         return costPerMillionTokensFormula<Traced>(
             tracedMetric(c, "cost.perYear"),
             partOf(c, &JobPlan::costKey, "Wh", "explain.serving-cost-share", JobsOf::Serving),
             tracedMetric(c, "serve.tokensPerYear"));
     }},
    {"cost.perMillionSamples", "USD", "Cost per million samples", false,
     [](const MetricContext& c) { return positive(cost(c).costPerMillionSamples); },
     [](const MetricContext& c) {
         return costPerMillionTokensFormula<Traced>(
             tracedMetric(c, "cost.perYear"),
             partOf(c, &JobPlan::costKey, "Wh", "explain.generic-cost-share", JobsOf::Samples),
             tracedMetric(c, "samples.perYear"));
     }},
    {"cost.perTrainingRun", "USD", "Cost of a training run", false,
     [](const MetricContext& c) { return positive(cost(c).costPerTrainingRun); }, trainingRun},
    {"carbon.perYear", "kg", "Carbon per year, CO2e", false,
     [](const MetricContext& c) { return positive(cost(c).carbonPerYear); },
     [](const MetricContext& c) {
         const Site* s = site(c);
         return energy(c) * (s && s->gridCarbon > 0.0
                                 ? tracedSite(*s, "gridCarbon_kg_per_kWh", s->gridCarbon,
                                              "kg/kWh")
                                 : tracedParameter(c, Parameter::GridCarbon));
     }},
    {"schedule.goLive", "weeks", "Go-live after order", false,
     [](const MetricContext& c) { return positive(cost(c).goLiveWeeks); },
     [](const MetricContext& c) { return goLive(c, cost(c).longestLeadPart, true); }},
    {"schedule.goLiveEarly", "weeks", "Go-live after order, short lead times", false,
     [](const MetricContext& c) { return positive(cost(c).goLiveEarlyWeeks); },
     [](const MetricContext& c) { return goLive(c, cost(c).longestEarlyPart, false); }},
};

} // namespace

std::span<const Metric> costMetrics()
{
    return costRows;
}

} // namespace millwright
