#include "catalog/Catalog.h"
#include "catalog/CatalogLocation.h"
#include "catalog/NetBoxType.h"
#include "catalog/PartImport.h"
#include "catalog/TextRules.h"
#include "catalog/YamlTree.h"
#include "model/base/Csv.h"
#include <QTemporaryDir>
#include <QtTest>
#include <algorithm>
#include <fstream>

using namespace millwright;
namespace fs = std::filesystem;

namespace
{

const fs::path dataFolder = fs::path(MILLWRIGHT_SOURCE_DIR) / "tests/catalog/data";

std::string yamlType(const std::string& slug, const std::string& more)
{
    return "manufacturer: Maker\nmodel: Model " + slug + "\nslug: " + slug +
           "\nu_height: 1\nis_full_depth: true\n" + more;
}

bool hasProblem(const ImportReport& report, std::size_t line, const std::string& column,
                const std::string& rule)
{
    return std::ranges::any_of(report.problems, [&](const ImportProblem& problem) {
        return problem.line == line && problem.column == column && problem.rule == rule &&
               !messagePattern(problem.message.id).empty();
    });
}

} // namespace

class TestCatalogImport : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void csvTakesGoodRowsAndNamesBadOnes();
    void csvWithOtherHeaders();
    void csvTextsDoNoHarm();
    void csvFilesThatAreNone();
    void csvCancelsBetweenRows();
    void netBoxTextsDoNoHarm_data();
    void netBoxTextsDoNoHarm();
    void columnsAreSuggested();
    void idsAreMade();
    void utf8IsHeld();
    void netBoxTypeBecomesAPart();
    void netBoxSpeeds_data();
    void netBoxSpeeds();
    void netBoxSchemaIsHeld_data();
    void netBoxSchemaIsHeld();
    void netBoxDefectsAreWarnedAbout();
    void yamlBombsAreRefused_data();
    void yamlBombsAreRefused();
    void hugeFilesAreNotRead();
    void folderIsOneTransactionAndCancels();

private:
    fs::path temporary(const std::string& name)
    {
        return fs::path(m_folder->path().toStdString()) / name;
    }
    fs::path write(const std::string& name, const std::string& text)
    {
        fs::create_directories(temporary(name).parent_path());
        std::ofstream(temporary(name), std::ios::binary) << text;
        return temporary(name);
    }
    ImportReport importYaml(const std::string& text)
    {
        const auto report = importNetBoxTypes(*m_catalog, write("type.yaml", text));
        return report ? *report : ImportReport{};
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Catalog> m_catalog;
};

void TestCatalogImport::initTestCase()
{
    registerCsvMessages();
    registerCatalogMessages();
}

void TestCatalogImport::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    auto catalog = Catalog::open(*findShippedCatalog(), temporary("own.db"));
    QVERIFY(catalog.isOk());
    m_catalog = std::move(*catalog);
}

void TestCatalogImport::csvTakesGoodRowsAndNamesBadOnes()
{
    const std::size_t before = m_catalog->count();
    const auto report = importPartsCsv(*m_catalog, dataFolder / "bad_parts.csv", {});
    QVERIFY(report.isOk());
    QCOMPARE(report->imported, 5u); // as the seed, and the row without source
    QCOMPARE(report->refused, 15u);
    QCOMPARE(m_catalog->count(), before + 5);
    QVERIFY(hasProblem(*report, 9, "mass_kg", "mass-zero"));
    QVERIFY(hasProblem(*report, 15, "", "field-count"));
    const PartPtr part = m_catalog->part("no-source");
    QVERIFY(part && (part->flags & PartUserOwned) != 0);
    QCOMPARE(*part->fields[0].source, std::string("imported from bad_parts.csv"));
    QVERIFY(m_catalog->part("good-one")->field(FieldKey::Mass)->confidence ==
            Confidence::Unverified);
    QVERIFY(m_catalog->part("good-one")->field(FieldKey::PowerMax)->confidence ==
            Confidence::Verified);
    // A second time they are replaced, not doubled.
    QVERIFY(importPartsCsv(*m_catalog, dataFolder / "bad_parts.csv", {}).isOk());
    QCOMPARE(m_catalog->count(), before + 5);
    QCOMPARE(m_catalog->part("good-one")->revision, std::int64_t{2});
}

