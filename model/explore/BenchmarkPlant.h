#pragma once
#include "model/explore/FacilityKit.h"
#include <memory>

namespace millwright
{

/// Where a row of racks begins and to which side it looks, in metres.
struct RowPlace {
    double x = 0.0;
    double front = 0.0; ///< y of the fronts
    bool frontsUp = true;
};

/// The rows of the benchmark's hall: blocks of rows side by side, each row with room for panels and
/// a CDU at both ends, between the blocks a gallery for fan walls.
struct HallPlan {
    int rows = 0, blocks = 0, rowsPerBlock = 0;
    double width = 0.0, height = 0.0;
    double yardWidth = 0.0, yardHeight = 0.0;
    int racks = 0;
    RowPlace rowAt(int row) const;
};
HallPlan planHall(int racks);

/// The power chain and the cooling of the benchmark design, scaled by its racks: per 10,000 racks
/// 2,000 power parts, 480 CDUs, 320 fan walls and their plant.
class BenchmarkPlant
{
public:
    BenchmarkPlant(DesignBuilder& design, const HallPlan& plan, Id<Hall> hall, Id<Hall> yard);

    /// Blocks of grid feed, transformer, generator, transfer switch, switchboard and UPS per side,
    /// PDUs below them, panels at the rows, for `power` W of IT.
    void placeChain(double power);
    /// The panel pair that the next rack of `power` W hangs on; pairs fill evenly in the order of
    /// the rows.
    PanelPair panelsFor(double power);
    Id<Loop> loopOf(int rack) const;
    void placeCooling();

private:
    void placeSide(Side side, double power);
    void placePlant();
    /// The next free place of a grid of 9 x 14 m in the yard.
    Placement nextYardPlace();
    int modulesFor(std::string_view part, double power);
    Id<PowerPart> lineUp(std::string_view part, const char* name, Side side, double power);

    DesignBuilder& m_design;
    HallPlan m_plan;
    Id<Hall> m_hall, m_yard;
    std::vector<Id<PowerPart>> m_panels[2], m_boards[2];
    std::vector<Id<Loop>> m_loops;
    Id<Loop> m_facility, m_chilled;
    double m_perPanel = 0.0, m_filled = 0.0;
    std::size_t m_panel = 0;
    int m_yardPlaces = 0;
    int m_numbers[2] = {0, 0};
};

} // namespace millwright
