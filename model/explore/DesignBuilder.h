#pragma once
#include "model/base/Result.h"
#include "model/edit/Draft.h"
#include "model/parts/PartSource.h"
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace millwright
{

/// Writes designs in code: positions in metres, parts by catalog id, rows with the labels that
/// their drawing has. Parts that the source does not know are collected and make build() fail.
class DesignBuilder
{
public:
    DesignBuilder(const PartSource& parts, std::string name);

    Draft& draft() { return m_draft; }
    /// Copies the part into the design; null if the source does not have it.
    const Part* use(std::string_view id);

    /// The site with one building and floor; halls go onto that floor.
    Id<Site> site(Site row);
    Id<Hall> hall(Hall row, double width, double height);
    void feature(Id<Hall> hall, FeatureKind kind, const Rect& area, std::string label);
    /// A segment from one corner of `span` to the other: wall, tray (of `width` m) or door
    /// (`height` m clear).
    void segment(Id<Hall> hall, FeatureKind kind, const Rect& span, double width, double height);

    Placement at(Id<Hall> hall, double x, double y, double rotation = 0.0) const;
    Id<Rack> rack(std::string_view part, const Placement& at, std::string label);
    /// Mounts `count` devices upwards from `unit`; labels "prefix" + number from m_numbers. Returns
    /// the next free unit.
    struct Mount {
        std::string_view part;
        int count = 1;
        std::string prefix; ///< "DGX-" gives DGX-01, DGX-02 ... through the whole design
        DeviceRole role = DeviceRole::Plain;
        Id<Fabric> fabric = {};
        int plane = 0;
    };
    int mount(Id<Rack> rack, int unit, const Mount& what);

    Id<PowerPart> power(std::string_view part, const Placement& at, std::string label, Side side);
    /// A circuit with a breaker in A; voltage and side are the source's.
    void feed(Id<PowerPart> source, EntityId target, double breaker, int order = 0);
    Id<CoolingPart> cooling(std::string_view part, const Placement& at, std::string label);
    Id<CoolingPart> cooling(CoolingPart row, std::string_view part);
    void bill(std::string_view part, BillBasis basis, double quantity);

    /// The design, or error "explore.missing-parts" with the ids.
    Result<Project> build();

private:
    const PartSource& m_parts;
    Draft m_draft;
    Id<Floor> m_floor;
    std::vector<std::string> m_missing;
    std::map<std::string, int> m_numbers;
};

/// A rectangle from x, y with its size, in metres.
Rect area(double x, double y, double width, double height);

/// Makes the pattern of the builders' error known; call once at start.
void registerExploreMessages();

} // namespace millwright
