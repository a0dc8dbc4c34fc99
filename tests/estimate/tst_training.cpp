#include "model/estimate/EstimateBenchmark.h"
#include "model/estimate/EstimateExplain.h"
#include "model/estimate/ModelLibrary.h"
#include "model/estimate/Reliability.h"
#include "model/estimate/TrainingFormulas.h"
#include <QtTest>
#include <cmath>
#include <set>

using namespace millwright;

namespace
{

TrainingQuery query(const char* model, const char* accelerator, int accelerators)
{
    TrainingQuery q;
    q.model = standardModels().find(model);
    q.accelerator = AcceleratorLibrary::standard().find(accelerator);
    q.accelerators = accelerators;
    if (!q.model || !q.accelerator)
        qFatal("%s on %s is missing", model, accelerator);
    return q;
}

void collectLabels(const ExplainNode& node, std::set<std::string>& labels)
{
    labels.insert(node.label);
    for (const ExplainPtr& input : node.inputs)
        collectLabels(*input, labels);
}

} // namespace

/// Training: published FLOP counts, memory, goodput and runs; refusals; search.
class TestTraining : public QObject
{
    Q_OBJECT

private slots:
    void zeroMemoryMatchesThePaper()
    {
        // arXiv 1910.02054, figure 1: 7.5 B parameters on 64 ranks with 2-byte gradients:
        // 120, 31.4, 16.6, 1.88 GB.
        const double expected[] = {120.0, 31.4, 16.6, 1.88};
        for (int stage = 0; stage <= 3; ++stage) {
            const double gigabytes = 7.5 * zeroBytesPerParameter(stage, 2.0, 64.0);
            QVERIFY2(std::abs(gigabytes / expected[stage] - 1.0) < 0.005,
                     qPrintable(QString::number(gigabytes)));
        }
    }

    void bubbleMatchesThePaper()
    {
        // arXiv 2104.04473: bubble over ideal time is (p - 1) / (v m).
        const double share = bubbleShare(8.0, 2.0, 32.0);
        QVERIFY(std::abs(share / (1.0 - share) - 7.0 / 64.0) < 1e-12);
        QCOMPARE(bubbleShare(1.0, 1.0, 4.0), 0.0);
    }

    void llama3FlopsMatchThePaper()
    {
        // arXiv 2407.21783: 405 B on 15.6 T tokens is 3.8e25 FLOP (6 N D without attention).
        const ModelWork work = modelWork(*standardModels().find("llama3.1-405b"));
        QVERIFY(std::abs(6.0 * work.matmulParameters * 15.6e12 / 3.8e25 - 1.0) < 0.01);
    }

    void llama3RunMatchesThePaper()
    {
        // arXiv 2407.21783, table 4: 16,384 H100, TP 8, PP 16, DP 128, sequence 8,192, 16 M tokens
        // a batch, BF16: 400 TFLOP/s per accelerator, 41 % of peak; section 3.3.4: 419 unexpected
        // interruptions in 54 days, more than 90 % effective.
        TrainingQuery q = query("llama3.1-405b", "H100-SXM-80GB", 16384);
        q.plan.tensor = 8;
        q.plan.pipeline = 14;  // 126 layers
        q.plan.interleave = 9; // one layer a piece
        q.sequence = 8192.0;
        q.globalBatch = 2048.0;
        q.tokens = 15.6e12;
        // The paper's schedule releases activations early, which the memory model does not know:
        // the plan is taken as it ran.
        const TrainingEstimate e = estimateTrainingUnchecked(q);
        QVERIFY2(e.isFeasible, e.infeasible.id.c_str());
        QVERIFY2(std::abs(e.mfu / 0.41 - 1.0) < 0.15, qPrintable(QString::number(e.mfu)));
        QVERIFY2(std::abs(e.jobMtbf / 3600.0 - 54.0 * 24.0 / 419.0) < 0.05,
                 qPrintable(QString::number(e.jobMtbf / 3600.0)));
        QVERIFY2(e.ettr > 0.90 && e.ettr < 0.99, qPrintable(QString::number(e.ettr)));
        // The model card states 30.84 M accelerator hours.
        QVERIFY2(std::abs(e.acceleratorHours / 30.84e6 - 1.0) < 0.2,
                 qPrintable(QString::number(e.acceleratorHours)));
    }

    void goodputFormula()
    {
        const double interval = bestCheckpointInterval(10.0, 3.1 * 3600.0);
        QVERIFY(std::abs(interval - std::sqrt(2.0 * 10.0 * 11160.0)) < 1e-9);
        const double best = effectiveTrainingTimeRatio(10.0, interval, 300.0, 11160.0);
        QVERIFY(best > effectiveTrainingTimeRatio(10.0, interval * 3.0, 300.0, 11160.0));
        QVERIFY(best > effectiveTrainingTimeRatio(10.0, interval / 3.0, 300.0, 11160.0));
    }

