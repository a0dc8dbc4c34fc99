#pragma once
#include "model/analysis/Results.h"
#include "model/base/Message.h"
#include "model/blueprint/ChangeSet.h"
#include "model/blueprint/Project.h"
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace millwright
{

enum class Severity : std::uint8_t { Error, Warning, Info };
enum class RuleDomain : std::uint8_t {
    Space,
    Rack,
    Power,
    Cooling,
    Network,
    Storage,
    Workload,
    Cost
};
std::string_view severityName(Severity severity); ///< "error", "warning", "info"
std::string_view ruleDomainName(RuleDomain domain);

/// A quick fix as data: which action with which arguments; assist/FixActions.h carries it out.
struct Fix {
    std::string action; ///< "move", "add-feed", "set-property", "change-part" ...
    Message title;
    std::map<std::string, std::string> arguments;
    friend bool operator==(const Fix&, const Fix&) = default;
};

/// One thing that a rule found.
struct Finding {
    std::string rule;
    Severity severity = Severity::Error;
    std::vector<EntityId> subjects;
    Message message;
    double measured = 0.0;
    double limit = 0.0;
    std::string unit;
    bool isHigherWorse = true; ///< measured above limit is bad; false: below is bad
    std::vector<Fix> fixes;
    bool isWaived = false;
    bool hasStaleWaiver = false; ///< was waived, but got worse since
    bool isStale = false;        ///< rests on a following analysis that has not caught up

    std::string key() const; ///< stable: rule and subjects
    friend bool operator==(const Finding&, const Finding&) = default;
};

/// How a rule ended. Passed means: it ran on data and found nothing.
enum class RuleState : std::uint8_t { NotRun, Passed, Found, Disabled, Failed };
std::string_view ruleStateName(RuleState state);

/// What a rule looks at, and where it puts what it finds.
struct RuleContext {
    const Project& project;
    const Blueprint& blueprint;
    const ParameterValues& parameters;
    const Results& results;
};

class FindingSink
{
public:
    /// Adds a finding of the running rule with its own severity; returns it so that fixes may be
    /// added.
    Finding& add(std::vector<EntityId> subjects, Message message, double measured, double limit,
                 std::string unit);
    /// The rule saw at least one thing to judge. A rule that never calls this or add() counts as
    /// not run.
    void sawData() { m_hasData = true; }

private:
    friend class RuleRunner;
    std::vector<Finding> m_findings;
    std::string_view m_rule;
    Severity m_severity = Severity::Error;
    bool m_hasData = false;
};

/// Which results and tables a rule reads; it runs again only when one of them changed.
enum RuleInput : std::uint32_t {
    ReadsInventory = 1,
    ReadsSpace = 2,
    ReadsNetwork = 4,
    ReadsWorkload = 8,
    ReadsPower = 16,
    ReadsCooling = 32,
    ReadsCost = 64,
    ReadsWorkPlan = 256,
    ReadsTables = 128 ///< rows of the blueprint themselves, any table
};

/// A row of the rule table.
struct Rule {
    std::string_view id;
    Severity severity;
    RuleDomain domain;
    std::uint32_t inputs;
    std::string_view label; ///< message id of one line that says what holds ("rule.space.overlap")
    void (*check)(const RuleContext& context, FindingSink& sink);
};

/// Rows by domain, one file each (SpaceRules.cpp ...), and all.
std::span<const Rule> spaceRules();
std::span<const Rule> rackRules();
std::span<const Rule> powerRules();
std::span<const Rule> coolingRules();
std::span<const Rule> networkRules();
std::span<const Rule> storageRules();
std::span<const Rule> workloadRules();
std::span<const Rule> costRules();
std::vector<const Rule*> allRules();
/// Registers the English patterns of all rules and findings with formatMessage(); call once at
/// start.
void registerRuleMessages();

/// The outcome of one rule.
struct RuleOutcome {
    const Rule* rule = nullptr;
    RuleState state = RuleState::NotRun;
    std::vector<Finding> findings;
};

/// Runs the rules whose inputs changed and keeps the outcomes of the others.
class RuleRunner
{
public:
    RuleRunner();
    /// Brings the outcomes up to date; waivers of the blueprint are applied. `staleInputs` marks
    /// results that have not caught up.
    void update(const RuleContext& context, const ChangeSet& changes,
                std::uint32_t staleInputs = 0);
    const std::vector<RuleOutcome>& outcomes() const { return m_outcomes; }
    /// All findings, errors first, then by rule and subject.
    std::vector<const Finding*> findings() const;
    std::size_t count(Severity severity) const;           ///< not waived
    std::uint64_t revision() const { return m_revision; } ///< rises when any outcome changed

private:
    std::vector<RuleOutcome> m_outcomes;
    std::optional<Results> m_seen;
    std::uint64_t m_revision = 0;
};

} // namespace millwright
