#include "tests/cli/CommandRun.h"
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>

/// `millwright estimate` as scripts see it: models, configs, generic work, sizes of pools; what is refused and how.
class EstimateCommandTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        qputenv("XDG_DATA_HOME", m_folder.filePath("data").toUtf8());
    }

    void servingHasItsShape();
    void trainingHasItsShape();
    void aConfigIsTheModelItDescribes();
    void genericWorkHasItsShape();
    void agentsCostWhatTheyRead();
    void draftingAndDisaggregationChangeTheAnswer();
    void aRateIsServedBySomePlanThatIsQuick();
    void unitsAreUnderstood();
    void badInputIsNamed_data();
    void badInputIsNamed();
    void brokenConfigsNameLineOrField_data();
    void brokenConfigsNameLineOrField();
    void whatDoesNotFitSaysByHowMuchAndWhatWould();
    void impossiblePlansNameTheirReason_data();
    void impossiblePlansNameTheirReason();
    void plansListsTheRefused();
    void aTrainingThatDoesNotFitHelps();
    void genericJobOfADesign();
    void rightSizeWritesADesign();
    void sizesWithoutATargetAskForOne();
    void validateNamesWhatItCannotRead();
    void aDesignWithAJobThatCannotRunExitsOne();

private:
    using Run = CommandRun;
    static Run run(const QStringList& arguments) { return runMillwright(arguments); }
    static Run estimate(const QString& words) { return run(QStringList{"estimate"} + words.split(' ', Qt::SkipEmptyParts)); }
    static double number(const QJsonObject& json, const char* key) { return json[QLatin1String(key)].toDouble(std::nan("")); }
    static QString h100() { return QStringLiteral(MILLWRIGHT_SOURCE_DIR "/resources/examples/h100-scalable-unit.millwright"); }
    QString write(const char* name, const QByteArray& text)
    {
        QFile file(m_folder.filePath(QLatin1String(name)));
        if (file.open(QIODevice::WriteOnly | QIODevice::Truncate))
            file.write(text);
        return file.fileName();
    }
    /// The H100 example with one more line among its workloads.
    QString designWith(const char* name, const QByteArray& job)
    {
        QFile example(h100());
        if (!example.open(QIODevice::ReadOnly))
            return {};
        QByteArray text = example.readAll();
        text.replace("\"workload\":[", "\"workload\":[\n" + job + ",");
        return write(name, text);
    }
    QTemporaryDir m_folder;
};

void EstimateCommandTest::servingHasItsShape()
{
    const Run result = estimate("llama3-70b nvidia-h100-sxm --count 8 --json");
    QCOMPARE(result.code, 0);
    const QJsonObject json = result.json();
    QVERIFY(json["feasible"].toBool());
    for (const char* key : {"output_tok_s", "low", "high", "per_accelerator", "ttft_mean_s", "ttft_p99_s", "tpot_mean_s", "tpot_p99_s", "batch", "requests_per_s",
                            "tokens_per_J", "power_per_accelerator_W", "tensor", "pipeline", "replicas"})
        QVERIFY2(number(json, key) > 0.0, key);
    QVERIFY(number(json, "low") < number(json, "output_tok_s") && number(json, "output_tok_s") < number(json, "high"));
    QVERIFY(std::abs(number(json, "per_accelerator") * 8 / number(json, "output_tok_s") - 1.0) < 1e-9);
    QVERIFY(json["front"].toArray().size() > 2);
    QVERIFY(json["refused"].isArray() && json["notes"].isArray());
    const Run text = estimate("llama3-70b nvidia-h100-sxm --count 8");
    for (const char* word : {"throughput", "TTFT", "plan", "bound by", "confidence", "80 % band"})
        QVERIFY2(text.out.contains(word), word);
    QVERIFY(text.err.isEmpty());
}

void EstimateCommandTest::trainingHasItsShape()
{
    const Run result = estimate("llama3.1-8b nvidia-h100-sxm --count 64 --tokens 1e12 --json");
    QCOMPARE(result.code, 0);
    const QJsonObject json = result.json();
    for (const char* key : {"days", "step_time_s", "tok_s", "mfu", "effective_mfu", "data"})
        QVERIFY2(number(json, key) > 0.0, key);
    // Days without interruptions are tokens over tokens/s; with them they are more.
    QVERIFY(number(json, "days") >= 1e12 / number(json, "tok_s") / 86400.0 * 0.999);
    QVERIFY(number(json, "mfu") < 1.0 && number(json, "effective_mfu") <= number(json, "mfu"));
    // Adapters alone are trained faster than everything.
    const QJsonObject lora = estimate("llama3.1-8b nvidia-h100-sxm --count 64 --tokens 1e12 --lora --json").json();
    QVERIFY(number(lora, "days") < number(json, "days"));
}

