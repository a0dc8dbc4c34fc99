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
#include "views/session/JobComparisons.h"
#include "views/session/JobStudies.h"
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

/// Adds rows that show the workspace before they run, since what they change is there.
class Rows
{
public:
    Rows(ActionRegistry& actions, MainWindow& window) : m_actions(actions), m_window(window) {}

    void add(const char* id, const QString& text, std::optional<Icon> icon,
             std::function<void()> run, std::function<bool()> isEnabled, bool beginsGroup = false,
             const QKeySequence& shortcut = {})
    {
        m_actions.add({.id = QString::fromLatin1(id),
                       .menu = ActionMenu::Analyze,
                       .text = text,
                       .icon = icon,
                       .shortcuts = shortcut.isEmpty() ? QList<QKeySequence>() : QList{shortcut},
                       .run =
                           [&window = m_window, run = std::move(run)] {
                               window.showWorkspace(DesignArea::workloadWorkspace);
                               run();
                           },
                       .isEnabled = std::move(isEnabled),
                       .beginsGroup = beginsGroup});
    }
    auto hasDesign() const
    {
        return [&window = m_window] { return window.showsDesign(); };
    }
    auto canEdit() const
    {
        return
            [&window = m_window] { return window.showsDesign() && !window.session().isReadOnly(); };
    }
    auto hasJob() const
    {
        return [&window = m_window] {
            return window.showsDesign() && window.area().workloads().panel().current().isSet();
        };
    }
    auto canEditJob() const
    {
        return [canEdit = canEdit(), hasJob = hasJob()] { return canEdit() && hasJob(); };
    }

private:
    ActionRegistry& m_actions;
    MainWindow& m_window;
};

void addJobs(Rows rows, WorkloadPanel& panel)
{
    const auto canEdit = rows.canEdit();
    const auto hasWorkload = rows.canEditJob();
    rows.add(
        "workload.add-serving", tr("Add a &serving workload"), Icon::Plus,
        [&panel] { panel.add(WorkloadKind::Serve); }, canEdit, true);
    rows.add(
        "workload.add-training", tr("Add a &training workload"), Icon::Plus,
        [&panel] { panel.add(WorkloadKind::Train); }, canEdit);
    rows.add(
        "workload.add-generic", tr("Add &generic work (vision, recommender …)"), Icon::Plus,
        [&panel] { panel.add(WorkloadKind::Generic); }, canEdit);
    rows.add(
        "workload.duplicate", tr("&Duplicate the workload"), Icon::Duplicate,
        [&panel] { panel.duplicate(); }, hasWorkload);
    rows.add(
        "workload.delete", tr("De&lete the workload"), Icon::Delete, [&panel] { panel.remove(); },
        hasWorkload);
    rows.add(
        "workload.model", tr("Choose the &model…"), Icon::Search, [&panel] { panel.chooseModel(); },
        hasWorkload, true);
    rows.add(
        "workload.import-model", tr("&Import a model's config.json…"), Icon::Import,
        [&panel] { panel.askForModel(); }, canEdit);
    rows.add(
        "workload.next", tr("&Next workload"), std::nullopt, [&panel] { panel.step(1); },
        rows.hasJob(), false, Qt::CTRL | Qt::Key_PageDown);
    rows.add(
        "workload.previous", tr("Pre&vious workload"), std::nullopt, [&panel] { panel.step(-1); },
        rows.hasJob(), false, Qt::CTRL | Qt::Key_PageUp);
}

void addPlans(Rows rows, WorkloadsWorkspace& space)
{
    const auto hasWorkload = rows.canEditJob();
    const auto hasJob = rows.hasJob();
    rows.add(
        "workload.use-plan", tr("Use the plan &chosen in the chart"), std::nullopt,
        [&space] { space.useSelectedPlan(); },
        [hasWorkload, &space] { return hasWorkload() && space.page().pareto().selected() >= 0; },
        true);
    rows.add(
        "workload.search-plan", tr("Search the &plan again"), std::nullopt,
        [&space] { space.searchPlan(); }, hasWorkload);
    rows.add(
        "workload.right-size", tr("&Right-size the pool of the workload…"), Icon::Gauge,
        [&space] { space.rightSize(); }, hasWorkload);
    rows.add(
        "workload.compare", tr("Compare &accelerators for this workload"), Icon::Compare,
        [&space] { space.compareAccelerators(); }, hasJob);
    rows.add(
        "workload.stop-search", tr("S&top the search of this workload"), Icon::Stop,
        [&space] { space.studies().stop(); }, [&space] { return space.studies().isCalculating(); });
    rows.add(
        "workload.refused", tr("Plans that &cannot be, with reasons"), std::nullopt,
        [&space] {
            space.showResults();
            space.page().openRefused();
        },
        [hasJob, &space] { return hasJob() && space.page().refused().rowCount() > 0; });
    rows.add(
        "workload.stop-comparison", tr("Stop c&omparing"), Icon::Stop,
        [&space] { space.page().comparison().comparisons().stop(); },
        [&space] { return space.page().comparison().comparisons().isRunning(); });
}

void addPages(Rows rows, WorkloadsWorkspace& space, MainWindow& window)
{
    const auto hasDesign = rows.hasDesign();
    rows.add(
        "workload.results", tr("&Results of the workload"), Icon::Gauge,
        [&space] { space.showResults(); }, hasDesign, true);
    rows.add(
        "workload.day", tr("Plan of the &day"), Icon::Clock, [&space] { space.showDay(); },
        hasDesign);
    rows.add(
        "estimator.quality", tr("Estimator &quality"), Icon::Chart,
        [&space] { space.showQuality(); }, hasDesign);
    rows.add(
        "estimator.calibrate", tr("Cali&brate on your measurements…"), Icon::Gauge,
        [&space] { space.calibrate(); }, hasDesign);
    rows.add(
        "estimator.shipped", tr("Take the shipped factors &again"), std::nullopt,
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

} // namespace

void addWorkloadActions(ActionRegistry& actions, MainWindow& window)
{
    const Rows rows(actions, window);
    WorkloadsWorkspace& space = window.area().workloads();
    addJobs(rows, space.panel());
    addPlans(rows, space);
    addPages(rows, space, window);
}

} // namespace millwright