void TestCatalogImport::csvWithOtherHeaders()
{
    const auto file =
        write("ours.csv", "Manufacturer,Model,Weight (kg),Max power W,Shelf,U height\r\n"
                          "Maker,\"Server, big\",31.5,900,B7,2\r\n");
    CsvImportOptions options;
    options.columns = suggestColumns(
        {"Manufacturer", "Model", "Weight (kg)", "Max power W", "Shelf", "U height"});
    options.defaultKind = PartKind::System;
    const auto report = importPartsCsv(*m_catalog, file, options);
    QVERIFY(report.isOk());
    QCOMPARE(report->imported, 1u);
    QVERIFY(report->problems.empty());
    const PartPtr part = m_catalog->part("maker-server-big");
    QVERIFY(part);
    QCOMPARE(part->figures.mass.si(), 31.5);
    QCOMPARE(part->figures.powerMax.si(), 900.0);
    QCOMPARE(part->figures.rackUnits, 2);
    QVERIFY(part->kind == PartKind::System);
    // Without a kind for the rows the same file gives nothing and says why.
    options.defaultKind.reset();
    const auto without = importPartsCsv(*m_catalog, file, options);
    QCOMPARE(without->imported, 0u);
    QVERIFY(hasProblem(*without, 2, "kind", "unknown-kind"));
}

void TestCatalogImport::csvTextsDoNoHarm()
{
    const auto file = write(
        "evil.csv", "id,vendor,name,kind,rackUnits_U,notes\n"
                    "a-1,=cmd|' /C calc'!A0,\"Robert'); DROP TABLE part;--\",system,1,@SUM(A1)\n"
                    "a-2,Maker,\"\"\"quoted\"\" \xE2\x82\xAC\",system,=2+2,\n"
                    "a-3,Maker,-1+1,system,1,+44 1234\n");
    const auto report = importPartsCsv(*m_catalog, file, {});
    QVERIFY(report.isOk());
    QCOMPARE(report->imported, 2u);
    QVERIFY(hasProblem(*report, 3, "rackUnits_U", "not-a-number"));
    QCOMPARE(m_catalog->part("a-1")->name, std::string("Robert'); DROP TABLE part;--"));
    QCOMPARE(m_catalog->part("a-1")->vendor, std::string("=cmd|' /C calc'!A0"));
    // Text that begins as a formula is kept as text; the CSV writer disarms it.
    QCOMPARE(csvField(m_catalog->part("a-1")->vendor), std::string("'=cmd|' /C calc'!A0"));
    PartQuery query;
    query.text = "robert drop";
    QCOMPARE(m_catalog->search(query).front().id, std::string("a-1"));
    QVERIFY(m_catalog->part("dgx-h100"));
}

void TestCatalogImport::csvFilesThatAreNone()
{
    const std::size_t before = m_catalog->count();
    QCOMPARE(importPartsCsv(*m_catalog, temporary("nowhere.csv"), {}).error().message.id,
             std::string("file.unreadable"));
    QCOMPARE(importPartsCsv(*m_catalog, write("empty.csv", ""), {}).error().message.id,
             std::string("csv.empty"));
    QCOMPARE(importPartsCsv(*m_catalog, write("binary.csv", std::string("a,b\n\0,1\n", 8)), {})
                 .error()
                 .message.id,
             std::string("csv.binary"));
    const auto notUtf8 =
        importPartsCsv(*m_catalog, write("latin1.csv", "id,name,kind\nx-1,M\xFCller,system\n"), {});
    QVERIFY(notUtf8.isOk());
    QVERIFY(hasProblem(*notUtf8, 2, "name", "not-utf8"));
    std::string many = "id,name,kind\n";
    for (std::size_t i = 0; i <= mostImportedParts; ++i)
        many += "p,n,k\n";
    QCOMPARE(importPartsCsv(*m_catalog, write("many.csv", many), {}).error().message.id,
             std::string("catalog.too-many"));
    QCOMPARE(m_catalog->count(), before);
}

