#include "model/parts/PartFigures.h"
#include "model/parts/Part.h"
#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>

namespace millwright
{
namespace
{

constexpr double rackMountWidth_mm = 482.6; // EIA-310: panel width of 19 in
constexpr double rackUnit_mm = 44.45;       // EIA-310
constexpr double assumedPowerFactor = 0.95; // kW from kVA where only kVA is printed

/// The SI value of the first key that the part knows, else `otherwise`.
double firstOf(const Part& part, std::initializer_list<FieldKey> keys, double otherwise = 0.0)
{
    for (const FieldKey key : keys)
        if (const auto value = part.number(key))
            return *value;
    return otherwise;
}

int whole(const Part& part, FieldKey key)
{
    return static_cast<int>(std::lround(firstOf(part, {key})));
}

Length length(const Part& part, FieldKey key)
{
    return Length::metres(firstOf(part, {key}));
}

void resolveBody(const Part& part, PartFigures& figures)
{
    figures.width = length(part, FieldKey::Width);
    if (figures.width == Length() && goesIntoRack(part.kind))
        figures.width = Length::millimetres(rackMountWidth_mm);
    figures.depth = length(part, FieldKey::Depth);
    const double units = firstOf(part, {FieldKey::RackUnits});
    // A part of 1.5 U blocks two places of a rack.
    figures.rackUnits = static_cast<int>(std::ceil(units - 1e-9));
    figures.height = length(part, FieldKey::Height);
    if (figures.height == Length())
        figures.height = Length::millimetres(units * rackUnit_mm);
    figures.mass = Mass(firstOf(part, {FieldKey::Mass}));
    figures.clearanceFront = length(part, FieldKey::ClearanceFront);
    figures.clearanceRear = length(part, FieldKey::ClearanceRear);
    figures.clearanceSide = length(part, FieldKey::ClearanceSide);
    figures.internalUnits = whole(part, FieldKey::InternalUnits);
    figures.mountingDepth = length(part, FieldKey::MountingDepth);
    figures.loadLimit = Mass(firstOf(part, {FieldKey::LoadLimit}));
}

void resolveDrawnPower(const Part& part, PartFigures& figures)
{
    using enum FieldKey;
    // The most that is known to be drawn; typical stands in for it only where nothing higher is
    // printed.
    const double most = firstOf(part, {PowerMax, PowerNameplate, ThermalDesignPower, PowerTypical});
    figures.powerMax = Power(most);
    figures.powerNameplate = Power(firstOf(part, {PowerNameplate}, most));
    figures.powerTypical = Power(firstOf(part, {PowerTypical}, most));
    figures.powerIdle = Power(firstOf(part, {PowerIdle}));
    figures.hasPower = part.field(PowerMax) || part.field(PowerNameplate) ||
                       part.field(ThermalDesignPower) || part.field(PowerTypical);
    figures.powerFactor = firstOf(part, {PowerFactor}, assumedPowerFactor);
    figures.psuCount = whole(part, PsuCount);
    figures.psuNeeded = whole(part, PsuNeeded);
}

void resolveHeat(const Part& part, PartFigures& figures)
{
    figures.liquidShare = firstOf(part, {FieldKey::LiquidShare});
    figures.coolantFlow = VolumeFlow(firstOf(part, {FieldKey::CoolantFlow}));
    figures.airflow = VolumeFlow(firstOf(part, {FieldKey::AirflowNeeded}));
    figures.coolantSupplyMax_C = firstOf(part, {FieldKey::CoolantSupplyMax});
    figures.inletMax_C = firstOf(part, {FieldKey::InletMax});
}

void resolvePorts(const Part& part, PartFigures& figures)
{
    using enum FieldKey;
    figures.acceleratorCount = whole(part, AcceleratorCount);
    figures.computePorts = whole(part, ComputePorts);
    figures.storagePorts = whole(part, StoragePorts);
    figures.managementPorts = whole(part, ManagementPorts);
    figures.outOfBandPorts = whole(part, OutOfBandPorts);
    figures.switchPorts = whole(part, SwitchPorts);
    figures.computePortSpeed = ByteRate(firstOf(part, {ComputePortSpeed}));
    figures.storagePortSpeed = ByteRate(firstOf(part, {StoragePortSpeed}));
    figures.managementPortSpeed = ByteRate(firstOf(part, {ManagementPortSpeed}));
    figures.switchPortSpeed = ByteRate(firstOf(part, {SwitchPortSpeed}));
    figures.usableCapacity = ByteCount(firstOf(part, {UsableCapacity}));
    figures.readBandwidth = ByteRate(firstOf(part, {ReadBandwidth}));
    figures.writeBandwidth = ByteRate(firstOf(part, {WriteBandwidth}));
}

/// Efficiencies at 25, 50, 75 and 100 % load; a load without a figure takes that of the nearest
/// load with one, the higher on a tie.
void resolveEfficiency(const Part& part, PartFigures& figures)
{
    using enum FieldKey;
    const std::array<std::optional<double>, 4> known{
        part.number(Efficiency25), part.number(Efficiency50), part.number(Efficiency75),
        part.number(Efficiency)};
    for (int i = 0; i < 4; ++i) {
        for (int distance = 0; distance < 4; ++distance) {
            const auto at = [&](int load) {
                return load >= 0 && load < 4 ? known[static_cast<std::size_t>(load)] : std::nullopt;
            };
            const auto value = at(i + distance) ? at(i + distance) : at(i - distance);
            if (value) {
                figures.efficiency[i] = *value;
                break;
            }
        }
    }
}

void resolveSupply(const Part& part, PartFigures& figures)
{
    using enum FieldKey;
    figures.coolingCapacity = Power(firstOf(part, {CoolingCapacity}));
    figures.ratedFlow = VolumeFlow(firstOf(part, {RatedFlow}));
    figures.airflowOffered = VolumeFlow(firstOf(part, {AirflowOffered}));
    figures.ratedHead = Pressure(firstOf(part, {RatedHead}));
    figures.ratedApproach = TemperatureDelta(firstOf(part, {RatedApproach}));
    figures.coefficientOfPerformance = firstOf(part, {CoefficientOfPerf});
    const double apparent = firstOf(part, {RatedApparentPower});
    figures.ratedApparentPower = ApparentPower(apparent);
    figures.ratedPower = Power(firstOf(part, {RatedPower}, apparent * figures.powerFactor));
    resolveEfficiency(part, figures);
    figures.powerModules = std::max(1, whole(part, PowerModules));
    figures.batteryTime = Duration(firstOf(part, {BatteryMinutes}));
}

void resolveMoney(const Part& part, PartFigures& figures)
{
    using enum FieldKey;
    // One end of a range alone stands for the price rather than none.
    figures.price = firstOf(part, {Price, PriceLow, PriceHigh});
    if (!part.field(Price) && part.field(PriceLow) && part.field(PriceHigh))
        figures.price = 0.5 * (firstOf(part, {PriceLow}) + firstOf(part, {PriceHigh}));
    figures.priceLow = firstOf(part, {PriceLow}, figures.price);
    figures.priceHigh = firstOf(part, {PriceHigh}, figures.price);
    figures.pricePerMetre = firstOf(part, {PricePerMetre});
    figures.hasPrice = part.field(Price) || part.field(PriceLow) || part.field(PriceHigh) ||
                       part.field(PricePerMetre);
    figures.embodiedCarbon = firstOf(part, {EmbodiedCarbon});
}

} // namespace

PartFigures resolveFigures(const Part& part)
{
    PartFigures figures;
    resolveBody(part, figures);
    resolveDrawnPower(part, figures);
    resolveHeat(part, figures);
    resolvePorts(part, figures);
    resolveSupply(part, figures);
    resolveMoney(part, figures);
    return figures;
}

} // namespace millwright
