#include "app/verbs/DesignEstimate.h"
#include "app/CommandLine.h"
#include "app/Evaluation.h"
#include "app/verbs/JobOutput.h"
#include "app/verbs/Verbs.h"
#include "model/base/Units.h"
#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace millwright {
namespace {

using nlohmann::ordered_json;

ordered_json jobJson(const Workload& row, const JobEstimate& job, const JobPlan& plan)
{
    ordered_json out = estimateJson(row, job);
    out.update({{"wanted", plan.wanted}, {"held", plan.held}, {"activity", plan.activity}, {"tok_s_by_hour", plan.tokens},
                {"unmet_share", plan.unmetShare}, {"held_hours_year", plan.heldHours}, {"busy_hours_year", plan.busyHours},
                {"tokens_year", plan.tokensPerYear}, {"samples_s_by_hour", plan.samples}, {"samples_year", plan.samplesPerYear}, {"energy_year_J", plan.energy}, {"days_as_scheduled", plan.calendarDays},
                {"runs_year", plan.runsPerYear}, {"cores", plan.cores}, {"core_hours_day", plan.coreHoursPerDay}});
    return out;
}

ordered_json designJson(const Evaluation& design)
{
    const WorkPlanResult& plan = *design.results().workplan;
    ordered_json pools = ordered_json::array();
    for (const PoolPlan& pool : plan.pools)
        pools.push_back({{"accelerator", pool.accelerator.str()}, {"accelerators", pool.accelerators}, {"busy_share", pool.busyShare},
                         {"held_share", pool.heldShare}, {"average_W", pool.average.si()}, {"asked", pool.asked}, {"idle", pool.idle},
                         {"power_W", pool.power}});
    ordered_json jobs = ordered_json::array();
    for (const JobPlan& job : plan.jobs)
        jobs.push_back(jobJson(*design.project().blueprint().find(job.workload), *estimateOf(design.results(), job.workload), job));
    return {{"pools", std::move(pools)}, {"jobs", std::move(jobs)}, {"storage_read_B_s", plan.storageRead}, {"storage_write_B_s", plan.storageWrite},
            {"cores", plan.cores}, {"tokens_sold_year", plan.soldTokensPerYear}, {"samples_year", plan.samplesPerYear}, {"it_average_W", plan.itAverage.si()},
            {"facility_average_W", plan.facilityAverage.si()}};
}

std::string hoursLine(std::string_view name, const HourShares& hours, double scale = 1.0)
{
    std::string line = fmt::format("  {:<22.22}", name);
    for (const double value : hours)
        line += fmt::format("{:>6.0f}", value * scale);
    return line + "\n";
}

std::string planText(const Workload& row, const JobPlan& plan)
{
    std::string text;
    if (plan.calendarDays > 0.0)
        text += fmt::format("  as scheduled {:.2f} days a run, {:.2f} runs a year\n", plan.calendarDays, plan.runsPerYear);
    if (plan.cores > 0.0)
        text += fmt::format("  needs        {:.0f} processor cores in the busiest hour, {:.0f} core hours a day\n", plan.cores, plan.coreHoursPerDay);
    if (row.dataRate > 0.0)
        text += fmt::format("  data         {} in the busiest hour\n", formatMeasure(row.dataRate, "B/s"));
    if (plan.unmetShare > 1e-9)
        text += fmt::format("  unserved     {:.1f} % of the day's demand\n", plan.unmetShare * 100.0);
    if (plan.samplesPerYear > 0.0)
        text += fmt::format("  does         {:.3g} samples a year\n", plan.samplesPerYear);
    if (plan.heldHours > 0.0)
        text += fmt::format("  a year       {} accelerator hours held, {} at work, {} of energy\n", formatWhole(std::llround(plan.heldHours)),
                            formatWhole(std::llround(plan.busyHours)), formatMeasure(plan.energy / 3600.0, "Wh"));
    return text;
}

std::string designText(const Evaluation& design)
{
    const WorkPlanResult& plan = *design.results().workplan;
    const Blueprint& blueprint = design.project().blueprint();
    std::string text;
    for (const JobPlan& job : plan.jobs) {
        const Workload& row = *blueprint.find(job.workload);
        text += jobText(row, *estimateOf(design.results(), job.workload)) + planText(row, job) + "\n";
    }
    HourShares clock{};
    for (std::size_t hour = 0; hour < hoursOfDay; ++hour)
        clock[hour] = static_cast<double>(hour);
    for (const PoolPlan& pool : plan.pools) {
        text += fmt::format("{} x {}: {:.1f} % of the year held, {:.1f} % at work, {} each on average\n", pool.accelerators, pool.accelerator.view(),
                            pool.heldShare * 100.0, pool.busyShare * 100.0, formatMeasure(pool.average.si(), "W"));
        text += hoursLine("hour", clock);
        for (const std::size_t i : pool.jobs)
            text += hoursLine(blueprint.find(plan.jobs[i].workload)->name, plan.jobs[i].held);
        text += hoursLine("idle", pool.idle);
        text += pool.isPlanned ? hoursLine("kW", pool.power, 1e-3) : "  power as typical: no job of it can run\n";
    }
    text += fmt::format("storage in the busiest hour: {} read, {} written\n", formatMeasure(*std::max_element(plan.storageRead.begin(), plan.storageRead.end()), "B/s"),
                        formatMeasure(*std::max_element(plan.storageWrite.begin(), plan.storageWrite.end()), "B/s"));
    text += fmt::format("power over the year: IT {}, facility {}\n", formatMeasure(plan.itAverage.si(), "W"), formatMeasure(plan.facilityAverage.si(), "W"));
    return text;
}

bool allRun(const Results& results)
{
    return std::all_of(results.workload->jobs.begin(), results.workload->jobs.end(), [](const JobEstimate& job) { return job.isFeasible; });
}

} // namespace

int runDesignEstimate(const DesignEstimateOptions& options)
{
    const auto design = Evaluation::ofFile(options.file);
    if (!design)
        return reportError(design.error());
    if (!options.workload.empty())
        return runPoolEstimate(options, **design);
    if (options.wantsMinimum || options.accelerators || options.wantsRightSize)
        return reportError(fail("cli.needs-workload"));
    const int delivered = deliver(options.isJson ? designJson(**design).dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n" : designText(**design), options.output);
    return delivered == ExitGood && !allRun((*design)->results()) ? ExitFindings : delivered;
}

} // namespace millwright
