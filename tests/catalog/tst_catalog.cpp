#include "catalog/Catalog.h"
#include "catalog/CatalogBuilder.h"
#include "catalog/CatalogLocation.h"
#include "model/base/Csv.h"
#include <QTemporaryDir>
#include <csignal>
#include <sys/resource.h>
#include <QtTest>
#include <SQLiteCpp/SQLiteCpp.h>
#include <algorithm>
#include <fstream>
#include <set>

using namespace millwright;
namespace fs = std::filesystem;

namespace
{

const fs::path sourceFolder = MILLWRIGHT_SOURCE_DIR;
const fs::path dataFolder = sourceFolder / "tests/catalog/data";

CatalogBuilder seedBuilder()
{
    const fs::path overrides = sourceFolder / "catalog/seed/field_overrides.csv";
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(sourceFolder / "catalog/seed"))
        if (entry.path().extension() == ".csv" && entry.path() != overrides &&
            !entry.path().filename().string().starts_with("region"))
            files.push_back(entry.path());
    std::ranges::sort(files);
    CatalogBuilder builder;
    for (const fs::path& file : files)
        builder.addPartFile(file);
    builder.addOverrideFile(overrides);
    return builder;
}

/// The lower-case name without what stands in brackets.
std::string plainVendor(const std::string& vendor)
{
    std::string plain = vendor.substr(0, vendor.find(" ("));
    std::ranges::transform(plain, plain.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return plain;
}

std::string fileText(const fs::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

Part ownPart(std::string id, std::string name)
{
    Part part;
    part.id = std::move(id);
    part.vendor = "Own";
    part.name = std::move(name);
    part.kind = PartKind::System;
    Field power;
    power.key = FieldKey::PowerMax;
    power.number = 1234.0;
    power.confidence = Confidence::Secondary;
    part.fields.push_back(power);
    return part;
}

std::vector<std::string> ids(const std::vector<PartSummary>& parts)
{
    std::vector<std::string> result;
    for (const PartSummary& part : parts)
        result.push_back(part.id);
    return result;
}

std::vector<std::string> searchIds(const Catalog& catalog, std::string text)
{
    PartQuery query;
    query.text = std::move(text);
    return ids(catalog.search(query));
}

} // namespace

class TestCatalog : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void sqliteHasFullTextSearch();
    void seedBuildsWithoutErrors();
    void shippedCatalogHoldsTheWholeSeed();
    void everyKindHasParts();
    void countsOfTheMainJob();
    void vendorsAndSoftwareOfTheSourceText();
    void acceleratorsOfSystemsExist();
    void searchFindsWhatIsTyped_data();
    void searchFindsWhatIsTyped();
    void searchTakesAnyText_data();
    void searchTakesAnyText();
    void searchFilters();
    void searchOrdersTenThousandParts();
    void partHasSourcedFields();
    void ownPartsAreMadeCopiedChangedDeleted();
    void ownPartsSurviveANewShippedCatalog();
    void newShippedRevisionsAreTold();
    void storeIsAllOrNothing();
    void fullDiskLeavesAllAsItWas();
    void closedStoreSaysWhy();
    void ownPartsAreChecked();
    void shippedFileStaysUntouched();
    void damagedFilesGiveErrors();
    void statisticsCountByKindAndConfidence();

private:
    std::unique_ptr<Catalog> openShipped(const fs::path& userParts = {})
    {
        auto catalog = Catalog::open(m_shipped, userParts);
        return catalog ? std::move(*catalog) : nullptr;
    }
    fs::path temporary(const char* name) { return fs::path(m_folder.path().toStdString()) / name; }

    QTemporaryDir m_folder;
    fs::path m_shipped;
};

void TestCatalog::initTestCase()
{
    registerCsvMessages();
    registerCatalogMessages();
    const auto found = findShippedCatalog();
    QVERIFY(found.isOk());
    m_shipped = *found;
    QCOMPARE(m_shipped, fs::path(MILLWRIGHT_BINARY_DIR) / "catalog.db");
}

