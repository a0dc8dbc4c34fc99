#include "model/rules/Rule.h"
#include <array>

namespace millwright
{

std::string_view severityName(Severity severity)
{
    constexpr std::array<std::string_view, 3> names = {"error", "warning", "info"};
    return names[static_cast<std::size_t>(severity)];
}

std::string_view ruleDomainName(RuleDomain domain)
{
    constexpr std::array<std::string_view, 8> names = {"space",   "rack",    "power",    "cooling",
                                                       "network", "storage", "workload", "cost"};
    return names[static_cast<std::size_t>(domain)];
}

std::string_view ruleStateName(RuleState state)
{
    constexpr std::array<std::string_view, 5> names = {"not-run", "passed", "found", "disabled",
                                                       "failed"};
    return names[static_cast<std::size_t>(state)];
}

std::string Finding::key() const
{
    std::string text = rule;
    for (const EntityId id : subjects)
        text += ":" + std::to_string(id);
    return text;
}

Finding& FindingSink::add(std::vector<EntityId> subjects, Message message, double measured,
                          double limit, std::string unit)
{
    m_hasData = true;
    Finding& finding = m_findings.emplace_back();
    finding.rule = m_rule;
    finding.severity = m_severity;
    finding.subjects = std::move(subjects);
    finding.message = std::move(message);
    finding.measured = measured;
    finding.limit = limit;
    finding.unit = std::move(unit);
    finding.isHigherWorse = measured >= limit;
    return finding;
}

} // namespace millwright
