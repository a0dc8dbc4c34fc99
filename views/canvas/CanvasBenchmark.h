#pragma once
#include "model/blueprint/Project.h"
#include <string>
#include <vector>

namespace millwright
{

class ThemeManager;

/// One measured figure.
struct CanvasFigure {
    std::string name;
    double value = 0.0;
    std::string unit;
};

/// Times steps of the canvas at 1600 x 1000 pixels on a design: from the input event to the end of
/// the repaint, median and worst, in ms, and what one fitted frame drew. Needs a QApplication;
/// works on the offscreen platform. Names: canvas.zoom.median, .worst; canvas.pan.fitted.*,
/// canvas.pan.close.*, canvas.drag.*, canvas.hover.*, canvas.repaint.fitted, canvas.repaint.labels
/// (full repaints), canvas.parts, canvas.labels (counts).
std::vector<CanvasFigure> canvasBenchmark(const Project& project, const ThemeManager& themes);

/// A hall of `racks` racks in rows of 50 with 1.2 m aisles, for when there is no richer design at
/// hand.
Project rackHall(int racks);

} // namespace millwright
