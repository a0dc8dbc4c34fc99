#include "model/base/Csv.h"
#include "model/estimate/Validation.h"
#include <cmath>
#include <fmt/format.h>
#include <fstream>
#include <nlohmann/json.hpp>

namespace millwright
{

namespace
{

using Json = nlohmann::ordered_json;

Json toJsonValue(const ErrorsByTarget& errors)
{
    Json json = Json::object();
    for (const auto& [name, e] : errors)
        json[name] = {{"covered", e.covered},
                      {"median", e.median},
                      {"p90", e.p90},
                      {"bias", e.bias},
                      {"group_median", e.groupMedian},
                      {"band_coverage", e.bandCoverage}};
    return json;
}

Json toJsonValue(const std::map<std::string, ErrorsByTarget>& split)
{
    Json json = Json::object();
    for (const auto& [name, errors] : split)
        json[name] = toJsonValue(errors);
    return json;
}

std::vector<std::string> targetNames(CaseKind kind)
{
    switch (kind) {
    case CaseKind::Inference:
        return {"output_tok_s"};
    case CaseKind::Latency:
        return {"ttft_ms", "tpot_ms"};
    case CaseKind::Training:
        return {"step_time_s", "tok_s"};
    }
    return {};
}

void appendErrors(std::string& text, const std::string& title,
                  const std::map<std::string, ErrorsByTarget>& split)
{
    for (const auto& [name, errors] : split)
        for (const auto& [target, e] : errors)
            text +=
                fmt::format("{:<16} {:<34} {:<13} {:>5} rows  median {:5.1f} %  p90 {:6.1f} %  "
                            "bias {:+6.1f} %  groups {:5.1f} %  in band {:5.1f} %\n",
                            title, name.substr(0, 34), target, e.covered, 100 * e.median,
                            100 * e.p90, 100 * e.bias, 100 * e.groupMedian, 100 * e.bandCoverage);
}

} // namespace

std::string toJson(const ValidationReport& report)
{
    Json json;
    json["kind"] = caseKindName(report.kind);
    json["cases"] = report.cases;
    json["covered"] = report.covered;
    json["targets"] = toJsonValue(report.targets);
    json["by_class"] = toJsonValue(report.byClass);
    json["by_accelerator"] = toJsonValue(report.byAccelerator);
    json["by_model"] = toJsonValue(report.byModel);
    json["by_source"] = toJsonValue(report.bySource);
    json["baselines"] = toJsonValue(report.baselines);
    json["not_covered"] = Json::object();
    for (const auto& [reason, rows] : report.notCovered)
        json["not_covered"][reason] = rows;
    json["unread"] = Json::array();
    for (const Error& error : report.unread)
        json["unread"].push_back(error.where + ": " + formatMessage(error.message));
    if (!report.crossed.empty()) {
        json["cross"] = toJsonValue(report.crossed);
        json["cross_by_class"] = toJsonValue(report.crossedByClass);
    }
    // Names come from files of any encoding: bytes that are no UTF-8 are replaced.
    return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string toCsv(const ValidationReport& report)
{
    const CsvTable& table = report.file.table;
    const std::vector<std::string> names = targetNames(report.kind);
    std::string text;
    for (const std::string& column : table.header())
        text += csvField(column) + ",";
    text += "class,not_covered";
    for (const std::string& name : names)
        text += fmt::format(",predicted_{0},low_{0},high_{0},error_{0}", name);
    text += "\n";
    for (const MeasuredCase& c : report.file.cases) {
        for (const std::string& field : table.rows()[c.row].fields)
            text += csvField(field) + ",";
        text += c.caseClass + "," +
                (c.notCovered ? csvField(formatMessage(*c.notCovered)) : std::string());
        for (const std::string& name : names) {
            const CaseTarget* found = nullptr;
            for (const CaseTarget& target : c.targets)
                if (target.name == name && target.predicted > 0.0)
                    found = &target;
            if (!found) {
                text += ",,,,";
                continue;
            }
            text +=
                fmt::format(",{:.6g},{:.6g},{:.6g},", found->predicted, found->low, found->high);
            if (found->measured > 0.0)
                text +=
                    fmt::format("{:.4f}", std::abs(std::log(found->predicted / found->measured)));
        }
        text += "\n";
    }
    return text;
}

Result<void> writeRows(const ValidationReport& report, const std::string& path)
{
    std::ofstream file(path, std::ios::binary);
    file << toCsv(report);
    file.close();
    if (!file)
        return fail("file.unwritable", {path}, path);
    return {};
}

std::string toText(const ValidationReport& report)
{
    std::string text = fmt::format("{} cases: {} rows, {} covered\n", caseKindName(report.kind),
                                   report.cases, report.covered);
    for (const auto& [reason, rows] : report.notCovered)
        text += fmt::format("not covered      {} ({})\n", reason, rows);
    constexpr std::size_t most = 10;
    for (std::size_t i = 0; i < std::min(most, report.unread.size()); ++i)
        text += fmt::format("counts as missing  {}: {}\n", report.unread[i].where,
                            formatMessage(report.unread[i].message));
    if (report.unread.size() > most)
        text += fmt::format("counts as missing  {} more cells that are no numbers\n",
                            report.unread.size() - most);
    appendErrors(text, "all", {{"", report.targets}});
    appendErrors(text, "class", report.byClass);
    appendErrors(text, "baseline", report.baselines);
    appendErrors(text, "left out", report.crossed);
    appendErrors(text, "left out", report.crossedByClass);
    appendErrors(text, "accelerator", report.byAccelerator);
    appendErrors(text, "model", report.byModel);
    return text;
}

} // namespace millwright