void TestCatalogImport::csvCancelsBetweenRows()
{
    std::string text = "id,name,kind\n";
    for (int i = 0; i < 2500; ++i)
        text += "p-" + std::to_string(i) + ",Name,system\n";
    const fs::path file = write("long.csv", text);
    std::size_t asked = 0;
    const auto cancelled = readPartsCsv(file, {}, [&asked](std::size_t done, std::size_t total) {
        ++asked;
        return total == 2500 && done < 1000;
    });
    QVERIFY(cancelled.isOk());
    QVERIFY(cancelled->report.isCancelled);
    QVERIFY(cancelled->parts.empty());
    QCOMPARE(asked, std::size_t{2});
    QCOMPARE(readPartsCsv(file, {})->parts.size(), std::size_t{2500});
    const auto preview = previewPartsCsv(file);
    QCOMPARE(preview->rowCount, std::size_t{2500});
    QCOMPARE(preview->rows.size(), previewedRows);
    QCOMPARE(preview->suggested.at("kind"), std::string("kind"));
}

void TestCatalogImport::netBoxTextsDoNoHarm_data()
{
    QTest::addColumn<QByteArray>("model");
    QTest::addColumn<bool>("isTaken");
    QTest::newRow("quotes and SQL") << QByteArray("'Rob\"; DROP TABLE part;--'") << true;
    QTest::newRow("formula") << QByteArray("\"=cmd|' /C calc'!A0\"") << true;
    QTest::newRow("not UTF-8") << QByteArray("\"M\xFCller\"") << false;
    QTest::newRow("NUL") << QByteArray("\"a\0b\"", 5) << false;
    QTest::newRow("NUL escaped") << QByteArray("\"a\\0b\"") << false;
    QTest::newRow("bell") << QByteArray("\"a\\x07b\"") << false;
    QTest::newRow("long") << QByteArray(5000, 'x') << false;
}

void TestCatalogImport::netBoxTextsDoNoHarm()
{
    QFETCH(QByteArray, model);
    QFETCH(bool, isTaken);
    const std::size_t before = m_catalog->count();
    const std::string head = "manufacturer: Maker\nslug: maker-box\nu_height: 1\n";
    const ImportReport report =
        importYaml(head + "is_full_depth: true\nmodel: " + model.toStdString() + "\n");
    QCOMPARE(report.imported, isTaken ? 1u : 0u);
    QCOMPARE(report.refusals() > 0, !isTaken);
    QCOMPARE(m_catalog->count(), before + (isTaken ? 1 : 0));
    QVERIFY(m_catalog->part("dgx-h100"));
    if (!isTaken)
        return;
    const std::string name = m_catalog->part("netbox-maker-box")->name;
    QVERIFY(model.contains(QByteArray::fromStdString(name))); // as it was written
    PartQuery query;
    query.text = name;
    QVERIFY(!m_catalog->search(query).empty());
    QVERIFY(csvField(name)[0] != '=');
}

void TestCatalogImport::columnsAreSuggested()
{
    const ColumnMapping mapping = suggestColumns(
        {"id", "POWERMAX_W", "Rack standard", "Weight (kg)", "mass_kg", "Nonsense", "", "Height"});
    QCOMPARE(mapping.at("id"), std::string("id"));
    QCOMPARE(mapping.at("POWERMAX_W"), std::string("powerMax_W"));
    QCOMPARE(mapping.at("Rack standard"), std::string("rackStandard"));
    QCOMPARE(mapping.at("Weight (kg)"), std::string("mass_kg"));
    QCOMPARE(mapping.at("mass_kg"), std::string()); // taken already
    QCOMPARE(mapping.at("Nonsense"), std::string());
    QCOMPARE(mapping.at("Height"), std::string()); // millimetres or rack units? a person decides
}

