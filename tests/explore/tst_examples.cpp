#include "catalog/Catalog.h"
#include "catalog/CatalogLocation.h"
#include "model/analysis/Metric.h"
#include "model/analysis/RecalculationGraph.h"
#include "model/explore/ExampleDesigns.h"
#include "model/io/ProjectFile.h"
#include "model/rules/Rule.h"
#include <QtTest>
#include <algorithm>
#include <set>

using namespace millwright;

namespace
{

/// A design with everything computed.
struct Computed {
    Project project;
    RecalculationGraph graph;
    RuleRunner rules;

    explicit Computed(Project design)
        : project(std::move(design)), graph(RecalculationGraph::create().value())
    {
        graph.update(project, ChangeSet::everything(), true);
        rules.update({project, project.blueprint(), graph.parameters(), graph.results()},
                     ChangeSet::everything());
    }

    const Results& results() const { return graph.results(); }
    const FabricNeed* fabric(FabricKind kind) const
    {
        for (const FabricNeed& need : results().network->fabrics)
            if (project.blueprint().find(need.fabric)->kind == kind)
                return &need;
        return nullptr;
    }
    QString text(Severity severity) const
    {
        QStringList lines;
        for (const Finding* finding : rules.findings())
            if (finding->severity == severity)
                lines << QString::fromStdString(finding->rule + ": " +
                                                formatMessage(finding->message));
        return lines.join('\n');
    }
    std::set<std::string> rulesThatFound() const
    {
        std::set<std::string> ids;
        for (const Finding* finding : rules.findings())
            ids.insert(finding->rule);
        return ids;
    }
};

} // namespace

class TestExamples : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void filesHoldWhatTheProgramBuilds_data() { rows(); }
    void filesHoldWhatTheProgramBuilds();
    void goodOnesHaveNoErrors_data() { rows(); }
    void goodOnesHaveNoErrors();
    void h100UnitPassesStrictly();
    void h100UnitHasThePublishedCounts();
    void nvl72UnitIsLiquidCooled();
    void mi300xPodRunsOnEthernet();
    void brokenOneWakesRulesOfEveryDomain();
    void missingPartsAreNamed();

private:
    static void rows();
    Project build(const char* id) const;
    std::unique_ptr<Catalog> m_catalog;
};

void TestExamples::rows()
{
    QTest::addColumn<QString>("id");
    for (const ExampleDesign& example : exampleDesigns())
        QTest::newRow(example.id.data()) << QString::fromUtf8(example.id.data());
}

void TestExamples::initTestCase()
{
    registerRuleMessages();
    const auto path = findShippedCatalog();
    QVERIFY(path);
    auto catalog = Catalog::open(*path);
    QVERIFY(catalog);
    m_catalog = std::move(catalog).value();
}

Project TestExamples::build(const char* id) const
{
    for (const ExampleDesign& example : exampleDesigns())
        if (example.id == id) {
            auto project = example.build(*m_catalog);
            if (project)
                return std::move(project).value();
            QTest::qFail(qPrintable(QString::fromStdString(formatMessage(project.error().message))),
                         __FILE__, __LINE__);
        }
    return {};
}

void TestExamples::filesHoldWhatTheProgramBuilds()
{
    QFETCH(QString, id);
    const Project built = build(qPrintable(id));
    const auto file =
        readProject((QString(MILLWRIGHT_SOURCE_DIR) + "/resources/examples/" + id + ".millwright")
                        .toStdString());
    QVERIFY(file);
    QVERIFY(file->notes.empty());
    QVERIFY2(file->project.blueprint() == built.blueprint(),
             "run mw_write_examples resources/examples");
    QVERIFY2(file->project.parts == built.parts, "run mw_write_examples resources/examples");
    QCOMPARE(QString::fromStdString(projectText(file->project)),
             QString::fromStdString(projectText(built)));
}

void TestExamples::goodOnesHaveNoErrors()
{
    QFETCH(QString, id);
    const Computed design(build(qPrintable(id)));
    if (id == "broken-on-purpose")
        QVERIFY(design.rules.count(Severity::Error) > 0);
    else
        QVERIFY2(design.rules.count(Severity::Error) == 0,
                 qPrintable(design.text(Severity::Error)));
    for (const RuleOutcome& outcome : design.rules.outcomes())
        QVERIFY(outcome.state != RuleState::Failed && outcome.state != RuleState::Disabled);
    QVERIFY(design.project.blueprint().table<Waiver>().isEmpty());
    QVERIFY(design.results().power->hasConverged);
}

void TestExamples::h100UnitPassesStrictly()
{
    const Computed design(build("h100-scalable-unit"));
    for (const RuleOutcome& outcome : design.rules.outcomes())
        QVERIFY2(outcome.state != RuleState::NotRun, outcome.rule->id.data());
    QVERIFY2(design.rules.count(Severity::Warning) == 0,
             qPrintable(design.text(Severity::Warning)));
}

