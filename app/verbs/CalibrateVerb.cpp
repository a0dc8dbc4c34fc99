#include "app/CommandLine.h"
#include "app/verbs/Verbs.h"
#include "model/analysis/DesignFactors.h"
#include "model/calibrate/Calibration.h"
#include "model/calibrate/MeasurementImport.h"
#include "model/edit/Document.h"
#include "model/edit/FieldActions.h"
#include "model/io/ProjectFile.h"
#include <chrono>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace millwright
{
namespace
{

using nlohmann::ordered_json;

struct Options {
    std::vector<std::string> files;
    Measurement defaults;
    double portGbps = 0.0;
    std::string factors, design, output;
    bool isJson = false;
};

std::string today()
{
    return fmt::format("{:%Y-%m-%d}", fmt::gmtime(std::chrono::system_clock::now()));
}

std::string sourceText(const Options& options)
{
    std::string text;
    for (const std::string& file : options.files)
        text += (text.empty() ? "" : ", ") + std::filesystem::path(file).filename().string();
    return text;
}

ordered_json problemJson(const Error& error)
{
    return {{"where", error.where}, {"text", formatMessage(error.message)}};
}

ordered_json toJson(const ImportedMeasurements& measured, const Calibration& result)
{
    ordered_json json{
        {"files", measured.files}, {"runs", measured.runs.size()}, {"compared", result.runs}};
    for (const auto& [target, e] : result.errors)
        json["targets"][target] = {
            {"runs", e.runs},        {"before", e.before},          {"after", e.after},
            {"held_out", e.heldOut}, {"band_before", e.bandBefore}, {"band_after", e.bandAfter}};
    json["factors"] = ordered_json::array();
    for (const FactorChange& change : result.changes)
        json["factors"].push_back(
            {{"name", factorInfos()[static_cast<std::size_t>(change.factor)].name},
             {"before", change.before},
             {"after", change.after}});
    json["links"] = ordered_json::array();
    for (const LinkShare& l : result.links)
        json["links"].push_back({{"where", l.link.where},
                                 {"collective", l.link.collective},
                                 {"accelerator", l.link.accelerator},
                                 {"ranks", l.link.ranks},
                                 {"nodes", l.link.nodes},
                                 {"bus_B_s", l.link.busBandwidth},
                                 {"latency_s", l.link.latency},
                                 {"share", l.share}});
    json["fabric_share"] = result.fabricShare;
    json["problems"] = ordered_json::array();
    for (const auto* list : {&measured.problems, &result.notCompared})
        for (const Error& error : *list)
            json["problems"].push_back(problemJson(error));
    return json;
}

std::string toText(const ImportedMeasurements& measured, const Calibration& result)
{
    std::string text = fmt::format("{} files, {} runs, {} compared\n", measured.files,
                                   measured.runs.size(), result.runs);
    for (const auto& [target, e] : result.errors)
        text += fmt::format("{:<13} {:>4} runs   median error {:5.1f} % -> {:5.1f} %, left out "
                            "{:5.1f} %   80 % band +-{:.0f} % -> +-{:.0f} %\n",
                            target, e.runs, 100 * e.before, 100 * e.after, 100 * e.heldOut,
                            100 * std::expm1(e.bandBefore), 100 * std::expm1(e.bandAfter));
    for (const FactorChange& change : result.changes)
        text += fmt::format("{:<28} {:.4g} -> {:.4g}\n",
                            factorInfos()[static_cast<std::size_t>(change.factor)].name,
                            change.before, change.after);
    for (const LinkShare& l : result.links)
        text += fmt::format("{:<13} {} ranks on {} nodes of {}: {:.1f} GB/s, {:.0f} % of the data "
                            "sheet, {:.1f} us\n",
                            l.link.collective, l.link.ranks, l.link.nodes, l.link.accelerator,
                            l.link.busBandwidth * 1e-9, 100 * l.share, l.link.latency * 1e6);
    for (const auto* list : {&measured.problems, &result.notCompared})
        for (const Error& error : *list)
            text += fmt::format("{}: {}\n", error.where, formatMessage(error.message));
    return text;
}

/// The design with the calibrated factors (and the measured efficiency of its fabric), as a new
/// file.
Result<void> writeDesign(const Options& options, const Calibration& result)
{
    auto project = readProject(options.design);
    if (!project)
        return project.error();
    if (project->isReadOnly)
        return Error{project->readOnlyReason, options.design};
    Document document(std::move(project->project));
    Transaction edit(document, {"edit.calibrate", {}});
    setCalibration(
        edit, calibratedRows(standardFactors(), result.factors, {sourceText(options), today()}));
    if (result.fabricShare > 0.0)
        if (const auto set = setParameter(edit, "network.efficiency",
                                          std::min(1.0, result.fabricShare), sourceText(options));
            !set)
            return set.error();
    edit.commit();
    return writeProject(options.output, document.project());
}

int runCalibrate(const Options& options)
{
    ImportedMeasurements measured;
    for (const std::string& file : options.files) {
        auto found = importMeasurements(file, options.defaults);
        if (!found)
            return reportError(found.error());
        measured.add(std::move(*found));
    }
    CalibrationOptions how;
    how.portBandwidth = options.portGbps * 1e9 / 8.0;
    const auto result = calibrate(measured, how);
    if (!result) {
        for (const Error& problem : measured.problems)
            reportError(problem);
        return reportError(result.error());
    }
    if (!options.factors.empty())
        if (const int code = deliver(
                writeFactors(result->factors, "fitted on " + sourceText(options) + ", " + today()),
                options.factors);
            code != ExitGood)
            return code;
    if (!options.design.empty())
        if (const auto written = writeDesign(options, *result); !written)
            return reportError(written.error());
    const int code = deliver(
        options.isJson ? toJson(measured, *result)
                                 .dump(1, ' ', false, ordered_json::error_handler_t::replace) +
                             "\n"
                       : toText(measured, *result),
        {});
    return code != ExitGood                                           ? code
           : measured.problems.empty() && result->notCompared.empty() ? ExitGood
                                                                      : ExitFindings;
}

} // namespace

void addCalibrateVerb(CLI::App& app, VerbChoice& choice)
{
    auto options = std::make_shared<Options>();
    CLI::App* verb =
        app.add_subcommand("calibrate", "Refit the estimator on your own measurements (vLLM, "
                                        "SGLang, trtllm-bench, MLPerf, nccl-tests)");
    Measurement& d = options->defaults;
    verb->add_option("files", options->files, "Results: files or folders")->required();
    verb->add_option("--accelerator", d.accelerator, "Accelerator, where a file does not name it");
    verb->add_option("--count", d.accelerators, "Accelerators that ran")
        ->check(CLI::Range(1, 1000000));
    verb->add_option("--model", d.model, "Model");
    verb->add_option("--format", d.format, "Number format of the weights");
    verb->add_option("--framework", d.framework, "vllm, sglang, tensorrt-llm");
    verb->add_option("--tensor", d.tensor, "Tensor-parallel ranks")->check(CLI::Range(1, 1024));
    verb->add_option("--pipeline", d.pipeline, "Pipeline stages")->check(CLI::Range(1, 1024));
    verb->add_option("--expert", d.expert, "Expert-parallel ranks")->check(CLI::Range(1, 4096));
    verb->add_option("--input", d.inputTokens, "Prompt tokens per request")
        ->check(CLI::Range(1.0, 1e7));
    verb->add_option("--output-tokens", d.outputTokens, "Output tokens per request")
        ->check(CLI::Range(1.0, 1e7));
    verb->add_option("--concurrency", d.concurrency, "Requests in flight")
        ->check(CLI::Range(1.0, 1e7));
    verb->add_option("--port", options->portGbps,
                     "Fabric port per accelerator, Gb/s, for collectives across nodes")
        ->check(CLI::PositiveNumber);
    verb->add_option("--factors", options->factors, "Write the factors as CSV");
    CLI::Option* design =
        verb->add_option("--design", options->design, "Put the factors into this design ...");
    verb->add_option("-o,--output", options->output, "... and write it to this file")
        ->needs(design);
    design->needs("--output");
    verb->add_flag("--json", options->isJson, "Print JSON");
    verb->callback(
        [options, &choice] { choice.run = [options] { return runCalibrate(*options); }; });
}

} // namespace millwright
