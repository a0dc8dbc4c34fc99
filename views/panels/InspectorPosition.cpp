#include "views/panels/InspectorPosition.h"
#include "model/edit/FieldActions.h"
#include "model/edit/PlaceActions.h"
#include "views/canvas/PlanScene.h"
#include "views/session/Session.h"
#include "views/theme/ThemeManager.h"
#include "views/widgets/Labels.h"
#include "views/widgets/QuantityField.h"
#include <QGridLayout>

namespace millwright
{
namespace
{

/// The common value of the things, or nothing when they differ by more than a micrometre.
template <class Value>
std::optional<double> common(const Session& session, const std::vector<EntityId>& ids, Value value)
{
    std::optional<double> found;
    for (const EntityId id : ids) {
        const auto thing = placedThing(session.blueprint(), id);
        if (!thing)
            continue;
        const double now = value(*thing);
        if (found && std::abs(*found - now) > 1e-6)
            return std::nullopt;
        found = now;
    }
    return found;
}

Rect boundsOf(const Session& session, const PlacedThing& thing)
{
    return bodyOf(thing, session.project().parts).bounds();
}

} // namespace

std::optional<double> frontDistance(const Project& project, const PlacedThing& thing)
{
    const Hall* hall = project.blueprint().find(thing.at.hall);
    const int quarter = quarterOf(thing.at.rotation);
    if (!hall || hall->outline.empty() || quarter < 0)
        return std::nullopt;
    const Rect room = polygonBounds(hall->outline);
    const Rect body = bodyOf(thing, project.parts).bounds();
    switch (quarter) {
    case 0:
        return (body.top - room.top).metres();
    case 1:
        return (room.right - body.right).metres();
    case 2:
        return (room.bottom - body.bottom).metres();
    default:
        return (body.left - room.left).metres();
    }
}

InspectorPosition::InspectorPosition(Session& session, const ThemeManager& themes, QWidget* parent)
    : QWidget(parent), m_session(session),
      m_x(new QuantityField(themes, {tr("X"), "m", "mm"}, this)),
      m_y(new QuantityField(themes, {tr("Y"), "m", "mm"}, this)),
      m_rotation(new QuantityField(themes, {tr("Turn"), "deg", "deg"}, this)),
      m_wall(new QuantityField(themes, {tr("Wall"), "m", "mm"}, this))
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(metrics::panelPadding, 4, metrics::panelPadding, 6);
    grid->setSpacing(6);
    grid->addWidget(makeLabel(tr("Position"), TextTone::Label, type::body, QFont::DemiBold), 0, 0,
                    1, 2);
    grid->addWidget(m_x, 1, 0);
    grid->addWidget(m_y, 1, 1);
    grid->addWidget(m_wall, 2, 0);
    grid->addWidget(m_rotation, 2, 1);
    m_x->setToolTip(tr("Left edge on the plan"));
    m_y->setToolTip(tr("Upper edge on the plan"));
    m_wall->setToolTip(tr("From the front to the hall's edge before it"));
    m_rotation->setToolTip(tr("Clockwise; at 0 the front faces up"));
    connect(m_x, &QuantityField::committed, this, [this](double value) { moveEdge(true, value); });
    connect(m_y, &QuantityField::committed, this, [this](double value) { moveEdge(false, value); });
    connect(m_rotation, &QuantityField::committed, this, &InspectorPosition::turnTo);
    connect(m_wall, &QuantityField::committed, this, &InspectorPosition::moveToWall);
}

void InspectorPosition::setSubjects(const std::vector<EntityId>& ids)
{
    m_ids.clear();
    for (const EntityId id : ids)
        if (placedThing(m_session.blueprint(), id))
            m_ids.push_back(id);
    refresh();
}

void InspectorPosition::refresh()
{
    setVisible(!m_ids.empty());
    if (m_ids.empty())
        return;
    bool isLocked = false;
    for (const EntityId id : m_ids)
        if (const auto thing = placedThing(m_session.blueprint(), id))
            isLocked = isLocked || thing->isLocked;
    for (QuantityField* field : {m_x, m_y, m_rotation, m_wall})
        field->setEnabled(!isLocked);
    m_x->setValue(common(m_session, m_ids, [this](const PlacedThing& thing) {
        return boundsOf(m_session, thing).left.metres();
    }));
    m_y->setValue(common(m_session, m_ids, [this](const PlacedThing& thing) {
        return boundsOf(m_session, thing).top.metres();
    }));
    m_rotation->setValue(
        common(m_session, m_ids, [](const PlacedThing& thing) { return thing.at.rotation; }));
    const auto first = placedThing(m_session.blueprint(), m_ids.front());
    const auto distance = first ? frontDistance(m_session.project(), *first) : std::nullopt;
    m_wall->setVisible(m_ids.size() == 1 && distance.has_value());
    m_wall->setValue(distance);
}

void InspectorPosition::moveEdge(bool isHorizontal, double metres)
{
    const auto count = static_cast<std::int64_t>(m_ids.size());
    m_session.perform({"edit.move", {count}}, [&](Draft& draft) {
        for (const EntityId id : m_ids) {
            const auto thing = placedThing(draft.blueprint(), id);
            if (!thing)
                continue;
            const Rect bounds = bodyOf(*thing, draft.project().parts).bounds();
            const Length away = Length::metres(metres) - (isHorizontal ? bounds.left : bounds.top);
            movePlaced(draft, {&id, 1}, isHorizontal ? Point{away, {}} : Point{{}, away});
        }
        return Result<void>();
    });
    refresh();
}

void InspectorPosition::turnTo(double degrees)
{
    const auto count = static_cast<std::int64_t>(m_ids.size());
    m_session.perform({"edit.rotate", {count}}, [&](Draft& draft) -> Result<void> {
        const auto changed = millwright::setProperty(draft, m_ids, "rotation", degrees);
        return changed ? Result<void>() : Result<void>(changed.error());
    });
    refresh();
}

void InspectorPosition::moveToWall(double metres)
{
    if (m_ids.size() != 1)
        return;
    const auto thing = placedThing(m_session.blueprint(), m_ids.front());
    const auto now = thing ? frontDistance(m_session.project(), *thing) : std::nullopt;
    if (!now)
        return;
    const Length back = Length::metres(metres) - Length::metres(*now); // away from that edge
    const Point ways[] = {{{}, back}, {-back, {}}, {{}, -back}, {back, {}}};
    const Point away = ways[quarterOf(thing->at.rotation)];
    m_session.perform({"edit.move", {std::int64_t{1}}}, [&](Draft& draft) {
        movePlaced(draft, m_ids, away);
        return Result<void>();
    });
    refresh();
}

} // namespace millwright
