#include "app/CommandLine.h"
#include "app/Evaluation.h"
#include "app/verbs/Verbs.h"
#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace millwright {
namespace {

struct Options {
    std::string file;
    std::string output;
    bool isJson = false;
    bool isStrict = false;
};

std::size_t countStates(const RuleRunner& rules, RuleState state)
{
    const auto& outcomes = rules.outcomes();
    return static_cast<std::size_t>(std::count_if(outcomes.begin(), outcomes.end(), [state](const RuleOutcome& o) { return o.state == state; }));
}

nlohmann::ordered_json findingJson(const Finding& finding, const Blueprint& blueprint)
{
    nlohmann::ordered_json subjects = nlohmann::ordered_json::array();
    for (const EntityId id : finding.subjects)
        subjects.push_back(blueprint.labelOf(id));
    nlohmann::ordered_json row = {{"rule", finding.rule}, {"severity", severityName(finding.severity)}, {"subjects", std::move(subjects)},
                                  {"text", formatMessage(finding.message)}, {"measured", finding.measured}, {"limit", finding.limit}, {"unit", finding.unit}};
    if (finding.isWaived)
        row["waived"] = true;
    return row;
}

std::string checkJson(const Evaluation& design)
{
    using nlohmann::ordered_json;
    ordered_json findings = ordered_json::array();
    for (const Finding* finding : design.rules().findings())
        findings.push_back(findingJson(*finding, design.project().blueprint()));
    ordered_json rules = ordered_json::array();
    for (const RuleOutcome& outcome : design.rules().outcomes())
        rules.push_back({{"rule", outcome.rule->id}, {"state", ruleStateName(outcome.state)}, {"findings", outcome.findings.size()}});
    ordered_json notes = ordered_json::array();
    for (const Message& note : design.notes())
        notes.push_back(formatMessage(note));
    const ordered_json document = {{"findings", std::move(findings)}, {"rules", std::move(rules)}, {"notes", std::move(notes)}};
    return document.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

std::string checkText(const Evaluation& design)
{
    std::string text;
    for (const Message& note : design.notes())
        text += "note     " + formatMessage(note) + "\n";
    for (const Finding* finding : design.rules().findings())
        text += fmt::format("{:<8} {:<28} {}{}\n", severityName(finding->severity), finding->rule, formatMessage(finding->message), finding->isWaived ? " (waived)" : "");
    const RuleRunner& rules = design.rules();
    text += fmt::format("{} errors, {} warnings, {} notes; {} rules passed, {} found something, {} had nothing to judge, {} disabled\n",
                        rules.count(Severity::Error), rules.count(Severity::Warning), rules.count(Severity::Info), countStates(rules, RuleState::Passed),
                        countStates(rules, RuleState::Found), countStates(rules, RuleState::NotRun), countStates(rules, RuleState::Disabled));
    return text;
}

/// 1 when an error stands; strictly also when a rule had nothing to judge or something was waived.
int verdict(const Evaluation& design, bool isStrict)
{
    const RuleRunner& rules = design.rules();
    if (rules.count(Severity::Error) > 0)
        return ExitFindings;
    if (!isStrict)
        return ExitGood;
    const auto findings = rules.findings();
    const bool hasWaivers = std::any_of(findings.begin(), findings.end(), [](const Finding* f) { return f->isWaived; });
    const bool isComplete = countStates(rules, RuleState::NotRun) == 0 && countStates(rules, RuleState::Disabled) == 0
        && countStates(rules, RuleState::Failed) == 0;
    return hasWaivers || !isComplete ? ExitFindings : ExitGood;
}

int runCheck(const Options& options)
{
    auto design = Evaluation::ofFile(options.file);
    if (!design)
        return reportError(design.error());
    const int delivered = deliver(options.isJson ? checkJson(**design) : checkText(**design), options.output);
    return delivered == ExitGood ? verdict(**design, options.isStrict) : delivered;
}

} // namespace

void addCheckVerb(CLI::App& app, VerbChoice& choice)
{
    auto options = std::make_shared<Options>();
    CLI::App* verb = app.add_subcommand("check", "Check a design against all rules");
    verb->add_option("file", options->file, "Project file")->required();
    verb->add_option("-o,--output", options->output, "Write to this file");
    verb->add_flag("--json", options->isJson, "Print JSON");
    verb->add_flag("--strict", options->isStrict, "Fail also on rules that had nothing to judge and on waivers");
    verb->callback([options, &choice] { choice.run = [options] { return runCheck(*options); }; });
}

} // namespace millwright
