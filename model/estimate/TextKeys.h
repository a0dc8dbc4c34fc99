#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace millwright
{

/// Letters and digits of a name in lower case: "Llama-3.1 8B" and "llama3.1-8b" give the same key.
std::string textKey(std::string_view text);

/// Pieces of a list written with semicolons; empty pieces are dropped.
std::vector<std::string> splitList(std::string_view text);

} // namespace millwright
