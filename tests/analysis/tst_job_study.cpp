#include "model/analysis/JobComparison.h"
#include "model/analysis/StudyParts.h"
#include "model/analysis/RecalculationGraph.h"
#include "model/io/ProjectFile.h"
#include <QTest>
#include <cmath>

using namespace millwright;

namespace
{

/// An example with all its results.
struct Design {
    explicit Design(const char* name)
        : graph(RecalculationGraph::create().value())
    {
        auto loaded = readProject(std::string(MILLWRIGHT_SOURCE_DIR "/resources/examples/") + name +
                                  ".millwright");
        if (!loaded)
            qFatal("%s is missing", name);
        project = std::move(loaded->project);
        update();
    }
    void update() { graph.update(project, ChangeSet::everything(), true); }
    MetricContext context() const { return {project, graph.results(), graph.parameters()}; }
    const Workload& workload(WorkloadKind kind) const
    {
        for (const Workload& row : project.blueprint().table<Workload>())
            if (row.kind == kind)
                return row;
        qFatal("no such workload");
    }
    std::shared_ptr<const JobStudy> study(const Workload& row) const
    {
        return studyJob(jobQuestion(context(), row));
    }
    const JobEstimate& estimate(Id<Workload> id) const
    {
        for (const JobEstimate& job : graph.results().workload->jobs)
            if (job.workload == id)
                return job;
        qFatal("no estimate");
    }

    Project project;
    RecalculationGraph graph;
};

bool isClose(double a, double b)
{
    return std::abs(a - b) <= 1e-9 * std::max(std::abs(a), std::abs(b));
}

double value(const JobStudy& study, const char* id)
{
    for (const JobFigure& figure : figuresOf(study))
        if (figure.id == id)
            return figure.value(study).value_or(0.0);
    return 0.0;
}

Workload training(const Workload& serving)
{
    Workload row = serving;
    row.kind = WorkloadKind::Train;
    row.model = "llama3.1-8b";
    row.weightFormat = "bf16";
    row.trainingTokens = 1e12;
    row.isPlanFixed = false;
    return row;
}

} // namespace

