#include "model/base/Csv.h"
#include "model/graph/FabricCounts.h"
#include <QtTest>
#include <limits>
#include <map>
#include <set>

using namespace millwright;

namespace
{

/// Why a published row is not met (it differs) or cannot be compared (it lacks what a count needs).
struct Exception {
    enum class Kind { Differs, NotComparable } kind;
    const char* reason;
};

const char* const noRadix =
    "publishes leaves but neither the ports of a switch nor how they are split";

const std::map<std::string, Exception>& exceptions()
{
    using Kind = Exception::Kind;
    static const std::map<std::string, Exception> list{
        {"NV-A100-140",
         {Kind::Differs,
          "80 spines are not confirmed: 56 leaves of 40 ports fill 56 spines at 1:1"}},
        {"INTEL-G2-POD", {Kind::NotComparable, noRadix}},
        {"META-POD", {Kind::NotComparable, noRadix}},
        {"META-24K", {Kind::NotComparable, noRadix}},
        {"ALI-HPN-SEG", {Kind::NotComparable, noRadix}},
        {"ALI-HPN-POD", {Kind::NotComparable, noRadix}},
        {"AMD-MI355X-2K",
         {Kind::NotComparable,
          "61 switches in all for an undersubscribed 1:1.16, split not published"}},
    };
    return list;
}

std::int64_t whole(const CsvTable& table, const CsvRow& row, const char* column)
{
    const auto value = table.number(row, column);
    return value && *value ? static_cast<std::int64_t>(**value) : -1;
}

struct Cases {
    CsvTable table;
    const CsvRow* find(const std::string& id) const
    {
        for (const CsvRow& row : table.rows()) {
            if (table.text(row, "case_id") == id)
                return &row;
        }
        return nullptr;
    }
};

FabricCounts counted(const FabricIntent& intent)
{
    const auto counts = countFabric(intent);
    if (!counts)
        qWarning("countFabric: %s", formatMessage(counts.error().message).c_str());
    return counts ? *counts : FabricCounts{};
}

std::string errorOf(const FabricIntent& intent)
{
    const auto counts = countFabric(intent);
    return counts ? std::string() : counts.error().message.id;
}

/// The intent that a row of the evidence states.
FabricIntent intentOf(const CsvTable& table, const CsvRow& row)
{
    FabricIntent intent;
    const bool isTheory = table.text(row, "vendor") == "theory";
    intent.endpoints = std::max(whole(table, row, "endpoints_ports"), std::int64_t{0});
    if (intent.endpoints == 0 && isTheory)
        intent.endpoints = whole(table, row, "nodes"); // hosts of one port
    intent.radix = static_cast<int>(whole(table, row, "radix_ports"));
    intent.planes = static_cast<int>(whole(table, row, "planes"));
    const std::int64_t nodes = whole(table, row, "nodes");
    const std::int64_t cables = whole(table, row, "cables_node_leaf");
    if (!isTheory && nodes > 0 && cables > 0 && cables < intent.endpoints) {
        intent.nodes = static_cast<int>(nodes);
        intent.managerPorts =
            static_cast<int>(cables - 8 * nodes); // the UFM ports that the row's note names
    }
    if (table.text(row, "case_id") == "KEDIOS-B300") {
        intent.topology = Topology::RailOptimised;
        intent.railCount = 8;
    }
    return intent;
}

} // namespace

class TestFabricCounts : public QObject
{
    Q_OBJECT
    Cases m_cases;

    void addRows()
    {
        QTest::addColumn<QString>("id");
        for (const CsvRow& row : m_cases.table.rows()) {
            const std::string id(m_cases.table.text(row, "case_id"));
            QTest::addRow("%s", id.c_str()) << QString::fromStdString(id);
        }
    }

private slots:
    void initTestCase()
    {
        registerFabricMessages();
        auto table = readCsvFile(MILLWRIGHT_SOURCE_DIR "/resources/evidence/fabric_cases.csv");
        QVERIFY(table.isOk());
        m_cases.table = *table;
        QVERIFY(m_cases.table.rows().size() >= 78);
    }

