#include "model/edit/EditMessages.h"
#include "model/edit/FieldActions.h"
#include "model/edit/PlaceActions.h"
#include "tests/views/CanvasFixture.h"
#include "views/panels/RackFeeds.h"
#include "views/panels/RackOverview.h"
#include "views/panels/RackWorkspace.h"
#include <QSignalSpy>

using namespace millwright;

namespace
{

/// The sample plan's racks in a workspace of 1100 x 700 pixels with the pointer's actions.
struct Fixture {
    explicit Fixture(ThemeManager& themes, Project project = samplePlan())
        : session(&source), workspace(session, themes), view(workspace.view())
    {
        workspace.resize(1100, 700);
        workspace.show();
        session.reset(std::move(project));
        QApplication::processEvents();
    }
    Id<Rack> rack(const char* label) const { return Id<Rack>(labelled(session.project(), label)); }
    /// The device of a rack with this lowest unit.
    Id<Device> deviceAt(Id<Rack> rack, int unit) const
    {
        for (const Device& device : session.blueprint().table<Device>())
            if (device.rack == rack && device.unit == unit)
                return device.id;
        return {};
    }
    const Device& device(Id<Device> id) const { return *session.blueprint().find(id); }
    void move(QPoint to)
    {
        QWidget* viewport = view.viewport();
        QMouseEvent event(QEvent::MouseMove, QPointF(to), viewport->mapToGlobal(QPointF(to)),
                          Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(viewport, &event);
    }
    void press(QPoint at) { QTest::mousePress(view.viewport(), Qt::LeftButton, {}, at); }
    void release(QPoint at) { QTest::mouseRelease(view.viewport(), Qt::LeftButton, {}, at); }
    void show(const char* label)
    {
        session.setSelection(Selection({rack(label).value()}));
        QApplication::processEvents();
    }
    void sendDrag(const char* part, QPoint at)
    {
        mime.setData(QLatin1String(partMimeType), QByteArray(part));
        QDragEnterEvent enter(at, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(view.viewport(), &enter);
        QDragMoveEvent over(at, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(view.viewport(), &over);
    }
    void sendDrop(QPoint at)
    {
        QDropEvent event(QPointF(at), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(view.viewport(), &event);
    }

    SampleSource source;
    Session session;
    RackWorkspace workspace;
    RackView& view;
    QMimeData mime;
};

} // namespace

/// Elevations: what they show, and devices that move by mouse, keys and drops.
class TestRackView : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void rowFollowsTheSelection();
    void frontsAreSeenFromTheAisle();
    void clickSelects();
    void dragMovesADeviceAndUndoPutsItBack();
    void dragGoesIntoAnotherRack();
    void takenUnitsAreRefusedWithTheReason();
    void escapeDropsTheDrag();
    void arrowsMoveByOneUnit();
    void deleteRemovesDevices();
    void palettePartDropsIntoAUnit();
    void overviewLeadsToARow();
    void wheelMovesAlongTheRow();
    void freeUnitsSayWhatHoldsThem();
    void oneSideMayBeLost();
    void longRowsPaintWhatIsSeen();

private:
    ThemeManager* m_themes = nullptr;
};

void TestRackView::initTestCase()
{
    m_themes = new ThemeManager(*qApp);
    registerEditMessages();
    registerRuleMessages();
}

void TestRackView::rowFollowsTheSelection()
{
    Fixture f(*m_themes);
    QSignalSpy rows(&f.view, &RackView::rowChanged);
    f.show("B03");
    QVERIFY(f.view.layoutNow().indexOf(f.rack("B03")));
    QCOMPARE(f.view.scene().rows()[static_cast<std::size_t>(f.view.row())].name,
             QStringLiteral("Row B"));
    f.show("C05");
    QCOMPARE(f.view.scene().rows()[static_cast<std::size_t>(f.view.row())].name,
             QStringLiteral("Row C"));
    QVERIFY(rows.count() >= 1);
    QVERIFY(f.workspace.rowSummary().contains(QStringLiteral(" U")));
}

void TestRackView::frontsAreSeenFromTheAisle()
{
    Fixture f(*m_themes);
    // Row A faces up: somebody before it has A08 at the left. Row B faces down: B01.
    const auto& rows = f.view.scene().rows();
    const auto first = [&](const char* label) {
        return rows[static_cast<std::size_t>(f.view.scene().rowOf(f.rack(label)))].racks.front();
    };
    QVERIFY(first("A03") == f.rack("A08"));
    QVERIFY(first("B03") == f.rack("B01"));
    f.show("B01");
    const RackLayout& layout = f.view.layoutNow();
    QVERIFY(layout.racks.size() >= 2);
    QVERIFY(layout.rackRect(0, false).x() < layout.rackRect(1, false).x());
    QVERIFY(layout.rackRect(0, true).x() > layout.rackRect(1, true).x()); // mirrored behind
    // higher units stand higher
    QVERIFY(layout.unitRect(0, false, 10, 1).y() < layout.unitRect(0, false, 9, 1).y());
}

void TestRackView::clickSelects()
{
    Fixture f(*m_themes);
    f.show("B01");
    const Id<Device> node = f.deviceAt(f.rack("B01"), 1);
    const QPoint at = f.view.deviceRect(node).center();
    QTest::mouseClick(f.view.viewport(), Qt::LeftButton, {}, at);
    QCOMPARE(f.session.selection().first(), node.value());
    QTest::mouseClick(f.view.viewport(), Qt::LeftButton, {}, f.view.unitPoint(f.rack("B02"), 30));
    QCOMPARE(f.session.selection().first(), f.rack("B02").value());
}

void TestRackView::dragMovesADeviceAndUndoPutsItBack()
{
    Fixture f(*m_themes);
    f.show("B01");
    const Project before = f.session.project();
    const Id<Device> node = f.deviceAt(f.rack("B01"), 1);
    const QPoint from = f.view.deviceRect(node).center();
    const QPoint to = from - QPoint(0, 24 * f.view.layoutNow().unitHeight);
    f.press(from);
    f.move(from - QPoint(0, 20));
    f.move(to);
    QVERIFY(f.view.isDragging());
    QVERIFY(f.view.ghost() && f.view.ghost()->fits);
    QCOMPARE(f.view.ghost()->unit, 25);
    QVERIFY(f.session.project() == before); // a gesture changes nothing
    f.release(to);
    QCOMPARE(f.device(node).unit, 25);
    QCOMPARE(f.session.undoStack().count(), 1);
    QVERIFY(!f.session.hasPreview());
    f.session.undoStack().undo();
    QVERIFY(f.session.project() == before);
}

void TestRackView::dragGoesIntoAnotherRack()
{
    Fixture f(*m_themes);
    f.show("B07");
    const Id<Device> node = f.deviceAt(f.rack("B06"), 11);
    QVERIFY(!f.view.deviceRect(node).isEmpty());
    const QPoint from = f.view.deviceRect(node).center();
    const QPoint to(f.view.unitPoint(f.rack("B07"), 20).x(), from.y());
    f.press(from);
    f.move(from + QPoint(20, 0));
    f.move(to);
    f.release(to);
    QVERIFY(f.device(node).rack == f.rack("B07"));
    QCOMPARE(f.device(node).unit, 11);
}

void TestRackView::takenUnitsAreRefusedWithTheReason()
{
    Fixture f(*m_themes);
    f.show("B01");
    const Project before = f.session.project();
    const Id<Device> node = f.deviceAt(f.rack("B01"), 1);
    const Id<Device> other = f.deviceAt(f.rack("B02"), 11);
    const QPoint from = f.view.deviceRect(node).center();
    const QPoint to = f.view.deviceRect(other).center();
    f.press(from);
    f.move(from - QPoint(0, 20));
    f.move(to);
    QVERIFY(f.view.ghost() && !f.view.ghost()->fits);
    QVERIFY2(f.view.ghost()->card.headline.contains(QStringLiteral("taken")),
             qPrintable(f.view.ghost()->card.headline));
    f.release(to);
    QVERIFY(f.session.project() == before);
    QCOMPARE(f.session.undoStack().count(), 0);
}

void TestRackView::escapeDropsTheDrag()
{
    Fixture f(*m_themes);
    f.show("B01");
    const Project before = f.session.project();
    const QPoint from = f.view.deviceRect(f.deviceAt(f.rack("B01"), 1)).center();
    f.press(from);
    f.move(from - QPoint(0, 300));
    QVERIFY(f.session.hasPreview());
    QTest::keyClick(&f.view, Qt::Key_Escape);
    QVERIFY(!f.session.hasPreview());
    f.release(from - QPoint(0, 300));
    QVERIFY(f.session.project() == before);
}

void TestRackView::arrowsMoveByOneUnit()
{
    Fixture f(*m_themes);
    f.show("B01");
    const Id<Device> node = f.deviceAt(f.rack("B01"), 11);
    f.session.setSelection(Selection({node.value()}));
    QTest::keyClick(&f.view, Qt::Key_Up);
    QCOMPARE(f.device(node).unit, 12);
    QTest::keyClick(&f.view, Qt::Key_Down);
    QCOMPARE(f.device(node).unit, 11);
    QSignalSpy messages(&f.session, &Session::message);
    for (int i = 0; i < 3; ++i)
        QTest::keyClick(&f.view, Qt::Key_Down);
    QCOMPARE(f.device(node).unit, 9); // the node below ends at 8
    QCOMPARE(messages.count(), 1);
    // To the side: the device at the same height, or the rack where there is none.
    QTest::keyClick(&f.view, Qt::Key_Right);
    QCOMPARE(f.session.selection().first(), f.rack("B02").value());
    f.session.setSelection(Selection({f.deviceAt(f.rack("B02"), 11).value()}));
    QTest::keyClick(&f.view, Qt::Key_Right);
    QCOMPARE(f.session.selection().first(), f.deviceAt(f.rack("B03"), 11).value());
}

void TestRackView::deleteRemovesDevices()
{
    Fixture f(*m_themes);
    f.show("B01");
    const Id<Device> node = f.deviceAt(f.rack("B01"), 1);
    const Project before = f.session.project();
    f.session.setSelection(Selection({node.value(), f.rack("B01").value()}));
    QTest::keyClick(&f.view, Qt::Key_Delete);
    QVERIFY(!f.session.blueprint().find(node));
    QVERIFY(f.session.blueprint().find(f.rack("B01"))); // racks are the plan's business
    f.session.undoStack().undo();
    QVERIFY(f.session.project() == before);
}

void TestRackView::palettePartDropsIntoAUnit()
{
    Fixture f(*m_themes);
    f.show("B01");
    const Project before = f.session.project();
    const QPoint at = f.view.unitPoint(f.rack("B01"), 31);
    f.sendDrag("server", at);
    QVERIFY(f.view.ghost() && f.view.ghost()->fits);
    QVERIFY(f.session.hasPreview());
    f.sendDrop(at);
    QCOMPARE(f.session.undoStack().count(), 1);
    const Device& placed = f.device(Id<Device>(f.session.selection().first()));
    QVERIFY(placed.rack == f.rack("B01"));
    QCOMPARE(placed.unit, 30); // the pointer holds the 2 U part at its upper unit
    f.session.undoStack().undo();
    QVERIFY(f.session.blueprint() == before.blueprint());
    f.sendDrag("gpu-rack", at); // stands on the floor
    QVERIFY(f.view.ghost() && !f.view.ghost()->fits);
    f.sendDrop(at);
    QVERIFY(f.session.blueprint() == before.blueprint());
    QVERIFY(!f.session.hasPreview());
}

void TestRackView::overviewLeadsToARow()
{
    Fixture f(*m_themes);
    f.show("A01");
    int row = -1;
    for (int i = 0; i < static_cast<int>(f.view.scene().rows().size()); ++i)
        if (f.view.scene().rows()[static_cast<std::size_t>(i)].name == QStringLiteral("Row C"))
            row = i;
    QVERIFY(row >= 0);
    QTest::mouseClick(&f.workspace.overview(), Qt::LeftButton, {},
                      f.workspace.overview().boxOf(row, 2).center());
    QCOMPARE(f.view.row(), row);
    // Narrow it scrolls to the row that is shown; with room again nothing stays out of sight.
    f.workspace.resize(500, 700);
    QApplication::processEvents();
    f.show("N01");
    f.workspace.resize(1400, 700);
    QApplication::processEvents();
    QVERIFY(f.workspace.overview().boxOf(0, 0).left() >= 0);
}

void TestRackView::wheelMovesAlongTheRow()
{
    Fixture f(*m_themes);
    f.show("B01");
    f.workspace.resize(760, 900); // as tall as a rack: nothing to scroll up or down
    QApplication::processEvents();
    QCOMPARE(f.view.layoutNow().first, 0);
    QWheelEvent turn(QPointF(200, 300), f.view.viewport()->mapToGlobal(QPointF(200, 300)), {},
                     QPoint(0, -120), Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(f.view.viewport(), &turn);
    QCOMPARE(f.view.layoutNow().first, 1);
    QVERIFY(!f.view.layoutNow().indexOf(f.rack("B01")));
}

void TestRackView::freeUnitsSayWhatHoldsThem()
{
    Project project = samplePlan();
    const Id<Rack> rack(labelled(project, "A01"));
    Feed feed; // IEC, 3 x 230 V x 32 A x 0.95 = 21 kW: two nodes of 10.2 kW and no third
    feed.id = Id<Feed>(++project.lastId);
    feed.source = Id<PowerPart>(labelled(project, "RPP-1A"));
    feed.target = rack.value();
    feed.side = Side::A;
    feed.breaker = 32.0;
    project.blueprint().table<Feed>().put(feed);
    Fixture f(*m_themes, std::move(project));
    f.show("A01");
    const RackColumn& column = f.view.scene().column(rack);
    QCOMPARE(column.power_W, 20400.0);
    QVERIFY(std::abs(column.powerLimit_W - 3.0 * 230.0 * 32.0 * 0.95) < 1.0);
    QCOMPARE(column.free.size(), std::size_t(2));
    QVERIFY(column.free[0].reason.isEmpty()); // 2 U between the nodes would take none anyway
    QVERIFY(column.free[1].reason.contains(QStringLiteral("power")));
    QCOMPARE(column.free[1].from, 19);
    QCOMPARE(column.free[1].count, 24);
}

void TestRackView::oneSideMayBeLost()
{
    FeedLimit limit;
    limit.add(Side::A, 20e3);
    QCOMPARE(limit.limit_W(), 20e3); // nothing is left to lose
    limit.add(Side::B, 0.0);         // a circuit without a limit says nothing
    QCOMPARE(limit.limit_W(), 20e3);
    limit.add(Side::B, 25e3);
    QCOMPARE(limit.limit_W(), 20e3); // either side carries the rack alone
    limit.add(Side::B, 10e3);
    QCOMPARE(limit.limit_W(), 20e3);
    limit.add(Side::None, 20e3); // a third source: two of three stay
    QCOMPARE(limit.limit_W(), 40e3);
}

void TestRackView::longRowsPaintWhatIsSeen()
{
    Project project = samplePlan();
    const Rack pattern = *project.blueprint().find(Id<Rack>(labelled(project, "B01")));
    for (int i = 0; i < 2000; ++i) {
        Rack rack = pattern;
        rack.id = Id<Rack>(++project.lastId);
        rack.label = "Z" + std::to_string(1000 + i);
        rack.at.centre = pattern.at.centre + Point{Length::metres(0.8 * i), Length::metres(20)};
        project.blueprint().table<Rack>().put(rack);
        Device device;
        device.id = Id<Device>(++project.lastId);
        device.rack = rack.id;
        device.part = "node";
        project.blueprint().table<Device>().put(device);
    }
    Fixture f(*m_themes, std::move(project));
    f.show("Z2999");
    QVERIFY(f.view.layoutNow().indexOf(f.rack("Z2999")));
    QVERIFY(f.view.layoutNow().racks.size() < 20);
    QElapsedTimer clock;
    clock.start();
    for (int i = 0; i < 20; ++i)
        f.view.viewport()->repaint();
    qInfo("%.1f ms a picture of a row of 2,000 racks", static_cast<double>(clock.elapsed()) / 20);
    QVERIFY(clock.elapsed() < 20 * 60);
}

QTEST_MAIN(TestRackView)
#include "tst_rack_view.moc"