void EstimateCommandTest::aConfigIsTheModelItDescribes()
{
    const QString config = QStringLiteral(MILLWRIGHT_SOURCE_DIR "/tests/estimate/configs/");
    QVERIFY(QDir(config).exists());
    const QStringList files = QDir(config).entryList({"*70b*.json", "*70B*.json", "*llama*.json", "*Llama*.json"}, QDir::Files);
    QVERIFY(!files.isEmpty());
    const Run result = run({"estimate", "--config", config + files.first(), "nvidia-h100-sxm", "--format", "fp8", "--json"});
    QVERIFY2(result.code == 0, result.err + result.out);
    QVERIFY(number(result.json(), "output_tok_s") > 0.0);
    // The same shape trains too, and has plans and comparisons.
    const Run plans = run({"estimate", "--config", config + files.first(), "nvidia-h100-sxm", "--format", "fp8", "--plans", "--json"});
    QCOMPARE(plans.code, 0);
    QVERIFY(plans.json()["front"].toArray().size() > 0);
}

void EstimateCommandTest::genericWorkHasItsShape()
{
    const Run result = estimate("--generic resnet50 nvidia-h100-sxm --count 8 --json");
    QCOMPARE(result.code, 0);
    const QJsonObject json = result.json();
    // MLPerf inference v4.0, eight H100: 703,770 images/s; the row set the preset's share.
    QVERIFY(std::abs(number(json, "samples_per_s") / 703770.0 - 1.0) < 0.05);
    QVERIFY(number(json, "low") < 0.6 * number(json, "samples_per_s"));
    QVERIFY(number(json, "high") > 1.6 * number(json, "samples_per_s"));
    QCOMPARE(json["confidence"].toString(), QString("class-default"));
    QVERIFY(json["source"].toString().contains("mlcommons"));
    const double half = number(estimate("--generic resnet50 nvidia-h100-sxm --count 8 --class-scale 0.5 --json").json(), "samples_per_s");
    QVERIFY(half < 0.6 * number(json, "samples_per_s"));
    QVERIFY(number(estimate("--generic resnet50 nvidia-h100-sxm --count 8 --train --json").json(), "samples_per_s") < 0.4 * number(json, "samples_per_s"));
    const Run late = estimate("--generic whisper-large-v3 nvidia-h100-sxm --latency 1us --json");
    QCOMPARE(late.code, 1);
    QVERIFY(!late.json()["feasible"].toBool());
    QVERIFY(late.json()["reason"].toString().contains("limit"));
}

void EstimateCommandTest::agentsCostWhatTheyRead()
{
    const QString base = "llama3-70b nvidia-h100-sxm --input 1000 --output-tokens 200 --json ";
    const QJsonObject plain = estimate(base).json();
    const QJsonObject agent = estimate(base + "--turns 5 --tool-tokens 500").json();
    const QJsonObject retrieval = estimate(base + "--retrieved 3000").json();
    QCOMPARE(number(plain, "prompt_tokens"), 1000.0);
    QCOMPARE(number(retrieval, "prompt_tokens"), 4000.0);
    QCOMPARE(number(agent, "prompt_tokens"), 1000.0 + 4.0 / 2.0 * 700.0);
    QVERIFY(std::abs(number(agent, "tasks_per_s") * 5.0 / number(agent, "requests_per_s") - 1.0) < 1e-9);
    QVERIFY(std::abs(number(plain, "tasks_per_s") / number(plain, "requests_per_s") - 1.0) < 1e-9);
    QVERIFY(number(agent, "tasks_per_s") < number(plain, "tasks_per_s") / 3.0);
    QVERIFY(number(retrieval, "output_tok_s") < number(plain, "output_tok_s"));
}

