#include "model/analysis/JobComparison.h"
#include "model/analysis/CostFormulas.h"
#include <algorithm>

namespace millwright
{
namespace
{

constexpr double secondsPerYear = 365.25 * 86400.0;

/// USD per million tokens of one accelerator with its share of system, plant and energy.
template <class N>
N costFormula(const N& price, const N& itLife, const N& plantPerWatt, const N& plantLife,
              const N& watts, const N& pue, const N& energyPrice, const N& maintenance,
              const N& tokensPerSecond)
{
    const N opex = energyPerYearFormula<N>(watts * pue) * energyPrice + price * maintenance;
    const N yearly = yearlyCostFormula<N>(price, itLife, watts * plantPerWatt, plantLife, opex);
    return costPerMillionTokensFormula<N>(yearly, N(1.0), tokensPerSecond * N(secondsPerYear));
}

double wattsOf(const ComparedJob& c)
{
    return c.tokensPerJoule > 0.0 ? c.perAccelerator / c.tokensPerJoule : 0.0;
}

double costAt(const ComparedJob& c, const ComparisonPrices& p, double price, double rate)
{
    return costFormula<double>(price, p.itLife, p.plantPerWatt, p.plantLife, wattsOf(c), p.pue,
                               p.energyPrice, p.maintenance, rate * p.utilisation);
}

void addCost(ComparedJob& c, const ComparisonPrices& prices)
{
    if (c.offer.price <= 0.0 || prices.itLife <= 0.0 || prices.plantLife <= 0.0 ||
        prices.utilisation <= 0.0)
        return;
    c.costPerMillion = costAt(c, prices, c.offer.price, c.perAccelerator);
    const double low = c.offer.priceLow > 0.0 ? c.offer.priceLow : c.offer.price;
    const double high = c.offer.priceHigh > 0.0 ? c.offer.priceHigh : c.offer.price;
    c.costBand = {costAt(c, prices, low, c.perAcceleratorBand.high),
                  costAt(c, prices, high, c.perAcceleratorBand.low)};
}

/// A figure of the study with its band; 0 where it has none.
void take(const JobStudy& study, std::string_view id, double& value, EstimateBand* band = nullptr)
{
    const JobFigure* figure = findJobFigure(id);
    value = figure ? figure->value(study).value_or(0.0) : 0.0;
    if (figure && band && value > 0.0)
        *band = figure->band(study).value_or(EstimateBand{});
}

void takeServing(const JobStudy& study, ComparedJob& c)
{
    c.plan = planText(study.serving.best.plan);
    take(study, "job.perAccelerator", c.perAccelerator, &c.perAcceleratorBand);
    take(study, "job.tpot.mean", c.tpot, &c.tpotBand);
    take(study, "job.ttft.p99", c.ttft);
    take(study, "job.tokensPerJoule", c.tokensPerJoule);
}

void takeTraining(const JobStudy& study, ComparedJob& c)
{
    const TrainingEstimate& best = study.training.best;
    c.plan = planText(best.plan);
    take(study, "job.trainingRate", c.perAccelerator, &c.perAcceleratorBand);
    const double each = 1.0 / study.accelerators();
    c.perAccelerator *= each;
    c.perAcceleratorBand = {c.perAcceleratorBand.low * each, c.perAcceleratorBand.high * each};
    take(study, "job.days", c.days, &c.daysBand);
    take(study, "job.mfu", c.mfu);
    if (best.powerPerAccelerator > 0.0)
        c.tokensPerJoule = c.perAccelerator / best.powerPerAccelerator;
}

void takeGeneric(const JobStudy& study, ComparedJob& c)
{
    c.plan = study.generic.best.batch > 0.0
                 ? "batch " + std::to_string(static_cast<long long>(study.generic.best.batch))
                 : std::string();
    take(study, "job.samplesEach", c.perAccelerator, &c.perAcceleratorBand);
    take(study, "job.latency", c.latency, &c.latencyBand);
    take(study, "job.samplesPerJoule", c.tokensPerJoule);
}

ComparisonPrices fromParameters(const ParameterValues& parameters, double utilisation)
{
    ComparisonPrices prices;
    prices.energyPrice = parameters[Parameter::EnergyPrice];
    prices.itLife = parameters[Parameter::ItLife];
    prices.plantPerWatt = parameters[Parameter::FacilityPerWatt];
    prices.plantLife = parameters[Parameter::FacilityLife];
    prices.maintenance = parameters[Parameter::MaintenanceShare];
    prices.utilisation = utilisation;
    return prices;
}

} // namespace

ComparisonPrices standardPrices(double utilisation)
{
    return fromParameters(ParameterValues(), utilisation);
}

ComparisonPrices comparisonPrices(const MetricContext& design, double utilisation)
{
    ComparisonPrices prices = fromParameters(design.parameters, utilisation);
    const auto& sites = design.project.blueprint().table<Site>();
    if (!sites.isEmpty() && sites.begin()->energyPrice > 0.0)
        prices.energyPrice = sites.begin()->energyPrice;
    const Metric* pue = findMetric("cooling.pue.annual");
    if (pue && design.results.power && design.results.cooling)
        prices.pue = pue->value(design).value_or(1.0);
    return prices;
}

std::vector<ComparedJob> compareJob(const JobQuestion& job, std::span<const AcceleratorOffer> offers,
                                    const ComparisonPrices& prices,
                                    const ComparisonProgress& progress)
{
    std::vector<ComparedJob> compared;
    if (!job.place)
        return compared;
    for (const AcceleratorOffer& offer : offers) {
        if (progress && !progress(compared.size(), offers.size()))
            return compared;
        ComparedJob c;
        c.offer = offer;
        JobQuestion question = job;
        question.accelerator = Symbol(offer.spec->id);
        question.acceleratorName = offer.name;
        question.place->accelerator = *offer.spec;
        c.study = solveJob(std::move(question));
        c.isFeasible = c.study->isFeasible();
        c.reason = c.study->reason();
        if (c.isFeasible) {
            if (c.study->isGeneric())
                takeGeneric(*c.study, c);
            else
                c.study->isServing() ? takeServing(*c.study, c) : takeTraining(*c.study, c);
            c.confidence = c.study->confidence();
            addCost(c, prices);
        }
        compared.push_back(std::move(c));
    }
    return compared;
}

Traced explainComparedCost(const ComparedJob& c, const ComparisonPrices& p)
{
    const auto assumed = [](double value, const char* unit, Parameter parameter) {
        const ParameterInfo& info = parameterInfo(parameter);
        return Traced::leaf(value, unit, std::string(info.label), std::string(info.source),
                            "derived");
    };
    const Traced price = Traced::leaf(c.offer.price, "USD", c.offer.pricedSystem,
                                      c.offer.priceSource, c.offer.priceConfidence);
    const Traced rate = Traced::function(
        c.perAccelerator, "tok/s", "job.perAccelerator", {},
        "docs/estimator.md: roofline with fitted efficiency factors, 80 % band");
    const Traced watts =
        Traced::function(wattsOf(c), "W", "job.power", {}, "docs/estimator.md, Power");
    return costFormula<Traced>(
               price, assumed(p.itLife, "years", Parameter::ItLife),
               assumed(p.plantPerWatt, "USD/W", Parameter::FacilityPerWatt),
               assumed(p.plantLife, "years", Parameter::FacilityLife), watts,
               Traced::leaf(p.pue, "1", "cooling.pue.annual", "the design", "derived"),
               assumed(p.energyPrice, "USD/kWh", Parameter::EnergyPrice),
               assumed(p.maintenance, "1", Parameter::MaintenanceShare),
               rate * tracedInput(p.utilisation, "1", "workload.utilisation"))
        .named("job.costPerMillion", "USD");
}

} // namespace millwright
