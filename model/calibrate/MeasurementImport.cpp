#include "model/calibrate/MeasurementImport.h"
#include <algorithm>
#include <fstream>
#include <iterator>

namespace millwright
{
namespace
{

namespace fs = std::filesystem;

bool isCaseTable(const CsvTable& table, CaseKind& kind)
{
    if (!table.column("accelerator") || !table.column("model"))
        return false;
    if (table.column("ttft_ms") && table.column("isl"))
        kind = CaseKind::Latency;
    else if (table.column("output_tok_s_total"))
        kind = CaseKind::Inference;
    else if (table.column("throughput_tok_s_total") || table.column("step_time_s"))
        kind = CaseKind::Training;
    else
        return false;
    return true;
}

/// Rows of a file that has the columns of the shipped cases.
ImportedMeasurements readCaseRows(const CsvTable& table, CaseKind kind, const Measurement& defaults)
{
    ImportedMeasurements found;
    for (const CsvRow& row : table.rows()) {
        const auto text = [&](std::string_view column) {
            return std::string(table.text(row, column));
        };
        const auto value = [&](std::string_view column) {
            return std::max(0.0, parseNumber(text(column)).value_or(0.0));
        };
        const auto count = [&](std::string_view column) {
            return static_cast<int>(std::min(1e7, value(column)));
        };
        Measurement run;
        run.kind = kind;
        run.where = table.place(row, "model");
        run.accelerator = text("accelerator");
        run.accelerators = count("accelerators");
        run.model = text("model");
        run.format = text("precision");
        run.tensor = count("tp");
        run.pipeline = count("pp");
        run.expert = count("moe_ep");
        run.attentionData = count("attention_dp");
        run.framework = text(kind == CaseKind::Latency ? "backend" : "software");
        run.version = text(kind == CaseKind::Latency ? "backend_version" : "round_or_version");
        run.scenario = text("scenario");
        run.notes = text("notes");
        run.inputTokens = value(kind == CaseKind::Latency ? "isl" : "isl_tokens_mean");
        run.outputTokens = value(kind == CaseKind::Latency ? "osl" : "osl_tokens_mean");
        run.concurrency = value(kind == CaseKind::Latency ? "concurrency" : "batch_or_concurrency");
        run.ttftMean = value("ttft_ms") * 1e-3;
        run.tpotMean = value("tpot_ms") * 1e-3;
        run.outputTokensPerSecond = value("output_tok_s_total");
        run.sequence = value("seq_len");
        run.globalBatch = value("gbs_sequences");
        run.includesEvaluation =
            text("time_basis").find("includes evaluation") != std::string::npos;
        run.trainingTokensPerSecond = value("throughput_tok_s_total");
        const auto problem = completeRun(run, defaults);
        const bool isMeasured =
            run.ttftMean + run.tpotMean + run.outputTokensPerSecond + run.trainingTokensPerSecond >
            0.0;
        if (problem)
            found.problems.push_back(*problem);
        else if (!isMeasured)
            found.problems.push_back(fail("calibrate.nothing-measured", {}, run.where));
        else
            found.runs.push_back(std::move(run));
    }
    return found;
}

ImportedMeasurements readTable(std::string_view text, const std::string& where,
                               const Measurement& defaults)
{
    ImportedMeasurements found;
    std::vector<Error> damaged;
    const Result<CsvTable> table = readCsv(text, where, &damaged);
    CaseKind kind{};
    if (!table)
        found.problems.push_back(table.error());
    else if (isCaseTable(*table, kind))
        found = readCaseRows(*table, kind, defaults);
    else if (table->column("MlperfModel") || table->column("accelerator_model_name"))
        found = readMlperfTable(*table, defaults);
    else if (table->column("mean_ttft_ms") || table->column("median_ttft_ms") ||
             table->column("output_throughput"))
        found = readServingTable(*table, defaults);
    else
        found.problems.push_back(fail("calibrate.unknown-form", {}, where));
    std::move(damaged.begin(), damaged.end(), std::back_inserter(found.problems));
    return found;
}

ImportedMeasurements readOneFile(const fs::path& file, const Measurement& defaults)
{
    ImportedMeasurements found;
    std::error_code error;
    const std::uintmax_t size = fs::file_size(file, error);
    if (error || size > measurementFileLimit) {
        found.problems.push_back(fail(error ? "file.unreadable" : "calibrate.too-large",
                                      {file.string()}, file.string()));
        return found;
    }
    std::ifstream in(file, std::ios::binary);
    std::string text(static_cast<std::size_t>(size), '\0');
    if (!in.read(text.data(), static_cast<std::streamsize>(size)))
        found.problems.push_back(fail("file.unreadable", {file.string()}, file.string()));
    else
        found = readMeasurements(text, file.string(), defaults);
    return found;
}

/// Names that results have; other files of a folder are no measurements and are passed over.
bool isResultName(const fs::path& file)
{
    const std::string name = file.filename().string();
    if (name.ends_with("mlperf_log_summary.txt") ||
        (name.starts_with("result_") && name.ends_with(".txt")))
        return true;
    const std::string extension = file.extension().string();
    return extension == ".jsonl" || extension == ".csv" || extension == ".log" ||
           extension == ".out" ||
           (extension == ".json" && file.parent_path().filename() != "systems" &&
            file.string().find("/measurements/") == std::string::npos);
}

} // namespace

ImportedMeasurements readMeasurements(std::string_view text, const std::string& where,
                                      const Measurement& defaults)
{
    const std::string_view head = text.substr(0, std::size_t{1} << 20);
    const auto has = [&](std::string_view words) {
        return head.find(words) != std::string_view::npos;
    };
    const auto first = text.find_first_not_of(" \t\r\n");
    ImportedMeasurements found;
    if (has(":::MLLOG"))
        found = readTrainingLog(text, where, defaults);
    else if (has("MLPerf Results Summary"))
        found = readLoadgenSummary(text, where, defaults);
    else if (has("busbw") && has("algbw"))
        found = readCollectiveLog(text, where, defaults);
    else if (first != std::string_view::npos && (text[first] == '{' || text[first] == '['))
        found = readServingBenchmarks(text, where, defaults);
    else if (head.substr(0, head.find('\n')).find(',') != std::string_view::npos)
        found = readTable(text, where, defaults);
    else
        found.problems.push_back(fail("calibrate.unknown-form", {}, where));
    found.files = 1;
    return found;
}

Result<ImportedMeasurements> importMeasurements(const fs::path& fileOrFolder,
                                                const Measurement& defaults,
                                                const MeasurementProgress& progress)
{
    std::error_code error;
    std::vector<fs::path> files;
    if (fs::is_directory(fileOrFolder, error)) {
        for (auto it = fs::recursive_directory_iterator(
                 fileOrFolder, fs::directory_options::skip_permission_denied, error);
             !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
            if (it->is_regular_file(error) && isResultName(it->path()))
                files.push_back(it->path());
            if (files.size() > mostMeasurementFiles)
                return fail("calibrate.too-many", {static_cast<std::int64_t>(mostMeasurementFiles)},
                            fileOrFolder.string());
        }
        std::sort(files.begin(), files.end());
        if (files.empty())
            return fail("calibrate.no-files", {}, fileOrFolder.string());
    } else if (fs::is_regular_file(fileOrFolder, error)) {
        files.push_back(fileOrFolder);
    } else {
        return fail("file.unreadable", {fileOrFolder.string()}, fileOrFolder.string());
    }
    ImportedMeasurements all;
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (progress && !progress(i, files.size()))
            return fail("calibrate.cancelled", {}, fileOrFolder.string());
        all.add(readOneFile(files[i], defaults));
    }
    return all;
}

