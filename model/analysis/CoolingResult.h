#pragma once
#include "model/blueprint/Entities.h"
#include <vector>

namespace millwright
{

/// Air side of one hall.
struct AirZone {
    Id<Hall> hall;
    Power
        heat; ///< W into the air: IT less liquid and doors, plus losses of power parts in the hall
    Power losses;                   ///< W of it from power parts
    Power capacity;                 ///< W of the running units
    Power capacityWorst;            ///< W with the largest unit lost (standby units take over)
    VolumeFlow airflowNeeded;       ///< m3/s
    VolumeFlow airflowOffered;      ///< m3/s of the running units; 0 = no unit states it
    double supplyTemperature = 0.0; ///< degC
    double returnTemperature = 0.0; ///< degC
    double inletLimit = 0.0; ///< degC, coldest inlet limit of its racks at sea level; 0 = none
    int units = 0;
    int racks = 0;
    friend bool operator==(const AirZone&, const AirZone&) = default;
};

/// One coolant loop.
struct LoopBalance {
    Id<Loop> loop;
    Power heat;          ///< W that reaches it from racks, doors or the units that reject to it
    Power capacity;      ///< W of its running CDUs or chillers
    Power capacityWorst; ///< W with the largest lost (standby units take over)
    VolumeFlow flowNeeded, flowOffered; ///< m3/s; offered 0 = no unit or pump states it
    double supply = 0.0;   ///< degC that its units reach at design weather, not below the set point
    double setPoint = 0.0; ///< degC
    double coldestLimit = 0.0; ///< degC, the lowest coolant limit of its racks; 0 = none
    int racks = 0, units = 0;
    friend bool operator==(const LoopBalance&, const LoopBalance&) = default;
};

/// A cooling part at work.
struct CoolingUnit {
    Id<CoolingPart> part;
    Power heat; ///< W it moves
    Power capacity;
    Power electric;               ///< W of fans, pumps, compressors at this load, at design weather
    Power electricAverage;        ///< W, year average at the design IT load
    double compressorShare = 0.0; ///< of the heat, at design weather
    double compressorShareAverage = 0.0; ///< of the heat, over the year
    double freeShare = 0.0;              ///< of the year without compressor
    friend bool operator==(const CoolingUnit&, const CoolingUnit&) = default;
};

/// A rack whose heat finds no unit or loop.
struct UnservedHeat {
    EntityId rack = 0;
    Id<Hall> hall;
    Power air, liquid; ///< W left over
    friend bool operator==(const UnservedHeat&, const UnservedHeat&) = default;
};

/// Heat against cooling, with PUE and water.
struct CoolingResult {
    std::vector<AirZone> zones;                ///< by rising hall id
    std::vector<LoopBalance> loops;            ///< by rising loop id
    std::vector<CoolingUnit> units;            ///< by rising part id
    std::vector<UnservedHeat> unserved;        ///< by rising rack id
    std::vector<std::vector<Id<Loop>>> cycles; ///< rings of loops that reject to each other
    Power airHeat;    ///< W: all IT heat that is not liquid, and losses of power parts in halls
    Power liquidHeat; ///< W: IT heat into coolant
    Power hallLosses; ///< W of power parts that stand in halls
    Power towerHeat;  ///< W that towers reject, over the year
    double vapourShare = 1.0; ///< evaporation over that of all tower heat going into vapour
    Power electric;   ///< W all mechanical, peak
    Power electricAverage;
    Power margin; ///< W: least capacity left over zones and loops with the worst unit lost
    bool hasMargin = false;                  ///< some zone or loop has heat or units
    double pueDesign = 0.0, pueAnnual = 0.0; ///< peak and year; 0 = no IT load
    double wue = 0.0;                        ///< L/kWh of IT energy
    double freeCoolingShare = 1.0; ///< share of the year without compressors, weighted by heat
    friend bool operator==(const CoolingResult&, const CoolingResult&) = default;
};

} // namespace millwright
