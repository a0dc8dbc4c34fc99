#pragma once
#include "model/base/Result.h"
#include "model/blueprint/Project.h"
#include "model/rules/Rule.h"
#include "views/canvas/Overlay.h"
#include "views/theme/Theme.h"
#include <QSize>
#include <filesystem>

class QPainter;

namespace millwright
{

/// What a picture of the plan shows.
struct PlanPicture {
    const Project& project;
    const Results& results;
    const ParameterValues& parameters;
    const RuleRunner& rules;
};

struct PlanImageOptions {
    QSize size = {1600, 1000}; ///< pixels; of vector formats at 96 per inch
    double devicePixelRatio = 1.0;
    ThemeMode mode = ThemeMode::Light;
    Overlay overlay = Overlay::None;
    Id<Hall> hall = {};       ///< unset: the first hall
    bool isThumbnail = false; ///< without dimensions and names, filling the picture
};

/// Paints the hall fitted into `options.size`, with the same painters as the canvas. Needs a
/// QGuiApplication.
void paintPlan(QPainter& painter, const PlanPicture& picture, const PlanImageOptions& options);

/// Writes the plan in the format that the path's ending names (.png, .svg, .pdf). Makes its own
/// offscreen application if there is none, so that it works without a display. Errors:
/// "export.unknown-format", "export.cannot-write".
Result<void> renderPlan(const PlanPicture& picture, const std::filesystem::path& path,
                        const PlanImageOptions& options = {});

} // namespace millwright
