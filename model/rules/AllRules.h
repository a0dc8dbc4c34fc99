#pragma once
#include "model/rules/Rule.h"

namespace millwright
{

// The English patterns of each domain's rules and findings, one table per domain (SpaceMessages.cpp
// ...). Space holds the rack rules' too, network the storage rules'.
std::span<const MessagePattern> spaceRulePatterns();
std::span<const MessagePattern> powerRulePatterns();
std::span<const MessagePattern> coolingRulePatterns();
std::span<const MessagePattern> networkRulePatterns();
std::span<const MessagePattern> workloadRulePatterns();
std::span<const MessagePattern> costRulePatterns();

} // namespace millwright
