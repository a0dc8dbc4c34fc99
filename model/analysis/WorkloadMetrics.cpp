#include "model/analysis/AcceleratorFigures.h"
#include "model/analysis/DesignFactors.h"
#include "model/analysis/Metric.h"

namespace millwright
{
namespace
{

constexpr const char* estimatorSource =
    "docs/estimator.md: roofline with fitted efficiency factors, 80 % band";

bool isServing(const MetricContext& c, const JobEstimate& job)
{
    const Workload* workload = c.project.blueprint().find(job.workload);
    return workload && workload->kind == WorkloadKind::Serve && job.isFeasible;
}

const JobEstimate* longestTraining(const MetricContext& c)
{
    for (const JobEstimate& job : c.results.workload->jobs)
        if (job.isFeasible && job.days > 0.0 && job.days == c.results.workload->trainDays)
            return &job;
    return nullptr;
}

const JobEstimate* worstServing(const MetricContext& c, double JobEstimate::*figure)
{
    const JobEstimate* worst = nullptr;
    for (const JobEstimate& job : c.results.workload->jobs)
        if (isServing(c, job) && (!worst || job.*figure > worst->*figure))
            worst = &job;
    return worst;
}

/// The inputs of a job's estimate, as leaves with their sources.
std::vector<Traced> jobInputs(const MetricContext& c, const JobEstimate& job)
{
    std::vector<Traced> inputs = {Traced::leaf(job.accelerators, "1", "workload.accelerators",
                                               "explain.counted", "verified")};
    if (const Workload* workload = c.project.blueprint().find(job.workload)) {
        if (workload->kind == WorkloadKind::Serve) {
            inputs.push_back(tracedInput(workload->promptTokens, "tok", "workload.promptTokens"));
            inputs.push_back(tracedInput(workload->outputTokens, "tok", "workload.outputTokens"));
        } else {
            inputs.push_back(
                tracedInput(workload->trainingTokens, "tok", "workload.trainingTokens"));
            inputs.push_back(
                tracedInput(workload->sequenceLength, "tok", "workload.sequenceLength"));
            inputs.push_back(
                tracedInput(workload->globalBatchTokens, "tok", "workload.globalBatchTokens"));
        }
    }
    const Part* part = c.project.parts.find(job.accelerator);
    const auto spec = acceleratorFigures(c.project.parts, job.accelerator);
    const auto figure = [&](FieldKey key, double value, const char* unit) {
        if (value <= 0.0)
            return;
        if (part && part->field(key))
            inputs.push_back(tracedField(*part, key, value, unit));
        else
            inputs.push_back(
                Traced::leaf(value, unit, std::string(fieldInfo(key).label),
                             spec->source.empty() ? spec->id : spec->source,
                             spec->confidence.empty() ? "unverified" : spec->confidence));
    };
    if (spec) {
        figure(FieldKey::PeakBf16, spec->peakBf16, "FLOP/s");
        figure(FieldKey::PeakFp8, spec->peakFp8, "FLOP/s");
        figure(FieldKey::Memory, spec->memoryBytes, "B");
        figure(FieldKey::MemoryBandwidth, spec->memoryBandwidth, "B/s");
        figure(FieldKey::ScaleUpBandwidth, spec->scaleUpBandwidth, "B/s");
    }
    if (c.results.network->scaleOutPerAccelerator > 0.0)
        inputs.push_back(tracedMetric(c, "network.scaleout.perAccelerator"));
    inputs.push_back(tracedParameter(c, Parameter::FabricEfficiency));
    return inputs;
}

Traced estimated(const MetricContext& c, const JobEstimate& job, double value, std::string unit,
                 std::string label)
{
    const std::string measured = calibrationSource(c.project.blueprint());
    return Traced::function(value, std::move(unit), std::move(label), jobInputs(c, job),
                            measured.empty() ? std::string(estimatorSource)
                                             : std::string(estimatorSource) + "; " + measured);
}

std::optional<double> positive(double value)
{
    return value > 0.0 ? std::optional(value) : std::nullopt;
}

Traced servedTokens(const MetricContext& c)
{
    std::vector<Traced> terms;
    for (const JobEstimate& job : c.results.workload->jobs)
        if (isServing(c, job)) {
            const Workload* workload = c.project.blueprint().find(job.workload);
            terms.push_back(estimated(c, job, job.tokensPerSecond, "tok/s",
                                      workload ? workload->name : std::string("serve")));
        }
    return Traced::sum(std::move(terms), "tok/s", "serve.tokensPerSecond");
}

const Metric workloadRows[] = {
    {"serve.tokensPerSecond", "tok/s", "Throughput", true,
     [](const MetricContext& c) { return positive(c.results.workload->tokensPerSecond); },
     servedTokens},
    {"serve.ttft.p99", "s", "Time to first token, p99", false,
     [](const MetricContext& c) { return positive(c.results.workload->ttftP99); },
     [](const MetricContext& c) {
         const JobEstimate* job = worstServing(c, &JobEstimate::ttftP99);
         return estimated(c, *job, job->ttftP99, "s", "serve.ttft.p99");
     }},
    {"serve.tpot.mean", "s", "Time per output token, mean", false,
     [](const MetricContext& c) { return positive(c.results.workload->tpotMean); },
     [](const MetricContext& c) {
         const JobEstimate* job = worstServing(c, &JobEstimate::tpotMean);
         return estimated(c, *job, job->tpotMean, "s", "serve.tpot.mean");
     }},
    {"train.days", "days", "Training time", false,
     [](const MetricContext& c) { return positive(c.results.workload->trainDays); },
     [](const MetricContext& c) {
         const JobEstimate* job = longestTraining(c);
         return estimated(c, *job, job->days, "days", "train.days");
     }},
    {"train.mfu", "1", "Model FLOPs utilisation", true,
     [](const MetricContext& c) { return positive(c.results.workload->trainMfu); },
     [](const MetricContext& c) {
         const JobEstimate* job = longestTraining(c);
         return estimated(c, *job, job->mfu, "1", "train.mfu");
     }},
    {"serve.tokensPerJoule", "tok/J", "Tokens per joule at the facility", true,
     [](const MetricContext& c) -> std::optional<double> {
         if (c.results.workload->tokensPerSecond <= 0.0 || c.results.power->facility.si() <= 0.0)
             return std::nullopt;
         return c.results.workload->tokensPerSecond / c.results.power->facility.si();
     },
     [](const MetricContext& c) {
         return tracedMetric(c, "serve.tokensPerSecond") / tracedMetric(c, "power.facility");
     }},
};

} // namespace

std::span<const Metric> workloadMetrics()
{
    return workloadRows;
}

} // namespace millwright
