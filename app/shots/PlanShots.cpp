#include "app/shots/Stage.h"
#include "model/edit/NewProject.h"
#include "model/edit/PlaceActions.h"
#include "views/DesignArea.h"
#include "views/FileCommands.h"
#include "views/canvas/CanvasCommands.h"
#include "views/canvas/PlanCanvas.h"
#include "views/panels/ExplainPanel.h"
#include "views/panels/StartPage.h"
#include <QApplication>
#include <QDragEnterEvent>
#include <QMimeData>

namespace millwright
{
namespace
{

EntityId labelled(const Session& session, std::string_view label)
{
    EntityId id = 0;
    forEachPlaced(session.blueprint(), [&](const PlacedThing& thing) {
        if (thing.label == label || id == 0)
            id = thing.label == label || id == 0 ? thing.id : id;
    });
    return id;
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

} // namespace

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
    stage.window.files().openExample(exampleFile("h100"));
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
    stage.use(ThemeMode::Dark);
    shootGhost(stage, "dgx-h100");
    shootGhost(stage, "gb200-nvl72");
    shootRacks(stage);
}

void shootSizes(Stage& stage)
{
    stage.use(ThemeMode::Dark);
    stage.window.files().openExample(exampleFile("h100"));
    stage.window.resize(smallSize);
    stage.shoot(QStringLiteral("plan-1366x768"));
    stage.window.resize(standardSize);
    stage.window.files().openExample(exampleFile("broken"));
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

} // namespace millwright
