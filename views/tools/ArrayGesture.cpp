#include "views/tools/ArrayGesture.h"
#include "model/edit/PlaceActions.h"
#include "views/canvas/PlanCanvas.h"
#include "views/tools/GestureSupport.h"
#include <QCoreApplication>
#include <cmath>
#include <tuple>

namespace millwright
{
namespace
{

constexpr int mostCopies = 500;

} // namespace

std::optional<ArrayPull> arrayPull(const PlanScene& scene, const std::vector<EntityId>& ids)
{
    constexpr std::size_t mostThings = 200;
    if (ids.empty() || ids.size() > mostThings)
        return std::nullopt;
    QRectF extent;
    int axis = -1;
    for (const EntityId id : ids) {
        const PlanItem* item = scene.find(id);
        if (!item || item->quarter < 0 || (axis >= 0 && item->quarter % 2 != axis))
            return std::nullopt;
        axis = item->quarter % 2;
        extent = extent.isNull() ? item->bounds : extent.united(item->bounds);
    }
    ArrayPull pull;
    pull.step = axis == 0 ? QPointF(extent.width(), 0) : QPointF(0, extent.height());
    const PlanItem* first = scene.find(ids.front());
    const QPointF half =
        axis == 0 ? QPointF(first->bounds.width() / 2, 0) : QPointF(0, first->bounds.height() / 2);
    const QPointF end = axis == 0 ? QPointF(extent.right(), extent.center().y())
                                  : QPointF(extent.center().x(), extent.bottom());
    pull.handle = end + half;
    return pull;
}

ArrayGesture::ArrayGesture(PlanCanvas& canvas, std::vector<EntityId> ids)
    : m_canvas(canvas), m_ids(std::move(ids)), m_pull(arrayPull(canvas.scene(), m_ids))
{
    if (m_pull)
        m_isRunning = canvas.session().beginPreview(
            {"edit.array", {static_cast<std::int64_t>(m_ids.size())}});
}

ArrayGesture::~ArrayGesture()
{
    if (m_isRunning)
        m_canvas.session().cancelPreview();
    m_canvas.endGesture();
}

void ArrayGesture::update(const PointerInput& input)
{
    if (!m_isRunning)
        return;
    const double step = m_pull->step.x() + m_pull->step.y(); // one of them is 0
    const QPointF pulled = input.metres - m_pull->handle;
    const double along = m_pull->step.x() > 0.0 ? pulled.x() : pulled.y();
    // The handle stands in the first free place: half a place further the next one begins.
    m_count = std::clamp(static_cast<int>(std::floor(along / step + 0.5)) + 1, 0, mostCopies);
    m_copies.clear();
    std::ignore = m_canvas.session().updatePreview([this](Draft& draft) -> Result<void> {
        if (m_count > 0)
            m_copies = arrayPlaced(draft, m_ids, toPoint(m_pull->step), m_count);
        return {};
    });
    GestureView gesture;
    gesture.ghosts = ghostsOf(m_canvas.session().shownProject(), m_copies);
    const auto problem = checkGhosts(m_canvas.scene(), {}, gesture);
    GhostCard card;
    card.verdict = problem ? Status::Error : Status::Ok;
    card.headline = QStringLiteral("+%1").arg(m_copies.size());
    card.remark = problem ? QString::fromStdString(formatMessage(
                                fitMessage(m_canvas.scene().project().blueprint(), *problem)))
                          : QCoreApplication::translate("PlanCanvas", "copies along the row");
    gesture.card = std::move(card);
    m_canvas.showGesture(std::move(gesture));
}

void ArrayGesture::finish()
{
    if (!m_isRunning)
        return;
    m_isRunning = false;
    Selection selection(m_ids);
    for (const EntityId id : m_copies)
        selection.add(id);
    if (m_canvas.session().applyPreview())
        m_canvas.session().setSelection(std::move(selection));
}

} // namespace millwright
