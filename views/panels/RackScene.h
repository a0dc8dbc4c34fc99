#pragma once
#include "model/analysis/Results.h"
#include "model/blueprint/ChangeSet.h"
#include "model/parts/PartKind.h"
#include "views/canvas/PlanScene.h"
#include <QString>
#include <unordered_map>
#include <vector>

namespace millwright
{

/// A device as an elevation shows it. Heights in U.
struct RackDevice {
    Id<Device> id;
    int unit = 0, height = 0;
    bool isRear = false;
    PartKind kind{};
    QString name, label; ///< "DGX H100", "n26"
    double power_W = 0.0, mass_kg = 0.0;
    int supplies = 0, ports = 0;
};

/// Units one above the other that hold nothing, and what keeps them so.
struct FreeUnits {
    int from = 1, count = 0;
    QString reason; ///< "held by power", empty when nothing holds them
    QString detail; ///< "1.6 kW left"
};

/// One side's circuits of a rack.
struct FeedReading {
    double load_W = 0.0, limit_W = 0.0;
    int circuits = 0;
};

/// A rack as an elevation shows it; limits of 0 are not stated.
struct RackColumn {
    Id<Rack> id;
    QString label, summary; ///< "B05", "2 nodes"
    int units = 0, used = 0;
    bool isSystem = false; ///< delivered as a whole: takes no devices
    PartKind kind{};
    double power_W = 0.0, powerLimit_W = 0.0;
    double mass_kg = 0.0, massLimit_kg = 0.0; ///< of what is mounted
    FeedReading a, b, other;                  ///< other: circuits of no side
    std::vector<RackDevice> devices; ///< from the lowest unit up; those beside the units first
    std::vector<FreeUnits> free;
};

/// Racks that stand side by side, in the order in which somebody before their fronts sees them.
struct RackRow {
    QString name; ///< "Row B"
    std::vector<Id<Rack>> racks;
};

/// The rows of a hall as elevations show them. Racks are read when they are asked for, so that a
/// long row costs what is seen of it.
class RackScene
{
public:
    struct Source {
        const Project& project;
        const Results& results;
        Id<Hall> hall;
    };
    /// Takes a new state over; `changes` say what of the old one still holds.
    void update(const Source& source, const ChangeSet& changes);
    /// New results of the same project.
    void updateResults(const Results& results);

    const std::vector<RackRow>& rows() const { return m_rows; }
    /// Number of the row with this rack, -1 if there is none.
    int rowOf(Id<Rack> rack) const;
    const RackColumn& column(Id<Rack> rack) const;
    const RackDevice* device(Id<Device> device) const;
    const Project& project() const { return m_project; }

private:
    void findRows();
    void indexFeeds();
    RackColumn read(Id<Rack> rack) const;
    void readDevices(RackColumn& column) const;
    void readFeeds(RackColumn& column) const;
    static void findFree(RackColumn& column);

    Project m_project;
    Results m_results;
    Id<Hall> m_hall;
    PlanScene m_plan;
    std::vector<RackRow> m_rows;
    std::unordered_map<Id<Rack>, int> m_rowOf;
    std::unordered_map<EntityId, std::vector<Id<Feed>>> m_feeds; ///< by what they feed
    mutable std::unordered_map<Id<Rack>, RackColumn> m_columns;
};

} // namespace millwright
