#include "model/analysis/Metric.h"
#include "model/analysis/RecalculationGraph.h"
#include "tests/support/Builder.h"
#include <QFile>
#include <QTest>
#include <algorithm>

using namespace millwright;
using millwright::test::Builder;

namespace {

void nothing(const AnalysisContext&, Results&) {}
bool always(const Results&, const Results&) { return true; }

bool ran(const RecalculationGraph& graph, std::string_view id)
{
    const auto& run = graph.lastRun();
    return std::find(run.begin(), run.end(), id) != run.end();
}

/// A rack of 42 U with two servers of 8 accelerators and known figures.
Id<Device> smallDesign(Builder& b)
{
    const Symbol rack = b.part("rack", PartKind::Rack, {{FieldKey::Width, 600}, {FieldKey::Depth, 1200}, {FieldKey::InternalUnits, 42}, {FieldKey::Price, 1500}});
    const Symbol server = b.part("server", PartKind::System, {{FieldKey::RackUnits, 8}, {FieldKey::PowerMax, 10200}, {FieldKey::PowerTypical, 8000},
                                                              {FieldKey::AcceleratorCount, 8}, {FieldKey::Price, 300000.005}, {FieldKey::ComputePorts, 8}, {FieldKey::ComputePortSpeed, 400}});
    const auto id = b.rack(rack);
    b.device(id, server, 1);
    return b.device(id, server, 10);
}

} // namespace

class RecalculationTest : public QObject {
    Q_OBJECT

private slots:
    void cyclesAreNamed();
    void unknownInputsAreNamed();
    void onlyTouchedAnalysesRun();
    void equalResultsStopTheChain();
    void followingAnalysesWait();
    void everyMetricExplainsItself();
    void billRoundsEachLine();
    void metricIdsAreListedInDocs();
};

void RecalculationTest::cyclesAreNamed()
{
    const Analysis rows[] = {{"a", AnalysisClass::Live, {}, {"c"}, nothing, always},
                             {"b", AnalysisClass::Live, {}, {"a"}, nothing, always},
                             {"c", AnalysisClass::Live, {}, {"b"}, nothing, always},
                             {"alone", AnalysisClass::Live, {}, {}, nothing, always}};
    const auto graph = RecalculationGraph::create(rows);
    QVERIFY(!graph);
    QCOMPARE(graph.error().message.id, std::string("analysis.cycle"));
    QCOMPARE(std::get<std::string>(graph.error().message.arguments[0]), std::string("a, b, c"));
}

void RecalculationTest::unknownInputsAreNamed()
{
    const Analysis rows[] = {{"a", AnalysisClass::Live, {}, {"ghost"}, nothing, always}};
    const auto graph = RecalculationGraph::create(rows);
    QVERIFY(!graph);
    QCOMPARE(graph.error().message.id, std::string("analysis.unknown"));
}

void RecalculationTest::onlyTouchedAnalysesRun()
{
    Builder b;
    smallDesign(b);
    RecalculationGraph graph = RecalculationGraph::create().value();
    graph.update(b.project, ChangeSet::everything(), true);
    QVERIFY(ran(graph, "space") && ran(graph, "workload") && ran(graph, "cost"));
    Waiver waiver;
    waiver.id = Id<Waiver>(b.next());
    b.put(waiver);
    ChangeSet changes;
    changes.touch(EntityKind::Waiver, waiver.id.value());
    QVERIFY(!graph.update(b.project, changes, true));
    QVERIFY(graph.lastRun().empty());
}

void RecalculationTest::equalResultsStopTheChain()
{
    Builder b;
    const auto device = smallDesign(b);
    RecalculationGraph graph = RecalculationGraph::create().value();
    graph.update(b.project, ChangeSet::everything(), true);
    // A new label of a device: the inventory runs and finds nothing new, so what reads it does not run.
    b.edit(device, [](Device& d) { d.label = "renamed"; });
    ChangeSet changes;
    changes.touch(EntityKind::Device, device.value());
    QVERIFY(!graph.update(b.project, changes, true));
    QVERIFY(ran(graph, "inventory"));
    QVERIFY(!ran(graph, "workload"));
    QVERIFY(!ran(graph, "cost"));
}

