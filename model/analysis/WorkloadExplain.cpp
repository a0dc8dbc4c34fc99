#include "model/analysis/WorkloadExplain.h"
#include "model/analysis/AcceleratorFigures.h"
#include <algorithm>

namespace millwright
{
namespace
{

constexpr const char* estimatorSource =
    "docs/estimator.md: roofline with fitted efficiency factors, 80 % band";
constexpr const char* planSource =
    "docs/workloads.md: shares of the pool over 24 hours and the days of the year";

void addWorkloadInputs(const Workload& workload, std::vector<Traced>& inputs)
{
    if (workload.kind == WorkloadKind::Serve) {
        inputs.push_back(tracedInput(workload.promptTokens, "tok", "workload.promptTokens"));
        inputs.push_back(tracedInput(workload.outputTokens, "tok", "workload.outputTokens"));
    } else if (workload.kind == WorkloadKind::Train) {
        inputs.push_back(tracedInput(workload.trainingTokens, "tok", "workload.trainingTokens"));
        inputs.push_back(tracedInput(workload.sequenceLength, "tok", "workload.sequenceLength"));
        inputs.push_back(
            tracedInput(workload.globalBatchTokens, "tok", "workload.globalBatchTokens"));
    }
}

} // namespace

const JobEstimate* estimateOf(const MetricContext& c, Id<Workload> workload)
{
    for (const JobEstimate& job : c.results.workload->jobs)
        if (job.workload == workload)
            return &job;
    return nullptr;
}

std::string workloadLabel(const MetricContext& c, Id<Workload> workload)
{
    const Workload* row = c.project.blueprint().find(workload);
    return row && !row->name.empty() ? row->name : std::string("workload");
}

std::vector<Traced> jobInputs(const MetricContext& c, const JobEstimate& job)
{
    std::vector<Traced> inputs = {Traced::leaf(job.accelerators, "1", "workload.accelerators",
                                               "explain.counted", "verified")};
    if (const Workload* workload = c.project.blueprint().find(job.workload))
        addWorkloadInputs(*workload, inputs);
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
    return Traced::function(value, std::move(unit), std::move(label), jobInputs(c, job),
                            estimatorSource);
}

Traced planned(const MetricContext& c, const JobPlan& plan, double value, std::string unit)
{
    std::vector<Traced> inputs;
    if (const Workload* row = c.project.blueprint().find(plan.workload)) {
        inputs.push_back(tracedInput(row->poolShare, "1", "workload.poolShare"));
        inputs.push_back(tracedInput(row->daysPerYear, "days", "workload.daysPerYear"));
    }
    if (const JobEstimate* job = estimateOf(c, plan.workload)) {
        const double rate = job->tokensPerSecond;
        if (rate > 0.0)
            inputs.push_back(estimated(c, *job, rate, "tok/s", "workload.capacity"));
    }
    return Traced::function(value, std::move(unit), workloadLabel(c, plan.workload),
                            std::move(inputs), planSource);
}

const JobPlan* longestTraining(const MetricContext& c)
{
    const auto& jobs = c.results.workplan->jobs;
    const auto longest =
        std::max_element(jobs.begin(), jobs.end(), [](const JobPlan& a, const JobPlan& b) {
            return a.calendarDays < b.calendarDays;
        });
    return longest != jobs.end() && longest->calendarDays > 0.0 ? &*longest : nullptr;
}

Traced sumOverPlans(const MetricContext& c, double JobPlan::*figure, std::string unit,
                    std::string label, bool ofServing)
{
    std::vector<Traced> terms;
    for (const JobPlan& plan : c.results.workplan->jobs) {
        const Workload* row = c.project.blueprint().find(plan.workload);
        const bool isCounted = !ofServing || (row && row->kind == WorkloadKind::Serve);
        if (isCounted && plan.*figure > 0.0)
            terms.push_back(planned(c, plan, plan.*figure, unit));
    }
    return Traced::sum(std::move(terms), std::move(unit), std::move(label));
}

Traced servingPart(const MetricContext& c, double JobPlan::*key, std::string unit,
                   std::string label)
{
    return (sumOverPlans(c, key, unit, "explain.serving-jobs", true) /
            sumOverPlans(c, key, unit, "explain.all-jobs", false))
        .named(std::move(label), "1");
}

} // namespace millwright
