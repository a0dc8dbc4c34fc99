#include "model/calibrate/MeasurementImport.h"
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>

// Logs of MLPerf Training (MLCommons logging: lines ":::MLLOG {json}").

namespace millwright
{
namespace
{

using Json = nlohmann::json;

/// A benchmark of MLPerf Training with a language model, its name in our library and its sequence
/// length (MLCommons training policies and the reference implementations).
struct Benchmark {
    std::string_view name;
    std::string_view model;
    double sequence;
};
constexpr Benchmark benchmarks[] = {{"gpt3", "gpt3-175b", 2048.0},
                                    {"llama2_70b_lora", "llama2-70b-lora", 8192.0},
                                    {"llama31_405b", "llama3.1-405b", 8192.0},
                                    {"llama31_8b", "llama3.1-8b", 8192.0}};

/// What the events of one log say.
struct Log {
    std::string benchmark, platform;
    double globalBatch = 0.0, sequence = 0.0, accelerators = 0.0;
    double start = -1.0, stop = -1.0; ///< ms
    double samples = 0.0;             ///< at the end
    std::vector<double> rates;        ///< samples/s as the log states them
    bool isFailed = false;
};

double numberOf(const Json& json)
{
    return json.is_number() && std::isfinite(json.get<double>()) ? json.get<double>() : 0.0;
}

void readEvent(const Json& event, Log& log)
{
    const std::string key =
        event.value("key", Json()).is_string() ? event["key"].get<std::string>() : std::string();
    const Json value = event.value("value", Json());
    const Json metadata = event.value("metadata", Json::object());
    const double time = numberOf(event.value("time_ms", Json()));
    if (key == "submission_benchmark" && value.is_string())
        log.benchmark = value.get<std::string>();
    else if (key == "submission_platform" && value.is_string())
        log.platform = value.get<std::string>();
    else if (key == "global_batch_size")
        log.globalBatch = numberOf(value);
    else if (key == "max_sequence_length" || key == "sequence_length")
        log.sequence = numberOf(value);
    else if (key == "number_of_ranks" || key == "num_gpus" || key == "world_size")
        log.accelerators = numberOf(value);
    else if (key == "run_start")
        log.start = time;
    else if (key == "run_stop") {
        log.stop = time;
        log.isFailed = metadata.is_object() && metadata.contains("status") &&
                       metadata["status"].is_string() && metadata["status"] != "success";
        if (metadata.is_object() && metadata.contains("samples_count"))
            log.samples = std::max(log.samples, numberOf(metadata["samples_count"]));
    } else if (key == "tracked_stats" && value.is_object() && value.contains("throughput")) {
        if (const double rate = numberOf(value["throughput"]); rate > 0.0)
            log.rates.push_back(rate);
    } else if ((key == "block_stop" || key == "eval_accuracy" || key == "eval_stop") &&
               metadata.is_object() && metadata.contains("samples_count")) {
        log.samples = std::max(log.samples, numberOf(metadata["samples_count"]));
    }
}

} // namespace

ImportedMeasurements readTrainingLog(std::string_view text, const std::string& where,
                                     const Measurement& defaults)
{
    constexpr std::string_view tag = ":::MLLOG";
    ImportedMeasurements found;
    Log log;
    for (std::size_t at = text.find(tag); at != std::string_view::npos;
         at = text.find(tag, at + 1)) {
        const std::size_t from = at + tag.size();
        const std::string_view line = text.substr(from, text.find('\n', from) - from);
        const Json event = Json::parse(line, nullptr, false);
        if (event.is_object())
            readEvent(event, log);
    }
    Measurement run;
    run.kind = CaseKind::Training;
    run.where = where;
    run.globalBatch = log.globalBatch;
    run.sequence = log.sequence;
    run.accelerators =
        log.accelerators >= 1.0 && log.accelerators < 1e7 ? static_cast<int>(log.accelerators) : 0;
    for (const Benchmark& known : benchmarks)
        if (log.benchmark == known.name) {
            run.model = known.model;
            if (run.sequence <= 0.0)
                run.sequence = known.sequence;
        }
    double rate = 0.0;
    if (!log.rates.empty()) { // the median of the stated rates: free of start and evaluation
        std::nth_element(log.rates.begin(),
                         log.rates.begin() + static_cast<std::ptrdiff_t>(log.rates.size() / 2),
                         log.rates.end());
        rate = log.rates[log.rates.size() / 2];
    } else if (log.stop > log.start && log.start >= 0.0) {
        rate = log.samples / ((log.stop - log.start) * 1e-3);
        run.includesEvaluation = true;
    }
    const auto problem = completeRun(run, defaults);
    if (log.isFailed)
        found.problems.push_back(fail("calibrate.mlperf-failed", {}, where));
    else if (run.model.empty() && !log.benchmark.empty())
        found.problems.push_back(fail("calibrate.mlperf-benchmark", {log.benchmark}, where));
    else if (problem)
        found.problems.push_back(*problem);
    else if (rate <= 0.0 || run.sequence <= 0.0)
        found.problems.push_back(fail("calibrate.nothing-measured", {}, where));
    else {
        run.trainingTokensPerSecond = rate * run.sequence;
        run.notes = log.platform;
        found.runs.push_back(std::move(run));
    }
    return found;
}

} // namespace millwright
