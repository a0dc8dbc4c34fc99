#include "model/analysis/RecalculationGraph.h"
#include "model/assist/PoolSizing.h"
#include "model/io/ProjectFile.h"
#include <QTest>

using namespace millwright;

/// Sizing on the H100 example: what a number gives, and the least number for a target.
class PoolSizingTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void moreAcceleratorsGiveMore();
    void fewestServingReachesTheTargetAndFewerDoNot();
    void fewestTrainingReachesTheTargetAndOneNodeLessDoesNot();
    void targetsOfTheOtherKindAreRefused();
    void unreachableTargetIsSaid();

private:
    SizingContext context() const { return {m_project, m_graph->results(), m_graph->parameters()}; }
    Id<Workload> first(WorkloadKind kind) const
    {
        for (const Workload& row : m_project.blueprint().table<Workload>())
            if (row.kind == kind)
                return row.id;
        return {};
    }

    Project m_project;
    std::optional<RecalculationGraph> m_graph;
};

void PoolSizingTest::initTestCase()
{
    m_project = readProject(MILLWRIGHT_SOURCE_DIR "/resources/examples/h100-scalable-unit.millwright")
                    .value()
                    .project;
    m_graph = RecalculationGraph::create().value();
    m_graph->update(m_project, ChangeSet::everything(), true);
}

void PoolSizingTest::moreAcceleratorsGiveMore()
{
    const SizingContext c = context();
    const auto small = poolGives(c, first(WorkloadKind::Serve), 16);
    const auto large = poolGives(c, first(WorkloadKind::Serve), 64);
    QVERIFY(small && large && small->job.isFeasible && large->job.isFeasible);
    QVERIFY(large->job.tokensPerSecond > 3.9 * small->job.tokensPerSecond);
    const auto slow = poolGives(c, first(WorkloadKind::Train), 64);
    const auto fast = poolGives(c, first(WorkloadKind::Train), 128);
    QVERIFY(slow && fast && fast->days < slow->days);
}

void PoolSizingTest::fewestServingReachesTheTargetAndFewerDoNot()
{
    const SizingContext c = context();
    const Id<Workload> serve = first(WorkloadKind::Serve);
    for (const double target : {5e3, 3e4}) {
        const auto fewest = fewestAccelerators(c, serve, {target, 0.0});
        QVERIFY(fewest && fewest->job.isFeasible);
        QVERIFY(fewest->job.tokensPerSecond >= target * 0.999);
        const auto less = poolGives(c, serve, fewest->accelerators - fewest->job.replicaAccelerators);
        QVERIFY(!less || !less->job.isFeasible || less->job.tokensPerSecond < target);
    }
}

void PoolSizingTest::fewestTrainingReachesTheTargetAndOneNodeLessDoesNot()
{
    const SizingContext c = context();
    const Id<Workload> train = first(WorkloadKind::Train);
    const auto now = poolGives(c, train, 64);
    QVERIFY(now && now->days > 0.0);
    const double target = now->days / 1.7;
    const auto fewest = fewestAccelerators(c, train, {0.0, target});
    QVERIFY(fewest && fewest->days <= target);
    const auto less = poolGives(c, train, fewest->accelerators - 8);
    QVERIFY(less && (!less->job.isFeasible || less->days > target));
}

void PoolSizingTest::targetsOfTheOtherKindAreRefused()
{
    const auto wrong = fewestAccelerators(context(), first(WorkloadKind::Serve), {0.0, 10.0});
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().message.id, std::string("workload.no-target"));
    QCOMPARE(poolGives(context(), Id<Workload>(999999), 8).error().message.id,
             std::string("workload.not-found"));
    QCOMPARE(poolGives(context(), first(WorkloadKind::Serve), 0).error().message.id,
             std::string("workload.empty-pool"));
}

void PoolSizingTest::unreachableTargetIsSaid()
{
    const auto never = fewestAccelerators(context(), first(WorkloadKind::Train), {0.0, 1e-6});
    QVERIFY(!never);
    QCOMPARE(never.error().message.id, std::string("serve.target-missed"));
}

QTEST_APPLESS_MAIN(PoolSizingTest)
#include "tst_pool_sizing.moc"
