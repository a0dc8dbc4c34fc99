#include "tests/cli/CommandRun.h"
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

/// The verbs below "catalog" as scripts see them, each test with its own folder of the user's data.
class CatalogCommandTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void compareGivesTablesOfParts();
    void importTakesGoodRows();
    void importByMapping();
    void importOfDeviceTypes();
    void importThatCannotBeStoredSaysSo();
    void outdatedDesignIsUpdated();
    void statsCountUsableParts();
    void verifiedPartsHaveSources();
    void pageOfVerifiedPartsAgrees();

private:
    using Run = CommandRun;
    static Run run(const QStringList& arguments) { return runMillwright(QStringList{"catalog"} + arguments); }
    QString write(const QString& name, const QByteArray& text)
    {
        return writeTestFile(m_folder->filePath(name), text);
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void CatalogCommandTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    qputenv("XDG_DATA_HOME", m_folder->filePath("data").toUtf8());
}

void CatalogCommandTest::compareGivesTablesOfParts()
{
    const Run json = run({"compare", "dgx-h100", "dgx-b200", "--json"});
    QCOMPARE(json.code, 0);
    QCOMPARE(json.json()["parts"].toArray().size(), 2);
    bool hasPower = false;
    for (const QJsonValue& value : json.json()["fields"].toArray()) {
        const QJsonObject row = value.toObject();
        QCOMPARE(row["values"].toArray().size(), 2);
        if (row["key"].toString() != "powerMax_W")
            continue;
        hasPower = true;
        QCOMPARE(row["unit"].toString(), QString("W"));
        QCOMPARE(row["values"][0]["value"].toDouble(), 10200.0); // NVIDIA DGX H100 data sheet
        QVERIFY(!row["values"][0]["confidence"].toString().isEmpty());
    }
    QVERIFY(hasPower);
    const QString file = m_folder->filePath("table.csv");
    QCOMPARE(run({"compare", "dgx-h100", "dgx-b200", "-o", file}).code, 0);
    QFile table(file);
    QVERIFY(table.open(QIODevice::ReadOnly));
    QVERIFY(table.readLine().startsWith("group,field,unit,"));
    QCOMPARE(run({"compare", "dgx-h100"}).code, 2);
    const Run unknown = run({"compare", "dgx-h100", "no-such"});
    QCOMPARE(unknown.code, 2);
    QVERIFY(unknown.err.contains("no-such"));
}

void CatalogCommandTest::importTakesGoodRows()
{
    const QString good = write("good.csv", "Manufacturer,Model,Type,Weight (kg),Max power W\n\"O'Hara; DROP TABLE part\",=1+1,system,20,900\n");
    const Run taken = run({"import", good, "--json"});
    QCOMPARE(taken.code, 0);
    QCOMPARE(taken.json()["imported"].toInt(), 1);
    const Run shown = run({"show", "o-hara-drop-table-part-1-1", "--json"});
    QCOMPARE(shown.code, 0);
    QCOMPARE(shown.json()["name"].toString(), QString("=1+1"));

    // A row that contradicts itself is named; the others are taken.
    const QString mixed = write("mixed.csv", "id,name,kind,powerTypical_W,powerMax_W\nfine,Fine,system,500,900\nodd,Odd,system,900,500\n");
    const Run dry = run({"import", mixed, "--dry-run", "--json"});
    QCOMPARE(dry.code, 1);
    QVERIFY(!dry.json()["stored"].toBool());
    QCOMPARE(run({"show", "fine"}).code, 2);
    const Run some = run({"import", mixed, "--json"});
    QCOMPARE(some.code, 1);
    QCOMPARE(some.json()["imported"].toInt(), 1);
    QCOMPARE(some.json()["refused"].toInt(), 1);
    const QJsonObject problem = some.json()["problems"][0].toObject();
    QCOMPARE(problem["file"].toString(), mixed);
    QCOMPARE(problem["line"].toInt(), 3);
    QCOMPARE(problem["rule"].toString(), QString("typical-above-maximum"));
    QCOMPARE(run({"show", "fine"}).code, 0);
    QCOMPARE(run({"show", "odd"}).code, 2);
}

