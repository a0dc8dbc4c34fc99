#pragma once
#include "model/blueprint/Project.h"
#include "model/graph/ThermalFormulas.h"
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace millwright
{

/// What a cooling part takes its heat from.
enum class CoolingRole : std::uint8_t {
    Idle,       ///< not linked to anything
    Air,        ///< the air of its hall: CRAH, fan wall, in-row cooler
    RackAir,    ///< the air of one rack: rear door
    RackLiquid, ///< the coolant of one rack: CDU in the rack
    RackAll,    ///< everything of one rack: immersion tank
    Loop,       ///< a coolant loop: CDU, chiller, dry cooler, tower
    Pump        ///< moves a loop's coolant, takes no heat
};

/// A cooling part in flat form. `figures` points into the part library that the graph was built
/// from.
struct CoolingVertex {
    Id<CoolingPart> part;
    PartKind kind = PartKind::Accessory;
    CoolingRole role = CoolingRole::Idle;
    const PartFigures* figures = nullptr; ///< null: the part is unknown
    std::uint32_t serves = 0xffffffffu;   ///< loop
    std::uint32_t source = 0xffffffffu;   ///< loop that it rejects to
    std::uint32_t zone = 0xffffffffu;     ///< hall that it stands in (or its rack does)
    Id<Rack> rack;
    bool isStandby = false;
    PowerClass powerClass = PowerClass::Generator;
};

/// A hall as an air zone.
struct CoolingZone {
    Id<Hall> hall;
    const Site* site = nullptr;       ///< null: the design has none
    double airSupply = 22.0;          ///< degC
    std::vector<std::uint32_t> units; ///< role Air
};

/// A loop with what cools it.
struct CoolingLoop {
    Id<Loop> loop;
    const Loop* row = nullptr;
    LiquidProperties fluid;
    std::vector<std::uint32_t> units; ///< role Loop that serve it
    std::vector<std::uint32_t> pumps;
};

/// Zones, loops and units with who rejects heat to whom; loops in `order` from the racks outwards.
struct CoolingGraph {
    static constexpr std::uint32_t none = 0xffffffffu;

    CoolingGraph(const Blueprint& blueprint, const PartLibrary& parts);

    std::vector<CoolingVertex> units; ///< by rising id
    std::vector<CoolingZone> zones;   ///< by rising hall id
    std::vector<CoolingLoop> loops;   ///< by rising id
    std::vector<std::uint32_t> order;
    std::vector<std::vector<Id<Loop>>> cycles; ///< rings of loops that reject to each other
    /// Units that serve one rack, by rack then id.
    std::vector<std::pair<Id<Rack>, std::uint32_t>> rackUnits;

    std::uint32_t loopOf(Id<Loop> loop) const;
    std::uint32_t zoneOf(Id<Hall> hall) const;

private:
    void addZones(const Blueprint& blueprint);
    void addUnits(const Blueprint& blueprint, const PartLibrary& parts);
    void sortLoops();
    std::unordered_map<Id<Loop>, std::uint32_t> m_loopIndex;
    std::unordered_map<Id<Hall>, std::uint32_t> m_zoneIndex;
};

/// Density and specific heat of a loop's fluid: water where it says so, else 25 % propylene glycol.
LiquidProperties fluidProperties(Symbol fluid);

} // namespace millwright
