#include "model/parts/PartKind.h"
#include <algorithm>
#include <array>
#include <cstddef>

namespace millwright
{
namespace
{

struct KindRow {
    PartKind kind;
    std::string_view name;
    std::string_view label;
    PartFamily family;
};

using enum PartKind;
using Family = PartFamily;

// In the order of the enumeration, so that a kind is its row number (held by a test).
constexpr std::array kindRows{
    KindRow{Accelerator, "accelerator", "Accelerator", Family::Compute},
    KindRow{Cpu, "cpu", "Processor", Family::Compute},
    KindRow{System, "system", "System", Family::Compute},
    KindRow{RackSystem, "rack-system", "Rack-scale system", Family::Compute},
    KindRow{Switch, "switch", "Switch", Family::Network},
    KindRow{Nic, "nic", "Network adapter", Family::Network},
    KindRow{Optic, "optic", "Transceiver", Family::Network},
    KindRow{Cable, "cable", "Cable", Family::Network},
    KindRow{Storage, "storage", "Storage system", Family::Storage},
    KindRow{Cdu, "cdu", "Coolant distribution unit", Family::Cooling},
    KindRow{InRackCdu, "in-rack-cdu", "In-rack coolant distribution unit", Family::Cooling},
    KindRow{Crah, "crah", "Computer room air handler", Family::Cooling},
    KindRow{InRowCooler, "in-row-cooler", "In-row cooler", Family::Cooling},
    KindRow{RearDoor, "rear-door", "Rear-door heat exchanger", Family::Cooling},
    KindRow{ImmersionTank, "immersion-tank", "Immersion tank", Family::Cooling},
    KindRow{DryCooler, "dry-cooler", "Dry cooler", Family::Cooling},
    KindRow{Chiller, "chiller", "Chiller", Family::Cooling},
    KindRow{CoolingTower, "cooling-tower", "Cooling tower", Family::Cooling},
    KindRow{Pump, "pump", "Pump", Family::Cooling},
    KindRow{UtilityFeed, "utility-feed", "Utility feed", Family::Power},
    KindRow{Transformer, "transformer", "Transformer", Family::Power},
    KindRow{Switchgear, "switchgear", "Switchgear", Family::Power},
    KindRow{Generator, "generator", "Generator", Family::Power},
    KindRow{TransferSwitch, "transfer-switch", "Transfer switch", Family::Power},
    KindRow{Ups, "ups", "UPS", Family::Power},
    KindRow{Bess, "bess", "Battery storage", Family::Power},
    KindRow{Pdu, "pdu", "Power distribution unit", Family::Power},
    KindRow{Rpp, "rpp", "Remote power panel", Family::Power},
    KindRow{Busway, "busway", "Busway", Family::Power},
    KindRow{RackPdu, "rack-pdu", "Rack PDU", Family::Power},
    KindRow{PowerShelf, "power-shelf", "Power shelf", Family::Power},
    KindRow{Rack, "rack", "Rack", Family::Structure},
    KindRow{Containment, "containment", "Containment", Family::Structure},
    KindRow{Tray, "tray", "Cable tray", Family::Structure},
    KindRow{Accessory, "accessory", "Accessory", Family::Structure},
    KindRow{Software, "software", "Software", Family::Software},
    KindRow{Security, "security", "Security", Family::Software},
};
static_assert(kindRows.size() == static_cast<std::size_t>(PartKind::Count));

const KindRow& row(PartKind kind)
{
    const auto index = static_cast<std::size_t>(kind);
    return kindRows[std::min(index, kindRows.size() - 1)];
}

constexpr bool isBetween(PartKind kind, PartKind first, PartKind last)
{
    return kind >= first && kind <= last;
}

} // namespace

std::string_view partKindName(PartKind kind)
{
    return row(kind).name;
}

std::optional<PartKind> partKindFromName(std::string_view name)
{
    const auto found = std::ranges::find(kindRows, name, &KindRow::name);
    return found == kindRows.end() ? std::nullopt : std::optional(found->kind);
}

std::string_view partKindLabel(PartKind kind)
{
    return row(kind).label;
}

PartFamily partFamily(PartKind kind)
{
    return row(kind).family;
}

std::string_view partFamilyLabel(PartFamily family)
{
    switch (family) {
    case Family::Compute:
        return "Compute";
    case Family::Network:
        return "Network";
    case Family::Storage:
        return "Storage";
    case Family::Cooling:
        return "Cooling";
    case Family::Power:
        return "Power";
    case Family::Structure:
        return "Structure";
    case Family::Software:
        return "Software";
    }
    return {};
}

bool goesIntoRack(PartKind kind)
{
    switch (kind) {
    case System:
    case Switch:
    case Storage:
    case InRackCdu:
    case RackPdu:
    case PowerShelf:
    case Accessory:
    case Security:
        return true;
    default:
        return false;
    }
}

bool standsOnFloor(PartKind kind)
{
    if (kind == RackSystem || kind == Rack || kind == Containment)
        return true;
    // A rear door hangs on a rack and an in-rack CDU sits in one; both have no footprint of their
    // own.
    if (isCoolingPart(kind))
        return kind != InRackCdu && kind != RearDoor;
    return isPowerChainPart(kind) && kind != RackPdu && kind != PowerShelf;
}

bool isPowerChainPart(PartKind kind)
{
    return isBetween(kind, UtilityFeed, PowerShelf);
}

bool isCoolingPart(PartKind kind)
{
    return isBetween(kind, Cdu, Pump);
}

} // namespace millwright
