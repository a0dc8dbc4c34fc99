#include "model/edit/EditMessages.h"
#include "tests/views/CanvasFixture.h"
#include "views/canvas/CanvasCommands.h"

using namespace millwright;

namespace
{

constexpr double hair = 1e-6; // m: places are whole micrometres

bool isAt(const QRectF& box, double left, double top)
{
    return std::abs(box.left() - left) < hair && std::abs(box.top() - top) < hair;
}

} // namespace

/// What pointer and keys do on the canvas, each as one undo step or none.
class TestTools : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void clickSelects();
    void shiftClickAddsAndTakesAway();
    void rubberBandSelectsWhatItTouches();
    void escapeTakesTheRubberBandBack();
    void dragMovesOntoTheGrid();
    void dragIsPulledToANeighbour();
    void dragShowsGuidesAndDistances();
    void dragOfManyMovesAll();
    void altDragDuplicates();
    void keyTurnsWhileDragging();
    void escapeDropsTheDrag();
    void lockedThingsStay();
    void undoWhileDraggingEndsTheGesture();
    void dropIntoAGapTurnsToItsRow();
    void dropSaysWhatItWouldChange();
    void dropOnSomethingSaysWhy();
    void dropOutsideSaysWhy();
    void leavingDropsTheGhost();
    void strangeMimeIsRefused();
    void deviceDropMounts();
    void deviceBesideARackIsRefused();
    void enterPlacesAtTheGhost();
    void handPullsOutARow();
    void measureShowsMillimetres();
    void panToolsMoveThePlan();
    void arrowsMoveByTheGrid();
    void tabWalksAndEnterOpens();
    void duplicateFindsAFreePlace();
    void copyPaste();
    void deleteAndUndo();
    void readOnlyRefuses();

private:
    ThemeManager* m_themes = nullptr;
};

void TestTools::initTestCase()
{
    m_themes = new ThemeManager(*qApp);
    registerEditMessages();
    registerFitMessages();
    registerSessionMessages();
}

void TestTools::clickSelects()
{
    CanvasFixture f(*m_themes);
    QTest::mouseClick(&f.canvas, Qt::LeftButton, {}, f.pixel(f.id("A03")));
    QCOMPARE(f.session.selection().ids(), std::vector<EntityId>{f.id("A03")});
    QTest::mouseClick(&f.canvas, Qt::LeftButton, {}, f.pixel(f.id("CRAH-1")));
    QCOMPARE(f.session.selection().ids(), std::vector<EntityId>{f.id("CRAH-1")});
    QTest::mouseClick(&f.canvas, Qt::LeftButton, {}, f.pixel(QPointF(7.0, 11.0))); // empty floor
    QVERIFY(f.session.selection().isEmpty());
    QCOMPARE(f.session.undoStack().count(), 0);
}

void TestTools::shiftClickAddsAndTakesAway()
{
    CanvasFixture f(*m_themes);
    QTest::mouseClick(&f.canvas, Qt::LeftButton, {}, f.pixel(f.id("A03")));
    QTest::mouseClick(&f.canvas, Qt::LeftButton, Qt::ShiftModifier, f.pixel(f.id("B01")));
    QCOMPARE(f.session.selection().ids(), (std::vector<EntityId>{f.id("A03"), f.id("B01")}));
    QTest::mouseClick(&f.canvas, Qt::LeftButton, Qt::ShiftModifier, f.pixel(f.id("A03")));
    QCOMPARE(f.session.selection().ids(), std::vector<EntityId>{f.id("B01")});
}

void TestTools::rubberBandSelectsWhatItTouches()
{
    CanvasFixture f(*m_themes);
    f.drag(f.pixel(QPointF(2.95, 1.2)), f.pixel(QPointF(5.0, 2.0))); // A01, A02 whole, A03 in part
    QCOMPARE(f.session.selection().size(), std::size_t(3));
    for (const char* label : {"A01", "A02", "A03"})
        QVERIFY(f.session.selection().contains(f.id(label)));
    f.drag(f.pixel(QPointF(2.95, 6.5)), f.pixel(QPointF(3.5, 7.2)), false, Qt::ShiftModifier);
    QCOMPARE(f.session.selection().size(), std::size_t(4));
    QVERIFY(f.session.selection().contains(f.id("C01")));
    QVERIFY(f.canvas.gesture().isEmpty());
}