void TestExamples::h100UnitHasThePublishedCounts()
{
    // NVIDIA DGX SuperPOD H100 reference architecture RA-11333-001, one scalable unit of 32 nodes
    // of which one makes room for the fabric managers.
    const Computed design(build("h100-scalable-unit"));
    QCOMPARE(design.results().inventory->nodes, 31);
    QCOMPARE(design.results().inventory->accelerators, 248);
    const FabricNeed* compute = design.fabric(FabricKind::Compute);
    QVERIFY(compute);
    QCOMPARE(compute->leaf, 8);
    QCOMPARE(compute->spine, 4);
    QCOMPARE(compute->core, 0);
    QCOMPARE(compute->placedLeaf, 8);
    QCOMPARE(compute->placedSpine, 4);
    QCOMPARE(compute->cablesEndpointLeaf, 252);
    QCOMPARE(compute->cablesLeafSpine, 256);
    QVERIFY(design.results().network->storageRead >= 40e9);
    QVERIFY(design.results().network->storageWrite >= 20e9);
    // 31 x 10.2 kW of servers and what belongs to them.
    const double it = design.results().power->it.si();
    QVERIFY(it > 316.2e3 && it < 420e3);
    QVERIFY(design.results().cooling->pueDesign > 1.1 && design.results().cooling->pueDesign < 1.6);
    QVERIFY(design.results().workload->tokensPerSecond > 0.0);
    QVERIFY(std::ranges::any_of(design.results().workplan->jobs,
                                [](const JobPlan& job) { return job.calendarDays > 0.0; }));
    QVERIFY(design.results().cost->capex > 10e6);
    for (const FabricKind kind : {FabricKind::Storage, FabricKind::InBand, FabricKind::OutOfBand})
        QVERIFY(design.fabric(kind) && design.fabric(kind)->placedLeaf > 0);
}

void TestExamples::nvl72UnitIsLiquidCooled()
{
    const Computed design(build("nvl72-liquid"));
    QCOMPARE(design.results().inventory->accelerators, 576);
    QCOMPARE(design.fabric(FabricKind::Compute)->endpoints, 576);
    // 132 kW = 115 liquid + 17 air each (HPE data sheet of GB200 NVL72), before the optics' share.
    QVERIFY(std::abs(design.results().inventory->liquidHeat.si() - 8 * 114.84e3) < 1e3);
    QVERIFY(design.results().cooling->unserved.empty());
    QVERIFY(design.results().cooling->margin.si() > 0.0);
}

void TestExamples::mi300xPodRunsOnEthernet()
{
    const Computed design(build("mi300x-ethernet"));
    QCOMPARE(design.results().inventory->acceleratorCounts.at("amd-mi300x"), 256);
    const FabricNeed* compute = design.fabric(FabricKind::Compute);
    QCOMPARE(compute->leaf, 4);
    QCOMPARE(compute->spine, 2);
    for (const Fabric& fabric : design.project.blueprint().table<Fabric>()) {
        const Part* part = design.project.parts.find(fabric.switchPart);
        QVERIFY(part->text(FieldKey::FabricProtocol).starts_with("Ethernet"));
    }
}

void TestExamples::brokenOneWakesRulesOfEveryDomain()
{
    const Computed design(build("broken-on-purpose"));
    const auto found = design.rulesThatFound();
    QVERIFY2(found.size() >= 20, qPrintable(QString::number(found.size())));
    for (const char* rule :
         {"space.overlap",     "space.aisle-width",    "space.floor-load",
          "space.delivery",    "space.height",         "space.electrical-clearance",
          "rack.units",        "rack.depth",           "power.overload",
          "power.failover",    "power.unfed",          "power.redundancy",
          "power.utility-cap", "cooling.air-capacity", "cooling.heat-rejection",
          "network.unplaced",  "network.ports",        "network.unconnected",
          "workload.feasible", "workload.pool-overcommitted"})
        QVERIFY2(found.contains(rule), rule);
}

void TestExamples::missingPartsAreNamed()
{
    class Empty : public PartSource
    {
    public:
        std::vector<PartSummary> search(const PartQuery&) const override { return {}; }
        PartPtr part(std::string_view) const override { return nullptr; }
        std::size_t count() const override { return 0; }
    };
    const auto result = h100ScalableUnit(Empty());
    QVERIFY(!result);
    QVERIFY(result.error().message.id == "explore.missing-parts");
    QVERIFY(std::get<std::string>(result.error().message.arguments.front()).find("dgx-h100") !=
            std::string::npos);
}

QTEST_APPLESS_MAIN(TestExamples)
#include "tst_examples.moc"
