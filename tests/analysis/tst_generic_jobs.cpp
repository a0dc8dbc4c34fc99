#include "model/analysis/JobStudy.h"
#include "model/analysis/RecalculationGraph.h"
#include "model/analysis/StudyParts.h"
#include "model/io/ProjectFile.h"
#include <QTest>
#include <cmath>
#include <functional>

using namespace millwright;

namespace
{

bool isClose(double a, double b)
{
    return std::abs(a - b) <= 1e-9 * std::max(std::abs(a), std::abs(b));
}

/// The H100 example (248 accelerators) with one job of generic work instead of its own.
struct Design {
    explicit Design(const std::function<void(Workload&)>& edit)
        : graph(RecalculationGraph::create().value())
    {
        project = readProject(MILLWRIGHT_SOURCE_DIR "/resources/examples/h100-scalable-unit.millwright")
                      .value()
                      .project;
        project.blueprint().table<Workload>().assign({});
        Workload row;
        row.id = Id<Workload>(++project.lastId);
        row.name = "Images";
        row.kind = WorkloadKind::Generic;
        row.weightFormat = "";
        edit(row);
        project.blueprint().table<Workload>().put(row);
        graph.update(project, ChangeSet::everything(), true);
    }
    MetricContext context() const { return {project, graph.results(), graph.parameters()}; }
    const Workload& row() const { return *project.blueprint().table<Workload>().begin(); }
    const JobEstimate& job() const { return graph.results().workload->jobs.front(); }
    const JobPlan& plan() const { return graph.results().workplan->jobs.front(); }
    std::optional<double> metric(const char* id) const { return findMetric(id)->value(context()); }
    std::shared_ptr<const JobStudy> study() const { return studyJob(jobQuestion(context(), row())); }

    Project project;
    RecalculationGraph graph;
};

} // namespace

/// Jobs of a design that are no language model: what the estimator says of their preset or figures goes through plan,
/// metrics, cost and studies.
class GenericJobsTest : public QObject
{
    Q_OBJECT

private slots:
    /// The MLPerf row that set the share of the preset: 703,770 images/s on eight H100 (inference v4.0).
    void presetComesBackAsMeasured()
    {
        const Design design([](Workload& row) { row.preset = "resnet50"; });
        const JobEstimate& job = design.job();
        QVERIFY2(job.isFeasible, formatMessage(job.reason).c_str());
        QCOMPARE(job.accelerators, 248);
        QVERIFY(std::abs(job.samplesPerSecond / (703770.0 * 248 / 8) - 1.0) < 0.05);
        QVERIFY(job.low < 0.6 * job.samplesPerSecond && job.high > 1.6 * job.samplesPerSecond);
        QCOMPARE(job.confidence, std::string("class-default"));
        QVERIFY(!job.notes.empty());
        QVERIFY(job.sampleLatency > 0.0 && job.powerPerAccelerator > job.idlePower);
        QCOMPARE(job.tokensPerSecond, 0.0);
        QCOMPARE(*design.metric("samples.perSecond"), job.samplesPerSecond);
        QVERIFY(!design.metric("serve.tokensPerSecond"));
    }

    void ownFiguresStandBeforeThePreset()
    {
        const Design preset([](Workload& row) { row.preset = "bert-large"; });
        const Design twice([](Workload& row) {
            row.preset = "bert-large";
            row.flopsPerSample = 2.0 * 116e9;
            row.samplesPerBatch = 512;
        });
        QVERIFY(twice.job().samplesPerSecond < 0.6 * preset.job().samplesPerSecond);
        QCOMPARE(twice.job().parallelism, std::string("batch 512"));
        // No preset: 1 TFLOP and 1 GB a sample in 16 bits, batch 64, shares as stated. H100 SXM: 989.4e12, 3.35e12.
        const Design own([](Workload& row) {
            row.sampleKind = SampleKind::Simulation;
            row.weightFormat = "bf16";
            row.flopsPerSample = 1e12;
            row.bytesMovedPerSample = 1e9;
            row.samplesPerBatch = 64;
            row.computeShare = 0.5;
            row.memoryShare = 0.8;
            row.classScale = 1.0;
        });
        const double time = std::max(64e12 / (989.4e12 * 0.5), 64e9 / (3.35e12 * 0.8)) + 1e-4;
        QVERIFY(std::abs(own.job().samplesPerSecond / (248 * 64 / time) - 1.0) < 1e-3);
        QVERIFY(std::abs(own.job().sampleLatency / (1.5 * time) - 1.0) < 1e-3);
    }