void EstimateCommandTest::draftingAndDisaggregationChangeTheAnswer()
{
    const QString base = "llama3-70b nvidia-h100-sxm --concurrency 8 --json ";
    const QJsonObject plain = estimate(base).json(), drafted = estimate(base + "--draft 3 --accept 0.8").json();
    QVERIFY(number(drafted, "tpot_mean_s") < 0.8 * number(plain, "tpot_mean_s"));
    const QJsonObject never = estimate(base + "--draft 3 --accept 0").json();
    QVERIFY(number(never, "tpot_mean_s") >= number(plain, "tpot_mean_s"));
    const QString busy = "llama3-70b nvidia-h100-sxm --count 16 --concurrency 256 --input 8k --json ";
    const QJsonObject mixed = estimate(busy).json(), apart = estimate(busy + "--disaggregated").json();
    QVERIFY(apart["feasible"].toBool());
    QVERIFY(number(apart, "output_tok_s") != number(mixed, "output_tok_s"));
    QVERIFY(QJsonDocument(apart["notes"].toArray()).toJson().contains("prefill replicas"));
}

/// Many plans serve two requests a second; the one that is shown is not one that hardly does.
void EstimateCommandTest::aRateIsServedBySomePlanThatIsQuick()
{
    const QJsonObject searched = estimate("llama3-70b nvidia-h100-sxm --rate 2 --json").json();
    QCOMPARE(number(searched, "requests_per_s"), 2.0);
    for (const char* plan : {"--tensor 1", "--tensor 2", "--tensor 4", "--tensor 8", "--tensor 4 --pipeline 2"}) {
        const QJsonObject fixed = estimate(QStringLiteral("llama3-70b nvidia-h100-sxm --rate 2 --json ") + plan).json();
        const auto time = [](const QJsonObject& json) { return number(json, "ttft_mean_s") + 511.0 * number(json, "tpot_mean_s"); };
        QVERIFY2(!fixed["feasible"].toBool() || time(searched) <= time(fixed) * (1.0 + 1e-9), plan);
    }
}

void EstimateCommandTest::unitsAreUnderstood()
{
    const QString base = "llama3-70b nvidia-h100-sxm --json ";
    QCOMPARE(estimate(base + "--input 8k").out, estimate(base + "--input 8000").out);
    QCOMPARE(estimate(base + "--ttft 450ms --tpot 40ms").out, estimate(base + "--ttft 0.45 --tpot 0.04").out);
    QCOMPARE(estimate(base + "--tokens 2T --scale-out 400Gbit/s --count 64").out, estimate(base + "--tokens 2e12 --scale-out 50e9 --count 64").out);
}

void EstimateCommandTest::badInputIsNamed_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("said");
    QTest::newRow("unknown model") << "no-such-model nvidia-h100-sxm" << "no-such-model";
    QTest::newRow("unknown accelerator") << "llama3-70b nvidia-h9000" << "nvidia-h9000";
    QTest::newRow("preset as a model") << "resnet50 nvidia-h100-sxm" << "--generic";
    QTest::newRow("unknown preset lists all") << "--generic magic nvidia-h100-sxm" << "dlrm-v2";
    QTest::newRow("generic without accelerator") << "--generic resnet50" << "accelerator";
    QTest::newRow("unknown format") << "llama3-70b nvidia-h100-sxm --format fp3" << "fp3";
    QTest::newRow("unknown cache format") << "llama3-70b nvidia-h100-sxm --kv-format nine" << "nine";
    QTest::newRow("negative limit") << "llama3-70b nvidia-h100-sxm --ttft -1" << "ttft";
    QTest::newRow("no number") << "llama3-70b nvidia-h100-sxm --tokens many" << "tokens";
    QTest::newRow("unknown unit") << "llama3-70b nvidia-h100-sxm --tpot 40lightyears" << "tpot";
    QTest::newRow("no accelerators") << "llama3-70b nvidia-h100-sxm --count 0" << "count";
    QTest::newRow("hits above one") << "llama3-70b nvidia-h100-sxm --prefix-hit 1.5" << "prefix-hit";
    QTest::newRow("missing config") << "--config /nowhere/config.json nvidia-h100-sxm" << "/nowhere/config.json";
    QTest::newRow("config without accelerator") << "--config config.json" << "accelerator";
    QTest::newRow("a model alone") << "llama3-70b" << "on which accelerator";
    QTest::newRow("a preset alone") << "resnet50" << "--generic resnet50";
    QTest::newRow("near names") << "qwen3-zzz nvidia-h100-sxm" << "near it: qwen3";
    QTest::newRow("compare with a stranger") << "llama3-70b nvidia-h100-sxm --compare nvidia-h200-sxm,xyz" << "xyz";
}