void TestCatalog::sqliteHasFullTextSearch()
{
    SQLite::Database database(":memory:", SQLite::OPEN_READWRITE);
    QCOMPARE(database.execAndGet("SELECT sqlite_compileoption_used('ENABLE_FTS5')").getInt(), 1);
    database.exec("CREATE VIRTUAL TABLE t USING fts5 (x, prefix = '1 2')");
    database.exec("INSERT INTO t VALUES ('dgx h100')");
    QCOMPARE(database.execAndGet("SELECT count(*) FROM t WHERE t MATCH '\"h1\"*'").getInt(), 1);
}

void TestCatalog::seedBuildsWithoutErrors()
{
    CatalogBuilder builder = seedBuilder();
    const auto report = builder.write(temporary("seed.db"));
    QVERIFY(report.isOk());
    for (const ImportProblem& problem : report->problems)
        if (problem.isRefusal)
            QFAIL(formatProblem(problem).c_str());
    QCOMPARE(report->refused, 0u);
    QVERIFY(report->imported >= 600);
}

void TestCatalog::shippedCatalogHoldsTheWholeSeed()
{
    // A seed file that catalog/CMakeLists.txt does not name would be missing here.
    CatalogBuilder builder = seedBuilder();
    const auto report = builder.write(temporary("whole.db"));
    QVERIFY(report.isOk());
    const auto catalog = openShipped();
    QVERIFY(catalog);
    QCOMPARE(catalog->count(), report->imported);
}

void TestCatalog::everyKindHasParts()
{
    const CatalogStats stats = openShipped()->statistics();
    for (int i = 0; i < static_cast<int>(PartKind::Count); ++i) {
        const auto kind = static_cast<PartKind>(i);
        QVERIFY2(stats.byKind.contains(kind), partKindName(kind).data());
    }
}

void TestCatalog::countsOfTheMainJob()
{
    CatalogStats stats = openShipped()->statistics();
    const auto parts = [&stats](PartKind kind) { return stats.byKind[kind].parts; };
    QVERIFY(parts(PartKind::Accelerator) >= 40);
    QVERIFY(parts(PartKind::System) + parts(PartKind::RackSystem) >= 30);
    QVERIFY(parts(PartKind::Switch) >= 30);
    QVERIFY(parts(PartKind::Storage) >= 20);
    QVERIFY(parts(PartKind::Software) >= 30);
    QVERIFY(parts(PartKind::Security) >= 10);
    std::size_t facility = 0;
    for (const auto& [kind, count] : stats.byKind)
        if (isCoolingPart(kind) || isPowerChainPart(kind))
            facility += count.parts;
    QVERIFY(facility >= 60);
}

void TestCatalog::vendorsAndSoftwareOfTheSourceText()
{
    const auto catalog = openShipped();
    std::set<std::string> vendors;
    for (const auto& entry : catalog->statistics().byVendor)
        vendors.insert(plainVendor(entry.first));
    for (const char* vendor : {"nvidia",
                               "amd",
                               "intel",
                               "tenstorrent",
                               "arista",
                               "cisco",
                               "netapp",
                               "pure storage",
                               "submer",
                               "vertiv",
                               "schneider electric",
                               "palo alto networks",
                               "fortinet",
                               "google",
                               "supermicro",
                               "dell",
                               "hpe",
                               "lenovo",
                               "cerebras",
                               "groq",
                               "coolit",
                               "motivair"})
        QVERIFY2(vendors.contains(vendor), vendor);
    QVERIFY(catalog->statistics().byVendor.contains("NVIDIA (Mellanox)"));
    for (const char* product :
         {"TensorFlow", "PyTorch", "JAX", "Kubeflow", "MLflow", "Weights & Biases", "Snowflake",
          "Databricks", "Kubernetes", "OpenShift", "Slurm"}) {
        PartQuery query;
        query.text = product;
        query.kinds = {PartKind::Software};
        QVERIFY2(!catalog->search(query).empty(), product);
    }
}

void TestCatalog::acceleratorsOfSystemsExist()
{
    const auto catalog = openShipped();
    PartQuery query;
    query.kinds = {PartKind::System, PartKind::RackSystem};
    int found = 0;
    for (const PartSummary& summary : catalog->search(query)) {
        const PartPtr system = catalog->part(summary.id);
        const std::string_view chip = system->text(FieldKey::AcceleratorPart);
        if (chip.empty())
            continue;
        const PartPtr accelerator = catalog->part(chip);
        QVERIFY2(accelerator, std::string(chip).c_str());
        QVERIFY(accelerator->kind == PartKind::Accelerator);
        ++found;
    }
    QVERIFY(found >= 30);
}

