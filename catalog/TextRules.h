#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace millwright
{

inline constexpr std::size_t longestCellText = 4000; ///< bytes of one text of a part
inline constexpr std::size_t longestPartId = 80;

/// Without spaces, tabs and line ends around it.
std::string_view trimmedText(std::string_view text);


} // namespace millwright