void CatalogCommandTest::importByMapping()
{
    const QString table = write("ours.csv", "What,Made by,Draw\nServer,Maker,900\n");
    QCOMPARE(run({"import", table}).code, 2); // no header says which is the name
    const QString mapping = write("mapping.json", R"({"kind": "system", "columns": {"What": "name", "Made by": "vendor", "Draw": "powerMax_W"}})");
    QCOMPARE(run({"import", table, "--mapping", mapping}).code, 0);
    QCOMPARE(run({"show", "maker-server"}).code, 0);
    const Run bad = run({"import", table, "--mapping", write("bad.json", "[1]")});
    QCOMPARE(bad.code, 2);
    QVERIFY(bad.err.contains("JSON object"));
    QCOMPARE(run({"import", table, "--mapping", m_folder->filePath("nowhere.json")}).code, 2);
    QCOMPARE(run({"import", m_folder->filePath("nowhere.csv")}).code, 2);
}

void CatalogCommandTest::importOfDeviceTypes()
{
    const QByteArray head = "manufacturer: Maker\nu_height: 1\nis_full_depth: true\n";
    write("types/a.yaml", head + "model: A\nslug: a\npower-ports:\n  - name: P1\n    type: iec-60320-c14\n    maximum_draw: 1500\n");
    write("types/bomb.yaml", "a: &a [x]\nb: [*a, *a]\n");
    const Run taken = run({"import", m_folder->filePath("types"), "--json"});
    QCOMPARE(taken.code, 1);
    QCOMPARE(taken.json()["imported"].toInt(), 1);
    QCOMPARE(taken.json()["problems"][0]["rule"].toString(), QString("alias"));
    // The draw of a power port is a rating of its supply, so that the part is not usable.
    QCOMPARE(run({"stats", "--json"}).json()["usable"].toObject()["deviceTypeImports"].toInt(-1), 0);
    const Run nothing = run({"import", m_folder->filePath("types/bomb.yaml")});
    QCOMPARE(nothing.code, 2);
    QVERIFY(nothing.out.contains("refused"));
}

void CatalogCommandTest::importThatCannotBeStoredSaysSo()
{
    const QString table = write("good.csv", "name,kind\nServer,system\n");
    qputenv("XDG_DATA_HOME", write("file-not-folder", "x").toUtf8());
    const Run closed = run({"import", table});
    QCOMPARE(closed.code, 2);
    QVERIFY2(closed.err.contains("cannot be stored"), closed.err.constData());
    QCOMPARE(run({"show", "dgx-h100"}).code, 0); // the shipped parts are there all the same
    // A damaged store neither.
    write("data/millwright/parts.db", "this is no database at all, but long enough to have a header of a hundred bytes or so, which SQLite reads");
    qputenv("XDG_DATA_HOME", m_folder->filePath("data").toUtf8());
    QCOMPARE(run({"import", table}).code, 2);
}

void CatalogCommandTest::outdatedDesignIsUpdated()
{
    // The design's copy of a part is aged, so that it differs from the catalog whatever that holds.
    QFile example(QStringLiteral(MILLWRIGHT_SOURCE_DIR "/resources/examples/h100-scalable-unit.millwright"));
    QVERIFY(example.open(QIODevice::ReadOnly));
    QByteArray text = example.readAll();
    QVERIFY(text.contains("\"number\":10200") || text.contains("10200"));
    text.replace("10200", "9900");
    const QString design = write("design.millwright", text);
    const Run found = run({"outdated", design, "--json"});
    QCOMPARE(found.code, 0);
    bool hasPower = false;
    for (const QJsonValue& part : found.json()["parts"].toArray())
        for (const QJsonValue& field : part["fields"].toArray())
            hasPower = hasPower || (part["id"].toString() == "dgx-h100" && field["key"].toString() == "powerMax_W" && field["before"]["value"].toDouble() == 9900.0
                                    && field["after"]["value"].toDouble() == 10200.0);
    QVERIFY2(hasPower, found.out.constData());
    const QString updated = m_folder->filePath("updated.millwright");
    const Run done = run({"outdated", design, "--part", "dgx-h100", "-o", updated, "--json"});
    QCOMPARE(done.code, 0);
    bool hasMetric = false;
    for (const QJsonValue& metric : done.json()["impact"].toObject()["metrics"].toArray())
        hasMetric = hasMetric || (metric["metric"].toString() == "power.it" && metric["after"].toDouble() > metric["before"].toDouble());
    QVERIFY(hasMetric);
    for (const QJsonValue& part : run({"outdated", updated, "--json"}).json()["parts"].toArray())
        QVERIFY(part["id"].toString() != "dgx-h100");
    QFile untouched(design);
    QVERIFY(untouched.open(QIODevice::ReadOnly));
    QCOMPARE(untouched.readAll(), text);
    QCOMPARE(run({"outdated", design, "--part", "no-such", "-o", updated}).code, 2);
    QCOMPARE(run({"outdated", m_folder->filePath("nowhere.millwright")}).code, 2);
}

