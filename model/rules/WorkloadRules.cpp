#include "model/estimate/EstimateParts.h"
#include "model/rules/FacilityRuleHelp.h"
#include "model/rules/Rule.h"
#include <algorithm>
#include <cmath>

namespace millwright
{
namespace
{

/// What would help, as one text: "fp8 weights fit; 64 accelerators are enough".
std::string remediesOf(const JobEstimate& job)
{
    std::string text;
    for (const Message& remedy : job.remedies)
        text += (text.empty() ? "" : "; ") + formatMessage(remedy);
    return text;
}

/// The message with the remedies behind it, where there are any; `withRemedy` has a place for them.
Message sayWith(const JobEstimate& job, const char* bare, const char* withRemedy,
                std::vector<MessageArgument> arguments)
{
    const std::string remedies = remediesOf(job);
    if (remedies.empty())
        return {bare, std::move(arguments)};
    arguments.push_back(remedies);
    return {withRemedy, std::move(arguments)};
}

/// Every workload can run on its pool; the reason is the finding.
void checkFeasible(const RuleContext& c, FindingSink& sink)
{
    for (const JobEstimate& job : c.results.workload->jobs) {
        sink.sawData();
        if (job.isFeasible)
            continue;
        const EntityId id = job.workload.value();
        const std::string label = c.blueprint.labelOf(id);
        Finding& finding =
            sink.add({id},
                     sayWith(job, "workload.feasible.not", "workload.feasible.remedy",
                             {label, formatMessage(job.reason)}),
                     job.memoryPerAccelerator, job.memoryCapacity, "B");
        if (std::any_of(job.remedies.begin(), job.remedies.end(), [](const Message& remedy) {
                return remedy.id == "workload.remedy.search";
            }))
            finding.fixes.push_back(
                setPropertyFix(id, "isPlanFixed", "false", {"fix.workload-search", {label}}));
    }
}

/// Latency limits that a workload states are held.
void checkLatency(const RuleContext& c, FindingSink& sink)
{
    for (const JobEstimate& job : c.results.workload->jobs) {
        const Workload* workload = c.blueprint.find(job.workload);
        if (!workload || !job.isFeasible || workload->kind != WorkloadKind::Serve)
            continue;
        const auto compare = [&](double value, double limit, const char* bare,
                                 const char* withRemedy) {
            if (limit <= 0.0)
                return;
            sink.sawData();
            if (value > limit)
                sink.add({job.workload.value()},
                         sayWith(job, bare, withRemedy,
                                 {workload->name, Measure{value, "s"}, Measure{limit, "s"}}),
                         value, limit, "s");
        };
        compare(job.ttftP99, workload->ttftLimit, "workload.latency.ttft",
                "workload.latency.ttft.remedy");
        compare(job.tpotMean, workload->tpotLimit, "workload.latency.tpot",
                "workload.latency.tpot.remedy");
    }
}

const JobEstimate* estimateOf(const RuleContext& c, Id<Workload> workload)
{
    for (const JobEstimate& job : c.results.workload->jobs)
        if (job.workload == workload)
            return &job;
    return nullptr;
}

/// "14-15", the hour of the day as people write it.
std::string hourName(std::size_t hour)
{
    const auto digits = [](std::size_t h) { return (h < 10 ? "0" : "") + std::to_string(h); };
    return digits(hour) + "-" + digits(hour + 1);
}

std::size_t worstHour(const HourShares& hours)
{
    return static_cast<std::size_t>(std::max_element(hours.begin(), hours.end()) - hours.begin());
}

/// In no hour do the jobs that hold their share of a pool ask for more than all of it.
void checkPool(const RuleContext& c, FindingSink& sink)
{
    for (const PoolPlan& pool : c.results.workplan->pools) {
        if (pool.jobs.empty())
            continue;
        sink.sawData();
        const std::size_t hour = worstHour(pool.asked);
        const double over = pool.asked[hour] - pool.accelerators;
        if (over <= 1e-9 * std::max(1, pool.accelerators))
            continue;
        std::vector<EntityId> subjects;
        std::vector<Fix> fixes;
        for (const std::size_t i : pool.jobs) {
            const JobPlan& job = c.results.workplan->jobs[i];
            const Workload* row = c.blueprint.find(job.workload);
            if (!row || row->isBackfill || job.wanted[hour] <= 0.0)
                continue;
            subjects.push_back(row->id.value());
            if (row->kind != WorkloadKind::Serve)
                fixes.push_back(setPropertyFix(row->id.value(), "isBackfill", "true",
                                               {"fix.workload-backfill", {row->name}}));
        }
        sink.add(std::move(subjects),
                 {"workload.pool-overcommitted.hour",
                  {pool.accelerator.str(), hourName(hour), Measure{pool.asked[hour], "1"},
                   std::int64_t{pool.accelerators}, Measure{over, "1"}}},
                 pool.asked[hour], pool.accelerators, "1")
            .fixes = std::move(fixes);
    }
}

/// What a job can do of what may be asked for: tokens/s, samples/s or bytes/s to prepare; 0 = nothing is asked for.
std::pair<double, const char*> offerOf(const Workload& row, const JobEstimate& job)
{
    if (row.kind == WorkloadKind::Serve)
        return {job.tokensPerSecond, "tok/s"};
    return job.bytesPerSecond > 0.0 ? std::pair(job.bytesPerSecond, "B/s")
                                    : std::pair(job.samplesPerSecond, "samples/s");
}

/// What is asked for in the busiest hour is served.
void checkDemand(const RuleContext& c, FindingSink& sink)
{
    for (const JobPlan& plan : c.results.workplan->jobs) {
        const Workload* row = c.blueprint.find(plan.workload);
        const JobEstimate* job = estimateOf(c, plan.workload);
        if (!row || !job || !job->isFeasible)
            continue;
        const auto [offered, unit] = offerOf(*row, *job);
        if (offered <= 0.0)
            continue;
        sink.sawData();
        if (plan.demandPeak > offered * (1.0 + 1e-9))
            sink.add({plan.workload.value()},
                     sayWith(*job, "workload.demand.above", "workload.demand.above.remedy",
                             {row->name, Measure{plan.demandPeak, unit}, Measure{offered, unit},
                              Measure{plan.unmetShare * 100.0, "%"}}),
                     plan.demandPeak, offered, unit);
    }
}

/// A run as scheduled ends within the days that it may take, where it says so.
void checkDeadline(const RuleContext& c, FindingSink& sink)
{
    for (const JobPlan& plan : c.results.workplan->jobs) {
        const Workload* row = c.blueprint.find(plan.workload);
        if (!row || row->kind != WorkloadKind::Train || plan.calendarDays <= 0.0)
            continue;
        sink.sawData();
        if (row->deadlineDays > 0.0 && plan.calendarDays > row->deadlineDays * (1.0 + 1e-9))
            sink.add({plan.workload.value()},
                     {"workload.deadline.late",
                      {row->name, Measure{plan.calendarDays, "days"},
                       Measure{row->deadlineDays, "days"}}},
                     plan.calendarDays, row->deadlineDays, "days");
    }
}

/// Every job that can run gets accelerators at some hour.
void checkStarved(const RuleContext& c, FindingSink& sink)
{
    for (const JobPlan& plan : c.results.workplan->jobs) {
        const JobEstimate* job = estimateOf(c, plan.workload);
        if (!job || !job->isFeasible || plan.accelerator.isEmpty())
            continue;
        sink.sawData();
        if (*std::max_element(plan.held.begin(), plan.held.end()) <= 0.0)
            sink.add({plan.workload.value()},
                     {"workload.starved.job",
                      {c.blueprint.labelOf(plan.workload.value()), plan.accelerator.str()}},
                     0.0, job->accelerators, "1")
                .isHigherWorse = false;
    }
}

/// Neither the fabric nor the storage keeps a job from running as fast as its accelerators could.
void checkBinding(const RuleContext& c, FindingSink& sink)
{
    for (const JobEstimate& job : c.results.workload->jobs) {
        if (!job.isFeasible || job.reason.id != "workload.bound-by")
            continue;
        sink.sawData();
        const auto& by = std::get<std::string>(job.reason.arguments.front());
        if (by != bottleneckName(Bottleneck::ScaleOut) && by != "storage-read")
            continue;
        const bool isStorage = by == "storage-read";
        sink.add({job.workload.value()},
                 {isStorage ? "workload.binding.storage" : "workload.binding.fabric",
                  {c.blueprint.labelOf(job.workload.value())}},
                 1.0, 0.0, "1");
    }
}

/// Processor cores that ingest and preparation need, and hosts without accelerators that state theirs.
void checkCores(const RuleContext& c, FindingSink& sink)
{
    if (c.results.workplan->jobs.empty())
        return;
    sink.sawData();
    double cores = 0.0;
    for (const auto& [id, pieces] : c.results.inventory->partCounts) {
        const Part* part = c.project.parts.find(id);
        if (part && part->kind == PartKind::System && part->figures.acceleratorCount == 0)
            cores += pieces * part->number(FieldKey::CoreCount).value_or(0.0);
    }
    const double needed = c.results.workplan->cores;
    if (needed > cores)
        sink.add({},
                 {"workload.cores.few",
                  {static_cast<std::int64_t>(std::ceil(needed)), static_cast<std::int64_t>(cores)}},
                 needed, cores, "1");
}

/// Accelerators without any workload earn nothing.
void checkIdle(const RuleContext& c, FindingSink& sink)
{
    for (const auto& [accelerator, count] : c.results.inventory->acceleratorCounts) {
        sink.sawData();
        bool isUsed = false;
        for (const JobEstimate& job : c.results.workload->jobs)
            isUsed = isUsed || job.accelerator == accelerator;
        if (!isUsed)
            sink.add({}, {"workload.idle.pool", {std::int64_t{count}, accelerator.str()}}, count,
                     0.0, "1");
    }
}

const Rule workloadRows[] = {
    {"workload.feasible", Severity::Error, RuleDomain::Workload, ReadsWorkload,
     "rule.workload.feasible", checkFeasible},
    {"workload.latency", Severity::Error, RuleDomain::Workload, ReadsWorkload,
     "rule.workload.latency", checkLatency},
    {"workload.pool-overcommitted", Severity::Error, RuleDomain::Workload, ReadsWorkPlan,
     "rule.workload.pool-overcommitted", checkPool},
    {"workload.demand", Severity::Error, RuleDomain::Workload, ReadsWorkload | ReadsWorkPlan,
     "rule.workload.demand", checkDemand},
    {"workload.deadline", Severity::Error, RuleDomain::Workload, ReadsWorkPlan,
     "rule.workload.deadline", checkDeadline},
    {"workload.starved", Severity::Warning, RuleDomain::Workload, ReadsWorkload | ReadsWorkPlan,
     "rule.workload.starved", checkStarved},
    {"workload.binding", Severity::Info, RuleDomain::Workload, ReadsWorkload,
     "rule.workload.binding", checkBinding},
    {"workload.cores", Severity::Info, RuleDomain::Workload, ReadsWorkPlan | ReadsInventory,
     "rule.workload.cores", checkCores},
    {"workload.idle", Severity::Info, RuleDomain::Workload, ReadsWorkload | ReadsInventory,
     "rule.workload.idle", checkIdle},
};

} // namespace

std::span<const Rule> workloadRules()
{
    return workloadRows;
}

} // namespace millwright