void TestTools::escapeTakesTheRubberBandBack()
{
    CanvasFixture f(*m_themes);
    f.drag(f.pixel(QPointF(2.95, 1.2)), f.pixel(QPointF(5.0, 2.0)), true);
    QVERIFY(f.canvas.gesture().rubberBand.has_value());
    QTest::keyClick(&f.canvas, Qt::Key_Escape);
    QVERIFY(!f.canvas.gesture().rubberBand.has_value());
    QVERIFY(f.session.selection().isEmpty());
}

void TestTools::dragMovesOntoTheGrid()
{
    CanvasFixture f(*m_themes);
    const Project before = f.session.project();
    const EntityId c07 = f.id("C07");
    QVERIFY(isAt(f.bounds(c07), 7.8, 6.9));
    // Far from everything the upper left corner comes to rest on the 600 mm grid: (11.13, 10.33) ->
    // (11.4, 10.2).
    const QPoint by = f.pixel(QPointF(11.13, 10.33)) - f.pixel(QPointF(7.8, 6.9));
    f.drag(f.pixel(c07), f.pixel(c07) + by, true);
    QVERIFY(f.session.hasPreview());
    QVERIFY(f.session.project() == before); // nothing is seen before the release
    QCOMPARE(f.canvas.gesture().ghosts.size(), std::size_t(1));
    QTest::mouseRelease(&f.canvas, Qt::LeftButton, {}, f.pixel(c07) + by);
    QVERIFY(!f.session.hasPreview());
    QVERIFY(f.canvas.gesture().isEmpty());
    QVERIFY(isAt(f.bounds(c07), 11.4, 10.2));
    QCOMPARE(f.session.undoStack().count(), 1);
    QVERIFY(f.session.isDirty());
    f.session.undoStack().undo();
    QVERIFY(f.session.project().blueprint() == before.blueprint());
    QVERIFY(!f.session.isDirty());
    f.session.undoStack().redo();
    QVERIFY(isAt(f.bounds(c07), 11.4, 10.2));
}

void TestTools::dragIsPulledToANeighbour()
{
    CanvasFixture f(*m_themes);
    const EntityId c07 = f.id("C07");
    // 50 mm short of CDU-2's left edge at 9.4 m, and 40 mm off its row: both edges pull.
    const QPoint by = f.pixel(QPointF(8.55, 6.94)) - f.pixel(QPointF(7.8, 6.9));
    f.drag(f.pixel(c07), f.pixel(c07) + by);
    QVERIFY(isAt(f.bounds(c07), 8.6, 6.9));
}

void TestTools::dragShowsGuidesAndDistances()
{
    CanvasFixture f(*m_themes);
    const EntityId c07 = f.id("C07");
    const QPoint by = f.pixel(QPointF(8.55, 6.94)) - f.pixel(QPointF(7.8, 6.9));
    f.drag(f.pixel(c07), f.pixel(c07) + by, true);
    const auto& guides = f.canvas.gesture().guides;
    QVERIFY(std::any_of(guides.begin(), guides.end(),
                        [](const Guide& g) { return g.isDashed && g.chip.isEmpty(); }));
    // The place it came from is free: 8.6 - 7.8 = 800 mm to C06.
    QVERIFY(std::any_of(guides.begin(), guides.end(),
                        [](const Guide& g) { return g.chip == QLatin1String("800"); }));
}

