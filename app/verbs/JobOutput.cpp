#include "app/verbs/JobOutput.h"
#include "model/base/Units.h"
#include <fmt/format.h>

namespace millwright {

using nlohmann::ordered_json;

namespace {

ordered_json texts(const std::vector<Message>& messages)
{
    ordered_json list = ordered_json::array();
    for (const Message& message : messages)
        list.push_back(formatMessage(message));
    return list;
}

} // namespace

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
    if (job.isFeasible && job.samplesPerSecond > 0.0)
        out.update({{"samples_s", job.samplesPerSecond}, {"low", job.low}, {"high", job.high}, {"latency_s", job.sampleLatency},
                    {"demand_peak_samples_s", job.demandPeak}, {"utilisation", job.utilisation}});
    if (job.isFeasible && job.bytesPerSecond > 0.0)
        out["prepares_B_s"] = job.bytesPerSecond;
    out.update({{"plan", job.parallelism}, {"replica_accelerators", job.replicaAccelerators}, {"power_per_accelerator_W", job.powerPerAccelerator},
                {"memory_B", job.memoryPerAccelerator}, {"memory_capacity_B", job.memoryCapacity}, {"confidence", job.confidence},
                {"accelerators_needed", job.acceleratorsNeeded}, {"remedies", texts(job.remedies)}, {"refused", texts(job.refused)},
                {"notes", texts(job.notes)}});
    return out;
}

const JobEstimate* estimateOf(const Results& results, Id<Workload> workload)
{
    for (const JobEstimate& job : results.workload->jobs)
        if (job.workload == workload)
            return &job;
    return nullptr;
}

std::string jobText(const Workload& row, const JobEstimate& job)
{
    std::string text = fmt::format("{} ({})\n", row.name, lifeCycleStage(row));
    if (!job.isFeasible)
        text += "  cannot run   " + formatMessage(job.reason) + "\n";
    else if (row.kind == WorkloadKind::Serve)
        text += fmt::format("  serves       {} ({} to {}, 80 % band) on {} x {}, {}\n  busiest hour {} asked for; TTFT p99 {}, {} per token, {} per request\n",
                            formatMeasure(job.tokensPerSecond, "tok/s"), formatMeasure(job.low, "tok/s"), formatMeasure(job.high, "tok/s"), job.accelerators,
                            job.accelerator.view(), job.parallelism, formatMeasure(job.demandPeak, "tok/s"), formatMeasure(job.ttftP99, "s"),
                            formatMeasure(job.tpotMean, "s"), formatMeasure(job.requestTime, "s"));
    else if (row.kind == WorkloadKind::Train)
        text += fmt::format("  trains       {:.2f} days without a break ({:.2f} to {:.2f}, 80 % band) on {} x {}, {}\n"
                            "  goodput      {:.1f} % of the time; MFU {:.1f} %; a checkpoint of {} every {}; an interruption every {}\n",
                            job.days, job.low, job.high, job.accelerators, job.accelerator.view(), job.parallelism, job.ettr * 100.0, job.mfu * 100.0,
                            formatMeasure(job.checkpointBytes, "B"), formatMeasure(job.checkpointInterval, "s"), formatMeasure(job.jobMtbf, "s"));
    else if (job.samplesPerSecond > 0.0)
        text += fmt::format("  works        {} ({} to {}, 80 % band) on {} x {}, {}\n  busiest hour {} asked for; {} from arrival to result\n",
                            formatMeasure(job.samplesPerSecond, "samples/s"), formatMeasure(job.low, "samples/s"), formatMeasure(job.high, "samples/s"),
                            job.accelerators, job.accelerator.view(), job.parallelism, formatMeasure(job.demandPeak, "samples/s"),
                            formatMeasure(job.sampleLatency, "s"));
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

} // namespace millwright
