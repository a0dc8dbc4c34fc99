#pragma once
#include "model/blueprint/Entities.h"
#include <vector>

namespace millwright {

/// Air side of one hall.
struct AirZone {
    Id<Hall> hall;
    Power heat;               ///< W into the air: IT less liquid and doors, plus losses of parts in the hall
    Power capacity;           ///< W of the running units
    Power capacityWorst;      ///< W with the largest unit lost (standby units take over)
    VolumeFlow airflowNeeded; ///< m3/s
    VolumeFlow airflowOffered;
    double returnTemperature = 0.0; ///< degC
    int units = 0;
    friend bool operator==(const AirZone&, const AirZone&) = default;
};

/// One coolant loop.
struct LoopBalance {
    Id<Loop> loop;
    Power heat;               ///< W that reaches it from racks, doors or the loops and units that reject to it
    Power capacity;           ///< W of its CDUs or chillers
    Power capacityWorst;      ///< W with the largest lost
    VolumeFlow flowNeeded, flowOffered;
    double supply = 0.0;      ///< degC
    double coldestLimit = 0.0; ///< degC, the lowest coolant limit of its racks; 0 = none
    int racks = 0, units = 0;
    friend bool operator==(const LoopBalance&, const LoopBalance&) = default;
};

/// A cooling part at work.
struct CoolingUnit {
    Id<CoolingPart> part;
    Power heat;               ///< W it moves
    Power capacity;
    Power electric;           ///< W of fans, pumps, compressors at this load, at design weather
    Power electricAverage;    ///< W, year average
    friend bool operator==(const CoolingUnit&, const CoolingUnit&) = default;
};

/// Heat against cooling, with PUE and water.
struct CoolingResult {
    std::vector<AirZone> zones;
    std::vector<LoopBalance> loops;
    std::vector<CoolingUnit> units;
    std::vector<EntityId> unserved;  ///< racks whose heat reaches no unit or loop
    Power airHeat, liquidHeat;
    Power electric;                  ///< W all mechanical, peak
    Power margin;                    ///< W: least capacity left over zones and loops with the worst unit lost
    double pueDesign = 0.0, pueAnnual = 0.0; ///< peak and year
    double wue = 0.0;                ///< L/kWh of IT energy
    double freeCoolingShare = 0.0;   ///< share of the year without compressors
    friend bool operator==(const CoolingResult&, const CoolingResult&) = default;
};

} // namespace millwright