void TestTools::dragOfManyMovesAll()
{
    CanvasFixture f(*m_themes);
    f.session.setSelection(Selection({f.id("C05"), f.id("C06"), f.id("C07")}));
    const QPoint by = f.pixel(QPointF(0, 2.45)) - f.pixel(QPointF(0, 0));
    f.drag(f.pixel(f.id("C06")), f.pixel(f.id("C06")) + by);
    // C04's edge pulls it to 6.2 m across; downwards 9.35 m comes to rest on the grid.
    QVERIFY(isAt(f.bounds(f.id("C05")), 6.2, 9.6));
    QVERIFY(std::abs(f.bounds(f.id("C07")).left() - f.bounds(f.id("C05")).left() - 1.6) < hair);
    QVERIFY(std::abs(f.bounds(f.id("C07")).top() - f.bounds(f.id("C05")).top()) < hair);
    QCOMPARE(f.session.undoStack().count(), 1);
}

void TestTools::altDragDuplicates()
{
    CanvasFixture f(*m_themes);
    const EntityId c01 = f.id("C01");
    const std::size_t racks = f.session.blueprint().table<Rack>().size();
    const std::size_t devices = f.session.blueprint().table<Device>().size();
    const QPoint by = f.pixel(QPointF(0, 2.7)) - f.pixel(QPointF(0, 0));
    f.drag(f.pixel(c01), f.pixel(c01) + by, false, Qt::AltModifier);
    QVERIFY(isAt(f.bounds(c01), 3.0, 6.9));
    QCOMPARE(f.session.blueprint().table<Rack>().size(), racks + 1);
    QCOMPARE(f.session.blueprint().table<Device>().size(), devices + 4); // with what is in it
    QCOMPARE(f.session.selection().size(), std::size_t(1));
    QVERIFY(f.session.selection().first() != c01);
    QCOMPARE(f.session.undoStack().count(), 1);
    f.session.undoStack().undo();
    QCOMPARE(f.session.blueprint().table<Rack>().size(), racks);
}

void TestTools::keyTurnsWhileDragging()
{
    CanvasFixture f(*m_themes);
    const EntityId c07 = f.id("C07");
    const QPoint by = f.pixel(QPointF(11.13, 10.33)) - f.pixel(QPointF(7.8, 6.9));
    f.drag(f.pixel(c07), f.pixel(c07) + by, true);
    QTest::keyClick(&f.canvas, Qt::Key_R);
    QCOMPARE(f.canvas.gesture().ghosts.front().box.rotation, 90.0);
    QTest::mouseRelease(&f.canvas, Qt::LeftButton, {}, f.pixel(c07) + by);
    QCOMPARE(f.session.blueprint().find(Id<Rack>(c07))->at.rotation, 90.0);
    QVERIFY(std::abs(f.bounds(c07).width() - 1.2) < hair);
    QCOMPARE(f.session.undoStack().count(), 1);
}

void TestTools::escapeDropsTheDrag()
{
    CanvasFixture f(*m_themes);
    const Project before = f.session.project();
    const EntityId c07 = f.id("C07");
    f.drag(f.pixel(c07), f.pixel(QPointF(11, 10)), true);
    QVERIFY(f.session.hasPreview());
    QTest::keyClick(&f.canvas, Qt::Key_Escape);
    QVERIFY(!f.session.hasPreview());
    QVERIFY(f.canvas.gesture().isEmpty());
    QTest::mouseRelease(&f.canvas, Qt::LeftButton, {}, f.pixel(QPointF(11, 10)));
    QVERIFY(f.session.project() == before);
    QCOMPARE(f.session.undoStack().count(), 0);
}

void TestTools::lockedThingsStay()
{
    CanvasFixture f(*m_themes);
    f.session.setSelection(Selection({f.id("C06")}));
    QVERIFY(CanvasCommands::setLocked(f.session, true));
    const QRectF before = f.bounds(f.id("C06"));
    f.drag(f.pixel(f.id("C06")), f.pixel(QPointF(11, 10)));
    QCOMPARE(f.bounds(f.id("C06")), before);
    QCOMPARE(f.session.undoStack().count(), 1); // the lock only
    // With a free one beside it only that one moves.
    f.session.setSelection(Selection({f.id("C06"), f.id("C07")}));
    f.drag(f.pixel(f.id("C07")), f.pixel(QPointF(11.53, 10.93)));
    QCOMPARE(f.bounds(f.id("C06")), before);
    QVERIFY(isAt(f.bounds(f.id("C07")), 11.4, 10.2));
}

