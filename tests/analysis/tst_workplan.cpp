#include "model/analysis/DayAllocation.h"
#include "model/analysis/RecalculationGraph.h"
#include "model/analysis/WorkPlanFormulas.h"
#include "model/analysis/WorkloadQueries.h"
#include "tests/support/Builder.h"
#include <QTest>
#include <cmath>
#include <functional>
#include <numeric>

using namespace millwright;
using namespace millwright::test;

namespace
{

HourShares everyHour(double value)
{
    HourShares hours;
    hours.fill(value);
    return hours;
}

double sumOf(const HourShares& hours)
{
    return std::accumulate(hours.begin(), hours.end(), 0.0);
}

bool isClose(double a, double b)
{
    return std::abs(a - b) <= 1e-9 * std::max(std::abs(a), std::abs(b));
}

/// A pool of 100 accelerators in ten systems of 12 kW, and estimates put in by hand: 10 tokens/s each, 500 W at work of
/// 700 W, 100 W idle.
struct PoolDesign : Builder {
    Results results;

    PoolDesign()
    {
        const Symbol system =
            part("system", PartKind::System,
                 {{FieldKey::AcceleratorCount, 10}, {FieldKey::PowerMax, 12000}, {FieldKey::PowerTypical, 9000}});
        const Id<Rack> home = rack(part("rack", PartKind::Rack, {{FieldKey::InternalUnits, 48}}));
        for (int i = 0; i < 10; ++i)
            device(home, system, 1 + 4 * i);
    }

    Id<Workload> job(const std::function<void(Workload&)>& edit)
    {
        Workload row;
        row.id = Id<Workload>(next());
        row.name = "job " + std::to_string(row.id.value());
        row.accelerator = "system";
        edit(row);
        return put(row);
    }

    /// Plans the day with estimates for the rows as they are.
    const WorkPlanResult& plan(int replica = 1)
    {
        results = facility();
        auto estimates = std::make_shared<WorkloadResult>();
        for (const Workload& row : blueprint().table<Workload>()) {
            JobEstimate job;
            job.workload = row.id;
            job.accelerator = "system";
            job.accelerators = static_cast<int>(100 * row.poolShare);
            job.isFeasible = true;
            job.tokensPerSecond = 10.0 * job.accelerators;
            job.ettr = 0.9;
            job.replicaAccelerators = replica;
            job.powerPerAccelerator = 500.0;
            job.idlePower = 100.0;
            job.designPower = 700.0;
            if (row.kind == WorkloadKind::Train)
                job.days = row.trainingTokens / job.goodTokensPerSecond() / 86400.0;
            estimates->jobs.push_back(job);
        }
        results.workload = std::move(estimates);
        const ParameterValues parameters(blueprint());
        const ChangeSet changes = ChangeSet::everything();
        runWorkPlan({project, blueprint(), parameters, changes, nullptr, nullptr}, results);
        return *results.workplan;
    }
};

} // namespace

class WorkPlanTest : public QObject
{
    Q_OBJECT

private slots:
    void everyAcceleratorHasOneHolder();
    void reservedComesBeforeBackfillAndByPriority();
    void flatDaySellsTheUtilisation();
    void peakyDayKeepsTheMeanAndLosesWhatIsAbove();
    void loadIsTheSameHoweverStated();
    void elasticServingLeavesTheNightToTraining();
    void nightTakesLongerThanAllDay();
    void daysNest();
    void averagePowerFollowsTheHours();
    void withoutWorkTypicalPowerStands();
    void ingestAndPreparationNeedStorageAndCores();
    void agentsSeeWhatTheySaid();
    void profilesPeakAtOne();
    void wholeReplicasServeEverything();
};