void EstimateCommandTest::badInputIsNamed()
{
    QFETCH(QString, words);
    QFETCH(QString, said);
    const Run result = estimate(words);
    QCOMPARE(result.code, 2);
    QVERIFY2(result.out.isEmpty(), result.out);
    QVERIFY2(result.err.contains(said.toUtf8()), result.err);
}

void EstimateCommandTest::brokenConfigsNameLineOrField_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("not JSON") << QByteArray("{\n  \"hidden_size\": 4096,\n  \"num_layers\"\n}") << QByteArray("line 4");
    QTest::newRow("empty") << QByteArray() << QByteArray("line 1");
    QTest::newRow("no layers") << QByteArray("{\"model_type\": \"llama\", \"hidden_size\": 4096, \"num_attention_heads\": 32, \"vocab_size\": 32000}")
                               << QByteArray("num_hidden_layers");
    QTest::newRow("layers are a word")
        << QByteArray("{\"model_type\": \"llama\", \"hidden_size\": 4096, \"num_attention_heads\": 32, \"vocab_size\": 32000, \"intermediate_size\": 11008, \"num_hidden_layers\": \"many\"}")
        << QByteArray("num_hidden_layers");
    QTest::newRow("negative width")
        << QByteArray("{\"model_type\": \"llama\", \"hidden_size\": -1, \"num_attention_heads\": 32, \"vocab_size\": 32000, \"intermediate_size\": 11008, \"num_hidden_layers\": 32}")
        << QByteArray("hidden_size");
}

void EstimateCommandTest::brokenConfigsNameLineOrField()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, said);
    const QString path = write("config.json", text);
    const Run result = run({"estimate", "--config", path, "nvidia-h100-sxm"});
    QCOMPARE(result.code, 2);
    QVERIFY2(result.err.contains(said), result.err);
    QVERIFY2(result.err.contains("config.json"), result.err);
}

void EstimateCommandTest::whatDoesNotFitSaysByHowMuchAndWhatWould()
{
    const Run result = estimate("llama3.1-405b nvidia-h100-sxm --count 8 --format bf16 --json");
    QCOMPARE(result.code, 1);
    const QJsonObject json = result.json();
    QVERIFY(!json["feasible"].toBool());
    QVERIFY(number(json, "short_B") > 1e9);
    QVERIFY(json["reason"].toString().contains("GB"));
    const QJsonArray remedies = json["remedies"].toArray();
    QVERIFY(!remedies.isEmpty());
    bool hasCount = false;
    for (const QJsonValue& remedy : remedies)
        hasCount = hasCount || remedy.toString().startsWith("16 accelerators");
    QVERIFY(hasCount);
    QCOMPARE(estimate("llama3.1-405b nvidia-h100-sxm --count 16 --format bf16").code, 0);
    const Run text = estimate("llama3.1-405b nvidia-h100-sxm --count 8 --format bf16");
    QCOMPARE(text.code, 1);
    QVERIFY(text.out.startsWith("cannot run"));
    QVERIFY(text.out.contains("would help"));
}

void EstimateCommandTest::impossiblePlansNameTheirReason_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("said");
    QTest::newRow("too few") << "llama3-70b nvidia-h100-sxm --count 8 --tensor 16" << "16";
    QTest::newRow("more ranks than heads") << "llama3-70b nvidia-h100-sxm --count 256 --tensor 128" << "heads";
    QTest::newRow("more stages than layers") << "llama3-70b nvidia-h100-sxm --count 256 --pipeline 128" << "layers";
    QTest::newRow("experts of a dense model") << "llama3-70b nvidia-h100-sxm --count 8 --tensor 8 --expert 8" << "expert";
    QTest::newRow("training with too few") << "llama3.1-8b nvidia-h100-sxm --count 8 --tokens 1T --tensor 8 --pipeline 4" << "32";
    QTest::newRow("batch cannot feed it") << "llama3.1-8b nvidia-h100-sxm --count 64 --tokens 1T --batch 4 --tensor 1" << "batch";
}

