#include "model/estimate/CaseDefaults.h"
#include "model/estimate/CaseFields.h"
#include "model/estimate/TrainingRecipes.h"
#include <algorithm>

namespace millwright
{

namespace
{

bool contains(const std::string& text, const char* part)
{
    return text.find(part) != std::string::npos;
}

/// The publisher's recipe for a row; null where there is none.
const TrainingRecipe* recipeOf(const Fields& f, const MeasuredCase& c)
{
    const TrainingQuery& q = c.training;
    const std::string job = q.kind == TrainingKind::Lora           ? "-lora"
                            : q.kind == TrainingKind::FullFineTune ? "-sft"
                                                                   : "";
    const std::string model = c.architecture->id + job, release = f.text("round_or_version");
    return findTrainingRecipe({c.source, release, c.spec->id, model, q.accelerators, q.format,
                               q.sequence, f.number("gbs_sequences")});
}

/// What a recipe says besides the plan.
void applyRecipeTraits(const TrainingRecipe& recipe, TrainingQuery& q)
{
    q.hasGraphs = recipe.hasGraphs;
    q.predictionLayers = recipe.predictionLayers;
    q.expertOverlap = recipe.expertOverlap;
}

/// Fills in what the publisher's recipe says and the row does not.
void applyRecipe(const Fields& f, MeasuredCase& c)
{
    TrainingQuery& q = c.training;
    const TrainingRecipe* recipe = recipeOf(f, c);
    if (!c.isPlanOpen && q.plan.zeroStage < 3) { // a named plan often leaves some of it out
        if (!recipe || recipe->plan.tensor != q.plan.tensor ||
            recipe->plan.pipeline != q.plan.pipeline)
            return;
        applyRecipeTraits(*recipe, q);
        q.plan.expert = std::max(q.plan.expert, recipe->plan.expert);
        if (c.isInterleaveOpen && recipe->plan.interleave > 0) {
            q.plan.interleave = recipe->plan.interleave;
            c.isInterleaveOpen = false;
        }
    } else if (recipe) {
        applyRecipeTraits(*recipe, q);
        q.plan = recipe->plan;
        q.plan.interleave = std::max(1, recipe->plan.interleave);
        if (f.number("gbs_sequences") <= 0.0 && recipe->batch > 0.0)
            q.globalBatch = recipe->batch * q.accelerators / recipe->accelerators;
        c.isInterleaveOpen = recipe->plan.interleave == 0;
        c.isPlanOpen = false;
        c.isPlanFixed = true;
    } else if (c.isPlanOpen && c.spec->kind == AcceleratorClass::Tpu) {
        // MaxText's recipes shard weights over all chips, recompute layers and take a chip's whole
        // batch at once.
        q.plan.zeroStage = 3;
        q.plan.recompute = Recompute::Full;
        q.plan.microBatch = static_cast<int>(std::clamp(q.globalBatch / q.accelerators, 1.0, 64.0));
        c.isPlanOpen = false;
        c.isPlanFixed = true;
    }
}

/// Job, model side and parallelism as the row names them.
void readPlan(const Fields& f, MeasuredCase& c)
{
    TrainingQuery& q = c.training;
    const std::string model = f.text("model");
    q.kind = model.ends_with("-lora")  ? TrainingKind::Lora
             : model.ends_with("-sft") ? TrainingKind::FullFineTune
                                       : TrainingKind::Pretrain;
    const CaseParallelism p = parseParallelism(f.text("parallelism"));
    c.isPlanOpen = p.tensor == 0 && !p.isFullyShardedData;
    c.isInterleaveOpen = p.interleave == 0 && p.pipeline > 1;
    q.plan.tensor = std::max(1, p.tensor);
    q.plan.pipeline = std::max(1, p.pipeline);
    q.plan.context = std::max(1, p.context);
    q.plan.interleave = std::max(1, p.interleave);
    q.plan.microBatch = std::max(1, p.microBatch);
    q.plan.expert = std::max(1, p.expert);
    q.plan.zeroStage = p.isFullyShardedData ? 3 : 1;
    if (c.spec->kind == AcceleratorClass::Neuron && q.plan.tensor > 1)
        q.plan.tensor /= 2; // Neuron counts cores, two to a chip
    q.hasFullRecompute = contains(f.text("notes"), "full recompute");
    q.plan.recompute = q.hasFullRecompute ? Recompute::Full : Recompute::Selective;
}

/// What the measured rate contains besides steps.
void readBasis(const Fields& f, TrainingQuery& q)
{
    const std::string basis = f.text("tflops_basis"), timed = f.text("time_basis");
    q.hasCampaignLosses = contains(basis, "GPU-hours") || contains(timed, "GPU-hours");
    // A rate from the log is of steps alone, whatever the run time beside it includes.
    q.hasEvaluation = contains(timed, "includes evaluation") && !contains(basis, "from log");
}

/// Sequences a step where the row does not say.
double usualBatch(const TrainingQuery& q)
{
    if (q.hasCampaignLosses) // Llama 2, BLOOM, Llama 3: 4 M tokens a batch
        return std::max(4.2e6 / q.sequence, q.accelerators / 8.0);
    return std::max(1.0, 4.0 * q.accelerators * 2048.0 / std::min(q.sequence, 8192.0) /
                             (q.plan.tensor * q.plan.pipeline));
}

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
    if (c.training.plan.zeroStage == 3 && !c.isPlanFixed)
        refineShardedPlan(c, factors);
}

} // namespace