void TestCatalog::searchFindsWhatIsTyped_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("first");
    QTest::newRow("name") << "dgx h100"
                          << "dgx-h100";
    QTest::newRow("capitals and spaces") << "  DGX   H100 "
                                         << "dgx-h100";
    QTest::newRow("vendor and name") << "nvidia dgx h100"
                                     << "dgx-h100";
    QTest::newRow("id") << "dgx-h100"
                        << "dgx-h100";
    QTest::newRow("beginnings") << "dg h10"
                                << "dgx-h100";
    QTest::newRow("other order") << "h100 dgx"
                                 << "dgx-h100";
    QTest::newRow("written together") << "dgxh100"
                                      << "dgx-h100";
    QTest::newRow("cut at the digits") << "gb200 nvl 72"
                                       << "gb200-nvl72";
    QTest::newRow("in quotes") << "\"dgx\" 'h100'"
                               << "dgx-h100";
    QTest::newRow("chip inside") << "dgx nvidia-h200"
                                 << "dgx-h200";
    QTest::newRow("model number") << "qm9700"
                                  << "nv-qm9700";
}

void TestCatalog::searchFindsWhatIsTyped()
{
    QFETCH(QString, text);
    QFETCH(QString, first);
    const auto found = searchIds(*openShipped(), text.toStdString());
    QVERIFY(!found.empty());
    QCOMPARE(QString::fromStdString(found.front()), first);
}

void TestCatalog::searchTakesAnyText_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("findsNothing");
    QTest::newRow("quote") << QByteArray("\"") << true;
    QTest::newRow("stars") << QByteArray("***") << true;
    QTest::newRow("open bracket") << QByteArray("NEAR(zzzz") << true;
    QTest::newRow("operators") << QByteArray("zzzz AND OR NOT") << true;
    QTest::newRow("column filter") << QByteArray("id:dgx zzzz") << true;
    QTest::newRow("statement") << QByteArray("'; DROP TABLE shipped.part; --") << true;
    QTest::newRow("zero byte") << QByteArray("zz\0zz", 5) << true;
    QTest::newRow("not UTF-8") << QByteArray("zz\xff\xfe") << true;
    QTest::newRow("long") << QByteArray(100000, 'z') << true;
    QTest::newRow("percent") << QByteArray("% dgx _") << false;
}

void TestCatalog::searchTakesAnyText()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, findsNothing);
    const auto catalog = openShipped();
    const std::size_t before = catalog->count();
    QCOMPARE(searchIds(*catalog, text.toStdString()).empty(), findsNothing);
    QCOMPARE(catalog->count(), before);
    QCOMPARE(searchIds(*catalog, "dgx h100").front(), std::string("dgx-h100"));
}

void TestCatalog::searchFilters()
{
    const auto catalog = openShipped();
    PartQuery query;
    query.text = "nvidia";
    query.kinds = {PartKind::Switch, PartKind::Nic};
    const auto found = catalog->search(query);
    QVERIFY(found.size() > 5);
    for (const PartSummary& part : found)
        QVERIFY(part.kind == PartKind::Switch || part.kind == PartKind::Nic);
    query = {};
    query.kinds = {PartKind::Cdu};
    CatalogStats stats = catalog->statistics();
    QCOMPARE(catalog->search(query).size(), stats.byKind[PartKind::Cdu].parts);
    query = {};
    query.limit = 7;
    QCOMPARE(catalog->search(query).size(), 7u);
    query.limit = 100000;
    QCOMPARE(catalog->search(query).size(), catalog->count());
    query.onlyUserParts = true;
    QVERIFY(catalog->search(query).empty());
}

