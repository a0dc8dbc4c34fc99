#include "model/analysis/DayExplain.h"
#include "model/analysis/FacilityExplain.h"
#include "model/analysis/WorkloadExplain.h"
#include <algorithm>
#include <charconv>

namespace millwright
{
namespace
{

constexpr const char* daySource = "docs/workloads.md, A day";
constexpr const char* hourPrefix = "day.hour.";
constexpr const char* powerPrefix = "day.power.";

/// The hour at the end of an id, nothing if there is none of a day.
std::optional<std::size_t> hourOf(std::string_view id, std::string_view prefix)
{
    std::size_t hour = hoursOfDay;
    const std::string_view digits = id.substr(std::min(prefix.size(), id.size()));
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), hour);
    return id.starts_with(prefix) && read.ec == std::errc() && hour < hoursOfDay
               ? std::optional(hour)
               : std::nullopt;
}

const PoolPlan* poolOf(const WorkPlanResult& plan, std::string_view accelerator)
{
    const auto found = std::ranges::find_if(
        plan.pools, [&](const PoolPlan& pool) { return pool.accelerator.str() == accelerator; });
    return found == plan.pools.end() ? nullptr : &*found;
}

Traced poolSize(const PoolPlan& pool)
{
    return Traced::leaf(pool.accelerators, "1", pool.accelerator.str(), "explain.counted",
                        "verified");
}

/// The smaller of what it wants and what is left when its turn comes.
Traced heldInHour(const MetricContext& c, const JobPlan& job, const PoolPlan& pool,
                  std::size_t hour)
{
    const WorkPlanResult& plan = *c.results.workplan;
    const Workload* row = c.project.blueprint().find(job.workload);
    std::vector<Traced> inputs;
    inputs.push_back(Traced::function(
        job.wanted[hour], "1", "day.wanted",
        {tracedInput(row ? hourShares(*row)[hour] : 0.0, "1", "day.shareOfBusiestHour"),
         tracedInput(row ? row->poolShare : 1.0, "1", "workload.poolShare"), poolSize(pool)},
        daySource));
    inputs.push_back(poolSize(pool));
    for (const std::size_t other : pool.jobs)
        if (plan.jobs[other].workload != job.workload && plan.jobs[other].held[hour] > 0.0)
            inputs.push_back(Traced::leaf(plan.jobs[other].held[hour], "1",
                                          workloadLabel(c, plan.jobs[other].workload), daySource,
                                          "derived"));
    return Traced::function(job.held[hour], "1", "day.held", std::move(inputs), daySource);
}

struct YearFigure {
    std::string_view id;
    double JobPlan::*value;
    const char* unit;
};

constexpr YearFigure yearFigures[] = {{"day.tokensPerYear", &JobPlan::tokensPerYear, "tok"},
                                      {"day.energy", &JobPlan::energy, "J"},
                                      {"day.busyHours", &JobPlan::busyHours, "h"},
                                      {"day.unmet", &JobPlan::unmetShare, "1"},
                                      {"day.calendarDays", &JobPlan::calendarDays, "days"}};

} // namespace

Result<ExplainPtr> explainJobDay(const MetricContext& c, Id<Workload> workload, std::string_view id)
{
    const auto noValue = [&] {
        return Result<ExplainPtr>(fail("metric.no-value", {std::string(id)}));
    };
    if (!c.results.workplan)
        return noValue();
    const auto& jobs = c.results.workplan->jobs;
    const auto job = std::ranges::find(jobs, workload, &JobPlan::workload);
    if (job == jobs.end())
        return noValue();
    if (id.starts_with(hourPrefix)) {
        const auto hour = hourOf(id, hourPrefix);
        const PoolPlan* pool = poolOf(*c.results.workplan, job->accelerator.str());
        return hour && pool ? Result<ExplainPtr>(heldInHour(c, *job, *pool, *hour).node())
                            : noValue();
    }
    for (const YearFigure& figure : yearFigures)
        if (figure.id == id)
            return (*job).*figure.value > 0.0
                       ? Result<ExplainPtr>(
                             planned(c, *job, (*job).*figure.value, figure.unit).node())
                       : noValue();
    return fail("metric.unknown", {std::string(id)});
}

Result<ExplainPtr> explainPoolHour(const MetricContext& c, std::string_view accelerator,
                                   std::string_view id)
{
    const auto hour = hourOf(id, powerPrefix);
    const PoolPlan* pool = c.results.workplan ? poolOf(*c.results.workplan, accelerator) : nullptr;
    if (!hour || !pool)
        return fail("metric.no-value", {std::string(id)});
    std::vector<Traced> inputs{
        poolSize(*pool),
        Traced::leaf(pool->idleWatts, "W", "accelerator.idle", "explain.datasheet", "secondary"),
        Traced::function(pool->busyWatts, "W", "day.atWork", {}, daySource)};
    for (const std::size_t i : pool->jobs) {
        const JobPlan& job = c.results.workplan->jobs[i];
        if (const double busy = job.held[*hour] * job.activity[*hour]; busy > 0.0)
            inputs.push_back(
                Traced::leaf(busy, "1", workloadLabel(c, job.workload), daySource, "derived"));
    }
    return Traced::function(pool->power[*hour], "W", "day.power", std::move(inputs), daySource)
        .node();
}

} // namespace millwright
