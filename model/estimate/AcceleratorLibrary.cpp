#include "model/base/Csv.h"
#include "model/estimate/AcceleratorSpec.h"
#include "model/estimate/TextKeys.h"
#include <algorithm>
#include <cctype>

namespace millwright
{

namespace embedded
{
extern const std::string_view accelerators;
}

namespace
{

/// A class as the rows name it, and as people do.
struct ClassName {
    std::string_view name, words;
    AcceleratorClass kind;
};
constexpr ClassName classNames[] = {
    {"NvidiaGpu", "Nvidia GPU", AcceleratorClass::NvidiaGpu},
    {"AmdGpu", "AMD GPU", AcceleratorClass::AmdGpu},
    {"Gaudi", "Gaudi", AcceleratorClass::Gaudi},
    {"Tpu", "TPU", AcceleratorClass::Tpu},
    {"Neuron", "Neuron", AcceleratorClass::Neuron},
    {"WaferScale", "wafer-scale", AcceleratorClass::WaferScale},
    {"InMemory", "in-memory", AcceleratorClass::InMemory},
    {"Fpga", "FPGA", AcceleratorClass::Fpga},
    {"Neuromorphic", "neuromorphic", AcceleratorClass::Neuromorphic},
    {"Tenstorrent", "Tenstorrent", AcceleratorClass::Tenstorrent},
    {"Cpu", "CPU", AcceleratorClass::Cpu},
    {"Other", "other", AcceleratorClass::Other},
};

struct Column {
    std::string_view name;
    double AcceleratorSpec::*member;
    double scale;
};
constexpr Column columns[] = {
    {"bf16_TFLOPs", &AcceleratorSpec::peakBf16, 1e12},
    {"fp8_TFLOPs", &AcceleratorSpec::peakFp8, 1e12},
    {"fp4_TFLOPs", &AcceleratorSpec::peakFp4, 1e12},
    {"int8_TOPs", &AcceleratorSpec::peakInt8, 1e12},
    {"memory_GB", &AcceleratorSpec::memoryBytes, 1e9},
    {"memory_TBps", &AcceleratorSpec::memoryBandwidth, 1e12},
    {"scale_up_GBps", &AcceleratorSpec::scaleUpBandwidth, 1e9},
    {"tdp_W", &AcceleratorSpec::tdp, 1.0},
    {"idle_W", &AcceleratorSpec::idle, 1.0},
    {"matmul16_pct", &AcceleratorSpec::matmulShare16, 0.01},
    {"matmul8_pct", &AcceleratorSpec::matmulShare8, 0.01},
    {"exp_TEps", &AcceleratorSpec::exponentials, 1e12},
    {"matrix_width", &AcceleratorSpec::matrixWidth, 1.0},
};

Result<AcceleratorSpec> readRow(const CsvTable& table, const CsvRow& row)
{
    AcceleratorSpec spec;
    spec.id = std::string(table.text(row, "id"));
    spec.name = std::string(table.text(row, "name"));
    spec.source = std::string(table.text(row, "source"));
    spec.confidence = std::string(table.text(row, "confidence"));
    if (spec.id.empty())
        return fail("estimate.id-missing", {}, table.place(row, "id"));
    for (const Column& column : columns) {
        const auto value = table.number(row, column.name);
        if (!value)
            return value.error();
        if (value->value_or(0.0) < 0.0)
            return fail("estimate.negative", {}, table.place(row, column.name));
        spec.*column.member = value->value_or(0.0) * column.scale;
    }
    const auto domain = table.number(row, "scale_up_domain");
    const auto year = table.number(row, "year");
    if (!domain || !year)
        return domain ? year.error() : domain.error();
    spec.scaleUpDomain = static_cast<int>(std::clamp(domain->value_or(1.0), 1.0, 1e6));
    spec.year = static_cast<int>(std::clamp(year->value_or(0.0), 0.0, 9999.0));
    for (const ClassName& known : classNames)
        if (known.name == table.text(row, "class"))
            spec.kind = known.kind;
    return spec;
}

/// Lower-case words; a count in front ("8xH100") is no part of the word.
std::vector<std::string> wordsOf(std::string_view name)
{
    std::vector<std::string> words(1);
    for (const char c : name) {
        if (std::isalnum(static_cast<unsigned char>(c)))
            words.back().push_back(static_cast<char>(std::tolower(static_cast<unsigned char>(c))));
        else if (!words.back().empty())
            words.emplace_back();
    }
    if (words.back().empty())
        words.pop_back();
    for (std::string& word : words) {
        const std::size_t digits = word.find_first_not_of("0123456789");
        if (digits != std::string::npos && digits > 0 && word[digits] == 'x' &&
            digits + 1 < word.size())
            word.erase(0, digits + 1);
    }
    return words;
}

/// Parts without a row that carry the name of one that has: Rubin CPX, Rubin Ultra.
bool isOtherPart(const std::vector<std::string>& words)
{
    const auto has = [&](const char* word) {
        return std::find(words.begin(), words.end(), word) != words.end();
    };
    return has("cpx") || (has("rubin") && has("ultra"));
}

} // namespace

double addressableMemory(const AcceleratorSpec& a)
{
    constexpr double binary = 1.073741824; // 2^30 / 10^9
    const bool isGpu = a.kind == AcceleratorClass::NvidiaGpu || a.kind == AcceleratorClass::AmdGpu;
    if (!isGpu)
        return a.memoryBytes;
    const bool isHbm = a.memoryBandwidth > 1.2e12;
    return a.memoryBytes * binary * (isHbm ? 0.995 : 0.937);
}

double computePeak(const AcceleratorSpec& a, NumberFormat format)
{
    switch (computeFormat(a, format)) {
    case NumberFormat::Fp32:
        return a.peakFp32 > 0.0 ? a.peakFp32 : a.peakBf16 / 2.0;
    case NumberFormat::Fp8:
        return a.peakFp8;
    case NumberFormat::Int8:
        return a.peakInt8;
    case NumberFormat::Fp4:
        return a.peakFp4;
    default:
        return a.peakBf16;
    }
}

double matmulQuality(const AcceleratorSpec& a, NumberFormat runsIn)
{
    const double typical = a.kind == AcceleratorClass::AmdGpu ? 0.75 : 1.0;
    const double wide = a.matmulShare16 > 0.0 ? a.matmulShare16 / 0.803 : typical;
    const double narrow = a.matmulShare8 > 0.0 ? a.matmulShare8 / 0.709 : wide;
    const bool isNarrow =
        runsIn == NumberFormat::Fp8 || runsIn == NumberFormat::Int8 || runsIn == NumberFormat::Fp4;
    return isNarrow ? narrow : wide;
}

void addMeasuredShares(AcceleratorSpec& accelerator)
{
    const AcceleratorSpec* known = AcceleratorLibrary::standard().findInside(accelerator.name);
    if (!known || known->kind != accelerator.kind)
        return;
    if (accelerator.matmulShare16 <= 0.0)
        accelerator.matmulShare16 = known->matmulShare16;
    if (accelerator.matmulShare8 <= 0.0)
        accelerator.matmulShare8 = known->matmulShare8;
    if (accelerator.exponentials <= 0.0)
        accelerator.exponentials = known->exponentials;
    if (accelerator.matrixWidth <= 0.0)
        accelerator.matrixWidth = known->matrixWidth;
    if (accelerator.idle <= 0.0)
        accelerator.idle = known->idle;
}

NumberFormat computeFormat(const AcceleratorSpec& a, NumberFormat format)
{
    switch (format) {
    case NumberFormat::Fp4:
    case NumberFormat::Mxfp4:
        return a.peakFp4 > 0.0 ? NumberFormat::Fp4 : NumberFormat::Bf16;
    case NumberFormat::Int4:
        return NumberFormat::Bf16;
    case NumberFormat::Fp8:
        return a.peakFp8 > 0.0 ? NumberFormat::Fp8 : NumberFormat::Bf16;
    case NumberFormat::Int8:
        return a.peakInt8 > a.peakBf16 ? NumberFormat::Int8 : NumberFormat::Bf16;
    case NumberFormat::Fp32:
        return NumberFormat::Fp32;
    default:
        return NumberFormat::Bf16;
    }
}

AcceleratorClass acceleratorClassOf(std::string_view vendor, std::string_view name)
{
    const std::string text = textKey(std::string(vendor) + " " + std::string(name));
    const auto has = [&](std::string_view part) { return text.find(part) != std::string::npos; };
    static constexpr std::pair<std::string_view, AcceleratorClass> hints[] = {
        {"gaudi", AcceleratorClass::Gaudi},
        {"habana", AcceleratorClass::Gaudi},
        {"tpu", AcceleratorClass::Tpu},
        {"trainium", AcceleratorClass::Neuron},
        {"inferentia", AcceleratorClass::Neuron},
        {"cerebras", AcceleratorClass::WaferScale},
        {"tenstorrent", AcceleratorClass::Tenstorrent},
        {"loihi", AcceleratorClass::Neuromorphic},
        {"neuromorphic", AcceleratorClass::Neuromorphic},
        {"dmatrix", AcceleratorClass::InMemory},
        {"inmemory", AcceleratorClass::InMemory},
        {"mythic", AcceleratorClass::InMemory},
        {"alveo", AcceleratorClass::Fpga},
        {"versal", AcceleratorClass::Fpga},
        {"agilex", AcceleratorClass::Fpga},
        {"stratix", AcceleratorClass::Fpga},
        {"fpga", AcceleratorClass::Fpga},
        {"xeon", AcceleratorClass::Cpu},
        {"epyc", AcceleratorClass::Cpu},
        {"instinct", AcceleratorClass::AmdGpu},
        {"mi300", AcceleratorClass::AmdGpu},
        {"mi3", AcceleratorClass::AmdGpu},
        {"nvidia", AcceleratorClass::NvidiaGpu},
    };
    for (const auto& [hint, kind] : hints)
        if (has(hint))
            return kind;
    return AcceleratorClass::Other;
}

std::string_view acceleratorClassName(AcceleratorClass kind)
{
    for (const ClassName& known : classNames)
        if (known.kind == kind)
            return known.words;
    return "other";
}

Result<AcceleratorLibrary> AcceleratorLibrary::read(std::string_view csv, std::string where)
{
    const Result<CsvTable> table = readCsv(csv, std::move(where));
    if (!table)
        return table.error();
    AcceleratorLibrary library;
    for (const CsvRow& row : table->rows()) {
        const Result<AcceleratorSpec> spec = readRow(*table, row);
        if (!spec)
            return spec.error();
        std::vector<std::string> keys{textKey(spec->id)};
        std::vector<std::vector<std::string>> words{wordsOf(spec->id)};
        for (const std::string& alias : splitList(table->text(row, "aliases"))) {
            keys.push_back(textKey(alias));
            words.push_back(wordsOf(alias));
        }
        library.m_all.push_back(*spec);
        library.m_keys.push_back(std::move(keys));
        library.m_words.push_back(std::move(words));
    }
    return library;
}

const AcceleratorLibrary& AcceleratorLibrary::standard()
{
    static const AcceleratorLibrary library = [] {
        Result<AcceleratorLibrary> read =
            AcceleratorLibrary::read(embedded::accelerators, "accelerators.csv");
        return read ? *read : AcceleratorLibrary();
    }();
    return library;
}

const AcceleratorSpec* AcceleratorLibrary::find(std::string_view id) const
{
    const std::string key = textKey(id);
    for (std::size_t i = 0; i < m_all.size(); ++i)
        if (std::find(m_keys[i].begin(), m_keys[i].end(), key) != m_keys[i].end())
            return &m_all[i];
    return findWords(id);
}

/// The part whose longest key is a run of whole words of the name ("NVIDIA H200-SXM-141GB-CTS",
/// "AMD Instinct MI355X 288GB HBM3e", "8x H100") or has its words in another order ("A100 80GB PCIe").
const AcceleratorSpec* AcceleratorLibrary::findWords(std::string_view name) const
{
    const std::vector<std::string> words = wordsOf(name);
    if (isOtherPart(words))
        return nullptr;
    const AcceleratorSpec* best = nullptr;
    std::size_t longest = 1;
    for (std::size_t first = 0; first < words.size(); ++first) {
        std::string run;
        for (std::size_t last = first; last < std::min(words.size(), first + 8); ++last) {
            run += words[last];
            if (run.size() <= longest)
                continue;
            for (std::size_t i = 0; i < m_all.size(); ++i) {
                if (std::find(m_keys[i].begin(), m_keys[i].end(), run) == m_keys[i].end())
                    continue;
                longest = run.size();
                best = &m_all[i];
            }
        }
    }
    for (std::size_t i = 0; i < m_all.size(); ++i) {
        for (std::size_t k = 0; k < m_keys[i].size(); ++k) {
            const auto isThere = [&](const std::string& word) {
                return std::find(words.begin(), words.end(), word) != words.end();
            };
            if (m_keys[i][k].size() <= longest ||
                !std::all_of(m_words[i][k].begin(), m_words[i][k].end(), isThere))
                continue;
            longest = m_keys[i][k].size();
            best = &m_all[i];
        }
    }
    return best;
}

const AcceleratorSpec* AcceleratorLibrary::findInside(std::string_view name) const
{
    const std::string text = textKey(name);
    const AcceleratorSpec* best = nullptr;
    std::size_t longest = 3;
    for (std::size_t i = 0; i < m_all.size(); ++i) {
        for (const std::string& key : m_keys[i]) {
            if (key.size() > longest && text.find(key) != std::string::npos) {
                longest = key.size();
                best = &m_all[i];
            }
        }
    }
    return best;
}

} // namespace millwright
