#include "app/verbs/StudyOutput.h"
#include "app/CatalogAccess.h"
#include "app/CommandLine.h"
#include "app/Evaluation.h"
#include "app/verbs/Verbs.h"
#include "model/base/Units.h"
#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace millwright {
namespace {

using nlohmann::ordered_json;

ordered_json planJson(const ServingPlan& plan)
{
    return {{"tensor", plan.tensor}, {"pipeline", plan.pipeline}, {"expert", plan.expert}, {"attention_data", plan.attentionData},
            {"replicas", plan.replicas}};
}

ordered_json texts(const std::vector<Message>& messages)
{
    ordered_json list = ordered_json::array();
    for (const Message& message : messages)
        list.push_back(formatMessage(message));
    return list;
}

ordered_json figuresJson(const JobStudy& study)
{
    ordered_json figures = ordered_json::object();
    if (!study.isFeasible())
        return figures;
    for (const JobFigure& figure : figuresOf(study)) {
        const auto value = figure.value(study);
        if (!value)
            continue;
        ordered_json row = {{"value", *value}, {"unit", figure.unit}};
        if (const auto band = figure.band(study))
            row.update({{"low", band->low}, {"high", band->high}});
        figures[std::string(figure.id)] = std::move(row);
    }
    return figures;
}

ordered_json frontJson(const JobStudy& study)
{
    ordered_json front = ordered_json::array();
    for (const ServingEstimate& e : study.front)
        front.push_back({{"plan", planJson(e.plan)}, {"batch", e.batch}, {"tok_s_user", e.userTokensPerSecond()},
                         {"tok_s_accelerator", e.perAccelerator}});
    return front;
}

ordered_json refusedJson(const JobStudy& study)
{
    ordered_json refused = ordered_json::array();
    for (const ServingEstimate& e : study.refusedPlans)
        refused.push_back({{"plan", planJson(e.plan)}, {"reason", formatMessage(e.infeasible)}, {"short_B", e.memory.shortBy}});
    return refused;
}

ordered_json rooflineJson(const Roofline& roofline)
{
    ordered_json ceilings = ordered_json::object(), points = ordered_json::array();
    for (const RooflineCeiling& ceiling : roofline.ceilings)
        ceilings[std::string(formatName(ceiling.format))] = ceiling.peak;
    for (const RooflinePoint& point : roofline.points)
        points.push_back({{"phase", rooflinePhaseName(point.phase)}, {"flop_per_B", point.intensity}, {"flop_s", point.rate}, {"bound_flop_s", point.bound}});
    return {{"bandwidth_B_s", roofline.bandwidth}, {"peaks_flop_s", std::move(ceilings)}, {"points", std::move(points)}};
}

ordered_json servingParts(const JobStudy& study)
{
    const ServingMemory& m = study.serving.best.memory;
    const StepParts& s = study.serving.best.step;
    return {{"memory_B", {{"weights", m.weights}, {"cache", m.kvCache}, {"activations", m.activations}, {"capacity", m.capacity}, {"short", m.shortBy}}},
            {"step_s", {{"weights", s.weights}, {"attention", s.attention}, {"scale_up", s.scaleUp}, {"scale_out", s.scaleOut},
                        {"layers", s.layerOverhead}, {"host", s.stepOverhead}, {"prefill", s.prefill}}}};
}

ordered_json trainingParts(const JobStudy& study)
{
    const TrainingMemory& m = study.training.best.memory;
    const TrainingStepParts& s = study.training.best.step;
    return {{"memory_B", {{"weights", m.weights}, {"gradients", m.gradients}, {"optimizer", m.optimizer}, {"activations", m.activations},
                          {"buffers", m.buffers}, {"capacity", m.capacity}}},
            {"step_s", {{"compute", s.compute}, {"recompute", s.recompute}, {"bubble", s.bubble}, {"tensor", s.tensorComm}, {"expert", s.expertComm},
                        {"data", s.dataComm}, {"pipeline", s.pipelineComm}, {"optimizer", s.optimizer}, {"overhead", s.overhead}, {"host", s.host},
                        {"straggler", s.straggler}}}};
}

ordered_json genericParts(const JobStudy& study)
{
    const GenericEstimate& e = study.generic.best;
    return {{"batch", e.batch}, {"memory_B", {{"parameters", e.memoryNeeded}, {"batch", e.memoryBatch}, {"capacity", e.memoryCapacity}}},
            {"batch_s", {{"work", e.batchTime - e.overhead}, {"overhead", e.overhead}}}};
}

ordered_json studyJson(const JobStudy& study)
{
    ordered_json out = {{"workload", study.workload().name}, {"accelerator", study.question.accelerator.str()}, {"accelerators", study.accelerators()},
                        {"feasible", study.isFeasible()}, {"reason", formatMessage(study.reason())}, {"figures", figuresJson(study)},
                        {"remedies", texts(study.remedies)}, {"notes", texts(study.notes())}};
    if (study.isFeasible())
        out["confidence"] = confidenceName(study.confidence());
    if (study.hasEstimate())
        out.update(study.isServing() ? servingParts(study) : study.isTraining() ? trainingParts(study) : genericParts(study));
    if (study.isServing())
        out.update({{"tried", study.tried}, {"front", frontJson(study)}, {"refused_plans", refusedJson(study)}});
    out.update({{"refused", texts(study.refused)}, {"roofline", rooflineJson(study.roofline)}});
    return out;
}

std::string studyText(const JobStudy& study)
{
    std::string text = fmt::format("{} on {} x {}\n{}\n", study.workload().name, study.accelerators(), study.question.acceleratorName,
                                   formatMessage(study.reason()));
    if (study.isFeasible())
        for (const JobFigure& figure : figuresOf(study)) {
            const auto value = figure.value(study);
            if (!value)
                continue;
            text += fmt::format("  {:<28} {}", figure.label, formatMeasure(*value, figure.unit));
            if (const auto band = figure.band(study))
                text += fmt::format("  ({} to {}, 80 % band)", formatMeasure(band->low, figure.unit), formatMeasure(band->high, figure.unit));
            text += "\n";
        }
    for (const Message& remedy : study.remedies)
        text += "  would fit: " + formatMessage(remedy) + "\n";
    for (const ServingEstimate& e : study.front)
        text += fmt::format("  front: TP{} PP{} EP{} DP{} batch {:.0f}: {:.1f} tok/s for a user, {:.1f} tok/s per accelerator\n", e.plan.tensor, e.plan.pipeline,
                            e.plan.expert, e.plan.replicas, e.batch, e.userTokensPerSecond(), e.perAccelerator);
    for (const Message& reason : study.refused)
        text += "  refused: " + formatMessage(reason) + "\n";
    return text;
}

ordered_json bandJson(double value, const EstimateBand& band)
{
    return {{"value", value}, {"low", band.low}, {"high", band.high}};
}

ordered_json comparedJson(const ComparedJob& c)
{
    ordered_json row = {{"accelerator", c.offer.spec->id}, {"name", c.offer.name}, {"feasible", c.isFeasible}};
    if (!c.isFeasible) {
        row["reason"] = formatMessage(c.reason);
        return row;
    }
    const bool isGeneric = c.study->isGeneric();
    row.update({{"plan", c.plan}, {isGeneric ? "samples_s_per_accelerator" : "tok_s_per_accelerator", bandJson(c.perAccelerator, c.perAcceleratorBand)},
                {"confidence", confidenceName(c.confidence)}});
    if (c.tokensPerJoule > 0.0)
        row[isGeneric ? "samples_per_J" : "tok_per_J"] = c.tokensPerJoule;
    if (isGeneric)
        row["latency_s"] = bandJson(c.latency, c.latencyBand);
    else if (c.study->isServing())
        row.update({{"tpot_mean_s", bandJson(c.tpot, c.tpotBand)}, {"ttft_p99_s", c.ttft}});
    else
        row.update({{"days", bandJson(c.days, c.daysBand)}, {"mfu", c.mfu}});
    if (c.costPerMillion > 0.0)
        row.update({{isGeneric ? "usd_per_million_samples" : "usd_per_million_tok", bandJson(c.costPerMillion, c.costBand)}, {"priced_system", c.offer.pricedSystem}});
    return row;
}

std::string comparedText(const ComparedJob& c)
{
    if (!c.isFeasible)
        return fmt::format("{:<32} {}\n", c.offer.name, formatMessage(c.reason));
    const bool isGeneric = c.study->isGeneric(), isServing = c.study->isServing();
    const double time = isGeneric ? c.latency : isServing ? c.tpot : c.days;
    return fmt::format("{:<32} {:>16} {:>12} {:>16} {:>14}  {}\n", c.offer.name, formatMeasure(c.perAccelerator, isGeneric ? "samples/s" : "tok/s"),
                       formatMeasure(time, isServing || isGeneric ? "s" : "days"),
                       c.tokensPerJoule > 0.0 ? formatMeasure(c.tokensPerJoule, isGeneric ? "samples/J" : "tok/J") : std::string("-"),
                       c.costPerMillion > 0.0 ? fmt::format("{:.4g} $/M", c.costPerMillion) : std::string("-"), c.plan);
}

/// The offers that are named, by id or by the name's end, in the order of the catalog.
Result<std::vector<AcceleratorOffer>> chosenOffers(std::vector<AcceleratorOffer> offers, const std::vector<std::string>& names)
{
    if (names.size() == 1 && names.front() == "all")
        return offers;
    std::vector<AcceleratorOffer> chosen;
    for (const std::string& name : names) {
        const auto found = std::find_if(offers.begin(), offers.end(), [&](const AcceleratorOffer& offer) {
            return offer.spec->id == name || offer.name == name || offer.spec->name == name;
        });
        if (found == offers.end())
            return fail("cli.unknown-accelerator", {name});
        chosen.push_back(*found);
    }
    return chosen;
}

int deliverComparison(const JobQuestion& question, const PartLibrary& parts, const ComparisonPrices& prices, const StudyOptions& options)
{
    const auto catalog = openCatalog();
    auto offers = chosenOffers(acceleratorOffers(parts, catalog ? catalog->get() : nullptr), options.compare);
    if (!offers)
        return reportError(offers.error());
    const auto compared = compareJob(question, *offers, prices);
    ordered_json rows = ordered_json::array();
    std::string text;
    bool hasAny = false;
    const char* time = question.workload.kind == WorkloadKind::Serve ? "per token" : hasSamples(question.workload) ? "latency" : "duration";
    text += fmt::format("{:<32} {:>16} {:>12} {:>16} {:>14}  {}\n", "accelerator", "each", time, "energy", "cost", "plan, or why not");
    for (const ComparedJob& job : compared) {
        rows.push_back(comparedJson(job));
        text += comparedText(job);
        hasAny = hasAny || job.isFeasible;
    }
    const ordered_json document = {{"workload", question.workload.name}, {"accelerators", question.place ? question.place->accelerators : 0},
                                   {"compared", std::move(rows)}};
    const int code = deliver(options.isJson ? document.dump(2) + "\n" : text, options.output);
    return code == ExitGood && !hasAny ? ExitFindings : code;
}

} // namespace

