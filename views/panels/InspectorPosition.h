#pragma once
#include "model/blueprint/PlacedThing.h"
#include <QWidget>

namespace millwright
{

class QuantityField;
class Session;
class ThemeManager;

/// Where the selected things stand: left and upper edge on the plan, rotation, and the distance
/// from the front to the hall's edge before it. Each change is one undo step.
class InspectorPosition : public QWidget
{
    Q_OBJECT
public:
    InspectorPosition(Session& session, const ThemeManager& themes, QWidget* parent = nullptr);

    /// Hidden if none of them stands on the plan.
    void setSubjects(const std::vector<EntityId>& ids);
    void refresh();
    QuantityField& x() { return *m_x; }
    QuantityField& y() { return *m_y; }
    QuantityField& rotation() { return *m_rotation; }
    QuantityField& wall() { return *m_wall; }

private:
    void moveEdge(bool isHorizontal, double metres);
    void turnTo(double degrees);
    void moveToWall(double metres);

    Session& m_session;
    std::vector<EntityId> m_ids;
    QuantityField *m_x, *m_y, *m_rotation, *m_wall;
};

/// Metres from the front of a body at a quarter turn to the hall's bounds before it; nothing for
/// other rotations.
std::optional<double> frontDistance(const Project& project, const PlacedThing& thing);

} // namespace millwright
