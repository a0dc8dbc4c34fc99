#include "app/CommandLine.h"
#include "app/Evaluation.h"
#include "app/QuoteFile.h"
#include "app/verbs/Verbs.h"
#include "model/edit/PriceActions.h"
#include "model/export/BillExport.h"

namespace millwright {
namespace {

struct Options {
    std::string file;
    QuoteArguments quote;
    std::string output;
    bool isJson = false;
};

/// The design with the clear rows of the quote taken, if there is one.
Result<std::unique_ptr<Evaluation>> evaluate(const Options& options)
{
    if (options.quote.file.empty())
        return Evaluation::ofFile(options.file);
    auto loaded = readProject(options.file);
    if (!loaded)
        return loaded.error();
    Draft draft(std::move(loaded->project));
    const auto preview = readQuote(options.quote, partsOf(draft.project()), *draft.project().prices);
    if (!preview)
        return preview.error();
    if (preview->unclear > 0)
        std::fputs(quoteText(*preview).c_str(), stderr);
    if (auto taken = setPrices(draft, quotedEntries(*preview), options.quote.date); !taken)
        return taken.error();
    return Evaluation::ofProject(draft.project());
}

int runBom(const Options& options)
{
    auto design = evaluate(options);
    if (!design)
        return reportError(design.error());
    const auto bill = makeBill((*design)->project(), *(*design)->results().cost);
    if (!bill)
        return reportError(bill.error());
    if (options.output.empty())
        return deliver(options.isJson ? billJson(*bill) : billCsv(*bill), {});
    const auto written = writeBill(*bill, options.output);
    return written ? ExitGood : reportError(written.error());
}

} // namespace

void addBomVerb(CLI::App& app, VerbChoice& choice)
{
    auto options = std::make_shared<Options>();
    CLI::App* verb = app.add_subcommand("bom", "Write the bill of materials (CSV, XLSX or JSON by the output's ending)");
    verb->add_option("file", options->file, "Project file")->required();
    verb->add_option("-o,--output", options->output, "Target: .csv, .xlsx or .json");
    verb->add_option("--quote", options->quote.file, "With the prices of this quote (.xlsx, .csv)");
    addQuoteOptions(*verb, options->quote);
    verb->add_flag("--json", options->isJson, "Print JSON instead of CSV");
    verb->callback([options, &choice] { choice.run = [options] { return runBom(*options); }; });
}

} // namespace millwright
