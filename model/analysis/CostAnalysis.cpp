#include "model/analysis/Analysis.h"
#include "model/analysis/CostFormulas.h"
#include "model/analysis/WorkPlanFormulas.h"
#include <algorithm>
#include <cmath>
#include <tuple>

namespace millwright
{
namespace
{

class Cost
{
public:
    Cost(const AnalysisContext& context, const Results& results)
        : m_context(context), m_results(results)
    {
    }

    std::shared_ptr<CostResult> run()
    {
        auto cost = std::make_shared<CostResult>();
        addLines(*cost);
        addCapex(*cost);
        addOpex(*cost);
        addTokensAndTime(*cost);
        return cost;
    }

private:
    const Part* part(Symbol id) const { return m_context.project.parts.find(id); }
    double parameter(Parameter p) const { return m_context.parameters[p]; }

    void addLines(CostResult& cost)
    {
        for (const auto& [id, count] : m_results.inventory->partCounts)
            addLine(cost, id, count);
        for (const auto& [id, count] : m_results.network->cables)
            addLine(cost, id, count);
        for (const BillItem& item : m_context.blueprint.table<BillItem>())
            addLine(cost, item.part, item.quantity * basisCount(item.basis));
        std::sort(cost.lines.begin(), cost.lines.end(), [](const BillLine& a, const BillLine& b) {
            return std::tie(a.order, a.description, a.part) <
                   std::tie(b.order, b.description, b.part);
        });
        double unverified = 0.0;
        for (const BillLine& line : cost.lines) {
            if (line.price.isExpired)
                cost.expiredQuotes.push_back(line.part);
            if (!line.price.missingRate.empty())
                cost.missingRates.emplace_back(line.part, line.price.missingRate);
            if (!line.hasPrice) {
                ++cost.unpricedLines;
                cost.unpricedQuantity += line.quantity;
                if (const Part* p = part(line.part))
                    cost.unpricedAccelerators +=
                        static_cast<int>(line.quantity) * p->figures.acceleratorCount;
                continue;
            }
            if (line.isYearly)
                continue;
            cost.equipment += line.lineTotal;
            cost.equipmentLow += line.quantity * line.priceLow;
            cost.equipmentHigh += line.quantity * line.priceHigh;
            if (!line.price.isUnverified())
                continue;
            unverified += static_cast<double>(line.lineTotal);
            cost.unverifiedDown += line.quantity * (line.unitPrice - line.priceLow);
            cost.unverifiedUp += line.quantity * (line.priceHigh - line.unitPrice);
        }
        cost.unverifiedShare =
            cost.equipment > 0 ? unverified / static_cast<double>(cost.equipment) : 0.0;
    }

    double basisCount(BillBasis basis) const
    {
        switch (basis) {
        case BillBasis::Fixed:
            return 1.0;
        case BillBasis::PerAccelerator:
            return m_results.inventory->accelerators;
        case BillBasis::PerNode:
            return m_results.inventory->nodes;
        case BillBasis::PerRack:
            return m_results.inventory->rackCount;
        }
        return 1.0;
    }

    void addLine(CostResult& cost, Symbol id, double quantity) const
    {
        BillLine line;
        line.part = id;
        line.quantity = quantity;
        line.description = id.str();
        const Part* p = part(id);
        line.price = effectivePrice(p, id, *m_context.project.prices);
        line.hasPrice = line.price.isKnown();
        line.unitPrice = line.price.mid;
        line.priceLow = line.price.low;
        line.priceHigh = line.price.high;
        line.confidence = line.price.confidence;
        line.priceBasis = line.price.basis;
        if (p) {
            line.order = static_cast<int>(p->kind);
            line.description = p->displayName();
            line.kind = std::string(partKindName(p->kind));
            line.isYearly = p->kind == PartKind::Software &&
                            p->text(FieldKey::LicenceMetric).find("year") != std::string_view::npos;
            line.embodiedCarbon =
                quantity * (p->figures.embodiedCarbon > 0.0
                                ? p->figures.embodiedCarbon
                                : spendOf(*p, line) * parameter(Parameter::EmbodiedPerDollar));
        }
        // Half away from zero, as invoices do; std::llround rounds so.
        line.lineTotal = line.hasPrice ? std::llround(quantity * line.unitPrice * 100.0) : 0;
        cost.lines.push_back(std::move(line));
    }

    /// What a spend-based carbon factor counts: the list price, since a discount saves no carbon.
    static double spendOf(const Part& part, const BillLine& line)
    {
        return part.figures.price > 0.0 ? part.figures.price : line.unitPrice;
    }

    /// Capex with the equipment at another total; spares, installation and contingency follow it.
    double capexAt(double equipment, double facility) const
    {
        const double spares = equipment * parameter(Parameter::SparesShare);
        const double installation = equipment * parameter(Parameter::InstallShare);
        return capexFormula<double>(equipment, spares, installation, facility,
                                    (equipment + spares + installation + facility) *
                                        parameter(Parameter::ContingencyShare));
    }

