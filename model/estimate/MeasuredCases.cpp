#include "model/estimate/MeasuredCases.h"
#include "model/estimate/CaseDefaults.h"
#include "model/estimate/CaseFields.h"
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
        c.architecture =
            std::make_shared<const ModelArchitecture>(classShape(c.model, size.total, size.active));
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
    q.weights =
        parseNumberFormat(f.text("precision"))
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
            readTrainingCase(f, c);
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

void choosePlans(CaseFile& file, const EfficiencyFactors& factors)
{
    for (MeasuredCase& c : file.cases) {
        if (c.notCovered)
            continue;
        if (file.kind == CaseKind::Training)
            chooseTrainingPlan(c, factors);
        if (file.kind == CaseKind::Training || !c.isPlanOpen)
            continue;
        ServingQuery q = c.serving;
        q.factors = &factors;
        if (const ServingSearch found = bestServing(q); found.best.isFeasible) {
            c.serving.plan = found.best.plan;
            c.serving.plan.replicas = 0;
        }
    }
}

std::vector<double> predictCase(const MeasuredCase& c, const EfficiencyFactors& factors)
{
    if (c.notCovered)
        return {};
    if (!c.training.model && !c.serving.model)
        return {};
    if (c.training.model)
        return predictTrainingCase(c, factors);
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
