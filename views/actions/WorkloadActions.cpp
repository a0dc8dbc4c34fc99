#include "model/edit/FieldActions.h"
#include "views/ActionRegistry.h"
#include "views/DesignArea.h"
#include "views/MainActions.h"
#include "views/MainWindow.h"
#include "views/charts/ParetoChart.h"
#include "views/models/RefusedPlansModel.h"
#include "views/panels/ComparisonPanel.h"
#include "views/panels/StudyPage.h"
#include "views/panels/WorkloadPanel.h"
#include "views/panels/WorkloadsWorkspace.h"
#include "views/session/JobStudies.h"
#include "views/session/JobComparisons.h"
#include "views/session/Session.h"
#include <QCoreApplication>

namespace millwright
{
namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("WorkloadActions", text);
}

} // namespace

void addWorkloadActions(ActionRegistry& actions, MainWindow& window)
{
    WorkloadsWorkspace& space = window.area().workloads();
    WorkloadPanel& panel = space.panel();
    const auto canEdit = [&window] {
        return window.showsDesign() && !window.session().isReadOnly();
    };
    const auto hasWorkload = [canEdit, &panel] { return canEdit() && panel.current().isSet(); };
    // What an action changes is shown.
    const auto shown = [&window](std::function<void()> run) {
        return [&window, run = std::move(run)] {
            window.showWorkspace(DesignArea::workloadWorkspace);
            run();
        };
    };
    const auto add = [&](const char* id, const QString& text, std::optional<Icon> icon,
                         std::function<void()> run, std::function<bool()> isEnabled,
                         bool beginsGroup = false) {
        actions.add({.id = QString::fromLatin1(id),
                     .menu = ActionMenu::Analyze,
                     .text = text,
                     .icon = icon,
                     .run = shown(std::move(run)),
                     .isEnabled = std::move(isEnabled),
                     .beginsGroup = beginsGroup});
    };
    add("workload.add-serving", tr("Add a &serving workload"), Icon::Plus,
        [&panel] { panel.add(WorkloadKind::Serve); }, canEdit, true);
    add("workload.add-training", tr("Add a &training workload"), Icon::Plus,
        [&panel] { panel.add(WorkloadKind::Train); }, canEdit);
    add("workload.add-generic", tr("Add &generic work (vision, recommender …)"), Icon::Plus,
        [&panel] { panel.add(WorkloadKind::Generic); }, canEdit);
    add("workload.duplicate", tr("&Duplicate the workload"), Icon::Duplicate,
        [&panel] { panel.duplicate(); }, hasWorkload);
    add("workload.delete", tr("De&lete the workload"), Icon::Delete, [&panel] { panel.remove(); },
        hasWorkload);
    add("workload.model", tr("Choose the &model…"), Icon::Search, [&panel] { panel.chooseModel(); },
        hasWorkload, true);
    add("workload.import-model", tr("&Import a model's config.json…"), Icon::Import,
        [&panel] { panel.askForModel(); }, canEdit);
    add("workload.use-plan", tr("Use the plan &chosen in the chart"), std::nullopt,
        [&space] { space.useSelectedPlan(); },
        [hasWorkload, &space] { return hasWorkload() && space.page().pareto().selected() >= 0; },
        true);
    add("workload.search-plan", tr("Search the &plan again"), std::nullopt,
        [&space] { space.searchPlan(); }, hasWorkload);
    add("workload.right-size", tr("&Right-size the pool of the workload…"), Icon::Gauge,
        [&space] { space.rightSize(); }, hasWorkload);
    add("workload.compare", tr("Compare &accelerators for this workload"), Icon::Compare,
        [&space] { space.compareAccelerators(); },
        [&window, &panel] { return window.showsDesign() && panel.current().isSet(); });
    add("workload.stop-search", tr("S&top the search of this workload"), Icon::Stop,
        [&space] { space.studies().stop(); }, [&space] { return space.studies().isCalculating(); });
    const auto hasJob = [&window, &panel] { return window.showsDesign() && panel.current().isSet(); };
    add("workload.refused", tr("Plans that &cannot be, with reasons"), std::nullopt,
        [&space] {
            space.showResults();
            space.page().openRefused();
        },
        [hasJob, &space] { return hasJob() && space.page().refused().rowCount() > 0; });
    add("workload.stop-comparison", tr("Stop c&omparing"), Icon::Stop,
        [&space] { space.page().comparison().comparisons().stop(); },
        [&space] { return space.page().comparison().comparisons().isRunning(); });
    const auto step = [&](const char* id, const QString& text, Qt::Key key, int by) {
        actions.add({.id = QString::fromLatin1(id),
                     .menu = ActionMenu::Analyze,
                     .text = text,
                     .shortcuts = {QKeySequence(Qt::CTRL | key)},
                     .run = shown([&panel, by] { panel.step(by); }),
                     .isEnabled = hasJob});
    };
    step("workload.next", tr("&Next workload"), Qt::Key_PageDown, 1);
    step("workload.previous", tr("Pre&vious workload"), Qt::Key_PageUp, -1);
    const auto hasDesign = [&window] { return window.showsDesign(); };
    add("workload.results", tr("&Results of the workload"), Icon::Gauge, [&space] { space.showResults(); },
        hasDesign, true);
    add("workload.day", tr("Plan of the &day"), Icon::Clock, [&space] { space.showDay(); }, hasDesign);
    add("estimator.quality", tr("Estimator &quality"), Icon::Chart, [&space] { space.showQuality(); },
        hasDesign);
    add("estimator.calibrate", tr("Cali&brate on your measurements…"), Icon::Gauge,
        [&space] { space.calibrate(); }, hasDesign);
    add("estimator.shipped", tr("Take the shipped factors &again"), std::nullopt,
        [&session = window.session()] {
            session.perform({"edit.calibrate", {}}, [](Draft& draft) -> Result<void> {
                setCalibration(draft, {});
                return {};
            });
        },
        [&window] {
            return window.showsDesign() &&
                   !window.session().blueprint().table<CalibratedFactor>().isEmpty();
        });
}

} // namespace millwright
