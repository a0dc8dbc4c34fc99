#include "model/assist/Assist.h"
#include "model/base/Units.h"
#include "model/edit/EditMessages.h"
#include "model/estimate/EstimateParts.h"
#include "model/io/ProjectFile.h"
#include "model/rules/Rule.h"
#include "views/ViewMessages.h"
#include "views/charts/CascadeChart.h"
#include "views/charts/ComparisonChart.h"
#include "views/charts/DayChart.h"
#include "views/charts/ParetoChart.h"
#include "views/charts/RooflineChart.h"
#include "views/models/DayJobsModel.h"
#include "views/models/ModelListModel.h"
#include "views/models/RefusedPlansModel.h"
#include "views/models/WorkloadListModel.h"
#include "views/panels/ComparisonPanel.h"
#include "views/panels/DayPage.h"
#include "views/panels/ExplainPanel.h"
#include "views/panels/FigureGrid.h"
#include "views/panels/ModelPicker.h"
#include "views/panels/ImpactList.h"
#include "views/panels/KpiPanel.h"
#include "views/panels/RightSizeDialog.h"
#include "views/panels/StudyHead.h"
#include "views/panels/StudyPage.h"
#include "views/panels/WorkloadPanel.h"
#include "views/panels/WorkloadsWorkspace.h"
#include "views/session/JobComparisons.h"
#include "views/session/JobStudies.h"
#include "views/session/Session.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/Buttons.h"
#include "views/widgets/ExplainableNumber.h"
#include "views/widgets/QuantityField.h"
#include "views/widgets/SearchField.h"
#include "views/widgets/SectionHeader.h"
#include <QAbstractItemModelTester>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTreeView>
#include <QTemporaryDir>
#include <QtTest>

using namespace millwright;

namespace
{

constexpr int patience = 20000; // ms

/// The workspace over an example with a serving workload.
struct Fixture {
    explicit Fixture(ThemeManager& themes) : space(session, themes), explain(session, themes)
    {
        auto loaded = readProject(MILLWRIGHT_SOURCE_DIR
                                  "/resources/examples/h100-scalable-unit.millwright");
        if (!loaded)
            qFatal("the example is missing");
        session.reset(std::move(loaded->project));
        explain.setProvider({[this](const std::string& id) { return space.explain(id); },
                             [this](const std::string& id) { return space.explainTitle(id); },
                             [this](const std::string& id) { return space.explainNote(id); }});
        QObject::connect(&space, &WorkloadsWorkspace::explainRequested, &explain,
                         &ExplainPanel::explain);
        space.resize(1100, 1400);
        space.show();
        explain.resize(320, 600);
        explain.show();
        settle();
    }
    void settle()
    {
        QTRY_VERIFY_WITH_TIMEOUT(!session.isCalculating() && !space.isCalculating() &&
                                     !space.studies().isStale() && space.studies().study(),
                                 patience);
        QApplication::processEvents();
    }
    WorkloadPanel& panel() { return space.panel(); }
    StudyPage& page() { return space.page(); }
    const Workload& row() { return *session.blueprint().find(panel().current()); }
    std::size_t count() { return session.blueprint().table<Workload>().size(); }
    QPushButton* button(const QString& text)
    {
        for (auto* candidate : space.findChildren<QPushButton*>())
            if (candidate->text().contains(text) && candidate->isVisible())
                return candidate;
        return nullptr;
    }
    void press(QWidget* widget) { QTest::mouseClick(widget, Qt::LeftButton); }
    void type(std::string_view key, const char* text)
    {
        auto* field = qobject_cast<QuantityField*>(panel().editor(key));
        QVERIFY2(field, key.data());
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, QString::fromUtf8(text));
        QTest::keyClick(field, Qt::Key_Return);
    }
    /// Something that no 8 accelerators of 80 GB hold.
    void makeTooLarge()
    {
        session.perform({"edit.property", {std::string("model")}}, [this](Draft& draft) {
            draft.change(panel().current(), [](Workload& workload) {
                workload.model = "deepseek-v3";
                workload.weightFormat = workload.cacheFormat = "bf16";
                workload.isPlanFixed = true;
                workload.tensorRanks = 8;
            });
            return Result<void>();
        });
        settle();
    }

    Session session;
    WorkloadsWorkspace space;
    ExplainPanel explain;
};

} // namespace