void TestCatalog::searchOrdersTenThousandParts()
{
    const fs::path csv = temporary("many.csv");
    {
        std::ofstream file(csv);
        file << "id,vendor,name,kind,mass_kg,powerMax_W,source,date,confidence\n";
        const char* vendors[] = {"NVIDIA", "AMD", "Arista", "Vertiv", "Dell"};
        const char* kinds[] = {"system", "switch", "cdu", "ups", "storage"};
        for (int i = 0; i < 10000; ++i)
            file << "part-" << i << ',' << vendors[i % 5] << ",Node H" << i << " series " << i % 97
                 << ',' << kinds[i % 5] << ",20,900,Data sheet " << i % 50 << ",2024,secondary\n";
    }
    CatalogBuilder builder;
    builder.addPartFile(csv);
    const auto report = builder.write(temporary("many.db"));
    QVERIFY(report.isOk());
    QCOMPARE(report->imported, 10000u);
    const auto catalog = Catalog::open(temporary("many.db"));
    QVERIFY(catalog.isOk());
    QVERIFY((*catalog)->createPart(ownPart("own-node", "Node H100 own")).isOk());
    // Of very many hits the id comes first, then names that begin so, then the others; all of them
    // if asked.
    QVERIFY((*catalog)->createPart(ownPart("node", "Zebra")).isOk());
    QVERIFY((*catalog)->createPart(ownPart("own-other", "Other node")).isOk());
    PartQuery all;
    all.text = "NODE";
    all.limit = 100000;
    const auto found = ids((*catalog)->search(all));
    QCOMPARE(found.size(), 10003u);
    QCOMPARE(std::set<std::string>(found.begin(), found.end()).size(), 10003u);
    QCOMPARE(found[0], std::string("node"));
    QCOMPARE(found[1], std::string("own-node"));
    QCOMPARE(found.back(), std::string("own-other"));
    all.kinds = {PartKind::Cdu};
    QCOMPARE((*catalog)->search(all).size(), 2000u);
    all.limit = 3;
    QCOMPARE((*catalog)->search(all).size(), 3u);
}

void TestCatalog::partHasSourcedFields()
{
    const auto catalog = openShipped();
    PartQuery query;
    query.limit = 100000;
    bool hasSecondValue = false;
    for (const PartSummary& summary : catalog->search(query)) {
        const PartPtr part = catalog->part(summary.id);
        QVERIFY2(part, summary.id.c_str());
        QCOMPARE(part->name, summary.name);
        QCOMPARE(part->figures.powerMax.si(), summary.power_W);
        QVERIFY(std::ranges::is_sorted(part->fields, std::ranges::less_equal{}, &Field::key) ||
                part->fields.size() < 2);
        for (const Field& field : part->fields)
            QVERIFY2(field.source && !field.source->empty(), summary.id.c_str());
        hasSecondValue = hasSecondValue || !part->otherValues.empty();
    }
    QVERIFY(hasSecondValue);
    // DGX H100 user guide: 8 U, 10.2 kW maximum, six supplies of 3.3 kW of which four are needed.
    const PartPtr dgx = catalog->part("dgx-h100");
    QVERIFY(dgx->kind == PartKind::System);
    QCOMPARE(dgx->figures.rackUnits, 8);
    QCOMPARE(dgx->figures.powerMax.si(), 10200.0);
    QCOMPARE(dgx->figures.psuCount, 6);
    QCOMPARE(dgx->figures.acceleratorCount, 8);
    QVERIFY(dgx->field(FieldKey::PowerMax)->confidence == Confidence::Verified);
    QVERIFY(!catalog->part("no-such-part"));
}

