#include "model/analysis/JobStudy.h"
#include "model/analysis/CostFormulas.h"
#include "model/analysis/DesignFactors.h"
#include "model/analysis/WorkloadRemedies.h"
#include <algorithm>

namespace millwright
{
namespace
{

/// What an hour of one accelerator costs, as the design's cost per year is made.
Traced costPerHour(const MetricContext& design, const Traced& accelerators)
{
    const auto& cost = design.results.cost;
    // Without the price of the accelerators an hour of one would cost what something else costs.
    if (!cost || cost->capex <= 0.0 || cost->unpricedAccelerators > 0 ||
        !findMetric("cost.perYear"))
        return {};
    return (tracedMetric(design, "cost.perYear") / (accelerators * Traced(8766.0)))
        .named("job.costPerAcceleratorHour", "USD");
}

void addSurroundings(const MetricContext& design, JobQuestion& question)
{
    const int count = design.results.inventory->accelerators;
    if (count <= 0)
        return;
    const Traced accelerators =
        Traced::leaf(count, "1", "compute.accelerators", "explain.counted", "verified");
    question.costPerHour = costPerHour(design, accelerators);
    if (design.results.power && design.results.power->facility.si() > 0.0)
        question.facilityPower = (tracedMetric(design, "power.facility") / accelerators)
                                     .named("job.facilityPower", "W");
}

std::shared_ptr<JobStudy> solved(JobQuestion question)
{
    auto study = std::make_shared<JobStudy>(std::move(question));
    if (!study->question.place)
        return study;
    const JobPlace& place = *study->question.place;
    if (study->isServing())
        study->serving = solveServingJob(study->workload(), place, study->refused);
    else if (study->isTraining())
        study->training = solveTrainingJob(study->workload(), place, study->refused);
    else if (study->isGeneric())
        study->generic = solveGenericJob(study->workload(), place);
    return study;
}

/// The front is of all plans, also where the workload keeps to one of them.
void addFront(JobStudy& study)
{
    ServingQuery query = servingQuery(study.workload(), *study.question.place);
    query.plan = {};
    ServingSearch search = bestServing(query);
    study.front = std::move(search.front);
    if (study.serving.best.isFeasible) {
        query = study.serving.query;
        query.mode = ServingMode::ClosedLoop;
        query.requestRate = 0.0;
        query.concurrency =
            std::max(1.0, study.serving.best.batch * study.serving.best.plan.replicas);
        study.chosen = estimateServing(query);
    }
    study.refusedPlans = std::move(search.refused);
    study.tried = search.tried;
}

void addRoofline(JobStudy& study)
{
    if (study.isServing())
        study.roofline = servingRoofline(study.serving.query, study.serving.best);
    else if (study.isTraining())
        study.roofline = trainingRoofline(study.training.query, study.training.best);
    else if (study.isGeneric())
        study.roofline = genericRoofline(study.generic.query, study.generic.best);
}

void addRemedies(JobStudy& study)
{
    const JobPlace& place = *study.question.place;
    if (study.isServing())
        study.remedies = servingRemedies(study.workload(), place, study.serving.best.infeasible);
    else if (study.isTraining())
        study.remedies = trainingRemedies(study.workload(), place);
    else if (study.isGeneric())
        study.remedies = genericRemedies(study.workload(), place);
}

} // namespace

JobQuestion jobQuestion(const MetricContext& design, const Workload& workload)
{
    JobQuestion question;
    question.workload = workload;
    for (const JobEstimate& job : design.results.workload->jobs)
        if (job.workload == workload.id)
            question.accelerator = job.accelerator;
    if (question.accelerator.isEmpty())
        question.accelerator = workload.accelerator.isEmpty()
                                   ? mostNumerous(*design.results.inventory)
                                   : workload.accelerator;
    const InventoryResult& inventory = *design.results.inventory;
    const auto count = inventory.acceleratorCounts.find(question.accelerator);
    const int inPool = count == inventory.acceleratorCounts.end() ? 0 : count->second;
    const int held = static_cast<int>(inPool * std::clamp(workload.poolShare, 0.0, 1.0));
    auto place = jobPlace(workload, question.accelerator, held, design.project, fabricOffer(*design.results.network, inventory,
                                                      design.parameters),
                          storageOffer(*design.results.network), design.parameters);
    if (place) {
        place->factors =
            std::make_shared<const EfficiencyFactors>(designFactors(design.project.blueprint()));
        question.place = std::move(*place);
    } else {
        question.refusal = held > 0 ? place.error().message
                                    : emptyPool(workload, question.accelerator, inPool);
    }
    const Part* part = design.project.parts.find(question.accelerator);
    question.acceleratorName = part ? part->displayName() : question.accelerator.str();
    addSurroundings(design, question);
    return question;
}

bool JobStudy::isFeasible() const
{
    if (!question.place)
        return false;
    if (isGeneric())
        return generic.best.isFeasible;
    return isServing() ? serving.best.isFeasible : isTraining() && training.best.isFeasible;
}

Message JobStudy::reason() const
{
    if (question.refusal)
        return *question.refusal;
    if (!hasEstimate())
        return {"workload.devices-only", {}};
    if (!isFeasible())
        return isServing()    ? serving.best.infeasible
               : isTraining() ? training.best.infeasible
                              : generic.best.infeasible;
    if ((isTraining() ? training.slowdown : generic.slowdown) > 1.0)
        return {"job.binds.storage-read", {}};
    const Bottleneck binds = isServing()    ? serving.best.bottleneck
                             : isTraining() ? training.best.bottleneck
                                            : generic.best.bottleneck;
    return {"job.binds." + std::string(bottleneckName(binds)), {}};
}

EstimateConfidence JobStudy::confidence() const
{
    if (isGeneric())
        return generic.best.confidence;
    return isServing() ? serving.best.confidence : training.best.confidence;
}

const std::vector<Message>& JobStudy::notes() const
{
    if (isGeneric())
        return generic.best.notes;
    return isServing() ? serving.best.notes : training.best.notes;
}

std::shared_ptr<const JobStudy> solveJob(JobQuestion question)
{
    return solved(std::move(question));
}

std::shared_ptr<const JobStudy> studyJob(JobQuestion question, const StudyProgress& progress)
{
    constexpr int steps = 3; // the best plan, the others, what binds or what would help
    const auto told = [&](int done) {
        if (progress)
            progress(done, steps);
    };
    told(0);
    auto study = solved(std::move(question));
    if (!study->question.place)
        return study;
    told(1);
    if (study->isServing() && !study->question.place->isStopped())
        addFront(*study);
    told(2);
    if (!study->question.place->isStopped())
        study->isFeasible() ? addRoofline(*study) : addRemedies(*study);
    told(steps);
    return study;
}

std::span<const JobFigure> figuresOf(const JobStudy& study)
{
    if (study.isServing())
        return servingFigures();
    if (study.isGeneric())
        return genericFigures();
    return study.isTraining() ? trainingFigures() : std::span<const JobFigure>();
}

} // namespace millwright
