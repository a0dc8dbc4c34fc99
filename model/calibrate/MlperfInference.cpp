#include "model/calibrate/MeasurementImport.h"
#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

// The load generator's summary and the submission checker's table of MLPerf Inference (MLCommons).

namespace millwright
{
namespace
{

namespace fs = std::filesystem;

std::string lower(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

std::string_view trimmed(std::string_view text)
{
    const auto from = text.find_first_not_of(" \t\r");
    if (from == std::string_view::npos)
        return {};
    return text.substr(from, text.find_last_not_of(" \t\r") - from + 1);
}

/// The number behind the last line that begins with `key`; 0 if there is none.
double valueOf(std::string_view text, std::string_view key)
{
    double found = 0.0;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos || lower(trimmed(line.substr(0, colon))) != key)
            continue;
        if (const auto value = parseNumber(trimmed(line.substr(colon + 1))))
            found = *value;
    }
    return found;
}

bool hasLine(const std::string& text, const char* words)
{
    return text.find(words) != std::string::npos;
}

/// Benchmark names carry an accuracy target ("llama2-70b-99.9"); the model is what stands before
/// it.
std::string modelOfBenchmark(std::string name)
{
    name = lower(name);
    for (const char* mode : {"-interactive", "-server", "-offline"})
        if (name.ends_with(mode))
            name.resize(name.size() - std::string_view(mode).size());
    for (const char* target : {"-99.9", "-99"})
        if (name.ends_with(target))
            name.resize(name.size() - std::string_view(target).size());
    if (name == "gptj")
        return "gpt-j-6b";
    return name;
}

nlohmann::json smallJson(const fs::path& file)
{
    std::error_code ignored;
    if (fs::file_size(file, ignored) > (std::uintmax_t{1} << 20) || ignored)
        return {};
    std::ifstream in(file);
    return nlohmann::json::parse(in, nullptr, false);
}

std::string textOf(const nlohmann::json& json, const char* key)
{
    const auto it = json.is_object() ? json.find(key) : json.end();
    if (!json.is_object() || it == json.end())
        return {};
    return it->is_string() ? it->get<std::string>() : it->is_number() ? it->dump() : std::string();
}

/// A submission's folders:
/// .../results/SYSTEM/MODEL/SCENARIO/performance/run_1/mlperf_log_summary.txt with the system in
/// .../systems/SYSTEM.json.
void readFolders(const std::string& where, Measurement& run)
{
    const fs::path path(where);
    std::vector<std::string> names;
    for (const fs::path& part : path)
        names.push_back(part.string());
    const auto results = std::find(names.begin(), names.end(), "results");
    if (names.end() - results < 4)
        return;
    const std::string& system = results[1];
    run.model = modelOfBenchmark(results[2]);
    fs::path root;
    for (auto it = names.begin(); it != results; ++it)
        root /= *it;
    if (lower(results[3]) == "interactive")
        run.scenario = "mlperf-interactive";
    const nlohmann::json description = smallJson(root / "systems" / (system + ".json"));
    run.accelerator = textOf(description, "accelerator_model_name");
    const double perNode = parseNumber(textOf(description, "accelerators_per_node")).value_or(0.0);
    const double nodes = parseNumber(textOf(description, "number_of_nodes")).value_or(1.0);
    if (perNode * nodes >= 1.0 && perNode * nodes < 1e6)
        run.accelerators = static_cast<int>(perNode * nodes);
    run.framework = textOf(description, "framework");
    std::error_code ignored;
    const fs::path measurements = root / "measurements" / system / results[2] / results[3];
    for (const auto& entry : fs::directory_iterator(measurements, ignored))
        if (entry.path().extension() == ".json" && run.format.empty())
            run.format = textOf(smallJson(entry.path()), "weight_data_types");
}

std::string scenarioName(std::string_view scenario)
{
    const std::string name = lower(scenario);
    return name.find("interactive") != std::string::npos ? "mlperf-interactive"
           : name.find("server") != std::string::npos    ? "mlperf-server"
           : name.find("offline") != std::string::npos   ? "mlperf-offline"
                                                         : "";
}

/// Mean output tokens of a data set: a table in samples/s is turned into tokens by it. Medians of
/// the published summaries of rounds v4.0-v5.1 (resources/evidence/cases/inference_cases.csv).
double benchmarkOutputTokens(const std::string& model)
{
    static constexpr std::pair<std::string_view, double> means[] = {
        {"llama2-70b", 292.0},   {"llama3.1-8b", 129.0},  {"llama3.1-405b", 652.0},
        {"deepseek-r1", 3714.0}, {"mixtral-8x7b", 146.0}, {"gpt-j-6b", 69.0}};
    for (const auto& [name, tokens] : means)
        if (model == name)
            return tokens;
    return 0.0;
}

} // namespace