void registerCalibrateMessages()
{
    registerMessagePatterns({
        {"calibrate.accelerator-missing", "The file does not name the accelerator; state it."},
        {"calibrate.model-missing", "The file does not name the model; state it."},
        {"calibrate.count-missing", "The file does not say how many accelerators ran; state it."},
        {"calibrate.lengths-missing",
         "Prompt and output lengths are neither in the file nor stated."},
        {"calibrate.nothing-measured", "The run holds no throughput and no latencies."},
        {"calibrate.unknown-form", "This is no result of a known measuring tool."},
        {"calibrate.json-syntax", "The text is not valid JSON, or nested too deeply."},
        {"calibrate.mlperf-scenario",
         "Only the scenarios Offline, Server and Interactive are used."},
        {"calibrate.mlperf-invalid", "The run counts as invalid by its own rules and is not used."},
        {"calibrate.mlperf-accuracy", "The run measured accuracy, not speed."},
        {"calibrate.mlperf-no-tokens", "The result cannot be turned into tokens per second."},
        {"calibrate.mlperf-failed", "The training run did not reach its target and is not used."},
        {"calibrate.mlperf-benchmark",
         "The benchmark {0} trains no language model that the estimator knows."},
        {"calibrate.no-files", "The folder holds no results of measurements."},
        {"calibrate.too-many", "There are more than {0} files; choose a smaller folder."},
        {"calibrate.too-large", "The file {0} is larger than 64 MiB."},
        {"calibrate.cancelled", "The import was cancelled; nothing was taken."},
        {"calibrate.too-few",
         "No run can be compared with an estimate, so there is nothing to calibrate on."},
        {"calibrate.link-unknown", "The link of {0} has no known speed to compare with."},
    });
}

} // namespace millwright
