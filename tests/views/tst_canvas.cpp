#include "model/edit/EditMessages.h"
#include "tests/views/CanvasFixture.h"
#include "views/canvas/CanvasBenchmark.h"
#include "views/canvas/CanvasCommands.h"
#include "views/canvas/ChromePainter.h"
#include "views/canvas/PlanRows.h"
#include <random>

using namespace millwright;

namespace
{

constexpr double hair = 1e-6; // m: places are whole micrometres

} // namespace

/// The canvas by itself: mapping, index, rows, level of detail, painting.
class TestCanvas : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void mappingGoesBothWays();
    void zoomKeepsThePointUnderTheCursor_data();
    void zoomKeepsThePointUnderTheCursor();
    void wheelZoomsAboutTheCursor();
    void zoomStopsAtItsLimits();
    void touchingBodiesShareAPixelEdge();
    void gridFindsWhatTheAreaTouches();
    void racksFormRows();
    void sceneFollowsEdits();
    void fitShowsTheWholeHall();
    void smallScaleDrawsStripsWithoutPens();
    void detailGrowsWithTheScale();
    void panningPaintsWhatAFreshCanvasPaints();
    void editRepaintsWhatAFreshCanvasPaints();
    void overlayColoursAndLegend();
    void overlayKeys();
    void rulerStepsAreRound();
    void bothThemesDiffer();

private:
    ThemeManager* m_themes = nullptr;
};

void TestCanvas::initTestCase()
{
    m_themes = new ThemeManager(*qApp);
    registerEditMessages();
    registerFitMessages();
}

void TestCanvas::mappingGoesBothWays()
{
    const ViewTransform view{72.5, QPointF(-310.25, 95.5)};
    const QPointF metres(7.123, -4.5);
    const QPointF back = view.toPlan(view.toScreen(metres));
    QVERIFY(std::abs(back.x() - metres.x()) < 1e-12);
    QVERIFY(std::abs(back.y() - metres.y()) < 1e-12);
    QCOMPARE(view.toScreen(QPointF(2, 0)).x() - view.toScreen(QPointF(1, 0)).x(), 72.5);
}

void TestCanvas::zoomKeepsThePointUnderTheCursor_data()
{
    QTest::addColumn<double>("factor");
    QTest::addColumn<QPointF>("pixel");
    QTest::newRow("in") << 1.19 << QPointF(400, 300);
    QTest::newRow("far in") << 7.0 << QPointF(1599, 999);
    QTest::newRow("out") << 0.25 << QPointF(23, 640.5);
}

void TestCanvas::zoomKeepsThePointUnderTheCursor()
{
    QFETCH(double, factor);
    QFETCH(QPointF, pixel);
    const ViewTransform before{40.0, QPointF(120, 80)};
    const ViewTransform after = before.zoomedAbout(pixel, factor);
    QCOMPARE(after.scale, 40.0 * factor);
    const QPointF moved = after.toScreen(before.toPlan(pixel)) - pixel;
    QVERIFY(std::abs(moved.x()) < 1e-9 && std::abs(moved.y()) < 1e-9);
}