    void slowStorageCosts()
    {
        TrainingQuery q = query("llama3.1-70b", "H100-SXM-80GB", 1024);
        q.plan.tensor = 8;
        q.plan.pipeline = 4;
        q.isCheckpointAsynchronous = false;
        q.checkpointWriteBandwidth = 100e9;
        const TrainingEstimate fast = estimateTraining(q);
        q.checkpointWriteBandwidth = 2e9;
        const TrainingEstimate slow = estimateTraining(q);
        QVERIFY(fast.isFeasible && slow.isFeasible);
        QVERIFY(slow.checkpointStall > 40.0 * fast.checkpointStall);
        QVERIFY(slow.ettr < fast.ettr && slow.days() > fast.days());
    }

    void slowFabricCosts()
    {
        TrainingQuery q = query("llama3.1-70b", "H100-SXM-80GB", 1024);
        q.plan.tensor = 8;
        q.globalBatch = 128.0;
        q.plan.pipeline = 2;
        const double fast = estimateTraining(q).stepTime;
        q.scaleOutBandwidth /= 20.0;
        QVERIFY(estimateTraining(q).stepTime > 1.1 * fast);
    }

    void refusalsSayWhy_data()
    {
        QTest::addColumn<int>("accelerators");
        QTest::addColumn<int>("tensor");
        QTest::addColumn<int>("pipeline");
        QTest::addColumn<double>("batch");
        QTest::addColumn<QString>("id");
        QTest::newRow("memory") << 8 << 8 << 1 << 8.0 << "train.memory-short";
        QTest::newRow("too few") << 8 << 8 << 2 << 8.0 << "train.too-few-accelerators";
        QTest::newRow("layers") << 1024 << 1 << 256 << 64.0 << "train.pipeline-exceeds-layers";
        QTest::newRow("heads") << 1024 << 128 << 1 << 64.0 << "train.tensor-exceeds-heads";
        QTest::newRow("batch") << 1024 << 8 << 1 << 64.0 << "train.batch-too-small";
        QTest::newRow("no batch") << 1024 << 8 << 1 << 0.0 << "train.workload-range";
        QTest::newRow("plan") << 1024 << 0 << 1 << 64.0 << "train.plan-range";
    }
    void refusalsSayWhy()
    {
        QFETCH(int, accelerators);
        QFETCH(int, tensor);
        QFETCH(int, pipeline);
        QFETCH(double, batch);
        QFETCH(QString, id);
        TrainingQuery q = query("llama3.1-70b", "H100-SXM-80GB", accelerators);
        q.plan.tensor = tensor;
        q.plan.pipeline = pipeline;
        q.globalBatch = batch;
        const TrainingEstimate e = estimateTraining(q);
        QVERIFY(!e.isFeasible);
        QCOMPARE(QString::fromStdString(e.infeasible.id), id);
        QVERIFY(!estimateTraining(TrainingQuery()).isFeasible);
    }

    void loraFitsWhereFullTrainingDoesNot()
    {
        // MLPerf Training: Llama 2 70B LoRA runs on one node of 8 H100; full training of 70 B does
        // not.
        TrainingQuery q = query("llama2-70b", "H100-SXM-80GB", 8);
        q.globalBatch = 8.0;
        q.sequence = 8192.0;
        q.format = NumberFormat::Fp8;
        QVERIFY(!bestTraining(q).best.isFeasible);
        q.kind = TrainingKind::Lora;
        const TrainingSearch lora = bestTraining(q);
        QVERIFY(lora.best.isFeasible);
        // MLPerf Training v4.1 closed, 8 x H100: 3.67-3.80 s a step.
        QVERIFY2(std::abs(lora.best.stepTime / 3.7 - 1.0) < 0.2,
                 qPrintable(QString::number(lora.best.stepTime)));
    }

    void searchNeverLosesToAPlanItCovers()
    {
        TrainingQuery q = query("llama3.1-70b", "H100-SXM-80GB", 256);
        q.globalBatch = 256.0;
        const TrainingSearch found = bestTraining(q);
        QVERIFY(found.best.isFeasible && found.tried > 50);
        QVERIFY(!found.refused.empty());
        q.plan.tensor = 4;
        q.plan.pipeline = 4;
        q.plan.interleave = 4;
        const TrainingEstimate named = estimateTraining(q);
        QVERIFY(named.isFeasible && found.best.stepTime <= named.stepTime);
    }