void TestTools::undoWhileDraggingEndsTheGesture()
{
    CanvasFixture f(*m_themes);
    f.session.setSelection(Selection({f.id("C07")}));
    CanvasCommands::nudge(f.session, f.canvas.scene(), QPoint(0, 1), false);
    f.drag(f.pixel(f.id("C07")), f.pixel(QPointF(11, 10)), true);
    f.session.undoStack().undo();
    QVERIFY(!f.session.hasPreview());
    QVERIFY(f.canvas.gesture().isEmpty());
    QVERIFY(isAt(f.bounds(f.id("C07")), 7.8, 6.9));
    QTest::mouseRelease(&f.canvas, Qt::LeftButton, {}, f.pixel(QPointF(11, 10)));
    QVERIFY(isAt(f.bounds(f.id("C07")), 7.8, 6.9));
}

void TestTools::dropIntoAGapTurnsToItsRow()
{
    CanvasFixture f(*m_themes);
    const Project before = f.session.project();
    // The gap between B07 (ends at 8.6) and CDU-1 (from 9.4); dropped 90 mm off.
    const QPointF at(9.09, 4.62);
    QVERIFY(f.dragOver("gpu-rack", at));
    QVERIFY(f.session.hasPreview());
    QVERIFY(f.session.project() == before);
    QCOMPARE(f.canvas.gesture().ghosts.size(), std::size_t(1));
    const Ghost ghost = f.canvas.gesture().ghosts.front();
    QVERIFY(ghost.fits);
    QCOMPARE(ghost.box.rotation, 180.0);
    QCOMPARE(f.canvas.gesture().card->verdict, Status::Ok);
    QVERIFY(f.drop(at));
    QCOMPARE(f.session.undoStack().count(), 1);
    const EntityId placed = f.session.selection().first();
    QVERIFY(isAt(f.bounds(placed), 8.6, 3.9));
    QCOMPARE(f.session.blueprint().find(Id<Rack>(placed))->at.rotation, 180.0);
    QVERIFY(f.session.project().parts.find("gpu-rack")); // copied in
    f.session.undoStack().undo();
    QVERIFY(f.session.project().blueprint() == before.blueprint());
    QVERIFY(f.session.project().parts == before.parts);
}

void TestTools::dropSaysWhatItWouldChange()
{
    CanvasFixture f(*m_themes);
    QVERIFY(f.dragOver("gpu-rack", QPointF(9.0, 4.5)));
    QTRY_VERIFY(!f.canvas.gesture().card->changes.empty());
    const PreviewDelta delta = f.session.previewDelta();
    QVERIFY(std::abs(delta.itPower - 20400.0) < 1.0);
    QVERIFY(delta.capex >= 760000.0);
    QCOMPARE(f.canvas.gesture().card->changes.front(), QStringLiteral("+20.4 kW"));
    QTest::keyClick(&f.canvas, Qt::Key_Escape);
    QVERIFY(!f.session.hasPreview());
}

void TestTools::dropOnSomethingSaysWhy()
{
    CanvasFixture f(*m_themes);
    QVERIFY(f.dragOver("gpu-rack", QPointF(12.0, 9.0))); // free floor
    QCOMPARE(f.canvas.gesture().card->verdict, Status::Ok);
    // 0.3 m into the inner wall at x = 14.0 (100 mm thick), held off the grid by Ctrl.
    QDragMoveEvent over(f.pixel(QPointF(13.85, 6.0)), Qt::CopyAction, &f.mime, Qt::LeftButton,
                        Qt::ControlModifier);
    QApplication::sendEvent(&f.canvas, &over);
    const GestureView& gesture = f.canvas.gesture();
    QCOMPARE(gesture.card->verdict, Status::Error);
    QVERIFY(!gesture.ghosts.front().fits);
    QVERIFY(!gesture.clashes.empty());
    QVERIFY2(gesture.card->remark.contains(QLatin1String("into")),
             qPrintable(gesture.card->remark));
}