    /// Designs from before jobs had figures: the accelerators and their power, as they were.
    void withoutFiguresOnlyPowerCounts()
    {
        const Design design([](Workload& row) { row.utilisation = 0.5; });
        const JobEstimate& job = design.job();
        QVERIFY(job.isFeasible);
        QCOMPARE(job.reason.id, std::string("workload.devices-only"));
        QCOMPARE(job.samplesPerSecond, 0.0);
        QVERIFY(isClose(job.powerPerAccelerator, job.idlePower + 0.65 * (job.designPower - job.idlePower)));
        QVERIFY(isClose(design.plan().busyHours, 0.5 * design.plan().heldHours));
        QVERIFY(!design.metric("samples.perSecond") && !design.metric("cost.perMillionSamples"));
        QCOMPARE(fileVersionOf(design.project), readVersion("h100-scalable-unit"));
    }

    void filesWithSamplesSayVersionTwoAndComeBack()
    {
        const Design design([](Workload& row) {
            row.preset = "dlrm-v2";
            row.samplesPerSecond = 1e6;
            row.latencyLimit = 0.05;
            row.isSampleTraining = true;
            row.classScale = 0.7;
        });
        QCOMPARE(fileVersionOf(design.project), 2);
        const auto back = parseProject(projectText(design.project), "text");
        QVERIFY(back);
        QVERIFY(*back->project.blueprint().table<Workload>().begin() == design.row());
    }

    void aStatedRateFillsDayYearAndCost()
    {
        const Design design([](Workload& row) {
            row.preset = "resnet50";
            row.samplesPerSecond = 4e6;
            row.profile = LoadProfile::BatchAtNight; // ten hours
        });
        const JobPlan& plan = design.plan();
        QVERIFY(isClose(plan.samples[0], 4e6));
        QCOMPARE(plan.samples[12], 0.0);
        QVERIFY(isClose(plan.samplesPerYear, 4e6 * 36000.0 * 365.25));
        QVERIFY(isClose(plan.activity[0], 4e6 / design.job().samplesPerSecond));
        QCOMPARE(plan.unmetShare, 0.0);
        QCOMPARE(plan.tokensPerYear, 0.0);
        const double cost = *design.metric("cost.perYear");
        QVERIFY(isClose(*design.metric("cost.perMillionSamples"), cost / (plan.samplesPerYear / 1e6)));
        QVERIFY(*design.metric("samples.perJoule") > 0.0);
        // Twice what the pool can do: the rest is not done, and the accelerators that would do it are named.
        const Design much([&](Workload& row) {
            row.preset = "resnet50";
            row.samplesPerSecond = 2.0 * design.job().samplesPerSecond;
        });
        QVERIFY(isClose(much.plan().unmetShare, 0.5));
        QCOMPARE(much.job().acceleratorsNeeded, 496);
    }

    void trainingReadsItsSamplesFromStorage()
    {
        const auto job = [](bool trains, double bytes) {
            return Design([=](Workload& row) {
                row.preset = "resnet50";
                row.isSampleTraining = trains;
                row.bytesReadPerSample = bytes;
            });
        };
        const Design serving = job(false, 1.1e5), training = job(true, 1.1e5);
        QCOMPARE(serving.graph.results().workplan->storageRead[5], 0.0); // they come with their requests
        QVERIFY(isClose(training.graph.results().workplan->storageRead[5],
                        training.plan().samples[5] * 1.1e5));
        QVERIFY(training.job().samplesPerSecond < 0.4 * serving.job().samplesPerSecond);
        const Design starved = job(true, 1e9);
        const double read = storageOffer(*starved.graph.results().network).read;
        QVERIFY(read > 0.0);
        QVERIFY(isClose(starved.job().samplesPerSecond * 1e9, read));
        QCOMPARE(std::get<std::string>(starved.job().reason.arguments.front()), std::string("storage-read"));
    }

