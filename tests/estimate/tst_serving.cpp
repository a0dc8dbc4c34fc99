#include "model/estimate/EstimateExplain.h"
#include "model/estimate/ModelLibrary.h"
#include "model/estimate/Roofline.h"
#include "model/estimate/ServingFormulas.h"
#include <QtTest>
#include <cmath>

using namespace millwright;

namespace
{

ServingQuery query(const char* model, const char* accelerator, int accelerators)
{
    ServingQuery q;
    q.model = standardModels().find(model);
    q.accelerator = AcceleratorLibrary::standard().find(accelerator);
    q.accelerators = accelerators;
    if (!q.model || !q.accelerator)
        qFatal("%s on %s is missing", model, accelerator);
    return q;
}

} // namespace

/// Serving: physics that must hold, published points, refusals with their reasons, searches.
class TestServing : public QObject
{
    Q_OBJECT

private slots:
    /// The highest rate within limits is a prediction and carries a band; a rate that is asked for
    /// and met is none.
    void ratesThatAreFoundHaveABand()
    {
        ServingQuery q;
        q.model = standardModels().find("llama3.1-8b");
        q.accelerator = AcceleratorLibrary::standard().find("H100-SXM-80GB");
        q.mode = ServingMode::OpenLoop;
        q.limits.tpotMean = 0.05;
        q.limits.ttftP99 = 2.0;
        const ServingEstimate found = highestServingRate(q);
        QVERIFY(found.isFeasible);
        QVERIFY(found.outputBand.high > 1.2 * found.outputTokensPerSecond);
        q.requestRate = 0.5 * found.requestsPerSecond;
        const ServingEstimate asked = estimateServing(q);
        QVERIFY(asked.isFeasible);
        QCOMPARE(asked.outputBand.high, asked.outputTokensPerSecond);
    }

    /// Memory that drivers report (nvidia-smi, rocm-smi: MiB) against the GB on the data sheet.
    void memoryIsWhatDriversReport_data()
    {
        QTest::addColumn<QString>("accelerator");
        QTest::addColumn<double>("mebibytes");
        QTest::newRow("H100") << "H100-SXM-80GB" << 81559.0;
        QTest::newRow("H200") << "H200-SXM-141GB" << 143771.0;
        QTest::newRow("B200") << "B200-SXM-180GB" << 183359.0;
        QTest::newRow("MI300X") << "MI300X" << 196592.0;
        QTest::newRow("L40S") << "L40S" << 46068.0;
    }
    void memoryIsWhatDriversReport()
    {
        QFETCH(QString, accelerator);
        QFETCH(double, mebibytes);
        const AcceleratorSpec* part =
            AcceleratorLibrary::standard().find(accelerator.toStdString());
        QVERIFY(part);
        const double bytes = mebibytes * 1048576.0;
        QVERIFY2(std::abs(addressableMemory(*part) / bytes - 1.0) < 0.012,
                 qPrintable(QString::number(addressableMemory(*part) / bytes)));
    }