/// The workspace of the workloads by mouse and keyboard: every edit one undo step, every number
/// explained, nothing calculated on the thread of the window.
class TestWorkloads : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void cardsShowTheStudy();
    void addsDuplicatesAndDeletesByMouse();
    void choosesAModelByKeyboard();
    void aFieldIsOneStepAndShowsItsChange();
    void importsAModelAndKeepsIt();
    void brokenConfigNamesLineAndField();
    void pressingAPointOffersItsPlan();
    void arrowKeysWalkTheFront();
    void thePlanOfTheDayShowsWhoHoldsWhat();
    void explainTellsBandAndTrust();
    void anUnknownModelOffersWhatHelps();
    void withoutAJobOnlyTheNextStepIsSeen();
    void theChartThatIsMeantIsTheOneTouchedLast();
    void stepsThroughTheJobs();
    void everyMarkOfEveryChartExplainsItself();
    void pressingANumberExplainsIt();
    void tooLargeSaysByHowMuch();
    void trainingShowsItsOwnFigures();
    void chartsNameTheirParts();
    void comparesAcceleratorsWithReasons();
    void staleWhileCalculating();
    void readOnlyOffersNothingToChange();
    void modelsKeepTheRules();
    void bothLooksAreReadable();
    void genericWorkHasCardsOfItsOwn();
    void stripCountsInSamplesWhereNothingIsServed();
    void rightSizePreviewsAndIsOneStep();
    void aSearchCanBeStopped();

private:
    ThemeManager* m_themes = nullptr;
};

void TestWorkloads::initTestCase()
{
    m_themes = new ThemeManager(*qApp);
    registerEditMessages();
    registerAssistMessages();
    registerRuleMessages();
    registerUnitMessages();
    registerEstimateMessages();
    registerViewMessages();
}

void TestWorkloads::cardsShowTheStudy()
{
    Fixture f(*m_themes);
    const auto study = f.space.studies().study();
    QVERIFY(study->isServing() && study->isFeasible());
    for (const char* figure : {"job.capacity", "job.perAccelerator", "job.perUser", "job.ttft.mean",
                               "job.ttft.p99", "job.tpot.mean", "job.tpot.p99", "job.power",
                               "job.tokensPerJoule", "job.perMegawatt", "job.memory"})
        QVERIFY2(f.page().figures().card(figure), figure);
    FigureCard* card = f.page().figures().card("job.capacity");
    QVERIFY(card->bandText().startsWith("80 %:"));
    QVERIFY(card->isEnabled());
    QVERIFY(f.page().head().headline().contains(QString::fromStdString(f.row().name)));
    QVERIFY(!f.page().head().words().isEmpty());
}

void TestWorkloads::addsDuplicatesAndDeletesByMouse()
{
    Fixture f(*m_themes);
    const std::size_t before = f.count();
    const auto step = [&](const QString& text, std::size_t expected) {
        QPushButton* button = f.button(text);
        QVERIFY2(button, qPrintable(text));
        const int index = f.session.undoStack().index();
        f.press(button);
        QCOMPARE(f.count(), expected);
        QCOMPARE(f.session.undoStack().index(), index + 1);
    };
    step("Serving", before + 1);
    const Id<Workload> added = f.panel().current();
    QCOMPARE(f.row().kind, WorkloadKind::Serve);
    step("Training", before + 2);
    QCOMPARE(f.row().kind, WorkloadKind::Train);
    step("Duplicate", before + 3);
    QVERIFY(f.panel().current() != added);
    QVERIFY(f.row().name.ends_with(" 2"));
    step("Delete", before + 2);
    QVERIFY(f.panel().current().isSet());
    for (int i = 0; i < 4; ++i)
        f.session.undoStack().undo();
    QCOMPARE(f.count(), before);
    QVERIFY(f.session.blueprint().find(f.panel().current()));
}

void TestWorkloads::choosesAModelByKeyboard()
{
    Fixture f(*m_themes);
    const int index = f.session.undoStack().index();
    f.press(&f.panel().modelButton());
    ModelPicker& picker = f.panel().picker();
    QVERIFY(picker.isVisible());
    QTest::keyClicks(&picker.search(), "llama3.1 8b");
    QVERIFY(picker.model().rowCount() >= 1 && picker.model().rowCount() < 6);
    QTest::keyClick(&picker.search(), Qt::Key_Down);
    QTest::keyClick(&picker.search(), Qt::Key_Up);
    QTest::keyClick(&picker.search(), Qt::Key_Return);
    QVERIFY(!picker.isVisible());
    QVERIFY(QString::fromStdString(f.row().model.str()).startsWith("llama3.1-8b"));
    QCOMPARE(f.session.undoStack().index(), index + 1);
    f.settle();
    QCOMPARE(f.space.studies().study()->question.place->model->layers, 32);
}

