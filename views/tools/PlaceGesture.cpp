#include "views/tools/PlaceGesture.h"
#include "model/edit/PlaceActions.h"
#include "model/edit/RackActions.h"
#include "views/canvas/PlanCanvas.h"
#include "views/tools/GestureSupport.h"
#include "views/tools/Snapper.h"
#include <QCoreApplication>
#include <cmath>
#include <tuple>

namespace millwright
{
namespace
{

constexpr double rowReach = 0.8;  // m before and behind a row in which it takes a ghost in
constexpr double rowBeyond = 3.0; // m beyond its ends
constexpr double pullPixels = 10.0;

OrientedBox bodyOfPart(const Part& part, QPointF centre, double rotation)
{
    const auto sizeOr = [](Length size) {
        return size > Length{} ? size : Length::millimetres(600);
    };
    return bodyOf(Placement{{}, toPoint(centre), rotation}, sizeOr(part.figures.width),
                  sizeOr(part.figures.depth));
}

bool standsInRow(PartKind kind)
{
    return kind == PartKind::Rack || kind == PartKind::RackSystem ||
           kind == PartKind::InRowCooler || kind == PartKind::Cdu;
}

/// The row whose band holds the position, the nearest one if several do.
const PlanRow* rowNear(const PlanScene& scene, QPointF at)
{
    const PlanRow* best = nullptr;
    double nearest = 1e9;
    for (const PlanRow& row : scene.rows()) {
        const bool isAcross = row.quarter % 2 == 0;
        const QRectF band = isAcross
                                ? row.bounds.adjusted(-rowBeyond, -rowReach, rowBeyond, rowReach)
                                : row.bounds.adjusted(-rowReach, -rowBeyond, rowReach, rowBeyond);
        const QPointF middle = row.bounds.center();
        const double away =
            isAcross ? std::fabs(at.y() - middle.y()) : std::fabs(at.x() - middle.x());
        if (band.contains(at) && away < nearest) {
            nearest = away;
            best = &row;
        }
    }
    return best;
}

/// Moves the box so that its front stands in the row's line.
QPointF ontoFrontLine(const QRectF& box, const PlanRow& row)
{
    switch (row.quarter) {
    case 0:
        return {0, row.bounds.top() - box.top()};
    case 1:
        return {row.bounds.right() - box.right(), 0};
    case 2:
        return {0, row.bounds.bottom() - box.bottom()};
    default:
        return {row.bounds.left() - box.left(), 0};
    }
}

QString text(const Message& message)
{
    return QString::fromStdString(formatMessage(message));
}

} // namespace

PlaceGesture::PlaceGesture(PlanCanvas& canvas, PartPtr part)
    : m_canvas(canvas), m_part(std::move(part))
{
    const char* title = goesIntoRack(m_part->kind) ? "edit.mount" : "edit.place";
    m_isRunning = m_canvas.session().beginPreview({title, {m_part->displayName()}});
}

PlaceGesture::~PlaceGesture()
{
    if (m_isRunning)
        m_canvas.session().cancelPreview();
}

QString PlaceGesture::partName() const
{
    return QString::fromStdString(m_part->displayName());
}

Berth PlaceGesture::findBerth(const PlanScene& scene, const PointerInput& input) const
{
    Berth berth;
    const bool isFree = input.modifiers & Qt::ControlModifier;
    const PlanRow* row =
        !isFree && standsInRow(m_part->kind) ? rowNear(scene, input.metres) : nullptr;
    double rotation = m_rotation;
    if (row && !m_isTurnedByHand) {
        rotation = row->quarter * 90.0;
        if (rotation != 0.0)
            berth.turned = QT_TRANSLATE_NOOP("PlanCanvas", "turned %1° to its row");
    }
    berth.box = bodyOfPart(*m_part, input.metres, rotation);
    QRectF bounds = toRectF(berth.box.bounds());
    QPointF offset;
    if (row && quarterOf(rotation) == row->quarter)
        offset = ontoFrontLine(bounds, *row);
    // In a row the ends of the neighbours pull from half a rack away, so that gaps close by
    // themselves.
    const double reach = row ? 0.3 : pullPixels / m_canvas.view().scale;
    const Snapper snapper(scene, {}, reach);
    Snap snap = snapper.snap(bounds.translated(offset), isFree);
    if (row &&
        quarterOf(rotation) == row->quarter) // the front line has the last word across the row
        row->quarter % 2 == 0 ? snap.offset.setY(0.0) : snap.offset.setX(0.0);
    offset += snap.offset;
    berth.box.centre = toPoint(input.metres + offset);
    bounds = toRectF(berth.box.bounds());
    berth.guides = std::move(snap.guides);
    for (Guide& guide : snapper.distances(bounds))
        berth.guides.push_back(std::move(guide));
    return berth;
}

void PlaceGesture::update(const PointerInput& input)
{
    if (!m_isRunning)
        return;
    m_last = input;
    m_canPlace = false;
    m_placed = 0;
    if (standsOnFloor(m_part->kind))
        updateOnFloor(input);
    else
        updateInRack(input);
}

void PlaceGesture::updateOnFloor(const PointerInput& input)
{
    const PlanScene& scene = m_canvas.scene();
    const Berth berth = findBerth(scene, input);
    const Placement at{scene.hallId(), berth.box.centre, berth.box.rotation};
    const Result<void> done = m_canvas.session().updatePreview([&](Draft& draft) -> Result<void> {
        auto placed = placePart(draft, m_part, at);
        if (!placed)
            return placed.error();
        m_placed = *placed;
        return {};
    });
    if (!done) {
        showFailure(done.error().message);
        return;
    }
    m_canPlace = true;
    GestureView gesture;
    const EntityId ids[] = {m_placed};
    gesture.ghosts = ghostsOf(m_canvas.session().shownProject(), ids);
    gesture.guides = berth.guides;
    const auto problem = checkGhosts(scene, {}, gesture);
    GhostCard card;
    const QString label = gesture.ghosts.empty() ? QString() : gesture.ghosts.front().label;
    card.verdict = problem ? Status::Error : Status::Ok;
    card.headline = problem ? QCoreApplication::translate("PlanCanvas", "Does not fit")
                            : QCoreApplication::translate("PlanCanvas", "Fits as %1").arg(label);
    if (problem)
        card.remark = text(fitMessage(scene.project().blueprint(), *problem));
    else if (berth.turned)
        card.remark =
            QCoreApplication::translate("PlanCanvas", berth.turned).arg(qRound(berth.box.rotation));
    gesture.card = std::move(card);
    m_canvas.showGesture(std::move(gesture));
}

void PlaceGesture::updateInRack(const PointerInput& input)
{
    const PlanItem* item = m_canvas.scene().at(input.metres);
    const bool hangs = m_part->kind == PartKind::RearDoor || m_part->kind == PartKind::InRackCdu;
    if (!item || item->entity != EntityKind::Rack) {
        showFailure({"rack.no-rack-here", {m_part->displayName()}});
        return;
    }
    const Id<Rack> rack(item->id);
    int unit = 0;
    const Result<void> done = m_canvas.session().updatePreview([&](Draft& draft) -> Result<void> {
        if (hangs) {
            auto hung = hangOnRack(draft, rack, m_part);
            return hung ? Result<void>() : Result<void>(hung.error());
        }
        auto mounted = mountDevice(draft, rack, m_part, 0);
        if (!mounted)
            return mounted.error();
        if (const Device* device = draft.find(*mounted))
            unit = device->unit;
        return {};
    });
    GestureView gesture;
    gesture.ghosts.push_back({item->box, m_part->kind, item->label, done.isOk()});
    GhostCard card;
    card.verdict = done ? Status::Ok : Status::Error;
    if (!done) {
        card.headline = QCoreApplication::translate("PlanCanvas", "Does not fit");
        card.remark = text(done.error().message);
    } else {
        card.headline = QCoreApplication::translate("PlanCanvas", "Fits %1").arg(item->label);
        if (unit > 0)
            card.remark = QCoreApplication::translate("PlanCanvas", "from unit %1").arg(unit);
        m_placed = item->id;
        m_canPlace = true;
    }
    gesture.card = std::move(card);
    m_canvas.showGesture(std::move(gesture));
}

void PlaceGesture::showFailure(const Message& reason)
{
    std::ignore = m_canvas.session().updatePreview([](Draft&) { return Result<void>(); });
    GestureView gesture;
    gesture.ghosts.push_back(
        {bodyOfPart(*m_part, m_last.metres, m_rotation), m_part->kind, {}, false});
    gesture.card = GhostCard{Status::Error,
                             QCoreApplication::translate("PlanCanvas", "Does not fit"),
                             text(reason),
                             Status::Warning,
                             {},
                             {}};
    m_canvas.showGesture(std::move(gesture));
}

void PlaceGesture::rotate()
{
    // The first turn goes on from what is seen, be it turned by the row or not.
    if (!m_isTurnedByHand && !m_canvas.gesture().ghosts.empty())
        m_rotation = m_canvas.gesture().ghosts.front().box.rotation;
    m_isTurnedByHand = true;
    m_rotation = std::fmod(m_rotation + 90.0, 360.0);
    update(m_last);
}

bool PlaceGesture::finish()
{
    if (!m_isRunning)
        return false;
    m_isRunning = false;
    if (!m_canPlace) {
        m_canvas.session().cancelPreview();
        return false;
    }
    const EntityId placed = m_placed;
    if (!m_canvas.session().applyPreview())
        return false;
    m_canvas.session().setSelection(Selection({placed}));
    return true;
}

} // namespace millwright
