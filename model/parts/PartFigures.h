#pragma once
#include "model/base/Quantity.h"
#include <cstdint>

namespace millwright {

struct Part;

/// What the live analyses read of a part: plain SI values, resolved once from its fields with documented fallbacks
/// (see resolveFigures()). A figure that is unknown is 0; has*() members say so where 0 would be a legal value.
struct PartFigures {
    // body
    Length width, depth, height;
    Mass mass;
    int rackUnits = 0;
    Length clearanceFront, clearanceRear, clearanceSide;
    // enclosure
    int internalUnits = 0;
    Length mountingDepth;
    Mass loadLimit;
    // power drawn
    Power powerNameplate, powerMax, powerTypical, powerIdle;
    double powerFactor = 0.95;
    int psuCount = 0, psuNeeded = 0;
    bool hasPower = false;
    // heat
    double liquidShare = 0.0;
    VolumeFlow coolantFlow, airflow;
    double coolantSupplyMax_C = 0.0; ///< 0 = no liquid limit known
    double inletMax_C = 0.0;
    // compute
    int acceleratorCount = 0;
    // network
    int computePorts = 0, storagePorts = 0, managementPorts = 0, outOfBandPorts = 0, switchPorts = 0;
    ByteRate computePortSpeed, storagePortSpeed, managementPortSpeed, switchPortSpeed;
    // storage
    ByteCount usableCapacity;
    ByteRate readBandwidth, writeBandwidth;
    // cooling offered
    Power coolingCapacity;
    VolumeFlow ratedFlow, airflowOffered;
    Pressure ratedHead;
    TemperatureDelta ratedApproach;
    double coefficientOfPerformance = 0.0;
    // power offered
    Power ratedPower;               ///< kW limit; from kVA x power factor if only that is known
    ApparentPower ratedApparentPower;
    double efficiency[4] = {1.0, 1.0, 1.0, 1.0}; ///< at 25, 50, 75, 100 % load
    int powerModules = 1;
    Duration batteryTime;
    // money
    double priceLow = 0.0, price = 0.0, priceHigh = 0.0, pricePerMetre = 0.0; ///< USD
    bool hasPrice = false;
    double embodiedCarbon = 0.0;    ///< kg CO2e
};

/// Figures of a part from its fields. Fallbacks, each a documented rule: max <- nameplate <- thermal design power <-
/// typical; nameplate and typical <- max; idle <- 0; power factor 0.95; kW <- kVA x power factor; efficiencies <- the
/// nearest known load; width 482.6 mm for rack-mounted parts; height <- U x 44.45 mm; price <- middle of its range;
/// range <- price. PSU ratings are never a load.
PartFigures resolveFigures(const Part& part);

} // namespace millwright
