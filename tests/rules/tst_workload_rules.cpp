#include "model/io/ProjectFile.h"
#include "tests/support/RuleCheck.h"
#include <QTest>
#include <functional>

using namespace millwright;
using namespace millwright::test;

/// What the findings about workloads say beside that something is wrong: what would help.
class WorkloadRulesTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { registerRuleMessages(); }
    void aModelTooLargeNamesBitsAndAccelerators();
    void aWrongFixedPlanOffersTheSearch();
    void aMissedLimitNamesTheLoadThatHoldsIt();
    void anUnreachableLimitNamesTheNearestPlan();
    void tooMuchDemandNamesTheAcceleratorsThatServeIt();
    void overcommitmentNamesHourAndExcess();
    void anyTakesTheFastestKind();
    void eachMemoryRemedyAloneMakesItRun();
    void aSlowBatchNamesTheLargestThatHoldsTheLimit();
    void aLateRunMissesItsDeadline();
    void genericDemandNamesTheAccelerators();

private:
    /// An example with one workload instead of its own.
    static Project withOne(const std::function<void(Workload&)>& edit,
                           const std::string& example = "h100-scalable-unit")
    {
        Project project = readProject(std::string(MILLWRIGHT_SOURCE_DIR "/resources/examples/") +
                                      example + ".millwright")
                              .value()
                              .project;
        project.blueprint().table<Workload>().assign({});
        Workload row;
        row.id = Id<Workload>(++project.lastId);
        row.name = "Job";
        row.model = "llama3.1-70b";
        edit(row);
        project.blueprint().table<Workload>().put(row);
        return project;
    }
    static JobEstimate estimate(const Project& project)
    {
        RecalculationGraph graph = RecalculationGraph::create().value();
        graph.update(project, ChangeSet::everything(), true);
        return graph.results().workload->jobs.front();
    }
    static const Message* remedy(const JobEstimate& job, std::string_view id)
    {
        for (const Message& message : job.remedies)
            if (message.id == id)
                return &message;
        return nullptr;
    }
};

void WorkloadRulesTest::aModelTooLargeNamesBitsAndAccelerators()
{
    // 405 G weights of 16 bits on 8 x 80 GB: not even with 8 bits and a cache, but with 4 bits or more accelerators.
    const Project project = withOne([](Workload& row) {
        row.model = "llama3.1-405b";
        row.weightFormat = row.cacheFormat = "bf16";
        row.poolShare = 8.0 / 248.0 + 1e-6;
    });
    const JobEstimate job = estimate(project);
    QCOMPARE(job.accelerators, 8);
    QVERIFY(!job.isFeasible);
    QCOMPARE(job.reason.id, std::string("serve.memory-short"));
    QVERIFY(std::get<Measure>(job.reason.arguments[0]).value > 0.0);
    const Message* accelerators = remedy(job, "workload.remedy.accelerators");
    QVERIFY(accelerators);
    QCOMPARE(std::get<std::int64_t>(accelerators->arguments[0]), std::int64_t{16});
    QVERIFY(remedy(job, "workload.remedy.format"));
    const RuleCheck check(project);
    const Finding& finding = check.outcome("workload.feasible").findings.front();
    QCOMPARE(finding.message.id, std::string("workload.feasible.remedy"));
    QVERIFY(formatMessage(finding.message).find("16 accelerators") != std::string::npos);
}

/// 70 G weights of 8 bits on two 80 GB accelerators leave no room for a prompt of a hundred thousand tokens with a resident
/// prefix beside it; a shorter one of either, more accelerators or fewer bits do.
void WorkloadRulesTest::eachMemoryRemedyAloneMakesItRun()
{
    const auto tight = [](Workload& row) {
        row.weightFormat = "fp8";
        row.cacheFormat = "bf16";
        row.promptTokens = 90000;
        row.residentPrefixTokens = 150000;
        row.poolShare = 2.0 / 248.0 + 1e-6;
    };
    const JobEstimate job = estimate(withOne(tight));
    QVERIFY(!job.isFeasible);
    QCOMPARE(job.reason.id, std::string("serve.memory-short"));
    const auto runsWith = [&](const char* id, double Workload::*member) {
        const Message* message = remedy(job, id);
        if (!message)
            return false;
        const auto value = static_cast<double>(std::get<std::int64_t>(message->arguments[0]));
        const auto with = [&](double number) {
            return estimate(withOne([&](Workload& row) {
                tight(row);
                row.*member = number;
            }));
        };
        // It runs with what is named, and it is no timid number: half as much again does not.
        return with(value).isFeasible && !with(1.5 * value + 2.0).isFeasible;
    };
    QVERIFY(runsWith("workload.remedy.resident", &Workload::residentPrefixTokens));
    QVERIFY(remedy(job, "workload.remedy.accelerators"));
    QVERIFY(remedy(job, "workload.remedy.format"));
    // Training: sequences too long for a fixed micro-batch of eight.
    const auto wide = [](Workload& row) {
        row.kind = WorkloadKind::Train;
        row.model = "llama3.1-8b";
        row.weightFormat = "bf16";
        row.trainingTokens = 1e10;
        row.sequenceLength = 131072;
        row.globalBatchTokens = 1e8;
        row.isPlanFixed = true;
        row.tensorRanks = 8;
        row.microBatch = 8;
    };
    const JobEstimate training = estimate(withOne(wide));
    QVERIFY(!training.isFeasible);
    QCOMPARE(training.reason.id, std::string("train.memory-short"));
    const Message* sequence = remedy(training, "workload.remedy.sequence");
    QVERIFY(sequence);
    const auto length = static_cast<double>(std::get<std::int64_t>(sequence->arguments[0]));
    QVERIFY(length > 256.0 && length < 131072.0);
    QVERIFY(estimate(withOne([&](Workload& row) {
                wide(row);
                row.sequenceLength = length;
            })).isFeasible);
    if (const Message* micro = remedy(training, "workload.remedy.micro-batch"))
        QVERIFY(estimate(withOne([&](Workload& row) {
                    wide(row);
                    row.microBatch = static_cast<int>(std::get<std::int64_t>(micro->arguments[0]));
                })).isFeasible);
}