void CatalogCommandTest::statsCountUsableParts()
{
    const QJsonObject json = run({"stats", "--json"}).json();
    int kinds = 0, usable = 0;
    for (const QJsonValue& kind : json["byKind"].toObject()) {
        int sum = 0;
        for (const QJsonValue& count : kind["byConfidence"].toObject())
            sum += count.toInt();
        QCOMPARE(sum, kind["parts"].toInt());
        kinds += kind["parts"].toInt();
        usable += kind["usable"].toInt();
    }
    QCOMPARE(kinds, json["parts"].toInt());
    QCOMPARE(usable, json["usable"]["parts"].toInt());
    for (const char* use : {"power", "cooling", "network", "storage", "tokens"})
        QVERIFY(json["usable"]["byUse"][QLatin1String(use)].toInt() > 0);
    QCOMPARE(json["byKind"]["software"]["usable"].toInt(-1), 0);
}

void CatalogCommandTest::verifiedPartsHaveSources()
{
    const QJsonObject json = run({"verified", "--json"}).json();
    QVERIFY(json["count"].toInt() > 0);
    for (const QJsonValue& part : json["parts"].toArray()) {
        QVERIFY(!part["sources"].toArray().isEmpty());
        for (const QJsonValue& source : part["sources"].toArray())
            QVERIFY(!source["source"].toString().isEmpty());
    }
    const QJsonObject stats = run({"stats", "--json"}).json();
    QCOMPARE(json["count"].toInt(), stats["byConfidence"]["verified"].toInt());
    const QString file = m_folder->filePath("verified.md");
    QCOMPARE(run({"verified", "-o", file}).code, 0);
    QFile markdown(file);
    QVERIFY(markdown.open(QIODevice::ReadOnly));
    QVERIFY(markdown.readAll().contains("| all | " + QByteArray::number(json["count"].toInt()) + " |"));
}

void CatalogCommandTest::pageOfVerifiedPartsAgrees()
{
    QFile page(QStringLiteral(MILLWRIGHT_SOURCE_DIR "/docs/verified-parts.md"));
    QVERIFY(page.open(QIODevice::ReadOnly | QIODevice::Text));
    const QString text = QString::fromUtf8(page.readAll());
    // The table of counts agrees with what is listed below it.
    QMap<QString, QSet<QString>> listed;
    QMap<QString, int> counts;
    QString section;
    for (const QString& line : text.split('\n')) {
        const QStringList cells = line.split('|');
        if (line.startsWith("## "))
            section = line.mid(3);
        else if (cells.size() == 4 && cells[2].trimmed().toInt() > 0)
            counts[cells[1].trimmed()] = cells[2].trimmed().toInt();
        else if (cells.size() == 7 && !section.isEmpty() && !line.startsWith("|---") && cells[1].trimmed() != "id")
            listed[section].insert(cells[1].trimmed());
    }
    int all = 0;
    for (const QSet<QString>& ids : listed)
        all += static_cast<int>(ids.size());
    QVERIFY(all > 0);
    QCOMPARE(counts.value("all"), all);
    QCOMPARE(counts.size(), listed.size() + 1);

    const QString fresh = m_folder->filePath("fresh.md");
    QCOMPARE(run({"verified", "-o", fresh}).code, 0);
    QFile made(fresh);
    QVERIFY(made.open(QIODevice::ReadOnly | QIODevice::Text));
    const QString now = QString::fromUtf8(made.readAll());
    const auto state = [](const QString& of) { return of.section("State of the parts: ", 1).section('\n', 0, 0); };
    QCOMPARE(state(now).size(), 16);
    // While the seed is being worked on the page may be of an earlier state; CI holds that it is not (./dev docs --check).
    if (state(text) != state(now))
        QSKIP("docs/verified-parts.md is of another state of the catalog: run ./dev docs");
    QCOMPARE(text, now);
}

QTEST_GUILESS_MAIN(CatalogCommandTest)
#include "tst_cli_catalog.moc"