    void designTable_data()
    {
        QTest::addColumn<int>("nodes");
        QTest::addColumn<int>("managers");
        QTest::addColumn<int>("endpoints");
        QTest::addColumn<QVector<int>>("switches");
        QTest::addColumn<QVector<int>>("cables");
        QTest::newRow("1 SU") << 31 << 4 << 256 << QVector{8, 4, 0} << QVector{252, 256, 0};
        QTest::newRow("2 SU") << 63 << 4 << 512 << QVector{16, 8, 0} << QVector{508, 512, 0};
        QTest::newRow("3 SU") << 95 << 4 << 768 << QVector{24, 16, 0} << QVector{764, 768, 0};
        QTest::newRow("4 SU") << 127 << 4 << 1024 << QVector{32, 16, 0} << QVector{1020, 1024, 0};
        QTest::newRow("2,048") << 0 << 0 << 2048 << QVector{64, 32, 0} << QVector{2048, 2048, 0};
        QTest::newRow("4,096") << 0 << 0 << 4096 << QVector{128, 128, 64}
                               << QVector{4096, 4096, 4096};
    }
    /// The same answers whether the sized ports are stated, or the ports that are there, or nodes
    /// and unit size.
    void designTable()
    {
        QFETCH(int, nodes);
        QFETCH(int, managers);
        QFETCH(int, endpoints);
        QFETCH(QVector<int>, switches);
        QFETCH(QVector<int>, cables);
        FabricIntent stated;
        stated.endpoints = endpoints;
        stated.nodes = nodes;
        stated.managerPorts = managers;
        FabricIntent present = stated;
        present.endpoints = nodes > 0 ? nodes * 8 + managers : endpoints;
        FabricIntent nodePortsOnly = stated;
        nodePortsOnly.endpoints = nodes > 0 ? nodes * 8 : endpoints;
        FabricIntent units = stated;
        if (nodes > 0) {
            units.endpoints = 0;
            units.portsPerNode = 8;
            units.unitNodes = 32;
            QCOMPARE(counted(units).sizedEndpoints, std::int64_t{endpoints});
        }
        for (const FabricIntent& intent : {stated, present, nodePortsOnly, units}) {
            const FabricCounts counts = counted(intent);
            QCOMPARE(counts.leaf, std::int64_t{switches[0]});
            QCOMPARE(counts.spine, std::int64_t{switches[1]});
            QCOMPARE(counts.core, std::int64_t{switches[2]});
            QCOMPARE(counts.cables.endpointLeaf, std::int64_t{cables[0]});
            QCOMPARE(counts.cables.leafSpine, std::int64_t{cables[1]});
            QCOMPARE(counts.cables.spineCore, std::int64_t{cables[2]});
        }
    }

    void twoPlanesOf128Ports()
    {
        FabricIntent intent;
        intent.endpoints = 1024;
        intent.planes = 2;
        intent.radix = 128;
        const FabricCounts counts = counted(intent);
        QCOMPARE(counts.leaf, std::int64_t{16});
        QCOMPARE(counts.spine, std::int64_t{8});
        QCOMPARE(counts.cables.endpointLeaf, std::int64_t{1024});
        QCOMPARE(counts.cables.leafSpine, std::int64_t{1024});
        intent.portsPerCable = 2;
        QCOMPARE(counted(intent).cables.leafSpine, std::int64_t{512});
    }

