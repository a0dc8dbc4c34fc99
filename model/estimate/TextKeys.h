#pragma once
#include <string>
#include <string_view>

namespace millwright
{

/// Letters and digits of a name in lower case: "Llama-3.1 8B" and "llama3.1-8b" give the same key.
std::string textKey(std::string_view text);

} // namespace millwright
