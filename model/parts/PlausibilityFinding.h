#pragma once
#include "model/base/Message.h"
#include "model/parts/Part.h"
#include <string_view>

namespace millwright
{

/// Something implausible about a part: which rule it breaks, at which field, and whether a part may
/// not be stored so.
struct PlausibilityFinding {
    std::string_view rule;
    FieldKey field{};
    bool isRefusal = true;
    Message message;
};

} // namespace millwright