void WorkPlanTest::everyAcceleratorHasOneHolder()
{
    HourShares day;
    for (std::size_t h = 0; h < hoursOfDay; ++h)
        day[h] = 3.0 + 4.0 * static_cast<double>(h);
    const PoolClaim claims[] = {{day, false, 1, 0, 0},
                                {everyHour(30.0), false, 1, 0, 1},
                                {everyHour(100.0), true, 8, 0, 1},
                                {everyHour(100.0), true, 3, 1, 1}};
    const PoolDay result = allocateDay(100.0, claims);
    for (std::size_t h = 0; h < hoursOfDay; ++h) {
        double held = result.idle[h];
        for (const HourShares& one : result.held) {
            QVERIFY(one[h] >= 0.0);
            held += one[h];
        }
        QCOMPARE(held, 100.0);
        QVERIFY(result.idle[h] < 3.0 + 1e-9); // less than the smallest replica that would take it
        QCOMPARE(std::fmod(result.held[2][h], 8.0), 0.0);
        QCOMPARE(result.asked[h], day[h] + 30.0);
    }
}

void WorkPlanTest::reservedComesBeforeBackfillAndByPriority()
{
    // In the order given the backfill stands first, and the less urgent job before the urgent one.
    const PoolClaim claims[] = {{everyHour(50.0), true, 1, 0, 0},
                                {everyHour(60.0), false, 1, 5, 0},
                                {everyHour(60.0), false, 1, 1, 1}};
    const PoolDay result = allocateDay(100.0, claims);
    QCOMPARE(result.held[2][12], 60.0);
    QCOMPARE(result.held[1][12], 40.0);
    QCOMPARE(result.held[0][12], 0.0);
    QCOMPARE(result.asked[12], 120.0);
}

void WorkPlanTest::flatDaySellsTheUtilisation()
{
    PoolDesign design;
    design.job([](Workload& row) { row.utilisation = 0.6; });
    const WorkPlanResult& plan = design.plan();
    QVERIFY(isClose(plan.soldTokensPerYear, 1000.0 * 0.6 * 365.25 * 86400.0));
    QVERIFY(isClose(plan.busyShare, 0.6));
    QVERIFY(isClose(plan.heldShare, 1.0));
}

void WorkPlanTest::peakyDayKeepsTheMeanAndLosesWhatIsAbove()
{
    PoolDesign design;
    const Id<Workload> id = design.job([](Workload& row) {
        row.profile = LoadProfile::OfficeHours;
        row.utilisation = 0.2;
    });
    QVERIFY(isClose(design.plan().busyShare, 0.2));
    QCOMPARE(design.plan().jobs[0].unmetShare, 0.0);
    // 60 % of the day on average asks for more than everything at noon.
    design.edit(id, [](Workload& row) { row.utilisation = 0.6; });
    const WorkPlanResult& plan = design.plan();
    const HourShares shares = hourShares(*design.blueprint().find(id));
    double sold = 0.0;
    for (const double share : shares)
        sold += std::min(1.0, share * 0.6 * 24.0 / sumOf(shares)) / 24.0;
    QVERIFY(plan.jobs[0].demandPeak > 1000.0);
    QVERIFY(isClose(plan.busyShare, sold));
    QVERIFY(isClose(plan.jobs[0].unmetShare, 1.0 - sold / 0.6));
}

void WorkPlanTest::loadIsTheSameHoweverStated()
{
    Workload row;
    row.outputTokens = 200.0;
    row.agentTurns = 4.0;
    row.profile = LoadProfile::Consumer;
    const HourShares shares = hourShares(row);
    const double peak = 800.0, mean = peak * sumOf(shares) / 24.0;
    row.load = LoadBasis::Requests;
    row.requestsPerSecond = 1.0; // 4 calls of 200 tokens
    QVERIFY(isClose(demandAtPeak(row, 0.0), peak));
    row.load = LoadBasis::Users;
    row.users = 40.0;
    row.tokensPerSecondPerUser = 20.0;
    QVERIFY(isClose(demandAtPeak(row, 0.0), peak));
    row.load = LoadBasis::TokensPerDay;
    row.tokensPerDay = mean * 86400.0;
    QVERIFY(isClose(demandAtPeak(row, 0.0), peak));
    row.load = LoadBasis::Utilisation;
    row.utilisation = mean / 1000.0;
    QVERIFY(isClose(demandAtPeak(row, 1000.0), peak));
    QVERIFY(isClose(demandMean(row, 1000.0), mean));
}

