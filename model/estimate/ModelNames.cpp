#include "model/estimate/ModelNames.h"
#include "model/estimate/TextKeys.h"
#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

namespace millwright
{

namespace
{

/// Lower-case words; dots stay inside numbers ("3.1") only.
std::vector<std::string> wordsOf(std::string_view name)
{
    const auto isDigitAt = [&](std::size_t i) {
        return i < name.size() && std::isdigit(static_cast<unsigned char>(name[i]));
    };
    std::vector<std::string> words(1);
    for (std::size_t i = 0; i < name.size(); ++i) {
        const char c = name[i];
        const bool isPoint = c == '.' && i > 0 && isDigitAt(i - 1) && isDigitAt(i + 1);
        if (std::isalnum(static_cast<unsigned char>(c)) || isPoint)
            words.back().push_back(static_cast<char>(std::tolower(static_cast<unsigned char>(c))));
        else if (!words.back().empty())
            words.emplace_back();
    }
    if (words.back().empty())
        words.pop_back();
    return words;
}

/// The last part of a path: the name without its organisation.
std::string_view lastPart(std::string_view name)
{
    const std::size_t slash = name.rfind('/');
    return slash == std::string_view::npos ? name : name.substr(slash + 1);
}

bool isOneOf(std::string_view word, const auto& list)
{
    return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

struct FormatWord {
    std::string_view word;
    NumberFormat format;
    bool isMethod = false; ///< names how it was made: a width stated beside it counts more
};
constexpr FormatWord formatWords[] = {
    {"fp8", NumberFormat::Fp8},
    {"mxfp8", NumberFormat::Fp8},
    {"w8a8", NumberFormat::Int8, true},
    {"fp4", NumberFormat::Fp4},
    {"nvfp4", NumberFormat::Fp4},
    {"w4a4", NumberFormat::Fp4, true},
    {"mxfp4", NumberFormat::Mxfp4},
    {"bf16", NumberFormat::Bf16},
    {"fp16", NumberFormat::Fp16},
    {"int8", NumberFormat::Int8},
    {"int4", NumberFormat::Int4},
    {"awq", NumberFormat::Int4, true},
    {"gptq", NumberFormat::Int4, true},
    {"w4a16", NumberFormat::Int4},
    {"w8a16", NumberFormat::Int8},
    {"w4a8", NumberFormat::Int4},
    {"4bit", NumberFormat::Int4},
    {"8bit", NumberFormat::Int8},
    {"q4", NumberFormat::Int4},
    {"q8", NumberFormat::Int8},
    {"bnb", NumberFormat::Int4, true},
    {"nf4", NumberFormat::Int4}};

constexpr std::array tuningWords{
    "lora",    "qlora",    "sft",      "dpo",       "instruct", "chat",     "hf",       "it",
    "base",    "pt",       "quantized","quant",     "dynamic",  "block",    "gguf",     "thinking",
    "reasoning", "preview", "kv",      "static",    "turbo",    "latest",   "finetune", "finetuned",
    "ft",      "mtp",      "edge",     "datacenter", "marlin",  "w8a8kv8",  "pretrain", "pretraining",
    "tensor",  "pertensor", "per",     "tulu",      "aligned",  "99",       "99.9",     "amd",
    "mlperf",  "ptpc",     "channel",  "g128",      "exp",      "terminus", "online",   "kvcache",
    "peft",    "rl",       "grpo",     "ppo",       "rlhf",     "cpt",      "fft",      "full",
    "qat",     "ct",       "qad",      "offline",   "server",   "interactive", "128k",  "32k",
    "8k",      "4k"};

/// Tools, jobs and suites in front of a model's name in benchmark tables ("pyt_vllm_llama-3.1-8b").
constexpr std::array suiteWords{"pyt",   "jax",      "vllm", "sglang", "trtllm", "tensorrt", "llm",
                                "train", "megatron", "lm",   "nemo",   "maxtext", "torchtitan",
                                "primus", "bench",   "meta", "nvidia", "amd"};

bool isFormatWord(std::string_view word)
{
    return std::any_of(std::begin(formatWords), std::end(formatWords),
                       [&](const FormatWord& f) { return f.word == word; });
}

bool isDigits(std::string_view word)
{
    return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
        return std::isdigit(static_cast<unsigned char>(c));
    });
}

/// "v0.1", "v2": a release; "2507", "0528", "20240806": a date.
bool isRelease(std::string_view word)
{
    const bool isDate = isDigits(word) && (word.size() == 4 || word.size() == 6 || word.size() == 8);
    return isDate || (word.size() > 2 && word[0] == 'v' && word[1] == '0' && word[2] == '.') ||
           word == "hf";
}

bool isVersion(std::string_view word)
{
    return word.size() > 1 && word[0] == 'v' && std::isdigit(static_cast<unsigned char>(word[1]));
}

std::string joined(const std::vector<std::string>& words, const auto& drop)
{
    std::string all;
    for (const std::string& word : words)
        if (!drop(word))
            all += word;
    return all;
}

void append(std::vector<std::string>& keys, std::string key)
{
    if (key.size() > 2 && std::find(keys.begin(), keys.end(), key) == keys.end())
        keys.push_back(std::move(key));
}

/// The number in front of `unit` when it is all there is: "30b" -> 30; 0 if the word says something
/// else.
double leadingNumber(std::string_view word, char unit)
{
    if (word.size() < 2 || word.back() != unit)
        return 0.0;
    double value = 0.0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size() - 1, value);
    return error == std::errc() && end == word.data() + word.size() - 1 ? value : 0.0;
}

} // namespace