void TestTools::dropOutsideSaysWhy()
{
    CanvasFixture f(*m_themes);
    QVERIFY(f.dragOver("gpu-rack", QPointF(8.0, 13.0)));
    QCOMPARE(f.canvas.gesture().card->verdict, Status::Error);
    QVERIFY2(f.canvas.gesture().card->remark.contains(QLatin1String("outside Hall 1")),
             qPrintable(f.canvas.gesture().card->remark));
}

void TestTools::leavingDropsTheGhost()
{
    CanvasFixture f(*m_themes);
    f.dragOver("gpu-rack", QPointF(9.0, 4.5));
    QDragLeaveEvent leave;
    QApplication::sendEvent(&f.canvas, &leave);
    QVERIFY(!f.session.hasPreview());
    QVERIFY(f.canvas.gesture().isEmpty());
    QCOMPARE(f.session.undoStack().count(), 0);
}

void TestTools::strangeMimeIsRefused()
{
    CanvasFixture f(*m_themes);
    QVERIFY(!f.dragOver("no-such-part", QPointF(9.0, 4.5)));
    QVERIFY(!f.session.hasPreview());
    QMimeData text;
    text.setText(QStringLiteral("gpu-rack"));
    QDragEnterEvent enter(QPoint(500, 500), Qt::CopyAction, &text, Qt::LeftButton, Qt::NoModifier);
    enter.ignore();
    QApplication::sendEvent(&f.canvas, &enter);
    QVERIFY(!enter.isAccepted());
}

void TestTools::deviceDropMounts()
{
    CanvasFixture f(*m_themes);
    const EntityId b07 = f.id("B07");
    const std::size_t devices = f.session.blueprint().table<Device>().size();
    QVERIFY(f.dragOver("server", f.bounds(b07).center()));
    QCOMPARE(f.canvas.gesture().card->verdict, Status::Ok);
    QVERIFY(f.drop(f.bounds(b07).center()));
    QCOMPARE(f.session.blueprint().table<Device>().size(), devices + 1);
    QCOMPARE(f.session.selection().first(), b07);
    f.session.undoStack().undo();
    QCOMPARE(f.session.blueprint().table<Device>().size(), devices);
}

void TestTools::deviceBesideARackIsRefused()
{
    CanvasFixture f(*m_themes);
    f.dragOver("server", QPointF(7.0, 11.0));
    QCOMPARE(f.canvas.gesture().card->verdict, Status::Error);
    QVERIFY(!f.drop(QPointF(7.0, 11.0)));
    QCOMPARE(f.session.undoStack().count(), 0);
    QVERIFY(!f.session.hasPreview());
}

void TestTools::enterPlacesAtTheGhost()
{
    CanvasFixture f(*m_themes);
    const std::size_t racks = f.session.blueprint().table<Rack>().size();
    f.move(f.pixel(QPointF(7.0, 10.6)), Qt::NoButton);
    f.canvas.beginPlacing(f.source.part("gpu-rack"));
    QCOMPARE(f.canvas.toolKind(), ToolKind::Place);
    QCOMPARE(f.canvas.gesture().ghosts.size(), std::size_t(1));
    const Point first = f.canvas.gesture().ghosts.front().box.centre;
    QTest::keyClick(&f.canvas, Qt::Key_Right);
    const Point second = f.canvas.gesture().ghosts.front().box.centre;
    QCOMPARE((second.x - first.x).micrometres(), 600000);
    QTest::keyClick(&f.canvas, Qt::Key_Return);
    QCOMPARE(f.canvas.toolKind(), ToolKind::Select);
    QCOMPARE(f.session.blueprint().table<Rack>().size(), racks + 1);
    QCOMPARE(f.session.blueprint().find(Id<Rack>(f.session.selection().first()))->at.centre.x,
             second.x);
    f.canvas.beginPlacing(f.source.part("gpu-rack"));
    QTest::keyClick(&f.canvas, Qt::Key_Escape);
    QCOMPARE(f.canvas.toolKind(), ToolKind::Select);
    QVERIFY(!f.session.hasPreview());
    QCOMPARE(f.session.blueprint().table<Rack>().size(), racks + 1);
}