void TestWorkloads::aFieldIsOneStepAndShowsItsChange()
{
    Fixture f(*m_themes);
    const int index = f.session.undoStack().index();
    const double before = f.row().outputTokens;
    f.type("outputTokens", "64");
    QCOMPARE(f.row().outputTokens, 64.0);
    QCOMPARE(f.session.undoStack().index(), index + 1);
    f.settle();
    // Shorter answers, the same prompts: fewer output tokens, and worse is said with a sign.
    FigureCard* card = f.page().figures().card("job.capacity");
    QVERIFY2(card->changeText().contains(u'−'), qPrintable(card->changeText()));
    QCOMPARE(card->cell().quality, ChangeQuality::Bad);
    f.session.undoStack().undo();
    QCOMPARE(f.row().outputTokens, before);
    f.settle();
    QVERIFY(f.page().figures().card("job.capacity")->changeText().contains(u'+'));
}

void TestWorkloads::importsAModelAndKeepsIt()
{
    Fixture f(*m_themes);
    QTemporaryDir folder;
    QDir(folder.path()).mkdir("Tiny-4L");
    const QString path = folder.filePath("Tiny-4L/config.json");
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"model_type":"llama","num_hidden_layers":4,"hidden_size":512,
                   "num_attention_heads":8,"vocab_size":32000})");
    file.close();
    const int index = f.session.undoStack().index();
    QVERIFY(f.panel().importModel(path));
    QCOMPARE(f.session.undoStack().index(), index + 1);
    QCOMPARE(f.row().model.str(), std::string("Tiny-4L"));
    f.settle();
    QCOMPARE(f.space.studies().study()->question.place->model->layers, 4);
    // The file may go: the project has it, and so has what is saved of it.
    QFile::remove(path);
    const auto opened = parseProject(projectText(f.session.project()), "saved");
    QVERIFY(opened && opened->project.models.find("Tiny-4L"));
    f.session.undoStack().undo();
    QVERIFY(!f.session.project().models.find("Tiny-4L"));
}