void TestCatalog::ownPartsAreMadeCopiedChangedDeleted()
{
    const auto catalog = openShipped(temporary("own.db"));
    const std::size_t shipped = catalog->count();
    int changes = 0;
    catalog->partsChanged.connect([&changes] { ++changes; });
    const auto made =
        catalog->createPart(ownPart("own-server", "O'Hara \"special\"; DROP TABLE part"));
    QVERIFY(made.isOk());
    QVERIFY((catalog->part("own-server")->flags & PartUserOwned) != 0);
    QCOMPARE(catalog->part("own-server")->name, std::string("O'Hara \"special\"; DROP TABLE part"));
    QCOMPARE(*catalog->part("own-server")->fields[0].source, std::string("entered by the user"));
    QCOMPARE(catalog->count(), shipped + 1);
    QCOMPARE(searchIds(*catalog, "o'hara special").front(), std::string("own-server"));
    QCOMPARE(catalog->createPart(ownPart("own-server", "Twice")).error().message.id,
             std::string("parts.id-taken"));

    const auto copy = catalog->copyPart("dgx-h100", "own-dgx", "DGX of ours");
    QVERIFY(copy.isOk());
    QCOMPARE(catalog->part("own-dgx")->figures.powerMax.si(), 10200.0);
    QCOMPARE((*copy)->revision, std::int64_t{1});

    Part changed = *catalog->part("dgx-h100");
    changed.fields.front().number = 7.0;
    QVERIFY(changed.fields.front().key == FieldKey::RackUnits);
    QVERIFY(catalog->changePart(changed).isOk());
    QCOMPARE(catalog->part("dgx-h100")->figures.rackUnits, 7);
    QCOMPARE(catalog->part("dgx-h100")->revision, std::int64_t{2});
    QCOMPARE(catalog->count(), shipped + 2); // it hides the shipped one
    const auto found = searchIds(*catalog, "dgx h100");
    QCOMPARE(std::ranges::count(found, "dgx-h100"), 1);
    PartQuery own;
    own.onlyUserParts = true;
    QCOMPARE(catalog->search(own).size(), 3u);

    QVERIFY(catalog->deletePart("dgx-h100").isOk());
    QCOMPARE(catalog->part("dgx-h100")->figures.rackUnits, 8); // the shipped one shows again
    QCOMPARE(catalog->deletePart("dgx-h100").error().message.id, std::string("parts.not-own"));
    QCOMPARE(catalog->deletePart("nobody").error().message.id, std::string("parts.missing"));
    QVERIFY(catalog->deletePart("own-server").isOk());
    QVERIFY(searchIds(*catalog, "o'hara special").empty());
    QCOMPARE(changes, 5);
}

void TestCatalog::ownPartsSurviveANewShippedCatalog()
{
    const fs::path own = temporary("surviving.db");
    const fs::path shipped = temporary("shipped.db");
    fs::copy_file(m_shipped, shipped);
    {
        auto catalog = Catalog::open(shipped, own);
        QVERIFY((*catalog)->createPart(ownPart("own-server", "Own server")).isOk());
    }
    CatalogBuilder builder;
    builder.addPartFile(dataFolder /
                        "bad_parts.csv"); // another shipped catalog under the same name
    QVERIFY(builder.write(shipped).isOk());
    auto catalog = Catalog::open(shipped, own);
    QVERIFY(catalog.isOk());
    QVERIFY(!(*catalog)->part("dgx-h100"));
    QVERIFY((*catalog)->part("good-one"));
    QCOMPARE((*catalog)->part("own-server")->figures.powerMax.si(), 1234.0);
    QCOMPARE(searchIds(**catalog, "own server"), std::vector<std::string>{"own-server"});
}

void TestCatalog::newShippedRevisionsAreTold()
{
    const fs::path own = temporary("revised.db");
    const fs::path shipped = temporary("revised-shipped.db");
    const auto build = [&](int power_W) {
        const fs::path seed = temporary("seed.csv");
        std::ofstream(seed) << "id,vendor,name,kind,powerMax_W,source,confidence\n"
                            << "node,Maker,Node,system," << power_W << ",sheet,verified\n"
                            << "other,Maker,Other,system,500,sheet,verified\n";
        CatalogBuilder builder;
        builder.addPartFile(seed);
        QVERIFY(builder.write(shipped).isOk());
    };
    build(1000);
    {
        auto catalog = Catalog::open(shipped, own).value();
        QVERIFY(!catalog->shippedPart("node").isNewer); // nothing of the user's stands over it
        Part mine = *catalog->part("node");
        mine.fields.front().number = 1100.0;
        QVERIFY(catalog->changePart(mine).isOk());
        QVERIFY(!catalog->shippedPart("node").isNewer);
        QCOMPARE(catalog->shippedPart("node").part->figures.powerMax.si(), 1000.0);
        QVERIFY(catalog->createPart(ownPart("mine-alone", "Mine")).isOk());
        QVERIFY(!catalog->shippedPart("mine-alone").part);
    }
    build(1000); // the same again is no new revision
    QVERIFY(!(*Catalog::open(shipped, own))->shippedPart("node").isNewer);
    build(1200);
    {
        auto catalog = Catalog::open(shipped, own).value();
        QCOMPARE(catalog->part("node")->figures.powerMax.si(), 1100.0); // the user's stays
        QVERIFY(catalog->shippedPart("node").isNewer);
        QCOMPARE(catalog->shippedPart("node").part->figures.powerMax.si(), 1200.0);
        QVERIFY(!catalog->shippedPart("other").isNewer);
        QVERIFY(catalog->changePart(*catalog->part("node")).isOk()); // seen and kept
        QVERIFY(!catalog->shippedPart("node").isNewer);
        QVERIFY(catalog->deletePart("node").isOk());
        QCOMPARE(catalog->part("node")->figures.powerMax.si(), 1200.0);
    }
}

