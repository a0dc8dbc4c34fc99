#include "model/estimate/EstimateParts.h"
#include "model/estimate/GenericQuery.h"
#include "model/estimate/ModelLibrary.h"
#include "model/estimate/ServingWorkload.h"
#include <QtTest>
#include <cmath>

using namespace millwright;

namespace
{

const AcceleratorSpec& part(const char* id)
{
    const AcceleratorSpec* found = AcceleratorLibrary::standard().find(id);
    if (!found)
        qFatal("no accelerator %s", id);
    return *found;
}

double share(double value, double reference)
{
    return std::abs(value / reference - 1.0);
}

} // namespace

/// Generic work against hand-computed rooflines and the public rows that set the presets' shares;
/// retrieval and agent multipliers against hand-computed means.
class TestGeneric : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { registerEstimateMessages(); }

    /// 1 GFLOP and 1 MB a sample, 100 M parameters in 16 bit, batch 64 on H100: 64e9 / (989e12 x
    /// 0.5) = 0.1294 ms against (64e6 + 200e6) / (3.35e12 x 0.65) = 0.1212 ms, + 0.2 ms a batch.
    void rooflineByHand()
    {
        GenericQuery q;
        q.accelerator = &part("H100-SXM-80GB");
        q.accelerators = 4;
        q.kind = GenericKind::Encoder;
        q.flopsPerSample = 1e9;
        q.bytesMovedPerSample = 1e6;
        q.bytesReadPerSample = 2e3;
        q.parameters = 1e8;
        q.batch = 64.0;
        const GenericEstimate e = estimateGeneric(q);
        QVERIFY(e.isFeasible);
        const double time = 64e9 / (989e12 * 0.5) + 2e-4;
        QVERIFY(share(e.samplesPerSecond, 4.0 * 64.0 / time) < 1e-9);
        QVERIFY(share(e.latency, 1.5 * time) < 1e-9);
        QVERIFY(share(e.readBandwidth, e.samplesPerSecond * 2e3) < 1e-12);
        QCOMPARE(e.bottleneck, Bottleneck::Overhead);
        QCOMPARE(e.confidence, EstimateConfidence::ClassDefault);
        QVERIFY(e.band.low < 0.6 * e.samplesPerSecond && e.band.high > 1.6 * e.samplesPerSecond);
        QCOMPARE(e.notes.size(), std::size_t{1});
    }

    /// Presets with a public row come back to its rate within 15 % on its own system; that row set
    /// their share, so this holds the arithmetic, not the accuracy.
    void presetsMeetTheirRow()
    {
        int compared = 0;
        for (const GenericPreset& preset : genericPresets()) {
            QVERIFY2(!preset.source.empty(), preset.id.c_str());
            if (preset.measuredRate <= 0.0)
                continue;
            GenericQuery q = preset.query;
            q.accelerator = &part(preset.measuredOn.c_str());
            q.accelerators = preset.measuredCount;
            const GenericEstimate e = estimateGeneric(q);
            QVERIFY2(e.isFeasible, preset.id.c_str());
            QVERIFY2(share(e.samplesPerSecond, preset.measuredRate) < 0.15,
                     qPrintable(QString("%1: %2").arg(preset.id.c_str()).arg(e.samplesPerSecond)));
            ++compared;
        }
        QCOMPARE(compared, 5);
    }

    void limitsChooseTheBatch()
    {
        GenericQuery q = findGenericPreset("bert-large")->query;
        q.accelerator = &part("H100-SXM-80GB");
        const GenericEstimate free = estimateGeneric(q);
        q.latencyLimit = 0.005;
        const GenericEstimate tight = estimateGeneric(q);
        QVERIFY(free.isFeasible && tight.isFeasible);
        QVERIFY(tight.batch < free.batch);
        QVERIFY(tight.latency <= 0.005);
        q.latencyLimit = 1e-6;
        const GenericEstimate late = estimateGeneric(q);
        QVERIFY(!late.isFeasible);
        QCOMPARE(late.infeasible.id, std::string("generic.too-slow"));
    }

    void everyClassAnswersWithAWideBand()
    {
        for (const char* id : {"TPU-v5e", "Trainium2", "WSE-3", "Corsair", "Alveo-V80", "EPYC-CPU",
                               "Blackhole-p150", "Gaudi3", "MI300X"}) {
            GenericQuery q = findGenericPreset("vit-l-16")->query;
            q.accelerator = &part(id);
            const GenericEstimate e = estimateGeneric(q);
            QVERIFY2(e.isFeasible, id);
            QVERIFY2(e.band.high / e.band.low > 3.0, id);
            q.classScale = 2.0 * genericClassScale(part(id).kind);
            QVERIFY2(estimateGeneric(q).samplesPerSecond > 1.3 * e.samplesPerSecond, id);
        }
    }

    void badWorkIsRefused()
    {
        GenericQuery q;
        QVERIFY(!estimateGeneric(q).isFeasible);
        q.accelerator = &part("H100-SXM-80GB");
        QCOMPARE(estimateGeneric(q).infeasible.id, std::string("generic.workload-range"));
        q.flopsPerSample = NAN;
        QCOMPARE(estimateGeneric(q).infeasible.id, std::string("generic.workload-range"));
        q.flopsPerSample = 1e9;
        q.parameters = 1e12;
        QCOMPARE(estimateGeneric(q).infeasible.id, std::string("generic.memory-short"));
        const auto unknown = readGenericPresets("id,kind\nx,juggling\n", "p.csv");
        QVERIFY(!unknown.isOk());
        QCOMPARE(unknown.error().where, std::string("p.csv:2:kind"));
    }

    void targetsRoundUp()
    {
        GenericQuery q = findGenericPreset("resnet50")->query;
        q.accelerator = &part("H100-SXM-80GB");
        const double one = estimateGeneric(q).samplesPerSecond;
        const GenericEstimate e = genericForTarget(q, 2.5 * one, 100);
        QVERIFY(e.isFeasible);
        QVERIFY(share(e.samplesPerSecond, 3.0 * one) < 1e-9);
        QVERIFY(!genericForTarget(q, 1000.0 * one, 100).isFeasible);
    }

    /// Input 1,000 (half in the cache), 2,000 retrieved, 5 turns of 300 output and 200 tool tokens:
    /// prompt 1,000 + 2,000 + 2 x 500 = 4,000; computed (500 + 2,000 + 4 x 200) / 5 = 660.
    void agentMultipliers()
    {
        ServingQuery q;
        q.inputTokens = 1000.0;
        q.outputTokens = 300.0;
        q.prefixHit = 0.5;
        q.requestRate = 2.0;
        const AgentWork work{2000.0, 5.0, 200.0};
        const ServingQuery call = withAgentWork(q, work);
        QCOMPARE(call.inputTokens, 4000.0);
        QVERIFY(share(call.inputTokens * (1.0 - call.prefixHit), 660.0) < 1e-9);
        QCOMPARE(call.requestRate, 10.0);
        ServingEstimate e;
        e.requestsPerSecond = 10.0;
        QCOMPARE(tasksPerSecond(e, work), 2.0);
        QCOMPARE(withAgentWork(q, AgentWork{0.0, 0.0, 0.0}).inputTokens, 1000.0);
    }
};

QTEST_APPLESS_MAIN(TestGeneric)
#include "tst_generic.moc"