void TestTools::handPullsOutARow()
{
    CanvasFixture f(*m_themes);
    const std::size_t racks = f.session.blueprint().table<Rack>().size();
    f.session.setSelection(Selection({f.id("A08")}));
    const auto handle = f.canvas.arrayHandle();
    QVERIFY(handle.has_value());
    QVERIFY(QLineF(*handle, QPointF(9.8, 2.1)).length() < 1e-9);
    f.drag(f.pixel(*handle), f.pixel(*handle + QPointF(1.65, 0.2)), true);
    QCOMPARE(f.canvas.gesture().ghosts.size(), std::size_t(3));
    QTest::mouseRelease(&f.canvas, Qt::LeftButton, {}, f.pixel(*handle + QPointF(1.65, 0.2)));
    QCOMPARE(f.session.blueprint().table<Rack>().size(), racks + 3);
    QCOMPARE(f.session.undoStack().count(), 1);
    QCOMPARE(f.session.selection().size(), std::size_t(4));
    QVERIFY(isAt(f.bounds(f.session.selection().ids().back()), 11.0, 1.5));
    f.session.undoStack().undo();
    QCOMPARE(f.session.blueprint().table<Rack>().size(), racks);
}

void TestTools::measureShowsMillimetres()
{
    CanvasFixture f(*m_themes);
    QTest::keyClick(&f.canvas, Qt::Key_M);
    QCOMPARE(f.canvas.toolKind(), ToolKind::Measure);
    // From A08's right edge to the wall at 13.95 m; both edges pull within 8 px.
    f.drag(f.pixel(QPointF(9.42, 2.03)), f.pixel(QPointF(13.93, 2.03)), false, Qt::ShiftModifier);
    QVERIFY(!f.canvas.gesture().guides.empty());
    QCOMPARE(f.canvas.gesture().guides.front().chip, QStringLiteral("4,550"));
    QTest::keyClick(&f.canvas, Qt::Key_Escape);
    QVERIFY(f.canvas.gesture().isEmpty());
    QCOMPARE(f.session.undoStack().count(), 0);
}

void TestTools::panToolsMoveThePlan()
{
    CanvasFixture f(*m_themes);
    const QPointF origin = f.canvas.view().origin;
    QTest::mousePress(&f.canvas, Qt::MiddleButton, {}, QPoint(500, 500));
    f.move(QPoint(540, 480), Qt::MiddleButton);
    QTest::mouseRelease(&f.canvas, Qt::MiddleButton, {}, QPoint(540, 480));
    QCOMPARE(f.canvas.view().origin - origin, QPointF(40, -20));
    QTest::keyPress(&f.canvas, Qt::Key_Space);
    QTest::mousePress(&f.canvas, Qt::LeftButton, {}, QPoint(500, 500));
    f.move(QPoint(490, 510), Qt::LeftButton);
    QTest::mouseRelease(&f.canvas, Qt::LeftButton, {}, QPoint(490, 510));
    QTest::keyRelease(&f.canvas, Qt::Key_Space);
    QCOMPARE(f.canvas.view().origin - origin, QPointF(30, -10));
    QVERIFY(f.session.selection().isEmpty());
    f.canvas.setTool(ToolKind::Pan);
    f.drag(QPoint(300, 300), QPoint(310, 330));
    QCOMPARE(f.canvas.view().origin - origin, QPointF(40, 20));
}

void TestTools::arrowsMoveByTheGrid()
{
    CanvasFixture f(*m_themes);
    f.session.setSelection(Selection({f.id("C07")}));
    QTest::keyClick(&f.canvas, Qt::Key_Down);
    QVERIFY(isAt(f.bounds(f.id("C07")), 7.8, 7.5));
    QTest::keyClick(&f.canvas, Qt::Key_Left, Qt::ShiftModifier);
    QVERIFY(isAt(f.bounds(f.id("C07")), 7.79, 7.5));
    QCOMPARE(f.session.undoStack().count(), 2);
}