void TestCatalog::fullDiskLeavesAllAsItWas()
{
    const fs::path own = temporary("full.db");
    const auto catalog = openShipped(own);
    QVERIFY(catalog->createPart(ownPart("first", "First")).isOk());
    const std::size_t before = catalog->count();
    std::vector<Part> many;
    for (int i = 0; i < 3000; ++i)
        many.push_back(ownPart("many-" + std::to_string(i), "Many"));
    // A limit for the size of files stands for a full disk; without the handler it would end us.
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    rlimit limit{};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &limit), 0);
    rlimit low = limit;
    low.rlim_cur = 200 * 1024;
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &low), 0);
    const auto stored = catalog->storeParts(many);
    setrlimit(RLIMIT_FSIZE, &limit);
    std::signal(SIGXFSZ, handler);
    QVERIFY(!stored.isOk());
    QCOMPARE(stored.error().message.id, std::string("parts.store-failed"));
    QCOMPARE(catalog->count(), before);
    QVERIFY(catalog->part("first"));
    QVERIFY(!catalog->part("many-0"));
    QVERIFY(catalog->storeParts(many).isOk()); // with room again it goes on
    QCOMPARE(openShipped(own)->count(), before + 3000);
}

void TestCatalog::closedStoreSaysWhy()
{
    const auto catalog = openShipped();
    QVERIFY(!catalog->closedReason());
    catalog->close(fail("catalog.unreadable", {std::string("parts.db"), std::string("disk I/O")}));
    QCOMPARE(catalog->closedReason()->message.id, std::string("parts.store-closed"));
    const std::size_t before = catalog->count();
    for (const auto& refused :
         {catalog->createPart(ownPart("one", "One")), catalog->changePart(*catalog->part("dgx-h100")),
          catalog->copyPart("dgx-h100", "copy", "Copy")})
        QCOMPARE(refused.error().message.id, std::string("parts.store-closed"));
    QVERIFY(!catalog->storeParts({ownPart("one", "One")}).isOk());
    QVERIFY(formatMessage(catalog->closedReason()->message).find("disk I/O") != std::string::npos);
    QCOMPARE(catalog->count(), before);
}

void TestCatalog::storeIsAllOrNothing()
{
    const auto catalog = openShipped();
    const std::size_t before = catalog->count();
    Part heavy = ownPart("heavy", "Impossible");
    heavy.fields[0].number = 1e12;
    QVERIFY(!catalog->storeParts({ownPart("one", "One"), heavy, ownPart("two", "Two")}).isOk());
    QVERIFY(!catalog->storeParts({ownPart("one", "One"), ownPart("one", "Again")}).isOk());
    QCOMPARE(catalog->count(), before);
    QCOMPARE(*catalog->storeParts({ownPart("one", "One"), ownPart("two", "Two")}), 2u);
    QCOMPARE(*catalog->storeParts({ownPart("two", "Second"), ownPart("three", "Three")}), 2u);
    QCOMPARE(catalog->count(), before + 3);
    QCOMPARE(catalog->part("two")->name, std::string("Second"));
    QCOMPARE(catalog->part("two")->revision, std::int64_t{2});
}

