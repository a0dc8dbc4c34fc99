#include "model/estimate/CaseDefaults.h"
#include "model/base/Csv.h"
#include "model/estimate/ModelLibrary.h"
#include "model/estimate/ModelNames.h"
#include "model/estimate/TextKeys.h"
#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

namespace millwright
{

namespace
{

/// The whole number right behind `tag` where the tag begins a word; 0 if it is not there.
int numberBehind(std::string_view text, std::string_view tag)
{
    for (std::size_t at = text.find(tag); at != std::string_view::npos;
         at = text.find(tag, at + 1)) {
        const bool isWordStart =
            at == 0 || text[at - 1] == ' ' || text[at - 1] == ',' || text[at - 1] == '_';
        int value = 0;
        const char* begin = text.data() + at + tag.size();
        const auto [end, error] = std::from_chars(begin, text.data() + text.size(), value);
        if (isWordStart && error == std::errc() && end != begin && value > 0 && value <= 1000000)
            return value;
    }
    return 0;
}

double limitBehind(std::string_view notes, std::string_view tag)
{
    const int milliseconds = numberBehind(notes, tag);
    return milliseconds / 1000.0;
}

} // namespace

CaseParallelism parseParallelism(std::string_view text)
{
    CaseParallelism p;
    p.tensor = numberBehind(text, "TP");
    p.pipeline = numberBehind(text, "PP");
    p.context = numberBehind(text, "CP");
    p.interleave = numberBehind(text, "VP");
    p.expert = numberBehind(text, "EP");
    p.microBatch = numberBehind(text, "mbs");
    if (const int both = numberBehind(text, "DEP"); both > 0) {
        p.tensor = both;
        p.isExpertData = true;
    }
    p.isFullyShardedData = text.find("FSDP") != std::string_view::npos;
    return p;
}

NumberFormat publishedFormat(std::string_view model)
{
    if (const auto named = formatInName(model))
        return *named;
    const ModelArchitecture* known = standardModels().find(model);
    return known ? parseNumberFormat(known->weightFormat).value_or(NumberFormat::Bf16)
                 : NumberFormat::Bf16;
}

NumberFormat cacheFormat(NumberFormat weights, const AcceleratorSpec& accelerator,
                         ServingFramework framework)
{
    if (framework == ServingFramework::Sglang && accelerator.peakFp4 <= 0.0)
        return NumberFormat::Bf16;
    const bool isNarrow = bytesPerValue(weights) <= 1.0;
    return isNarrow && accelerator.peakFp8 > 0.0 ? NumberFormat::Fp8 : NumberFormat::Bf16;
}

double benchmarkInputTokens(std::string_view model)
{
    const std::string key = textKey(model);
    static constexpr std::pair<std::string_view, double> means[] = {
        {"llama31405b", 9400.0}, {"llama270b", 294.0}, {"gptj", 950.0},    {"mixtral", 400.0},
        {"llama31", 780.0},      {"deepseek", 800.0},  {"gptoss", 1000.0},
    };
    for (const auto& [part, tokens] : means)
        if (key.find(part) != std::string::npos)
            return tokens;
    return 1000.0;
}

bool hasDraftingRecipe(std::string_view model, std::string_view backend, std::string_view version,
                       std::string_view measured)
{
    const bool isDeepSeek = textKey(model).find("deepseek") != std::string::npos;
    if (!isDeepSeek || frameworkOf(backend) != ServingFramework::TensorRtLlm)
        return false;
    return version == "1.2.0rc6.post3" ||
           (version == "1.1.0rc2.post2" && measured >= "2026-01-14" && measured < "2026-01-28");
}

ServingScheduler schedulerOf(const ServingQuery& query, std::string_view version,
                             std::string_view measured)
{
    ServingScheduler scheduler;
    const bool hasRecipe = !measured.empty();
    scheduler.streamTokens = hasRecipe ? 10.0 : 1.0;
    if (query.framework == ServingFramework::Sglang && hasRecipe &&
        query.accelerator->peakFp4 > 0.0)
        scheduler.waitSteps = query.concurrency >= 16.0 ? 15.0 : 5.0;
    if (query.framework == ServingFramework::TensorRtLlm && hasRecipe) {
        const bool isShort = query.inputTokens == 1024.0 && query.outputTokens == 1024.0;
        if (query.plan.attentionData > 1)
            scheduler.waitSteps = 30.0;
        else if (isShort && query.plan.tensor < 8 && !query.model->isMoe())
            scheduler.waitSteps = 20.0;
    }
    if (query.framework == ServingFramework::TensorRtLlm && (version.starts_with("0.") || version.starts_with("1.0.")))
        scheduler.lostSlots = 1.0;
    return scheduler;
}

double softwareYear(std::string_view round, std::string_view source)
{
    if (source.find("MLPerf Training") != std::string_view::npos) {
        static constexpr std::pair<std::string_view, double> rounds[] = {
            {"v2.1", 2022.8}, {"v3.0", 2023.4}, {"v3.1", 2023.8}, {"v4.0", 2024.4},
            {"v4.1", 2024.8}, {"v5.0", 2025.4}, {"v5.1", 2025.8}, {"v6.0", 2026.4}};
        for (const auto& [name, year] : rounds)
            if (round == name)
                return year;
    }
    if (source.find("MosaicML") != std::string_view::npos)
        return 2023.6; // its tables of 2023
    // "arXiv 2205.05198": year and month of the paper.
    if (const std::size_t at = source.find("arXiv "); at != std::string_view::npos)
        if (const auto paper = parseNumber(source.substr(at + 6, 4)); paper && *paper > 1500.0)
            return 2000.0 + std::floor(*paper / 100.0) + std::fmod(*paper, 100.0) / 12.0;
    // "24.07": year and month of an NVIDIA container.
    const auto release = parseNumber(round.substr(0, 5));
    if (release && *release > 20.0 && *release < 40.0)
        return 2000.0 + std::floor(*release) + (*release - std::floor(*release)) * 100.0 / 12.0;
    return 0.0;
}

double referenceScaleOut(const AcceleratorSpec& accelerator)
{
    if (accelerator.kind != AcceleratorClass::NvidiaGpu || accelerator.year == 0)
        return 0.0;
    const double port = accelerator.year <= 2021 ? 25e9 : accelerator.year <= 2024 ? 50e9 : 100e9;
    return 0.8 * port;
}

ServingFramework frameworkOf(std::string_view software)
{
    const std::string key = textKey(software);
    if (key.find("tensorrt") != std::string::npos || key.find("trt") != std::string::npos)
        return ServingFramework::TensorRtLlm;
    if (key.find("sglang") != std::string::npos)
        return ServingFramework::Sglang;
    if (key.find("vllm") != std::string::npos)
        return ServingFramework::Vllm;
    return ServingFramework::Other;
}

void applyScenario(std::string_view scenario, std::string_view notes, ServingQuery& query,
                   bool& isStaticBatch)
{
    const auto has = [&](std::string_view part) {
        return scenario.find(part) != std::string_view::npos;
    };
    isStaticBatch = has("static batch");
    if (has("server") || has("interactive")) {
        query.mode = ServingMode::OpenLoop;
        query.concurrency = 0.0;
        query.inputVariation = 0.7; // data sets of mixed prompts
        query.outputVariation = 0.7;
        query.limits.ttftP99 = limitBehind(notes, "TTFT<=");
        query.limits.tpotP99 = limitBehind(notes, "TPOT<=");
        if (query.limits.ttftP99 <=
            0.0) { // MLPerf server limits where the row does not repeat them
            query.limits.ttftP99 = has("interactive") ? 0.45 : 2.0;
            query.limits.tpotP99 = has("interactive") ? 0.04 : 0.2;
        }
        return;
    }
    query.mode = has("fixed concurrency") ? ServingMode::ClosedLoop : ServingMode::Offline;
}

} // namespace millwright
