#include "views/print/PlanImage.h"
#include "views/canvas/ChromePainter.h"
#include "views/canvas/PlanPaint.h"
#include "views/theme/ViewResources.h"
#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>
#include <memory>

namespace millwright
{
namespace
{

constexpr int margin = 48; ///< room for the hall's dimensions

/// An application for painting where the caller has none; fonts and pixmaps need one.
std::unique_ptr<QGuiApplication> offscreenApplication()
{
    if (QCoreApplication::instance())
        return nullptr;
    qputenv("QT_QPA_PLATFORM", "offscreen");
    static int count = 1;
    static char name[] = "millwright";
    static char* arguments[] = {name, nullptr};
    auto application = std::make_unique<QGuiApplication>(count, arguments);
    initViewResources();
    loadFonts();
    return application;
}

Error cannotWrite(const std::filesystem::path& path, const QString& reason)
{
    return fail("export.cannot-write", {path.string(), reason.toStdString()}, path.string());
}

Result<void> writePng(const PlanPicture& picture, const std::filesystem::path& path,
                      const PlanImageOptions& options)
{
    QImage image((QSizeF(options.size) * options.devicePixelRatio).toSize(), QImage::Format_RGB32);
    if (image.isNull())
        return cannotWrite(path, QStringLiteral("too large"));
    image.setDevicePixelRatio(options.devicePixelRatio);
    QPainter painter(&image);
    paintPlan(painter, picture, options);
    painter.end();
    QSaveFile file(QFile::decodeName(path.c_str()));
    if (!file.open(QIODevice::WriteOnly) || !image.save(&file, "PNG") || !file.commit())
        return cannotWrite(path, file.errorString());
    return {};
}

Result<void> writeSvg(const PlanPicture& picture, const std::filesystem::path& path,
                      const PlanImageOptions& options)
{
    QSaveFile file(QFile::decodeName(path.c_str()));
    if (!file.open(QIODevice::WriteOnly))
        return cannotWrite(path, file.errorString());
    QSvgGenerator generator;
    generator.setOutputDevice(&file);
    generator.setSize(options.size);
    generator.setViewBox(QRect(QPoint(), options.size));
    generator.setResolution(96);
    generator.setTitle(QString::fromStdString(picture.project.name));
    QPainter painter(&generator);
    paintPlan(painter, picture, options);
    painter.end();
    if (!file.commit())
        return cannotWrite(path, file.errorString());
    return {};
}

Result<void> writePdf(const PlanPicture& picture, const std::filesystem::path& path,
                      const PlanImageOptions& options)
{
    QSaveFile file(QFile::decodeName(path.c_str()));
    if (!file.open(QIODevice::WriteOnly))
        return cannotWrite(path, file.errorString());
    {
        QPdfWriter writer(&file);
        // At 72 units per inch a unit is a point; the picture's pixels are taken as points, so that
        // pixel-sized type keeps its size.
        writer.setResolution(72);
        writer.setPageSize(QPageSize(QSizeF(options.size), QPageSize::Point));
        writer.setPageMargins({});
        writer.setTitle(QString::fromStdString(picture.project.name));
        QPainter painter(&writer);
        paintPlan(painter, picture, options);
    }
    if (!file.commit())
        return cannotWrite(path, file.errorString());
    return {};
}

} // namespace

void paintPlan(QPainter& painter, const PlanPicture& picture, const PlanImageOptions& options)
{
    const Blueprint& blueprint = picture.project.blueprint();
    Id<Hall> hall = options.hall;
    if (!blueprint.find(hall) && !blueprint.table<Hall>().isEmpty())
        hall = blueprint.table<Hall>().begin()->id;
    const Theme& theme = options.mode == ThemeMode::Dark ? Theme::dark() : Theme::light();
    PlanScene scene;
    scene.rebuild(picture.project, hall);
    const MarkMap marks = findingMarks(picture.rules);
    OverlayValues overlay;
    overlay.compute(options.overlay, {scene, picture.results, picture.parameters, marks});
    const QRect area(QPoint(), options.size);
    QRectF plan = scene.extent();
    if (plan.isEmpty())
        plan = QRectF(0, 0, 12, 8);
    LabelCache labels;
    const QPixmap legend = renderLegend(overlay, theme, labels, options.devicePixelRatio);
    const int footer = legend.isNull() ? 0 : qCeil(legend.height() / legend.devicePixelRatio());
    const int edge = options.isThumbnail ? 12 : margin, head = options.isThumbnail ? 0 : 16;
    const ViewTransform view = ViewTransform::fitting(
        plan, QRectF(area).adjusted(edge, edge + head, -edge, -edge - footer));
    PaintCount count;
    const std::unordered_set<EntityId> hidden;
    PlanPaint paint{painter, scene,  overlay, marks,  picture.results,          theme,
                    view,    labels, count,   hidden, options.devicePixelRatio, {}};
    scene.query(view.toPlan(QRectF(area)), paint.visible);
    paintFloor(paint, area);
    paintFeatures(paint);
    paintBodies(paint);
    if (!options.isThumbnail) {
        paintLabels(paint);
        paintMarks(paint);
        paintHallHeader(paint);
    }
    if (!legend.isNull())
        painter.drawPixmap(QPointF(12, area.height() - footer - 12), legend);
}

Result<void> renderPlan(const PlanPicture& picture, const std::filesystem::path& path,
                        const PlanImageOptions& options)
{
    const auto application = offscreenApplication();
    const std::string ending = path.extension().string();
    if (ending == ".png")
        return writePng(picture, path, options);
    if (ending == ".svg")
        return writeSvg(picture, path, options);
    if (ending == ".pdf")
        return writePdf(picture, path, options);
    return fail("export.unknown-format", {path.string()}, path.string());
}

} // namespace millwright
