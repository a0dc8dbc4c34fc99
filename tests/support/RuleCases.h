#pragma once
#include "model/base/Message.h"
#include "tests/support/FacilityDesign.h"
#include "tests/support/RuleCheck.h"
#include <QtTest>

namespace millwright::test
{

/// A change that makes one rule fire on the good design.
struct RuleCase {
    const char* name;
    const char* rule;
    const char* message; ///< of the finding
    Severity severity;
    const char* fix; ///< action of its first fix; "" = none
    void (*spoil)(FacilityDesign& design);
};

/// The good design passes the rule, the spoilt one has exactly this finding of it.
inline void runRuleCase(const RuleCase& at)
{
    const FacilityDesign good;
    const RuleCheck before(good.project);
    const RuleOutcome& passed = before.outcome(at.rule);
    QVERIFY2(passed.state == RuleState::Passed,
             passed.findings.empty() ? "the rule did not run on the good design"
                                     : formatMessage(passed.findings[0].message).c_str());
    FacilityDesign bad;
    at.spoil(bad);
    const RuleCheck after(bad.project);
    const RuleOutcome& outcome = after.outcome(at.rule);
    QCOMPARE(std::string(ruleStateName(outcome.state)), std::string("found"));
    const auto found =
        std::find_if(outcome.findings.begin(), outcome.findings.end(),
                     [&](const Finding& finding) { return finding.message.id == at.message; });
    QVERIFY2(found != outcome.findings.end(), outcome.findings[0].message.id.c_str());
    QCOMPARE(std::string(severityName(found->severity)), std::string(severityName(at.severity)));
    QCOMPARE(found->fixes.empty() ? std::string() : found->fixes[0].action, std::string(at.fix));
    QVERIFY(found->isHigherWorse ? found->measured >= found->limit
                                 : found->measured <= found->limit);
    for (const Finding& finding : outcome.findings) {
        QVERIFY2(!messagePattern(finding.message.id).empty(), finding.message.id.c_str());
        QVERIFY2(formatMessage(finding.message).find('{') == std::string::npos,
                 formatMessage(finding.message).c_str());
        for (const Fix& fix : finding.fixes)
            QVERIFY2(!messagePattern(fix.title.id).empty(), fix.title.id.c_str());
    }
    QVERIFY(!messagePattern(outcome.rule->label).empty());
}

} // namespace millwright::test
