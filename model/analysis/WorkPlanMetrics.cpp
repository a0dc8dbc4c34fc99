#include "model/analysis/FacilityExplain.h"
#include "model/analysis/WorkPlanFormulas.h"
#include "model/analysis/WorkloadExplain.h"
#include <algorithm>

namespace millwright
{
namespace
{

using Value = std::optional<double>;

const WorkPlanResult& plan(const MetricContext& c)
{
    return *c.results.workplan;
}

bool isPlanned(const MetricContext& c)
{
    return std::any_of(plan(c).pools.begin(), plan(c).pools.end(),
                       [](const PoolPlan& pool) { return pool.isPlanned; });
}

/// Accelerator hours of a year in the planned pools.
Traced poolHours(const MetricContext& c)
{
    std::vector<Traced> terms;
    for (const PoolPlan& pool : plan(c).pools)
        if (pool.isPlanned)
            terms.push_back(Traced::leaf(pool.accelerators, "1", pool.accelerator.str(),
                                         "explain.counted", "verified") *
                            Traced(hoursPerYear));
    return Traced::sum(std::move(terms), "h", "explain.pool-hours");
}

/// Hours that the jobs of planned pools hold or work.
Traced jobHours(const MetricContext& c, double JobPlan::*figure, std::string label)
{
    std::vector<Traced> terms;
    for (const PoolPlan& pool : plan(c).pools)
        for (const std::size_t i : pool.jobs)
            if (pool.isPlanned && plan(c).jobs[i].*figure > 0.0)
                terms.push_back(planned(c, plan(c).jobs[i], plan(c).jobs[i].*figure, "h"));
    return Traced::sum(std::move(terms), "h", std::move(label));
}

Traced heldShare(const MetricContext& c)
{
    return jobHours(c, &JobPlan::heldHours, "explain.held-hours") / poolHours(c);
}

Traced acceleratorPower(const MetricContext& c)
{
    std::vector<Traced> terms;
    for (const PoolPlan& pool : plan(c).pools)
        if (pool.isPlanned)
            terms.push_back((Traced::leaf(pool.accelerators, "1", pool.accelerator.str(),
                                          "explain.counted", "verified") *
                             explainPoolAverage(c, pool))
                                .named(pool.accelerator.str(), "W"));
    return Traced::sum(std::move(terms), "W", "power.accelerators.average");
}

Value most(const HourShares& hours)
{
    const double highest = *std::max_element(hours.begin(), hours.end());
    return highest > 0.0 ? Value(highest) : std::nullopt;
}

Traced storageTraffic(const MetricContext& c, double value, const char* label)
{
    std::vector<Traced> inputs;
    for (const JobPlan& job : plan(c).jobs) {
        const Workload* row = c.project.blueprint().find(job.workload);
        if (row && row->dataRate > 0.0)
            inputs.push_back(tracedInput(row->dataRate, "B/s", row->name));
        if (const auto rate = *std::max_element(job.tokens.begin(), job.tokens.end());
            row && row->kind == WorkloadKind::Train && rate > 0.0)
            inputs.push_back(planned(c, job, rate, "tok/s"));
        if (const auto rate = *std::max_element(job.samples.begin(), job.samples.end());
            row && row->isSampleTraining && rate > 0.0)
            inputs.push_back(planned(c, job, rate, "samples/s"));
    }
    inputs.push_back(tracedParameter(c, Parameter::TrainingTokenBytes));
    inputs.push_back(tracedParameter(c, Parameter::PreparedShare));
    return Traced::function(value, "B/s", label, std::move(inputs),
                            "docs/workloads.md: busiest hour of the day");
}

const Metric planRows[] = {
    {"plan.busy", "1", "Accelerators at work, share of the year", true,
     [](const MetricContext& c) { return isPlanned(c) ? Value(plan(c).busyShare) : std::nullopt; },
     [](const MetricContext& c) {
         return jobHours(c, &JobPlan::busyHours, "explain.busy-hours") / poolHours(c);
     }},
    {"plan.held", "1", "Accelerators that jobs hold, share of the year", true,
     [](const MetricContext& c) { return isPlanned(c) ? Value(plan(c).heldShare) : std::nullopt; },
     heldShare},
    {"plan.idle", "1", "Accelerators that nobody holds, share of the year", false,
     [](const MetricContext& c) {
         return isPlanned(c) ? Value(1.0 - plan(c).heldShare) : std::nullopt;
     },
     [](const MetricContext& c) { return Traced(1.0) - tracedMetric(c, "plan.held"); }},
    {"power.accelerators.average", "W", "Accelerators, year average", false,
     [](const MetricContext& c) -> Value {
         if (!isPlanned(c))
             return std::nullopt;
         double watts = 0.0;
         for (const PoolPlan& pool : plan(c).pools)
             watts += pool.isPlanned ? pool.accelerators * pool.average.si() : 0.0;
         return watts;
     },
     acceleratorPower},
    {"storage.read.needed", "B/s", "Storage read that the jobs need", false,
     [](const MetricContext& c) { return most(plan(c).storageRead); },
     [](const MetricContext& c) {
         return storageTraffic(c, *most(plan(c).storageRead), "storage.read.needed");
     }},
    {"storage.write.needed", "B/s", "Storage write that the jobs need", false,
     [](const MetricContext& c) { return most(plan(c).storageWrite); },
     [](const MetricContext& c) {
         return storageTraffic(c, *most(plan(c).storageWrite), "storage.write.needed");
     }},
    {"data.cores", "1", "Processor cores for ingest and preparation", false,
     [](const MetricContext& c) { return plan(c).cores > 0.0 ? Value(plan(c).cores) : std::nullopt; },
     [](const MetricContext& c) {
         std::vector<Traced> inputs;
         for (const Workload& row : c.project.blueprint().table<Workload>())
             if (runsOnProcessors(row) && row.dataRate > 0.0)
                 inputs.push_back(tracedInput(row.dataRate, "B/s", row.name));
         inputs.push_back(tracedParameter(c, Parameter::IngestCoreTime));
         inputs.push_back(tracedParameter(c, Parameter::PrepareCoreTime));
         return Traced::function(plan(c).cores, "1", "data.cores", std::move(inputs),
                                 "docs/workloads.md: busiest hour of the day");
     }},
};

} // namespace

std::span<const Metric> workPlanMetrics()
{
    return planRows;
}

} // namespace millwright