    /// What a scheduler does to the first token: waiting steps add their time, a slot that a padding
    /// request holds makes every request wait for one other to end, and one serving process passes
    /// no more tokens than it can.
    void schedulersDelayTheFirstToken()
    {
        ServingQuery q = query("llama3.1-8b", "H100-SXM-80GB", 1);
        q.mode = ServingMode::ClosedLoop;
        q.concurrency = 8.0;
        q.outputTokens = 512.0;
        const ServingEstimate plain = estimateServing(q);
        ServingQuery waiting = q;
        waiting.scheduler.waitSteps = 20.5;
        const ServingEstimate late = estimateServing(waiting);
        QVERIFY(std::abs(late.ttftMean - plain.ttftMean - 20.0 * late.step.decode()) <
                0.02 * late.ttftMean);

        ServingQuery short1 = q;
        short1.scheduler.lostSlots = 1.0;
        const ServingEstimate queued = estimateServing(short1);
        QVERIFY(queued.requestsPerSecond < plain.requestsPerSecond);
        QVERIFY(queued.ttftMean > plain.ttftMean + 0.95 / queued.requestsPerSecond);

        ServingQuery streamed = query("llama3.1-8b", "H200-SXM-141GB", 8);
        streamed.plan.tensor = 8;
        streamed.mode = ServingMode::ClosedLoop;
        streamed.concurrency = 512.0;
        const ServingEstimate free = estimateServing(streamed);
        streamed.scheduler.streamTokens = 1.0;
        const ServingEstimate bound = estimateServing(streamed);
        const EfficiencyFactors& factors = standardFactors();
        const double most =
            1.0 / factors.at(Factor::StreamMessageVllm); // tokens/s of one serving process
        QVERIFY(free.outputTokensPerSecond > 1.2 * most);
        QVERIFY(bound.outputTokensPerSecond < most);
        QVERIFY(bound.ttftMean > free.ttftMean && bound.tpotMean > free.tpotMean);
        // The wait for a slot is in the mean and in the tail once.
        QVERIFY(queued.ttftP99 - queued.ttftMean < plain.ttftP99 - plain.ttftMean + 0.01 * plain.ttftMean);
        ServingQuery rate = q;
        rate.mode = ServingMode::OpenLoop;
        rate.requestRate = 0.5 * plain.requestsPerSecond;
        const ServingEstimate prompt = estimateServing(rate);
        rate.scheduler.waitSteps = 20.5;
        const ServingEstimate held = estimateServing(rate);
        QVERIFY(std::abs(held.ttftMean - prompt.ttftMean - 20.0 * held.step.decode()) <
                0.02 * held.ttftMean);
        streamed.scheduler.streamTokens = 20.0;
        QVERIFY(estimateServing(streamed).outputTokensPerSecond >
                0.9 * free.outputTokensPerSecond);
        streamed.mode = ServingMode::OpenLoop;
        streamed.scheduler.streamTokens = 1.0;
        streamed.requestRate = 1.1 * most / streamed.outputTokens;
        const ServingEstimate unstable = estimateServing(streamed);
        QVERIFY(!unstable.isFeasible);
        QCOMPARE(unstable.infeasible.id, std::string("serve.unstable"));
    }

    /// Sparse attention meets at most its top tokens: twice the prompt costs about twice as much, not
    /// four times.
    void sparseAttentionKeepsLongPromptsLinear()
    {
        ServingQuery q = query("deepseek-v3.2", "B200-SXM-180GB", 8);
        q.plan.tensor = 8;
        q.mode = ServingMode::ClosedLoop;
        q.concurrency = 1.0;
        q.inputTokens = 64000.0;
        const double sparse = estimateServing(q).prefillTime;
        ModelArchitecture full = *q.model;
        full.sparseTop = 0;
        q.model = &full;
        const double dense = estimateServing(q).prefillTime;
        QVERIFY2(sparse < 0.75 * dense, qPrintable(QString("%1 %2").arg(sparse).arg(dense)));
        q.inputTokens = 1000.0; // below the top 2,048 only the indexer is on top
        const double shortDense = estimateServing(q).prefillTime;
        q.model = standardModels().find("deepseek-v3.2");
        const double shortSparse = estimateServing(q).prefillTime;
        QVERIFY(shortSparse >= shortDense && shortSparse < 1.05 * shortDense);
    }

    /// What no case comes near is not called measured, and has a wider band.
    void partsBeyondTheCasesAreExtrapolated()
    {
        ServingQuery known = query("llama3.1-70b", "GB300", 4);
        ServingQuery announced = query("llama3.1-70b", "Vera-Rubin-288GB", 4);
        for (ServingQuery* q : {&known, &announced}) {
            q->mode = ServingMode::ClosedLoop;
            q->concurrency = 16.0;
        }
        const ServingEstimate measured = estimateServing(known);
        const ServingEstimate beyond = estimateServing(announced);
        QCOMPARE(measured.confidence, EstimateConfidence::Measured);
        QCOMPARE(beyond.confidence, EstimateConfidence::Transferred);
        QVERIFY(beyond.tpotBand.high / beyond.tpotMean >
                1.05 * measured.tpotBand.high / measured.tpotMean);
    }

    /// The slowest hundredth of a closed loop: more prompts of others than the mean; alone there are
    /// none.
    void closedLoopsHaveATail()
    {
        ServingQuery q = query("llama3.1-70b", "H100-SXM-80GB", 8);
        q.plan.tensor = 8;
        q.mode = ServingMode::ClosedLoop;
        q.concurrency = 64.0;
        const ServingEstimate e = estimateServing(q);
        QVERIFY(e.ttftP99 > e.ttftMean && e.tpotP99 > 1.02 * e.tpotMean);
        QVERIFY(e.tpotP99 < 2.0 * e.tpotMean);
        q.concurrency = 1.0;
        const ServingEstimate alone = estimateServing(q);
        QCOMPARE(alone.tpotP99, alone.tpotMean);
    }