void TestWorkloads::brokenConfigNamesLineAndField()
{
    Fixture f(*m_themes);
    QTemporaryDir folder;
    QFile file(folder.filePath("broken.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"hidden_size\": 512,\n\"num_hidden_layers\": \"many\"}");
    file.close();
    QSignalSpy said(&f.session, &Session::message);
    const int index = f.session.undoStack().index();
    QVERIFY(!f.panel().importModel(file.fileName()));
    QCOMPARE(f.session.undoStack().index(), index);
    QCOMPARE(said.count(), 1);
    const QString text =
        QString::fromStdString(formatMessage(said.front().front().value<Message>()));
    QVERIFY2(text.contains("broken.json:2:num_hidden_layers"), qPrintable(text));
    QVERIFY(!f.panel().importModel(folder.filePath("none.json")));
    QCOMPARE(said.count(), 2);
}

void TestWorkloads::pressingAPointOffersItsPlan()
{
    Fixture f(*m_themes);
    ParetoChart& chart = f.page().pareto();
    const auto study = f.space.studies().study();
    QVERIFY(study->front.size() > 2);
    const int last = static_cast<int>(study->front.size()) - 1;
    QVERIFY(!chart.useButton().isVisible());
    QTest::mouseClick(chart.view().viewport(), Qt::LeftButton, {}, chart.positionOf(last));
    QCOMPARE(chart.selected(), last);
    QVERIFY2(chart.selectionText().startsWith("TP"), qPrintable(chart.selectionText()));
    QVERIFY(chart.useButton().isVisible());
    const int index = f.session.undoStack().index();
    f.press(&chart.useButton());
    const ServingEstimate& point = study->front.back();
    QVERIFY(f.row().isPlanFixed);
    QCOMPARE(f.row().tensorRanks, point.plan.tensor);
    QCOMPARE(f.row().expertRanks, point.plan.expert);
    QCOMPARE(f.row().batchLimit, static_cast<int>(std::round(point.batch)));
    QCOMPARE(f.session.undoStack().index(), index + 1);
    f.settle();
    QCOMPARE(f.space.studies().study()->serving.best.plan.tensor, point.plan.tensor);
    QVERIFY(f.page().head().searchButton().isVisible());
    f.press(&f.page().head().searchButton());
    QVERIFY(!f.row().isPlanFixed);
    f.session.undoStack().undo();
    f.session.undoStack().undo();
    QVERIFY(!f.row().isPlanFixed && f.row().batchLimit == 0);
}

void TestWorkloads::arrowKeysWalkTheFront()
{
    Fixture f(*m_themes);
    ParetoChart& chart = f.page().pareto();
    chart.setFocus();
    QTest::keyClick(&chart, Qt::Key_Right);
    QCOMPARE(chart.selected(), 0);
    QTest::keyClick(&chart, Qt::Key_Left);
    QCOMPARE(chart.selected(), 1);
    QTest::keyClick(&chart, Qt::Key_Return);
    QVERIFY(f.row().isPlanFixed);
    f.settle();
    QTest::keyClick(&chart, Qt::Key_Right);
    QTest::keyClick(&chart, Qt::Key_Escape);
    QCOMPARE(chart.selected(), -1);
}

void TestWorkloads::thePlanOfTheDayShowsWhoHoldsWhat()
{
    Fixture f(*m_themes);
    f.space.showDay();
    f.settle();
    const WorkPlanResult& plan = *f.session.results().workplan;
    DayChart& chart = f.space.day().holders();
    double held = 0.0;
    for (const JobPlan& job : plan.jobs)
        for (const double hour : job.held)
            held += hour;
    double shown = 0.0;
    for (int i = 0; i < chart.marks().count(); ++i)
        if (chart.marks().name(i) != QStringLiteral("Nobody"))
            shown += chart.marks().at(i).cells[2].toDouble();
    QVERIFY(held > 0.0 && std::abs(shown - held) < 1e-6 * held);
    QTableView& table = f.space.day().table();
    QCOMPARE(table.model()->rowCount(), static_cast<int>(plan.jobs.size()));
    // Every number of the page has a derivation, and it is the number that is shown.
    for (int i = 0; i < chart.marks().count(); ++i) {
        const ChartMark& mark = chart.marks().at(i);
        const auto node = f.space.explain(mark.figure.toStdString());
        if (mark.figure == QStringLiteral("plan.idle"))
            continue; // a metric of the design
        QVERIFY2(node && node->isOk(), qPrintable(mark.figure));
        QVERIFY(std::abs((**node)->value - mark.cells[2].toDouble()) < 1e-9 * plan.pools[0].accelerators);
    }
    for (int i = 0; i < f.space.day().draw().marks().count(); ++i) {
        const ChartMark& mark = f.space.day().draw().marks().at(i);
        const auto node = f.space.explain(mark.figure.toStdString());
        QVERIFY2(node && node->isOk(), qPrintable(mark.figure));
        QVERIFY(std::abs((**node)->value / mark.cells[2].toDouble() - 1.0) < 1e-9);
    }
    int explained = 0;
    for (int row = 0; row < table.model()->rowCount(); ++row)
        for (int column = 0; column < table.model()->columnCount(); ++column) {
            const QString figure =
                table.model()->index(row, column).data(DayJobsModel::FigureRole).toString();
            if (figure.isEmpty())
                continue;
            ++explained;
            const auto node = f.space.explain(figure.toStdString());
            QVERIFY2(node && node->isOk(), qPrintable(figure));
        }
    QVERIFY(explained > 5);
    const QModelIndex energy = table.model()->index(0, DayJobsModel::Energy);
    f.explain.explain({});
    table.scrollTo(energy);
    QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, table.visualRect(energy).center());
    QVERIFY2(f.explain.metric().startsWith("day.energy@"), qPrintable(f.explain.metric()));
}

void TestWorkloads::explainTellsBandAndTrust()
{
    Fixture f(*m_themes);
    const QString id = QStringLiteral("job.tpot.mean@%1").arg(f.panel().current().value());
    f.explain.explain(id);
    QVERIFY2(f.explain.noteText().contains("80 %") && f.explain.noteText().contains("measurements"),
             qPrintable(f.explain.noteText()));
    f.explain.explain(QStringLiteral("serve.step.attention@%1").arg(f.panel().current().value()));
    QVERIFY2(f.explain.noteText().contains("docs/estimator.md"), qPrintable(f.explain.noteText()));
    QVERIFY2(f.space.explainTitle(f.explain.metric().toStdString()).startsWith("Attention"),
             qPrintable(f.space.explainTitle(f.explain.metric().toStdString())));
}

void TestWorkloads::anUnknownModelOffersWhatHelps()
{
    Fixture f(*m_themes);
    QVERIFY(!f.page().head().chooseButton().isVisible());
    f.session.perform({"edit.property", {std::string("model")}}, [&](Draft& draft) {
        draft.change(f.panel().current(), [](Workload& row) { row.model = "acme/nobody-knows"; });
        return Result<void>();
    });
    f.settle();
    QVERIFY(f.page().head().words().contains("acme/nobody-knows"));
    QVERIFY(!f.page().memory().isVisible() && !f.page().pareto().isVisible());
    QVERIFY(f.page().head().chooseButton().isVisible());
    f.press(&f.page().head().chooseButton());
    QTRY_VERIFY(f.panel().picker().isVisible());
    f.panel().picker().close();
}

