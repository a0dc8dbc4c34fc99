#include "app/CatalogAccess.h"
#include "app/CommandLine.h"
#include "app/QuoteFile.h"
#include "app/verbs/Verbs.h"
#include "model/io/ProjectFile.h"

namespace millwright
{
namespace
{

struct Options {
    QuoteArguments quote;
    std::string design;
    std::string output;
    bool isJson = false;
};

Result<std::vector<PartPtr>> catalogParts()
{
    const auto catalog = openCatalog();
    if (!catalog)
        return catalog.error();
    PartQuery query;
    query.limit = 100000;
    std::vector<PartPtr> parts;
    for (const PartSummary& summary : (*catalog)->search(query))
        if (PartPtr part = (*catalog)->part(summary.id))
            parts.push_back(std::move(part));
    return parts;
}

int runQuote(const Options& options)
{
    Result<std::vector<PartPtr>> parts = std::vector<PartPtr>();
    PriceBook book;
    if (options.design.empty()) {
        parts = catalogParts();
    } else {
        const auto loaded = readProject(options.design);
        if (!loaded)
            return reportError(loaded.error());
        book = *loaded->project.prices;
        parts = partsOf(loaded->project);
    }
    if (!parts)
        return reportError(parts.error());
    const auto preview = readQuote(options.quote, *parts, book);
    if (!preview)
        return reportError(preview.error());
    const int delivered =
        deliver(options.isJson ? quoteJson(*preview) : quoteText(*preview), options.output);
    return delivered == ExitGood && preview->unclear > 0 ? ExitFindings : delivered;
}

} // namespace

void addQuoteVerb(CLI::App& catalog, VerbChoice& choice)
{
    auto options = std::make_shared<Options>();
    CLI::App* verb = catalog.add_subcommand(
        "prices",
        "What a quote (CSV, XLSX) would change, row by row; exit code 1 if rows are unclear");
    verb->add_option("quote", options->quote.file, "Quote: .xlsx or .csv")->required();
    verb->add_option("--design", options->design,
                     "Compare with this design's parts and prices; with the catalog's otherwise");
    addQuoteOptions(*verb, options->quote);
    verb->add_option("-o,--output", options->output, "Write to this file");
    verb->add_flag("--json", options->isJson, "Print JSON");
    verb->callback([options, &choice] { choice.run = [options] { return runQuote(*options); }; });
}

} // namespace millwright