void WorkPlanTest::elasticServingLeavesTheNightToTraining()
{
    PoolDesign design;
    design.job([](Workload& row) {
        row.profile = LoadProfile::OfficeHours;
        row.isElastic = true;
        row.utilisation = 0.3;
    });
    design.job([](Workload& row) {
        row.kind = WorkloadKind::Train;
        row.isBackfill = true;
        row.trainingTokens = 1e9;
    });
    const WorkPlanResult& plan = design.plan(8);
    const JobPlan& serve = plan.jobs[0];
    const JobPlan& train = plan.jobs[1];
    QCOMPARE(serve.held[10], 96.0); // the busiest hour: 12 replicas of 8
    QCOMPARE(serve.held[3], 8.0);   // 5 % of 12 replicas: one
    QCOMPARE(train.held[3], 88.0);
    QCOMPARE(train.held[10], 0.0);
    for (std::size_t h = 0; h < hoursOfDay; ++h) {
        QVERIFY(serve.held[h] + train.held[h] + plan.pools[0].idle[h] == 100.0);
        QVERIFY(serve.activity[h] <= serve.activity[10] + 1e-9); // no replica is busier than at the peak
        QCOMPARE(std::fmod(train.held[h], 8.0), 0.0);
    }
    QCOMPARE(serve.unmetShare, 0.0);
    QVERIFY(plan.pools[0].asked[10] <= 100.0);
}

void WorkPlanTest::nightTakesLongerThanAllDay()
{
    PoolDesign design;
    const Id<Workload> id = design.job([](Workload& row) {
        row.kind = WorkloadKind::Train;
        row.trainingTokens = 1e9;
    });
    const double days = design.plan().jobs[0].calendarDays;
    QVERIFY(isClose(days, 1e9 / (900.0 * 86400.0)));
    design.edit(id, [](Workload& row) { row.profile = LoadProfile::BatchAtNight; });
    const WorkPlanResult& plan = design.plan();
    QVERIFY(isClose(plan.jobs[0].calendarDays, days * 24.0 / 10.0));
    QVERIFY(isClose(plan.jobs[0].runsPerYear * plan.jobs[0].calendarDays, 365.25));
    QVERIFY(isClose(plan.busyShare, 10.0 / 24.0));
}

void WorkPlanTest::daysNest()
{
    PoolDesign design;
    design.job([](Workload& row) {
        row.poolShare = 0.4;
        row.daysPerYear = 100.0;
    });
    design.job([](Workload& row) {
        row.kind = WorkloadKind::Train;
        row.isBackfill = true;
        row.daysPerYear = 300.0;
        row.trainingTokens = 1e9;
    });
    const WorkPlanResult& plan = design.plan();
    // 100 days with the serving job beside it, 200 alone.
    QVERIFY(isClose(plan.jobs[1].heldHours, 24.0 * (100.0 * 60.0 + 200.0 * 100.0)));
    QVERIFY(isClose(plan.jobs[0].heldHours, 24.0 * 100.0 * 40.0));
    QVERIFY(isClose(plan.heldShare, 24.0 * (100.0 * 100.0 + 200.0 * 100.0) / (100.0 * hoursPerYear)));
    QVERIFY(isClose(plan.servingCostShare, 4000.0 / (4000.0 + 26000.0)));
}

void WorkPlanTest::averagePowerFollowsTheHours()
{
    PoolDesign design;
    design.job([](Workload& row) { row.utilisation = 0.5; });
    const WorkPlanResult& plan = design.plan();
    // Each accelerator: 100 + 400 x 0.5 = 300 W; each system 10 x 300 + 0.55 x (12,000 - 7,000) = 5,750 W.
    QVERIFY(isClose(plan.pools[0].average.si(), 300.0));
    QVERIFY(isClose(plan.itAverage.si(), 57500.0));
    QVERIFY(isClose(plan.facilityAverage.si(), 57500.0 * design.results.cooling->pueAnnual));
    QVERIFY(isClose(plan.pools[0].power[5], 30000.0));
    QVERIFY(isClose(plan.jobs[0].energy, 30000.0 * hoursPerYear * 3600.0));
}