std::vector<std::string> modelKeys(std::string_view name)
{
    const std::vector<std::string> words = wordsOf(lastPart(name));
    const auto all = [](const std::string&) { return false; };
    const auto isTuning = [](const std::string& word) {
        return isOneOf(std::string_view(word), tuningWords) || isFormatWord(word);
    };
    std::vector<std::string> keys;
    append(keys, joined(wordsOf(name), all));
    append(keys, joined(words, all));
    append(keys, joined(words, isTuning));
    append(keys, joined(words, [&](const std::string& w) { return isTuning(w) || isRelease(w); }));
    const auto isSuite = [](const std::string& word) {
        return isOneOf(std::string_view(word), suiteWords);
    };
    append(keys, joined(words, [&](const std::string& w) {
               return isTuning(w) || isRelease(w) || w == "meta" || w == "nvidia" || w == "amd";
           }));
    // Several words must be left, or one behind all tools: "megatron-22b" and "mistral-nemo" are
    // models, "22b" and "mistral" are none; "vllm_dbrx" is.
    const auto isBeside = [&](const std::string& w) {
        return isTuning(w) || isRelease(w) || isSuite(w);
    };
    const std::string bare = joined(words, isBeside);
    const auto tools = std::find_if_not(words.begin(), words.end(), isSuite);
    const bool isBehind = tools != words.begin() && std::none_of(tools, words.end(), isSuite) &&
                          !bare.empty() && std::isalpha(static_cast<unsigned char>(bare[0]));
    if (isBehind ||
        words.size() > 1 + std::size_t(std::count_if(words.begin(), words.end(), isBeside)))
        append(keys, bare);
    // "DeepSeek-V3" keeps its V3 in all of the above; "Mixtral-8x7B-v1" loses it only at the end.
    if (!keys.empty() && keys.back().find("deepseek") == std::string::npos)
        append(keys, joined(words, [&](const std::string& w) {
                   return isTuning(w) || isRelease(w) || isVersion(w) || w == "meta" ||
                          w == "nvidia";
               }));
    return keys;
}

std::optional<NumberFormat> formatInName(std::string_view name)
{
    // The narrowest of the widths stated is that of the weights ("w-mxfp4-a-fp8"); a method stands
    // for its usual width only where none is stated ("GPTQ-Int8").
    std::optional<NumberFormat> stated, method;
    for (const std::string& word : wordsOf(lastPart(name))) {
        for (const FormatWord& f : formatWords) {
            if (f.word != word)
                continue;
            std::optional<NumberFormat>& found = f.isMethod ? method : stated;
            if (!found || bytesPerValue(f.format) < bytesPerValue(*found))
                found = f.format;
        }
    }
    return stated ? stated : method;
}

NamedSize sizeInName(std::string_view name)
{
    NamedSize size;
    for (const std::string& word : wordsOf(lastPart(name))) {
        if (const std::size_t times = word.find('x'); times != std::string::npos && times > 0) {
            const double each = leadingNumber(std::string_view(word).substr(times + 1), 'b');
            if (isDigits(std::string_view(word).substr(0, times)) && each > 0.0) {
                // Experts share the attention: about 0.83 of the product (Mixtral 8x7B: 46.7 of 56).
                size.total = 0.83 * std::stod(word.substr(0, times)) * each * 1e9;
                size.active = 1.8 * each * 1e9;
            }
        } else if (word[0] == 'a' && leadingNumber(std::string_view(word).substr(1), 'b') > 0.0) {
            size.active = leadingNumber(std::string_view(word).substr(1), 'b') * 1e9;
        } else if (const double billions = leadingNumber(word, 'b'); billions > 0.0) {
            size.total = billions * 1e9;
        } else if (const double trillions = leadingNumber(word, 't'); trillions > 0.0) {
            size.total = trillions * 1e12;
        }
    }
    if (!(size.total >= 1e7 && size.total <= 2e13))
        return {};
    if (!(size.active > 0.0 && size.active <= size.total))
        size.active = size.total;
    return size;
}

bool isOtherWork(std::string_view name)
{
    const std::string key = textKey(name);
    static constexpr std::array parts{
        "resnet", "retinanet", "unet",  "dlrm",   "bert",  "whisper", "stablediffusion", "sdxl",
        "flux",   "rnnt",      "gnn",   "rgat",   "ssd",   "maskrcnn", "pointpainting",  "vit",
        "clip",   "mobilenet", "yolo",  "efficientnet", "wav2vec", "minigo", "cosmoflow", "deepcam",
        "openfold", "gpt2video", "wan2", "sora"};
    return std::any_of(parts.begin(), parts.end(), [&](std::string_view part) {
        return key.find(part) != std::string::npos;
    });
}

} // namespace millwright