void TestCatalog::ownPartsAreChecked()
{
    const auto catalog = openShipped();
    QCOMPARE(catalog->createPart(ownPart("Bad Id", "Name")).error().message.id,
             std::string("parts.id-malformed"));
    QCOMPARE(catalog->createPart(ownPart("good-id", "")).error().message.id,
             std::string("parts.name-malformed"));
    QCOMPARE(catalog->createPart(ownPart("good-id", "bell\a")).error().message.id,
             std::string("parts.name-malformed"));
    Part weightless = ownPart("weightless", "Weightless");
    weightless.fields[0].key = FieldKey::Mass;
    weightless.fields[0].number = 0.0;
    const auto refused = catalog->createPart(weightless);
    QCOMPARE(refused.error().message.id, std::string("catalog.rule.mass-zero"));
    QCOMPARE(refused.error().where, std::string("mass_kg"));
}

void TestCatalog::shippedFileStaysUntouched()
{
    const fs::path folder = temporary("read-only");
    fs::create_directory(folder);
    const fs::path shipped = folder / "odd name 100%?#.db";
    fs::copy_file(m_shipped, shipped);
    const std::string before = fileText(shipped);
    {
        auto catalog = Catalog::open(shipped, temporary("beside.db"));
        QVERIFY(catalog.isOk());
        QVERIFY((*catalog)->createPart(ownPart("own-server", "Own server")).isOk());
        QVERIFY((*catalog)->copyPart("dgx-h100", "own-dgx", "Own DGX").isOk());
        QVERIFY((*catalog)->part("dgx-h100"));
    }
    QVERIFY(fileText(shipped) == before);
    QCOMPARE(std::distance(fs::directory_iterator(folder), fs::directory_iterator()), 1);
}

void TestCatalog::damagedFilesGiveErrors()
{
    QCOMPARE(Catalog::open(temporary("nowhere.db")).error().message.id,
             std::string("catalog.missing"));
    const fs::path junk = temporary("junk.db");
    std::ofstream(junk) << std::string(5000, 'x');
    QCOMPARE(Catalog::open(junk).error().message.id, std::string("catalog.unreadable"));
    QCOMPARE(Catalog::open(m_shipped, junk).error().message.id, std::string("catalog.unreadable"));
    // A folder is no database.
    const auto folder = Catalog::open(m_shipped, m_folder.path().toStdString());
    QCOMPARE(folder.error().message.id, std::string("catalog.unreadable"));
    const fs::path newer = temporary("newer.db");
    fs::copy_file(m_shipped, newer);
    SQLite::Database(newer.string(), SQLite::OPEN_READWRITE).exec("PRAGMA user_version = 99");
    QCOMPARE(Catalog::open(newer).error().message.id, std::string("catalog.version"));
    QCOMPARE(Catalog::open(m_shipped, newer).error().message.id, std::string("catalog.version"));
    const fs::path cut = temporary("cut.db");
    fs::copy_file(m_shipped, cut);
    fs::resize_file(cut, 100000);
    if (auto catalog = Catalog::open(cut)) { // the header is whole; what is missing answers nothing
        (*catalog)->search({});
        (*catalog)->part("dgx-h100");
        searchIds(**catalog, "dgx h100");
    }
}

void TestCatalog::statisticsCountByKindAndConfidence()
{
    CatalogBuilder builder;
    builder.addPartFile(dataFolder / "bad_parts.csv");
    QVERIFY(builder.write(temporary("few.db")).isOk());
    auto catalog = Catalog::open(temporary("few.db"));
    QVERIFY(catalog.isOk());
    CatalogStats stats = (*catalog)->statistics();
    QCOMPARE(stats.parts, 4u); // good-one, psu-as-load, sql, last-one
    QCOMPARE(stats.byKind[PartKind::System].parts, 4u);
    QCOMPARE(stats.partsByConfidence[static_cast<std::size_t>(Confidence::Verified)], 1u);
    QCOMPARE(stats.partsByConfidence[static_cast<std::size_t>(Confidence::Secondary)], 2u);
    QCOMPARE(stats.partsByConfidence[static_cast<std::size_t>(Confidence::Derived)], 1u);
    QCOMPARE(stats.figuresByConfidence[static_cast<std::size_t>(Confidence::Unverified)],
             1u); // mass of good-one
    QCOMPARE(stats.byVendor.at("Maker"), 4u);
    QVERIFY((*catalog)->createPart(ownPart("own", "Own")).isOk());
    QCOMPARE((*catalog)->statistics().userParts, 1u);
}

QTEST_APPLESS_MAIN(TestCatalog)
#include "tst_catalog.moc"
