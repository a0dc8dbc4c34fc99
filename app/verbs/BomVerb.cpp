#include "app/CommandLine.h"
#include "app/Evaluation.h"
#include "app/verbs/Verbs.h"
#include "model/export/BillExport.h"

namespace millwright {
namespace {

struct Options {
    std::string file;
    std::string output;
    bool isJson = false;
};

int runBom(const Options& options)
{
    auto design = Evaluation::ofFile(options.file);
    if (!design)
        return reportError(design.error());
    const Bill bill = makeBill((*design)->project(), *(*design)->results().cost);
    if (options.output.empty())
        return deliver(options.isJson ? billJson(bill) : billCsv(bill), {});
    const auto written = writeBill(bill, options.output);
    return written ? ExitGood : reportError(written.error());
}

} // namespace

void addBomVerb(CLI::App& app, VerbChoice& choice)
{
    auto options = std::make_shared<Options>();
    CLI::App* verb = app.add_subcommand("bom", "Write the bill of materials (CSV, XLSX or JSON by the output's ending)");
    verb->add_option("file", options->file, "Project file")->required();
    verb->add_option("-o,--output", options->output, "Target: .csv, .xlsx or .json");
    verb->add_flag("--json", options->isJson, "Print JSON instead of CSV");
    verb->callback([options, &choice] { choice.run = [options] { return runBom(*options); }; });
}

} // namespace millwright