void TestWorkloads::withoutAJobOnlyTheNextStepIsSeen()
{
    Fixture f(*m_themes);
    while (f.count() > 0)
        f.panel().remove();
    QApplication::processEvents();
    QVERIFY(!f.page().pareto().isVisible() && !f.page().head().isVisible());
    QPushButton* add = f.button(QStringLiteral("Add serving"));
    QVERIFY(add);
    f.press(add);
    QCOMPARE(f.count(), 1);
    f.settle();
    QVERIFY(f.page().head().isVisible());
}

void TestWorkloads::theChartThatIsMeantIsTheOneTouchedLast()
{
    Fixture f(*m_themes);
    QCOMPARE(f.space.chart(), &f.page().pareto());
    QTest::mouseClick(f.page().memory().view().viewport(), Qt::LeftButton, {}, {2, 2});
    QCOMPARE(f.space.chart(), &f.page().memory());
    f.space.showDay();
    QApplication::processEvents();
    QCOMPARE(f.space.chart(), &f.space.day().holders());
}

void TestWorkloads::stepsThroughTheJobs()
{
    Fixture f(*m_themes);
    const Id<Workload> first = f.panel().current();
    QVERIFY(f.count() >= 2);
    f.panel().step(1);
    QVERIFY(f.panel().current() != first);
    f.panel().step(-1);
    QCOMPARE(f.panel().current(), first);
    f.panel().step(-5); // stays within the list
    QCOMPARE(f.panel().current(), f.panel().model().idAt(0));
    f.panel().step(100);
    QCOMPARE(f.panel().current(), f.panel().model().idAt(f.panel().model().rowCount() - 1));
}

void TestWorkloads::everyMarkOfEveryChartExplainsItself()
{
    Fixture f(*m_themes);
    for (const WorkloadKind kind : {WorkloadKind::Serve, WorkloadKind::Train, WorkloadKind::Generic}) {
        if (kind != WorkloadKind::Serve)
            f.panel().add(kind);
        f.session.perform({"edit.property", {std::string("share")}}, [&](Draft& draft) {
            draft.change(f.panel().current(), [](Workload& row) { row.poolShare = 0.25; });
            return Result<void>();
        });
        f.settle();
        QVERIFY(f.space.studies().study()->isFeasible());
        int explained = 0;
        for (const ChartCard* chart : f.page().findChildren<ChartCard*>()) {
            if (chart->isHidden() || chart == &f.page().comparison().chart())
                continue; // of another kind of job, of other accelerators
            for (int i = 0; i < chart->marks().count(); ++i) {
                const ChartMark& mark = chart->marks().at(i);
                QVERIFY2(!mark.figure.isEmpty(), qPrintable(chart->title() + chart->marks().name(i)));
                const auto node = f.space.explain(
                    QStringLiteral("%1@%2").arg(mark.figure).arg(f.panel().current().value()).toStdString());
                QVERIFY2(node && node->isOk(), qPrintable(mark.figure));
                ++explained;
            }
        }
        QVERIFY(explained >= 4);
    }
}

void TestWorkloads::pressingANumberExplainsIt()
{
    Fixture f(*m_themes);
    QSignalSpy asked(&f.space, &WorkloadsWorkspace::explainRequested);
    FigureCard* card = f.page().figures().card("job.tpot.mean");
    f.press(&card->number());
    QCOMPARE(asked.count(), 1);
    QCOMPARE(f.explain.metric(),
             QStringLiteral("job.tpot.mean@%1").arg(f.panel().current().value()));
    QCOMPARE(f.explain.valueText(), card->cell().number + u' ' + card->cell().unit);
    QVERIFY(f.explain.tree().model()->rowCount() > 0);
    QVERIFY(f.explain.asText().contains(QString::fromStdString(f.row().name)));
    // It follows the design.
    const QString before = f.explain.valueText();
    f.type("promptTokens", "20000");
    f.settle();
    f.explain.refreshSoon();
    QVERIFY(f.explain.valueText() != before);
}

void TestWorkloads::tooLargeSaysByHowMuch()
{
    Fixture f(*m_themes);
    f.makeTooLarge();
    const QString words = f.page().head().words();
    QVERIFY2(words.contains("does not fit") && words.contains("What would fit"),
             qPrintable(words));
    QCOMPARE(f.page().figures().count(), 0);
    QVERIFY2(f.page().memory().subtitle().contains("too much"),
             qPrintable(f.page().memory().subtitle()));
    QVERIFY(f.page().refused().rowCount() > 0);
    QVERIFY(!f.page().refused().index(0, RefusedPlansModel::Reason).data().toString().isEmpty());
    // The reason stands in the list of workloads too.
    const QModelIndex row = f.panel().model().index(f.panel().model().rowOf(f.panel().current()));
    QVERIFY(!row.data(WorkloadListModel::IsFeasibleRole).toBool());
}