    void published_data() { addRows(); }
    /// Every row of the evidence is met, or an exception with a reason says why not; an exception
    /// that no longer holds fails as well.
    void published()
    {
        QFETCH(QString, id);
        const CsvRow& row = *m_cases.find(id.toStdString());
        const CsvTable& table = m_cases.table;
        std::map<std::string, std::int64_t> stated;
        for (const char* column : {"leaf", "spine", "core", "cables_node_leaf", "cables_leaf_spine",
                                   "cables_spine_core"}) {
            if (const std::int64_t value = whole(table, row, column); value >= 0)
                stated[column] = value;
        }
        const FabricIntent intent = intentOf(table, row);
        const bool isCountable = !stated.empty() && intent.radix > 0 && intent.endpoints > 0;
        const auto exception = exceptions().find(id.toStdString());
        const bool isListed = exception != exceptions().end();
        if (!isCountable) {
            const bool isExplained =
                stated.empty() ||
                (isListed && exception->second.kind == Exception::Kind::NotComparable);
            QVERIFY2(isExplained, "no count possible and no reason listed");
            return;
        }
        const FabricCounts counts = counted(intent);
        const std::map<std::string, std::int64_t> got{
            {"leaf", counts.leaf},
            {"spine", counts.spine},
            {"core", counts.core},
            {"cables_node_leaf", counts.cables.endpointLeaf},
            {"cables_leaf_spine", counts.cables.leafSpine},
            {"cables_spine_core", counts.cables.spineCore}};
        QString difference;
        for (const auto& [column, value] : stated) {
            if (got.at(column) != value)
                difference += QString("%1: %2, published %3; ")
                                  .arg(column.c_str())
                                  .arg(got.at(column))
                                  .arg(value);
        }
        if (isListed)
            QVERIFY2(!difference.isEmpty(), "a listed exception is met: take it off the list");
        else
            QVERIFY2(difference.isEmpty(), qPrintable(difference));
        if (const std::int64_t tiers = whole(table, row, "tiers"); tiers > 0)
            QCOMPARE(std::int64_t{counts.tiers}, tiers);
    }

    void exceptionsAreRowsOfTheEvidence()
    {
        QFile file(MILLWRIGHT_SOURCE_DIR "/docs/fabric.md");
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray docs = file.readAll();
        for (const auto& [id, exception] : exceptions()) {
            QVERIFY2(m_cases.find(id) != nullptr, id.c_str());
            QVERIFY2(std::string(exception.reason).size() > 20, id.c_str());
            QVERIFY2(docs.contains(id.c_str()), id.c_str()); // readers find the reason too
        }
    }

    /// Bill of the 127-node H100 pod: the quantities that follow from the fabric rule.
    void billOfThe127NodePod()
    {
        FabricIntent intent;
        intent.nodes = 127;
        intent.portsPerNode = 8;
        intent.unitNodes = 32;
        const FabricCounts counts = counted(intent);
        const TransceiverCounts optics = countTransceivers(counts, intent, 2);
        const std::map<std::string, std::int64_t> got{
            {"compute_switches", counts.leaf + counts.spine},
            {"compute_cables_ndr", counts.cables.endpointLeaf + counts.cables.leafSpine},
            {"compute_sw_xcvr", optics.switchSide},
            {"compute_node_xcvr", optics.nodeSide},
        };
        const std::string prefix = "NV-H100-BOM4SU-";
        std::set<std::string> met;
        for (const CsvRow& row : m_cases.table.rows()) {
            const std::string id(m_cases.table.text(row, "case_id"));
            if (id.rfind(prefix, 0) != 0)
                continue;
            const std::int64_t quantity = whole(m_cases.table, row, "quantity");
            QVERIFY2(quantity > 0, id.c_str());
            if (const auto found = got.find(id.substr(prefix.size())); found != got.end()) {
                QCOMPARE(found->second, quantity);
                met.insert(found->first);
            }
        }
        QCOMPARE(met.size(), got.size());
    }

