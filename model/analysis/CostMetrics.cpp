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

/// The bill: one term per priced line, rounded to cents as on the bill.
Traced equipment(const MetricContext& c)
{
    std::vector<Traced> terms;
    for (const BillLine& line : cost(c).lines)
        if (line.hasPrice && !line.isYearly) {
            const Part* part = c.project.parts.find(line.part);
            const Traced product =
                Traced::leaf(line.quantity, "1", line.description, "explain.counted", "verified") *
                tracedField(*part, FieldKey::Price, line.unitPrice, "USD");
            terms.push_back(Traced::function(static_cast<double>(line.lineTotal) / 100.0, "USD",
                                             line.description, {product},
                                             "explain.rounded-to-cents"));
        }
    return Traced::sum(std::move(terms), "USD", "cost.equipment");
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

Traced capex(const MetricContext& c)
{
    const Traced bill = tracedMetric(c, "cost.equipment");
    const Traced spares = share(c, bill, Parameter::SparesShare, "cost.spares");
    const Traced install = share(c, bill, Parameter::InstallShare, "cost.installation");
    const Traced plant = facilityCapex(c);
    return capexFormula<Traced>(
        bill, spares, install, plant,
        share(c, bill + spares + install + plant, Parameter::ContingencyShare, "cost.contingency"));
}

const Site* site(const MetricContext& c)
{
    const auto& sites = c.project.blueprint().table<Site>();
    return sites.isEmpty() ? nullptr : &*sites.begin();
}

Traced energyPrice(const MetricContext& c)
{
    const Site* s = site(c);
    return s && s->energyPrice > 0.0 ? tracedInput(s->energyPrice, "USD/kWh", s->name)
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
             tracedInput(s->demandPrice, "USD/kW", s->name) * Traced(12.0))
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
        if (line.isYearly && line.hasPrice) {
            const Traced product =
                Traced::leaf(line.quantity, "1", line.description, "explain.counted", "verified") *
                tracedField(*c.project.parts.find(line.part), FieldKey::Price, line.unitPrice,
                            "USD");
            licences.push_back(Traced::function(static_cast<double>(line.lineTotal) / 100.0, "USD",
                                                line.description, {product},
                                                "explain.rounded-to-cents"));
        }
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
                        sumOverPlans(c, &JobPlan::costKey, "Wh", "explain.all-jobs", false);
    return costPerRun<Traced>(tracedMetric(c, "cost.perYear"), part,
                              planned(c, plan, plan.runsPerYear, "1"));
}

std::optional<double> positive(double value)
{
    return value > 0.0 ? std::optional(value) : std::nullopt;
}

const Metric costRows[] = {
    {"cost.capex", "USD", "Capex", false,
     [](const MetricContext& c) { return positive(cost(c).capex); }, capex},
    {"cost.equipment", "USD", "Equipment", false,
     [](const MetricContext& c) {
         return positive(static_cast<double>(cost(c).equipment) / 100.0);
     },
     equipment},
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
             servingPart(c, &JobPlan::costKey, "Wh", "explain.serving-cost-share"),
             tracedMetric(c, "serve.tokensPerYear"));
     }},
    {"cost.perTrainingRun", "USD", "Cost of a training run", false,
     [](const MetricContext& c) { return positive(cost(c).costPerTrainingRun); }, trainingRun},
    {"carbon.perYear", "kg", "Carbon per year, CO2e", false,
     [](const MetricContext& c) { return positive(cost(c).carbonPerYear); },
     [](const MetricContext& c) {
         const Site* s = site(c);
         return energy(c) * (s && s->gridCarbon > 0.0
                                 ? tracedInput(s->gridCarbon, "kg/kWh", s->name)
                                 : tracedParameter(c, Parameter::GridCarbon));
     }},
    {"schedule.goLive", "weeks", "Go-live after order", false,
     [](const MetricContext& c) { return positive(cost(c).goLiveWeeks); },
     [](const MetricContext& c) {
         const Part* part = c.project.parts.find(cost(c).longestLeadPart);
         return tracedField(*part, FieldKey::LeadTimeHigh, *part->number(FieldKey::LeadTimeHigh),
                            "s") /
                    Traced(604800.0) +
                tracedParameter(c, Parameter::GoLiveInstall);
     }},
};

} // namespace

std::span<const Metric> costMetrics()
{
    return costRows;
}

} // namespace millwright