void RecalculationTest::followingAnalysesWait()
{
    Builder b;
    const auto device = smallDesign(b);
    RecalculationGraph graph = RecalculationGraph::create().value();
    graph.update(b.project, ChangeSet::everything(), true);
    QVERIFY(!graph.isStale());
    b.blueprint().table<Device>().remove(device);
    ChangeSet changes;
    changes.touch(EntityKind::Device, device.value());
    graph.update(b.project, changes, false);
    QVERIFY(graph.isStale("workload"));
    QCOMPARE(graph.results().inventory->accelerators, 8);
    const auto work = graph.following();
    QVERIFY(work.has_value());
    const Results done = RecalculationGraph::runFollowing(graph, *work);
    graph.accept(*work, done);
    QVERIFY(!graph.isStale());
    // Work that an edit overtook is thrown away.
    b.edit(b.blueprint().table<Device>().begin()->id, [](Device& d) { d.unit = 20; });
    graph.update(b.project, changes, false);
    const auto late = graph.following();
    graph.update(b.project, ChangeSet::everything(), false);
    if (late)
        QVERIFY(!graph.accept(*late, graph.results()));
    QVERIFY(graph.isStale("workload"));
}

void RecalculationTest::everyMetricExplainsItself()
{
    Builder b;
    smallDesign(b);
    RecalculationGraph graph = RecalculationGraph::create().value();
    graph.update(b.project, ChangeSet::everything(), true);
    const MetricContext context{b.project, graph.results(), graph.parameters()};
    int explained = 0;
    for (const Metric* metric : allMetrics()) {
        const auto value = metric->value(context);
        if (!value)
            continue;
        const auto tree = explainMetric(context, metric->id);
        QVERIFY2(tree.isOk(), metric->id.data());
        const double scale = std::max(1.0, std::abs(*value));
        QVERIFY2(std::abs((*tree)->value - *value) <= 1e-12 * scale, qPrintable(QString("%1: %2 is not %3").arg(metric->id.data()).arg((*tree)->value).arg(*value)));
        QVERIFY2(std::abs(evaluateExplanation(**tree) - *value) <= 1e-12 * scale, metric->id.data());
        QVERIFY2(unsourcedLeaves(*tree).empty(), metric->id.data());
        ++explained;
    }
    QVERIFY(explained >= 10);
}

void RecalculationTest::billRoundsEachLine()
{
    Builder b;
    smallDesign(b);
    RecalculationGraph graph = RecalculationGraph::create().value();
    graph.update(b.project, ChangeSet::everything(), true);
    const CostResult& cost = *graph.results().cost;
    std::int64_t sum = 0;
    for (const BillLine& line : cost.lines)
        sum += line.lineTotal;
    QCOMPARE(cost.equipment, sum);
    // 2 x 300,000.005 USD = 600,000.01 USD; 1 rack at 1,500.
    QCOMPARE(cost.equipment, std::int64_t(60000001 + 150000));
}

void RecalculationTest::metricIdsAreListedInDocs()
{
    QFile file(QStringLiteral(MILLWRIGHT_SOURCE_DIR "/docs/metrics.csv"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QStringList listed;
    const QStringList lines = QString::fromUtf8(file.readAll()).split('\n', Qt::SkipEmptyParts);
    for (qsizetype i = 1; i < lines.size(); ++i)
        listed << lines[i].section(',', 0, 1);
    QStringList real;
    for (const Metric* metric : allMetrics())
        real << QString::fromStdString(std::string(metric->id) + "," + std::string(metric->unit));
    QCOMPARE(listed, real);
}

QTEST_APPLESS_MAIN(RecalculationTest)
#include "tst_recalculation.moc"