    void theoryLimits()
    {
        for (const int radix : {36, 40, 64, 128, 144}) {
            QCOMPARE(maximumEndpoints(radix, 2), std::int64_t{radix} * radix / 2);
            QCOMPARE(maximumEndpoints(radix, 3), std::int64_t{radix} * radix * radix / 4);
            FabricIntent intent;
            intent.radix = radix;
            intent.endpoints = maximumEndpoints(radix, 2);
            QCOMPARE(counted(intent).tiers, 2);
            ++intent.endpoints;
            QCOMPARE(counted(intent).tiers, 3);
            intent.endpoints = maximumEndpoints(radix, 3);
            QCOMPARE(counted(intent).core, std::int64_t{radix} * radix / 4);
            ++intent.endpoints;
            QCOMPARE(errorOf(intent), std::string("fabric.too-large"));
        }
    }

    void karyIdentities()
    {
        for (const int k : {4, 16, 32, 48, 64, 128}) {
            const KaryFatTree tree = karyFatTree(k);
            const std::int64_t cube = std::int64_t{k} * k * k;
            QCOMPARE(tree.hosts, cube / 4);
            QCOMPARE(tree.edge + tree.aggregation + tree.core, std::int64_t{5} * k * k / 4);
            FabricIntent intent;
            intent.radix = k;
            intent.endpoints = tree.hosts;
            const FabricCounts counts = counted(intent);
            QCOMPARE(counts.leaf, tree.edge);
            QCOMPARE(counts.spine, tree.aggregation);
            QCOMPARE(counts.core, tree.core);
            QCOMPARE(counts.bisectionLinks, tree.bisectionLinks);
            QCOMPARE(counts.bisectionLinks, counts.sizedEndpoints / 2);
        }
    }

    /// No switch has more ports than it has, whatever is asked.
    void portsSuffice()
    {
        for (const int radix : {2, 3, 5, 24, 32, 64, 65, 128}) {
            for (const double ratio : {1.0, 1.5, 2.0, 3.0, 7.0, 16.0}) {
                for (const std::int64_t endpoints :
                     {1, 2, 17, 64, 65, 129, 500, 1000, 2049, 5000, 20000}) {
                    FabricIntent intent;
                    intent.radix = radix;
                    intent.oversubscription = ratio;
                    intent.endpoints = endpoints;
                    const auto counts = countFabric(intent);
                    if (!counts) {
                        QCOMPARE(counts.error().message.id, std::string("fabric.too-large"));
                        continue;
                    }
                    QVERIFY(counts->leaf * counts->downPorts >= endpoints);
                    QVERIFY(counts->downPorts + counts->upPorts <= radix);
                    QVERIFY(counts->spine * radix >=
                            counts->cables.leafSpine + counts->cables.spineCore);
                    QVERIFY(counts->core * radix >= counts->cables.spineCore);
                    if (counts->tiers > 1)
                        QVERIFY(counts->oversubscription <= ratio + 1e-9);
                    if (counts->tiers == 2)
                        QCOMPARE(counts->upPorts % counts->spine, std::int64_t{0});
                }
            }
        }
    }

    void oversubscribedLeaf()
    {
        FabricIntent intent;
        intent.radix = 64;
        intent.oversubscription = 3.0;
        intent.endpoints =
            480; // 48 down, 16 up: 10 leaves, 160 uplinks, 2.5 spines, next divisor of 16 is 4
        const FabricCounts counts = counted(intent);
        QCOMPARE(counts.downPorts, 48);
        QCOMPARE(counts.upPorts, 16);
        QCOMPARE(counts.leaf, std::int64_t{10});
        QCOMPARE(counts.spine, std::int64_t{4});
        QCOMPARE(counts.cables.leafSpine, std::int64_t{160});
        QCOMPARE(counts.bisectionLinks, std::int64_t{80});
    }