    void oneStreamIsBoundByBandwidth()
    {
        // 70 GB of FP8 weights over 8 x 3.35 TB/s take 2.6 ms; launches and reductions are on top
        // (measured 70B at low batch: 56-80 us a layer, 0.66-0.88 of the bandwidth).
        ServingQuery q = query("llama3.1-70b", "H100-SXM-80GB", 8);
        q.plan.tensor = 8;
        q.mode = ServingMode::ClosedLoop;
        q.concurrency = 1.0;
        const ServingEstimate e = estimateServing(q);
        QVERIFY(e.isFeasible);
        QVERIFY(e.tpotMean > 70e9 / (8 * 3.35e12));
        QVERIFY2(e.tpotMean > 0.005 && e.tpotMean < 0.012, qPrintable(QString::number(e.tpotMean)));
        QVERIFY(std::abs(e.step.total() / e.tpotMean - 1.0) < 1e-9);
    }

    void publishedOfflineLlama70b()
    {
        // MLPerf Inference v4.1 closed, 8 x H100, Llama 2 70B FP8: 2,586-3,027 tokens/s per
        // accelerator.
        ServingQuery q = query("llama2-70b", "H100-SXM-80GB", 8);
        q.framework = ServingFramework::TensorRtLlm;
        q.inputTokens = 294.0;
        q.outputTokens = 292.0;
        const ServingSearch found = bestServing(q);
        QVERIFY(found.best.isFeasible);
        QVERIFY2(found.best.perAccelerator > 2100.0 && found.best.perAccelerator < 3600.0,
                 qPrintable(QString::number(found.best.perAccelerator)));
        QVERIFY(found.best.outputBand.low < 8 * 2800.0 && found.best.outputBand.high > 8 * 2800.0);
    }

    void moreOfEverythingHelps()
    {
        ServingQuery q = query("llama3.1-8b", "H100-SXM-80GB", 1);
        q.mode = ServingMode::ClosedLoop;
        double rate = 0.0, tpot = 0.0;
        for (const double inFlight : {1.0, 4.0, 16.0, 64.0, 256.0}) {
            q.concurrency = inFlight;
            const ServingEstimate e = estimateServing(q);
            QVERIFY(e.isFeasible);
            QVERIFY(e.outputTokensPerSecond > rate);
            QVERIFY(e.tpotMean > tpot);
            rate = e.outputTokensPerSecond;
            tpot = e.tpotMean;
        }
        AcceleratorSpec faster = *q.accelerator;
        faster.memoryBandwidth *= 2.0;
        q.accelerator = &faster;
        QVERIFY(estimateServing(q).outputTokensPerSecond > rate);
    }

    void prefixCacheAndDraftingHelp()
    {
        ServingQuery q = query("llama3.1-70b", "H200-SXM-141GB", 4);
        q.plan.tensor = 4;
        q.mode = ServingMode::ClosedLoop;
        q.concurrency = 8.0;
        q.inputTokens = 8192.0;
        const ServingEstimate plain = estimateServing(q);
        q.prefixHit = 0.9;
        const ServingEstimate cached = estimateServing(q);
        QVERIFY(cached.ttftMean < 0.6 * plain.ttftMean);
        q.draftTokens = 3.0;
        q.draftAcceptance = 0.7;
        QVERIFY(estimateServing(q).tpotMean < 0.8 * cached.tpotMean);
        // arXiv 2211.17192: a = 0.8, 4 drafted tokens yield 3.36 tokens.
        QVERIFY(std::abs(speculativeYield(0.8, 4.0) - 3.3616) < 1e-4);
    }

    void disaggregationSteadiesTokens()
    {
        ServingQuery q = query("llama3.1-70b", "H200-SXM-141GB", 16);
        q.plan.tensor = 4;
        q.mode = ServingMode::ClosedLoop;
        q.concurrency = 128.0;
        q.inputTokens = 8192.0;
        const ServingEstimate mixed = estimateServing(q);
        q.isDisaggregated = true;
        const ServingEstimate split = estimateServing(q);
        QVERIFY(split.isFeasible);
        QVERIFY(split.tpotMean < mixed.tpotMean);
        QVERIFY(!split.notes.empty());
    }

