#include "tests/cli/CommandRun.h"
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>

/// The command line as scripts see it: exit codes, JSON shapes, files.
class CommandLineTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void fabricPrintsThePublishedTable_data();
    void fabricPrintsThePublishedTable();
    void badInputExitsTwo_data();
    void badInputExitsTwo();
    void goodExamplesPassStrictly();
    void brokenExampleFails();
    void examplesHaveNoErrors_data();
    void examplesHaveNoErrors();
    void metricsHaveTheStatedShape();
    void explainEndsInSources();
    void billIsWrittenInThreeFormats();
    void catalogSearchFindsParts();
    void catalogRegionsListAndShow();
    void regionIsAppliedToADesign();
    void validateReportsErrors();
    void calibrateMeetsMeasurements();
    void estimateOfADesignAddsUp();
    void estimateSizesAPool();
    void quotesArePreviewedAndTaken();
    void unclearQuotesExitOne();
    void pricesChangeByOptions();
    void explainSaysWhatItRestsOn();

private:
    using Run = CommandRun;
    static Run run(const QStringList& arguments) { return runMillwright(arguments); }
    static QString example(const char* name) { return QStringLiteral(MILLWRIGHT_SOURCE_DIR "/resources/examples/") + name + ".millwright"; }
    QString write(const char* name, const QByteArray& text)
    {
        return writeTestFile(m_folder.filePath(QLatin1String(name)), text);
    }
    QTemporaryDir m_folder;
};

void CommandLineTest::initTestCase()
{
    QVERIFY(m_folder.isValid());
    qputenv("XDG_DATA_HOME", m_folder.filePath("data").toUtf8());
}

void CommandLineTest::fabricPrintsThePublishedTable_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QList<int>>("counts"); // leaf, spine, core, endpoint-leaf, leaf-spine, spine-core
    const auto row = [](const char* name, const QString& arguments, const QList<int>& counts) { QTest::newRow(name) << arguments.split(' ') << counts; };
    // NVIDIA DGX SuperPOD H100 reference architecture RA-11333-001, table 4.
    row("1 SU", "--endpoints 256 --radix 64 --nodes 31 --manager-ports 4", {8, 4, 0, 252, 256, 0});
    row("2 SU", "--endpoints 512 --radix 64 --nodes 63 --manager-ports 4", {16, 8, 0, 508, 512, 0});
    row("3 SU", "--endpoints 768 --radix 64 --nodes 95 --manager-ports 4", {24, 16, 0, 764, 768, 0});
    row("4 SU", "--endpoints 1024 --radix 64 --nodes 127 --manager-ports 4", {32, 16, 0, 1020, 1024, 0});
    row("8 SU", "--endpoints 2048 --radix 64", {64, 32, 0, 2048, 2048, 0});
    row("16 SU", "--endpoints 4096 --radix 64", {128, 128, 64, 4096, 4096, 4096});
    row("two planes", "--endpoints 1024 --planes 2 --radix 128", {16, 8, 0, 1024, 1024, 0});
}

void CommandLineTest::fabricPrintsThePublishedTable()
{
    QFETCH(QStringList, arguments);
    QFETCH(QList<int>, counts);
    const Run result = run(QStringList{"fabric", "--json"} + arguments);
    QCOMPARE(result.code, 0);
    const QJsonObject json = result.json();
    const QJsonObject cables = json["cables"].toObject();
    const QList<int> got = {json["leaf"].toInt(-1), json["spine"].toInt(-1), json["core"].toInt(-1),
                            cables["endpoint_leaf"].toInt(-1), cables["leaf_spine"].toInt(-1), cables["spine_core"].toInt(-1)};
    QCOMPARE(got, counts);
}