    void railsSetTheFewestLeaves()
    {
        FabricIntent intent;
        intent.endpoints = 256;
        intent.radix = 144;
        QCOMPARE(counted(intent).leaf, std::int64_t{4});
        intent.topology = Topology::RailOptimised;
        intent.railCount = 8;
        QCOMPARE(counted(intent).leaf, std::int64_t{8});
        intent.topology = Topology::RailOnly; // eight single switches of 32 ports in use
        const FabricCounts railOnly = counted(intent);
        QCOMPARE(railOnly.leaf, std::int64_t{8});
        QCOMPARE(railOnly.spine, std::int64_t{0});
        QCOMPARE(railOnly.bisectionLinks, std::int64_t{0});
    }

    void singleSwitch()
    {
        FabricIntent intent;
        intent.topology = Topology::SingleSwitch;
        intent.endpoints = 64;
        const FabricCounts counts = counted(intent);
        QCOMPARE(counts.leaf, std::int64_t{1});
        QCOMPARE(counts.spine, std::int64_t{0});
        QCOMPARE(counts.tiers, 1);
        QCOMPARE(counts.bisectionLinks, std::int64_t{32});
        intent.endpoints = 65;
        QCOMPARE(errorOf(intent), std::string("fabric.too-large"));
    }

    void torus_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<bool>("is3d");
        QTest::addColumn<QVector<int>>("shape");
        QTest::newRow("v2") << "TPU-v2" << false << QVector{1, 16, 16};
        QTest::newRow("v3") << "TPU-v3" << false << QVector{1, 32, 32};
        QTest::newRow("v4") << "TPU-v4" << true << QVector{16, 16, 16};
        QTest::newRow("v5p") << "TPU-v5p" << true << QVector{16, 20, 28};
        QTest::newRow("v7") << "TPU-v7" << true << QVector{16, 24, 24};
    }
    /// The largest pods in their most cubic shape: one link per node and dimension, 2*k^(n-1)
    /// across the middle.
    void torus()
    {
        QFETCH(QString, id);
        QFETCH(bool, is3d);
        QFETCH(QVector<int>, shape);
        FabricIntent intent;
        intent.topology = is3d ? Topology::Torus3D : Topology::Torus2D;
        intent.endpoints = whole(m_cases.table, *m_cases.find(id.toStdString()), "accelerators");
        const FabricCounts counts = counted(intent);
        QCOMPARE(QVector<int>(counts.shape.begin(), counts.shape.end()), shape);
        QCOMPARE(counts.cables.direct, intent.endpoints * (is3d ? 3 : 2));
        QCOMPARE(counts.bisectionLinks, 2 * intent.endpoints / shape[2]);
        QCOMPARE(counts.leaf + counts.spine + counts.core, std::int64_t{0});
    }

    void torusIdentity()
    {
        for (const int k : {3, 4, 8, 16}) {
            FabricIntent intent;
            intent.topology = Topology::Torus3D;
            intent.endpoints = std::int64_t{k} * k * k;
            QCOMPARE(counted(intent).bisectionLinks, std::int64_t{2} * k * k);
            intent.topology = Topology::Torus2D;
            intent.endpoints = std::int64_t{k} * k;
            QCOMPARE(counted(intent).bisectionLinks, std::int64_t{2} * k);
        }
        FabricIntent cube;
        cube.topology = Topology::Torus3D;
        cube.shape = {2, 2, 2};
        cube.endpoints = 8; // a cube of 12 edges: no double links
        QCOMPARE(counted(cube).cables.direct, std::int64_t{12});
        QCOMPARE(counted(cube).bisectionLinks, std::int64_t{4});
        cube.endpoints = 9;
        QCOMPARE(errorOf(cube), std::string("fabric.shape"));
        cube.shape = {2000000000, 2000000000, 2000000000};
        QCOMPARE(errorOf(cube), std::string("fabric.shape"));
    }

    void dragonflyPlus()
    {
        FabricIntent intent;
        intent.topology = Topology::Dragonfly;
        intent.radix =
            4; // groups of 2 leaves, 2 spines, 4 hosts, 4 global ports: five groups at most
        intent.endpoints = 20;
        const FabricCounts counts = counted(intent);
        QCOMPARE(counts.groups, std::int64_t{5});
        QCOMPARE(counts.leaf, std::int64_t{10});
        QCOMPARE(counts.spine, std::int64_t{10});
        QCOMPARE(counts.cables.leafSpine, std::int64_t{20});
        QCOMPARE(counts.cables.direct, std::int64_t{10}); // one per pair of groups
        QCOMPARE(counts.bisectionLinks, std::int64_t{6});
        intent.endpoints = 21;
        QCOMPARE(errorOf(intent), std::string("fabric.too-large"));
    }

    void directMesh()
    {
        FabricIntent intent;
        intent.topology = Topology::Direct;
        intent.nodes = 8;
        intent.portsPerNode = 21; // Gaudi on its baseboard: three links to each of seven others
        intent.endpoints = 168;
        const FabricCounts counts = counted(intent);
        QCOMPARE(counts.cables.direct, std::int64_t{84});
        QCOMPARE(counts.bisectionLinks, std::int64_t{48});
        QCOMPARE(counts.leaf, std::int64_t{0});
        intent.portsPerNode = 6;
        intent.endpoints = 48;
        QCOMPARE(errorOf(intent), std::string("fabric.direct-ports"));
    }

    void badInput()
    {
        const auto errorWith = [](auto change) {
            FabricIntent intent;
            intent.endpoints = 256;
            change(intent);
            const std::string id = errorOf(intent);
            return id + (messagePattern(id).empty() ? " has no words" : "");
        };
        using I = FabricIntent;
        QCOMPARE(errorWith([](I& i) { i.endpoints = 0; }), std::string("fabric.endpoints"));
        QCOMPARE(errorWith([](I& i) { i.endpoints = -5; }), std::string("fabric.endpoints"));
        QCOMPARE(errorWith([](I& i) { i.endpoints = 10'000'001; }),
                 std::string("fabric.endpoints"));
        QCOMPARE(errorWith([](I& i) { i.endpoints = std::numeric_limits<std::int64_t>::max(); }),
                 std::string("fabric.endpoints"));
        QCOMPARE(errorWith([](I& i) { i.radix = 1; }), std::string("fabric.radix"));
        QCOMPARE(errorWith([](I& i) { i.radix = -64; }), std::string("fabric.radix"));
        QCOMPARE(errorWith([](I& i) { i.planes = 0; }), std::string("fabric.planes"));
        QCOMPARE(errorWith([](I& i) { i.oversubscription = 0.5; }),
                 std::string("fabric.oversubscription"));
        QCOMPARE(errorWith([](I& i) { i.oversubscription = 17; }),
                 std::string("fabric.oversubscription"));
        QCOMPARE(
            errorWith([](I& i) { i.oversubscription = std::numeric_limits<double>::quiet_NaN(); }),
            std::string("fabric.oversubscription"));
        QCOMPARE(errorWith([](I& i) { i.nodes = -1; }), std::string("fabric.nodes"));
        QCOMPARE(errorWith([](I& i) { i.nodes = 300; }), std::string("fabric.nodes"));
        QCOMPARE(errorWith([](I& i) { i.managerPorts = -1; }), std::string("fabric.manager-ports"));
        QCOMPARE(errorWith([](I& i) { i.portsPerCable = 0; }),
                 std::string("fabric.ports-per-cable"));
        QCOMPARE(errorWith([](I& i) { i.railCount = -1; }), std::string("fabric.rails"));
        QCOMPARE(errorWith([](I& i) { i.radix = 2; }), std::string("fabric.too-large"));
        QCOMPARE(errorWith([](I& i) {
                     i.nodes = 10'000'000;
                     i.portsPerNode = 65536;
                 }),
                 std::string("fabric.too-large"));
    }
};

QTEST_APPLESS_MAIN(TestFabricCounts)
#include "tst_fabric_counts.moc"