/// What the workspace and the command line say about a job is what the design's analysis says, and
/// every figure explains itself.
class TestJobStudy : public QObject
{
    Q_OBJECT
private slots:
    void saysWhatTheAnalysisSays_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"h100-scalable-unit", "nvl72-liquid", "mi300x-ethernet"})
            QTest::newRow(name) << name;
    }
    void saysWhatTheAnalysisSays()
    {
        QFETCH(QString, name);
        const Design design(qPrintable(name));
        int studied = 0;
        for (const Workload& row : design.project.blueprint().table<Workload>()) {
            const JobEstimate& job = design.estimate(row.id);
            const auto study = design.study(row);
            if (!study->isServing() && !study->isTraining())
                continue;
            ++studied;
            QCOMPARE(study->isFeasible(), job.isFeasible);
            QCOMPARE(study->accelerators(), job.accelerators);
            if (study->isServing()) {
                QVERIFY(isClose(value(*study, "job.capacity"), job.tokensPerSecond));
                QVERIFY(isClose(value(*study, "job.ttft.p99"), job.ttftP99));
                QVERIFY(isClose(value(*study, "job.tpot.mean"), job.tpotMean));
                QVERIFY(isClose(value(*study, "job.memory"), job.memoryPerAccelerator));
                QVERIFY(!study->front.empty() && study->tried > 10);
            } else {
                QVERIFY(isClose(value(*study, "job.days"), job.days));
                QVERIFY(isClose(value(*study, "job.mfu"), job.mfu));
            }
            QVERIFY(!study->roofline.points.empty());
        }
        QVERIFY(studied > 0);
    }

    void thePlanInUseLiesOnTheFrontOrBelow()
    {
        const Design design("h100-scalable-unit");
        const auto study = design.study(design.workload(WorkloadKind::Serve));
        QVERIFY(study->chosen.isFeasible);
        // A searched plan that beats the front would make the front's promise a lie.
        for (const ServingEstimate& point : study->front)
            if (point.tpotMean <= study->chosen.tpotMean * (1.0 + 1e-9) &&
                point.perAccelerator >= study->chosen.perAccelerator * (1.0 - 1e-9))
                return;
        QFAIL("the plan in use beats every plan of the front");
    }

    void theRateAtCapacityIsNobodysInput()
    {
        const Design design("h100-scalable-unit");
        const auto study = design.study(design.workload(WorkloadKind::Serve));
        QCOMPARE(study->serving.query.mode, ServingMode::OpenLoop); // it has limits
        const auto node = explainJobFigure(*study, "job.capacity");
        QVERIFY(node && isClose((*node)->value, value(*study, "job.capacity")));
        const std::function<const ExplainNode*(const ExplainNode&)> requests =
            [&](const ExplainNode& at) -> const ExplainNode* {
            if (at.label == "serve.requests")
                return &at;
            for (const ExplainPtr& input : at.inputs)
                if (const ExplainNode* found = requests(*input))
                    return found;
            return nullptr;
        };
        const ExplainNode* rate = requests(**node);
        QVERIFY(rate && rate->op == ExplainOp::Function && !rate->inputs.empty());
        QVERIFY(rate->source.find("within the limits") != std::string::npos);
    }

    void everyPartOfAChartExplainsItself()
    {
        const Design design("h100-scalable-unit");
        const auto study = design.study(design.workload(WorkloadKind::Serve));
        const auto explained = [&](const std::string& id) {
            const auto node = explainStudyPart(*study, id);
            return node ? (*node)->value : std::nan("");
        };
        const StepParts& step = study->serving.best.step;
        QVERIFY(isClose(explained("serve.step.weights"), step.weights));
        QVERIFY(isClose(explained("serve.step.prefill"), step.prefill));
        QVERIFY(isClose(explained("memory.cache"), study->serving.best.memory.kvCache));
        const ServingMemory& memory = study->serving.best.memory;
        QVERIFY(isClose(explained("memory.free"), memory.capacity - memory.weights -
                                                      memory.kvCache - memory.activations));
        for (const RooflinePoint& point : study->roofline.points)
            QVERIFY(isClose(explained("roofline." + std::string(rooflinePhaseName(point.phase))),
                            point.rate));
        for (std::size_t i = 0; i < study->front.size(); ++i) {
            const double value = explained("front." + std::to_string(i));
            QVERIFY2(std::abs(value / study->front[i].perAccelerator - 1.0) < 1e-6,
                     qPrintable(QString::number(value)));
        }
        QVERIFY(std::abs(explained("front.chosen") / study->chosen.perAccelerator - 1.0) < 1e-6);
        QVERIFY(!explainStudyPart(*study, "front.999"));
        QVERIFY(!explainStudyPart(*study, "train.step.compute"));
        const auto training = design.study(design.workload(WorkloadKind::Train));
        const auto compute = explainStudyPart(*training, "train.step.compute");
        QVERIFY(compute && isClose((*compute)->value, training->training.best.step.compute));
    }

    void everyFigureExplainsItself_data()
    {
        QTest::addColumn<bool>("trains");
        QTest::newRow("serving") << false;
        QTest::newRow("training") << true;
    }
    void everyFigureExplainsItself()
    {
        QFETCH(bool, trains);
        const Design design("h100-scalable-unit");
        const Workload serving = design.workload(WorkloadKind::Serve);
        const auto study = design.study(trains ? training(serving) : serving);
        QVERIFY(study->isFeasible());
        int explained = 0;
        for (const JobFigure& figure : figuresOf(*study)) {
            const auto shown = figure.value(*study);
            if (!shown)
                continue;
            const auto tree = explainJobFigure(*study, figure.id);
            QVERIFY2(tree.isOk(), figure.id.data());
            QVERIFY2(isClose((*tree)->value, *shown), figure.id.data());
            QVERIFY2(isClose(evaluateExplanation(**tree), *shown), figure.id.data());
            for (const ExplainPtr& leaf : unsourcedLeaves(*tree))
                QFAIL(qPrintable(QString("%1: no source for %2").arg(figure.id.data(),
                                                                     leaf->label.c_str())));
            if (const auto band = figure.band(*study))
                QVERIFY2(band->low < *shown && *shown < band->high, figure.id.data());
            ++explained;
        }
        QVERIFY2(explained >= 9, qPrintable(QString::number(explained)));
        QVERIFY(!explainJobFigure(*study, "job.none").isOk());
    }

    void aModelThatDoesNotFitSaysByHowMuchAndWhatWould()
    {
        Design design("h100-scalable-unit");
        Workload row = design.workload(WorkloadKind::Serve);
        row.model = "deepseek-v3";
        row.weightFormat = row.cacheFormat = "bf16";
        row.isPlanFixed = true;
        row.tensorRanks = 8;
        const auto study = design.study(row);
        QVERIFY(!study->isFeasible());
        QCOMPARE(study->reason().id, std::string("serve.memory-short"));
        QVERIFY(study->serving.best.memory.shortBy > 1e9);
        QVERIFY(!study->remedies.empty());
        // 671 B parameters of two bytes on 8 x 80 GB: the other plans that cannot be are told too.
        QVERIFY(!study->refusedPlans.empty());
        for (const ServingEstimate& plan : study->refusedPlans)
            QVERIFY(!plan.infeasible.id.empty());
    }

    void comparesOnTheSameTerms()
    {
        const Design design("h100-scalable-unit");
        const Workload row = design.workload(WorkloadKind::Serve);
        const JobQuestion question = jobQuestion(design.context(), row);
        auto offers = acceleratorOffers(design.project.parts, nullptr);
        QVERIFY(!offers.empty());
        AcceleratorOffer tiny;
        AcceleratorSpec spec = *offers.front().spec;
        spec.id = "tiny";
        spec.memoryBytes = 1e6;
        tiny.spec = std::make_shared<const AcceleratorSpec>(spec);
        tiny.name = "Tiny";
        offers.push_back(tiny);
        const ComparisonPrices prices = comparisonPrices(design.context(), row.utilisation);
        const auto compared = compareJob(question, offers, prices);
        QCOMPARE(compared.size(), offers.size());
        QVERIFY(!compared.back().isFeasible);
        QVERIFY(!compared.back().reason.id.empty());
        const auto study = studyJob(question);
        bool hasOwn = false;
        for (const ComparedJob& job : compared) {
            if (job.offer.spec->id != question.accelerator.str())
                continue;
            hasOwn = true;
            QVERIFY(isClose(job.perAccelerator, value(*study, "job.perAccelerator")));
            QVERIFY(job.perAcceleratorBand.low < job.perAccelerator);
            if (job.costPerMillion <= 0.0)
                continue;
            const Traced cost = explainComparedCost(job, prices);
            QVERIFY(isClose(cost.value(), job.costPerMillion));
            QVERIFY(isClose(evaluateExplanation(*cost.node()), job.costPerMillion));
            QVERIFY(job.costBand.low < job.costPerMillion && job.costPerMillion < job.costBand.high);
        }
        QVERIFY(hasOwn);
    }

    void comparingCanBeStopped()
    {
        const Design design("h100-scalable-unit");
        const JobQuestion question =
            jobQuestion(design.context(), design.workload(WorkloadKind::Serve));
        auto offers = acceleratorOffers(design.project.parts, nullptr);
        while (offers.size() < 4)
            offers.push_back(offers.front());
        std::size_t asked = 0;
        const auto compared =
            compareJob(question, offers, {}, [&](std::size_t done, std::size_t all) {
                Q_ASSERT(all == offers.size());
                ++asked;
                return done < 2;
            });
        QCOMPARE(compared.size(), std::size_t{2});
        QCOMPARE(asked, std::size_t{3});
    }
};

QTEST_APPLESS_MAIN(TestJobStudy)
#include "tst_job_study.moc"
