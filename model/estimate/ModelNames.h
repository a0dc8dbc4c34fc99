#pragma once
#include "model/estimate/NumberFormat.h"
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace millwright
{

/// Keys under which a model may be known, the most exact first: its name without separators and
/// case, but with the points of its numbers ("opt1.3b"); without its organisation; without words that name a tuning, a job or a number format
/// ("-Instruct", "-lora", "-FP8", "-AWQ", "-w4a16"); without dates and versions ("-2507", "-v0.1").
std::vector<std::string> modelKeys(std::string_view name);

/// The number format that a name carries ("Llama-3.3-70B-Instruct-FP8", "-NVFP4", "-AWQ"); nothing
/// if it carries none.
std::optional<NumberFormat> formatInName(std::string_view name);

/// Total and active parameters that a name states ("foo-30b-a3b", "bar-8x7b", "baz-13b"); zeros if it
/// states none.
struct NamedSize {
    double total = 0.0;
    double active = 0.0;
};
NamedSize sizeInName(std::string_view name);

/// True for benchmark models that are no language models of this kind: vision, recommenders, speech,
/// diffusion, encoders, graphs. They have presets of generic work instead.
bool isOtherWork(std::string_view name);

} // namespace millwright
