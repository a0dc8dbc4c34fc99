#include "app/CommandLine.h"
#include "app/verbs/Verbs.h"
#include "model/estimate/Validation.h"

namespace millwright {
namespace {

struct Options {
    std::string file;
    std::string kind;
    std::string rows;
    std::vector<std::string> companions;
    bool isJson = false;
    bool isCrossed = false;
};

int runValidate(const Options& options)
{
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
    verb->add_option("cases", options->file, "CSV file of measured cases")->required();
    verb->add_option("--kind", options->kind, "inference, latency or training")->required();
    verb->add_option("-o,--output", options->rows, "Write the rows with predictions and errors as CSV");
    verb->add_option("--with", options->companions, "More case files that cross fits learn from");
    verb->add_flag("--cross", options->isCrossed, "Also leave one model and one accelerator out");
    verb->add_flag("--json", options->isJson, "Print JSON");
    verb->callback([options, &choice] { choice.run = [options] { return runValidate(*options); }; });
}

} // namespace millwright
