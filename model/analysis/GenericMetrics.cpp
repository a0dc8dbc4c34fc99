#include "model/analysis/WorkPlanFormulas.h"
#include "model/analysis/WorkloadExplain.h"
#include <algorithm>

namespace millwright
{
namespace
{

using Value = std::optional<double>;

Value positive(double value)
{
    return value > 0.0 ? Value(value) : std::nullopt;
}

Traced capacities(const MetricContext& c)
{
    std::vector<Traced> terms;
    for (const JobEstimate& job : c.results.workload->jobs)
        if (job.isFeasible && job.samplesPerSecond > 0.0)
            terms.push_back(estimated(c, job, job.samplesPerSecond, "samples/s",
                                      workloadLabel(c, job.workload)));
    return Traced::sum(std::move(terms), "samples/s", "samples.perSecond");
}

Traced slowest(const MetricContext& c)
{
    const auto& jobs = c.results.workload->jobs;
    const auto worst =
        std::max_element(jobs.begin(), jobs.end(), [](const JobEstimate& a, const JobEstimate& b) {
            return a.sampleLatency < b.sampleLatency;
        });
    return estimated(c, *worst, worst->sampleLatency, "s", "samples.latency");
}

Value perJoule(const MetricContext& c)
{
    const WorkPlanResult& plan = *c.results.workplan;
    if (plan.samplesPerYear <= 0.0 || plan.samplesEnergyShare <= 0.0 ||
        c.results.cost->energyPerYear <= 0.0)
        return std::nullopt;
    return tokensPerJoule<double>(plan.samplesPerYear, c.results.cost->energyPerYear,
                                  plan.samplesEnergyShare);
}

const Metric rows[] = {
    {"samples.perSecond", "samples/s", "Samples/s of generic work", true,
     [](const MetricContext& c) { return positive(c.results.workload->samplesPerSecond); },
     capacities},
    {"samples.latency", "s", "Latency of generic work", false,
     [](const MetricContext& c) { return positive(c.results.workload->sampleLatency); }, slowest},
    {"samples.perYear", "samples", "Samples a year", true,
     [](const MetricContext& c) { return positive(c.results.workplan->samplesPerYear); },
     [](const MetricContext& c) {
         return sumOverPlans(c, &JobPlan::samplesPerYear, "samples", "samples.perYear",
                             JobsOf::Samples);
     }},
    {"samples.perJoule", "samples/J", "Samples per joule at the facility", true, perJoule,
     [](const MetricContext& c) {
         return tokensPerJoule<Traced>(
             tracedMetric(c, "samples.perYear"), tracedMetric(c, "cost.energyPerYear"),
             partOf(c, &JobPlan::energy, "J", "explain.generic-energy-share", JobsOf::Samples));
     }},
};

} // namespace

std::span<const Metric> genericMetrics()
{
    return rows;
}

} // namespace millwright
