#include "app/CommandLine.h"
#include "app/verbs/Verbs.h"
#include "catalog/ImportReport.h"
#include "model/calibrate/MeasurementImport.h"
#include "model/assist/Assist.h"
#include "model/base/Csv.h"
#include "model/base/Units.h"
#include "model/edit/EditMessages.h"
#include "model/estimate/EstimateParts.h"
#include "model/explore/DesignBuilder.h"
#include "model/export/BillExport.h"
#include "model/graph/FabricCounts.h"
#include "model/io/IoMessages.h"
#include "model/prices/PriceMessages.h"
#include "model/prices/QuoteImport.h"
#include "model/rules/Rule.h"
#include "model/sheet/Sheet.h"
#include <algorithm>
#include <cstdio>
#include <exception>
#include <string_view>

namespace millwright {
namespace {

void registerCommandMessages()
{
    registerMessagePatterns({
        {"cli.measure", "{0}"},
        {"cli.unknown-kind", "there is no kind of part called {0}"},
        {"cli.unknown-region", "there is no region {0}: catalog regions lists them"},
        {"cli.unknown-part", "the catalog has no part {0}"},
        {"cli.not-outdated", "the design holds no part {0} that differs from the catalog"},
        {"cli.nothing-imported", "nothing of it could be taken"},
        {"cli.bad-mapping", "a mapping is a JSON object of headers and field keys"},
        {"cli.needs-case-kind", "say what the rows measure: --kind inference, latency or training"},
        {"cli.needs-accelerator", "say on which accelerator: estimate {0} ACCELERATOR; catalog list --kind accelerator lists them"},
        {"cli.unknown-model-near", "the model library has no model {0}; near it: {1}"},
        {"cli.unknown-case-kind", "{0} is no kind of case: inference, latency, training"},
        {"cli.unknown-model", "the model library has no model {0}: catalog models lists them; --config reads a config.json"},
        {"cli.is-generic", "{0} is no language model: estimate --generic {0} ACCELERATOR"},
        {"cli.needs-model", "say which model, by id or with --config"},
        {"cli.unknown-preset", "there is no preset {0}; known: {1}"},
        {"cli.unknown-accelerator", "no accelerator {0} with peak and memory figures is known: catalog list --kind accelerator lists them"},
        {"cli.unknown-format", "{0} is no number format: fp32, bf16, fp16, fp8, int8, fp4, mxfp4, int4"},
        {"cli.unknown-workload", "the design has no workload {0}; it has: {1}"},
        {"cli.needs-workload", "say with --workload NAME whose pool is meant"},
        {"cli.unknown-hall", "the design has no hall {0}"},
        {"cli.needs-output", "say with -o FILE where the design goes"},
        {"cli.pair", "{0}: write NAME=NUMBER, such as {1}"},
        {"cli.cannot-print", "the output cannot be written"},
        {"cli.internal", "this should not have happened: {0}"},
        {"metric.unknown", "there is no metric {0}"},
        {"metric.no-value", "the design says nothing about {0}"},
        {"analysis.cycle", "analyses read each other in a circle: {0}"},
        {"analysis.unknown", "the analysis {1} reads {0}, which does not exist"},
        {"explain.counted", "counted in the design"},
        {"explain.design-input", "typed into the design"},
        {"explain.part-size", "size of the part"},
        {"explain.part-ports", "ports of the placed parts, slowest"},
        {"explain.rounded-to-cents", "rounded to cents as on the bill"},
        {"explain.rounded-up", "rounded up to whole people"},
        {"explain.one-job", "one of the served workloads"},
    });
}

/// Verbs print their help and errors by CLI11; a wrong command line is "cannot do it".
int parseAndRun(int argc, char** argv)
{
    CLI::App app("Millwright designs AI factories: room, power, cooling, network, tokens and money in one model.", "millwright");
    app.set_version_flag("--version", MILLWRIGHT_VERSION);
    app.require_subcommand(1);
    VerbChoice choice;
    for (const auto add : {addCheckVerb, addMetricsVerb, addExplainVerb, addBomVerb, addPricesVerb, addFabricVerb, addCatalogVerb, addValidateVerb,
                           addEstimateVerb, addCalibrateVerb, addRenderVerb, addBenchVerb, addRegionVerb})
        add(app, choice);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& help) {
        return app.exit(help);
    } catch (const CLI::ParseError& error) {
        app.exit(error);
        return ExitFailed;
    }
    return choice.run ? choice.run() : ExitFailed;
}

} // namespace

void registerAllMessages()
{
    registerUnitMessages();
    registerCsvMessages();
    registerEstimateMessages();
    registerCalibrateMessages();
    registerFabricMessages();
    registerEditMessages();
    registerIoMessages();
    registerPriceMessages();
    registerSheetMessages();
    registerQuoteMessages();
    registerRuleMessages();
    registerAssistMessages();
    registerExploreMessages();
    registerExportMessages();
    registerCatalogMessages();
    registerCommandMessages();
}

std::optional<int> runCommandLine(int argc, char** argv)
{
    constexpr std::string_view verbs[] = {"check", "metrics", "explain", "bom", "prices", "fabric", "catalog", "validate", "estimate", "calibrate", "render", "bench", "region", "--help", "-h", "--version"};
    if (argc < 2 || std::find(std::begin(verbs), std::end(verbs), std::string_view(argv[1])) == std::end(verbs))
        return std::nullopt;
    try {
        return parseAndRun(argc, argv);
    } catch (const std::exception& exception) {
        // Own code throws nothing; this is a library's exception (out of memory, a broken standard stream).
        return reportError(fail("cli.internal", {std::string(exception.what())}));
    }
}

} // namespace millwright
