#include "model/rules/AllRules.h"

namespace millwright
{

std::vector<const Rule*> allRules()
{
    std::vector<const Rule*> all;
    for (const auto domain : {spaceRules(), rackRules(), powerRules(), coolingRules(),
                              networkRules(), storageRules(), workloadRules(), costRules()})
        for (const Rule& rule : domain)
            all.push_back(&rule);
    return all;
}

void registerRuleMessages()
{
    for (const auto patterns : {spaceRulePatterns(), powerRulePatterns(), coolingRulePatterns(),
                                networkRulePatterns(), workloadRulePatterns(), costRulePatterns()})
        registerMessagePatterns(patterns.data(), patterns.size());
}

} // namespace millwright