void TestWorkloads::trainingShowsItsOwnFigures()
{
    Fixture f(*m_themes);
    f.panel().add(WorkloadKind::Train);
    f.session.perform({"edit.property", {std::string("share")}}, [&](Draft& draft) {
        draft.change(f.panel().current(), [](Workload& row) {
            row.model = "llama3.1-8b";
            row.poolShare = 1.0;
        });
        return Result<void>();
    });
    f.settle();
    QVERIFY(f.space.studies().study()->isTraining());
    for (const char* figure : {"job.days", "job.stepTime", "job.mfu", "job.ettr",
                               "job.effectiveMfu", "job.acceleratorHours", "job.energy"})
        QVERIFY2(f.page().figures().card(figure), figure);
    QVERIFY(!f.page().pareto().isVisible());
    double sum = 0.0;
    for (const CascadePart& part : f.page().step().parts())
        sum += part.value;
    QVERIFY(std::abs(sum / f.space.studies().study()->training.best.stepTime - 1.0) < 1e-9);
    QVERIFY(f.panel().editor("trainingTokens") && !f.panel().editor("promptTokens"));
}

void TestWorkloads::chartsNameTheirParts()
{
    Fixture f(*m_themes);
    const auto study = f.space.studies().study();
    const QStringList texts = f.page().step().labels(); // a name and a value for each part
    QCOMPARE(texts.size(), static_cast<qsizetype>(2 * f.page().step().parts().size()));
    for (const CascadePart& part : f.page().step().parts())
        QVERIFY2(texts.contains(part.label), qPrintable(part.label));
    double memory = 0.0;
    for (const CascadePart& part : f.page().memory().parts())
        memory += part.value;
    QVERIFY(std::abs(memory / study->serving.best.memory.capacity - 1.0) < 1e-9);
    const QStringList roofs = f.page().roofline().labels();
    QVERIFY2(!roofs.filter("Prompt").isEmpty() && !roofs.filter("BF16").isEmpty(),
             qPrintable(roofs.join('|')));
    QVERIFY(!f.page().pareto().labels().filter("in use").isEmpty());
    f.type("tpotLimit_s", "0.05 s");
    f.settle();
    QVERIFY(!f.page().pareto().labels().filter("limit 50").isEmpty());
}

void TestWorkloads::comparesAcceleratorsWithReasons()
{
    Fixture f(*m_themes);
    ComparisonPanel& comparison = f.page().comparison();
    QVERIFY(comparison.model().rowCount() == 0);
    f.press(&f.page().comparisonHead());
    QTRY_VERIFY_WITH_TIMEOUT(comparison.model().rowCount() > 0 &&
                                 !comparison.comparisons().isRunning(),
                             patience);
    QVERIFY(comparison.model().feasibleCount() > 0);
    QVERIFY(!comparison.chart().labels().isEmpty());
    QSignalSpy asked(&f.space, &WorkloadsWorkspace::explainRequested);
    const QModelIndex cell =
        comparison.table().model()->index(0, ComparisonModel::PerAccelerator);
    QVERIFY(cell.data(ComparisonModel::IsFeasibleRole).toBool());
    comparison.table().setCurrentIndex(cell);
    QTest::keyClick(&comparison.table(), Qt::Key_Return);
    QCOMPARE(asked.count(), 1);
    QVERIFY(f.explain.metric().contains(u':'));
    QVERIFY(f.explain.tree().model()->rowCount() > 0);
    f.makeTooLarge();
    QTRY_VERIFY_WITH_TIMEOUT(!comparison.comparisons().isRunning() && !comparison.isPending(),
                             patience);
    for (int row = 0; row < comparison.table().model()->rowCount(); ++row) {
        const QModelIndex plan = comparison.table().model()->index(row, ComparisonModel::Plan);
        QVERIFY(!plan.data().toString().isEmpty());
    }
}

void TestWorkloads::staleWhileCalculating()
{
    Fixture f(*m_themes);
    f.type("promptTokens", "4000");
    QVERIFY(f.space.studies().isStale());
    QVERIFY(!f.page().figures().card("job.capacity")->isEnabled());
    // Edits while it calculates: the last one is what is shown in the end.
    f.type("promptTokens", "5000");
    f.type("promptTokens", "6000");
    f.settle();
    QCOMPARE(f.space.studies().study()->workload().promptTokens, 6000.0);
    QVERIFY(f.page().figures().card("job.capacity")->isEnabled());
    // A workspace that nobody sees does not calculate.
    f.space.hide();
    f.session.undoStack().undo();
    QTRY_VERIFY_WITH_TIMEOUT(!f.session.isCalculating(), patience);
    QVERIFY(!f.space.studies().isCalculating());
    QVERIFY(f.space.studies().isStale());
    f.space.show();
    f.settle();
    QCOMPARE(f.space.studies().study()->workload().promptTokens, 5000.0);
}