/// With an always full batch every plan is slower than the limit per token; fewer requests together are not.
void WorkloadRulesTest::aSlowBatchNamesTheLargestThatHoldsTheLimit()
{
    const auto strict = [](Workload& row) { row.tpotLimit = 0.014; };
    const JobEstimate job = estimate(withOne(strict));
    if (job.isFeasible)
        QSKIP("a plan with a full batch holds the limit");
    QCOMPARE(job.reason.id, std::string("serve.limits-missed"));
    const Message* batch = remedy(job, "workload.remedy.batch");
    QVERIFY(batch);
    const auto most = static_cast<int>(std::get<std::int64_t>(batch->arguments[0]));
    QVERIFY(most >= 1);
    const JobEstimate slower = estimate(withOne([&](Workload& row) {
        strict(row);
        row.batchLimit = most;
    }));
    QVERIFY(slower.isFeasible);
    QVERIFY(slower.tpotMean <= 0.014 * 1.001);
}

void WorkloadRulesTest::aLateRunMissesItsDeadline()
{
    const auto run = [](double deadline) {
        return withOne([=](Workload& row) {
            row.kind = WorkloadKind::Train;
            row.model = "llama3.1-8b";
            row.weightFormat = "bf16";
            row.trainingTokens = 1e12;
            row.deadlineDays = deadline;
        });
    };
    const double days = estimate(run(0.0)).days;
    QVERIFY(days > 0.0);
    const RuleCheck good(run(1.1 * days)), bad(run(0.9 * days));
    QCOMPARE(good.outcome("workload.deadline").state, RuleState::Passed);
    const auto& findings = bad.outcome("workload.deadline").findings;
    QCOMPARE(findings.size(), std::size_t{1});
    QCOMPARE(findings[0].message.id, std::string("workload.deadline.late"));
    QVERIFY(findings[0].measured > findings[0].limit);
}

void WorkloadRulesTest::genericDemandNamesTheAccelerators()
{
    const auto images = [](double rate) {
        return withOne([=](Workload& row) {
            row.kind = WorkloadKind::Generic;
            row.preset = "resnet50";
            row.weightFormat = "";
            row.samplesPerSecond = rate;
        });
    };
    QCOMPARE(RuleCheck(images(1e6)).outcome("workload.demand").state, RuleState::Passed);
    const RuleCheck check(images(1e9));
    const auto& findings = check.outcome("workload.demand").findings;
    QCOMPARE(findings.size(), std::size_t{1});
    QCOMPARE(findings[0].message.id, std::string("workload.demand.above.remedy"));
    QVERIFY(formatMessage(findings[0].message).find("samples/s") != std::string::npos);
}

void WorkloadRulesTest::aWrongFixedPlanOffersTheSearch()
{
    const Project project = withOne([](Workload& row) {
        row.kind = WorkloadKind::Train;
        row.weightFormat = "bf16";
        row.trainingTokens = 1e10;
        row.isPlanFixed = true; // one rank of 70 G parameters with Adam on 80 GB
    });
    const RuleCheck check(project);
    const Finding& finding = check.outcome("workload.feasible").findings.front();
    QCOMPARE(finding.fixes.size(), std::size_t{1});
    QCOMPARE(finding.fixes[0].action, std::string("set-property"));
    QCOMPARE(finding.fixes[0].arguments.at("name"), std::string("isPlanFixed"));
    QVERIFY(!messagePattern(finding.fixes[0].title.id).empty());
    Project searched = project;
    Workload row = *searched.blueprint().table<Workload>().begin();
    row.isPlanFixed = false;
    searched.blueprint().table<Workload>().put(row);
    QVERIFY(estimate(searched).isFeasible);
}

