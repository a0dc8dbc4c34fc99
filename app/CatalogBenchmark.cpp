#include "app/CatalogBenchmark.h"
#include "catalog/Catalog.h"
#include "catalog/CatalogLocation.h"
#include "catalog/PartImport.h"
#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <fstream>

namespace millwright {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::size_t searchedParts = 10000;
constexpr int importedTypes = 4000;

template <class Work>
double millisecondsOf(Work&& work)
{
    const auto start = Clock::now();
    work();
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

/// The shipped parts again and again under other ids and names, until there are enough.
std::vector<Part> manyParts(const Catalog& catalog)
{
    PartQuery everything;
    everything.limit = searchedParts;
    const auto shipped = catalog.search(everything);
    std::vector<Part> parts;
    for (std::size_t round = 1; !shipped.empty() && parts.size() + catalog.count() < searchedParts; ++round)
        for (const PartSummary& summary : shipped) {
            if (parts.size() + catalog.count() >= searchedParts)
                break;
            Part part = *catalog.part(summary.id);
            part.id = fmt::format("{:.70}-{}", part.id, round);
            part.name = fmt::format("{} series {}", part.name, round);
            parts.push_back(std::move(part));
        }
    return parts;
}

double searchTime(const Catalog& catalog)
{
    std::vector<double> times;
    for (const char* text : {"n", "h", "h100", "dgx h1", "crah", "400g", "nvidia switch", "liquid", "ups 500", "storage", "series 7", "zzz"}) {
        PartQuery query;
        query.text = text;
        std::vector<double> rounds;
        for (int i = 0; i < 7; ++i)
            rounds.push_back(millisecondsOf([&] { static_cast<void>(catalog.search(query).size()); }));
        std::sort(rounds.begin(), rounds.end());
        times.push_back(rounds[rounds.size() / 2]);
    }
    return *std::max_element(times.begin(), times.end()); // the slowest of what is typed
}

/// A device type of the library's average size, some 3 kB with 48 ports.
void writeTypes(const fs::path& folder)
{
    std::string ports = "weight: 12.5\nweight_unit: kg\npower-ports:\n  - name: P\n    type: iec-60320-c14\n    maximum_draw: 800\ninterfaces:\n";
    for (int i = 0; i < 48; ++i)
        ports += fmt::format("  - name: Ethernet1/{}\n    type: 25gbase-x-sfp28\n", i);
    for (int i = 0; i < importedTypes; ++i) {
        const fs::path vendor = folder / fmt::format("vendor-{}", i % 40);
        fs::create_directories(vendor);
        std::ofstream(vendor / fmt::format("t{}.yaml", i))
            << fmt::format("manufacturer: Vendor {}\nmodel: Model {}\nslug: t{}\nu_height: 1\nis_full_depth: true\n{}", i % 40, i, i, ports);
    }
}

} // namespace

Result<std::vector<BenchmarkRow>> benchmarkCatalog(const fs::path& folder)
{
    const auto shipped = findShippedCatalog();
    if (!shipped)
        return shipped.error();
    auto many = Catalog::open(*shipped, folder / "many.db");
    if (!many)
        return many.error();
    if (const auto stored = (*many)->storeParts(manyParts(**many)); !stored)
        return stored.error();
    std::vector<BenchmarkRow> rows{benchmarkRow("catalog.search", searchTime(**many))};
    writeTypes(folder / "types");
    auto own = Catalog::open(*shipped, folder / "imported.db");
    if (!own)
        return own.error();
    Result<ImportReport> report = ImportReport{};
    const double taken = millisecondsOf([&] { report = importNetBoxTypes(**own, folder / "types"); });
    if (!report)
        return report.error();
    if (report->imported != static_cast<std::size_t>(importedTypes))
        return fail("cli.internal", {std::string("device types were refused")});
    rows.push_back(benchmarkRow("catalog.import.4000", taken / 1e3));
    return rows;
}

} // namespace millwright