void TestWorkloads::readOnlyOffersNothingToChange()
{
    Fixture f(*m_themes);
    f.session.setReadOnly(true);
    f.panel().setCurrent(f.panel().current());
    f.session.reset(f.session.project(), {}, true);
    f.settle();
    QVERIFY(!f.panel().modelButton().isEnabled());
    f.page().pareto().select(0);
    QVERIFY(!f.page().pareto().useButton().isVisible());
}

void TestWorkloads::modelsKeepTheRules()
{
    Fixture f(*m_themes);
    const auto fatal = QAbstractItemModelTester::FailureReportingMode::QtTest;
    QAbstractItemModelTester list(&f.panel().model(), fatal);
    QAbstractItemModelTester refused(&f.page().refused(), fatal);
    QAbstractItemModelTester compared(&f.page().comparison().model(), fatal);
    ModelListModel models;
    QAbstractItemModelTester names(&models, fatal);
    models.load(f.session.project());
    QVERIFY(models.rowCount() > 20);
    models.setFilter("nothing like that");
    QCOMPARE(models.rowCount(), 0);
    f.page().comparisonHead().setChecked(true);
    QTRY_VERIFY_WITH_TIMEOUT(f.page().comparison().model().rowCount() > 0, patience);
    f.makeTooLarge();
    f.panel().add(WorkloadKind::Serve);
    f.session.undoStack().undo();
    f.settle();
}

void TestWorkloads::bothLooksAreReadable()
{
    Fixture f(*m_themes);
    for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
        m_themes->setMode(mode);
        QApplication::processEvents();
        const Theme& t = m_themes->theme();
        for (const QColor& color : t.series)
            QVERIFY(contrastRatio(color, t.panel) >= 3.0); // WCAG 2.1, 1.4.11: graphics
        QVERIFY(!f.page().pareto().labels().isEmpty());
    }
}

void TestWorkloads::genericWorkHasCardsOfItsOwn()
{
    Fixture f(*m_themes);
    QPushButton* other = f.button("Other");
    QVERIFY(other);
    const int step = f.session.undoStack().index();
    f.press(other);
    QCOMPARE(f.session.undoStack().index(), step + 1);
    QCOMPARE(f.row().kind, WorkloadKind::Generic);
    QVERIFY(!f.row().preset.isEmpty());
    QVERIFY(!f.panel().modelButton().isVisible()); // it has none
    QVERIFY(f.panel().editor("preset") && f.panel().editor("samplesPerSecond") && f.panel().editor("flopsPerSample_FLOP"));
    QVERIFY(!f.panel().editor("sampleKind")); // the preset says it
    f.session.perform({"edit.property", {std::string("poolShare")}}, [&f](Draft& draft) {
        draft.change(f.panel().current(), [](Workload& row) { row.poolShare = 0.25; });
        return Result<void>();
    });
    f.settle();
    const auto study = f.space.studies().study();
    QVERIFY(study->isGeneric() && study->isFeasible());
    for (const char* figure : {"job.samples", "job.samplesEach", "job.latency", "job.computeUse", "job.memoryUse", "job.power",
                               "job.samplesPerJoule", "job.energyPerSample", "job.costPerMillionSamples", "job.memory"})
        QVERIFY2(f.page().figures().card(figure), figure);
    QVERIFY(f.page().figures().card("job.samples")->bandText().startsWith("80 %:"));
    QVERIFY(f.page().memory().isVisible() && f.page().roofline().isVisible() && f.page().step().isVisible());
    QVERIFY(!f.page().pareto().isVisible() && !f.page().comparisonHead().isVisible());
    f.space.explainRequested(QStringLiteral("job.latency@%1").arg(f.panel().current().value()));
    QVERIFY(f.explain.isVisible());
    f.type("samplesPerSecond", "250 k");
    QCOMPARE(f.row().samplesPerSecond, 250000.0);
    QVERIFY(!f.panel().editor("utilisation"));
}

