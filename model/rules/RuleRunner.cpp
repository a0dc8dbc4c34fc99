#include "model/rules/Rule.h"
#include <algorithm>
#include <cmath>
#include <tuple>
#include <unordered_map>

namespace millwright
{
namespace
{

std::uint32_t changedResults(const Results& a, const Results& b)
{
    std::uint32_t changed = 0;
    const auto compare = [&](const auto& x, const auto& y, RuleInput input) {
        changed |= x == y ? 0u : static_cast<std::uint32_t>(input);
    };
    compare(a.inventory, b.inventory, ReadsInventory);
    compare(a.space, b.space, ReadsSpace);
    compare(a.network, b.network, ReadsNetwork);
    compare(a.workload, b.workload, ReadsWorkload);
    compare(a.power, b.power, ReadsPower);
    compare(a.cooling, b.cooling, ReadsCooling);
    compare(a.cost, b.cost, ReadsCost);
    compare(a.workplan, b.workplan, ReadsWorkPlan);
    return changed;
}

/// Marks findings that somebody accepted, as long as they are no worse than then. Returns true if a
/// mark changed.
bool applyWaivers(const Blueprint& blueprint, std::vector<RuleOutcome>& outcomes)
{
    std::unordered_map<std::string_view, const Waiver*> waivers;
    for (const Waiver& waiver : blueprint.table<Waiver>())
        waivers[waiver.finding] = &waiver;
    bool hasChanged = false;
    for (RuleOutcome& outcome : outcomes)
        for (Finding& finding : outcome.findings) {
            if (waivers.empty() && !finding.isWaived && !finding.hasStaleWaiver)
                continue;
            const auto found = waivers.find(finding.key());
            const double slack = 1e-9 * std::max(1.0, std::abs(finding.measured));
            const bool isWorse =
                found != waivers.end() &&
                (finding.isHigherWorse ? finding.measured > found->second->measured + slack
                                       : finding.measured < found->second->measured - slack);
            const bool isWaived = found != waivers.end() && !isWorse;
            hasChanged =
                hasChanged || isWaived != finding.isWaived || isWorse != finding.hasStaleWaiver;
            finding.isWaived = isWaived;
            finding.hasStaleWaiver = isWorse;
        }
    return hasChanged;
}

bool isDisabled(const Blueprint& blueprint, std::string_view rule)
{
    // An assumption "rule.<id>" of 0 switches the rule off in this design; it is listed as
    // disabled.
    for (const Assumption& assumption : blueprint.table<Assumption>())
        if (assumption.value == 0.0 && assumption.key.view().starts_with("rule.") &&
            assumption.key.view().substr(5) == rule)
            return true;
    return false;
}

} // namespace

RuleRunner::RuleRunner()
{
    for (const Rule* rule : allRules())
        m_outcomes.push_back({rule, RuleState::NotRun, {}});
}

void RuleRunner::update(const RuleContext& context, const ChangeSet& changes,
                        std::uint32_t staleInputs)
{
    std::uint32_t changed = m_seen ? changedResults(*m_seen, context.results) : ~0u;
    if (!changes.isEmpty())
        changed |= ReadsTables;
    if (changes.hasParts() || changes.touches<Assumption>())
        changed = ~0u;
    bool hasChanged = false;
    for (RuleOutcome& outcome : m_outcomes) {
        if ((outcome.rule->inputs & changed) == 0)
            continue;
        FindingSink sink;
        sink.m_rule = outcome.rule->id;
        sink.m_severity = outcome.rule->severity;
        RuleState state = RuleState::Disabled;
        if (!isDisabled(context.blueprint, outcome.rule->id)) {
            outcome.rule->check(context, sink);
            state = !sink.m_hasData           ? RuleState::NotRun
                    : sink.m_findings.empty() ? RuleState::Passed
                                              : RuleState::Found;
        }
        for (Finding& finding : sink.m_findings)
            finding.isStale = (outcome.rule->inputs & staleInputs) != 0;
        hasChanged = hasChanged || state != outcome.state || sink.m_findings != outcome.findings;
        outcome.state = state;
        outcome.findings = std::move(sink.m_findings);
    }
    hasChanged = applyWaivers(context.blueprint, m_outcomes) || hasChanged;
    m_seen = context.results;
    if (hasChanged)
        ++m_revision;
}

std::vector<const Finding*> RuleRunner::findings() const
{
    std::vector<const Finding*> all;
    for (const RuleOutcome& outcome : m_outcomes)
        for (const Finding& finding : outcome.findings)
            all.push_back(&finding);
    std::stable_sort(all.begin(), all.end(), [](const Finding* a, const Finding* b) {
        return std::tie(a->severity, a->rule, a->subjects) <
               std::tie(b->severity, b->rule, b->subjects);
    });
    return all;
}

std::size_t RuleRunner::count(Severity severity) const
{
    std::size_t n = 0;
    for (const RuleOutcome& outcome : m_outcomes)
        for (const Finding& finding : outcome.findings)
            n += finding.severity == severity && !finding.isWaived ? 1 : 0;
    return n;
}

} // namespace millwright
