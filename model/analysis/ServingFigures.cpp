#include "model/analysis/JobFigureParts.h"
#include <algorithm>

namespace millwright
{
namespace
{

using Study = const JobStudy&;
using Group = JobFigureGroup;

constexpr const char* queueSource = "docs/estimator.md, Serving, open loop: M/G/1 and Erlang C";
constexpr const char* fullBatchSource = "docs/estimator.md, Serving, offline: the last of a full batch";

/// In the busiest hour; at capacity where even that load is too much.
const ServingEstimate& shown(Study s)
{
    return s.serving.busy.isFeasible ? s.serving.busy : s.serving.best;
}

/// With limits on latency the rate at capacity is nobody's input: it is the highest at which the
/// limits hold.
Traced highestRate(Study s, const ServingDerivation& d)
{
    std::vector<Traced> inputs{d.ttft, d.tpot};
    const auto limit = [&inputs](double seconds, const char* label) {
        if (seconds > 0.0)
            inputs.push_back(Traced::leaf(seconds, "s", label, workloadSource, "verified"));
    };
    const ServingLimits& limits = s.serving.query.limits;
    limit(limits.ttftMean, "serve.limit.ttftMean");
    limit(limits.ttftP99, "serve.limit.ttftP99");
    limit(limits.tpotMean, "serve.limit.tpotMean");
    limit(limits.tpotP99, "serve.limit.tpotP99");
    return Traced::function(s.serving.best.requestsPerSecond, "1/s", "serve.requests",
                            std::move(inputs),
                            "docs/estimator.md, Serving: the highest rate within the limits, by "
                            "bisection");
}

Traced capacity(Study s)
{
    const ServingDerivation d = explainServing(s.serving.query);
    if (s.serving.query.mode != ServingMode::OpenLoop)
        return d.tokensPerSecond;
    const Traced output = Traced::leaf(s.serving.query.outputTokens, "tokens", "serve.outputTokens",
                                       workloadSource, "verified");
    return (highestRate(s, d) * output).named("serve.tokensPerSecond", "tokens/s");
}

ServingDerivation shownDerivation(Study s)
{
    return explainServing(s.serving.busy.isFeasible ? s.serving.busyQuery : s.serving.query);
}

/// Accelerators of the plan's whole replicas.
Traced used(Study s)
{
    const ServingPlan& plan = s.serving.best.plan;
    return plannedDegree(plan.replicas, "serve.replicas") *
           plannedDegree(plan.tensor, "serve.tensor") *
           plannedDegree(plan.pipeline, "serve.pipeline");
}

std::optional<EstimateBand> capacityBand(Study s, double value)
{
    return scaled(s.serving.band, s.serving.best.outputTokensPerSecond, value);
}

double perMegawatt(Study s)
{
    const double watts = s.question.facilityPower.value();
    return watts > 0.0 ? s.serving.best.perAccelerator / (watts / 1e6) : 0.0;
}

Traced power(Study s)
{
    const ServingEstimate& e = s.serving.best;
    return tracedPower(s, e.computeUtilisation, e.memoryUtilisation, e.powerPerAccelerator);
}

Traced memory(Study s)
{
    const ServingMemory& m = s.serving.best.memory;
    const ModelArchitecture& model = *s.question.place->model;
    const Traced parameters =
        Traced::leaf(totalParameters(model), "1", "model.parameters",
                     model.source.empty() ? model.id : model.source,
                     model.confidence.empty() ? "secondary" : model.confidence);
    const Traced ranks = plannedDegree(
        double(s.serving.best.plan.tensor) * s.serving.best.plan.pipeline, "serve.ranks");
    const Traced batch = plannedDegree(s.serving.best.batch, "serve.batch");
    return Traced::sum({memoryPart(m.weights, "memory.weights", {parameters, ranks}),
                        memoryPart(m.kvCache, "memory.cache", {batch, ranks}),
                        memoryPart(m.activations, "memory.activations", {batch})},
                       "B", "job.memory");
}

/// A percentile: what the queue makes of the mean; where even the busiest hour's load is too much, of an always full batch.
Traced percentile(Study s, double value, const char* label, const Traced& mean)
{
    if (!s.serving.busy.isFeasible)
        return Traced::function(value, "s", label, {mean}, fullBatchSource);
    const Traced rate = Traced::leaf(s.serving.busyQuery.requestRate, "1/s", "job.busyRate",
                                     workloadSource, "verified");
    return Traced::function(value, "s", label, {mean, rate}, queueSource);
}

const JobFigure rows[] = {
    {"job.capacity", "tok/s", "Tokens/s at capacity", Group::Throughput, true,
     [](Study s) { return positive(s.serving.best.outputTokensPerSecond); },
     [](Study s) { return std::optional(s.serving.band); }, capacity},
    {"job.perAccelerator", "tok/s", "Tokens/s per accelerator", Group::Throughput, true,
     [](Study s) { return positive(s.serving.best.perAccelerator); },
     [](Study s) { return capacityBand(s, s.serving.best.perAccelerator); },
     [](Study s) { return capacity(s) / used(s); }},
    {"job.perUser", "tok/s", "Tokens/s per user", Group::Throughput, true,
     [](Study s) { return positive(shown(s).userTokensPerSecond()); },
     [](Study s) { return inverted(shown(s).tpotBand, 1.0, 1.0); },
     [](Study s) { return Traced(1.0) / shownDerivation(s).tpot; }},
    {"job.ttft.mean", "s", "First token, mean", Group::Latency, false,
     [](Study s) { return positive(shown(s).ttftMean); },
     [](Study s) { return std::optional(shown(s).ttftBand); },
     [](Study s) { return shownDerivation(s).ttft; }},
    {"job.ttft.p99", "s", "First token, p99", Group::Latency, false,
     [](Study s) { return positive(shown(s).ttftP99); },
     [](Study s) { return scaled(shown(s).ttftBand, shown(s).ttftMean, shown(s).ttftP99); },
     [](Study s) {
         return percentile(s, shown(s).ttftP99, "job.ttft.p99", shownDerivation(s).ttft);
     }},
    {"job.tpot.mean", "s", "Next token, mean", Group::Latency, false,
     [](Study s) { return positive(shown(s).tpotMean); },
     [](Study s) { return std::optional(shown(s).tpotBand); },
     [](Study s) { return shownDerivation(s).tpot; }},
    {"job.tpot.p99", "s", "Next token, p99", Group::Latency, false,
     [](Study s) { return positive(shown(s).tpotP99); },
     [](Study s) { return scaled(shown(s).tpotBand, shown(s).tpotMean, shown(s).tpotP99); },
     [](Study s) {
         return percentile(s, shown(s).tpotP99, "job.tpot.p99", shownDerivation(s).tpot);
     }},
    {"job.power", "W", "Accelerator power", Group::Energy, false,
     [](Study s) { return positive(s.serving.best.powerPerAccelerator); }, noBand, power},
    {"job.tokensPerJoule", "tok/J", "Tokens per joule", Group::Energy, true,
     [](Study s) { return positive(s.serving.best.tokensPerJoule); },
     [](Study s) { return capacityBand(s, s.serving.best.tokensPerJoule); },
     [](Study s) { return capacity(s) / used(s) / power(s); }},
    {"job.perMegawatt", "tok/s/MW", "Tokens/s per facility MW", Group::Energy, true,
     [](Study s) { return positive(perMegawatt(s)); },
     [](Study s) { return capacityBand(s, perMegawatt(s)); },
     [](Study s) { return capacity(s) / used(s) / (s.question.facilityPower / Traced(1e6)); }},
    {"job.memory", "B", "Memory used", Group::Memory, false,
     [](Study s) {
         const ServingMemory& m = s.serving.best.memory;
         return positive(m.weights + m.kvCache + m.activations);
     },
     noBand, memory},
};

} // namespace

std::span<const JobFigure> servingFigures()
{
    return rows;
}

} // namespace millwright