void TestWorkloads::stripCountsInSamplesWhereNothingIsServed()
{
    Fixture f(*m_themes);
    KpiPanel strip(f.session, *m_themes);
    const auto cell = [&strip](const char* metric) -> const KpiCell* {
        for (const KpiCell* candidate : strip.strip().cells())
            if (candidate->value().metric == QLatin1String(metric))
                return candidate;
        return nullptr;
    };
    QVERIFY(cell("serve.tokensPerSecond") && cell("cost.perMillionTokens"));
    f.session.perform({"edit.property", {std::string("kind")}}, [&f](Draft& draft) {
        std::vector<Id<Workload>> others;
        for (const Workload& row : draft.blueprint().table<Workload>())
            if (row.id != f.panel().current())
                others.push_back(row.id);
        for (const Id<Workload> id : others)
            draft.remove(id);
        draft.change(f.panel().current(), [](Workload& row) {
            row.kind = WorkloadKind::Generic;
            row.preset = "resnet50";
            row.weightFormat = "";
            row.utilisation = 0.5;
        });
        return Result<void>();
    });
    f.settle();
    QVERIFY(!cell("serve.tokensPerSecond"));
    const KpiCell* rate = cell("samples.perSecond");
    QVERIFY(rate && cell("cost.perMillionSamples"));
    QVERIFY2(rate->value().unit.contains("samples/s"), qPrintable(rate->value().unit));
    QCOMPARE(rate->value().change, QString("new")); // tokens are no samples
    QVERIFY(!rate->value().unitDetail.isEmpty()); // the band
    f.session.undoStack().undo();
    f.settle();
    QVERIFY(cell("serve.tokensPerSecond"));
}

void TestWorkloads::rightSizePreviewsAndIsOneStep()
{
    Fixture f(*m_themes);
    f.press(&f.page().head().rightSizeButton());
    auto* dialog = f.space.findChild<RightSizeDialog*>();
    QVERIFY(dialog);
    QTRY_VERIFY_WITH_TIMEOUT(!dialog->isCalculating() && dialog->applyButton().isEnabled(), patience);
    QVERIFY2(dialog->words().contains("accelerators instead of"), qPrintable(dialog->words()));
    QVERIFY(dialog->impact().topLevelItemCount() > 3);
    const double share = f.row().poolShare;
    const int step = f.session.undoStack().index();
    f.press(&dialog->applyButton());
    QCOMPARE(f.session.undoStack().index(), step + 1);
    QVERIFY(f.row().poolShare != share);
    f.session.undoStack().undo();
    QCOMPARE(f.row().poolShare, share);
    f.settle();
    // Without a target of its own it says what is missing, and nothing can be pressed.
    f.session.perform({"edit.property", {std::string("load")}}, [&f](Draft& draft) {
        draft.change(f.panel().current(), [](Workload& row) { row.load = LoadBasis::Utilisation; });
        return Result<void>();
    });
    f.settle();
    RightSizeDialog aimless(f.session, *m_themes, f.panel().current());
    QTRY_VERIFY_WITH_TIMEOUT(!aimless.isCalculating() && aimless.words().contains("target"), patience);
    QVERIFY(!aimless.applyButton().isEnabled());
    QVERIFY(!aimless.apply());
}

void TestWorkloads::aSearchCanBeStopped()
{
    Fixture f(*m_themes);
    JobStudies& studies = f.space.studies();
    const auto before = studies.study();
    // A change, and a stop as soon as the search for it runs: its half answer is thrown away.
    bool isStopping = true;
    connect(&studies, &JobStudies::progressChanged, &f.space, [&] {
        if (isStopping && studies.isCalculating() && !studies.isStopped())
            studies.stop();
    });
    f.type("promptTokens", "7000");
    QTRY_VERIFY_WITH_TIMEOUT(studies.isStopped(), patience);
    QVERIFY(studies.isStale());
    QTRY_VERIFY_WITH_TIMEOUT(!studies.isCalculating(), patience);
    QCOMPARE(studies.study().get(), before.get());
    QVERIFY(f.page().head().state().contains("stopped"));
    QVERIFY(!f.page().figures().card("job.capacity")->isEnabled());
    QVERIFY(f.page().head().stopButton().isVisible());
    isStopping = false;
    f.press(&f.page().head().stopButton()); // now it says "Go on"
    f.settle();
    QVERIFY(!studies.isStopped());
    QCOMPARE(studies.study()->workload().promptTokens, 7000.0);
    QVERIFY(!f.page().head().stopButton().isVisible());
    // The next edit starts again without being asked.
    isStopping = true;
    f.type("promptTokens", "7500");
    QTRY_VERIFY_WITH_TIMEOUT(studies.isStopped(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(!studies.isCalculating(), patience);
    isStopping = false;
    f.type("promptTokens", "8000");
    f.settle();
    QCOMPARE(studies.study()->workload().promptTokens, 8000.0);
}

QTEST_MAIN(TestWorkloads)
#include "tst_workloads.moc"
