#include "app/shots/Stage.h"
#include "model/edit/Draft.h"
#include "views/ActionRegistry.h"
#include "views/DesignArea.h"
#include "views/FileCommands.h"
#include "views/charts/ParetoChart.h"
#include "views/models/WorkloadListModel.h"
#include "views/panels/CalibrateDialog.h"
#include "views/panels/ComparisonPanel.h"
#include "views/panels/ExplainPanel.h"
#include "views/panels/RightSizeDialog.h"
#include "views/panels/StudyPage.h"
#include "views/panels/WorkloadPanel.h"
#include "views/panels/WorkloadsWorkspace.h"
#include "views/widgets/SectionHeader.h"
#include <QApplication>
#include <QScrollArea>

namespace millwright
{
namespace
{

/// The page of the workloads from its head to its end, since one screen does not hold all of it.
void shootWholePage(Stage& stage, const QString& name)
{
    if (auto* area = stage.window.area().workloads().page().findChild<QScrollArea*>())
        stage.shoot(name, *area->widget());
}

void shootWindow(Stage& stage, const QString& name, const QSize& size)
{
    stage.window.resize(size);
    stage.settle();
    stage.shoot(QStringLiteral("%1-%2x%3-%4")
                    .arg(name)
                    .arg(size.width())
                    .arg(size.height())
                    .arg(stage.end()));
}

/// The example with jobs of `make`, which gets the first job of the example and its number.
void openJobs(Stage& stage, int count, const std::function<void(Workload&, int)>& make)
{
    stage.window.files().openExample(exampleFile("h100"));
    Draft draft(stage.session().project());
    Workload job = *draft.blueprint().table<Workload>().begin();
    for (int i = 0; i < count; ++i) {
        Workload other = job;
        other.id = {};
        make(other, i);
        draft.add(std::move(other));
    }
    stage.session().reset(draft.project());
    stage.window.showWorkspace(DesignArea::workloadWorkspace);
    WorkloadPanel& panel = stage.window.area().workloads().panel();
    panel.setCurrent(panel.model().idAt(panel.model().rowCount() - 1));
    stage.settle();
}

void shootManyJobs(Stage& stage)
{
    openJobs(stage, 13, [](Workload& job, int i) {
        job.name = i == 12 ? "Retrieval-augmented assistant for the claims department, Germany and "
                             "Austria, phase two (draft of November)"
                           : "Assistant " + std::to_string(i + 2);
        job.poolShare = 1.0 / 14.0;
        job.isPlanFixed = i == 12;
        job.tensorRanks = 8;
    });
    for (const QSize& size : {smallSize, standardSize, largeSize})
        shootWindow(stage, QStringLiteral("workloads-many"), size);
    stage.window.area().workloads().showDay();
    shootWindow(stage, QStringLiteral("day-many"), standardSize);
    stage.window.area().workloads().showResults();
    stage.use(ThemeMode::Light);
    shootWindow(stage, QStringLiteral("workloads-many"), smallSize);
    stage.use(ThemeMode::Dark);
    stage.window.resize(standardSize);
}

void shootRefusals(Stage& stage)
{
    openJobs(stage, 1, [](Workload& job, int) {
        job.name = "Too large";
        job.model = "deepseek-v3";
        job.weightFormat = "fp16";
        job.isPlanFixed = true;
        job.tensorRanks = 2;
    });
    shootWindow(stage, QStringLiteral("workloads-no-fit"), standardSize);
    stage.use(ThemeMode::Light);
    shootWindow(stage, QStringLiteral("workloads-no-fit"), smallSize);
    stage.use(ThemeMode::Dark);
    openJobs(stage, 1, [](Workload& job, int) {
        job.name = "Unknown model";
        job.model = "acme/secret-model-v7-instruct";
    });
    shootWindow(stage, QStringLiteral("workloads-unknown"), standardSize);
}

/// The refit before and after two runs were read, one of which names no accelerator.
void shootCalibration(Stage& stage)
{
    const auto run = [](int clients, double tpot) {
        return QStringLiteral(
                   "{\"backend\": \"vllm\", \"model_id\": \"meta-llama/Llama-3.1-70B-Instruct\", "
                   "\"num_prompts\": 400, \"max_concurrency\": %1, \"duration\": 120.0, "
                   "\"completed\": 400, \"total_input_tokens\": 409600, "
                   "\"total_output_tokens\": 204800, \"mean_ttft_ms\": %2, "
                   "\"mean_tpot_ms\": %3}")
            .arg(clients)
            .arg(20.0 * tpot)
            .arg(tpot)
            .toUtf8();
    };
    const QStringList files{stage.file(QStringLiteral("run-16.json"), run(16, 15.0)),
                            stage.file(QStringLiteral("run-32.json"), run(32, 19.0)),
                            stage.file(QStringLiteral("run-64.json"), run(64, 26.0))};
    for (const ThemeMode mode : {ThemeMode::Dark, ThemeMode::Light}) {
        stage.use(mode);
        stage.window.area().workloads().calibrate();
        stage.settle();
        auto* dialog = stage.window.findChild<CalibrateDialog*>();
        if (!dialog)
            return;
        stage.shoot(QStringLiteral("calibrate-empty-") + stage.end(), *dialog);
        dialog->setHardware(QStringLiteral("H100"), 8);
        dialog->load(files);
        while (dialog->isWorking())
            stage.settle();
        stage.shoot(QStringLiteral("calibrate-") + stage.end(), *dialog);
        delete dialog;
    }
}

void shootGeneric(Stage& stage)
{
    openJobs(stage, 1, [](Workload& job, int) {
        job.name = "Product images";
        job.kind = WorkloadKind::Generic;
        job.preset = "resnet50";
        job.weightFormat = "";
        job.samplesPerSecond = 3e6;
    });
    shootWindow(stage, QStringLiteral("workloads-generic"), standardSize);
    stage.use(ThemeMode::Light);
    shootWindow(stage, QStringLiteral("workloads-generic"), smallSize);
    stage.window.resize(standardSize);
    WorkloadsWorkspace& space = stage.window.area().workloads();
    space.rightSize();
    if (auto* dialog = space.findChild<RightSizeDialog*>()) {
        while (dialog->isCalculating())
            QApplication::processEvents(QEventLoop::AllEvents, 20);
        QApplication::processEvents();
        stage.shoot(QStringLiteral("right-size-light"), *dialog);
        stage.use(ThemeMode::Dark);
        stage.shoot(QStringLiteral("right-size-dark"), *dialog);
        delete dialog;
    }
    stage.use(ThemeMode::Dark);
}

} // namespace

void shootWorkloads(Stage& stage)
{
    stage.use(ThemeMode::Dark);
    stage.window.files().openExample(exampleFile("h100"));
    stage.window.showWorkspace(DesignArea::workloadWorkspace);
    WorkloadsWorkspace& space = stage.window.area().workloads();
    stage.settle();
    for (const ThemeMode mode : {ThemeMode::Dark, ThemeMode::Light}) {
        const QString end =
            mode == ThemeMode::Dark ? QStringLiteral("dark") : QStringLiteral("light");
        stage.use(mode);
        stage.settle();
        space.page().pareto().select(0);
        stage.shoot(QStringLiteral("workloads-") + end);
        shootWholePage(stage, QStringLiteral("workloads-page-") + end);
    }
    space.page().pareto().select(-1);
    stage.window.explain(QStringLiteral("job.tpot.mean@%1").arg(space.panel().current().value()));
    stage.shoot(QStringLiteral("workloads-explain-light"));
    stage.window.area().explainPanel().hide();
    space.compareAccelerators();
    stage.settle();
    shootWholePage(stage, QStringLiteral("workloads-compare-light"));
    stage.use(ThemeMode::Dark);
    shootWholePage(stage, QStringLiteral("workloads-compare-dark"));
    for (const QSize& size : {standardSize, smallSize}) {
        space.showDay();
        shootWindow(stage, QStringLiteral("day"), size);
    }
    stage.use(ThemeMode::Light);
    shootWindow(stage, QStringLiteral("day"), standardSize);
    stage.use(ThemeMode::Dark);
    space.showQuality();
    stage.shoot(QStringLiteral("estimator-quality-dark"));
    stage.use(ThemeMode::Light);
    stage.shoot(QStringLiteral("estimator-quality-light"));
    shootCalibration(stage);
    stage.use(ThemeMode::Dark);
    stage.window.actions().run(QStringLiteral("workload.compare")); // back to the results
    space.page().comparisonHead().setChecked(false);
    space.panel().add(WorkloadKind::Train);
    stage.settle();
    for (const QSize& size : {smallSize, standardSize, largeSize})
        shootWindow(stage, QStringLiteral("workloads-training"), size);
    stage.use(ThemeMode::Light);
    stage.window.resize(standardSize);
    shootWholePage(stage, QStringLiteral("workloads-training-page-light"));
    stage.session().undoStack().undo(); // nothing that a question would be asked about
    stage.settle();
    for (const QSize& size : {smallSize, largeSize})
        shootWindow(stage, QStringLiteral("workloads"), size);
    stage.window.resize(standardSize);
    stage.use(ThemeMode::Dark);
    shootManyJobs(stage);
    shootGeneric(stage);
    shootRefusals(stage);
    stage.window.files().create();
    stage.window.showWorkspace(DesignArea::workloadWorkspace);
    stage.shoot(QStringLiteral("workloads-empty-dark"));
    stage.use(ThemeMode::Light);
    stage.shoot(QStringLiteral("workloads-empty-light"));
}

} // namespace millwright