void TestCanvas::wheelZoomsAboutTheCursor()
{
    CanvasFixture f(*m_themes);
    const QPointF pixel(333, 444);
    const QPointF under = f.canvas.view().toPlan(pixel);
    const double before = f.canvas.view().scale;
    for (const int angle : {120, 120, 15, 7}) { // two notches and what a smooth wheel sends
        QWheelEvent event(pixel, f.canvas.mapToGlobal(pixel), {}, QPoint(0, angle), Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(&f.canvas, &event);
    }
    QVERIFY(std::abs(f.canvas.view().scale - before * std::pow(2.0, 262 / 480.0)) < 1e-9);
    const QPointF now = f.canvas.view().toScreen(under);
    QVERIFY(QLineF(now, pixel).length() < 1e-6);
}

void TestCanvas::zoomStopsAtItsLimits()
{
    const ViewTransform view{1.0, QPointF(10, 10)};
    QCOMPARE(view.zoomedAbout({50, 50}, 1e-6).scale, ViewTransform::leastScale);
    QCOMPARE(view.zoomedAbout({50, 50}, 1e6).scale, ViewTransform::mostScale);
}

void TestCanvas::touchingBodiesShareAPixelEdge()
{
    for (const double scale : {7.3, 33.3, 71.77}) {
        const ViewTransform view{scale, QPointF(-1000.37, 12.61)};
        for (int i = 0; i < 200; ++i) {
            const QRect left = view.toScreen(QRectF(i * 0.6, 0, 0.6, 1.2));
            const QRect right = view.toScreen(QRectF((i + 1) * 0.6, 0, 0.6, 1.2));
            QCOMPARE(left.left() + left.width(), right.left());
        }
    }
}

void TestCanvas::gridFindsWhatTheAreaTouches()
{
    std::mt19937 random(7);
    std::uniform_real_distribution<double> place(-5.0, 105.0); // some outside of the extent
    std::uniform_real_distribution<double> size(0.2, 4.0);
    SpatialGrid grid;
    grid.reset(QRectF(0, 0, 100, 100), 3.0);
    std::vector<QRectF> boxes;
    for (std::uint32_t i = 0; i < 500; ++i) {
        boxes.emplace_back(place(random), place(random), size(random), size(random));
        grid.insert(i, boxes.back());
    }
    for (std::uint32_t i = 0; i < 500; i += 3)
        grid.remove(i, boxes[i]);
    for (int k = 0; k < 100; ++k) {
        const QRectF area(place(random), place(random), 3 * size(random), 3 * size(random));
        std::vector<std::uint32_t> found;
        grid.query(area, found);
        QVERIFY(std::is_sorted(found.begin(), found.end()));
        QCOMPARE(std::adjacent_find(found.begin(), found.end()), found.end());
        for (std::uint32_t i = 0; i < 500; ++i) {
            const bool isFound = std::binary_search(found.begin(), found.end(), i);
            if (i % 3 == 0)
                QVERIFY(!isFound);
            else if (boxes[i].intersects(area))
                QVERIFY2(isFound, qPrintable(QString::number(i)));
        }
    }
}

void TestCanvas::racksFormRows()
{
    PlanScene scene;
    const Project project = samplePlan();
    scene.rebuild(project, project.blueprint().table<Hall>().begin()->id);
    const PlanRow* a = scene.rowOf(labelled(project, "A03"));
    QVERIFY(a);
    QCOMPARE(a->items.size(), std::size_t(8));
    QCOMPARE(a->quarter, 0);
    QVERIFY(std::abs(a->bounds.left() - 3.0) < hair && std::abs(a->bounds.right() - 9.4) < hair);
    const PlanRow* b = scene.rowOf(labelled(project, "B03"));
    QCOMPARE(b->items.size(), std::size_t(7)); // the gap of one rack before CDU-1 ends the row
    QCOMPARE(b->quarter, 2);
    const PlanRow* n = scene.rowOf(labelled(project, "N01"));
    QCOMPARE(n->items.size(), std::size_t(4));
    QCOMPARE(n->quarter, 3);
    QVERIFY(!scene.rowOf(labelled(project, "CRAH-1")));
}

void TestCanvas::sceneFollowsEdits()
{
    CanvasFixture f(*m_themes);
    const EntityId gone = f.id("A02");
    const EntityId moved = f.id("C07");
    f.session.setSelection(Selection({gone}));
    QVERIFY(CanvasCommands::remove(f.session));
    QVERIFY(!f.canvas.scene().find(gone));
    f.session.setSelection(Selection({moved}));
    QVERIFY(CanvasCommands::nudge(f.session, f.canvas.scene(), QPoint(0, 1), false));
    PlanScene fresh;
    fresh.rebuild(f.session.project(), f.session.activeHall());
    QCOMPARE(f.canvas.scene().items().size(), fresh.items().size());
    for (const PlanItem& item : fresh.items()) {
        const PlanItem* same = f.canvas.scene().find(item.id);
        QVERIFY(same);
        QCOMPARE(same->bounds, item.bounds);
        QCOMPARE(same->label, item.label);
        QCOMPARE(f.canvas.scene().at(item.bounds.center())->id, item.id);
    }
    f.session.undoStack().undo();
    f.session.undoStack().undo();
    QCOMPARE(f.canvas.scene().at(f.bounds(gone).center())->id, gone);
    QCOMPARE(f.canvas.scene().rowOf(gone)->items.size(), std::size_t(8));
}

void TestCanvas::fitShowsTheWholeHall()
{
    CanvasFixture f(*m_themes);
    f.canvas.zoomAbout({100, 100}, 3.0);
    QTest::keyClick(&f.canvas, Qt::Key_F);
    const QRect hall = f.canvas.view().toScreen(f.canvas.scene().extent());
    QVERIFY(f.canvas.freeArea().contains(hall));
    QVERIFY(hall.width() > 1000 || hall.height() > 700);
}

void TestCanvas::smallScaleDrawsStripsWithoutPens()
{
    CanvasFixture f(*m_themes, rackHall(10000));
    f.canvas.zoomAbout({800, 500}, 5.0 / f.canvas.view().scale);
    QVERIFY(f.canvas.view().scale < 6.0);
    f.canvas.fit();
    ViewTransform view = f.canvas.view().zoomedAbout({800, 500}, 4.0 / f.canvas.view().scale);
    f.canvas.setView(view);
    f.canvas.repaint();
    const PaintCount strips = f.canvas.lastPaint();
    QCOMPARE(strips.parts, std::size_t(10000));
    QCOMPARE(strips.outlined, std::size_t(0));
    QCOMPARE(strips.labels, std::size_t(0));
    QCOMPARE(strips.symbols, std::size_t(0));
    QCOMPARE(strips.rects, std::size_t(200)); // 10,000 racks in rows of 50: a strip each
    QCOMPARE(strips.calls, std::size_t(1));
    f.canvas.setView(view.zoomedAbout({800, 500}, 2.0)); // 8 px/m: boxes and stripes, still no pens
    f.canvas.repaint();
    QCOMPARE(f.canvas.lastPaint().outlined, std::size_t(0));
    QCOMPARE(f.canvas.lastPaint().labels, std::size_t(0));
    QVERIFY(f.canvas.lastPaint().calls <= 3);
}

void TestCanvas::detailGrowsWithTheScale()
{
    QCOMPARE(detailAt(5.9), Detail::Strips);
    QCOMPARE(detailAt(6.0), Detail::Boxes);
    QCOMPARE(detailAt(35.0), Detail::Boxes);
    QCOMPARE(detailAt(35.1), Detail::Labels);
    QCOMPARE(detailAt(90.1), Detail::Full);
    CanvasFixture f(*m_themes);
    f.canvas.setView(f.canvas.view().zoomedAbout({800, 500}, 30.0 / f.canvas.view().scale));
    f.canvas.repaint();
    QCOMPARE(f.canvas.lastPaint().labels, std::size_t(0));
    f.canvas.setView(f.canvas.view().zoomedAbout({800, 500}, 50.0 / 30.0));
    f.canvas.repaint();
    QVERIFY(f.canvas.lastPaint().labels >= 30); // a name for each thing at least
    QVERIFY(f.canvas.lastPaint().symbols >= 30);
}

void TestCanvas::panningPaintsWhatAFreshCanvasPaints()
{
    for (const double scale : {4.0, 20.0, 55.0, 110.0}) {
        CanvasFixture f(*m_themes);
        f.canvas.setOverlay(Overlay::Power);
        f.canvas.setView(f.canvas.view().zoomedAbout({800, 500}, scale / f.canvas.view().scale));
        f.canvas.grab();
        for (const QPoint& step :
             {QPoint(37, -11), QPoint(-120, 63), QPoint(5, 260), QPoint(-1, 0)}) {
            f.canvas.panBy(step);
            f.canvas.grab();
        }
        const QImage panned = f.canvas.grab().toImage();
        const ViewTransform view = f.canvas.view();
        f.canvas.setView(view.zoomedAbout({0, 0}, 2.0));
        f.canvas.setView(view);
        const QImage fresh = f.canvas.grab().toImage();
        QVERIFY2(panned == fresh, qPrintable(QString::number(scale)));
    }
}

void TestCanvas::editRepaintsWhatAFreshCanvasPaints()
{
    CanvasFixture f(*m_themes);
    f.canvas.grab();
    f.session.setSelection(Selection({f.id("C07")}));
    CanvasCommands::nudge(f.session, f.canvas.scene(), QPoint(0, 1), false);
    const QImage edited = f.canvas.grab().toImage();
    const ViewTransform view = f.canvas.view();
    f.canvas.setView(view.zoomedAbout({0, 0}, 2.0));
    f.canvas.setView(view);
    QVERIFY(edited == f.canvas.grab().toImage());
}

void TestCanvas::overlayColoursAndLegend()
{
    CanvasFixture f(*m_themes);
    QVERIFY(f.session.results().inventory);
    OverlayValues power;
    const MarkMap none;
    power.compute(Overlay::Power,
                  {f.canvas.scene(), f.session.results(), f.session.parameters(), none});
    const auto& items = f.canvas.scene().items();
    for (std::uint32_t i = 0; i < items.size(); ++i) {
        if (items[i].label == QLatin1String("A01"))
            QCOMPARE(power.value(i), 20400.0F); // two servers of 10.2 kW
        if (items[i].label == QLatin1String("B07"))
            QCOMPARE(power.text(power.value(i)), QStringLiteral("10.2"));
        QCOMPARE(power.appliesTo(items[i]), items[i].entity == EntityKind::Rack);
    }
    QCOMPARE(power.high(), 25000.0);
    int counted = 0;
    for (const int bin : power.histogram())
        counted += bin;
    QCOMPARE(counted, 26); // every rack once: 8 A, 7 B, 7 C, 4 N
    OverlayValues feeds;
    feeds.compute(Overlay::Feeds,
                  {f.canvas.scene(), f.session.results(), f.session.parameters(), none});
    QCOMPARE(feeds.classCount(0), 5); // A + B
    QCOMPARE(feeds.classCount(1), 1); // A only
    QCOMPARE(feeds.classCount(3), 20);
    LabelCache labels;
    QVERIFY(renderLegend(OverlayValues(), m_themes->theme(), labels, 1.0).isNull());
    QVERIFY(!renderLegend(power, m_themes->theme(), labels, 1.0).isNull());
}

void TestCanvas::overlayKeys()
{
    CanvasFixture f(*m_themes);
    QSignalSpy spy(&f.canvas, &PlanCanvas::overlayChanged);
    QTest::keyClick(&f.canvas, Qt::Key_2);
    QCOMPARE(f.canvas.overlay(), Overlay::Heat);
    QTest::keyClick(&f.canvas, Qt::Key_8);
    QCOMPARE(f.canvas.overlay(), Overlay::Findings);
    QTest::keyClick(&f.canvas, Qt::Key_8);
    QCOMPARE(f.canvas.overlay(), Overlay::None);
    QCOMPARE(spy.size(), 3);
}

void TestCanvas::rulerStepsAreRound()
{
    QCOMPARE(rulerStep(72.0, 42), 1.0);
    QCOMPARE(rulerStep(10.0, 42), 5.0);
    QCOMPARE(rulerStep(400.0, 42), 0.2);
    QCOMPARE(roundUp(20.4), 25.0);
    QCOMPARE(roundUp(0.0), 1.0);
    QCOMPARE(roundUp(100.0), 100.0);
}

void TestCanvas::bothThemesDiffer()
{
    CanvasFixture f(*m_themes);
    const QImage dark = f.canvas.grab().toImage();
    m_themes->setMode(ThemeMode::Light);
    const QImage light = f.canvas.grab().toImage();
    m_themes->setMode(ThemeMode::Dark);
    QCOMPARE(dark.pixelColor(60, 400), Theme::dark().canvas);
    QCOMPARE(light.pixelColor(60, 400), Theme::light().canvas);
}

QTEST_MAIN(TestCanvas)
#include "tst_canvas.moc"
