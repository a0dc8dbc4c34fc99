#include "model/edit/EditMessages.h"
#include "model/io/ProjectFile.h"
#include "tests/views/CanvasFixture.h"
#include "views/DesignArea.h"
#include "views/FileCommands.h"
#include "views/MainWindow.h"
#include "views/ThemeChoice.h"
#include "views/panels/PalettePanel.h"
#include <QDrag>
#include <QListView>
#include <QMouseEvent>
#include <QTemporaryDir>

using namespace millwright;

namespace
{

/// Starts a drag with a part as the palette does.
class DragSource : public QWidget
{
public:
    using QWidget::QWidget;

protected:
    void mousePressEvent(QMouseEvent* event) override { m_press = event->position(); }
    void mouseMoveEvent(QMouseEvent* event) override
    {
        if (!(event->buttons() & Qt::LeftButton) ||
            (event->position() - m_press).manhattanLength() < QApplication::startDragDistance())
            return;
        auto* drag = new QDrag(this);
        auto* data = new QMimeData;
        data->setData(QLatin1String(partMimeType), "gpu-rack");
        drag->setMimeData(data);
        drag->exec(Qt::CopyAction);
    }

private:
    QPointF m_press;
};

} // namespace

/// A real drag and drop by the window system: needs a display, so it runs under Xvfb.
class TestDragXvfb : public QObject
{
    Q_OBJECT
private slots:
    void dragFromAPaletteToThePlan();
    void dragFromTheWindowsPaletteToThePlan();
};

void TestDragXvfb::dragFromAPaletteToThePlan()
{
    if (QGuiApplication::platformName() != QLatin1String("xcb"))
        QSKIP("a real drag needs an X display");
    ThemeManager themes(*qApp);
    registerEditMessages();
    SampleSource source;
    Session session(&source);
    QWidget window;
    DragSource palette(&window);
    PlanCanvas canvas(session, themes, &window);
    palette.setGeometry(0, 0, 150, 800);
    canvas.setGeometry(150, 0, 1050, 800);
    window.resize(1200, 800);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    session.reset(samplePlan());
    QApplication::processEvents();
    const std::size_t racks = session.blueprint().table<Rack>().size();
    const QPoint target =
        canvas.mapTo(&window, canvas.view().toScreen(QPointF(9.0, 4.5)).toPoint());

    // exec() runs an event loop of its own: what follows is queued before the drag begins.
    QWindow* handle = window.windowHandle();
    bool hadGhost = false;
    QTimer::singleShot(200, [&] { QTest::mouseMove(handle, target - QPoint(40, 30)); });
    QTimer::singleShot(400, [&] { QTest::mouseMove(handle, target); });
    QTimer::singleShot(700, [&] {
        hadGhost = !canvas.gesture().ghosts.empty();
        QTest::mouseRelease(handle, Qt::LeftButton, {}, target);
    });
    QTest::mousePress(handle, Qt::LeftButton, {}, QPoint(60, 300));
    QTest::mouseMove(handle, QPoint(90, 320));
    QTRY_COMPARE_WITH_TIMEOUT(session.blueprint().table<Rack>().size(), racks + 1, 5000);
    QVERIFY(hadGhost);
    const EntityId placed = session.selection().first();
    QCOMPARE(session.blueprint().find(Id<Rack>(placed))->at.rotation, 180.0); // turned to row B
    session.undoStack().undo();
    QCOMPARE(session.blueprint().table<Rack>().size(), racks);
}

/// The way a person goes: the whole window, its own parts list, a row of it pulled onto the plan.
void TestDragXvfb::dragFromTheWindowsPaletteToThePlan()
{
    if (QGuiApplication::platformName() != QLatin1String("xcb"))
        QSKIP("a real drag needs an X display");
    ThemeManager themes(*qApp);
    registerEditMessages();
    const QTemporaryDir folder;
    SampleSource source;
    Session session(&source);
    ThemeChoice choice(themes, ThemeMode::Dark);
    const std::filesystem::path file = folder.filePath("plan.millwright").toStdString();
    QVERIFY(writeProject(file, samplePlan()).isOk());
    MainWindow window({session, themes, choice, folder.filePath("state").toStdString()});
    window.setGeometry(0, 0, 1400, 900);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    window.files().openPath(QString::fromStdString(file.string()));
    PalettePanel& palette = window.area().palette();
    palette.setSearch("GPU");
    const auto rowOf = [&]() -> QModelIndex {
        const QAbstractItemModel& model = *palette.list().model();
        for (int row = 0; row < model.rowCount(); ++row)
            if (palette.model().part(model.index(row, 0)) &&
                palette.model().part(model.index(row, 0))->id == "gpu-rack")
                return model.index(row, 0);
        return {};
    };
    QTRY_VERIFY_WITH_TIMEOUT(!palette.isSearching() && rowOf().isValid(), 5000);
    QTest::qWait(100);
    PlanCanvas& canvas = window.area().canvas();
    const std::size_t racks = session.blueprint().table<Rack>().size();
    const QPoint from =
        palette.list().viewport()->mapTo(&window, palette.list().visualRect(rowOf()).center());
    const QPoint target =
        canvas.mapTo(&window, canvas.view().toScreen(QPointF(9.0, 4.5)).toPoint());
    QWindow* handle = window.windowHandle();
    bool hadGhost = false;
    QTimer::singleShot(300, [&] { QTest::mouseMove(handle, target - QPoint(40, 30)); });
    QTimer::singleShot(500, [&] { QTest::mouseMove(handle, target); });
    QTimer::singleShot(800, [&] {
        hadGhost = !canvas.gesture().ghosts.empty();
        QTest::mouseRelease(handle, Qt::LeftButton, {}, target);
    });
    QTest::mousePress(handle, Qt::LeftButton, {}, from);
    QTest::mouseMove(handle, from + QPoint(15, 4));
    QTest::mouseMove(handle, from + QPoint(40, 10));
    QTRY_COMPARE_WITH_TIMEOUT(session.blueprint().table<Rack>().size(), racks + 1, 5000);
    QVERIFY(hadGhost);
    session.undoStack().undo();
    QCOMPARE(session.blueprint().table<Rack>().size(), racks);
    session.undoStack().setClean(); // nothing to ask about at the end
}

QTEST_MAIN(TestDragXvfb)
#include "tst_drag_xvfb.moc"
