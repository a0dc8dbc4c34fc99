#include "model/calibrate/MeasurementImport.h"
#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

// Keys as vLLM's `bench serve`, SGLang's `bench_serving` and TensorRT-LLM's `trtllm-bench` write
// them.

namespace millwright
{
namespace
{

using Json = nlohmann::json;

constexpr int deepestJson = 32;

/// The member under the first of `names` that is there; numbers may be written as text.
double number(const Json& json, std::initializer_list<const char*> names)
{
    for (const char* name : names) {
        const auto it = json.find(name);
        if (it == json.end())
            continue;
        if (it->is_number())
            return std::isfinite(it->get<double>()) ? it->get<double>() : 0.0;
        if (it->is_string())
            if (const auto value = parseNumber(it->get<std::string>()))
                return *value;
    }
    return 0.0;
}

int count(const Json& json, std::initializer_list<const char*> names)
{
    const double value = number(json, names);
    return value >= 1.0 && value <= 1e6 ? static_cast<int>(value) : 0;
}

std::string text(const Json& json, std::initializer_list<const char*> names)
{
    for (const char* name : names) {
        const auto it = json.find(name);
        if (it != json.end() && it->is_string() && !it->get<std::string>().empty())
            return it->get<std::string>();
    }
    return {};
}

const Json& section(const Json& json, const char* name)
{
    static const Json none = Json::object();
    const auto it = json.find(name);
    return it != json.end() && it->is_object() ? *it : none;
}

/// "20250612-101500" and "2025-06-12T..." as "2025-06-12".
std::string isoDate(const std::string& date)
{
    if (date.size() >= 10 && date[4] == '-')
        return date.substr(0, 10);
    if (date.size() >= 8 && date.find_first_not_of("0123456789") >= 8)
        return date.substr(0, 4) + "-" + date.substr(4, 2) + "-" + date.substr(6, 2);
    return {};
}

/// What people pass as metadata, or the server tells of itself.
void readServer(const Json& json, Measurement& run)
{
    const auto take = [](auto& value, auto found) {
        if (value == decltype(found){})
            value = found;
    };
    take(run.accelerator,
         text(json, {"accelerator", "gpu", "gpu_name", "gpu_type", "hardware", "device_name"}));
    take(run.accelerators, count(json, {"accelerators", "num_gpus", "gpu_count", "world_size"}));
    take(run.tensor, count(json, {"tp_size", "tensor_parallel_size", "tp"}));
    take(run.pipeline, count(json, {"pp_size", "pipeline_parallel_size", "pp"}));
    take(run.expert, count(json, {"ep_size", "expert_parallel_size", "ep"}));
    take(run.format, text(json, {"quantization", "precision", "dtype"}));
    take(run.version, text(json, {"version", "framework_version"}));
    const auto attention = json.find("enable_dp_attention");
    if (attention != json.end() && attention->is_boolean() && attention->get<bool>())
        take(run.attentionData, count(json, {"dp_size", "data_parallel_size"}));
    take(run.model, text(json, {"model_path", "served_model_name"}));
}

Measurement readTensorRt(const Json& json)
{
    Measurement run;
    const Json& engine = section(json, "engine");
    run.model = text(engine, {"model", "model_path"});
    run.version = text(engine, {"version"});
    run.framework = "TensorRT-LLM";
    run.format = text(engine, {"quantization", "dtype"});
    readServer(section(json, "world_info"), run);
    const Json& requests = section(json, "request_info");
    run.inputTokens = number(requests, {"avg_input_length"});
    run.outputTokens = number(requests, {"avg_output_length"});
    run.concurrency = number(requests, {"avg_num_concurrent_requests"});
    run.outputTokensPerSecond =
        number(section(json, "performance"), {"system_output_throughput_tok_s"});
    const Json& streaming = section(json, "streaming_metrics");
    run.ttftMean = number(streaming, {"avg_ttft_ms"}) * 1e-3;
    run.tpotMean = number(streaming, {"avg_tpot_ms"}) * 1e-3;
    return run;
}

Measurement readServe(const Json& json)
{
    Measurement run;
    run.framework = text(json, {"backend", "endpoint_type", "framework"});
    run.model = text(json, {"model_id", "model", "tokenizer_id"});
    run.date = isoDate(text(json, {"date", "timestamp"}));
    readServer(json, run);
    readServer(section(json, "server_info"), run);
    const double completed = number(json, {"completed", "num_requests"});
    if (completed > 0.0) {
        run.inputTokens = number(json, {"total_input_tokens"}) / completed;
        run.outputTokens = number(json, {"total_output_tokens"}) / completed;
    }
    run.outputTokensPerSecond = number(json, {"output_throughput"});
    run.ttftMean = number(json, {"mean_ttft_ms", "median_ttft_ms"}) * 1e-3;
    run.tpotMean = number(json, {"mean_tpot_ms", "median_tpot_ms", "mean_itl_ms"}) * 1e-3;
    // Little's law: requests in flight = rate x time in the system; it holds for any arrivals,
    // where the upper limit on requests in flight need not be reached.
    const double inSystem = number(json, {"mean_e2el_ms", "mean_e2e_latency_ms"}) * 1e-3;
    const double rate = number(json, {"request_throughput"});
    run.concurrency = number(json, {"concurrency"});
    if (run.concurrency <= 0.0)
        run.concurrency =
            rate * (inSystem > 0.0
                        ? inSystem
                        : run.ttftMean + std::max(0.0, run.outputTokens - 1.0) * run.tpotMean);
    if (run.concurrency <= 0.0)
        run.concurrency = number(json, {"max_concurrency"});
    return run;
}

/// vLLM's `bench throughput`: everything at once, no latencies.
Measurement readOffline(const Json& json, const Measurement& defaults)
{
    Measurement run;
    run.framework = "vLLM";
    run.model = text(json, {"model", "model_id"});
    readServer(json, run);
    run.outputTokens = defaults.outputTokens;
    run.outputTokensPerSecond = number(json, {"output_tokens_per_second"});
    if (run.outputTokensPerSecond <= 0.0)
        run.outputTokensPerSecond = number(json, {"requests_per_second"}) * run.outputTokens;
    return run;
}

void addRun(Measurement run, const std::string& where, const Measurement& defaults,
            ImportedMeasurements& into)
{
    run.where = where;
    if (const auto problem = completeRun(run, defaults)) {
        into.problems.push_back(*problem);
        return;
    }
    if (run.ttftMean > 0.0 && run.tpotMean > 0.0 && run.concurrency > 0.0) {
        run.kind = CaseKind::Latency;
        run.scenario = "fixed concurrency";
    } else if (run.outputTokensPerSecond > 0.0) {
        run.kind = CaseKind::Inference;
        run.scenario = run.concurrency > 0.0 ? "fixed concurrency" : "offline";
    } else {
        into.problems.push_back(fail("calibrate.nothing-measured", {}, where));
        return;
    }
    if (run.inputTokens <= 0.0 || run.outputTokens <= 0.0)
        into.problems.push_back(fail("calibrate.lengths-missing", {}, where));
    else
        into.runs.push_back(std::move(run));
}

void addJson(const Json& json, const std::string& where, const Measurement& defaults,
             ImportedMeasurements& into)
{
    if (json.is_array()) {
        for (std::size_t i = 0; i < json.size(); ++i)
            addJson(json[i], fmt::format("{}[{}]", where, i), defaults, into);
    } else if (!json.is_object()) {
        into.problems.push_back(fail("calibrate.unknown-form", {}, where));
    } else if (json.contains("performance") && json.contains("request_info")) {
        addRun(readTensorRt(json), where, defaults, into);
    } else if (json.contains("mean_ttft_ms") || json.contains("median_ttft_ms") ||
               json.contains("output_throughput")) {
        addRun(readServe(json), where, defaults, into);
    } else if (json.contains("requests_per_second") || json.contains("output_tokens_per_second")) {
        addRun(readOffline(json, defaults), where, defaults, into);
    } else {
        into.problems.push_back(fail("calibrate.unknown-form", {}, where));
    }
}

std::optional<Json> parse(std::string_view text)
{
    bool isTooDeep = false;
    const auto guard = [&](int depth, Json::parse_event_t, Json&) {
        isTooDeep = isTooDeep || depth > deepestJson;
        return depth <= deepestJson;
    };
    Json json = Json::parse(text, guard, false);
    if (json.is_discarded() || isTooDeep)
        return std::nullopt;
    return json;
}

} // namespace

ImportedMeasurements readServingBenchmarks(std::string_view text, const std::string& where,
                                           const Measurement& defaults)
{
    ImportedMeasurements found;
    if (const auto json = parse(text)) {
        addJson(*json, where, defaults, found);
        return found;
    }
    // JSON lines: one result a line.
    std::size_t line = 0;
    while (!text.empty()) {
        ++line;
        const std::size_t end = text.find('\n');
        const std::string_view row = text.substr(0, end);
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
        if (row.find_first_not_of(" \t\r") == std::string_view::npos)
            continue;
        const std::string place = fmt::format("{}:{}", where, line);
        const auto json = parse(row);
        if (!json) {
            found.problems.push_back(fail("calibrate.json-syntax", {}, place));
            break; // one broken text, not a problem a line
        }
        addJson(*json, place, defaults, found);
    }
    return found;
}

ImportedMeasurements readServingTable(const CsvTable& table, const Measurement& defaults)
{
    ImportedMeasurements found;
    for (const CsvRow& row : table.rows()) {
        Json json = Json::object();
        for (std::size_t i = 0; i < row.fields.size(); ++i)
            json[table.header()[i]] = row.fields[i];
        addJson(json, fmt::format("{}:{}", table.where(), row.line), defaults, found);
    }
    return found;
}

} // namespace millwright