    void everyMetricAndFigureExplainsItself()
    {
        const Design design([](Workload& row) {
            row.preset = "stable-diffusion-xl";
            row.samplesPerSecond = 10.0;
        });
        int explained = 0;
        for (const Metric* metric : allMetrics()) {
            const auto value = metric->value(design.context());
            if (!value || (!metric->id.starts_with("samples.") && !metric->id.starts_with("cost.") &&
                           !metric->id.starts_with("plan.")))
                continue;
            const auto tree = explainMetric(design.context(), metric->id);
            QVERIFY2(tree, metric->id.data());
            QVERIFY2(isClose(evaluateExplanation(**tree), *value), metric->id.data());
            QVERIFY2(unsourcedLeaves(*tree).empty(), metric->id.data());
            ++explained;
        }
        QVERIFY(explained > 10);
        const auto study = design.study();
        QVERIFY(study->isFeasible() && study->isGeneric());
        QCOMPARE(study->roofline.points.size(), std::size_t{1});
        QVERIFY(study->roofline.points[0].rate <= study->roofline.points[0].bound);
        int figures = 0;
        for (const JobFigure& figure : figuresOf(*study)) {
            const auto value = figure.value(*study);
            if (!value)
                continue;
            ++figures;
            const auto tree = explainJobFigure(*study, figure.id);
            QVERIFY2(tree, figure.id.data());
            QVERIFY2(isClose(evaluateExplanation(**tree), *value), figure.id.data());
            QVERIFY2(unsourcedLeaves(*tree).empty(), figure.id.data());
            if (const auto band = figure.band(*study))
                QVERIFY2(band->low < *value && *value < band->high, figure.id.data());
        }
        QVERIFY(figures >= 10);
        for (const auto& [part, value] :
             {std::pair{"generic.step.work", study->generic.best.batchTime - study->generic.best.overhead},
              std::pair{"generic.step.overhead", study->generic.best.overhead},
              std::pair{"memory.parameters", study->generic.best.memoryNeeded},
              std::pair{"memory.batch", study->generic.best.memoryBatch},
              std::pair{"roofline.samples", study->roofline.points[0].rate}}) {
            const auto tree = explainStudyPart(*study, part);
            QVERIFY2(tree, part);
            QVERIFY2(isClose((*tree)->value, value) && isClose(evaluateExplanation(**tree), value), part);
            QVERIFY2(unsourcedLeaves(*tree).empty(), part);
        }
        QVERIFY(!explainStudyPart(*study, "front.0"));
        QCOMPARE(figuresOf(*study)[0].value(*study).value(), design.job().samplesPerSecond);
    }

    /// What would help makes it run, each by itself.
    void whatWouldHelpHelps()
    {
        const auto late = [](double limit, double batch) {
            return Design([=](Workload& row) {
                row.preset = "resnet50";
                row.latencyLimit = limit;
                row.samplesPerBatch = batch;
            });
        };
        const Design design = late(0.02, 4096);
        QVERIFY(!design.job().isFeasible);
        QCOMPARE(design.job().reason.id, std::string("generic.too-slow"));
        const auto& remedies = design.job().remedies;
        const auto found = std::find_if(remedies.begin(), remedies.end(), [](const Message& m) {
            return m.id == "workload.remedy.samples";
        });
        QVERIFY(found != remedies.end());
        const auto batch = static_cast<double>(std::get<std::int64_t>(found->arguments[0]));
        QVERIFY(batch >= 256.0 && batch < 4096.0);
        QVERIFY(late(0.02, batch).job().isFeasible);
        const Design hopeless = late(1e-5, 0);
        QVERIFY(!hopeless.job().isFeasible);
        const auto& only = hopeless.job().remedies;
        QVERIFY(!only.empty());
        QCOMPARE(only.back().id, std::string("workload.remedy.latency"));
        const double least = std::get<Measure>(only.back().arguments[0]).value;
        QVERIFY(late(least * 1.0001, 0).job().isFeasible && !late(least * 0.99, 0).job().isFeasible);
    }

    void unknownPresetIsNamed()
    {
        const Design design([](Workload& row) { row.preset = "resnet-9000"; });
        QVERIFY(!design.job().isFeasible);
        QCOMPARE(design.job().reason.id, std::string("workload.unknown-preset"));
        QCOMPARE(std::get<std::string>(design.job().reason.arguments[1]), std::string("resnet-9000"));
    }

    /// 8 TB in 2.05 h on eight accelerators, the published figure of the default.
    void preparationOnAcceleratorsHasARate()
    {
        const Design design([](Workload& row) {
            row.kind = WorkloadKind::Prepare;
            row.accelerator = "nvidia-h100-sxm";
            row.dataRate = 2e9;
        });
        QVERIFY2(design.job().isFeasible, formatMessage(design.job().reason).c_str());
        const double each = design.job().bytesPerSecond / design.job().accelerators;
        QVERIFY(std::abs(each / (8e12 / (2.05 * 3600.0) / 8.0) - 1.0) < 0.01);
        QVERIFY(isClose(design.plan().activity[3], 2e9 / design.job().bytesPerSecond));
    }

private:
    static int readVersion(const char* name)
    {
        return fileVersionOf(readProject(std::string(MILLWRIGHT_SOURCE_DIR "/resources/examples/") + name +
                                         ".millwright")
                                 .value()
                                 .project);
    }
};

QTEST_APPLESS_MAIN(GenericJobsTest)
#include "tst_generic_jobs.moc"