void WorkPlanTest::withoutWorkTypicalPowerStands()
{
    PoolDesign design;
    const WorkPlanResult& plan = design.plan();
    QVERIFY(isClose(plan.itAverage.si(), 90000.0));
    QVERIFY(!plan.pools[0].isPlanned);
}

void WorkPlanTest::ingestAndPreparationNeedStorageAndCores()
{
    PoolDesign design;
    design.assume(Parameter::IngestCoreTime, 1e-8);
    design.assume(Parameter::PrepareCoreTime, 2e-6);
    design.assume(Parameter::PreparedShare, 0.25);
    design.job([](Workload& row) {
        row.kind = WorkloadKind::Ingest;
        row.accelerator = {};
        row.dataRate = 2e9;
    });
    design.job([](Workload& row) {
        row.kind = WorkloadKind::Prepare;
        row.accelerator = {};
        row.dataRate = 1e9;
        row.profile = LoadProfile::BatchAtNight;
    });
    const WorkPlanResult& plan = design.plan();
    QVERIFY(isClose(plan.storageWrite[0], 2e9 + 0.25e9));
    QVERIFY(isClose(plan.storageWrite[12], 2e9));
    QVERIFY(isClose(plan.storageRead[0], 1e9));
    QCOMPARE(plan.storageRead[12], 0.0);
    QVERIFY(isClose(plan.cores, 20.0 + 2000.0));
    QVERIFY(isClose(plan.jobs[1].coreHoursPerDay, 20000.0));
    QVERIFY(plan.jobs[0].accelerator.isEmpty());
    QCOMPARE(plan.pools[0].jobs.size(), std::size_t{0});
}

void WorkPlanTest::agentsSeeWhatTheySaid()
{
    Workload row;
    row.promptTokens = 1000.0;
    row.outputTokens = 100.0;
    row.retrievedTokens = 300.0;
    QCOMPARE(promptPerCall(row), 1300.0);
    row.agentTurns = 3.0;
    // 1300, 1700, 2100
    QCOMPARE(promptPerCall(row), 1700.0);
}

void WorkPlanTest::profilesPeakAtOne()
{
    Workload row;
    for (const LoadProfile profile : {LoadProfile::Flat, LoadProfile::OfficeHours,
                                      LoadProfile::Consumer, LoadProfile::BatchAtNight}) {
        row.profile = profile;
        const HourShares shares = hourShares(row);
        QCOMPARE(*std::max_element(shares.begin(), shares.end()), 1.0);
        QVERIFY(*std::min_element(shares.begin(), shares.end()) >= 0.0);
    }
    row.profile = LoadProfile::Hourly;
    QCOMPARE(sumOf(hourShares(row)), 0.0);
    row.hourlyShares.assign(hoursOfDay, 0.2);
    row.hourlyShares[7] = 0.4;
    QCOMPARE(hourShares(row)[7], 1.0);
    QCOMPARE(hourShares(row)[8], 0.5);
}

void WorkPlanTest::wholeReplicasServeEverything()
{
    // 100 accelerators hold 12 replicas of 8; the four left over cost nothing of what the estimate promised.
    PoolDesign design;
    const Id<Workload> id = design.job([](Workload& row) {
        row.load = LoadBasis::Users;
        row.users = 1000.0;
        row.tokensPerSecondPerUser = 1.0;
    });
    for (const bool isElastic : {false, true}) {
        design.edit(id, [isElastic](Workload& row) { row.isElastic = isElastic; });
        const JobPlan& job = design.plan(8).jobs[0];
        QVERIFY(job.unmetShare < 1e-12);
        QVERIFY(isClose(job.tokens[4], 1000.0));
        QCOMPARE(job.held[4], isElastic ? 96.0 : 100.0);
        QVERIFY(isClose(job.activity[4] * job.held[4], 96.0));
    }
}

QTEST_APPLESS_MAIN(WorkPlanTest)
#include "tst_workplan.moc"
