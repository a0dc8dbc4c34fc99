#include "model/report/EstimatorReport.h"
#include "model/report/PlotSvg.h"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace millwright
{
namespace
{

using Json = nlohmann::ordered_json;

constexpr std::size_t leastRowsOfSpread = 8; ///< fewer say nothing of a spread

/// What is compared, in the words of a heading.
struct Target {
    CaseKind kind;
    std::string_view name, title, unit, file;
};
constexpr Target targets[] = {
    {CaseKind::Inference, "output_tok_s", "Serving throughput", "tokens/s", "throughput"},
    {CaseKind::Latency, "tpot_ms", "Time per output token", "ms", "tpot"},
    {CaseKind::Latency, "ttft_ms", "Time to first token", "ms", "ttft"},
    {CaseKind::Training, "tok_s", "Training throughput", "tokens/s", "training"},
};

double quantile(const std::vector<double>& sorted, double q)
{
    return sorted[static_cast<std::size_t>(q * static_cast<double>(sorted.size() - 1) + 0.5)];
}

/// Calls take(case, target) for each number that was measured and predicted.
template <class Take>
void forEachPoint(const ValidationReport& report, std::string_view target, Take take)
{
    for (const MeasuredCase& c : report.file.cases)
        for (const CaseTarget& t : c.targets)
            if (t.name == target && t.measured > 0.0 && t.predicted > 0.0)
                take(c, t);
}

/// Serving runs are told apart by the tool that ran them, the others by class.
std::string seriesOf(const Target& target, const MeasuredCase& c)
{
    if (target.kind != CaseKind::Latency)
        return c.caseClass;
    switch (c.serving.framework) {
    case ServingFramework::TensorRtLlm:
        return "TensorRT-LLM";
    case ServingFramework::Vllm:
        return "vLLM";
    case ServingFramework::Sglang:
        return "SGLang";
    case ServingFramework::Other:
        break;
    }
    return "other";
}

std::string equality(const ValidationReport& report, const Target& target)
{
    std::map<std::string, PlotSeries> series;
    forEachPoint(report, target.name, [&](const MeasuredCase& c, const CaseTarget& t) {
        PlotSeries& s = series[seriesOf(target, c)];
        s.points.emplace_back(t.measured, t.predicted);
    });
    EqualityPlot plot{std::string(target.title) + ": predicted against measured",
                      std::string(target.unit),
                      "measured",
                      "predicted",
                      {}};
    for (auto& [name, s] : series) {
        s.name = fmt::format("{} ({})", name, s.points.size());
        plot.series.push_back(std::move(s));
    }
    return equalitySvg(plot);
}

std::string spread(const ValidationReport& report, const Target& target)
{
    std::map<std::string, std::vector<double>> errors;
    forEachPoint(report, target.name, [&](const MeasuredCase& c, const CaseTarget& t) {
        errors[c.spec ? c.spec->name : c.accelerator].push_back(std::log(t.predicted / t.measured));
    });
    SpreadPlot plot{
        std::string(target.title) + ": error by accelerator",
        "predicted / measured, 10th percentile to 90th, mark at the median; cases at the right",
        {}};
    for (auto& [name, values] : errors) {
        if (values.size() < leastRowsOfSpread)
            continue;
        std::sort(values.begin(), values.end());
        plot.rows.push_back({name, quantile(values, 0.1), quantile(values, 0.5),
                             quantile(values, 0.9), values.size()});
    }
    std::sort(plot.rows.begin(), plot.rows.end(),
              [](const SpreadRow& a, const SpreadRow& b) { return a.count > b.count; });
    return spreadSvg(plot);
}

const TargetErrors* errorsOf(const std::map<std::string, ErrorsByTarget>& split,
                             const std::string& key, std::string_view target)
{
    const auto group = split.find(key);
    if (group == split.end())
        return nullptr;
    const auto found = group->second.find(std::string(target));
    return found == group->second.end() ? nullptr : &found->second;
}

std::string cell(const TargetErrors* errors)
{
    return errors ? fmt::format("{:.0f} / {:.0f} %", 100 * errors->median, 100 * errors->p90)
                  : std::string("–");
}

std::string classTable(const ValidationReport& report, const Target& target)
{
    std::string text = "| class | cases | seen | model left out | accelerator left out | bias | in "
                       "the 80 % band |\n|---|---|---|---|---|---|---|\n";
    for (const auto& [name, errors] : report.byClass) {
        const auto seen = errors.find(std::string(target.name));
        if (seen == errors.end())
            continue;
        const TargetErrors* model = errorsOf(report.crossedByClass, "model/" + name, target.name);
        const TargetErrors* accelerator =
            errorsOf(report.crossedByClass, "accelerator/" + name, target.name);
        const TargetErrors& banded = accelerator ? *accelerator : seen->second;
        text += fmt::format("| {} | {} | {} | {} | {} | {:+.0f} % | {:.0f} %{} |\n", name,
                            seen->second.covered, cell(&seen->second), cell(model),
                            cell(accelerator), 100 * seen->second.bias, 100 * banded.bandCoverage,
                            accelerator ? " (left out)" : "");
    }
    return text;
}

std::string baselineLine(const ValidationReport& report, const Target& target)
{
    std::string text = "Dumb predictors on the same cases:";
    for (const auto& [name, errors] : report.baselines)
        if (const auto found = errors.find(std::string(target.name)); found != errors.end())
            text += fmt::format(" {} {};", name, cell(&found->second));
    text.back() = '.';
    return text + "\n";
}

std::string section(const ValidationReport& report, const Target& target)
{
    return fmt::format(
        "## {0}\n\n{1} of {2} cases covered. Errors are |ln(predicted / measured)|, median / 90th "
        "percentile.\n\n{3}\n{4}\n![{0}](validation/{5}.svg)\n\n![Error by "
        "accelerator](validation/{5}-spread.svg)\n\n",
        target.title, report.covered, report.cases, classTable(report, target),
        baselineLine(report, target), target.file);
}

Json errorsJson(const TargetErrors& e)
{
    return {{"rows", e.covered},
            {"median", e.median},
            {"p90", e.p90},
            {"bias", e.bias},
            {"band", e.bandCoverage}};
}

/// Three significant digits are what a plot shows.
double rounded(double value)
{
    const double scale = std::pow(10.0, 3 - std::floor(std::log10(value)));
    return std::round(value * scale) / scale;
}

Json targetJson(const ValidationReport& report, const Target& target)
{
    Json json{{"kind", caseKindName(report.kind)},
              {"target", target.name},
              {"title", target.title},
              {"unit", target.unit},
              {"cases", report.cases},
              {"covered", report.covered}};
    for (const auto& [name, errors] : report.byClass)
        if (const auto seen = errors.find(std::string(target.name)); seen != errors.end()) {
            Json row = errorsJson(seen->second);
            for (const char* how : {"model", "accelerator"})
                if (const TargetErrors* held =
                        errorsOf(report.crossedByClass, std::string(how) + "/" + name, target.name))
                    row["heldOut"][how] = errorsJson(*held);
            json["classes"][name] = row;
        }
    for (const auto& [name, errors] : report.baselines)
        if (const auto found = errors.find(std::string(target.name)); found != errors.end())
            json["baselines"][name] = {{"median", found->second.median},
                                       {"p90", found->second.p90}};
    Json points = Json::array();
    forEachPoint(report, target.name, [&](const MeasuredCase& c, const CaseTarget& t) {
        points.push_back({seriesOf(target, c), c.spec ? c.spec->name : c.accelerator,
                          rounded(t.measured), rounded(t.predicted)});
    });
    json["points"] = std::move(points);
    return json;
}

template <class Take> void forEachTarget(const std::vector<ValidationReport>& reports, Take take)
{
    for (const Target& target : targets)
        for (const ValidationReport& report : reports)
            if (report.kind == target.kind && report.targets.count(std::string(target.name)))
                take(report, target);
}

} // namespace

std::vector<ReportFile> estimatorReport(const std::vector<ValidationReport>& reports)
{
    std::string page = "# The estimator against measurements\n\nGenerated by `./dev report` from "
                       "the cases in `resources/evidence/cases`; [estimator.md](estimator.md) has "
                       "the method. Seen: the factors were fitted on these "
                       "cases too. Left out: refitted without the model, or without the "
                       "accelerator, of the case.\n\n";
    std::vector<ReportFile> files;
    forEachTarget(reports, [&](const ValidationReport& report, const Target& target) {
        page += section(report, target);
        files.push_back({fmt::format("validation/{}.svg", target.file), equality(report, target)});
        files.push_back(
            {fmt::format("validation/{}-spread.svg", target.file), spread(report, target)});
    });
    page.pop_back();
    files.push_back({"estimator-validation.md", std::move(page)});
    return files;
}

std::string estimatorReportData(const std::vector<ValidationReport>& reports)
{
    Json json{{"factors", factorDigest()}, {"targets", Json::array()}};
    forEachTarget(reports, [&](const ValidationReport& report, const Target& target) {
        json["targets"].push_back(targetJson(report, target));
    });
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string factorDigest()
{
    std::uint64_t hash = 0xcbf29ce484222325ull;
    const auto add = [&](std::string_view text) {
        for (const char c : text)
            hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ull;
    };
    for (const FactorInfo& info : factorInfos())
        add(fmt::format("{}={:.6g};", info.name, standardFactors().at(info.factor)));
    return fmt::format("{:016x}", hash);
}

} // namespace millwright
