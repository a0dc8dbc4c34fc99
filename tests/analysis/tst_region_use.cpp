#include "model/analysis/Metric.h"
#include "model/analysis/RecalculationGraph.h"
#include "model/blueprint/SiteFigures.h"
#include "model/edit/Document.h"
#include "model/edit/RegionActions.h"
#include "model/io/ProjectFile.h"
#include <QTest>
#include <cmath>
#include <set>

using namespace millwright;

namespace
{

/// A country; the source of each figure names its key, so that a leaf tells which figure it is.
Region region()
{
    Region region{"FIN", "Finland", "Helsinki", "iec", {}, {}};
    using enum RegionKey;
    for (const auto& [key, value] :
         {std::pair{EnergyRetail, 0.081}, {GridCarbon, 0.072}, {BuildCost, 10.9},
          {StaffCost, 97000.0}, {DesignDryBulb, 26.9}, {DesignWetBulb, 19.4}, {MeanDryBulb, 6.3},
          {Altitude, 51.0}, {TypicalYear, 8760.0}})
        region.figures.push_back({key, value, {}, {}, "2024",
                                  "source of " + std::string(regionKeyInfo(key).name),
                                  Confidence::Secondary});
    region.weather = {{-10.0, -11.0, 1500.0}, {5.0, 3.0, 4000.0}, {18.0, 14.0, 3000.0},
                      {26.0, 18.0, 260.0}};
    return region;
}

void sourcesBelow(const ExplainNode& node, std::set<std::string>& sources)
{
    if (node.op == ExplainOp::Leaf)
        sources.insert(node.source + " [" + node.confidence + "]");
    for (const ExplainPtr& input : node.inputs)
        sourcesBelow(*input, sources);
}

Project design(const char* name)
{
    return readProject(std::string(MILLWRIGHT_SOURCE_DIR "/resources/examples/") + name +
                       ".millwright")
        .value()
        .project;
}

/// The design with the region on its first site, in one step.
Project inRegion(Project project)
{
    Document document(std::move(project));
    Transaction transaction(document, {"edit.apply-region", {"Finland"}});
    const Id<Site> site = document.blueprint().table<Site>().begin()->id;
    if (!applyRegion(transaction, site, region()) || !transaction.commit())
        qFatal("the region could not be applied");
    return document.project();
}

} // namespace

/// What a region gives reaches the figures of a design, with its source, and stays in its file.
class RegionUseTest : public QObject
{
    Q_OBJECT

private slots:
    void leavesNameSourceAndYear_data()
    {
        QTest::addColumn<QString>("metric");
        QTest::addColumn<QStringList>("keys");
        QTest::newRow("opex") << "cost.opexPerYear" << QStringList{"energyRetail", "staffCost"};
        QTest::newRow("capex") << "cost.capex" << QStringList{"buildCost"};
        QTest::newRow("carbon") << "carbon.perYear" << QStringList{"gridCarbon"};
        QTest::newRow("free cooling") << "cooling.freeCooling" << QStringList{"typicalYear"};
        QTest::newRow("PUE") << "cooling.pue.annual" << QStringList{"typicalYear"};
    }
    void leavesNameSourceAndYear()
    {
        QFETCH(QString, metric);
        QFETCH(QStringList, keys);
        const Project project = inRegion(design("nvl72-liquid"));
        RecalculationGraph graph = RecalculationGraph::create().value();
        graph.update(project, ChangeSet::everything(), true);
        const MetricContext context{project, graph.results(), graph.parameters()};
        const auto tree = explainMetric(context, metric.toStdString());
        QVERIFY(tree.isOk());
        std::set<std::string> sources;
        sourcesBelow(**tree, sources);
        // A reference ("power.facility") is opened in turn by whoever reads the derivation.
        for (const char* inner : {"power.average", "power.mechanical.average", "cost.facility"})
            if (const auto more = explainMetric(context, inner); more.isOk())
                sourcesBelow(**more, sources);
        for (const QString& key : keys)
            QVERIFY2(sources.contains("source of " + key.toStdString() + ", 2024 [secondary]"),
                     qPrintable(key));
    }

    void everyDerivationStillGivesItsMetric()
    {
        for (const char* name : {"nvl72-liquid", "h100-scalable-unit", "mi300x-ethernet"}) {
            const Project project = inRegion(design(name));
            RecalculationGraph graph = RecalculationGraph::create().value();
            graph.update(project, ChangeSet::everything(), true);
            const MetricContext context{project, graph.results(), graph.parameters()};
            for (const Metric* metric : allMetrics()) {
                const auto value = metric->value(context);
                if (!value)
                    continue;
                const auto tree = explainMetric(context, metric->id);
                QVERIFY2(tree.isOk(), metric->id.data());
                const double slack = 1e-12 * std::max(1.0, std::abs(*value));
                QVERIFY2(std::abs(evaluateExplanation(**tree) - *value) <= slack,
                         metric->id.data());
                QVERIFY2(unsourcedLeaves(*tree).empty(), metric->id.data());
            }
        }
    }

    /// The file needs no catalog to be read again: bins and sources are in it.
    void fileKeepsBinsAndSources()
    {
        const Project project = inRegion(design("nvl72-liquid"));
        const auto again = parseProject(projectText(project), "text");
        QVERIFY(again.isOk());
        QVERIFY(again->notes.empty());
        const Site& site = *again->project.blueprint().table<Site>().begin();
        QCOMPARE(site, *project.blueprint().table<Site>().begin());
        QCOMPARE(weatherOf(site), region().weather);
        QVERIFY(sourceOf(site, "gridCarbon_kg_per_kWh", 0.072));
    }

    /// A file from before there were bins has none of the members, and none are written.
    void olderFileStaysAsItIs()
    {
        const Project project = design("nvl72-liquid");
        QVERIFY(weatherOf(*project.blueprint().table<Site>().begin()).empty());
        QVERIFY(projectText(project).find("weather") == std::string::npos);
        QVERIFY(projectText(project).find("sources") == std::string::npos);
    }

    /// Lists that no year can have are named and left out, and the site is kept.
    void hostileBins_data()
    {
        QTest::addColumn<QByteArray>("bins");
        QTest::newRow("text") << QByteArray("\"cold\"");
        QTest::newRow("too hot") << QByteArray("[1e9]");
        QTest::newRow("words") << QByteArray("[\"a\",\"b\"]");
        QTest::newRow("endless") << "[" + QByteArray("1,").repeated(9000) + "1]";
    }
    void hostileBins()
    {
        QFETCH(QByteArray, bins);
        std::string text = projectText(inRegion(design("nvl72-liquid")));
        const std::size_t at = text.find("\"weatherDryBulb_C\":");
        QVERIFY(at != std::string::npos);
        const std::size_t first = text.find('[', at);
        const std::size_t last = text.find(']', first);
        text.replace(first, last + 1 - first, bins.toStdString());
        const auto loaded = parseProject(text, "text");
        QVERIFY(loaded.isOk());
        QCOMPARE(loaded->lostEntities, std::size_t{0});
        QVERIFY(!loaded->notes.empty());
        const Site& site = *loaded->project.blueprint().table<Site>().begin();
        QVERIFY(site.weatherDryBulb.empty());
        QVERIFY(weatherOf(site).empty());
        QCOMPARE(site.gridCarbon, 0.072);
    }
};

QTEST_APPLESS_MAIN(RegionUseTest)
#include "tst_region_use.moc"
