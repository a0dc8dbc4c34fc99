#include "model/estimate/MeasuredCases.h"
#include "model/estimate/CaseDefaults.h"
#include "model/estimate/ModelLibrary.h"
#include "model/estimate/ModelNames.h"
#include "model/estimate/TextKeys.h"
#include <algorithm>
#include <cmath>
#include <map>

namespace millwright
{

namespace
{

/// Access to one row: numbers that are no numbers count as missing.
class Fields
{
public:
    Fields(const CsvTable& table, const CsvRow& row) : m_table(table), m_row(row) {}
    std::string text(std::string_view column) const
    {
        return std::string(m_table.text(m_row, column));
    }
    double number(std::string_view column) const
    {
        const auto value = m_table.number(m_row, column);
        return value && value->has_value() ? **value : 0.0;
    }
    int count(std::string_view column, int missing) const
    {
        const double value = number(column);
        return value >= 1.0 && value <= 1e7 ? static_cast<int>(value) : missing;
    }

private:
    const CsvTable& m_table;
    const CsvRow& m_row;
};

void addTarget(MeasuredCase& c, std::string name, double measured)
{
    c.targets.push_back({std::move(name), std::max(0.0, measured), 0.0, 0.0, 0.0});
}

/// Looks model and accelerator up; sets the reason when one is unknown.
void resolve(const Fields& f, MeasuredCase& c)
{
    c.accelerator = f.text("accelerator");
    c.model = f.text("model");
    if (const AcceleratorSpec* spec = AcceleratorLibrary::standard().find(c.accelerator);
        spec && spec->hasPeaks())
        c.spec = std::shared_ptr<const AcceleratorSpec>(spec, [](const AcceleratorSpec*) {});
    else
        c.notCovered = Message{"validate.accelerator-unknown", {c.accelerator}};
    const ModelArchitecture* model = standardModels().find(c.model);
    if (!model)
        model = standardModels().find(f.text("model_path"));
    const double total = f.number("params_total_B") * 1e9;
    if (model) {
        c.architecture =
            std::shared_ptr<const ModelArchitecture>(model, [](const ModelArchitecture*) {});
    } else if (total >= 1e7 && total < 1e15) {
        const double active = f.number("params_active_B") * 1e9;
        c.architecture = std::make_shared<const ModelArchitecture>(
            classShape(c.model, total, active > 0.0 && active <= total ? active : total));
    } else if (isOtherWork(c.model)) {
        c.notCovered = Message{"validate.other-work", {c.model}};
    } else if (const NamedSize size = sizeInName(c.model); size.total > 0.0) {
        c.architecture = std::make_shared<const ModelArchitecture>(
            classShape(c.model, size.total, size.active));
    } else if (!c.notCovered) {
        c.notCovered = Message{"validate.model-unknown", {c.model}};
    }
}

void readServing(const Fields& f, MeasuredCase& c, bool isLatency)
{
    ServingQuery& q = c.serving;
    q.model = c.architecture.get();
    q.accelerator = c.spec.get();
    q.accelerators = f.count("accelerators", 1);
    q.weights = parseNumberFormat(f.text("precision"))
                    .value_or(formatInName(f.text("model_path")).value_or(publishedFormat(c.model)));
    // "fp4" of a checkpoint that was published in MXFP4 means that one.
    if (q.weights == NumberFormat::Fp4 && c.architecture->weightFormat == "mxfp4")
        q.weights = NumberFormat::Mxfp4;
    q.framework = frameworkOf(isLatency ? f.text("backend") : f.text("software"));
    q.kvFormat = cacheFormat(q.weights, *c.spec, q.framework);
    q.inputTokens = f.number(isLatency ? "isl" : "isl_tokens_mean");
    q.outputTokens = std::max(1.0, f.number(isLatency ? "osl" : "osl_tokens_mean"));
    if (q.inputTokens <= 0.0)
        q.inputTokens = benchmarkInputTokens(c.model);
    q.concurrency = f.number(isLatency ? "concurrency" : "batch_or_concurrency");
    if (isLatency) {
        q.plan.tensor = f.count("tp", 1);
        q.plan.pipeline = f.count("pp", 1);
        q.plan.attentionData = f.count("attention_dp", 1);
        q.plan.expert = f.count("moe_ep", 1);
        // Data-parallel attention and experts share the accelerators of the replica with the tensor
        // ranks.
        const int wide = std::max(q.plan.tensor, std::max(q.plan.attentionData, q.plan.expert));
        if (q.plan.tensor * q.plan.attentionData == q.accelerators && q.plan.attentionData > 1)
            q.plan.tensor = q.accelerators;
        else if (wide <= q.accelerators)
            q.plan.tensor = wide;
        q.accelerators = std::max(q.accelerators, q.plan.tensor * q.plan.pipeline);
        q.mode = ServingMode::ClosedLoop;
        q.scheduler = schedulerOf(q, f.text("backend_version"), f.text("measured"));
        if (hasDraftingRecipe(c.model, f.text("backend"), f.text("backend_version"),
                              f.text("measured"))) {
            q.draftTokens = q.plan.attentionData > 1 ? 1.0 : 3.0;
            q.draftAcceptance = 0.7;
        }
        return;
    }
    const CaseParallelism p = parseParallelism(f.text("parallelism"));
    const int perReplica = f.count("accel_per_replica", 0);
    c.isPlanOpen = p.tensor == 0 && perReplica == 0;
    q.plan.tensor = std::max(1, p.tensor > 0 ? p.tensor : perReplica);
    q.plan.pipeline = std::max(1, p.pipeline);
    q.plan.expert = p.isExpertData && q.model->isMoe() ? q.plan.tensor : std::max(1, p.expert);
    q.plan.attentionData = p.isExpertData ? q.plan.tensor : 1;
    q.accelerators = std::max(q.accelerators, q.plan.tensor * q.plan.pipeline);
    if (f.text("scenario").starts_with("mlperf") && textKey(c.model).starts_with("gptj"))
        q.beams = 4.0; // MLPerf's GPT-J runs beam search of width 4
    applyScenario(f.text("scenario"), f.text("notes"), q, c.isStaticBatch);
}

void readTraining(const Fields& f, MeasuredCase& c)
{
    TrainingQuery& q = c.training;
    q.model = c.architecture.get();
    q.accelerator = c.spec.get();
    q.format = parseNumberFormat(f.text("precision")).value_or(NumberFormat::Bf16);
    const std::string model = f.text("model");
    q.kind = model.ends_with("-lora")  ? TrainingKind::Lora
             : model.ends_with("-sft") ? TrainingKind::FullFineTune
                                       : TrainingKind::Pretrain;
    q.sequence = f.number("seq_len") > 0.0 ? f.number("seq_len") : 2048.0;
    const CaseParallelism p = parseParallelism(f.text("parallelism"));
    c.isPlanOpen = p.tensor == 0 && !p.isFullyShardedData;
    q.plan.tensor = std::max(1, p.tensor);
    q.plan.pipeline = std::max(1, p.pipeline);
    q.plan.context = std::max(1, p.context);
    q.plan.interleave = std::max(1, p.interleave);
    q.plan.microBatch = std::max(1, p.microBatch);
    q.plan.expert = std::max(1, p.expert);
    q.plan.zeroStage = p.isFullyShardedData ? 3 : 1;
    q.accelerators = f.count("accelerators", 64);
    if (c.spec->kind == AcceleratorClass::Neuron && q.plan.tensor > 1)
        q.plan.tensor /= 2; // Neuron counts cores, two to a chip
    q.softwareYear = softwareYear(f.text("round_or_version"), c.source);
    c.isInterleaveOpen = p.interleave == 0 && q.plan.pipeline > 1;
    const double batch = f.number("gbs_sequences");
    q.globalBatch =
        batch > 0.0 ? batch
                    : std::max(1.0, 4.0 * q.accelerators * 2048.0 / std::min(q.sequence, 8192.0) /
                                        (q.plan.tensor * q.plan.pipeline));
    q.hasFullRecompute = f.text("notes").find("full recompute") != std::string::npos;
    q.hasEvaluation = f.text("time_basis").find("includes evaluation") != std::string::npos;
    q.plan.recompute = q.hasFullRecompute ? Recompute::Full : Recompute::Selective;
    const double tokensPerAccelerator = f.number("tok_s_per_accel");
    double rate = f.number("throughput_tok_s_total");
    if (rate <= 0.0)
        rate = tokensPerAccelerator * q.accelerators;
    addTarget(c, "step_time_s", f.number("step_time_s"));
    addTarget(c, "tok_s", rate);
}

std::string trainingClass(const MeasuredCase& c)
{
    if (c.model.ends_with("-lora"))
        return "lora";
    return c.architecture && c.architecture->isMoe() ? "moe" : "dense";
}

MeasuredCase readCase(CaseKind kind, const Fields& f)
{
    MeasuredCase c;
    c.id = f.text("id");
    c.source = f.text(kind == CaseKind::Latency ? "source" : "source_family");
    resolve(f, c);
    const bool isCovered = !c.notCovered;
    if (kind == CaseKind::Training) {
        c.caseClass = trainingClass(c);
        if (isCovered)
            readTraining(f, c);
    } else {
        const std::string scenario = f.text("scenario");
        c.caseClass = kind == CaseKind::Latency || scenario.find("offline") == std::string::npos
                          ? "serving"
                          : "offline";
        if (kind == CaseKind::Latency) {
            addTarget(c, "ttft_ms", f.number("ttft_ms"));
            addTarget(c, "tpot_ms", f.number("tpot_ms"));
        } else {
            addTarget(c, "output_tok_s", f.number("output_tok_s_total"));
        }
        if (isCovered)
            readServing(f, c, kind == CaseKind::Latency);
    }
    return c;
}

} // namespace

std::optional<CaseKind> parseCaseKind(std::string_view text)
{
    if (text == "inference")
        return CaseKind::Inference;
    if (text == "latency")
        return CaseKind::Latency;
    if (text == "training")
        return CaseKind::Training;
    return std::nullopt;
}

std::string_view caseKindName(CaseKind kind)
{
    return kind == CaseKind::Inference ? "inference"
           : kind == CaseKind::Latency ? "latency"
                                       : "training";
}

Result<CaseFile> readCases(CaseKind kind, const CsvTable& table)
{
    for (const std::string_view needed : {"id", "accelerator", "model"})
        if (const auto column = table.requireColumn(needed); !column)
            return column.error();
    CaseFile file{kind, table, {}};
    std::map<std::string, double> groups;
    const auto groupOf = [](const MeasuredCase& c) {
        return c.accelerator + "|" + c.model + "|" + c.source;
    };
    for (std::size_t i = 0; i < table.rows().size(); ++i) {
        MeasuredCase c = readCase(kind, Fields(table, table.rows()[i]));
        c.row = i;
        groups[groupOf(c)] += 1.0;
        file.cases.push_back(std::move(c));
    }
    for (MeasuredCase& c : file.cases)
        c.group = groups[groupOf(c)];
    return file;
}

namespace
{

/// Fully sharded rows name no micro-batch: the best that fits, with or without full recompute.
void refineShardedPlan(MeasuredCase& c, const EfficiencyFactors& factors)
{
    TrainingQuery q = c.training;
    q.factors = &factors;
    double best = 0.0;
    for (const int micro : {1, 2, 4, 8, 16}) {
        for (const Recompute recompute : {Recompute::Selective, Recompute::Full}) {
            q.plan.microBatch = micro;
            q.plan.recompute = recompute;
            const TrainingEstimate e = estimateTraining(q);
            if (!e.isFeasible || (best > 0.0 && e.stepTime >= best))
                continue;
            best = e.stepTime;
            c.training.plan = q.plan;
        }
    }
    if (best <= 0.0)
        c.training.plan.recompute = Recompute::Full;
}

/// What a row with named parallelism leaves open: the interleave is the best that divides the
/// layers; recompute becomes full where the activations would not fit otherwise.
void refineTrainingPlan(MeasuredCase& c, const EfficiencyFactors& factors)
{
    TrainingQuery q = c.training;
    q.factors = &factors;
    double best = 0.0;
    for (const int interleave : {1, 2, 3, 4, 6, 8}) {
        if (interleave > 1 && !c.isInterleaveOpen)
            break;
        if (c.isInterleaveOpen)
            q.plan.interleave = interleave;
        const TrainingEstimate e = estimateTrainingUnchecked(q);
        if (e.isFeasible && (best <= 0.0 || e.stepTime < best)) {
            best = e.stepTime;
            c.training.plan.interleave = q.plan.interleave;
        }
    }
    if (c.training.plan.zeroStage == 3)
        refineShardedPlan(c, factors);
}

} // namespace

void choosePlans(CaseFile& file, const EfficiencyFactors& factors)
{
    for (MeasuredCase& c : file.cases) {
        if (c.notCovered)
            continue;
        if (file.kind == CaseKind::Training && !c.isPlanOpen)
            refineTrainingPlan(c, factors);
        if (!c.isPlanOpen)
            continue;
        if (file.kind == CaseKind::Training) {
            TrainingQuery q = c.training;
            q.factors = &factors;
            if (const TrainingSearch found = bestTraining(q); found.best.isFeasible)
                c.training.plan = found.best.plan;
        } else {
            ServingQuery q = c.serving;
            q.factors = &factors;
            if (const ServingSearch found = bestServing(q); found.best.isFeasible) {
                c.serving.plan = found.best.plan;
                c.serving.plan.replicas = 0;
            }
        }
    }
}

namespace
{

std::vector<double> predictTraining(const MeasuredCase& c, const EfficiencyFactors& factors)
{
    TrainingQuery q = c.training;
    q.factors = &factors;
    TrainingEstimate e = estimateTraining(q);
    if (!e.isFeasible) // the row was measured, so some plan fits: take the shape without its memory
        e = estimateTrainingUnchecked(q);
    if (e.stepTime <= 0.0)
        return {};
    std::vector<double> values;
    for (const CaseTarget& target : c.targets)
        values.push_back(target.name == "step_time_s" ? e.stepTime : e.tokensPerSecond);
    return values;
}

} // namespace

std::vector<double> predictCase(const MeasuredCase& c, const EfficiencyFactors& factors)
{
    if (c.notCovered)
        return {};
    if (!c.training.model && !c.serving.model)
        return {};
    if (c.training.model)
        return predictTraining(c, factors);
    ServingQuery q = c.serving;
    q.factors = &factors;
    q.isMeasured = true;
    ServingEstimate e =
        q.mode == ServingMode::OpenLoop ? highestServingRate(q) : estimateServing(q);
    if (!e.isFeasible && q.mode == ServingMode::OpenLoop) { // it was measured within the limits:
                                                            // the rate that is just stable
        q.limits = {};
        e = highestServingRate(q);
    }
    if (!e.isFeasible)
        return {};
    std::vector<double> values;
    for (const CaseTarget& target : c.targets)
        values.push_back(target.name == "ttft_ms"   ? e.ttftMean * 1e3
                         : target.name == "tpot_ms" ? e.tpotMean * 1e3
                                                    : e.outputTokensPerSecond);
    return values;
}

} // namespace millwright