void TestTools::tabWalksAndEnterOpens()
{
    CanvasFixture f(*m_themes);
    QSignalSpy opened(&f.canvas, &PlanCanvas::activated);
    QTest::keyClick(&f.canvas, Qt::Key_Tab);
    const EntityId first = f.session.selection().first();
    QVERIFY(first != 0);
    QTest::keyClick(&f.canvas, Qt::Key_Tab);
    QVERIFY(f.session.selection().first() != first);
    QTest::keyClick(&f.canvas, Qt::Key_Backtab, Qt::ShiftModifier);
    QCOMPARE(f.session.selection().first(), first);
    QTest::keyClick(&f.canvas, Qt::Key_Return);
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened.front().front().value<EntityId>(), first);
    QTest::keyClick(&f.canvas, Qt::Key_Escape);
    QVERIFY(f.session.selection().isEmpty());
}

void TestTools::duplicateFindsAFreePlace()
{
    CanvasFixture f(*m_themes);
    f.session.setSelection(Selection({f.id("C03")}));
    QTest::keyClick(&f.canvas, Qt::Key_D, Qt::ControlModifier);
    QCOMPARE(f.session.undoStack().count(), 1);
    const EntityId copy = f.session.selection().first();
    // C04 to C07 are taken; the next free place in the row is the one before CDU-2.
    QVERIFY(isAt(f.bounds(copy), 8.6, 6.9));
    const auto near = f.canvas.scene().bodiesNear(f.bounds(copy), std::vector<EntityId>{copy});
    QVERIFY(checkFit(f.session.blueprint(), f.session.activeHall(),
                     f.canvas.scene().find(copy)->box, near)
                .empty());
}

void TestTools::copyPaste()
{
    CanvasFixture f(*m_themes);
    const std::size_t racks = f.session.blueprint().table<Rack>().size();
    f.session.setSelection(Selection({f.id("A01"), f.id("A02")}));
    QTest::keyClick(&f.canvas, Qt::Key_C, Qt::ControlModifier);
    f.move(f.pixel(QPointF(7.0, 10.6)), Qt::NoButton);
    QTest::keyClick(&f.canvas, Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(f.session.blueprint().table<Rack>().size(), racks + 2);
    QCOMPARE(f.session.selection().size(), std::size_t(2));
    const QRectF first = f.bounds(f.session.selection().first());
    QVERIFY(isAt(first, 6.0, 10.2)); // (6.2, 10.0) on the grid
    QCOMPARE(f.session.undoStack().count(), 1);
}

void TestTools::deleteAndUndo()
{
    CanvasFixture f(*m_themes);
    const Project before = f.session.project();
    f.session.setSelection(Selection({f.id("A01"), f.id("RPP-1A")}));
    QTest::keyClick(&f.canvas, Qt::Key_Delete);
    QCOMPARE(f.id("A01"), EntityId(0));
    QCOMPARE(f.id("RPP-1A"), EntityId(0));
    QVERIFY(f.session.selection().isEmpty());
    f.session.undoStack().undo();
    QVERIFY(f.session.project().blueprint() == before.blueprint());
}

void TestTools::readOnlyRefuses()
{
    CanvasFixture f(*m_themes);
    f.session.reset(samplePlan(), QStringLiteral("/tmp/x.millwright"), true);
    QSignalSpy said(&f.session, &Session::message);
    f.session.setSelection(Selection({f.id("A01")}));
    QTest::keyClick(&f.canvas, Qt::Key_Delete);
    QVERIFY(f.id("A01") != 0);
    QVERIFY(said.size() >= 1);
    QVERIFY(!f.dragOver("gpu-rack", QPointF(9.0, 4.5)));
}

QTEST_MAIN(TestTools)
#include "tst_tools.moc"
