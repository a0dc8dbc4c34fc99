#include "app/CatalogAccess.h"
#include "app/CommandLine.h"
#include "app/verbs/EstimateLookup.h"
#include "app/verbs/Verbs.h"
#include "model/analysis/WorkloadRemedies.h"
#include "model/base/Units.h"
#include "model/estimate/CaseDefaults.h"
#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace millwright {
namespace {

using nlohmann::ordered_json;

/// A job that no design asks for, and where it runs.
struct LooseJob {
    Workload workload;
    JobPlace place;
    NumberFormat format = NumberFormat::Fp8, kvFormat = NumberFormat::Fp8;
};

/// What was found, for scripts and for people.
struct Answer {
    ordered_json json;
    std::string text;
    bool isFeasible = false;
};

Result<LooseJob> looseJob(const EstimateOptions& o)
{
    auto model = lookUpModel(o);
    if (!model)
        return model.error();
    auto accelerator = lookUpAccelerator(o.accelerator);
    if (!accelerator)
        return accelerator.error();
    const auto published = parseNumberFormat(model->weightFormat);
    const auto format = lookUpFormat(o.format, o.isTraining() ? NumberFormat::Bf16 : published.value_or(NumberFormat::Fp8));
    if (!format)
        return format.error();
    const auto kvFormat = lookUpFormat(o.kvFormat, cacheFormat(*format, *accelerator, ServingFramework::Other));
    if (!kvFormat)
        return kvFormat.error();
    LooseJob job;
    job.format = *format;
    job.kvFormat = *kvFormat;
    job.place.model = std::make_shared<const ModelArchitecture>(std::move(*model));
    job.place.accelerator = std::move(*accelerator);
    job.place.accelerators = o.count;
    job.place.fabric.perAccelerator = job.place.fabric.bisection = o.scaleOut;
    return job;
}

/// The options as a row of a design has them, for studies and remedies.
void fillWorkload(const EstimateOptions& o, LooseJob& job)
{
    Workload& row = job.workload;
    row.name = o.model.empty() ? job.place.model->id : o.model;
    row.kind = o.isTraining() ? WorkloadKind::Train : WorkloadKind::Serve;
    row.model = Symbol(job.place.model->id);
    row.accelerator = Symbol(o.accelerator);
    row.weightFormat = Symbol(formatName(job.format));
    row.cacheFormat = Symbol(formatName(job.kvFormat));
    row.promptTokens = o.input;
    row.outputTokens = o.outputTokens;
    row.prefixHitShare = o.prefixHit;
    row.residentPrefixTokens = o.resident;
    row.draftTokens = o.drafted;
    row.draftAcceptance = o.accepted;
    row.isDisaggregated = o.isDisaggregated;
    row.ttftLimit = o.ttft;
    row.tpotLimit = o.tpot;
    row.trainingTokens = o.tokens;
    row.sequenceLength = o.sequence;
    row.globalBatchTokens = (o.batch > 0.0 ? o.batch : 1024.0) * o.sequence;
    row.trainingStage = o.isLora ? TrainingStage::Lora : TrainingStage::Pretrain;
    row.isPlanFixed = o.isPlanFixed();
    row.tensorRanks = std::max(1, o.tensor);
    row.pipelineRanks = std::max(1, o.pipeline);
    row.expertRanks = std::max(1, o.expert);
    row.contextRanks = std::max(1, o.context);
}

ordered_json texts(const std::vector<Message>& messages)
{
    ordered_json list = ordered_json::array();
    for (const Message& message : messages)
        list.push_back(formatMessage(message));
    return list;
}

void addLines(std::string& text, const char* label, const std::vector<Message>& messages)
{
    for (const Message& message : messages)
        text += fmt::format("{:<12} {}\n", label, formatMessage(message));
}

/// Why it cannot run, what would help, and why the plans that were tried cannot be.
Answer refusal(const Message& reason, const std::vector<Message>& remedies, const std::vector<Message>& refused)
{
    Answer answer;
    answer.json = {{"feasible", false}, {"reason", formatMessage(reason)}, {"remedies", texts(remedies)}, {"refused", texts(refused)}};
    answer.text = "cannot run   " + formatMessage(reason) + "\n";
    addLines(answer.text, "would help", remedies);
    std::vector<Message> others;
    std::copy_if(refused.begin(), refused.end(), std::back_inserter(others), [&](const Message& m) { return m.id != reason.id; });
    addLines(answer.text, "refused", others);
    return answer;
}

std::vector<Message> reasonsOf(const std::vector<ServingEstimate>& refused)
{
    std::vector<Message> reasons;
    for (const ServingEstimate& e : refused)
        if (std::none_of(reasons.begin(), reasons.end(), [&](const Message& m) { return m.id == e.infeasible.id; }))
            reasons.push_back(e.infeasible);
    return reasons;
}

ServingQuery queryOf(const EstimateOptions& o, const LooseJob& job)
{
    ServingQuery query = servingQuery(job.workload, job.place);
    query.weights = job.format;
    query.kvFormat = job.kvFormat;
    query.inputTokens = o.input;
    query.draftAcceptance = o.accepted;
    query.scaleOutBandwidth = o.scaleOut;
    query.concurrency = o.concurrency;
    query.requestRate = o.rate;
    const bool hasLimits = o.ttft > 0.0 || o.tpot > 0.0;
    query.mode = o.rate > 0.0 || hasLimits ? ServingMode::OpenLoop : o.concurrency > 0.0 ? ServingMode::ClosedLoop : ServingMode::Offline;
    return withAgentWork(query, o.agent);
}

/// Tokens/s/user against tokens/s/accelerator of the plans that no other beats in both.
ordered_json frontOf(const ServingSearch& search)
{
    ordered_json front = ordered_json::array();
    for (const ServingEstimate& e : search.front)
        front.push_back({{"tok_s_user", e.userTokensPerSecond()}, {"tok_s_accelerator", e.perAccelerator}, {"tensor", e.plan.tensor}, {"pipeline", e.plan.pipeline},
                         {"expert", e.plan.expert}, {"attention_data", e.plan.attentionData}, {"batch", e.batch}});
    return front;
}

/// " (9.8 k tok/s to 16.1 k tok/s, 80 % band)"; a rate that was asked for has none.
std::string bandText(const EstimateBand& band)
{
    return band.high > band.low * (1.0 + 1e-9)
        ? fmt::format(" ({} to {}, 80 % band)", formatMeasure(band.low, "tok/s"), formatMeasure(band.high, "tok/s"))
        : std::string();
}

/// The load that latencies are those of.
std::string loadText(const ServingQuery& query, const ServingEstimate& e)
{
    switch (query.mode) {
    case ServingMode::ClosedLoop:
        return fmt::format("{:.0f} requests in flight", query.concurrency);
    case ServingMode::OpenLoop:
        return fmt::format("{:.4g} requests/s at random", e.requestsPerSecond);
    case ServingMode::Offline:
        break;
    }
    return "all requests there from the start: p99 is the last of a full batch";
}

Answer serve(const EstimateOptions& o, const LooseJob& job)
{
    const ServingQuery query = queryOf(o, job);
    ServingSearch search;
    if (o.isPlanFixed()) {
        std::vector<Message> ignored;
        search.best = solveServing(job.workload, query, ignored);
    } else {
        search = bestServing(query);
    }
    const ServingEstimate& e = search.best;
    const std::vector<Message> refused = reasonsOf(search.refused);
    if (!e.isFeasible) {
        Workload asked = job.workload;
        asked.promptTokens = query.inputTokens; // with what retrieval and tools add
        asked.prefixHitShare = query.prefixHit;
        Answer answer = refusal(e.infeasible, servingRemedies(asked, job.place, e.infeasible), refused);
        answer.json["short_B"] = e.memory.shortBy;
        return answer;
    }
    Answer answer;
    answer.isFeasible = true;
    answer.text = fmt::format("throughput   {}{}, {} per accelerator\nload         {}\nlatency      TTFT {} mean, {} p99; {} per token\n"
                              "plan         tensor {} pipeline {} expert {} replicas {}, batch {:.0f}\nbound by     {}\npower        {} per accelerator, {:.3g} tok/J\n"
                              "confidence   {}\n",
                              formatMeasure(e.outputTokensPerSecond, "tok/s"), bandText(e.outputBand),
                              formatMeasure(e.perAccelerator, "tok/s"), loadText(query, e), formatMeasure(e.ttftMean, "s"), formatMeasure(e.ttftP99, "s"), formatMeasure(e.tpotMean, "s"),
                              e.plan.tensor, e.plan.pipeline, e.plan.expert, e.plan.replicas, e.batch, bottleneckName(e.bottleneck),
                              formatMeasure(e.powerPerAccelerator, "W"), e.tokensPerJoule, confidenceName(e.confidence));
    if (o.agent.turns > 1.0)
        answer.text += fmt::format("tasks        {:.4g} a second, {:.0f} model calls each\n", tasksPerSecond(e, o.agent), o.agent.turns);
    addLines(answer.text, "note", e.notes);
    answer.json = {{"feasible", true}, {"output_tok_s", e.outputTokensPerSecond}, {"low", e.outputBand.low}, {"high", e.outputBand.high}, {"per_accelerator", e.perAccelerator},
                   {"ttft_mean_s", e.ttftMean}, {"ttft_p99_s", e.ttftP99}, {"tpot_mean_s", e.tpotMean}, {"tensor", e.plan.tensor}, {"pipeline", e.plan.pipeline},
                   {"expert", e.plan.expert}, {"replicas", e.plan.replicas}, {"batch", e.batch}, {"bound_by", bottleneckName(e.bottleneck)},
                   {"confidence", confidenceName(e.confidence)}, {"tpot_p99_s", e.tpotP99}, {"attention_data", e.plan.attentionData},
                   {"requests_per_s", e.requestsPerSecond}, {"tasks_per_s", tasksPerSecond(e, o.agent)}, {"tokens_per_J", e.tokensPerJoule},
                   {"power_per_accelerator_W", e.powerPerAccelerator}, {"prompt_tokens", query.inputTokens}, {"notes", texts(e.notes)}, {"refused", texts(refused)},
                   {"front", frontOf(search)}};
    return answer;
}

Answer train(const EstimateOptions& o, const LooseJob& job)
{
    TrainingQuery query = trainingQuery(job.workload, job.place);
    const TrainingQuery standard;
    query.scaleOutBandwidth = o.scaleOut;
    query.acceleratorMtbf = standard.acceleratorMtbf;
    query.restartTime = standard.restartTime;
    std::vector<Message> refused;
    const TrainingEstimate e = solveTraining(job.workload, query, refused);
    if (!e.isFeasible) {
        Answer answer = refusal(e.infeasible, trainingRemedies(job.workload, job.place), refused);
        answer.json["short_B"] = std::max(0.0, e.memory.total() - e.memory.capacity);
        return answer;
    }
    Answer answer;
    answer.isFeasible = true;
    answer.text = fmt::format("duration     {:.2f} days ({:.2f} to {:.2f}, 80 % band)\nstep         {}, {}\nMFU          {:.1f} %, effective {:.1f} %\n"
                              "plan         tensor {} pipeline {} context {} expert {} data {}\nbound by     {}\npower        {} per accelerator\nconfidence   {}\n",
                              e.days(), e.durationBand.low / 86400.0, e.durationBand.high / 86400.0, formatMeasure(e.stepTime, "s"), formatMeasure(e.tokensPerSecond, "tok/s"),
                              e.mfu * 100.0, e.effectiveMfu * 100.0, e.plan.tensor, e.plan.pipeline, e.plan.context, e.plan.expert, e.plan.dataParallel,
                              bottleneckName(e.bottleneck), formatMeasure(e.powerPerAccelerator, "W"), confidenceName(e.confidence));
    addLines(answer.text, "note", e.notes);
    answer.json = {{"feasible", true}, {"days", e.days()}, {"low", e.durationBand.low / 86400.0}, {"high", e.durationBand.high / 86400.0}, {"step_time_s", e.stepTime},
                   {"tok_s", e.tokensPerSecond}, {"mfu", e.mfu}, {"effective_mfu", e.effectiveMfu}, {"tensor", e.plan.tensor}, {"pipeline", e.plan.pipeline},
                   {"context", e.plan.context}, {"expert", e.plan.expert}, {"data", e.plan.dataParallel}, {"bound_by", bottleneckName(e.bottleneck)},
                   {"confidence", confidenceName(e.confidence)}, {"power_per_accelerator_W", e.powerPerAccelerator}, {"notes", texts(e.notes)}, {"refused", texts(refused)}};
    return answer;
}

/// Front, refused plans or a comparison.
int study(const EstimateOptions& o, LooseJob job)
{
    const auto catalog = openCatalog();
    PartLibrary parts;
    if (const PartPtr part = catalog ? (*catalog)->part(o.accelerator) : nullptr)
        parts.put(part);
    job.workload.promptTokens = queryOf(o, job).inputTokens;
    JobQuestion question;
    question.workload = job.workload;
    question.accelerator = job.workload.accelerator;
    question.acceleratorName = job.place.accelerator.name;
    question.place = std::move(job.place);
    return runStudy(std::move(question), parts, standardPrices(job.workload.utilisation), o.study);
}

} // namespace

int runModelEstimate(const EstimateOptions& options)
{
    auto job = looseJob(options);
    if (!job)
        return reportError(job.error());
    fillWorkload(options, *job);
    if (options.study.isAsked())
        return study(options, std::move(*job));
    const Answer answer = options.isTraining() ? train(options, *job) : serve(options, *job);
    const int code = deliver(options.isJson ? answer.json.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n" : answer.text, options.output);
    return code == ExitGood && !answer.isFeasible ? ExitFindings : code;
}

} // namespace millwright