    void explanationIsTheSameNumber()
    {
        TrainingQuery q = query("llama3.1-70b", "H100-SXM-80GB", 256);
        q.plan.tensor = 4;
        q.plan.pipeline = 4;
        const TrainingEstimate e = estimateTraining(q);
        const TrainingDerivation d = explainTraining(q);
        QVERIFY(std::abs(d.stepTime.value() / e.stepTime - 1.0) < 1e-12);
        QVERIFY(std::abs(d.mfu.value() / e.mfu - 1.0) < 1e-12);
        QVERIFY(std::abs(d.ettr.value() / e.ettr - 1.0) < 1e-12);
        QVERIFY(std::abs(d.duration.value() / e.duration - 1.0) < 1e-12);
        QVERIFY(std::abs(evaluateExplanation(*d.duration.node()) / d.duration.value() - 1.0) <
                1e-12);
        QVERIFY(unsourcedLeaves(d.duration.node()).empty());
    }

    void explanationNamesEveryTerm()
    {
        TrainingQuery q = query("deepseek-v3", "GB300", 256);
        q.plan.pipeline = 4;
        q.plan.interleave = 4;
        q.plan.expert = 64;
        q.format = NumberFormat::Fp8;
        q.globalBatch = 2048.0;
        const TrainingEstimate e = estimateTraining(q);
        QVERIFY2(e.isFeasible, e.infeasible.id.c_str());
        const TrainingDerivation d = explainTraining(q);
        QVERIFY(std::abs(d.stepTime.value() / e.stepTime - 1.0) < 1e-12);
        QVERIFY(std::abs(evaluateExplanation(*d.stepTime.node()) / e.stepTime - 1.0) < 1e-12);
        QVERIFY(unsourcedLeaves(d.stepTime.node()).empty());
        // Each factor that the fit may change, the class scales apart, stands in the derivation.
        std::set<std::string> named;
        collectLabels(*d.stepTime.node(), named);
        for (const FactorInfo& info : factorInfos()) {
            const bool isTerm =
                info.name.starts_with("training.") && !info.name.starts_with("training.class.");
            const bool isInput = info.factor == Factor::TrainingSoftware ||
                                 info.factor == Factor::TrainingCampaign ||
                                 info.factor == Factor::TrainingCompute4;
            if (isTerm && !isInput)
                QVERIFY2(named.contains(std::string(info.name)), info.name.data());
        }
        q.hasCampaignLosses = true;
        QVERIFY(std::abs(explainTraining(q).ettr.value() / estimateTraining(q).ettr - 1.0) < 1e-12);
        QVERIFY(explainTraining(q).ettr.value() < d.ettr.value());
    }

    void hostsLaunchSmallMixturesTooSlowly()
    {
        // Sixteen experts of Qwen3 30B on a rank: one sequence a micro-batch is computed before the
        // host has launched the next, four are not.
        TrainingQuery q = query("qwen3-30b-a3b", "B200-SXM-180GB", 8);
        q.format = NumberFormat::Fp8;
        q.plan.expert = 8;
        q.globalBatch = 512.0;
        const TrainingEstimate one = estimateTrainingUnchecked(q);
        q.plan.microBatch = 4;
        const TrainingEstimate four = estimateTrainingUnchecked(q);
        QVERIFY(one.step.host > 0.3 * one.stepTime);
        QCOMPARE(four.step.host, 0.0);
        QVERIFY(one.stepTime > 1.8 * four.stepTime);
        // Fewer experts on a rank and recorded graphs are launched sooner.
        q.plan.microBatch = 1;
        q.hasGraphs = true;
        QVERIFY(estimateTrainingUnchecked(q).step.host < one.step.host);
    }

    void expertGradientsLeaveThroughOnePort()
    {
        // With the experts of a layer spread over a node, each of its accelerators holds others: no
        // ring has two members in a node, and each goes through a single port.
        TrainingQuery q = query("gpt-oss-120b", "B200-SXM-180GB", 64);
        q.globalBatch = 512.0;
        q.plan.microBatch = 4;
        q.plan.expert = 8;
        const double spread = estimateTrainingUnchecked(q).step.dataComm;
        q.plan.expert = 64; // no expert has a second copy
        const double single = estimateTrainingUnchecked(q).step.dataComm;
        QVERIFY(spread > 5.0 * single);
        QVERIFY(estimateTrainingUnchecked(q).step.expertComm > 0.0);
    }

