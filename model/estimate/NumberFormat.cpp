#include "model/estimate/NumberFormat.h"
#include <array>
#include <cctype>
#include <string>
#include <utility>

namespace millwright
{

std::optional<NumberFormat> parseNumberFormat(std::string_view text)
{
    std::string key;
    for (const char c : text)
        if (std::isalnum(static_cast<unsigned char>(c)))
            key.push_back(static_cast<char>(std::tolower(static_cast<unsigned char>(c))));
    // Ordered: a longer name stands before a shorter one that it contains.
    static constexpr std::array<std::pair<std::string_view, NumberFormat>, 17> names{{
        {"mxfp4", NumberFormat::Mxfp4},
        {"nvfp4", NumberFormat::Fp4},
        {"fp4", NumberFormat::Fp4},
        {"uint4", NumberFormat::Int4},
        {"int4", NumberFormat::Int4},
        {"awq", NumberFormat::Int4},
        {"w4a16", NumberFormat::Int4},
        {"gptq", NumberFormat::Int4},
        {"mxfp8", NumberFormat::Fp8},
        {"fp8", NumberFormat::Fp8},
        {"int8", NumberFormat::Int8},
        {"w8a8", NumberFormat::Int8},
        {"bf16", NumberFormat::Bf16},
        {"bfloat16", NumberFormat::Bf16},
        {"fp16", NumberFormat::Fp16},
        {"float16", NumberFormat::Fp16},
        {"fp32", NumberFormat::Fp32},
    }};
    for (const auto& [name, format] : names)
        if (key.find(name) != std::string::npos)
            return format;
    if (key == "half")
        return NumberFormat::Fp16;
    if (key == "float32" || key == "tf32")
        return NumberFormat::Fp32;
    return std::nullopt;
}

std::string_view formatName(NumberFormat format)
{
    switch (format) {
    case NumberFormat::Fp32:
        return "fp32";
    case NumberFormat::Fp16:
        return "fp16";
    case NumberFormat::Bf16:
        return "bf16";
    case NumberFormat::Fp8:
        return "fp8";
    case NumberFormat::Int8:
        return "int8";
    case NumberFormat::Fp4:
        return "fp4";
    case NumberFormat::Mxfp4:
        return "mxfp4";
    case NumberFormat::Int4:
        return "int4";
    }
    return "bf16";
}

} // namespace millwright
