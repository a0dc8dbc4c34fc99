#include "model/parts/FieldGroup.h"
#include <algorithm>
#include <array>
#include <span>

namespace millwright
{
namespace
{

using enum FieldKey;

struct GroupRow {
    FieldGroup group;
    FieldKey first; ///< the group reaches to the first of the next row
    std::string_view label;
};
constexpr std::array groups{
    GroupRow{FieldGroup::Body, RackUnits, "Body"},
    GroupRow{FieldGroup::Enclosure, InternalUnits, "Enclosure"},
    GroupRow{FieldGroup::PowerDrawn, PowerNameplate, "Power drawn"},
    GroupRow{FieldGroup::Heat, LiquidShare, "Heat"},
    GroupRow{FieldGroup::Compute, AcceleratorCount, "Compute"},
    GroupRow{FieldGroup::Network, ComputePorts, "Network"},
    GroupRow{FieldGroup::Link, LinkSpeed, "Optics and cables"},
    GroupRow{FieldGroup::Storage, RawCapacity, "Storage"},
    GroupRow{FieldGroup::CoolingOffered, CoolingCapacity, "Cooling offered"},
    GroupRow{FieldGroup::PowerOffered, RatedPower, "Power offered"},
    GroupRow{FieldGroup::Money, PriceLow, "Price, lead time, carbon"},
    GroupRow{FieldGroup::Software, SoftwareCategory, "Software and security"},
    GroupRow{FieldGroup::General, Availability, "General"},
};
static_assert(groups.size() == static_cast<std::size_t>(FieldGroup::Count));

struct Range {
    FieldKey first, last;
    constexpr bool holds(FieldKey key) const { return first <= key && key <= last; }
};

constexpr Range body{RackUnits, ClearanceSide}, footprint{Width, ClearanceSide},
    size{RackUnits, Mass}, enclosure{InternalUnits, RackStandard},
    drawn{PowerNameplate, PowerFactor}, draw{PowerNameplate, PowerIdle}, heat{LiquidShare, CoolingMethod},
    chipCooling{CoolingMethod, CoolingMethod}, host{AcceleratorCount, AcceleratorPart},
    hostCpu{CpuModel, SystemMemory}, scaleUp{ScaleUpTechnology, ScaleUpDomain},
    chipClass{AcceleratorClass, FormFactor}, chip{PeakFp64, LaunchDate}, cores{CoreCount, CoreCount},
    chipMaking{ThermalDesignPower, LaunchDate}, chipMemory{FieldKey::Memory, MemoryBandwidth},
    hostPorts{ComputePorts, OutOfBandPorts}, management{ManagementPorts, OutOfBandPorts},
    switching{SwitchPorts, SwitchAsic}, nic{NicPorts, HostInterface},
    protocol{FabricProtocol, FabricProtocol}, storagePorts{StoragePorts, StoragePortSpeed},
    link{LinkSpeed, PowerPerEnd}, storage{RawCapacity, MinimumUnits},
    cooling{CoolingCapacity, Fluid}, chain{RatedPower, PowerModules}, battery{BatteryMinutes, BatteryMinutes},
    outlets{Outlets, Outlets}, energy{StoredEnergy, StoredEnergy}, money{PriceLow, Price},
    moneyHigh{PriceHigh, PriceHigh}, perMetre{PricePerMetre, PricePerMetre},
    time{PriceBasis, EmbodiedCarbon}, software{SoftwareCategory, Licence},
    firewall{ThreatThroughput, FirewallThroughput}, launch{LaunchDate, LaunchDate},
    general{Availability, Notes};

constexpr std::array everyKind{money, moneyHigh, time, general};
constexpr std::array accelerator{chipCooling, chipClass, chip, hostPorts};
constexpr std::array cpu{cores, chipClass, chipMaking, chipMemory, chipCooling};
constexpr std::array system{body, drawn, heat, host, hostCpu, scaleUp, chipMemory, hostPorts, launch};
constexpr std::array rackSystem{footprint, enclosure, drawn, heat, host, hostCpu, scaleUp, chipMemory, hostPorts, launch};
constexpr std::array switchKind{body, drawn, heat, switching, management};
constexpr std::array nicKind{draw, nic, protocol, launch};
constexpr std::array linkKind{link, perMetre};
constexpr std::array storageKind{body, drawn, heat, storagePorts, management, storage};
constexpr std::array coolingKind{body, drawn, cooling};
constexpr std::array chainKind{body, chain, outlets};
constexpr std::array storedKind{body, chain, battery, energy};
constexpr std::array rackKind{footprint, enclosure};
constexpr std::array structureKind{size};
constexpr std::array softwareKind{software};
constexpr std::array securityKind{body, drawn, heat, firewall, management, software};

std::span<const Range> usualOf(PartKind kind)
{
    switch (kind) {
    case PartKind::Accelerator:
        return accelerator;
    case PartKind::Cpu:
        return cpu;
    case PartKind::System:
        return system;
    case PartKind::RackSystem:
        return rackSystem;
    case PartKind::Switch:
        return switchKind;
    case PartKind::Nic:
        return nicKind;
    case PartKind::Optic:
    case PartKind::Cable:
        return linkKind;
    case PartKind::Storage:
        return storageKind;
    case PartKind::Ups:
    case PartKind::Bess:
        return storedKind;
    case PartKind::Rack:
        return rackKind;
    case PartKind::Software:
        return softwareKind;
    case PartKind::Security:
        return securityKind;
    default:
        if (isCoolingPart(kind))
            return coolingKind;
        return isPowerChainPart(kind) ? std::span<const Range>(chainKind) : structureKind;
    }
}

constexpr std::array higherIsBetter{
    Range{InternalUnits, LoadLimit},         Range{PowerFactor, PowerFactor},
    Range{CoolantSupplyMax, CoolantSupplyMax}, Range{InletMax, InletMax},
    Range{CoreCount, FieldKey::Memory},      Range{MemoryBandwidth, MemoryBandwidth},
    Range{ScaleUpBandwidth, ScaleUpDomain},  Range{ComputePorts, SwitchThroughput},
    Range{NicPorts, NicBandwidth},           Range{LinkSpeed, LinkSpeed},
    Range{ReachMax, ReachMax},               Range{RawCapacity, ReadIops},
    Range{CoolingCapacity, CoolingCapacity}, Range{RatedFlow, RatedHead},
    Range{AirflowOffered, CoefficientOfPerf}, Range{RatedPower, RatedApparentPower},
    Range{Efficiency, EcoEfficiency},        Range{BatteryMinutes, StoredEnergy},
    Range{ThreatThroughput, FirewallThroughput},
};
constexpr std::array lowerIsBetter{
    Range{PowerIdle, PowerIdle},         Range{PressureDrop, PressureDrop},
    Range{InletMin, InletMin},           Range{PowerPerEnd, PowerPerEnd},
    Range{RatedApproach, RatedApproach}, Range{PriceLow, PricePerMetre},
    Range{LeadTimeLow, EmbodiedCarbon},
};

bool isIn(std::span<const Range> ranges, FieldKey key)
{
    return std::ranges::any_of(ranges, [key](const Range& range) { return range.holds(key); });
}

} // namespace

FieldGroup fieldGroup(FieldKey key)
{
    const auto next = std::ranges::upper_bound(groups, key, {}, &GroupRow::first);
    return std::prev(next)->group;
}

std::string_view fieldGroupLabel(FieldGroup group)
{
    return groups[std::min(static_cast<std::size_t>(group), groups.size() - 1)].label;
}

bool isUsualField(PartKind kind, FieldKey key)
{
    return isIn(everyKind, key) || isIn(usualOf(kind), key);
}

Better betterOf(FieldKey key)
{
    if (fieldInfo(key).type != FieldType::Number)
        return Better::Neither;
    if (isIn(higherIsBetter, key))
        return Better::Higher;
    return isIn(lowerIsBetter, key) ? Better::Lower : Better::Neither;
}

} // namespace millwright
