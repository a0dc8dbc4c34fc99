#include "model/estimate/CaseDefaults.h"
#include "model/estimate/EstimateParts.h"
#include "model/estimate/ModelLibrary.h"
#include "model/estimate/TrainingRecipes.h"
#include "model/estimate/Validation.h"
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>
#include <cmath>

using namespace millwright;

namespace
{

std::string casePath(const char* name)
{
    return std::string(MILLWRIGHT_SOURCE_DIR "/resources/evidence/cases/") + name;
}

ValidationReport reportOf(CaseKind kind, const char* name)
{
    const auto report = validate(kind, casePath(name));
    if (!report)
        qFatal("%s: %s", name, report.error().message.id.c_str());
    return *report;
}

} // namespace

/// The estimator against the shipped measurements: errors stay where they were published, the
/// report keeps its shape.
class TestValidation : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { registerEstimateMessages(); }

    void inferenceErrors()
    {
        const ValidationReport report = reportOf(CaseKind::Inference, "inference_cases.csv");
        QVERIFY(static_cast<double>(report.covered) >= 0.95 * static_cast<double>(report.cases));
        const TargetErrors& offline = report.byClass.at("offline").at("output_tok_s");
        QVERIFY2(offline.median < 0.12 && offline.p90 < 0.30,
                 qPrintable(QString::number(offline.median)));
        // The best dumb baseline errs at least one and a half times as much.
        double best = 1e9;
        for (const auto& [name, errors] : report.baselines)
            best = std::min(best, errors.at("output_tok_s").median);
        QVERIFY(report.targets.at("output_tok_s").median < best / 1.5);
        QVERIFY(report.targets.at("output_tok_s").bandCoverage > 0.75);
    }

    /// Settings of schedulers that the rows do not name, from the public recipes.
    void schedulersComeFromRecipes()
    {
        ServingQuery q;
        q.model = standardModels().find("deepseek-v3");
        q.accelerator = AcceleratorLibrary::standard().find("B200-SXM-180GB");
        q.framework = ServingFramework::Sglang;
        q.concurrency = 8.0;
        QCOMPARE(schedulerOf(q, "0.5.9", "2026-03-25").waitSteps, 5.0);
        q.concurrency = 16.0;
        QCOMPARE(schedulerOf(q, "0.5.9", "2026-03-25").waitSteps, 15.0);
        QCOMPARE(schedulerOf(q, "0.5.9", "2026-03-25").streamTokens, 10.0);
        QCOMPARE(schedulerOf(q, "0.5.6.post2", "").waitSteps, 0.5);
        QCOMPARE(schedulerOf(q, "0.5.6.post2", "").streamTokens, 1.0);
        q.framework = ServingFramework::TensorRtLlm;
        QCOMPARE(schedulerOf(q, "1.2.0rc6.post2", "2026-02-03").waitSteps, 0.5);
        q.plan.attentionData = 8;
        QCOMPARE(schedulerOf(q, "1.2.0rc6.post2", "2026-02-03").waitSteps, 30.0);
        q.plan.attentionData = 1;
        QCOMPARE(schedulerOf(q, "1.2.0rc6.post2", "2026-02-03").lostSlots, 0.0);
        QCOMPARE(schedulerOf(q, "1.0.0rc3", "").lostSlots, 1.0);
        QCOMPARE(schedulerOf(q, "0.20.0", "").lostSlots, 1.0);
        QCOMPARE(schedulerOf(q, "1.1.0", "").lostSlots, 0.0);
        QCOMPARE(cacheFormat(NumberFormat::Fp8,
                             *AcceleratorLibrary::standard().find("H200-SXM-141GB"),
                             ServingFramework::Sglang),
                 NumberFormat::Bf16);
        QCOMPARE(cacheFormat(NumberFormat::Fp8,
                             *AcceleratorLibrary::standard().find("H200-SXM-141GB"),
                             ServingFramework::Vllm),
                 NumberFormat::Fp8);
    }

    void latencyErrors()
    {
        const ValidationReport report = reportOf(CaseKind::Latency, "silicon_latency_cases.csv");
        QCOMPARE(report.covered, report.cases);
        QVERIFY(report.targets.at("tpot_ms").median < 0.10);
        QVERIFY(report.targets.at("tpot_ms").p90 < 0.28);
        QVERIFY(report.targets.at("ttft_ms").median < 0.18);
        QVERIFY(report.targets.at("ttft_ms").p90 < 0.66);
        for (const auto& [name, errors] : report.baselines) {
            QVERIFY(2.0 * report.targets.at("tpot_ms").median < errors.at("tpot_ms").median);
            QVERIFY(2.0 * report.targets.at("ttft_ms").median < errors.at("ttft_ms").median);
        }
    }

    void draftingFollowsPublishedRecipes()
    {
        QVERIFY(hasDraftingRecipe("deepseek-v3", "trtllm", "1.2.0rc6.post3", "2026-02-06"));
        QVERIFY(!hasDraftingRecipe("deepseek-v3", "trtllm", "1.2.0rc6.post2", "2026-02-03"));
        QVERIFY(hasDraftingRecipe("deepseek-v3", "trtllm", "1.1.0rc2.post2", "2026-01-14"));
        QVERIFY(!hasDraftingRecipe("deepseek-v3", "trtllm", "1.1.0rc2.post2", "2025-12-15"));
        QVERIFY(!hasDraftingRecipe("gpt-oss-120b", "trtllm", "1.2.0rc6.post3", "2026-02-06"));
        QVERIFY(!hasDraftingRecipe("deepseek-v3", "sglang", "1.2.0rc6.post3", "2026-02-06"));
    }

    void trainingErrors()
    {
        const ValidationReport report = reportOf(CaseKind::Training, "training_cases.csv");
        QVERIFY(static_cast<double>(report.covered) >= 0.95 * static_cast<double>(report.cases));
        const auto holds = [&](const char* kind, double median, double p90) {
            const TargetErrors& errors = report.byClass.at(kind).at("tok_s");
            return errors.median < median && errors.p90 < p90;
        };
        QVERIFY(holds("dense", 0.08, 0.20));
        QVERIFY(holds("lora", 0.05, 0.16));
        QVERIFY(holds("moe", 0.10, 0.45));
        // The best dumb baseline errs at least twice as much.
        for (const auto& [name, errors] : report.baselines)
            QVERIFY2(2.0 * report.targets.at("tok_s").median < errors.at("tok_s").median,
                     name.c_str());
    }

    void leaveOneOutIsWorseThanSeenButHolds()
    {
        ValidationOptions options;
        options.isCrossed = true;
        const auto report = validate(CaseKind::Training, casePath("training_cases.csv"), options);
        QVERIFY(report.isOk());
        for (const char* how : {"model", "accelerator"}) {
            const TargetErrors& held = report->crossed.at(how).at("tok_s");
            QCOMPARE(held.covered, report->targets.at("tok_s").covered);
            QVERIFY(held.median > report->targets.at("tok_s").median);
            QVERIFY2(held.median < 0.09 && held.p90 < 0.23,
                     qPrintable(QString("%1 %2").arg(held.median).arg(held.p90)));
            QVERIFY(held.bandCoverage > 0.75 && held.bandCoverage < 0.92);
            const auto of = [&](const std::string& kind) {
                return report->crossedByClass.at(std::string(how) + "/" + kind).at("tok_s");
            };
            QVERIFY(of("dense").median < 0.09 && of("dense").p90 < 0.22);
            QVERIFY(of("lora").median < 0.08 && of("lora").p90 < 0.20);
            QVERIFY(of("moe").median < 0.15 && of("moe").p90 < 0.55);
        }
    }

    void recipesAreWhole()
    {
        QVERIFY(standardTrainingRecipes().size() > 500);
        for (const TrainingRecipe& r : standardTrainingRecipes()) {
            std::string model = r.model;
            for (const std::string_view job : {"-sft", "-lora"})
                if (model.ends_with(job))
                    model.resize(model.size() - job.size());
            QVERIFY2(AcceleratorLibrary::standard().find(r.accelerator), r.accelerator.c_str());
            QVERIFY(!r.source.empty() && r.accelerators >= 1 && r.sequence >= 1.0);
            const int ranks = r.plan.tensor * r.plan.pipeline * r.plan.context;
            QVERIFY2(r.accelerators % ranks == 0, r.source.c_str());
            QVERIFY(r.plan.microBatch >= 1 && r.plan.expert >= 1);
        }
    }

    void recipesAreFoundByWhatARowSays()
    {
        RecipeKey key{"Megatron-Bridge performance summary",
                      "25.11",
                      "B200-SXM-180GB",
                      "qwen3-30b-a3b",
                      8,
                      NumberFormat::Fp8,
                      4096.0,
                      512.0};
        const TrainingRecipe* found = findTrainingRecipe(key);
        QVERIFY(found && found->release == "25.11" && found->plan.microBatch == 1);
        key.release = "26.04";
        found = findTrainingRecipe(key);
        QVERIFY(found && found->plan.microBatch == 4);
        key.family = "someone else";
        QVERIFY(!findTrainingRecipe(key));
        // A batch too small for a plan's replicas cannot have run on it.
        key.family = "Megatron-Bridge performance summary";
        key.batch = 4.0;
        QVERIFY(!findTrainingRecipe(key));
        QVERIFY(!readTrainingRecipes("family,accelerator,model,source,tensor\na,b,c,d,x\n", "t")
                     .isOk());
    }

    void brokenRecipesAreRefused()
    {
        const std::string header =
            "family,release,accelerator,accelerators,model,format,sequence,batch,"
            "tensor,pipeline,context,interleave,expert,micro_batch,zero_stage,"
            "recompute,graphs,prediction,overlap,source\n";
        const std::string good = "f,1,H100,8,m,fp8,4096,8,1,1,1,0,1,1,1,full,1,0,0.5,s\n";
        const auto read = readTrainingRecipes(header + good, "t");
        QVERIFY(read.isOk() && read->size() == 1 && read->front().hasGraphs);
        QVERIFY(read->front().plan.recompute == Recompute::Full);
        for (const char* row : {"f,1,H100,8,m,fp8,4096,8,0,1,1,0,1,1,1,full,1,0,0.5,s\n",
                                "f,1,H100,0,m,fp8,4096,8,1,1,1,0,1,1,1,full,1,0,0.5,s\n",
                                "f,1,H100,8,m,fp8,4096,8,1,-1,1,0,1,1,1,full,1,0,0.5,s\n",
                                "f,1,H100,8,m,fp8,4096,8,1,1,1,0,1,x,1,full,1,0,0.5,s\n"})
            QVERIFY2(!readTrainingRecipes(header + row, "t").isOk(), row);
    }

    void basisOfARateDecidesWhatItContains()
    {
        const auto table =
            readCsv("id,source_family,accelerator,accelerators,model,precision,parallelism,seq_len,"
                    "gbs_sequences,"
                    "time_basis,tok_s_per_accel,tflops_basis\n"
                    "a,s,H100,64,llama3.1-70b,bf16,TP8 PP1,8192,512,run time includes "
                    "evaluation,900,raw run time\n"
                    "b,s,H100,64,llama3.1-70b,bf16,TP8 PP1,8192,512,run time includes "
                    "evaluation,900,step time from log\n"
                    "c,s,H100,64,llama3.1-70b,bf16,TP8 PP1,8192,512,,900,own: tokens / GPU-hours\n",
                    "t.csv");
        QVERIFY(table.isOk());
        const auto report = validateTable(CaseKind::Training, *table);
        QVERIFY(report.isOk() && report->covered == 3);
        std::vector<double> rates;
        for (const MeasuredCase& c : report->file.cases)
            rates.push_back(c.targets.back().predicted);
        QVERIFY(rates[0] < rates[1]);       // evaluation is in the run, not in a step of the log
        QVERIFY(rates[2] < 0.9 * rates[1]); // a whole run's hours hold more than steps
    }

    void jsonHasTheAgreedShape()
    {
        const ValidationReport report = reportOf(CaseKind::Training, "training_cases.csv");
        const QJsonObject json =
            QJsonDocument::fromJson(QByteArray::fromStdString(toJson(report))).object();
        QCOMPARE(json["kind"].toString(), QString("training"));
        QCOMPARE(json["cases"].toInt(), 248);
        const QJsonObject target = json["targets"].toObject()["tok_s"].toObject();
        for (const char* key :
             {"covered", "median", "p90", "bias", "group_median", "band_coverage"})
            QVERIFY2(target[key].isDouble(), key);
        for (const char* key : {"by_class", "by_accelerator", "by_model", "by_source", "baselines"})
            QVERIFY2(!json[key].toObject().isEmpty(), key);
        QVERIFY(json["by_class"].toObject().contains("moe"));
        QVERIFY(!json.contains("cross"));
    }

    void rowsComeBackWithPredictions()
    {
        const ValidationReport report = reportOf(CaseKind::Latency, "silicon_latency_cases.csv");
        QTemporaryDir dir;
        const std::string path = dir.filePath("rows.csv").toStdString();
        QVERIFY(writeRows(report, path).isOk());
        const auto table = readCsvFile(path);
        QVERIFY(table.isOk());
        QCOMPARE(table->rows().size(), report.cases);
        const CsvRow& row = table->rows()[7];
        const double measured = table->number(row, "tpot_ms")->value_or(0.0);
        const double predicted = table->number(row, "predicted_tpot_ms")->value_or(0.0);
        const double error = table->number(row, "error_tpot_ms")->value_or(-1.0);
        QVERIFY(std::abs(error - std::abs(std::log(predicted / measured))) < 2e-4);
        QVERIFY(!writeRows(report, dir.filePath("no/such/dir.csv").toStdString()).isOk());
    }

    void unknownPartsCountAgainstCoverage()
    {
        const auto table = readCsv("id,accelerator,accelerators,model,model_path,precision,isl,osl,"
                                   "concurrency,tp,ttft_ms,tpot_ms,source\n"
                                   "a,NoSuchChip,1,llama3.1-8b,,fp8,100,100,1,1,10,10,s\n"
                                   "b,H100,1,no-such-model,,fp8,100,100,1,1,10,10,s\n"
                                   "c,H100,1,llama3.1-8b,,fp8,100,100,1,1,10,10,s\n"
                                   "d,H100,1,llama3.1-8b,,fp8,x,-5,nan,1e9,-3,,s\n",
                                   "t.csv");
        QVERIFY(table.isOk());
        const auto report = validateTable(CaseKind::Latency, *table);
        QVERIFY(report.isOk());
        QCOMPARE(report->cases, std::size_t{4});
        QVERIFY(report->covered >= 1 && report->covered <= 2);
        QCOMPARE(report->targets.at("tpot_ms").covered, std::size_t{1});
        QVERIFY(report->notCovered.size() >= 2);
        const auto bad = readCsv("id,model\n1,2\n", "t.csv");
        QVERIFY(!validateTable(CaseKind::Latency, *bad).isOk());
        QVERIFY(!validate(CaseKind::Latency, "/no/such/file.csv").isOk());
    }

    void parallelismIsRead()
    {
        const CaseParallelism p = parseParallelism("TP4 PP8 CP2 VP3 mbs1 minibs128");
        QCOMPARE(p.tensor, 4);
        QCOMPARE(p.pipeline, 8);
        QCOMPARE(p.context, 2);
        QCOMPARE(p.interleave, 3);
        QCOMPARE(p.microBatch, 1);
        QVERIFY(parseParallelism("DEP8").isExpertData);
        QVERIFY(parseParallelism("FSDP").isFullyShardedData);
        QCOMPARE(parseParallelism("TP99999999999999999999").tensor, 0);
    }

    void fitFindsAShiftedFactor()
    {
        // Cases made from known factors: the fit must come back to the factor that was moved.
        const auto table = readCsvFile(casePath("training_cases.csv"));
        auto file = readCases(CaseKind::Training, *table);
        QVERIFY(file.isOk());
        EfficiencyFactors truth = standardFactors();
        truth.at(Factor::TrainingCompute8) = 0.45;
        for (MeasuredCase& c : file->cases) {
            const std::vector<double> values = predictCase(c, truth);
            for (std::size_t i = 0; i < values.size(); ++i)
                c.targets[i].measured = values[i];
        }
        FitOptions options;
        options.free = {Factor::TrainingCompute8};
        options.trainingPrior = 1e-3;
        const FitResult fit = fitFactors({&*file}, standardFactors(), options);
        QVERIFY2(std::abs(fit.factors.at(Factor::TrainingCompute8) / 0.45 - 1.0) < 0.01,
                 qPrintable(QString::number(fit.factors.at(Factor::TrainingCompute8))));
        QVERIFY(fit.after < 0.01 * fit.before);
        QVERIFY(fit.rows > 200);
    }
};

QTEST_APPLESS_MAIN(TestValidation)
#include "tst_validation.moc"