void TestCatalogImport::idsAreMade()
{
    QCOMPARE(makePartId("NVIDIA", "DGX H100 (8x)"), std::string("nvidia-dgx-h100-8x"));
    QCOMPARE(makePartId("", "\xC3\x84rger!"), std::string("rger"));
    QVERIFY(isPartId(makePartId(std::string(200, 'a'), "b")));
    QVERIFY(!isPartId("-a") && !isPartId("a b") && !isPartId("") && !isPartId("A"));
    QVERIFY(isPartId("se-galaxy-vl-500") && isPartId("1.6t-dr8"));
}

void TestCatalogImport::utf8IsHeld()
{
    QVERIFY(isPrintableText("plain \xE2\x82\xAC \xF0\x9F\x98\x80\n"));
    QVERIFY(!isPrintableText("\xC0\xAF"));         // overlong
    QVERIFY(!isPrintableText("\xE0\x80\x80"));     // overlong
    QVERIFY(!isPrintableText("\xED\xA0\x80"));     // surrogate
    QVERIFY(!isPrintableText("\xF4\x90\x80\x80")); // above U+10FFFF
    QVERIFY(!isPrintableText("\xE2\x82"));         // cut
    QVERIFY(!isPrintableText("a\x1b[0m"));
}

void TestCatalogImport::netBoxTypeBecomesAPart()
{
    const auto report = importNetBoxTypes(*m_catalog, dataFolder / "netbox_switch.yaml");
    QVERIFY(report.isOk());
    QCOMPARE(report->imported, 1u);
    const PartPtr part = m_catalog->part("netbox-example-xs-64");
    QVERIFY(part);
    QVERIFY(part->kind == PartKind::Switch);
    QCOMPARE(part->vendor, std::string("Example"));
    QCOMPARE(part->name, std::string("XS-64 \"quoted\"; DROP TABLE part"));
    QCOMPARE(part->figures.rackUnits, 2);
    QCOMPARE(part->figures.mass.si(), 22.6796185); // 50 lb
    QCOMPARE(part->figures.switchPorts, 8);
    QCOMPARE(part->figures.switchPortSpeed.si(), 50e9);
    QCOMPARE(part->figures.outOfBandPorts, 1);
    QCOMPARE(part->number(FieldKey::PsuCount).value(), 2.0);
    QCOMPARE(part->number(FieldKey::PsuRating).value(), 1500.0);
    QVERIFY(!part->figures.hasPower); // the draw of a power port is no load
    QVERIFY(part->field(FieldKey::Mass)->confidence == Confidence::Secondary);
    QVERIFY(part->text(FieldKey::FabricProtocol) == "Ethernet");
    QVERIFY(hasProblem(*report, 46, "favourite_colour", "unknown-key"));
    QVERIFY(hasProblem(*report, 23, "allocated_draw", "draw-reversed"));
    QCOMPARE(report->problems.size(), 2u);
}

void TestCatalogImport::netBoxSpeeds_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<double>("speed");
    QTest::newRow("100M") << QByteArray("100base-tx") << 0.1;
    QTest::newRow("1G") << QByteArray("1000base-t") << 1.0;
    QTest::newRow("2.5G") << QByteArray("2.5gbase-t") << 2.5;
    QTest::newRow("10G") << QByteArray("10gbase-x-sfpp") << 10.0;
    QTest::newRow("800G") << QByteArray("800gbase-x-osfp") << 800.0;
    QTest::newRow("NDR") << QByteArray("infiniband-ndr") << 400.0;
    QTest::newRow("unknown InfiniBand") << QByteArray("infiniband-zdr") << 0.0;
    QTest::newRow("fibre channel") << QByteArray("32gfc-sfp28") << 0.0;
    QTest::newRow("virtual") << QByteArray("virtual") << 0.0;
    QTest::newRow("wireless") << QByteArray("ieee802.11ax") << 0.0;
    QTest::newRow("empty") << QByteArray("") << 0.0;
}

void TestCatalogImport::netBoxSpeeds()
{
    QFETCH(QByteArray, type);
    QFETCH(double, speed);
    QCOMPARE(netBoxPortSpeed(type.toStdString()), speed);
}