void CommandLineTest::badInputExitsTwo_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("said");
    QTest::newRow("missing file") << QStringList{"check", "/nowhere/at/all.millwright"} << "/nowhere/at/all.millwright";
    QTest::newRow("no file") << QStringList{"metrics"} << "file";
    QTest::newRow("unknown metric") << QStringList{"explain", example("h100-scalable-unit"), "power.magic"} << "power.magic";
    QTest::newRow("unknown part") << QStringList{"catalog", "show", "no-such-part"} << "no-such-part";
    QTest::newRow("negative radix") << QStringList{"fabric", "--endpoints", "10", "--radix", "-4"} << "";
    QTest::newRow("unknown format") << QStringList{"bom", example("h100-scalable-unit"), "-o", "bill.doc"} << ".doc";
    QTest::newRow("estimate nothing") << QStringList{"estimate"} << "";
    QTest::newRow("estimate a missing file") << QStringList{"estimate", "/nowhere/x.millwright"} << "/nowhere/x.millwright";
    QTest::newRow("unknown workload") << QStringList{"estimate", example("h100-scalable-unit"), "--workload", "Dream", "--target", "1"} << "Dream";
    QTest::newRow("sizing without a workload") << QStringList{"estimate", example("h100-scalable-unit"), "--target", "100"} << "--workload";
    QTest::newRow("unknown option") << QStringList{"check", "--frobnicate", "x"} << "";
}

void CommandLineTest::badInputExitsTwo()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, said);
    const Run result = run(arguments);
    QCOMPARE(result.code, 2);
    QVERIFY(!result.err.isEmpty());
    QVERIFY2(result.err.contains(said.toUtf8()), result.err.constData());
}

void CommandLineTest::goodExamplesPassStrictly()
{
    const Run result = run({"check", "--strict", example("h100-scalable-unit")});
    QVERIFY2(result.code == 0, (result.out + result.err).constData());
}

void CommandLineTest::examplesHaveNoErrors_data()
{
    QTest::addColumn<QString>("file");
    for (const char* name : {"h100-scalable-unit", "nvl72-liquid", "mi300x-ethernet"})
        QTest::newRow(name) << example(name);
}

void CommandLineTest::examplesHaveNoErrors()
{
    QFETCH(QString, file);
    const Run result = run({"check", file});
    QVERIFY2(result.code == 0, (result.out + result.err).constData());
}

void CommandLineTest::brokenExampleFails()
{
    const Run result = run({"check", "--json", example("broken-on-purpose")});
    QCOMPARE(result.code, 1);
    QSet<QString> rules;
    const QJsonArray findings = result.json()["findings"].toArray();
    for (const QJsonValue& value : findings) {
        const QJsonObject finding = value.toObject();
        for (const char* key : {"rule", "severity", "subjects", "text", "measured", "limit", "unit"})
            QVERIFY2(finding.contains(key), key);
        QVERIFY2(!finding["text"].toString().startsWith(finding["rule"].toString()), qPrintable(finding["text"].toString()));
        rules << finding["rule"].toString();
    }
    QVERIFY(rules.size() >= 10);
}

void CommandLineTest::metricsHaveTheStatedShape()
{
    const Run result = run({"metrics", "--json", example("h100-scalable-unit")});
    QCOMPARE(result.code, 0);
    QMap<QString, double> values;
    const QJsonArray metrics = result.json()["metrics"].toArray();
    for (const QJsonValue& value : metrics) {
        const QJsonObject metric = value.toObject();
        QVERIFY(metric.contains("unit") && metric.contains("label"));
        values[metric["id"].toString()] = metric["value"].toDouble();
    }
    QCOMPARE(values["compute.accelerators"], 248.0);
    QVERIFY(values["power.it"] > 31 * 10200.0);          // the nodes alone
    QVERIFY(values["power.facility"] > values["power.it"]);
    QVERIFY(std::abs(values["cooling.pue.peak"] - values["power.facility"] / values["power.it"]) < 1e-9);
    QVERIFY(values["serve.tokensPerSecond"] > 0.0);
    QVERIFY(values["cost.capex"] > 31 * 250000.0);
}

