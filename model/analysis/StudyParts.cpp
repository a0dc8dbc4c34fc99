#include "model/analysis/StudyParts.h"
#include "model/analysis/JobFigureParts.h"
#include <charconv>

namespace millwright
{
namespace
{

Result<ExplainPtr> noValue(std::string_view id)
{
    return fail("metric.no-value", {std::string(id)});
}

/// The step of a derivation that has this label; null if there is none.
ExplainPtr labelled(const ExplainPtr& node, std::string_view label)
{
    if (node->label == label)
        return node;
    for (const ExplainPtr& input : node->inputs)
        if (ExplainPtr found = labelled(input, label))
            return found;
    return nullptr;
}

Result<ExplainPtr> partOf(const ExplainPtr& whole, std::string_view id)
{
    ExplainPtr found = labelled(whole, id);
    return found ? Result<ExplainPtr>(std::move(found)) : noValue(id);
}

Traced memoryCapacity(const JobStudy& study)
{
    const AcceleratorSpec& part = study.question.place->accelerator;
    const double bytes = study.isServing()    ? study.serving.best.memory.capacity
                         : study.isTraining() ? study.training.best.memory.capacity
                                              : study.generic.best.memoryCapacity;
    return Traced::leaf(bytes, "B", "memory.capacity", part.source.empty() ? part.id : part.source,
                        part.confidence.empty() ? "secondary" : part.confidence);
}

Result<ExplainPtr> explainMemory(const JobStudy& study, std::string_view id)
{
    if (!study.isFeasible())
        return noValue(id);
    for (const JobFigure& figure : figuresOf(study)) {
        if (figure.id != "job.memory")
            continue;
        const Traced used = figure.explain(study);
        return id == "memory.free" ? (memoryCapacity(study) - used).named("memory.free", "B").node()
                                   : partOf(used.node(), id);
    }
    return noValue(id);
}

/// The plan as the front counts: so many requests in flight, always one waiting for each that ends.
ServingQuery frontQuery(const JobStudy& study, const ServingEstimate& plan)
{
    ServingQuery query = servingQuery(study.workload(), *study.question.place);
    query.plan = plan.plan;
    query.mode = ServingMode::ClosedLoop;
    query.requestRate = 0.0;
    // Little's law gives back the requests in flight that the point was made with.
    query.concurrency =
        plan.requestsPerSecond * (plan.ttftMean + (query.outputTokens - 1.0) * plan.tpotMean);
    return query;
}

Result<ExplainPtr> explainFront(const JobStudy& study, std::string_view id)
{
    const std::string_view which = id.substr(id.find('.') + 1);
    const ServingEstimate* plan = which == "chosen" ? &study.chosen : nullptr;
    std::size_t index = 0;
    if (!plan &&
        std::from_chars(which.data(), which.data() + which.size(), index).ec == std::errc() &&
        index < study.front.size())
        plan = &study.front[index];
    if (!plan || !plan->isFeasible)
        return noValue(id);
    const Traced accelerators = plannedDegree(plan->plan.replicas, "serve.replicas") *
                                plannedDegree(plan->plan.tensor, "serve.tensor") *
                                plannedDegree(plan->plan.pipeline, "serve.pipeline");
    return (explainServing(frontQuery(study, *plan)).tokensPerSecond / accelerators)
        .named("job.perAccelerator", "tok/s")
        .node();
}

Result<ExplainPtr> explainRoofline(const JobStudy& study, std::string_view id)
{
    const std::string_view phase = id.substr(id.find('.') + 1);
    const AcceleratorSpec& part = study.question.place->accelerator;
    for (const RooflinePoint& point : study.roofline.points) {
        if (rooflinePhaseName(point.phase) != phase)
            continue;
        const std::string source = part.source.empty() ? part.id : part.source;
        const std::string confidence = part.confidence.empty() ? "secondary" : part.confidence;
        const Traced intensity =
            Traced::function(point.intensity, "FLOP/B", "roofline.intensity", {},
                             "FLOPs and bytes of the model's shape, docs/estimator.md");
        const Traced slope = Traced::leaf(study.roofline.bandwidth, "B/s",
                                          "accelerator.memoryBandwidth", source, confidence) *
                             intensity;
        const Traced roof =
            point.bound < slope.value() * (1.0 - 1e-9)
                ? minimum(slope, Traced::leaf(point.bound, "FLOP/s", "accelerator.peak", source,
                                              confidence))
                : slope;
        const Traced share =
            Traced::function(point.rate / point.bound, "1", "roofline.share", {}, estimatorSource);
        return (roof.named("roofline.roof", "FLOP/s") * share)
            .named("roofline." + std::string(phase), "FLOP/s")
            .node();
    }
    return noValue(id);
}

} // namespace

Result<ExplainPtr> explainStudyPart(const JobStudy& study, std::string_view id)
{
    if (!study.question.place || (!study.question.place->model && !study.isGeneric()))
        return noValue(id);
    if (id.starts_with("front."))
        return explainFront(study, id);
    if (id.starts_with("memory."))
        return explainMemory(study, id);
    if (id.starts_with("roofline."))
        return explainRoofline(study, id);
    if (id.starts_with("serve.step") && study.isServing() && study.isFeasible())
        return partOf(explainServing(study.serving.query).tpot.node(), id);
    if (id.starts_with("train.step") && study.isTraining() && study.isFeasible())
        return partOf(explainTraining(study.training.query).stepTime.node(), id);
    if (id.starts_with("generic.step") && study.isGeneric() && study.isFeasible())
        return partOf(explainGeneric(study.generic.query).batchTime.node(), id);
    return fail("metric.unknown", {std::string(id)});
}

} // namespace millwright
