#include "app/Shots.h"
#include "app/LazyCatalog.h"
#include "model/edit/NewProject.h"
#include "model/edit/PlaceActions.h"
#include "views/ActionRegistry.h"
#include "views/DesignArea.h"
#include "views/DocumentController.h"
#include "views/ShippedExamples.h"
#include "views/FileCommands.h"
#include "views/MainWindow.h"
#include "views/ThemeChoice.h"
#include "views/canvas/CanvasCommands.h"
#include "views/canvas/PlanCanvas.h"
#include "views/charts/ParetoChart.h"
#include "views/panels/ExplainPanel.h"
#include "views/panels/PalettePanel.h"
#include "views/panels/CalibrateDialog.h"
#include "views/panels/ComparisonPanel.h"
#include "views/panels/RegionDialog.h"
#include "views/panels/StartPage.h"
#include "views/panels/StudyPage.h"
#include "views/panels/WorkloadPanel.h"
#include "views/panels/WorkloadsWorkspace.h"
#include "views/parts/ColumnMappingPage.h"
#include "views/parts/PartCommands.h"
#include "views/parts/PartEditor.h"
#include "views/parts/PartFieldTree.h"
#include "views/parts/PartImportDialog.h"
#include "views/parts/PartReviewDialog.h"
#include "views/parts/WhereUsedDialog.h"
#include "views/session/Session.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/CommandPalette.h"
#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QDragEnterEvent>
#include <QElapsedTimer>
#include <QFile>
#include <QLineEdit>
#include <QMimeData>
#include <QScrollArea>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <cstdio>

namespace millwright
{
namespace
{

constexpr QSize standardSize(1600, 1000), smallSize(1366, 768);

/// A window of its own for the pictures, with what they need to wait for.
class Stage
{
public:
    Stage(const QString& folder, const ShotContext& context)
        : m_folder(folder), m_themes(context.themes), m_choice(context.themes, ThemeMode::Dark),
          m_session(&context.catalog),
          window({m_session, context.themes, m_choice, toPath(m_state.path()), &context.catalog,
                  &context.importer})
    {
        m_session.setRegions(&context.catalog);
        window.resize(standardSize);
        window.show();
        settle();
    }

    Session& session() { return m_session; }
    PlanCanvas& canvas() { return window.area().canvas(); }
    void use(ThemeMode mode) { m_themes.setMode(mode); }

    /// Until searches and calculations are done and everything is painted.
    void settle()
    {
        QElapsedTimer timer;
        timer.start();
        do
            QApplication::processEvents(QEventLoop::AllEvents, 20);
        while (timer.elapsed() < 20000 && (isBusy() || timer.elapsed() < 60));
    }
    QString end() const
    {
        return m_themes.theme().isDark() ? QStringLiteral("dark") : QStringLiteral("light");
    }
    QString file(const QString& name, const QByteArray& text) const
    {
        const QString path = m_state.filePath(name);
        QFile out(path);
        return out.open(QIODevice::WriteOnly) && out.write(text) == text.size() ? path : QString();
    }
    void shoot(const QString& name) { shoot(name, window); }
    void shoot(const QString& name, QWidget& widget)
    {
        settle();
        const QString path = QDir(m_folder).filePath(name + QStringLiteral(".png"));
        if (!widget.grab().save(path))
            m_isGood = false;
        std::printf("%s\n", qPrintable(path));
    }
    bool isGood() const { return m_isGood; }

private:
    bool isBusy()
    {
        const auto* review = window.findChild<PartReviewDialog*>();
        const auto* import = window.findChild<PartImportDialog*>();
        const auto* used = window.findChild<WhereUsedDialog*>();
        return window.area().palette().isSearching() || m_session.isCalculating() ||
               window.area().workloads().isCalculating() || window.parts().isCheckingDesign() || (review && review->isCalculating()) ||
               (import && import->isWorking()) || (used && used->isScanning());
    }