    void headOnTheLastStageHoldsThePipelineUp()
    {
        // 256,000 words on 40 layers of 6,144: the last of four stages computes a third longer.
        TrainingQuery q = query("nemotron-22b", "H100-SXM-80GB", 64);
        q.globalBatch = 256.0;
        q.plan.tensor = 2;
        q.plan.pipeline = 4;
        q.plan.interleave = 10;
        const TrainingEstimate uneven = estimateTrainingUnchecked(q);
        const double filling = bubbleShare(4.0, 10.0, 32.0);
        QVERIFY(uneven.step.bubble > 0.2 * uneven.step.compute);
        QVERIFY(uneven.step.bubble > 3.0 * filling * uneven.stepTime);
    }

    void overlappedSchedulesHideExpertTraffic()
    {
        TrainingQuery q = query("deepseek-v3", "H800", 2048);
        q.globalBatch = 15360.0;
        q.plan.pipeline = 16;
        q.plan.expert = 64;
        const double shown = estimateTrainingUnchecked(q).step.expertComm;
        q.expertOverlap = 0.9;
        QVERIFY(std::abs(estimateTrainingUnchecked(q).step.expertComm / shown - 0.1) < 1e-9);
        // Eight nodes of eight: most of a token's eight copies leave the node.
        QVERIFY(shown > 0.0);
        q.plan.expert = 8;
        q.expertOverlap = 0.0;
        QVERIFY(estimateTrainingUnchecked(q).step.expertComm < 0.5 * shown);
    }

    void predictionModulesAreTrainedAlong()
    {
        // arXiv 2412.19437, section 2.2: one module is a layer, a projection and a pass of the
        // head: 2 of 62 layers and a head of 0.93 B on 37 B active parameters.
        TrainingQuery q = query("deepseek-v3", "B200-SXM-180GB", 256);
        q.globalBatch = 2048.0;
        q.plan.expert = 8;
        q.plan.pipeline = 8;
        const TrainingEstimate plain = estimateTrainingUnchecked(q);
        q.predictionLayers = 1;
        const TrainingEstimate module = estimateTrainingUnchecked(q);
        const double more = module.step.compute / plain.step.compute;
        QVERIFY2(more > 1.02 && more < 1.10, qPrintable(QString::number(more)));
    }

    void attentionKnowsExponentialsAndMatrixWidth()
    {
        // A long context on Blackwell: twice the exponentials of Blackwell Ultra, all else equal,
        // shorten a step by the half of their time.
        TrainingQuery q = query("llama3.1-8b", "GB200", 8);
        q.sequence = 65536.0;
        q.globalBatch = 8.0;
        AcceleratorSpec part = *q.accelerator;
        q.accelerator = &part;
        const double slow = estimateTrainingUnchecked(q).step.compute;
        part.exponentials *= 2.0;
        const double fast = estimateTrainingUnchecked(q).step.compute;
        part.exponentials = 0.0; // not known: no term
        const double none = estimateTrainingUnchecked(q).step.compute;
        QVERIFY(std::abs((slow - fast) / (slow - none) - 0.5) < 1e-6);
        // Scores of 8 x 65,536 tokens and 32 heads of 32 layers to half the sequence, computed
        // twice.
        const double scores = 65536.0 * 32.0 * 32.0 * 32768.0 * 2.0;
        QVERIFY(std::abs((slow - none) / (scores / 4.88e12) - 1.0) < 1e-6);
        // Heads of 128 half fill a matrix unit of 256.
        part = *AcceleratorLibrary::standard().find("TPU-v6e");
        const double narrow = estimateTrainingUnchecked(q).step.compute;
        part.matrixWidth = 128.0;
        QVERIFY(estimateTrainingUnchecked(q).step.compute < 0.85 * narrow);
    }

    void packedSamplesAttendToThemselves()
    {
        TrainingQuery q = query("llama2-7b", "H100-SXM-80GB", 8);
        q.globalBatch = 32.0;
        const double whole = estimateTrainingUnchecked(q).step.compute;
        q.packedSample = 200.0;
        const double packed = estimateTrainingUnchecked(q).step.compute;
        QVERIFY(packed < 0.95 * whole);
        q.packedSample = 1e9; // longer than the sequence: the same
        QCOMPARE(estimateTrainingUnchecked(q).step.compute, whole);
    }

    void estimatesAreQuick()
    {
        // Goals on one core: 20 us, 5 us, 50 ms, 100 ms; a debug or sanitizer build gets four times
        // as long.
        const double goals[] = {20.0, 5.0, 50.0, 100.0};
        const auto times = benchmarkEstimates();
        QCOMPARE(times.size(), std::size_t{4});
        for (std::size_t i = 0; i < times.size(); ++i)
            QVERIFY2(times[i].value < 4.0 * goals[i],
                     qPrintable(QString("%1 %2").arg(times[i].name.c_str()).arg(times[i].value)));
    }
};

QTEST_APPLESS_MAIN(TestTraining)
#include "tst_training.moc"
