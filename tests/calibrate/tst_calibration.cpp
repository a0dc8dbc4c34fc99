#include "model/calibrate/Calibration.h"
#include "model/estimate/EstimateBands.h"
#include <QtTest>
#include <cmath>

using namespace millwright;

namespace
{

/// Runs of several models as a machine would give them whose factors are `truth`.
ImportedMeasurements runsOf(const EfficiencyFactors& truth)
{
    ImportedMeasurements measured;
    for (const char* model : {"llama3.1-8b", "llama3.1-70b", "qwen3-32b"})
        for (const double concurrency : {1.0, 8.0, 64.0}) {
            Measurement run;
            run.kind = CaseKind::Latency;
            run.accelerator = "H100";
            run.accelerators = run.tensor = 4;
            run.model = model;
            run.framework = "vllm";
            run.format = "fp8";
            run.inputTokens = 1000.0;
            run.outputTokens = 500.0;
            run.concurrency = concurrency;
            run.ttftMean = run.tpotMean = 1.0;
            run.where = std::string(model) + ".json";
            measured.runs.push_back(run);
        }
    auto file = readCases(CaseKind::Latency, caseTable(CaseKind::Latency, measured.runs, "t"));
    for (std::size_t i = 0; i < file->cases.size(); ++i) {
        const std::vector<double> predicted = predictCase(file->cases[i], truth);
        measured.runs[i].ttftMean = predicted.at(0) * 1e-3;
        measured.runs[i].tpotMean = predicted.at(1) * 1e-3;
    }
    return measured;
}

LinkMeasurement link(const char* accelerator, int ranks, int nodes, double bandwidth)
{
    LinkMeasurement l;
    l.accelerator = accelerator;
    l.ranks = ranks;
    l.nodes = nodes;
    l.busBandwidth = bandwidth;
    return l;
}

} // namespace

/// Refitting on a customer's runs brings the estimates to them, measures the error on runs left
/// out, and says what moved.
class TestCalibration : public QObject
{
    Q_OBJECT

private slots:
    void estimatesComeToTheMeasurements()
    {
        EfficiencyFactors truth = standardFactors();
        truth.at(Factor::ServingMemory) = 0.6 * standardFactors().at(Factor::ServingMemory);
        truth.at(Factor::ServingLayerVllm) = 2.0 * standardFactors().at(Factor::ServingLayerVllm);
        const auto result = calibrate(runsOf(truth));
        QVERIFY(result.isOk());
        QCOMPARE(result->runs, std::size_t{9});
        const CalibrationErrors& tpot = result->errors.at("tpot_ms");
        QCOMPARE(tpot.runs, std::size_t{9});
        QVERIFY2(tpot.before > 0.25, qPrintable(QString::number(tpot.before)));
        QVERIFY2(tpot.after < 0.3 * tpot.before, qPrintable(QString::number(tpot.after)));
        // A model that was left out gains nearly as much: what was learnt belongs to the machine.
        QVERIFY2(tpot.heldOut > 0.0 && tpot.heldOut < 0.5 * tpot.before,
                 qPrintable(QString::number(tpot.heldOut)));
        QVERIFY(result->factors.at(Factor::ServingMemory) <
                standardFactors().at(Factor::ServingMemory));
        QVERIFY(!result->changes.empty());
        // Training factors are not touched by serving runs.
        QCOMPARE(result->factors.at(Factor::TrainingCompute16),
                 standardFactors().at(Factor::TrainingCompute16));
    }

    void goodRunsNarrowTheBand()
    {
        const auto same = calibrate(runsOf(standardFactors()));
        QVERIFY(same.isOk());
        QVERIFY(same->errors.at("tpot_ms").before < 1e-6);
        QVERIFY(same->factors.at(Factor::BandNextToken) <
                standardFactors().at(Factor::BandNextToken));
        QCOMPARE(same->errors.at("tpot_ms").bandAfter, same->factors.at(Factor::BandNextToken));
        // Runs that no factors explain widen it.
        ImportedMeasurements wild = runsOf(standardFactors());
        for (std::size_t i = 0; i < wild.runs.size(); ++i)
            wild.runs[i].tpotMean *= i % 2 ? 4.0 : 0.25;
        const auto result = calibrate(wild);
        QVERIFY(result.isOk());
        QVERIFY(result->factors.at(Factor::BandNextToken) >
                standardFactors().at(Factor::BandNextToken));
    }

    void linksGiveShares()
    {
        ImportedMeasurements measured;
        measured.links = {link("NVIDIA H100 80GB HBM3", 8, 1, 360e9),
                          link("NVIDIA H100 80GB HBM3", 16, 2, 320e9),
                          link("Mystery X1", 8, 1, 10e9)};
        CalibrationOptions options;
        options.portBandwidth = 50e9; // 400 Gb/s
        const auto result = calibrate(measured, options);
        QVERIFY(result.isOk());
        QCOMPARE(result->links[0].share, 0.8); // of 450 GB/s
        QCOMPARE(result->links[1].share, 0.8); // 320 / 8 of 50 GB/s a port
        QCOMPARE(result->fabricShare, 0.8);
        QCOMPARE(result->factors.at(Factor::ServingLink), 0.8);
        QCOMPARE(result->factors.at(Factor::TrainingLink), 0.8);
        QCOMPARE(result->notCompared.size(), std::size_t{1});
        QCOMPARE(result->notCompared[0].message.id, std::string("calibrate.link-unknown"));
    }

    void whatCannotBeComparedIsNamed()
    {
        ImportedMeasurements measured = runsOf(standardFactors());
        measured.runs[4].model = "no-such-model";
        const auto result = calibrate(measured);
        QVERIFY(result.isOk());
        QCOMPARE(result->runs, std::size_t{8});
        QCOMPARE(result->notCompared.size(), std::size_t{1});
        QCOMPARE(result->notCompared[0].where, std::string("llama3.1-70b.json"));
        measured.runs.assign(1, measured.runs[4]);
        QCOMPARE(calibrate(measured).error().message.id, std::string("calibrate.too-few"));
        QCOMPARE(calibrate({}).error().message.id, std::string("calibrate.too-few"));
    }

    void canBeCancelled()
    {
        CalibrationOptions options;
        options.isCancelled = [] { return true; };
        QCOMPARE(calibrate(runsOf(standardFactors()), options).error().message.id,
                 std::string("calibrate.cancelled"));
    }
};

QTEST_APPLESS_MAIN(TestCalibration)
#include "tst_calibration.moc"