void EstimateCommandTest::impossiblePlansNameTheirReason()
{
    QFETCH(QString, words);
    QFETCH(QString, said);
    const Run result = estimate(words + " --json");
    QCOMPARE(result.code, 1);
    QVERIFY2(result.json()["reason"].toString().contains(said), result.out);
    // The search finds one instead, and says so.
    bool isSearched = false;
    for (const QJsonValue& remedy : result.json()["remedies"].toArray())
        isSearched = isSearched || remedy.toString().contains("searched plan");
    QVERIFY2(isSearched || said == "batch", result.out);
}

void EstimateCommandTest::plansListsTheRefused()
{
    const Run result = estimate("llama3-70b nvidia-h100-sxm --count 8 --format bf16 --plans --json");
    QCOMPARE(result.code, 0);
    const QJsonArray refused = result.json()["refused_plans"].toArray();
    QVERIFY(!refused.isEmpty());
    for (const QJsonValue& plan : refused)
        QVERIFY(!plan.toObject()["reason"].toString().isEmpty() && plan.toObject()["plan"].toObject()["tensor"].toInt() >= 1);
    for (const char* key : {"figures", "front", "memory_B", "step_s", "roofline"})
        QVERIFY2(result.json().contains(key), key);
}

void EstimateCommandTest::aTrainingThatDoesNotFitHelps()
{
    const Run result = estimate("llama3.1-405b nvidia-h100-sxm --count 8 --tokens 1T --json");
    QCOMPARE(result.code, 1);
    QVERIFY(number(result.json(), "short_B") > 0.0);
    QVERIFY(!result.json()["remedies"].toArray().isEmpty());
}

void EstimateCommandTest::genericJobOfADesign()
{
    const QString design = designWith("generic.millwright", "{\"id\":9001,\"name\":\"Images\",\"kind\":\"generic\",\"poolShare\":0.25,\"weightFormat\":\"\",\"preset\":\"resnet50\",\"samplesPerSecond\":1000000}");
    const Run result = run({"estimate", design, "--json"});
    QVERIFY2(result.code == 0, result.err);
    QJsonObject job;
    for (const QJsonValue& value : result.json()["jobs"].toArray())
        if (value.toObject()["name"].toString() == "Images")
            job = value.toObject();
    QVERIFY(job["feasible"].toBool());
    QVERIFY(number(job, "low") < number(job, "samples_s") && number(job, "samples_s") < number(job, "high"));
    QVERIFY(number(job, "latency_s") > 0.0 && number(job, "samples_year") > 0.0);
    QCOMPARE(job["confidence"].toString(), QString("class-default"));
    QCOMPARE(number(job["samples_s_by_hour"].toArray()[3].isDouble() ? job : QJsonObject(), "demand_peak_samples_s"), 1e6);
    const Run metrics = run({"metrics", design, "--json"});
    QVERIFY(metrics.out.contains("samples.perSecond") && metrics.out.contains("cost.perMillionSamples"));
    const Run explained = run({"explain", design, "samples.perSecond"});
    QCOMPARE(explained.code, 0);
    QVERIFY2(explained.out.contains("mlcommons"), explained.out.left(4000));
    QVERIFY(run({"check", design}).code <= 1);
    const Run study = run({"estimate", design, "--workload", "Images", "--plans", "--json"});
    QCOMPARE(study.code, 0);
    const Run compared = run({"estimate", design, "--workload", "Images", "--compare", "nvidia-h200-sxm,amd-mi300x", "--json"});
    QCOMPARE(compared.code, 0);
    for (const QJsonValue& value : compared.json()["compared"].toArray()) {
        const QJsonObject rate = value.toObject()["samples_s_per_accelerator"].toObject();
        QVERIFY(number(rate, "low") < number(rate, "value") && number(rate, "value") < number(rate, "high"));
        QVERIFY(value.toObject().contains("latency_s") && !value.toObject().contains("days"));
    }
    for (const char* figure : {"job.samples", "job.latency", "job.computeUse", "job.power", "job.samplesPerJoule", "job.energyPerSample", "job.costPerMillionSamples"})
        QVERIFY2(study.json()["figures"].toObject().contains(figure), figure);
}

