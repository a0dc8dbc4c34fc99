#include "app/verbs/DesignEstimate.h"
#include "app/CommandLine.h"
#include "app/Evaluation.h"
#include "app/verbs/Verbs.h"
#include "model/assist/PoolSizing.h"
#include "model/base/Units.h"
#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace millwright {
namespace {

using nlohmann::ordered_json;

const JobEstimate* estimateOf(const Results& results, Id<Workload> workload)
{
    for (const JobEstimate& job : results.workload->jobs)
        if (job.workload == workload)
            return &job;
    return nullptr;
}

ordered_json texts(const std::vector<Message>& messages)
{
    ordered_json list = ordered_json::array();
    for (const Message& message : messages)
        list.push_back(formatMessage(message));
    return list;
}

/// The estimate itself, without the day.
ordered_json estimateJson(const Workload& row, const JobEstimate& job)
{
    ordered_json out = {{"name", row.name}, {"stage", lifeCycleStage(row)}, {"pool", job.accelerator.str()},
                        {"accelerators", job.accelerators}, {"feasible", job.isFeasible}, {"reason", formatMessage(job.reason)}};
    if (job.isFeasible && row.kind == WorkloadKind::Serve)
        out.update({{"tok_s", job.tokensPerSecond}, {"low", job.low}, {"high", job.high}, {"ttft_p99_s", job.ttftP99}, {"tpot_mean_s", job.tpotMean},
                    {"request_s", job.requestTime}, {"demand_peak_tok_s", job.demandPeak}, {"utilisation", job.utilisation}});
    if (job.isFeasible && row.kind == WorkloadKind::Train)
        out.update({{"tok_s", job.tokensPerSecond}, {"days", job.days}, {"low", job.low}, {"high", job.high}, {"mfu", job.mfu}, {"goodput", job.ettr},
                    {"effective_mfu", job.effectiveMfu}, {"checkpoint_B", job.checkpointBytes}, {"checkpoint_interval_s", job.checkpointInterval},
                    {"mtbf_s", job.jobMtbf}});
    out.update({{"plan", job.parallelism}, {"replica_accelerators", job.replicaAccelerators}, {"power_per_accelerator_W", job.powerPerAccelerator},
                {"memory_B", job.memoryPerAccelerator}, {"memory_capacity_B", job.memoryCapacity}, {"confidence", job.confidence},
                {"accelerators_needed", job.acceleratorsNeeded}, {"remedies", texts(job.remedies)}, {"refused", texts(job.refused)},
                {"notes", texts(job.notes)}});
    return out;
}

ordered_json jobJson(const Workload& row, const JobEstimate& job, const JobPlan& plan)
{
    ordered_json out = estimateJson(row, job);
    out.update({{"wanted", plan.wanted}, {"held", plan.held}, {"activity", plan.activity}, {"tok_s_by_hour", plan.tokens},
                {"unmet_share", plan.unmetShare}, {"held_hours_year", plan.heldHours}, {"busy_hours_year", plan.busyHours},
                {"tokens_year", plan.tokensPerYear}, {"energy_year_J", plan.energy}, {"days_as_scheduled", plan.calendarDays},
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
            {"cores", plan.cores}, {"tokens_sold_year", plan.soldTokensPerYear}, {"it_average_W", plan.itAverage.si()},
            {"facility_average_W", plan.facilityAverage.si()}};
}

std::string hoursLine(std::string_view name, const HourShares& hours, double scale = 1.0)
{
    std::string line = fmt::format("  {:<22.22}", name);
    for (const double value : hours)
        line += fmt::format("{:>6.0f}", value * scale);
    return line + "\n";
}

std::string measure(double value, const char* unit)
{
    return formatMeasure(value, unit);
}

/// What the estimator says of one job, in lines.
std::string jobText(const Workload& row, const JobEstimate& job)
{
    std::string text = fmt::format("{} ({})\n", row.name, lifeCycleStage(row));
    if (!job.isFeasible)
        text += "  cannot run   " + formatMessage(job.reason) + "\n";
    else if (row.kind == WorkloadKind::Serve)
        text += fmt::format("  serves       {} ({} to {}, 80 % band) on {} x {}, {}\n  busiest hour {} asked for; TTFT p99 {}, {} per token, {} per request\n",
                            measure(job.tokensPerSecond, "tok/s"), measure(job.low, "tok/s"), measure(job.high, "tok/s"), job.accelerators,
                            job.accelerator.view(), job.parallelism, measure(job.demandPeak, "tok/s"), measure(job.ttftP99, "s"),
                            measure(job.tpotMean, "s"), measure(job.requestTime, "s"));
    else if (row.kind == WorkloadKind::Train)
        text += fmt::format("  trains       {:.2f} days without a break ({:.2f} to {:.2f}, 80 % band) on {} x {}, {}\n"
                            "  goodput      {:.1f} % of the time; MFU {:.1f} %; a checkpoint of {} every {}; an interruption every {}\n",
                            job.days, job.low, job.high, job.accelerators, job.accelerator.view(), job.parallelism, job.ettr * 100.0, job.mfu * 100.0,
                            measure(job.checkpointBytes, "B"), measure(job.checkpointInterval, "s"), measure(job.jobMtbf, "s"));
    if (job.isFeasible)
        text += "  binds        " + formatMessage(job.reason) + (job.confidence.empty() ? "" : "; confidence: " + job.confidence) + "\n";
    const auto list = [&](const char* label, const std::vector<Message>& messages) {
        for (const Message& message : messages)
            text += fmt::format("  {:<12} {}\n", label, formatMessage(message));
    };
    list("would help", job.remedies);
    list("refused", job.refused);
    list("note", job.notes);
    return text;
}

std::string planText(const Workload& row, const JobPlan& plan)
{
    std::string text;
    if (plan.calendarDays > 0.0)
        text += fmt::format("  as scheduled {:.2f} days a run, {:.2f} runs a year\n", plan.calendarDays, plan.runsPerYear);
    if (plan.cores > 0.0)
        text += fmt::format("  needs        {:.0f} processor cores in the busiest hour, {:.0f} core hours a day\n", plan.cores, plan.coreHoursPerDay);
    if (row.dataRate > 0.0)
        text += fmt::format("  data         {} in the busiest hour\n", measure(row.dataRate, "B/s"));
    if (plan.unmetShare > 1e-9)
        text += fmt::format("  unserved     {:.1f} % of the day's demand\n", plan.unmetShare * 100.0);
    if (plan.heldHours > 0.0)
        text += fmt::format("  a year       {} accelerator hours held, {} at work, {} of energy\n", formatWhole(std::llround(plan.heldHours)),
                            formatWhole(std::llround(plan.busyHours)), measure(plan.energy / 3600.0, "Wh"));
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
                            pool.heldShare * 100.0, pool.busyShare * 100.0, measure(pool.average.si(), "W"));
        text += hoursLine("hour", clock);
        for (const std::size_t i : pool.jobs)
            text += hoursLine(blueprint.find(plan.jobs[i].workload)->name, plan.jobs[i].held);
        text += hoursLine("idle", pool.idle);
        text += pool.isPlanned ? hoursLine("kW", pool.power, 1e-3) : "  power as typical: no job of it can run\n";
    }
    text += fmt::format("storage in the busiest hour: {} read, {} written\n", measure(*std::max_element(plan.storageRead.begin(), plan.storageRead.end()), "B/s"),
                        measure(*std::max_element(plan.storageWrite.begin(), plan.storageWrite.end()), "B/s"));
    text += fmt::format("power over the year: IT {}, facility {}\n", measure(plan.itAverage.si(), "W"), measure(plan.facilityAverage.si(), "W"));
    return text;
}

