#pragma once
#include "model/blueprint/ChangeSet.h"
#include "model/blueprint/PlacedThing.h"
#include "model/edit/FitCheck.h"
#include "views/canvas/SpatialGrid.h"
#include <QRectF>
#include <QString>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace millwright
{

/// A placed thing as the canvas draws it; lengths in metres.
struct PlanItem {
    EntityId id = 0;
    EntityKind entity{};
    PartKind kind = PartKind::Rack; ///< of a rack with devices: what most of its units hold
    PartFamily family = PartFamily::Structure;
    OrientedBox box;
    QRectF bounds;
    int quarter = 0; ///< side of the front: 0 up, 1 right, 2 down, 3 left; -1 = turned freely
    QString label;
    bool isLocked = false;
    bool hasRearDoor = false;
    bool hasLiquid = false; ///< moves its heat by liquid: the crossed symbol instead of the fan
};

/// Racks (and coolers between them) that stand side by side with their fronts in one line, from
/// left or top.
struct PlanRow {
    std::vector<std::uint32_t> items;
    QRectF bounds;
    int quarter = 0;
};

/// One hall as the canvas draws it: a flat list of what stands there with a spatial index, kept in
/// step with edits.
class PlanScene
{
public:
    void rebuild(const Project& project, Id<Hall> hall);
    /// Brings the changed things up to date; returns the area to repaint in metres, or nothing for
    /// all of it.
    std::optional<QRectF> update(const Project& project, const ChangeSet& changes);

    const Project& project() const { return m_project; }
    const Hall* hall() const { return m_project.blueprint().find(m_hall); }
    Id<Hall> hallId() const { return m_hall; }
    const std::vector<PlanItem>& items() const { return m_items; }
    const std::vector<Feature>& features() const { return m_features; }
    /// All that is drawn: the hall's outline and everything in it, in metres.
    QRectF extent() const { return m_extent; }

    const PlanItem* find(EntityId id) const;
    /// The thing under a plan position; the smallest where several lie over each other.
    const PlanItem* at(QPointF metres) const;
    /// Numbers of the items that may touch an area, rising.
    void query(const QRectF& area, std::vector<std::uint32_t>& found) const;
    const std::vector<PlanRow>& rows() const;
    const PlanRow* rowOf(EntityId id) const;

    /// Bodies near `area` that a ghost must not overlap; `ignored` are being moved themselves.
    std::vector<StandingBody> bodiesNear(const QRectF& area,
                                         std::span<const EntityId> ignored) const;

private:
    PlanItem makeItem(const PlacedThing& thing) const;
    void put(const PlacedThing& thing);
    void erase(EntityId id);
    void findRearDoors();
    /// Takes the kind of racks from their devices; only those of `racks` unless it is empty.
    void findContents(const std::unordered_set<EntityId>& racks);

    Project m_project;
    Id<Hall> m_hall;
    std::vector<PlanItem> m_items;
    std::unordered_map<EntityId, std::uint32_t> m_index;
    std::vector<Feature> m_features;
    SpatialGrid m_grid;
    QRectF m_extent;
    mutable std::vector<PlanRow> m_rows;
    mutable bool m_hasRows = false;
};

/// Side of the front for a rotation in degrees, or -1 when it is not a quarter turn.
int quarterOf(double rotation);

} // namespace millwright