Result<JobQuestion> questionOf(const MetricContext& design, const std::string& workload)
{
    std::string known;
    for (const Workload& row : design.project.blueprint().table<Workload>()) {
        if (workload.empty() || row.name == workload)
            return jobQuestion(design, row);
        known += (known.empty() ? "" : ", ") + row.name;
    }
    return fail("cli.unknown-workload", {workload, known.empty() ? std::string("none") : known});
}

int runStudy(JobQuestion question, const PartLibrary& parts, const ComparisonPrices& prices, const StudyOptions& options)
{
    if (!options.compare.empty()) {
        if (question.refusal)
            return reportError(Error{*question.refusal, {}});
        return deliverComparison(question, parts, prices, options);
    }
    const auto study = studyJob(std::move(question));
    const int code = deliver(options.isJson ? studyJson(*study).dump(2) + "\n" : studyText(*study), options.output);
    return code == ExitGood && !study->isFeasible() ? ExitFindings : code;
}

int runDesignStudy(const std::string& file, const std::string& workload, const StudyOptions& options)
{
    auto design = Evaluation::ofFile(file);
    if (!design)
        return reportError(design.error());
    const MetricContext context = (*design)->metrics();
    auto question = questionOf(context, workload);
    if (!question)
        return reportError(question.error());
    const ComparisonPrices prices = comparisonPrices(context, question->workload.utilisation);
    return runStudy(std::move(*question), context.project.parts, prices, options);
}

} // namespace millwright
