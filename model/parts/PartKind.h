#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace millwright {

/// What a part is; decides where it can be placed and which analyses read it.
enum class PartKind : std::uint8_t {
    // compute
    Accelerator,   ///< a chip, module or card; sold inside systems
    Cpu,
    System,        ///< goes into a rack: GPU server, CPU server, management node
    RackSystem,    ///< stands on the floor as delivered: NVL72, GroqRack, Helios
    // network
    Switch,
    Nic,           ///< NIC, SuperNIC, DPU
    Optic,         ///< pluggable transceiver
    Cable,         ///< DAC, AEC, AOC, fibre, twisted pair
    // storage
    Storage,
    // cooling
    Cdu,
    InRackCdu,
    Crah,          ///< CRAH, CRAC, fan wall
    InRowCooler,
    RearDoor,
    ImmersionTank,
    DryCooler,
    Chiller,
    CoolingTower,
    Pump,
    // power
    UtilityFeed,
    Transformer,
    Switchgear,
    Generator,
    TransferSwitch,
    Ups,
    Bess,
    Pdu,           ///< floor PDU
    Rpp,
    Busway,
    RackPdu,
    PowerShelf,
    // structure
    Rack,
    Containment,
    Tray,
    Accessory,     ///< blanking panel, patch panel, cable manager
    // services
    Software,
    Security,
    Count
};

// GCC 12 warns that enumerators of a scoped enum shadow types of the same name; they cannot be confused.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
/// The families of the palette and the colours of the plan.
enum class PartFamily : std::uint8_t { Compute, Network, Storage, Cooling, Power, Structure, Software };
#pragma GCC diagnostic pop

std::string_view partKindName(PartKind kind);            ///< stable name for files and the command line, e.g. "rack-system"
std::optional<PartKind> partKindFromName(std::string_view name);
std::string_view partKindLabel(PartKind kind);           ///< English label, singular, e.g. "Rack-scale system"
PartFamily partFamily(PartKind kind);
std::string_view partFamilyLabel(PartFamily family);

bool goesIntoRack(PartKind kind);                        ///< occupies U in a rack (System, Switch, Storage, ...)
bool standsOnFloor(PartKind kind);                       ///< has a footprint on the plan
bool isPowerChainPart(PartKind kind);                    ///< stored as PowerPart
bool isCoolingPart(PartKind kind);                       ///< stored as CoolingPart

} // namespace millwright
