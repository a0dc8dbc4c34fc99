#include "app/CommandLine.h"
#include "app/verbs/JobOutput.h"
#include "app/verbs/Verbs.h"
#include "model/assist/EditImpact.h"
#include "model/assist/RightSize.h"
#include "model/base/Units.h"
#include "model/io/ProjectFile.h"
#include <fmt/format.h>

namespace millwright {
namespace {

using nlohmann::ordered_json;

/// --target as the kind of job takes it, else what the job states itself.
Result<SizingTarget> targetOf(const DesignEstimateOptions& options, const Workload& row)
{
    if (options.target <= 0.0)
        return ownTarget(row);
    SizingTarget target;
    (row.kind == WorkloadKind::Train ? target.days : hasSamples(row) ? target.samplesPerSecond : target.tokensPerSecond) = options.target;
    return target;
}

Result<Sizing> sizingOf(const DesignEstimateOptions& options, const SizingContext& context, const Workload& row)
{
    if (!options.wantsMinimum) {
        const JobEstimate* now = estimateOf(context.results, row.id);
        return poolGives(context, row.id, options.accelerators.value_or(now ? now->accelerators : 0));
    }
    const auto target = targetOf(options, row);
    return target ? fewestAccelerators(context, row.id, *target) : Result<Sizing>(target.error());
}

int runSizing(const DesignEstimateOptions& options, const SizingContext& context, const Workload& row)
{
    const auto sizing = sizingOf(options, context, row);
    if (!sizing)
        return reportError(sizing.error());
    std::string text = fmt::format("{} accelerators\n", sizing->accelerators) + jobText(row, sizing->job);
    if (sizing->days > 0.0)
        text += fmt::format("  as scheduled {:.2f} days a run\n", sizing->days);
    if (options.isJson) {
        ordered_json out = estimateJson(row, sizing->job);
        if (sizing->days > 0.0)
            out["days_as_scheduled"] = sizing->days;
        text = out.dump(2) + "\n";
    }
    const int delivered = deliver(text, options.output);
    return delivered == ExitGood && !sizing->job.isFeasible ? ExitFindings : delivered;
}

ordered_json impactJson(const EditImpact& impact)
{
    ordered_json metrics = ordered_json::array(), added = ordered_json::array(), gone = ordered_json::array();
    for (const MetricChange& change : impact.metrics) {
        ordered_json row = {{"id", change.metric->id}, {"unit", change.metric->unit}};
        row["before"] = change.before ? ordered_json(*change.before) : ordered_json();
        row["after"] = change.after ? ordered_json(*change.after) : ordered_json();
        metrics.push_back(std::move(row));
    }
    for (const Finding& finding : impact.added)
        added.push_back(formatMessage(finding.message));
    for (const Finding& finding : impact.gone)
        gone.push_back(formatMessage(finding.message));
    return {{"metrics", std::move(metrics)}, {"new_findings", std::move(added)}, {"findings_gone", std::move(gone)}};
}

std::string impactText(const EditImpact& impact)
{
    const auto value = [](const std::optional<double>& number, std::string_view unit) { return number ? formatMeasure(*number, unit) : std::string("-"); };
    std::string text;
    for (const MetricChange& change : impact.metrics)
        text += fmt::format("  {:<44} {:>16} -> {}\n", change.metric->label, value(change.before, change.metric->unit), value(change.after, change.metric->unit));
    for (const Finding& finding : impact.added)
        text += "  new finding: " + formatMessage(finding.message) + "\n";
    for (const Finding& finding : impact.gone)
        text += "  gone: " + formatMessage(finding.message) + "\n";
    return text;
}

/// The pool made as large as the job needs: printed with what it changes, written as a new design with -o.
int runRightSize(const DesignEstimateOptions& options, const Evaluation& design, const SizingContext& context, const Workload& row)
{
    const auto plan = planRightSize(context, row.id);
    if (!plan)
        return reportError(plan.error());
    Draft draft(design.project());
    const auto done = rightSizePool(draft, *plan);
    if (!done)
        return reportError(done.error());
    const auto impact = impactOf(design.project(), draft.project());
    if (!impact)
        return reportError(impact.error());
    if (!options.output.empty())
        if (const auto written = writeProject(options.output, draft.project()); !written)
            return reportError(written.error());
    std::string text = formatMessage(*done) + "\n" + impactText(*impact);
    if (options.isJson)
        text = ordered_json{{"workload", row.name}, {"accelerator", plan->accelerator.str()}, {"summary", formatMessage(*done)},
                            {"accelerators_before", plan->jobBefore}, {"accelerators", plan->needed.accelerators}, {"pool_before", plan->poolBefore},
                            {"pool_needed", plan->poolNeeded}, {"gives", estimateJson(row, plan->needed.job)}, {"impact", impactJson(*impact)}}
                   .dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
    return deliver(text, {});
}

} // namespace

int runPoolEstimate(const DesignEstimateOptions& options, const Evaluation& design)
{
    const Workload* row = nullptr;
    for (const Workload& each : design.project().blueprint().table<Workload>())
        if (each.name == options.workload)
            row = &each;
    if (!row) {
        std::string known;
        for (const Workload& each : design.project().blueprint().table<Workload>())
            known += (known.empty() ? "" : ", ") + each.name;
        return reportError(fail("cli.unknown-workload", {options.workload, known.empty() ? std::string("none") : known}));
    }
    const SizingContext context{design.project(), design.results(), design.parameters()};
    return options.wantsRightSize ? runRightSize(options, design, context, *row) : runSizing(options, context, *row);
}

} // namespace millwright