void WorkloadRulesTest::aMissedLimitNamesTheLoadThatHoldsIt()
{
    const Project project = withOne([](Workload& row) {
        row.tpotLimit = 0.02;
        row.utilisation = 0.95;
        row.isPlanFixed = true; // slower than the search would have it
        row.tensorRanks = 4;
    });
    const JobEstimate job = estimate(project);
    QVERIFY(job.isFeasible);
    QVERIFY(job.tpotMean > 0.02);
    QVERIFY(remedy(job, "workload.remedy.load"));
}

void WorkloadRulesTest::anUnreachableLimitNamesTheNearestPlan()
{
    const Project project = withOne([](Workload& row) { row.ttftLimit = 1e-4; });
    const JobEstimate job = estimate(project);
    QVERIFY(job.isFeasible); // it runs, but late
    const Message* nearest = remedy(job, "workload.remedy.nearest");
    QVERIFY(nearest);
    const double ttft = std::get<Measure>(nearest->arguments[1]).value;
    QVERIFY(ttft > 1e-4 && ttft < job.ttftP99 * 1.001);
    const RuleCheck check(project);
    QCOMPARE(check.outcome("workload.latency").findings.front().message.id,
             std::string("workload.latency.ttft.remedy"));
}

void WorkloadRulesTest::tooMuchDemandNamesTheAcceleratorsThatServeIt()
{
    const Project project = withOne([](Workload& row) {
        row.poolShare = 0.1;
        row.load = LoadBasis::Users;
        row.users = 20000.0;
        row.tokensPerSecondPerUser = 5.0;
    });
    const JobEstimate job = estimate(project);
    QVERIFY(job.acceleratorsNeeded > job.accelerators);
    const RuleCheck check(project);
    const Finding& finding = check.outcome("workload.demand").findings.front();
    QCOMPARE(finding.measured, 1e5);
    // So many accelerators do serve it.
    const Project enough = withOne([&](Workload& row) {
        row.poolShare = std::min(1.0, (job.acceleratorsNeeded + 0.5) / 248.0);
        row.load = LoadBasis::Users;
        row.users = 20000.0;
        row.tokensPerSecondPerUser = 5.0;
    });
    QVERIFY(job.acceleratorsNeeded <= 248);
    QVERIFY(RuleCheck(enough).outcome("workload.demand").findings.empty());
}

void WorkloadRulesTest::overcommitmentNamesHourAndExcess()
{
    Project project = withOne([](Workload& row) {
        row.poolShare = 0.75;
        row.profile = LoadProfile::OfficeHours;
        row.utilisation = 0.2;
    });
    Workload night;
    night.id = Id<Workload>(++project.lastId);
    night.name = "Night";
    night.kind = WorkloadKind::Train;
    night.model = "llama3.1-8b";
    night.weightFormat = "bf16";
    night.trainingTokens = 1e10;
    night.poolShare = 0.5;
    night.profile = LoadProfile::BatchAtNight;
    project.blueprint().table<Workload>().put(night);
    const RuleCheck check(project);
    const RuleOutcome& outcome = check.outcome("workload.pool-overcommitted");
    QCOMPARE(outcome.findings.size(), std::size_t{1});
    const Finding& finding = outcome.findings.front();
    QCOMPARE(finding.measured, 186.0 + 124.0);
    QCOMPARE(finding.limit, 248.0);
    QCOMPARE(std::get<std::string>(finding.message.arguments[1]), std::string("00-01"));
    QCOMPARE(std::get<Measure>(finding.message.arguments[4]).value, 62.0);
    QCOMPARE(finding.subjects.size(), std::size_t{2});
    QCOMPARE(finding.fixes.size(), std::size_t{1}); // the training job may take the rest
    night.isBackfill = true;
    project.blueprint().table<Workload>().put(night);
    const RuleCheck after(project);
    QVERIFY(after.outcome("workload.pool-overcommitted").findings.empty());
}

void WorkloadRulesTest::anyTakesTheFastestKind()
{
    // The hall with two kinds: "any" is as fast as the faster of them.
    const Project pod =
        readProject(MILLWRIGHT_SOURCE_DIR "/resources/examples/mi300x-ethernet.millwright").value().project;
    const auto on = [&](const char* accelerator) {
        Project project = withOne([&](Workload& row) { row.accelerator = accelerator; },
                                  "broken-on-purpose");
        project.parts.put(pod.parts.pointer("amd-mi300x")); // the hall holds the servers only
        return estimate(project);
    };
    const JobEstimate h100 = on("nvidia-h100-sxm"), mi300x = on("amd-mi300x"), any = on("any");
    QVERIFY2(h100.isFeasible, formatMessage(h100.reason).c_str());
    QVERIFY2(mi300x.isFeasible, formatMessage(mi300x.reason).c_str());
    QVERIFY(h100.tokensPerSecond != mi300x.tokensPerSecond);
    QCOMPARE(any.tokensPerSecond, std::max(h100.tokensPerSecond, mi300x.tokensPerSecond));
}

QTEST_APPLESS_MAIN(WorkloadRulesTest)
#include "tst_workload_rules.moc"
