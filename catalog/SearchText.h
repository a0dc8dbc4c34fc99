#pragma once
#include "model/parts/Part.h"
#include <string>
#include <string_view>
#include <vector>

namespace millwright
{

/// Words beyond id, vendor and name under which a part is found: its kind, technologies, its names
/// written together
/// ("dgxh100") and cut where letters meet digits ("nvl 72").
std::string searchTerms(const Part& part);

/// What a person typed as an FTS5 expression: every word quoted and open at its end, all of them
/// required. Empty if the text holds no letter or digit.
std::string searchExpression(std::string_view text);

} // namespace millwright