bool allRun(const Results& results)
{
    return std::all_of(results.workload->jobs.begin(), results.workload->jobs.end(), [](const JobEstimate& job) { return job.isFeasible; });
}

int runSizing(const DesignEstimateOptions& options, const Evaluation& design)
{
    const Workload* row = nullptr;
    for (const Workload& each : design.project().blueprint().table<Workload>())
        if (each.name == options.workload)
            row = &each;
    if (!row)
        return reportError(fail("cli.unknown-workload", {options.workload}));
    const SizingContext context{design.project(), design.results(), design.parameters()};
    const bool isTraining = row->kind == WorkloadKind::Train;
    const int now = estimateOf(design.results(), row->id) ? estimateOf(design.results(), row->id)->accelerators : 0;
    const auto sizing = options.wantsMinimum
        ? fewestAccelerators(context, row->id, {isTraining ? 0.0 : options.target, isTraining ? options.target : 0.0})
        : poolGives(context, row->id, options.accelerators.value_or(now));
    if (!sizing)
        return reportError(sizing.error());
    std::string text = fmt::format("{} accelerators\n", sizing->accelerators) + jobText(*row, sizing->job);
    if (sizing->days > 0.0)
        text += fmt::format("  as scheduled {:.2f} days a run\n", sizing->days);
    if (options.isJson) {
        ordered_json out = estimateJson(*row, sizing->job);
        if (sizing->days > 0.0)
            out["days_as_scheduled"] = sizing->days;
        text = out.dump(2) + "\n";
    }
    const int delivered = deliver(text, options.output);
    return delivered == ExitGood && !sizing->job.isFeasible ? ExitFindings : delivered;
}

} // namespace

int runDesignEstimate(const DesignEstimateOptions& options)
{
    const auto design = Evaluation::ofFile(options.file);
    if (!design)
        return reportError(design.error());
    if (!options.workload.empty())
        return runSizing(options, **design);
    if (options.wantsMinimum || options.accelerators)
        return reportError(fail("cli.needs-workload"));
    const int delivered = deliver(options.isJson ? designJson(**design).dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n" : designText(**design), options.output);
    return delivered == ExitGood && !allRun((*design)->results()) ? ExitFindings : delivered;
}

} // namespace millwright