ImportedMeasurements readLoadgenSummary(std::string_view text, const std::string& where,
                                        const Measurement& defaults)
{
    ImportedMeasurements found;
    const std::string all(text);
    Measurement run;
    run.kind = CaseKind::Inference;
    run.where = where;
    readFolders(where, run);
    const bool isServer =
        hasLine(all, "Scenario : Server") || hasLine(all, "Scenario : Interactive");
    if (run.scenario.empty())
        run.scenario = isServer ? "mlperf-server" : "mlperf-offline";
    if (!isServer && !hasLine(all, "Scenario : Offline"))
        found.problems.push_back(fail("calibrate.mlperf-scenario", {}, where));
    else if (hasLine(all, "Result is : INVALID"))
        found.problems.push_back(fail("calibrate.mlperf-invalid", {}, where));
    else if (hasLine(all, "Mode     : AccuracyOnly"))
        found.problems.push_back(fail("calibrate.mlperf-accuracy", {}, where));
    if (!found.problems.empty())
        return found;
    run.outputTokensPerSecond =
        valueOf(text, isServer ? "completed tokens per second" : "tokens per second");
    const double samples =
        valueOf(text, isServer ? "completed samples per second" : "samples per second");
    if (samples > 0.0 && run.outputTokensPerSecond > 0.0)
        run.outputTokens = run.outputTokensPerSecond / samples;
    run.ttftMean = valueOf(text, "mean first token latency (ns)") * 1e-9;
    run.tpotMean = std::max(valueOf(text, "mean time per output token (ns)"),
                            valueOf(text, "mean time to output token (ns)")) *
                   1e-9;
    const double ttftLimit = valueOf(text, "ttft_latency (ns)"),
                 tpotLimit = valueOf(text, "tpot_latency (ns)");
    if (isServer && ttftLimit > 0.0 && tpotLimit > 0.0)
        run.notes =
            fmt::format("TTFT<={:.0f}ms TPOT<={:.0f}ms (p99)", ttftLimit * 1e-6, tpotLimit * 1e-6);
    if (const auto problem = completeRun(run, defaults))
        found.problems.push_back(*problem);
    else if (run.outputTokensPerSecond <= 0.0)
        found.problems.push_back(fail("calibrate.mlperf-no-tokens", {}, where));
    else {
        if (run.outputTokens <= 0.0)
            run.outputTokens = benchmarkOutputTokens(run.model);
        found.runs.push_back(std::move(run));
    }
    return found;
}

ImportedMeasurements readMlperfTable(const CsvTable& table, const Measurement& defaults)
{
    ImportedMeasurements found;
    for (const CsvRow& row : table.rows()) {
        const auto cell = [&](std::string_view column) {
            return std::string(table.text(row, column));
        };
        const auto value = [&](std::string_view column) {
            return parseNumber(cell(column)).value_or(0.0);
        };
        Measurement run;
        run.kind = CaseKind::Inference;
        run.where = fmt::format("{}:{}", table.where(), row.line);
        run.model = modelOfBenchmark(cell(table.column("MlperfModel") ? "MlperfModel" : "Model"));
        run.accelerator = cell("accelerator_model_name");
        run.accelerators = static_cast<int>(std::clamp(
            value("accelerators_per_node") * std::max(1.0, value("number_of_nodes")), 0.0, 1e6));
        run.framework = cell("framework");
        run.version = cell("version");
        run.format = cell("weight_data_types");
        run.scenario = scenarioName(cell("Scenario"));
        run.outputTokens = benchmarkOutputTokens(run.model);
        const std::string units = lower(cell("Units"));
        const bool isTokens = units.find("token") != std::string::npos;
        run.outputTokensPerSecond = value("Result") * (isTokens ? 1.0 : run.outputTokens);
        const auto problem = completeRun(run, defaults);
        if (run.scenario.empty() || units.find("latency") != std::string::npos)
            found.problems.push_back(fail("calibrate.mlperf-scenario", {}, run.where));
        else if (run.outputTokens <= 0.0 || run.outputTokensPerSecond <= 0.0)
            found.problems.push_back(fail("calibrate.mlperf-no-tokens", {}, run.where));
        else if (problem)
            found.problems.push_back(*problem);
        else
            found.runs.push_back(std::move(run));
    }
    return found;
}

} // namespace millwright
