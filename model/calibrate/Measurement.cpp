#include "model/calibrate/Measurement.h"
#include "model/calibrate/MeasurementImport.h"
#include <fmt/format.h>
#include <iterator>

namespace millwright
{
namespace
{

std::string number(double value)
{
    return value > 0.0 ? fmt::format("{:.9g}", value) : std::string();
}

std::string number(int value)
{
    return value > 0 ? std::to_string(value) : std::string();
}

std::string parallelism(const Measurement& run)
{
    std::string text;
    for (const auto& [tag, degree] :
         {std::pair{"TP", run.tensor}, {"PP", run.pipeline}, {"EP", run.expert}})
        if (degree > 0)
            text += fmt::format("{}{}{}", text.empty() ? "" : " ", tag, degree);
    return text;
}

/// A column of a case file and what a run says for it.
struct Column {
    std::string_view name;
    std::string (*value)(const Measurement& run);
};

const std::vector<Column>& columnsOf(CaseKind kind)
{
    using M = Measurement;
    static const std::vector<Column> latency = {
        {"accelerator", [](const M& m) { return m.accelerator; }},
        {"accelerators", [](const M& m) { return number(m.accelerators); }},
        {"model", [](const M& m) { return m.model; }},
        {"backend", [](const M& m) { return m.framework; }},
        {"backend_version", [](const M& m) { return m.version; }},
        {"precision", [](const M& m) { return m.format; }},
        {"isl", [](const M& m) { return number(m.inputTokens); }},
        {"osl", [](const M& m) { return number(m.outputTokens); }},
        {"concurrency", [](const M& m) { return number(m.concurrency); }},
        {"tp", [](const M& m) { return number(m.tensor); }},
        {"pp", [](const M& m) { return number(m.pipeline); }},
        {"attention_dp", [](const M& m) { return number(m.attentionData); }},
        {"moe_ep", [](const M& m) { return number(m.expert); }},
        {"ttft_ms", [](const M& m) { return number(m.ttftMean * 1e3); }},
        {"tpot_ms", [](const M& m) { return number(m.tpotMean * 1e3); }},
        {"measured", [](const M& m) { return m.date; }},
        {"source", [](const M& m) { return m.where; }},
    };
    static const std::vector<Column> inference = {
        {"accelerator", [](const M& m) { return m.accelerator; }},
        {"accelerators", [](const M& m) { return number(m.accelerators); }},
        {"parallelism", parallelism},
        {"software",
         [](const M& m) { return m.framework + (m.version.empty() ? "" : " " + m.version); }},
        {"model", [](const M& m) { return m.model; }},
        {"precision", [](const M& m) { return m.format; }},
        {"scenario", [](const M& m) { return m.scenario; }},
        {"isl_tokens_mean", [](const M& m) { return number(m.inputTokens); }},
        {"osl_tokens_mean", [](const M& m) { return number(m.outputTokens); }},
        {"batch_or_concurrency", [](const M& m) { return number(m.concurrency); }},
        {"output_tok_s_total", [](const M& m) { return number(m.outputTokensPerSecond); }},
        {"date", [](const M& m) { return m.date; }},
        {"source_family", [](const M& m) { return m.where; }},
        {"notes", [](const M& m) { return m.notes; }},
    };
    static const std::vector<Column> training = {
        {"accelerator", [](const M& m) { return m.accelerator; }},
        {"accelerators", [](const M& m) { return number(m.accelerators); }},
        {"model", [](const M& m) { return m.model; }},
        {"precision", [](const M& m) { return m.format; }},
        {"parallelism", parallelism},
        {"round_or_version", [](const M& m) { return m.version; }},
        {"seq_len", [](const M& m) { return number(m.sequence); }},
        {"gbs_sequences", [](const M& m) { return number(m.globalBatch); }},
        {"time_basis",
         [](const M& m) { return std::string(m.includesEvaluation ? "includes evaluation" : ""); }},
        {"throughput_tok_s_total", [](const M& m) { return number(m.trainingTokensPerSecond); }},
        {"source_family", [](const M& m) { return m.where; }},
        {"notes", [](const M& m) { return m.notes; }},
    };
    return kind == CaseKind::Training ? training : kind == CaseKind::Latency ? latency : inference;
}

} // namespace

void ImportedMeasurements::add(ImportedMeasurements&& other)
{
    std::move(other.runs.begin(), other.runs.end(), std::back_inserter(runs));
    std::move(other.links.begin(), other.links.end(), std::back_inserter(links));
    std::move(other.problems.begin(), other.problems.end(), std::back_inserter(problems));
    files += other.files;
}

CsvTable caseTable(CaseKind kind, const std::vector<Measurement>& runs, std::string where)
{
    const std::vector<Column>& columns = columnsOf(kind);
    std::vector<std::string> header{"id"};
    for (const Column& column : columns)
        header.emplace_back(column.name);
    std::vector<CsvRow> rows;
    for (const Measurement& run : runs) {
        if (run.kind != kind)
            continue;
        CsvRow row;
        row.line = rows.size() + 2;
        row.fields.push_back(fmt::format("{}-{}", caseKindName(kind), rows.size() + 1));
        for (const Column& column : columns)
            row.fields.push_back(column.value(run));
        rows.push_back(std::move(row));
    }
    return {std::move(where), std::move(header), std::move(rows)};
}

std::optional<Error> completeRun(Measurement& run, const Measurement& defaults)
{
    const auto text = [](std::string& value, const std::string& standby) {
        if (value.empty())
            value = standby;
    };
    const auto fill = [](auto& value, auto standby) {
        if (value <= 0)
            value = standby;
    };
    text(run.accelerator, defaults.accelerator);
    text(run.model, defaults.model);
    text(run.framework, defaults.framework);
    text(run.version, defaults.version);
    text(run.format, defaults.format);
    text(run.date, defaults.date);
    fill(run.tensor, defaults.tensor);
    fill(run.pipeline, defaults.pipeline);
    fill(run.expert, defaults.expert);
    fill(run.attentionData, defaults.attentionData);
    fill(run.accelerators, defaults.accelerators);
    fill(run.accelerators,
         run.tensor * std::max(1, run.pipeline)); // one replica, if nothing else is said
    fill(run.inputTokens, defaults.inputTokens);
    fill(run.outputTokens, defaults.outputTokens);
    fill(run.concurrency, defaults.concurrency);
    fill(run.sequence, defaults.sequence);
    fill(run.globalBatch, defaults.globalBatch);
    if (run.accelerator.empty())
        return fail("calibrate.accelerator-missing", {}, run.where);
    if (run.model.empty())
        return fail("calibrate.model-missing", {}, run.where);
    if (run.accelerators <= 0)
        return fail("calibrate.count-missing", {}, run.where);
    return std::nullopt;
}

} // namespace millwright
