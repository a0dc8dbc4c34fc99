#include "app/CatalogAccess.h"
#include "app/CatalogBenchmark.h"
#include "app/CommandLine.h"
#include "app/StartBenchmark.h"
#include "app/verbs/Verbs.h"
#include "model/estimate/EstimateBenchmark.h"
#include "model/explore/Benchmark.h"
#include "model/explore/BenchmarkDesign.h"
#include "model/io/ProjectFile.h"
#include "views/canvas/CanvasBenchmark.h"
#include "views/theme/ThemeManager.h"
#include <QApplication>
#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace millwright {
namespace {

struct Options {
    int design = 0;
    std::string output;
    bool isJson = false;
};

int writeDesign(const Options& options, const PartSource& parts)
{
    if (options.output.empty())
        return reportError(fail("cli.needs-output"));
    const auto project = benchmarkDesign(options.design, parts);
    if (!project)
        return reportError(project.error());
    if (const auto written = writeProject(options.output, *project); !written)
        return reportError(written.error());
    const BenchmarkCounts counts = countBenchmark(*project);
    std::fprintf(stderr, "%zu racks, %zu devices, %zu accelerators, %zu power parts, %zu feeds, %zu cooling parts, %zu fabrics\n", counts.racks,
                 counts.devices, counts.accelerators, counts.powerParts, counts.feeds, counts.coolingParts, counts.fabrics);
    return ExitGood;
}

/// Steps of the canvas at 10,000 racks, painted without a display.
Result<std::vector<BenchmarkRow>> canvasRows(const PartSource& parts)
{
    const auto project = benchmarkDesign(10000, parts);
    if (!project)
        return project.error();
    if (qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    int argc = 1;
    char name[] = "millwright";
    char* argv[] = {name, nullptr};
    QApplication application(argc, argv);
    const ThemeManager themes(application);
    static const std::map<std::string, std::string> names = {{"canvas.zoom.median", "canvas.zoom.10000"},
                                                             {"canvas.pan.fitted.median", "canvas.pan.10000"},
                                                             {"canvas.drag.median", "canvas.drag.10000"}};
    std::vector<BenchmarkRow> rows;
    for (const CanvasFigure& figure : canvasBenchmark(*project, themes))
        if (const auto found = names.find(figure.name); found != names.end())
            rows.push_back(benchmarkRow(found->second, figure.value));
    return rows;
}

int runBench(const Options& options)
{
    const auto catalog = openCatalog();
    if (!catalog)
        return reportError(catalog.error());
    if (options.design > 0)
        return writeDesign(options, **catalog);
    const auto folder = std::filesystem::temp_directory_path() / fmt::format("millwright-bench-{}", ::getpid());
    std::filesystem::create_directories(folder);
    auto rows = runModelBenchmarks(**catalog, folder);
    const auto catalogRows = benchmarkCatalog(folder);
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
    if (!rows)
        return reportError(rows.error());
    if (!catalogRows)
        return reportError(catalogRows.error());
    rows->insert(rows->end(), catalogRows->begin(), catalogRows->end());
    const auto canvas = canvasRows(**catalog);
    if (!canvas)
        return reportError(canvas.error());
    rows->insert(rows->end(), canvas->begin(), canvas->end());
    for (const EstimateTiming& timing : benchmarkEstimates())
        rows->push_back(benchmarkRow(timing.name, timing.value));
    if (const auto start = measureStart())
        rows->push_back(benchmarkRow("window.start", *start));
    nlohmann::ordered_json results = nlohmann::ordered_json::array();
    for (const BenchmarkRow& row : *rows)
        results.push_back({{"name", row.name}, {"value", row.value}, {"unit", row.unit}, {"goal", row.goal}, {"better", row.better}});
    return deliver(nlohmann::ordered_json{{"results", std::move(results)}}.dump(2) + "\n", options.output);
}

} // namespace

void addBenchVerb(CLI::App& app, VerbChoice& choice)
{
    auto options = std::make_shared<Options>();
    CLI::App* verb = app.add_subcommand("bench", "Measure against docs/goals.csv, or write the benchmark design");
    verb->add_option("--design", options->design, "Write the design with so many racks instead of measuring")->check(CLI::Range(10, 100000));
    verb->add_option("-o,--output", options->output, "Write to this file");
    verb->add_flag("--json", options->isJson, "JSON is what it prints anyway");
    verb->callback([options, &choice] { choice.run = [options] { return runBench(*options); }; });
}

} // namespace millwright
