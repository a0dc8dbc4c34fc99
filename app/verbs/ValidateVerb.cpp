#include "app/CommandLine.h"
#include "app/verbs/Verbs.h"
#include "model/estimate/Validation.h"
#include "model/report/EstimatorReport.h"
#include <filesystem>

namespace millwright {
namespace {

struct Options {
    std::string file;
    std::string kind;
    std::string rows;
    std::vector<std::string> companions;
    std::string report;
    std::string data;
    bool isJson = false;
    bool isCrossed = false;
};

/// The three case files of a folder, crossed, as the published report.
int writeReport(const Options& options)
{
    struct Source {
        CaseKind kind;
        const char* file;
        std::vector<std::string> companions;
    };
    const std::string inference = options.file + "/inference_cases.csv", latency = options.file + "/silicon_latency_cases.csv";
    std::vector<ValidationReport> reports;
    for (const auto& [kind, file, companions] : {Source{CaseKind::Inference, "inference_cases.csv", {latency}},
                                                 Source{CaseKind::Latency, "silicon_latency_cases.csv", {inference}},
                                                 Source{CaseKind::Training, "training_cases.csv", {}}}) {
        ValidationOptions how;
        how.isCrossed = true;
        how.companions = companions;
        auto report = validate(kind, options.file + "/" + file, how);
        if (!report)
            return reportError(report.error());
        reports.push_back(std::move(*report));
    }
    std::error_code ignored;
    std::filesystem::create_directories(std::filesystem::path(options.report) / "validation", ignored);
    for (const ReportFile& file : estimatorReport(reports))
        if (const int code = deliver(file.text, options.report + "/" + file.path); code != ExitGood)
            return code;
    return options.data.empty() ? int(ExitGood) : deliver(estimatorReportData(reports), options.data);
}

int runValidate(const Options& options)
{
    if (!options.report.empty())
        return writeReport(options);
    if (options.kind.empty())
        return reportError(fail("cli.needs-case-kind"));
    const auto kind = parseCaseKind(options.kind);
    if (!kind)
        return reportError(fail("cli.unknown-case-kind", {options.kind}));
    ValidationOptions how;
    how.isCrossed = options.isCrossed;
    how.companions = options.companions;
    const auto report = validate(*kind, options.file, how);
    if (!report)
        return reportError(report.error());
    if (!options.rows.empty())
        if (const auto written = writeRows(*report, options.rows); !written)
            return reportError(written.error());
    return deliver(options.isJson ? toJson(*report) : toText(*report), {});
}

} // namespace

void addValidateVerb(CLI::App& app, VerbChoice& choice)
{
    auto options = std::make_shared<Options>();
    CLI::App* verb = app.add_subcommand("validate", "Compare the estimator with measured cases");
    verb->add_option("cases", options->file, "CSV file of measured cases; with --report, the folder of the three case files")->required();
    verb->footer("Columns, also of published results: docs/estimator.md, Defaults of a case row; needed are id, accelerator, model and what was measured:\n"
                 "output_tok_s_total (inference), ttft_mean_ms and tpot_mean_ms (latency), step_time_s or tok_s (training).");
    verb->add_option("--kind", options->kind, "What the rows measure: inference, latency or training");
    verb->add_option("-o,--output", options->rows, "Write the rows with predictions and errors as CSV");
    verb->add_option("--with", options->companions, "More case files that cross fits learn from");
    verb->add_flag("--cross", options->isCrossed, "Also leave one model and one accelerator out");
    CLI::Option* report = verb->add_option("--report", options->report, "Write the published report with its plots into this folder");
    verb->add_option("--data", options->data, "Write the report's numbers as JSON for the window")->needs(report);
    verb->add_flag("--json", options->isJson, "Print JSON");
    verb->callback([options, &choice] { choice.run = [options] { return runValidate(*options); }; });
}

} // namespace millwright
