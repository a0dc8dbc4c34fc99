#include "model/explore/BenchmarkPlant.h"
#include <algorithm>
#include <cmath>

namespace millwright
{
namespace
{

constexpr int rowLength = 40;
constexpr double endRoom = 4.4; ///< m at each end of a row: four panels of 0.8 m or CDUs, and a gap
constexpr double blockWidth = rowLength * 0.6 + 2 * endRoom;
constexpr double gallery =
    8.0; ///< m between blocks: two fan walls back to back with 2.5 m free before each
constexpr double pairPitch = 5.4; ///< m: row, hot aisle 1.2, row, cold aisle 1.8
constexpr double margin = 3.0;    ///< m around the blocks
constexpr double yardPitchX = 14.0, yardPitchY = 14.0;

int scaled(int racks, double perTenThousand, int least)
{
    return std::max(least, static_cast<int>(std::lround(racks * perTenThousand / 10000.0)));
}

} // namespace

HallPlan planHall(int racks)
{
    HallPlan plan;
    plan.racks = racks;
    plan.rows = (racks + rowLength - 1) / rowLength;
    // Blocks side by side so that the hall comes out about square.
    const double aspect = (blockWidth + gallery) / (pairPitch / 2);
    plan.blocks = std::max(1, static_cast<int>(std::lround(std::sqrt(plan.rows / aspect))));
    plan.rowsPerBlock = (plan.rows + plan.blocks - 1) / plan.blocks;
    plan.rowsPerBlock += plan.rowsPerBlock % 2;
    plan.width = 2 * gallery + plan.blocks * blockWidth + (plan.blocks - 1) * gallery;
    // The galleries hold one fan wall pair per 3.2 m; small halls grow until all have a place.
    const double walls = scaled(racks, 320.0, 2) / (2.0 * (plan.blocks + 1)) * 3.2;
    plan.height =
        std::max(2 * margin + plan.rowsPerBlock / 2 * pairPitch, walls + 2 * margin + 3.2);
    const int places = scaled(racks, 1000.0, 60);
    const int across = std::max(8, static_cast<int>(std::ceil(std::sqrt(places))));
    plan.yardWidth = across * yardPitchX;
    plan.yardHeight = (places / across + 8) * yardPitchY;
    return plan;
}

RowPlace HallPlan::rowAt(int row) const
{
    const int block = row / rowsPerBlock;
    const int inBlock = row % rowsPerBlock;
    RowPlace place;
    place.x = gallery + block * (blockWidth + gallery) + endRoom;
    place.frontsUp = inBlock % 2 == 0;
    const double top = margin + inBlock / 2 * pairPitch;
    place.front =
        place.frontsUp ? top : top + 3.6; // two rows of 1.2 m with the hot aisle of 1.2 m between
    return place;
}

BenchmarkPlant::BenchmarkPlant(DesignBuilder& design, const HallPlan& plan, Id<Hall> hall,
                               Id<Hall> yard)
    : m_design(design), m_plan(plan), m_hall(hall), m_yard(yard)
{
    Loop row;
    row.redundantUnits = 1;
    const int loops = scaled(plan.racks, 40.0, 1);
    for (int i = 0; i < loops; ++i) {
        row.name = "TCS-" + std::to_string(i + 1);
        row.supply = 40.0;
        m_loops.push_back(m_design.draft().add(row));
    }
    row.name = "FWS";
    row.kind = LoopKind::Facility;
    row.supply = 35.0;
    row.temperatureRise = 8.0;
    m_facility = m_design.draft().add(row);
    row.name = "CHW";
    row.kind = LoopKind::ChilledWater;
    row.supply = 18.0;
    row.fluid = "water";
    m_chilled = m_design.draft().add(row);
}

Placement BenchmarkPlant::nextYardPlace()
{
    const int across = static_cast<int>(m_plan.yardWidth / yardPitchX);
    const int place = m_yardPlaces++;
    return m_design.at(m_yard, (place % across + 0.5) * yardPitchX,
                       (place / across + 0.5) * yardPitchY);
}

int BenchmarkPlant::modulesFor(std::string_view part, double power)
{
    const Part* known = m_design.use(part);
    const double rating =
        known ? known->figures.ratedPower.si() / known->figures.powerModules : 0.0;
    return rating > 0.0 ? std::max(1, static_cast<int>(std::ceil(1.3 * power / rating))) : 1;
}

/// A line-up of so many modules of a part that `power` W fit with a reserve of 30 %.
Id<PowerPart> BenchmarkPlant::lineUp(std::string_view part, const char* name, Side side,
                                     double power)
{
    const char* letter = side == Side::A ? "-A" : "-B";
    const auto id = m_design.power(
        part, nextYardPlace(), name + std::to_string(++m_numbers[side == Side::B]) + letter, side);
    m_design.draft().change(id, [&](PowerPart& row) { row.modules = modulesFor(part, power); });
    return id;
}

void BenchmarkPlant::placeChain(double power)
{
    for (const Side side : {Side::A, Side::B})
        placeSide(side, power);
    m_perPanel = power / static_cast<double>(m_panels[0].size());
}

void BenchmarkPlant::placeSide(Side side, double power)
{
    const int blocks = scaled(m_plan.racks, 20.0, 1);
    const int pdus = scaled(m_plan.racks, 100.0, blocks);
    const int panels = scaled(m_plan.racks, 800.0, pdus);
    const int index = side == Side::B;
    const double whole = 1.25 * power; // with the losses and the cooling behind the boards
    std::vector<Id<PowerPart>> supplies;
    for (int i = 0; i < blocks; ++i) {
        const double share = whole / blocks;
        const auto grid = lineUp("utility-5mva", "GRID", side, share);
        const auto transformer = lineUp("xfmr-dry-3150", "TX", side, share);
        const auto generator = lineUp("genset-3000", "GEN", side, share);
        const auto transfer = lineUp("ats-4000a", "ATS", side, share);
        const auto board = lineUp("lvsg-5000a", "MSB", side, share);
        const auto ups = lineUp("ups-2000kw", "UPS", side, share);
        m_design.draft().change(transfer,
                                [](PowerPart& row) { row.policy = InputPolicy::Transfer; });
        m_design.feed(grid, transformer.value(), 0.0);
        m_design.feed(transformer, transfer.value(), 0.0, 0);
        m_design.feed(generator, transfer.value(), 0.0, 1);
        m_design.feed(transfer, board.value(), 0.0);
        m_design.feed(board, ups.value(), 0.0);
        m_boards[index].push_back(board);
        supplies.push_back(ups);
    }
    std::vector<Id<PowerPart>> below;
    for (int i = 0; i < pdus; ++i) {
        below.push_back(lineUp("pdu-450kw-415", "PDU", side, 1.1 * power / pdus));
        m_design.feed(supplies[static_cast<std::size_t>(i * blocks / pdus)], below.back().value(),
                      0.0);
    }
    for (int i = 0; i < panels; ++i) {
        // Spread over the rows: up to four at the row's left end for A, at its right end for B.
        const int row = static_cast<int>(static_cast<std::int64_t>(i) * m_plan.rows / panels);
        const int first = static_cast<int>(
            (static_cast<std::int64_t>(row) * panels + m_plan.rows - 1) / m_plan.rows);
        const RowPlace place = m_plan.rowAt(row);
        const double offset = 0.7 + 0.8 * (i - first);
        const double x = side == Side::A ? place.x - offset : place.x + rowLength * 0.6 + offset;
        const double y = place.frontsUp ? place.front + 0.6 : place.front - 0.6;
        const auto panel =
            m_design.power("rpp-800a", m_design.at(m_hall, x, y, place.frontsUp ? 0 : 180),
                           "RPP" + std::to_string(i + 1) + (side == Side::A ? "-A" : "-B"), side);
        m_design.draft().change(
            panel, [&](PowerPart& p) { p.modules = modulesFor("rpp-800a", 1.1 * power / panels); });
        m_design.feed(below[static_cast<std::size_t>(i * pdus / panels)], panel.value(), 0.0);
        m_panels[index].push_back(panel);
    }
}

PanelPair BenchmarkPlant::panelsFor(double power)
{
    if (m_filled + power / 2 > m_perPanel && m_panel + 1 < m_panels[0].size()) {
        m_filled -= m_perPanel;
        ++m_panel;
    }
    m_filled += power;
    return {m_panels[0][m_panel], m_panels[1][m_panel]};
}

Id<Loop> BenchmarkPlant::loopOf(int rack) const
{
    const auto count = static_cast<std::int64_t>(m_loops.size());
    return m_loops[static_cast<std::size_t>(
        std::min<std::int64_t>(count - 1, rack * count / m_plan.racks))];
}

void BenchmarkPlant::placeCooling()
{
    // CDUs at both ends of the rows beyond the panels.
    const int cdus = std::max(scaled(m_plan.racks, 480.0, 2), 2 * static_cast<int>(m_loops.size()));
    for (int i = 0; i < cdus; ++i) {
        const RowPlace place = m_plan.rowAt(i / 2 % m_plan.rows);
        CoolingPart row;
        row.at = m_design.at(
            m_hall,
            i % 2 == 0 ? place.x - endRoom + 0.35 : place.x + rowLength * 0.6 + endRoom - 0.35,
            place.frontsUp ? place.front + 0.6 : place.front - 0.6, place.frontsUp ? 0 : 180);
        row.label = "CDU-" + std::to_string(i + 1);
        row.serves =
            m_loops[static_cast<std::size_t>(i) * m_loops.size() / static_cast<std::size_t>(cdus)];
        row.source = m_facility;
        row.powerClass = PowerClass::Ups;
        const std::size_t panel = static_cast<std::size_t>(i) % m_panels[0].size();
        feedBoth(m_design, {m_panels[0][panel], m_panels[1][panel]},
                 m_design.cooling(row, "boyd-rol4000").value(), 32.0);
    }
    // Fan walls back to back in the galleries.
    const int walls = scaled(m_plan.racks, 320.0, 2);
    const int galleries = m_plan.blocks + 1;
    for (int i = 0; i < walls; ++i) {
        const int column = i / 2 % galleries;
        const double centre = column * (blockWidth + gallery) + gallery / 2;
        CoolingPart row;
        row.at = m_design.at(m_hall, i % 2 == 0 ? centre - 0.8 : centre + 0.8,
                             margin + 1.6 + 3.2 * (i / 2 / galleries), i % 2 == 0 ? 270 : 90);
        row.label = "CRAH-" + std::to_string(i + 1);
        row.source = m_chilled;
        row.powerClass = PowerClass::Ups;
        const std::size_t panel = static_cast<std::size_t>(i) % m_panels[0].size();
        feedBoth(m_design, {m_panels[0][panel], m_panels[1][panel]},
                 m_design.cooling(row, "fanwall-400").value(), 32.0);
    }
    placePlant();
}

void BenchmarkPlant::placePlant()
{
    struct Kind {
        std::string_view part;
        const char* name;
        double perTenThousand;
        Id<Loop> loop;
    };
    const Kind kinds[] = {{"drycooler-2000", "DRY-", 300.0, m_facility},
                          {"pump-skid-10000", "P-", 110.0, m_facility},
                          {"chiller-1500", "CH-", 100.0, m_chilled},
                          {"pump-skid-10000", "PC-", 30.0, m_chilled}};
    for (const Kind& kind : kinds)
        for (int i = 0; i < scaled(m_plan.racks, kind.perTenThousand, 2); ++i) {
            CoolingPart row;
            row.at = nextYardPlace();
            row.label = kind.name + std::to_string(i + 1);
            row.serves = kind.loop;
            const std::size_t board = static_cast<std::size_t>(i) % m_boards[0].size();
            feedBoth(m_design, {m_boards[0][board], m_boards[1][board]},
                     m_design.cooling(row, kind.part).value(), 0.0);
        }
}

} // namespace millwright