void TestCatalogImport::netBoxSchemaIsHeld_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line");
    QTest::addColumn<QByteArray>("column");
    QTest::addColumn<QByteArray>("rule");
    const auto row = [](const char* name, const std::string& text, int line, const char* column,
                        const char* rule) {
        QTest::newRow(name) << QByteArray::fromStdString(text) << line << QByteArray(column)
                            << QByteArray(rule);
    };
    row("no slug", "manufacturer: M\nmodel: X\nu_height: 1\nis_full_depth: true\n", 1, "slug",
        "key-missing");
    row("no height", "manufacturer: M\nmodel: X\nslug: x\nis_full_depth: true\n", 1, "u_height",
        "key-missing");
    row("height as text",
        "manufacturer: M\nmodel: X\nslug: x\nu_height: one\nis_full_depth: true\n", 4, "u_height",
        "wrong-type");
    row("odd height", "manufacturer: M\nmodel: X\nslug: x\nu_height: 1.3\nis_full_depth: true\n", 4,
        "u_height", "half-units");
    row("huge height", "manufacturer: M\nmodel: X\nslug: x\nu_height: 1000\nis_full_depth: true\n",
        1, "rackUnits_U", "out-of-range");
    row("depth as number", "manufacturer: M\nmodel: X\nslug: x\nu_height: 1\nis_full_depth: 3\n", 5,
        "is_full_depth", "wrong-type");
    row("vendor as list",
        "manufacturer: [M]\nmodel: X\nslug: x\nu_height: 1\nis_full_depth: true\n", 1,
        "manufacturer", "wrong-type");
    row("weight without unit", yamlType("x", "weight: 12\n"), 6, "weight_unit", "weight-unit");
    row("weight in stones", yamlType("x", "weight: 12\nweight_unit: st\n"), 6, "weight_unit",
        "weight-unit");
    row("interfaces as text", yamlType("x", "interfaces: many\n"), 6, "interfaces", "wrong-type");
    row("interface without type", yamlType("x", "interfaces:\n  - name: a\n"), 7, "interfaces",
        "key-missing");
    row("interface as text", yamlType("x", "interfaces:\n  - eth0\n"), 7, "interfaces",
        "name-missing");
    row("not a map", "- a\n- b\n", 1, "", "wrong-type");
    row("not YAML", "a: [1, 2\nb: }\n", 2, "", "malformed");
    row("key twice", yamlType("x", "slug: y\n"), 6, "", "key-twice");
    row("empty", "# nothing\n", 1, "", "empty");
}

void TestCatalogImport::netBoxSchemaIsHeld()
{
    QFETCH(QByteArray, text);
    QFETCH(int, line);
    QFETCH(QByteArray, column);
    QFETCH(QByteArray, rule);
    const std::size_t before = m_catalog->count();
    const ImportReport report = importYaml(text.toStdString());
    QCOMPARE(report.imported, 0u);
    QCOMPARE(report.refused, 1u);
    for (const ImportProblem& problem : report.problems)
        qInfo("%s", formatProblem(problem).c_str());
    QVERIFY(hasProblem(report, static_cast<std::size_t>(line), column.toStdString(),
                       rule.toStdString()));
    QCOMPARE(m_catalog->count(), before);
}

void TestCatalogImport::netBoxDefectsAreWarnedAbout()
{
    std::string ports = "interfaces:\n";
    for (int i = 0; i < 62; ++i)
        ports += "  - name: P" + std::to_string(i) + "\n    type: 400gbase-x-osfp\n";
    const ImportReport report =
        importYaml("manufacturer: Nvidia\nmodel: QM9700\nslug: nvidia-qm9700\nu_height: 1\n"
                   "is_full_depth: true\nweight: 0\nweight_unit: kg\n" +
                   ports);
    QCOMPARE(report.imported, 1u);
    QVERIFY(hasProblem(report, 1, "model", "defect-missing-ports"));
    QVERIFY(hasProblem(report, 1, "interfaces", "odd-ports"));
    QVERIFY(hasProblem(report, 6, "weight", "weight-zero"));
    QVERIFY(!m_catalog->part("netbox-nvidia-qm9700")->field(FieldKey::Mass));
}

