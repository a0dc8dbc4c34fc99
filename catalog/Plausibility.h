#pragma once
#include "model/base/Message.h"
#include "model/parts/PlausibilityFinding.h"
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace millwright
{

/// A rule that no part of this world breaks, or (if it does not refuse) that seldom is broken by a
/// right figure.
struct PlausibilityRule {
    std::string_view id; ///< "psu-as-load"; its message is "catalog.rule." + id
    FieldKey field;      ///< the field to look at first
    bool isRefusal;
    /// The arguments of the message if the part breaks the rule.
    std::optional<std::vector<MessageArgument>> (*check)(const Part& part);
};

/// All rules beside the plain range of each field ("out-of-range", limits in FieldKeys.def).
std::span<const PlausibilityRule> plausibilityRules();

/// Everything implausible about a part, refusals first. The part's fields must be sorted
/// (finishPart()).
std::vector<PlausibilityFinding> checkPlausibility(const Part& part);

} // namespace millwright
