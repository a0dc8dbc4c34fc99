#pragma once
#include <optional>
#include <string_view>

namespace millwright
{

/// How a weight, an activation or a cached key is stored and multiplied. Fp4 and Mxfp4 carry block
/// scales.
enum class NumberFormat { Fp32, Fp16, Bf16, Fp8, Int8, Fp4, Mxfp4, Int4 };

/// Bytes that one weight takes, block scales included (NVFP4: 16 values share an 8-bit scale,
/// MXFP4: 32 share one).
constexpr double bytesPerValue(NumberFormat format)
{
    switch (format) {
    case NumberFormat::Fp32:
        return 4.0;
    case NumberFormat::Fp16:
    case NumberFormat::Bf16:
        return 2.0;
    case NumberFormat::Fp8:
    case NumberFormat::Int8:
        return 1.0;
    case NumberFormat::Fp4:
        return 0.5 + 1.0 / 16.0;
    case NumberFormat::Mxfp4:
        return 0.5 + 1.0 / 32.0;
    case NumberFormat::Int4:
        return 0.5 + 2.0 / 128.0;
    }
    return 2.0;
}

/// True for the formats of four bits.
constexpr bool isFourBit(NumberFormat format)
{
    return format == NumberFormat::Fp4 || format == NumberFormat::Mxfp4 ||
           format == NumberFormat::Int4;
}

/// The format that a text such as "bf16", "FP8", "w4a8_awq" or "NVFP4" means.
std::optional<NumberFormat> parseNumberFormat(std::string_view text);

/// "bf16", "fp8" ...; parseNumberFormat() reads it back.
std::string_view formatName(NumberFormat format);

} // namespace millwright