void TestCatalogImport::yamlBombsAreRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("rule");
    std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 30; ++i) {
        const std::string last = "*a" + std::to_string(i - 1);
        bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + last;
        for (int k = 0; k < 9; ++k)
            bomb += ", " + last;
        bomb += "]\n";
    }
    std::string keys;
    for (int i = 0; i < 60000; ++i)
        keys += "k" + std::to_string(i) + ": 1\n";
    std::string list = "interfaces:\n";
    for (int i = 0; i < 100000; ++i)
        list += "- 1\n";
    QTest::newRow("billion laughs") << QByteArray::fromStdString(bomb) << QByteArray("alias");
    QTest::newRow("endless self") << QByteArray("a: &a [*a]\n") << QByteArray("alias");
    QTest::newRow("deep lists") << QByteArray("- ").repeated(30) + "x\n" << QByteArray("too-deep");
    QTest::newRow("deep brackets")
        << QByteArray(100, '[') + QByteArray(100, ']') << QByteArray("too-deep");
    QTest::newRow("open brackets") << QByteArray(500000, '[') << QByteArray("malformed");
    QTest::newRow("open maps") << QByteArray("{a: ").repeated(100000) << QByteArray("malformed");
    QTest::newRow("many keys") << QByteArray::fromStdString(keys) << QByteArray("too-many-values");
    QTest::newRow("many values") << QByteArray::fromStdString(list)
                                 << QByteArray("too-many-values");
    QTest::newRow("too large") << QByteArray(int(yamlSizeLimit) + 1, ' ')
                               << QByteArray("too-large");
}

void TestCatalogImport::yamlBombsAreRefused()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, rule);
    const ImportReport report = importYaml(text.toStdString());
    QCOMPARE(report.imported, 0u);
    QCOMPARE(report.problems.size(), 1u);
    QCOMPARE(report.problems[0].rule, rule.toStdString());
}

void TestCatalogImport::hugeFilesAreNotRead()
{
    const fs::path yaml = write("huge.yaml", "a: 1\n");
    fs::resize_file(yaml, std::uintmax_t{1} << 30); // sparse: takes no room
    const auto types = importNetBoxTypes(*m_catalog, yaml);
    QVERIFY(types.isOk());
    QCOMPARE(types->problems[0].rule, std::string("too-large"));
    const fs::path csv = write("huge.csv", "id,name\n");
    fs::resize_file(csv, std::uintmax_t{1} << 30);
    QCOMPARE(importPartsCsv(*m_catalog, csv, {}).error().message.id, std::string("csv.too-large"));
}

void TestCatalogImport::folderIsOneTransactionAndCancels()
{
    for (int i = 0; i < 20; ++i)
        write("types/vendor/t" + std::to_string(i) + ".yaml",
              yamlType("t" + std::to_string(i), ""));
    write("types/broken.yml", "a: [");
    write("types/again.yaml", yamlType("t3", ""));
    write("types/readme.txt", "no type");
    const std::size_t before = m_catalog->count();
    const auto cancelled =
        importNetBoxTypes(*m_catalog, temporary("types"), [](std::size_t done, std::size_t total) {
            return total == 22 && done < 10;
        });
    QVERIFY(cancelled.isOk());
    QVERIFY(cancelled->isCancelled);
    QCOMPARE(m_catalog->count(), before);
    int changes = 0;
    m_catalog->partsChanged.connect([&changes] { ++changes; });
    const auto report = importNetBoxTypes(*m_catalog, temporary("types"));
    QVERIFY(report.isOk());
    QCOMPARE(report->imported, 20u);
    QCOMPARE(report->refused, 2u);
    QCOMPARE(m_catalog->count(), before + 20);
    QCOMPARE(changes, 1);
    QCOMPARE(importNetBoxTypes(*m_catalog, temporary("nowhere")).error().message.id,
             std::string("netbox.no-files"));
}

QTEST_APPLESS_MAIN(TestCatalogImport)
#include "tst_catalog_import.moc"