void CommandLineTest::explainEndsInSources()
{
    const Run result = run({"explain", "--json", "--depth", "6", example("h100-scalable-unit"), "power.it"});
    QCOMPARE(result.code, 0);
    QVERIFY(result.out.contains("docs.nvidia.com"));
}

void CommandLineTest::billIsWrittenInThreeFormats()
{
    for (const char* name : {"bill.csv", "bill.xlsx", "bill.json"}) {
        const QString path = m_folder.filePath(name);
        QCOMPARE(run({"bom", example("h100-scalable-unit"), "-o", path}).code, 0);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray content = file.readAll();
        QVERIFY(content.size() > 500);
        if (path.endsWith(".xlsx"))
            QVERIFY(content.startsWith("PK"));
        else
            QVERIFY(content.contains("DGX H100"));
    }
    QFile file(m_folder.filePath("bill.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonObject bill = QJsonDocument::fromJson(file.readAll()).object();
    double sum = 0.0;
    bool hasNodes = false;
    const QJsonArray lines = bill["lines"].toArray();
    for (const QJsonValue& value : lines) {
        const QJsonObject line = value.toObject();
        if (line["per"].toString() == "once")
            sum += line["total"].toDouble();
        hasNodes = hasNodes || (line["part"].toString() == "dgx-h100" && line["quantity"].toDouble() == 31.0);
    }
    QVERIFY(hasNodes);
    QVERIFY(std::abs(sum - bill["total"].toDouble()) < 0.005);
}

void CommandLineTest::catalogSearchFindsParts()
{
    const Run result = run({"catalog", "search", "dgx h100", "--json"});
    QCOMPARE(result.code, 0);
    const QJsonArray parts = result.json()["parts"].toArray();
    QVERIFY(!parts.isEmpty());
    QCOMPARE(parts[0].toObject()["id"].toString(), QString("dgx-h100"));
    for (const char* key : {"id", "vendor", "name", "kind"})
        QVERIFY(parts[0].toObject().contains(key));
}

void CommandLineTest::regionIsAppliedToADesign()
{
    const QString file = m_folder.filePath("finland.millwright");
    const Run applied = run({"region", example("nvl72-liquid"), "fin", "-o", file, "--json"});
    QVERIFY2(applied.code == 0, applied.err);
    QCOMPARE(applied.json()["region"].toString(), QString("FIN"));
    double carbon = 0.0;
    for (const auto& row : applied.json()["applied"].toArray())
        if (row.toObject()["key"] == "gridCarbon_kg_per_kWh")
            carbon = row.toObject()["value"].toDouble();
    QVERIFY(carbon > 0.0);
    // The design that was written computes with it and names where it comes from.
    const Run explained = run({"explain", file, "carbon.perYear", "--json"});
    QVERIFY2(explained.code == 0, explained.err);
    QVERIFY(explained.out.contains("Ember"));
    const Run before = run({"metrics", example("nvl72-liquid"), "--json"});
    const Run after = run({"metrics", file, "--json"});
    QVERIFY(before.code == 0 && after.code == 0 && before.out != after.out);

    QCOMPARE(run({"region", example("nvl72-liquid"), "XXX", "-o", file}).code, 2);
    QCOMPARE(run({"region", example("nvl72-liquid"), "FIN", "--site", "nowhere", "-o", file}).code, 2);
    QCOMPARE(run({"region", m_folder.filePath("none.millwright"), "FIN", "-o", file}).code, 2);
}

void CommandLineTest::catalogRegionsListAndShow()
{
    const Run all = run({"catalog", "regions", "--json"});
    QCOMPARE(all.code, 0);
    QVERIFY(all.json()["regions"].toArray().size() >= 30);
    const Run one = run({"catalog", "regions", "deu", "--json"});
    QCOMPARE(one.code, 0);
    QCOMPARE(one.json()["region"].toString(), QString("DEU"));
    double hours = 0.0;
    for (const auto& bin : one.json()["weather"].toArray())
        hours += bin.toObject()["hours"].toDouble();
    QCOMPARE(hours, 8760.0);
    bool hasCarbon = false;
    for (const auto& row : one.json()["figures"].toArray()) {
        const QJsonObject figure = row.toObject();
        QVERIFY2(!figure["source"].toString().isEmpty() && !figure["year"].toString().isEmpty(), qPrintable(figure["key"].toString()));
        hasCarbon = hasCarbon || (figure["key"] == "gridCarbon" && figure["unit"] == "kg/kWh");
    }
    QVERIFY(hasCarbon);
    QVERIFY(one.json()["unknown"].toArray().contains(QJsonValue("waterPrice"))); // said, not left out
    const Run text = run({"catalog", "regions", "JPN"});
    QVERIFY(text.out.contains("unknown"));
    const Run none = run({"catalog", "regions", "XXX"});
    QCOMPARE(none.code, 2);
    QVERIFY(none.err.contains("XXX"));
}

void CommandLineTest::validateReportsErrors()
{
    QFile cases(m_folder.filePath("cases.csv"));
    QVERIFY(cases.open(QIODevice::WriteOnly));
    cases.write("id,accelerator,accelerators,model,precision,scenario,isl_tokens_mean,osl_tokens_mean,output_tok_s_total\n"
                "a,H100-SXM-80GB,8,llama2-70b,fp8,mlperf-offline,294,294,24000\n"
                "b,NoSuchChip,8,llama2-70b,fp8,mlperf-offline,294,294,24000\n");
    cases.close();
    const Run result = run({"validate", cases.fileName(), "--kind", "inference", "--json"});
    QCOMPARE(result.code, 0);
    const QJsonObject json = result.json();
    QCOMPARE(json["cases"].toInt(), 2);
    QCOMPARE(json["covered"].toInt(), 1);
    QVERIFY(json["targets"].toObject().contains("output_tok_s"));
}

void CommandLineTest::estimateOfADesignAddsUp()
{
    const Run result = run({"estimate", example("h100-scalable-unit"), "--json"});
    QCOMPARE(result.code, 0);
    const QJsonObject json = result.json();
    const QJsonArray pools = json["pools"].toArray();
    QCOMPARE(pools.size(), 1);
    const QJsonArray jobs = json["jobs"].toArray();
    QVERIFY(jobs.size() >= 2);
    const QJsonObject pool = pools[0].toObject();
    for (int hour = 0; hour < 24; ++hour) {
        double held = pool["idle"].toArray()[hour].toDouble();
        for (const QJsonValue& job : jobs)
            held += job.toObject()["held"].toArray()[hour].toDouble();
        QCOMPARE(held, pool["accelerators"].toDouble());
    }
    for (const QJsonValue& value : jobs) {
        const QJsonObject job = value.toObject();
        QVERIFY2(job["feasible"].toBool(), qPrintable(job["reason"].toString()));
        QVERIFY(!job["plan"].toString().isEmpty());
        const double figure = job.contains("days") ? job["days"].toDouble() : job["tok_s"].toDouble();
        QVERIFY(job["low"].toDouble() < figure && figure < job["high"].toDouble());
    }
    const Run text = run({"estimate", "--design", example("h100-scalable-unit")});
    QCOMPARE(text.code, 0);
    for (const char* word : {"idle", "kW", "busiest hour", "goodput", "binds"})
        QVERIFY2(text.out.contains(word), word);
}

void CommandLineTest::estimateSizesAPool()
{
    const QStringList base = {"estimate", example("h100-scalable-unit"), "--workload", "Clinical assistant", "--json"};
    const QJsonObject fewest = run(base + QStringList{"--minimum", "--target", "20000"}).json();
    QVERIFY(fewest["tok_s"].toDouble() >= 19990.0);
    const int count = fewest["accelerators"].toInt();
    QVERIFY(count > 0);
    const Run less = run(base + QStringList{"--accelerators", QString::number(count - fewest["replica_accelerators"].toInt())});
    QVERIFY(less.json()["tok_s"].toDouble() < 20000.0);
}

void CommandLineTest::quotesArePreviewedAndTaken()
{
    const QString design = example("h100-scalable-unit"), out = m_folder.filePath("quoted.millwright"), bill = m_folder.filePath("quoted.xlsx");
    const QString quote = write("quote.csv", "Part number,Description,Qty,Unit price,Currency,Lead time\ndgx-h100,DGX,31,281000.50,USD,8-12\nFRT,Freight,1,500.00,USD,\n");
    const Run preview = run({"catalog", "prices", quote, "--design", design, "--json"});
    QCOMPARE(preview.code, 0);
    QCOMPARE(preview.json()["ready"].toInt(), 1);
    const QJsonObject row = preview.json()["rows"].toArray()[0].toObject();
    QCOMPARE(row["part"].toString(), QString("dgx-h100"));
    QCOMPARE(row["price"].toDouble(), 281000.5);
    QVERIFY(row["oldPrice_USD"].toDouble() > 0.0 && row["change"].isDouble());
    QCOMPARE(row["leadHigh_weeks"].toDouble(), 12.0);
    // The catalog alone knows the part too.
    QCOMPARE(run({"catalog", "prices", quote, "--json"}).json()["ready"].toInt(), 1);
    QCOMPARE(run({"prices", design, "--quote", quote}).code, 2); // where to?
    QCOMPARE(run({"prices", design, "--quote", quote, "--date", "2026-11-26", "-o", out}).code, 0);
    const Run prices = run({"prices", out, "--json"});
    bool isQuoted = false;
    for (const QJsonValue& value : prices.json()["lines"].toArray())
        isQuoted = isQuoted || (value.toObject()["part"].toString() == "dgx-h100" && value.toObject()["origin"].toString() == "quote" && value.toObject()["mid"].toDouble() == 281000.5);
    QVERIFY(isQuoted);
    QCOMPARE(run({"bom", design, "--quote", quote, "-o", bill}).code, 0);
    const Run json = run({"bom", design, "--quote", quote, "--json"});
    QCOMPARE(json.code, 0);
    for (const QJsonValue& value : json.json()["lines"].toArray())
        if (value.toObject()["part"].toString() == "dgx-h100")
            QCOMPARE(value.toObject()["total"].toDouble(), 31 * 281000.5);
}

void CommandLineTest::unclearQuotesExitOne()
{
    const QString design = example("h100-scalable-unit");
    const QString unclear = write("unclear.csv", "Part number,Unit price\ndgx-h100,281000.50\n"); // no currency
    const Run preview = run({"catalog", "prices", unclear, "--design", design, "--json"});
    QCOMPARE(preview.code, 1);
    QCOMPARE(preview.json()["unclear"].toInt(), 1);
    QCOMPARE(run({"catalog", "prices", unclear, "--design", design, "--quote-currency", "EUR"}).code, 0);
    for (const QString& bad : {write("broken.xlsx", "PK\x03\x04 no workbook"), write("none.csv", "a,b\n1,2\n"), m_folder.filePath("missing.xlsx")}) {
        const Run failed = run({"catalog", "prices", bad, "--design", design});
        QCOMPARE(failed.code, 2);
        QVERIFY(!failed.err.isEmpty());
    }
}

void CommandLineTest::pricesChangeByOptions()
{
    const QString design = example("h100-scalable-unit"), out = m_folder.filePath("euro.millwright");
    QCOMPARE(run({"prices", design, "--discount", "NVIDIA=0.1", "--currency", "EUR", "-o", out}).code, 0);
    const QJsonObject bill = run({"bom", out, "--json"}).json();
    QCOMPARE(bill["currency"].toString(), QString("EUR"));
    QVERIFY(!bill["rate"].toObject()["date"].toString().isEmpty());
    QCOMPARE(run({"prices", design, "--currency", "XYZ", "-o", out}).code, 2);
    QCOMPARE(run({"prices", design, "--rate", "EUR", "-o", out}).code, 2);
    QCOMPARE(run({"prices", design, "--discount", "NVIDIA=1.5", "-o", out}).code, 2);
    QCOMPARE(run({"prices", "/no/such/design.millwright"}).code, 2);
}

void CommandLineTest::explainSaysWhatItRestsOn()
{
    const Run result = run({"explain", example("h100-scalable-unit"), "cost.capex", "--json"});
    QCOMPARE(result.code, 0);
    const QJsonObject unverified = result.json()["unverified"].toObject();
    const double share = unverified["share"].toDouble(-1.0);
    QVERIFY(share > 0.0 && share <= 1.0);
    double sum = 0.0;
    for (const QJsonValue& value : unverified["figures"].toArray())
        sum += value.toObject()["share"].toDouble();
    QVERIFY(sum > 0.5 * share && sum < share + 1e-9); // at most twenty are listed
    QVERIFY(run({"explain", example("h100-scalable-unit"), "cost.capex"}).out.contains("that nobody has verified"));
}

void CommandLineTest::calibrateMeetsMeasurements()
{
    QString runs;
    for (const auto& [model, tpot] : {std::pair{"llama3.1-8b", 6.0}, {"llama3.1-70b", 25.0}, {"qwen3-32b", 16.0}})
        runs += QStringLiteral("{\"backend\":\"vllm\",\"model_id\":\"%1\",\"completed\":10,\"total_input_tokens\":10000,\"total_output_tokens\":5000,\"request_throughput\":1.0,"
                               "\"output_throughput\":500,\"mean_ttft_ms\":100,\"mean_tpot_ms\":%2,\"concurrency\":8,\"tp\":8,\"quantization\":\"fp8\"}\n")
                    .arg(QLatin1String(model))
                    .arg(tpot);
    const QString file = write("runs.jsonl", runs.toUtf8()), out = m_folder.filePath("calibrated.millwright"), factors = m_folder.filePath("factors.csv");
    QCOMPARE(run({"calibrate", file}).code, 2); // on what?
    const Run result = run({"calibrate", file, "--accelerator", "H100", "--count", "8", "--factors", factors, "--design", example("h100-scalable-unit"), "-o", out, "--json"});
    QCOMPARE(result.code, 0);
    const QJsonObject json = result.json();
    QCOMPARE(json["compared"].toInt(), 3);
    const QJsonObject tpot = json["targets"].toObject()["tpot_ms"].toObject();
    QVERIFY(tpot["after"].toDouble() < tpot["before"].toDouble());
    QVERIFY(!json["factors"].toArray().isEmpty());
    QVERIFY(QFile::exists(factors));
    // The design answers with its own factors, and says whose they are.
    const Run explained = run({"explain", out, "serve.tokensPerSecond"});
    QCOMPARE(explained.code, 0);
    QVERIFY(explained.out.contains("runs.jsonl"));
    const auto rate = [&](const QString& design) {
        for (const QJsonValue& metric : run({"metrics", design, "--json"}).json()["metrics"].toArray())
            if (metric.toObject()["id"].toString() == "serve.tokensPerSecond")
                return metric.toObject()["value"].toDouble();
        return 0.0;
    };
    QVERIFY(std::abs(rate(out) / rate(example("h100-scalable-unit")) - 1.0) > 0.01);
    QCOMPARE(run({"calibrate", "/no/such/file.json"}).code, 2);
}

QTEST_GUILESS_MAIN(CommandLineTest)
#include "tst_cli.moc"
