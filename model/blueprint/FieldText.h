#pragma once
#include "model/base/Geometry.h"
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace millwright
{

/// Appends the shortest decimal text that reads back to the same double, in any locale; "null" if
/// it is not finite.
void appendNumber(std::string& text, double value);

/// Appends a length in metres, exact to the micrometre: "12.0445".
void appendMetres(std::string& text, Length length);

/// The numbers of a text, separated by blanks, commas or semicolons; nothing if anything else
/// stands in it or a number is not finite.
std::optional<std::vector<double>> readNumbers(std::string_view text);

} // namespace millwright