    void refusalsSayWhy_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<int>("accelerators");
        QTest::addColumn<int>("tensor");
        QTest::addColumn<int>("expert");
        QTest::addColumn<double>("input");
        QTest::addColumn<QString>("id");
        QTest::newRow("does not fit")
            << "llama3.1-405b" << 2 << 2 << 1 << 1024.0 << "serve.memory-short";
        QTest::newRow("too few") << "llama3.1-8b" << 2 << 8 << 1 << 1024.0
                                 << "serve.too-few-accelerators";
        QTest::newRow("heads") << "gpt2-xl" << 64 << 32 << 1 << 100.0
                               << "serve.tensor-exceeds-heads";
        QTest::newRow("experts") << "mixtral-8x7b" << 32 << 32 << 32 << 1024.0
                                 << "serve.expert-exceeds-experts";
        QTest::newRow("indivisible")
            << "mixtral-8x7b" << 8 << 8 << 3 << 1024.0 << "serve.plan-indivisible";
        QTest::newRow("context") << "llama2-70b" << 8 << 8 << 1 << 9000.0
                                 << "serve.context-exceeded";
        QTest::newRow("not a number")
            << "llama2-70b" << 8 << 8 << 1 << std::nan("") << "serve.workload-range";
        QTest::newRow("absurd length")
            << "llama2-70b" << 8 << 8 << 1 << 1e300 << "serve.workload-range";
        QTest::newRow("plan of zero") << "llama2-70b" << 8 << 0 << 1 << 10.0 << "serve.plan-range";
    }
    void refusalsSayWhy()
    {
        QFETCH(QString, model);
        QFETCH(int, accelerators);
        QFETCH(int, tensor);
        QFETCH(int, expert);
        QFETCH(double, input);
        QFETCH(QString, id);
        ServingQuery q = query(qPrintable(model), "H100-SXM-80GB", accelerators);
        q.plan.tensor = tensor;
        q.plan.expert = expert;
        q.inputTokens = input;
        const ServingEstimate e = estimateServing(q);
        QVERIFY(!e.isFeasible);
        QCOMPARE(QString::fromStdString(e.infeasible.id), id);
        if (id == "serve.memory-short") {
            // 405 B in FP8 over 2 accelerators: 203 GB of weights each, at least 120 GB more than
            // there is.
            QVERIFY2(e.memory.shortBy > 120e9, qPrintable(QString::number(e.memory.shortBy)));
            QVERIFY(e.memory.shortBy < 160e9);
        }
        QVERIFY(!estimateServing(ServingQuery()).isFeasible);
    }

    void overloadIsUnstable()
    {
        ServingQuery q = query("llama3.1-8b", "H100-SXM-80GB", 1);
        q.mode = ServingMode::OpenLoop;
        q.requestRate = 1000.0;
        const ServingEstimate e = estimateServing(q);
        QVERIFY(!e.isFeasible);
        QCOMPARE(e.infeasible.id, std::string("serve.unstable"));
        q.requestRate = 2.0;
        const ServingEstimate calm = estimateServing(q);
        QVERIFY(calm.isFeasible);
        QVERIFY(std::abs(calm.outputTokensPerSecond - 2.0 * 1024.0) < 1e-6);
        QVERIFY(calm.ttftP99 >= calm.ttftMean);
    }

    void searchHoldsLimitsAndOrdersItsFront()
    {
        ServingQuery q = query("llama3.1-70b", "H200-SXM-141GB", 8);
        q.mode = ServingMode::OpenLoop;
        q.limits.ttftP99 = 2.0;
        q.limits.tpotP99 = 0.03;
        const ServingSearch found = bestServing(q);
        QVERIFY(found.best.isFeasible);
        QVERIFY(found.best.tpotP99 <= 0.03 && found.best.ttftP99 <= 2.0);
        QVERIFY(found.front.size() >= 4);
        for (std::size_t i = 1; i < found.front.size(); ++i) {
            QVERIFY(found.front[i].tpotMean >= found.front[i - 1].tpotMean);
            QVERIFY(found.front[i].perAccelerator > found.front[i - 1].perAccelerator);
        }
        q.limits.tpotP99 = 0.0005; // no H200 reads 70 GB in half a millisecond over 8
        const ServingSearch none = bestServing(q);
        QVERIFY(!none.best.isFeasible);
        QCOMPARE(none.best.infeasible.id, std::string("serve.limits-missed"));
    }

    void pointsLieUnderTheRoof()
    {
        ServingQuery q = query("llama3.1-70b", "H100-SXM-80GB", 8);
        q.inputTokens = 2048.0;
        q.outputTokens = 512.0;
        const ServingEstimate best = bestServing(q).best;
        q.plan = best.plan;
        const Roofline roofline = servingRoofline(q, best);
        QCOMPARE(roofline.bandwidth, q.accelerator->memoryBandwidth);
        QCOMPARE(roofline.points.size(), std::size_t{4});
        double prompt = 0.0, attention = 0.0;
        for (const RooflinePoint& point : roofline.points) {
            QVERIFY2(point.rate > 0.0 && point.rate <= point.bound * (1.0 + 1e-9),
                     rooflinePhaseName(point.phase).data());
            if (point.phase == RooflinePhase::Prefill)
                prompt = point.intensity;
            if (point.phase == RooflinePhase::DecodeAttention)
                attention = point.intensity;
        }
        // A cache entry is read for few multiplications (grouped heads: 8 query heads share one),
        // prompts reuse each weight for every token of a pass.
        QVERIFY2(attention > 4.0 && attention < 40.0, qPrintable(QString::number(attention)));
        QVERIFY2(prompt > 1000.0, qPrintable(QString::number(prompt)));
        // One request at a time is bound by bandwidth: far left of the ridge.
        q.mode = ServingMode::ClosedLoop;
        q.concurrency = 1.0;
        const Roofline single = servingRoofline(q, estimateServing(q));
        for (const RooflinePoint& point : single.points)
            if (point.phase == RooflinePhase::DecodeProducts)
                QVERIFY(point.intensity < 10.0);
    }

    void searchOnAllAcceleratorsOfTheWorldEnds()
    {
        const ServingSearch found = bestServing(query("llama3.1-8b", "H100-SXM-80GB", 2147483647));
        QVERIFY(found.best.isFeasible && found.tried < 1000);
    }

    void targetTakesTheFewestAccelerators()
    {
        ServingQuery q = query("llama3.1-70b", "H200-SXM-141GB", 8);
        q.mode = ServingMode::Offline;
        const ServingEstimate one = servingForTarget(q, 1000.0, 1024);
        const ServingEstimate many = servingForTarget(q, 100000.0, 1024);
        QVERIFY(one.isFeasible && many.isFeasible);
        QVERIFY(many.outputTokensPerSecond >= 100000.0);
        const int fewest = one.plan.tensor * one.plan.pipeline * one.plan.replicas;
        const int most = many.plan.tensor * many.plan.pipeline * many.plan.replicas;
        QVERIFY(fewest <= 2 && most > 10 * fewest);
        QVERIFY(!servingForTarget(q, 1e9, 64).isFeasible);
    }

    void powerStaysInsideTheDatasheet()
    {
        ServingQuery q = query("llama3.1-70b", "H100-SXM-80GB", 8);
        q.plan.tensor = 8;
        const ServingEstimate e = estimateServing(q);
        QVERIFY(e.powerPerAccelerator > q.accelerator->idle &&
                e.powerPerAccelerator <= q.accelerator->tdp);
        QVERIFY(std::abs(e.tokensPerJoule - e.perAccelerator / e.powerPerAccelerator) < 1e-9);
        // A cap at half of the dynamic range leaves the cube root of the clock.
        QVERIFY(std::abs(clockUnderCap(400.0, 100.0, 700.0) - std::cbrt(0.5)) < 1e-12);
        // The same silicon with half the power computes slower.
        AcceleratorSpec capped = *q.accelerator;
        capped.powerCap = 350.0;
        q.accelerator = &capped;
        QVERIFY(estimateServing(q).outputTokensPerSecond < e.outputTokensPerSecond);
    }

    void classWithoutMeasurementsIsMarked()
    {
        const ServingEstimate e = estimateServing(query("llama3.1-8b", "WSE-3", 1));
        QVERIFY(e.isFeasible);
        QCOMPARE(e.confidence, EstimateConfidence::ClassDefault);
        QVERIFY(e.outputBand.high / e.outputBand.low > 4.0);
        QVERIFY(!e.notes.empty());
    }

    void explanationIsTheSameNumber()
    {
        ServingQuery q = query("deepseek-v3", "B200-SXM-180GB", 8);
        q.plan.tensor = 8;
        q.plan.expert = 8;
        q.mode = ServingMode::ClosedLoop;
        q.concurrency = 64.0;
        const ServingEstimate e = estimateServing(q);
        const ServingDerivation d = explainServing(q);
        QVERIFY(std::abs(d.tokensPerSecond.value() / e.outputTokensPerSecond - 1.0) < 1e-12);
        QVERIFY(std::abs(d.tpot.value() / e.tpotMean - 1.0) < 1e-12);
        QVERIFY(
            std::abs(evaluateExplanation(*d.tokensPerSecond.node()) / d.tokensPerSecond.value() -
                     1.0) < 1e-12);
        QVERIFY(unsourcedLeaves(d.tokensPerSecond.node()).empty());
    }
};

QTEST_APPLESS_MAIN(TestServing)
#include "tst_serving.moc"