    void addCapex(CostResult& cost) const
    {
        const double equipment = static_cast<double>(cost.equipment) / 100.0;
        cost.spares = equipment * parameter(Parameter::SparesShare);
        cost.installation = equipment * parameter(Parameter::InstallShare);
        cost.facility = m_results.power->it.si() * parameter(Parameter::FacilityPerWatt);
        cost.contingency = (equipment + cost.spares + cost.installation + cost.facility) *
                           parameter(Parameter::ContingencyShare);
        cost.capex = capexFormula<double>(equipment, cost.spares, cost.installation, cost.facility,
                                          cost.contingency);
        cost.capexLow = capexAt(cost.equipmentLow, cost.facility);
        cost.capexHigh = capexAt(cost.equipmentHigh, cost.facility);
        for (const BillLine& line : cost.lines)
            cost.embodiedCarbon += line.embodiedCarbon;
    }

    void addOpex(CostResult& cost) const
    {
        const Site* site = firstSite();
        const double price =
            site && site->energyPrice > 0.0 ? site->energyPrice : parameter(Parameter::EnergyPrice);
        const double carbon =
            site && site->gridCarbon > 0.0 ? site->gridCarbon : parameter(Parameter::GridCarbon);
        cost.energyPerYear = energyPerYearFormula<double>(m_results.workplan->facilityAverage.si());
        cost.energyCost = cost.energyPerYear * price;
        cost.demandCost =
            site ? m_results.power->facility.si() / 1000.0 * site->demandPrice * 12.0 : 0.0;
        cost.maintenance =
            static_cast<double>(cost.equipment) / 100.0 * parameter(Parameter::MaintenanceShare);
        cost.staff =
            std::ceil(m_results.power->it.si() / 1e6 * parameter(Parameter::StaffPerMegawatt)) *
            parameter(Parameter::StaffCost);
        for (const BillLine& line : cost.lines)
            if (line.isYearly)
                cost.software += static_cast<double>(line.lineTotal) / 100.0;
        cost.opexPerYear = opexFormula<double>(cost.energyCost, cost.demandCost, cost.maintenance,
                                               cost.staff, cost.software);
        cost.carbonPerYear = cost.energyPerYear * carbon;
    }

    void addTokensAndTime(CostResult& cost) const
    {
        const double facility = cost.facility * (1.0 + parameter(Parameter::ContingencyShare));
        const WorkPlanResult& plan = *m_results.workplan;
        cost.yearlyCost = yearlyCostFormula<double>(
            cost.capex - facility, parameter(Parameter::ItLife), facility,
            parameter(Parameter::FacilityLife), cost.opexPerYear);
        // Without the price of the accelerators a cost per token would be a number for another
        // design.
        if (cost.unpricedAccelerators > 0)
            cost.yearlyCost = 0.0;
        if (plan.soldTokensPerYear > 0.0)
            cost.costPerMillionTokens = costPerMillionTokensFormula<double>(
                cost.yearlyCost, plan.servingCostShare, plan.soldTokensPerYear);
        if (plan.samplesPerYear > 0.0)
            cost.costPerMillionSamples = costPerMillionTokensFormula<double>(
                cost.yearlyCost, plan.samplesCostShare, plan.samplesPerYear);
        double keys = 0.0;
        for (const JobPlan& job : plan.jobs)
            keys += job.costKey;
        const JobPlan* longest = nullptr;
        for (const JobPlan& job : plan.jobs)
            if (job.calendarDays > 0.0 && (!longest || job.calendarDays > longest->calendarDays))
                longest = &job;
        if (longest && longest->runsPerYear > 0.0 && keys > 0.0)
            cost.costPerTrainingRun = costPerRun<double>(
                cost.yearlyCost, longest->costKey / keys, longest->runsPerYear);
        for (const BillLine& line : cost.lines) {
            takeLongest(line.price.leadHigh, line.part, cost.longestLeadWeeks, cost.longestLeadPart);
            takeLongest(line.price.leadLow ? line.price.leadLow : line.price.leadHigh, line.part,
                        cost.longestEarlyWeeks, cost.longestEarlyPart);
        }
        const double install = parameter(Parameter::GoLiveInstall);
        cost.goLiveWeeks = cost.longestLeadWeeks > 0.0 ? cost.longestLeadWeeks + install : 0.0;
        cost.goLiveEarlyWeeks =
            cost.longestEarlyWeeks > 0.0 ? cost.longestEarlyWeeks + install : 0.0;
    }

    static void takeLongest(const std::optional<double>& weeks, Symbol part, double& longest,
                            Symbol& which)
    {
        if (weeks.value_or(0.0) <= longest)
            return;
        longest = *weeks;
        which = part;
    }

    const Site* firstSite() const
    {
        const auto& sites = m_context.blueprint.table<Site>();
        return sites.isEmpty() ? nullptr : &*sites.begin();
    }

    const AnalysisContext& m_context;
    const Results& m_results;
};

} // namespace

void runCost(const AnalysisContext& context, Results& results)
{
    results.cost = Cost(context, results).run();
}

} // namespace millwright
