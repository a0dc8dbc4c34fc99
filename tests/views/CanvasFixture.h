#pragma once
#include "tests/views/SamplePlan.h"
#include "views/models/PaletteModel.h"
#include "views/canvas/PlanCanvas.h"
#include "views/theme/ThemeManager.h"
#include <QApplication>
#include <QMimeData>
#include <QtTest>

namespace millwright
{

/// A catalog of one rack-scale system and one server, as the palette would offer them.
class SampleSource : public PartSource
{
public:
    SampleSource();
    std::vector<PartSummary> search(const PartQuery&) const override;
    PartPtr part(std::string_view id) const override;
    std::size_t count() const override { return m_parts.size(); }

private:
    std::vector<PartPtr> m_parts;
};

inline SampleSource::SampleSource()
    : m_parts{
          samplePart({"gpu-rack", "GPU rack", PartKind::RackSystem, 800, 1200, 20400, 760000, 0}),
          samplePart({"server", "Server", PartKind::System, 482.6, 800, 800, 9000, 2})}
{
}

inline std::vector<PartSummary> SampleSource::search(const PartQuery&) const
{
    std::vector<PartSummary> all;
    for (const PartPtr& part : m_parts)
        all.push_back(summaryOf(*part));
    return all;
}

inline PartPtr SampleSource::part(std::string_view id) const
{
    for (const PartPtr& part : m_parts)
        if (part->id == id)
            return part;
    return nullptr;
}

/// The sample plan in a canvas of 1600 x 1000 pixels, and the pointer actions of tests in metres.
class CanvasFixture
{
public:
    explicit CanvasFixture(ThemeManager& themes, Project project = samplePlan())
        : session(&source), canvas(session, themes)
    {
        canvas.resize(1600, 1000);
        canvas.show();
        session.reset(std::move(project));
        QApplication::processEvents();
    }

    EntityId id(std::string_view label) const { return labelled(session.project(), label); }
    QRectF bounds(EntityId thing) const
    {
        const PlanItem* item = canvas.scene().find(thing);
        return item ? item->bounds : QRectF();
    }
    QPoint pixel(QPointF metres) const { return canvas.view().toScreen(metres).toPoint(); }
    QPoint pixel(EntityId thing) const { return pixel(bounds(thing).center()); }
    void move(QPoint to, Qt::MouseButtons held, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QMouseEvent event(QEvent::MouseMove, QPointF(to), canvas.mapToGlobal(QPointF(to)),
                          Qt::NoButton, held, modifiers);
        QApplication::sendEvent(&canvas, &event);
    }
    /// Press, two moves and, unless `isHeld`, the release.
    void drag(QPoint from, QPoint to, bool isHeld = false,
              Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::mousePress(&canvas, Qt::LeftButton, modifiers, from);
        move(from + QPoint(12, 12), Qt::LeftButton, modifiers);
        move(to, Qt::LeftButton, modifiers);
        if (!isHeld)
            QTest::mouseRelease(&canvas, Qt::LeftButton, modifiers, to);
    }
    /// Sends a drag with a part over the canvas; the drop is up to the caller.
    bool dragOver(const char* part, QPointF metres)
    {
        mime.setData(QLatin1String(partMimeType), QByteArray(part));
        QDragEnterEvent enter(pixel(metres), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&canvas, &enter);
        QDragMoveEvent over(pixel(metres), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&canvas, &over);
        return enter.isAccepted();
    }
    bool drop(QPointF metres)
    {
        QDropEvent event(QPointF(pixel(metres)), Qt::CopyAction, &mime, Qt::LeftButton,
                         Qt::NoModifier);
        event.ignore();
        QApplication::sendEvent(&canvas, &event);
        return event.isAccepted();
    }

    SampleSource source;
    Session session;
    PlanCanvas canvas;
    QMimeData mime;
};

} // namespace millwright
