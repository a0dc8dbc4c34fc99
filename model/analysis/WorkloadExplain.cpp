#include "model/analysis/WorkloadExplain.h"
#include "model/analysis/AcceleratorFigures.h"
#include "model/analysis/DesignFactors.h"
#include "model/analysis/GenericJobs.h"
#include <algorithm>

namespace millwright
{
namespace
{

constexpr const char* estimatorSource =
    "docs/estimator.md: roofline with fitted efficiency factors, 80 % band";
constexpr const char* genericSource = "docs/estimator.md, Generic work: defaults of the kind and the class";
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

void addSampleInputs(const Workload& workload, const JobPlace& place, std::vector<Traced>& inputs)
{
    const auto query = genericQuery(workload, place);
    if (!query)
        return;
    const GenericPreset* preset = findGenericPreset(workload.preset.view());
    const std::string source = preset ? preset->source : std::string("explain.design-input");
    const auto add = [&](double value, double own, const char* unit, const char* label) {
        if (value > 0.0)
            inputs.push_back(own > 0.0 || !preset
                                 ? tracedInput(value, unit, label)
                                 : Traced::leaf(value, unit, label, source, "derived"));
    };
    add(query->flopsPerSample, workload.flopsPerSample, "FLOP", "workload.flopsPerSample");
    add(query->bytesMovedPerSample, workload.bytesMovedPerSample, "B", "workload.bytesMovedPerSample");
    add(query->parameters, workload.parameterCount, "1", "workload.parameterCount");
    add(query->batch, workload.samplesPerBatch, "1", "workload.samplesPerBatch");
    add(query->latencyLimit, workload.latencyLimit, "s", "workload.latencyLimit");
    const GenericTerms terms = genericTerms(*query);
    const auto share = [&](double value, double own, bool isPresets, const char* label) {
        inputs.push_back(own > 0.0 ? tracedInput(value, "1", label)
                                   : Traced::leaf(value, "1", label,
                                                  isPresets ? source : std::string(genericSource),
                                                  "derived"));
    };
    share(terms.computeShare, workload.computeShare, preset && preset->query.computeShare > 0.0,
          "generic.computeShare");
    share(terms.memoryShare, workload.memoryShare, preset && preset->query.memoryShare > 0.0,
          "generic.memoryShare");
    share(terms.classScale, workload.classScale, false, "generic.classScale");
}

bool isCounted(const MetricContext& c, const JobPlan& plan, JobsOf which)
{
    const Workload* row = c.project.blueprint().find(plan.workload);
    if (which == JobsOf::Serving)
        return row && row->kind == WorkloadKind::Serve;
    return which == JobsOf::All || (row && hasSamples(*row));
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
    const Workload* row = c.project.blueprint().find(job.workload);
    const bool isGeneric = row && hasSamples(*row);
    if (isGeneric && spec) {
        JobPlace place;
        place.accelerator = *spec;
        addSampleInputs(*row, place, inputs);
    }
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
        if (!isGeneric) // every accelerator works for itself
            figure(FieldKey::ScaleUpBandwidth, spec->scaleUpBandwidth, "B/s");
    }
    if (isGeneric)
        return inputs;
    if (c.results.network->scaleOutPerAccelerator > 0.0)
        inputs.push_back(tracedMetric(c, "network.scaleout.perAccelerator"));
    inputs.push_back(tracedParameter(c, Parameter::FabricEfficiency));
    return inputs;
}

Traced estimated(const MetricContext& c, const JobEstimate& job, double value, std::string unit,
                 std::string label)
{
    const std::string measured = calibrationSource(c.project.blueprint());
    const Workload* row = c.project.blueprint().find(job.workload);
    if (row && hasSamples(*row))
        return Traced::function(value, std::move(unit), std::move(label), jobInputs(c, job),
                                genericSource);
    return Traced::function(value, std::move(unit), std::move(label), jobInputs(c, job),
                            measured.empty() ? std::string(estimatorSource)
                                             : std::string(estimatorSource) + "; " + measured);
}

Traced planned(const MetricContext& c, const JobPlan& plan, double value, std::string unit)
{
    std::vector<Traced> inputs;
    if (const Workload* row = c.project.blueprint().find(plan.workload)) {
        inputs.push_back(tracedInput(row->poolShare, "1", "workload.poolShare"));
        inputs.push_back(tracedInput(row->daysPerYear, "days", "workload.daysPerYear"));
    }
    if (const JobEstimate* job = estimateOf(c, plan.workload)) {
        const bool hasSamples = job->samplesPerSecond > 0.0;
        const double rate = hasSamples ? job->samplesPerSecond : job->tokensPerSecond;
        if (rate > 0.0)
            inputs.push_back(
                estimated(c, *job, rate, hasSamples ? "samples/s" : "tok/s", "workload.capacity"));
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
                    std::string label, JobsOf which)
{
    std::vector<Traced> terms;
    for (const JobPlan& plan : c.results.workplan->jobs)
        if (isCounted(c, plan, which) && plan.*figure > 0.0)
            terms.push_back(planned(c, plan, plan.*figure, unit));
    return Traced::sum(std::move(terms), std::move(unit), std::move(label));
}

Traced partOf(const MetricContext& c, double JobPlan::*key, std::string unit, std::string label,
              JobsOf which)
{
    const char* jobs =
        which == JobsOf::Samples ? "explain.generic-jobs" : "explain.serving-jobs";
    return (sumOverPlans(c, key, unit, jobs, which) /
            sumOverPlans(c, key, unit, "explain.all-jobs", JobsOf::All))
        .named(std::move(label), "1");
}

} // namespace millwright