void EstimateCommandTest::rightSizeWritesADesign()
{
    const QString out = m_folder.filePath("sized.millwright");
    const QStringList words = {"estimate", h100(), "--workload", "Clinical assistant", "--right-size", "--json"};
    const Run shown = run(words);
    QVERIFY2(shown.code == 0, shown.err);
    const QJsonObject json = shown.json();
    const int needed = json["accelerators"].toInt();
    QVERIFY(needed > 0);
    QVERIFY(!json["summary"].toString().isEmpty());
    QVERIFY(json["impact"].toObject()["metrics"].isArray());
    QVERIFY(number(json["gives"].toObject(), "tok_s") >= 45000.0 * 0.999); // 9,000 users x 5 tokens/s
    QCOMPARE(run(words + QStringList{"-o", out}).code, 0);
    for (const QJsonValue& value : run({"estimate", out, "--json"}).json()["jobs"].toArray())
        if (value.toObject()["name"].toString() == "Clinical assistant") {
            QCOMPARE(value.toObject()["accelerators"].toInt(), needed);
            QVERIFY(number(value.toObject(), "unmet_share") < 1e-9);
        }
    // Sized once, it stays as it is.
    QCOMPARE(run({"estimate", out, "--workload", "Clinical assistant", "--right-size", "--json"}).json()["accelerators"].toInt(), needed);
    const Run minimum = run({"estimate", h100(), "--workload", "Clinical assistant", "--minimum", "--json"});
    QCOMPARE(minimum.json()["accelerators"].toInt(), needed);
}

void EstimateCommandTest::sizesWithoutATargetAskForOne()
{
    const QString design = designWith("open.millwright", "{\"id\":9001,\"name\":\"Open\",\"model\":\"llama3.1-8b\",\"poolShare\":0.1}");
    const Run result = run({"estimate", design, "--workload", "Open", "--right-size"});
    QCOMPARE(result.code, 2);
    QVERIFY2(result.err.contains("target"), result.err);
    const Run unknown = run({"estimate", design, "--workload", "Nobody", "--minimum"});
    QCOMPARE(unknown.code, 2);
    QVERIFY2(unknown.err.contains("Open"), unknown.err); // those that it has are named
}

void EstimateCommandTest::aDesignWithAJobThatCannotRunExitsOne()
{
    const QString design = designWith("short.millwright", "{\"id\":9001,\"name\":\"Giant\",\"model\":\"llama3.1-405b\",\"poolShare\":0.0323,\"weightFormat\":\"bf16\",\"cacheFormat\":\"bf16\"}");
    const Run text = run({"estimate", design});
    QCOMPARE(text.code, 1);
    QVERIFY(text.out.contains("cannot run") && text.out.contains("would help"));
    const Run json = run({"estimate", design, "--json"});
    QCOMPARE(json.code, 1);
    for (const QJsonValue& value : json.json()["jobs"].toArray())
        if (value.toObject()["name"].toString() == "Giant") {
            QVERIFY(!value.toObject()["feasible"].toBool());
            QVERIFY(!value.toObject()["remedies"].toArray().isEmpty());
        }
    // The rules say the same, as an error.
    const Run check = run({"check", design});
    QCOMPARE(check.code, 1);
    QVERIFY(check.out.contains("Giant cannot run"));
}

void EstimateCommandTest::validateNamesWhatItCannotRead()
{
    const QByteArray head = "id,accelerator,accelerators,model,precision,scenario,isl_tokens_mean,osl_tokens_mean,output_tok_s_total\n";
    const QString cases = write("cells.csv", head + "a,H100-SXM-80GB,eight,llama2-70b,fp8,mlperf-offline,294,294,24000\n");
    const Run run1 = run({"validate", cases, "--kind", "inference"});
    QCOMPARE(run1.code, 0);
    QVERIFY2(run1.out.contains("cells.csv:2:accelerators") && run1.out.contains("eight"), run1.out);
    QCOMPARE(run({"validate", cases, "--kind", "inference", "--json"}).json()["unread"].toArray().size(), 1);
    const Run noKind = run({"validate", cases});
    QCOMPARE(noKind.code, 2);
    QVERIFY(noKind.err.contains("--kind"));
    const Run noColumn = run({"validate", write("columns.csv", "a,b\n1,2\n"), "--kind", "latency"});
    QCOMPARE(noColumn.code, 2);
    QVERIFY(noColumn.err.contains("\"id\""));
}

QTEST_GUILESS_MAIN(EstimateCommandTest)
#include "tst_cli_estimate.moc"