void readTrainingCase(const Fields& f, MeasuredCase& c)
{
    TrainingQuery& q = c.training;
    q.model = c.architecture.get();
    q.accelerator = c.spec.get();
    q.format = parseNumberFormat(f.text("precision")).value_or(NumberFormat::Bf16);
    q.sequence = f.number("seq_len") > 0.0 ? f.number("seq_len") : 2048.0;
    readPlan(f, c);
    readBasis(f, q);
    q.accelerators = f.count("accelerators", q.hasCampaignLosses ? 2048 : 64);
    q.softwareYear = softwareYear(f.text("round_or_version"), c.source);
    if (referenceScaleOut(*c.spec) > 0.0)
        q.scaleOutBandwidth = referenceScaleOut(*c.spec);
    const double batch = f.number("gbs_sequences");
    q.globalBatch = batch > 0.0 ? batch : usualBatch(q);
    const bool isNemo = contains(c.source, "NeMo") || contains(c.source, "Megatron-Bridge");
    if (isNemo && q.kind != TrainingKind::Pretrain)
        q.packedSample = 200.0; // SQuAD questions with their passages, packed
    // These publishers' recipes add gradients up in 16 bits (grad_reduce_in_fp32 = false).
    if (isNemo || contains(c.source, "MLPerf"))
        q.gradientBytes = 2.0;
    applyRecipe(f, c);
    double rate = f.number("throughput_tok_s_total");
    if (rate <= 0.0)
        rate = f.number("tok_s_per_accel") * q.accelerators;
    addTarget(c, "step_time_s", f.number("step_time_s"));
    addTarget(c, "tok_s", rate);
}

void chooseTrainingPlan(MeasuredCase& c, const EfficiencyFactors& factors)
{
    if (!c.isPlanOpen) {
        refineTrainingPlan(c, factors);
        return;
    }
    TrainingQuery q = c.training;
    q.factors = &factors;
    if (const TrainingSearch found = bestTraining(q); found.best.isFeasible)
        c.training.plan = found.best.plan;
}

std::vector<double> predictTrainingCase(const MeasuredCase& c, const EfficiencyFactors& factors)
{
    TrainingQuery q = c.training;
    q.factors = &factors;
    TrainingEstimate e = estimateTraining(q);
    if (!e.isFeasible) // the row was measured, so some plan fits: take the shape without its memory
        e = estimateTrainingUnchecked(q);
    if (e.stepTime <= 0.0)
        return {};
    std::vector<double> values;
    const double kept = q.hasCampaignLosses ? e.ettr : 1.0;
    for (const CaseTarget& target : c.targets)
        values.push_back(target.name == "step_time_s" ? e.stepTime : e.tokensPerSecond * kept);
    return values;
}

} // namespace millwright
