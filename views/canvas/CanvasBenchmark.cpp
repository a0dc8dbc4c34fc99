#include "views/canvas/CanvasBenchmark.h"
#include "views/canvas/PlanCanvas.h"
#include <QApplication>
#include <QElapsedTimer>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

namespace millwright
{
namespace
{

/// Runs steps on a canvas and keeps their times.
class Bench
{
public:
    explicit Bench(PlanCanvas& canvas) : m_canvas(canvas) {}

    /// Times send(i) for i = 0 .. count-1, each with the repaint that follows from it.
    template <class Send> void measure(const std::string& name, int count, Send&& send)
    {
        std::vector<double> times;
        for (int i = 0; i < count; ++i) {
            QElapsedTimer timer;
            timer.start();
            send(i);
            m_canvas.repaint();
            times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
        }
        std::sort(times.begin(), times.end());
        m_figures.push_back({name + ".median", times[times.size() / 2], "ms"});
        m_figures.push_back({name + ".worst", times.back(), "ms"});
    }
    void wheel(int angle)
    {
        const QPointF at(m_canvas.width() / 2.0, m_canvas.height() / 2.0);
        QWheelEvent event(at, m_canvas.mapToGlobal(at), {}, QPoint(0, angle), Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(&m_canvas, &event);
    }
    void mouse(QEvent::Type type, QPointF at, Qt::MouseButton button, Qt::MouseButtons held)
    {
        QMouseEvent event(type, at, m_canvas.mapToGlobal(at), button, held, Qt::NoModifier);
        QApplication::sendEvent(&m_canvas, &event);
    }
    void add(std::string name, double value, std::string unit)
    {
        m_figures.push_back({std::move(name), value, std::move(unit)});
    }
    std::vector<CanvasFigure> take() { return std::move(m_figures); }

private:
    PlanCanvas& m_canvas;
    std::vector<CanvasFigure> m_figures;
};

void measurePan(Bench& bench, const std::string& name)
{
    QPointF at(800, 500);
    bench.mouse(QEvent::MouseButtonPress, at, Qt::MiddleButton, Qt::MiddleButton);
    bench.measure(name, 20, [&](int) {
        at += QPointF(8, 5);
        bench.mouse(QEvent::MouseMove, at, Qt::NoButton, Qt::MiddleButton);
    });
    bench.mouse(QEvent::MouseButtonRelease, at, Qt::MiddleButton, Qt::NoButton);
}

void measureDrag(Bench& bench, PlanCanvas& canvas)
{
    if (canvas.scene().items().empty())
        return;
    const PlanItem& item = canvas.scene().items()[canvas.scene().items().size() / 2];
    QPointF at = canvas.view().toScreen(item.bounds.center());
    bench.mouse(QEvent::MouseButtonPress, at, Qt::LeftButton, Qt::LeftButton);
    bench.mouse(QEvent::MouseMove, at + QPointF(20, 20), Qt::NoButton, Qt::LeftButton);
    bench.measure("canvas.drag", 20, [&](int) {
        at += QPointF(6, 4);
        bench.mouse(QEvent::MouseMove, at, Qt::NoButton, Qt::LeftButton);
    });
    QKeyEvent escape(QEvent::KeyPress, Qt::Key_Escape, Qt::NoModifier);
    QApplication::sendEvent(&canvas, &escape);
    bench.mouse(QEvent::MouseButtonRelease, at, Qt::LeftButton, Qt::NoButton);
}

} // namespace

Project rackHall(int racks)
{
    constexpr int rowLength = 50;
    Part cabinet;
    cabinet.id = "bench-rack";
    cabinet.name = "Rack 600 x 1200";
    cabinet.kind = PartKind::Rack;
    const auto source = std::make_shared<const std::string>("benchmark design");
    for (const auto& [key, number] :
         {std::pair(FieldKey::Width, 600.0), std::pair(FieldKey::Depth, 1200.0),
          std::pair(FieldKey::Height, 2000.0), std::pair(FieldKey::InternalUnits, 42.0)}) {
        Field field;
        field.key = key;
        field.number = number;
        field.source = source;
        cabinet.fields.push_back(field);
    }
    Project project;
    project.parts.put(finishPart(std::move(cabinet)));
    Blueprint& blueprint = project.blueprint();
    // Blocks of rows side by side, so that the hall comes out about as wide as high.
    const int rows = (racks + rowLength - 1) / rowLength;
    const int columns = std::max(1, static_cast<int>(std::round(std::sqrt(rows * 2.4 / 32.4))));
    const int rowsInColumn = (rows + columns - 1) / columns;
    Hall hall;
    hall.id = Id<Hall>(++project.lastId);
    hall.name = "Benchmark hall";
    const Length width = Length::metres(2.4 + columns * 32.4);
    const Length height = Length::metres(2.4 + rowsInColumn * 2.4);
    hall.outline = {{}, {width, {}}, {width, height}, {{}, height}};
    blueprint.table<Hall>().put(hall);
    std::vector<Rack> all;
    for (int i = 0; i < racks; ++i) {
        const int row = i / rowLength;
        const double x = 2.4 + (row / rowsInColumn) * 32.4 + (i % rowLength) * 0.6 + 0.3;
        const double y = 2.4 + (row % rowsInColumn) * 2.4 + 0.6;
        Rack rack;
        rack.id = Id<Rack>(++project.lastId);
        rack.at = {hall.id, {Length::metres(x), Length::metres(y)}, row % 2 == 0 ? 0.0 : 180.0};
        rack.part = "bench-rack";
        rack.label = "R" + std::to_string(i + 1);
        all.push_back(std::move(rack));
    }
    blueprint.table<Rack>().assign(std::move(all));
    return project;
}

std::vector<CanvasFigure> canvasBenchmark(const Project& project, const ThemeManager& themes)
{
    Session session;
    PlanCanvas canvas(session, themes);
    canvas.resize(1600, 1000);
    canvas.show();
    session.reset(project);
    QApplication::processEvents();
    canvas.setOverlay(Overlay::Power);
    canvas.repaint();
    Bench bench(canvas);
    bench.add("canvas.parts", static_cast<double>(canvas.lastPaint().parts), "1");
    bench.measure("canvas.zoom", 20, [&](int i) { bench.wheel(i < 10 ? 120 : -120); });
    canvas.fit();
    canvas.repaint();
    measurePan(bench, "canvas.pan.fitted");
    canvas.fit();
    bench.measure("canvas.repaint.fitted", 10,
                  [&](int i) { canvas.setOverlay(i % 2 ? Overlay::Power : Overlay::Weight); });
    measureDrag(bench, canvas);
    const double close = 50.0; // px/m: symbols, names and values
    canvas.zoomAbout({800, 500}, close / canvas.view().scale);
    canvas.repaint();
    bench.add("canvas.labels", static_cast<double>(canvas.lastPaint().labels), "1");
    measurePan(bench, "canvas.pan.close");
    bench.measure("canvas.repaint.labels", 10, [&](int i) { bench.wheel(i % 2 ? 15 : -15); });
    bench.measure("canvas.hover", 20, [&](int i) {
        bench.mouse(QEvent::MouseMove, QPointF(300 + 40 * i, 400), Qt::NoButton, Qt::NoButton);
    });
    return bench.take();
}

} // namespace millwright