    QString m_folder;
    QTemporaryDir m_state;
    ThemeManager& m_themes;
    ThemeChoice m_choice;
    Session m_session;
    bool m_isGood = true;

public:
    MainWindow window;
};

/// The example whose file name begins with this, or the first one.
QString example(const char* name)
{
    const auto examples = shippedExamples();
    for (const ShippedExample& found : examples)
        if (QFileInfo(found.path).fileName().startsWith(QLatin1String(name)))
            return found.path;
    return examples.empty() ? QString() : examples.front().path;
}

EntityId labelled(const Session& session, std::string_view label)
{
    EntityId id = 0;
    forEachPlaced(session.blueprint(), [&](const PlacedThing& thing) {
        if (thing.label == label || id == 0)
            id = thing.label == label || id == 0 ? thing.id : id;
    });
    return id;
}

void shootStart(Stage& stage)
{
    for (const ThemeMode mode : {ThemeMode::Dark, ThemeMode::Light}) {
        stage.use(mode);
        stage.window.startPage().finishPreviews();
        stage.shoot(mode == ThemeMode::Dark ? QStringLiteral("start-dark")
                                            : QStringLiteral("start-light"));
    }
}

void shootPlan(Stage& stage)
{
    stage.window.files().openExample(example("h100"));
    for (const ThemeMode mode : {ThemeMode::Dark, ThemeMode::Light}) {
        const QString end =
            mode == ThemeMode::Dark ? QStringLiteral("dark") : QStringLiteral("light");
        stage.use(mode);
        stage.canvas().setOverlay(Overlay::None);
        stage.session().setSelection({});
        stage.shoot(QStringLiteral("plan-") + end);
        stage.canvas().setOverlay(Overlay::Power);
        stage.session().setSelection(Selection({labelled(stage.session(), "A06")}));
        stage.shoot(QStringLiteral("plan-power-selected-") + end);
    }
}

/// Drags a part over the free place nearest to the middle of the hall.
void shootGhost(Stage& stage, const char* partId)
{
    QMimeData data;
    data.setData(QLatin1String(partMimeType), partId);
    PlanCanvas& canvas = stage.canvas();
    QPoint at = canvas.rect().center();
    if (const PlanItem* item = canvas.scene().find(labelled(stage.session(), "A08")))
        at = canvas.view()
                 .toScreen(QPointF(item->bounds.right() + 0.4, item->bounds.center().y()))
                 .toPoint();
    QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&canvas, &enter);
    QDragMoveEvent move(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&canvas, &move);
    stage.shoot(QStringLiteral("ghost-") + QLatin1String(partId));
    QDragLeaveEvent leave;
    QApplication::sendEvent(&canvas, &leave);
}

void shootRacks(Stage& stage)
{
    stage.session().setSelection(Selection({labelled(stage.session(), "A06")}));
    stage.window.showWorkspace(DesignArea::rackWorkspace);
    stage.shoot(QStringLiteral("racks-dark"));
    stage.use(ThemeMode::Light);
    stage.shoot(QStringLiteral("racks-light"));
    stage.window.showWorkspace(DesignArea::planWorkspace);
    stage.window.explain(QStringLiteral("power.it"));
    stage.shoot(QStringLiteral("explain-light"));
    stage.use(ThemeMode::Dark);
    stage.window.area().explainPanel().hide();
}

/// The page of the workloads from its head to its end, since one screen does not hold all of it.
void shootWholePage(Stage& stage, const QString& name)
{
    if (auto* area = stage.window.area().workloads().page().findChild<QScrollArea*>())
        stage.shoot(name, *area->widget());
}

void shootWorkloads(Stage& stage)
{
    stage.use(ThemeMode::Dark);
    stage.window.files().openExample(example("h100"));
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
    space.showQuality();
    stage.shoot(QStringLiteral("estimator-quality-dark"));
    stage.use(ThemeMode::Light);
    stage.shoot(QStringLiteral("estimator-quality-light"));
    space.calibrate();
    stage.settle();
    if (auto* dialog = stage.window.findChild<CalibrateDialog*>()) {
        stage.shoot(QStringLiteral("calibrate-light"), *dialog);
        delete dialog;
    }
    stage.use(ThemeMode::Dark);
    stage.window.actions().run(QStringLiteral("workload.compare")); // back to the results
    space.panel().add(WorkloadKind::Train);
    stage.settle();
    stage.shoot(QStringLiteral("workloads-training-dark"));
    stage.window.resize(smallSize);
    stage.shoot(QStringLiteral("workloads-1366x768"));
    stage.window.resize(standardSize);
    stage.session().undoStack().undo(); // nothing that a question would be asked about
    stage.window.files().create();
    stage.window.showWorkspace(DesignArea::workloadWorkspace);
    stage.shoot(QStringLiteral("workloads-empty"));
}

void shootDialogs(Stage& stage)
{
    stage.window.openCommandPalette();
    if (auto* field = stage.window.commandPalette().findChild<QLineEdit*>())
        field->setText(QStringLiteral("pow"));
    stage.shoot(QStringLiteral("commands"));
    stage.window.commandPalette().hide();
    for (const char* id : {"file.properties", "help.shortcuts", "design.price-book", "design.region"}) {
        stage.window.actions().run(QLatin1String(id));
        stage.settle();
        if (auto* dialog = stage.window.findChild<QDialog*>()) {
            stage.shoot(QString::fromLatin1(id).replace(u'.', u'-'), *dialog);
            delete dialog;
        }
    }
}

/// A region where hardly anything is unknown, and the inspector after it was applied.
void shootRegions(Stage& stage)
{
    stage.use(ThemeMode::Light);
    stage.window.actions().run(QStringLiteral("design.region"));
    stage.settle();
    if (auto* dialog = stage.window.findChild<RegionDialog*>()) {
        dialog->pick(QStringLiteral("DEU"));
        stage.shoot(QStringLiteral("region-light"), *dialog);
        dialog->apply();
        stage.settle();
    }
    stage.session().setSelection({});
    stage.window.explain(QStringLiteral("carbon.perYear"));
    stage.shoot(QStringLiteral("region-applied-light"));
    stage.window.area().explainPanel().hide();
    stage.session().undoStack().undo(); // the next design must not ask whether to save this one
    stage.use(ThemeMode::Dark);
}

/// A design whose copy of a server is older than the catalog's.
void shootReview(Stage& stage)
{
    const PartPtr now = stage.session().parts()->part("dgx-h100");
    if (!now)
        return;
    Part older = *now;
    for (Field& field : older.fields)
        if (field.key == FieldKey::PowerMax || field.key == FieldKey::Price)
            field.number *= 0.9;
    Draft draft(stage.session().project());
    draft.replacePart(finishPart(std::move(older)));
    stage.session().reset(draft.project());
    stage.window.parts().review();
}

/// The dialogs of parts in both looks, with one rule broken so that its answer is seen.
void shootParts(Stage& stage)
{
    stage.window.files().openExample(example("h100"));
    const QString table = stage.file(QStringLiteral("ours.csv"),
                                     "Manufacturer,Model,Type,Draw,Weight (kg)\n"
                                     "Maker,Box 1,system,900,21\nMaker,Box 2,system,-5,21\n"
                                     "Maker,Box 3,toaster,700,19\n");
    const auto shoot = [&](const char* name, const char* objectName) {
        stage.settle();
        if (auto* dialog = stage.window.findChild<QDialog*>(QLatin1String(objectName))) {
            stage.shoot(QLatin1String(name) + stage.end(), *dialog);
            delete dialog;
        }
    };
    for (const ThemeMode mode : {ThemeMode::Dark, ThemeMode::Light}) {
        stage.use(mode);
        PartCommands& parts = stage.window.parts();
        parts.edit(QStringLiteral("dgx-h100"));
        if (auto* editor = stage.window.findChild<PartEditor*>())
            editor->fields().commit(FieldKey::Mass, PartFieldTree::ValueColumn,
                                    QStringLiteral("0"));
        shoot("part-editor-", "partEditor");
        parts.compare({QStringLiteral("dgx-h100"), QStringLiteral("dgx-b200"),
                       QStringLiteral("gb200-nvl72")});
        shoot("part-compare-", "compareDialog");
        parts.whereUsed(QStringLiteral("dgx-h100"));
        shoot("part-where-used-", "whereUsedDialog");
        parts.importPath(table);
        shoot("part-import-columns-", "importDialog");
        parts.importPath(table);
        stage.settle();
        if (auto* dialog = stage.window.findChild<PartImportDialog*>(); dialog && dialog->mapping()) {
            dialog->mapping()->setMeaning(QStringLiteral("Draw"), QStringLiteral("powerMax_W"));
            dialog->mainButton().click();
            shoot("part-import-report-", "importDialog");
        }
        shootReview(stage);
        shoot("part-review-", "reviewDialog");
    }
}

/// `count` racks in rows of a hundred, to see the plan at its largest.
Project manyRacks(int count, const PartPtr& part)
{
    Draft draft(newProject());
    draft.usePart(part);
    const Id<Hall> hall = draft.blueprint().table<Hall>().begin()->id;
    const int perRow = 100;
    const double pitch = part->figures.width.metres(), rowPitch = 3.0;
    const double width = perRow * pitch + 6.0, depth = (count / perRow + 1) * rowPitch + 4.0;
    draft.change(hall, [&](Hall& row) {
        row.outline = {toPoint({0, 0}), toPoint({width, 0}), toPoint({width, depth}),
                       toPoint({0, depth})};
    });
    for (int i = 0; i < count; ++i) {
        Rack rack;
        rack.part = part->id;
        rack.label = "R" + std::to_string(i + 1);
        rack.at.hall = hall;
        rack.at.centre = toPoint({3.0 + (i % perRow + 0.5) * pitch, 3.0 + i / perRow * rowPitch});
        rack.at.rotation = i / perRow % 2 == 0 ? 0.0 : 180.0;
        draft.add(std::move(rack));
    }
    return draft.project();
}

void shootSizes(Stage& stage)
{
    stage.use(ThemeMode::Dark);
    stage.window.files().openExample(example("h100"));
    stage.window.resize(smallSize);
    stage.shoot(QStringLiteral("plan-1366x768"));
    stage.window.resize(standardSize);
    stage.window.files().openExample(example("broken"));
    stage.canvas().setOverlay(Overlay::Findings);
    stage.shoot(QStringLiteral("broken-findings"));
    stage.canvas().setOverlay(Overlay::None);
    stage.window.files().create();
    stage.shoot(QStringLiteral("empty"));
    if (const PartPtr part = stage.session().part("gb200-nvl72")) {
        stage.session().reset(manyRacks(10000, part));
        stage.canvas().setOverlay(Overlay::Power);
        stage.shoot(QStringLiteral("ten-thousand-racks"));
    }
}

} // namespace

int renderShots(const QString& folder, const ShotContext& context)
{
    // Neither the person's settings nor recent files belong into the pictures.
    QCoreApplication::setApplicationName(QStringLiteral("millwright-shots"));
    QSettings().clear();
    if (!QDir().mkpath(folder)) {
        std::fprintf(stderr, "millwright: %s cannot be made\n", qPrintable(folder));
        return 2;
    }
    Stage stage(folder, context);
    shootStart(stage);
    shootPlan(stage);
    stage.use(ThemeMode::Dark);
    shootGhost(stage, "dgx-h100");
    shootGhost(stage, "gb200-nvl72");
    shootRacks(stage);
    shootWorkloads(stage);
    shootDialogs(stage);
    shootRegions(stage);
    shootParts(stage);
    shootSizes(stage);
    QSettings().clear();
    return stage.isGood() ? 0 : 2;
}

} // namespace millwright
