#include "model/explore/Benchmark.h"
#include "model/analysis/RecalculationGraph.h"
#include "model/edit/Document.h"
#include "model/explore/BenchmarkDesign.h"
#include "model/io/ProjectFile.h"
#include "model/rules/Rule.h"
#include <algorithm>
#include <chrono>
#include <optional>

namespace millwright
{
namespace
{

using Clock = std::chrono::steady_clock;

template <class Work> double millisecondsOf(Work&& work)
{
    const auto start = Clock::now();
    work();
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

double percentile(std::vector<double> values, double share)
{
    if (values.empty())
        return 0.0;
    std::sort(values.begin(), values.end());
    const auto at = static_cast<std::size_t>(share * static_cast<double>(values.size() - 1) + 0.5);
    return values[at];
}

/// The median of `times` runs.
template <class Work> double medianOf(int times, Work&& work)
{
    std::vector<double> values;
    for (int i = 0; i < times; ++i)
        values.push_back(millisecondsOf(work));
    return percentile(std::move(values), 0.5);
}

constexpr std::size_t editCount = 200;
constexpr unsigned editSeed = 20260401;

class ModelBench
{
public:
    ModelBench(const PartSource& parts, std::filesystem::path folder)
        : m_parts(parts), m_folder(std::move(folder))
    {
    }

    Result<std::vector<BenchmarkRow>> run()
    {
        for (const int racks : {1000, 10000}) {
            std::optional<Result<Project>> design;
            const double built =
                millisecondsOf([&] { design.emplace(benchmarkDesign(racks, m_parts)); });
            if (!*design)
                return design->error();
            const Project project = std::move(**design);
            const std::string size = std::to_string(racks);
            add("design.build." + size, built);
            if (auto measured = measureEdits(project, size); !measured)
                return measured.error();
            if (racks < 10000)
                continue;
            measureWrite(project);
            if (auto measured = measureFile(project); !measured)
                return measured.error();
        }
        return std::move(m_rows);
    }

private:
    void add(std::string_view name, double value) { m_rows.push_back(benchmarkRow(name, value)); }

    /// From the action's call to the last live result and finding, of each edit on its own.
    Result<void> measureEdits(const Project& project, const std::string& size)
    {
        auto graph = RecalculationGraph::create();
        if (!graph)
            return graph.error();
        Document document(project);
        RuleRunner rules;
        const auto judge = [&](const ChangeSet& changes) {
            rules.update(
                {document.project(), document.blueprint(), graph->parameters(), graph->results()},
                changes);
        };
        add("recalculate.full." + size, millisecondsOf([&] {
                graph->update(document.project(), ChangeSet::everything(), false);
                judge(ChangeSet::everything());
            }));
        graph->update(document.project(), ChangeSet::everything(), true);
        judge(ChangeSet::everything());
        std::vector<double> times;
        for (const BenchmarkEdit& edit : benchmarkEdits(project, editCount, editSeed))
            times.push_back(millisecondsOf([&] {
                Transaction transaction(document, {edit.kind.data(), {}});
                edit.apply(transaction);
                if (const auto done = transaction.commit()) {
                    graph->update(document.project(), done->changes, false);
                    judge(done->changes);
                }
            }));
        add("edit.live." + size + ".median", percentile(times, 0.5));
        add("edit.live." + size + ".p95", percentile(times, 0.95));
        return {};
    }

    /// One row of the device table put while a copy of the design shares all of them.
    void measureWrite(const Project& project)
    {
        Project work = project;
        std::vector<Device> rows;
        std::size_t i = 0;
        for (const Device& device : project.blueprint().table<Device>())
            if (i++ % 397 == 0)
                rows.push_back(device);
        std::vector<double> times;
        for (Device& row : rows) {
            const Project snapshot = work;
            row.label += "'";
            times.push_back(millisecondsOf([&] { work.blueprint().table<Device>().put(row); }));
        }
        add("table.write.snapshot", percentile(std::move(times), 0.5));
    }

    Result<void> measureFile(const Project& project)
    {
        const auto path = m_folder / "millwright-benchmark.millwright";
        Result<void> written;
        add("file.save.10000", medianOf(5, [&] { written = writeProject(path, project); }));
        if (!written)
            return written;
        bool isRead = true;
        add("file.open.10000", medianOf(5, [&] { isRead = readProject(path).isOk() && isRead; }));
        std::error_code error;
        std::filesystem::remove(path, error);
        return isRead ? Result<void>() : Result<void>(fail("explore.bench-unreadable"));
    }

    const PartSource& m_parts;
    std::filesystem::path m_folder;
    std::vector<BenchmarkRow> m_rows;
};

} // namespace

Result<std::vector<BenchmarkRow>> runModelBenchmarks(const PartSource& parts,
                                                     const std::filesystem::path& folder)
{
    return ModelBench(parts, folder).run();
}

} // namespace millwright
