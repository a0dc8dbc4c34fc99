#pragma once
#include "model/blueprint/Entities.h"
#include "model/blueprint/WorkloadEntities.h"
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace millwright
{

/// The stable kebab-case names of an entity's enumerators in their order: for files, scripts and
/// the command line.
template <class Enum> struct EnumNames;

// One row per enumeration; the last enumerator guards against a name forgotten.
#define MILLWRIGHT_ENUM_NAMES(Enum, Last, ...)                                                     \
    template <> struct EnumNames<Enum> {                                                           \
        static constexpr auto names = std::to_array<std::string_view>({__VA_ARGS__});              \
        static_assert(names.size() == static_cast<std::size_t>(Enum::Last) + 1);                   \
    };
MILLWRIGHT_ENUM_NAMES(ElectricalCode, Nec, "iec", "nec")
MILLWRIGHT_ENUM_NAMES(Containment, Hot, "none", "cold", "hot")
MILLWRIGHT_ENUM_NAMES(FeatureKind, Note, "wall", "column", "door", "dock", "keep-out", "tray",
                      "note")
MILLWRIGHT_ENUM_NAMES(DeviceRole, Manager, "plain", "leaf", "spine", "core", "manager")
MILLWRIGHT_ENUM_NAMES(Side, B, "none", "a", "b")
MILLWRIGHT_ENUM_NAMES(InputPolicy, Transfer, "parallel", "transfer")
MILLWRIGHT_ENUM_NAMES(PowerClass, Ups, "utility", "generator", "ups")
MILLWRIGHT_ENUM_NAMES(LoopKind, ChilledWater, "technology", "facility", "chilled-water")
MILLWRIGHT_ENUM_NAMES(FabricKind, OutOfBand, "compute", "storage", "in-band", "out-of-band")
MILLWRIGHT_ENUM_NAMES(Topology, Direct, "single-switch", "fat-tree", "rail-optimised", "rail-only",
                      "dragonfly", "torus-2d", "torus-3d", "direct")
MILLWRIGHT_ENUM_NAMES(WorkloadKind, Generic, "serve", "train", "ingest", "prepare", "generic")
MILLWRIGHT_ENUM_NAMES(TrainingStage, Lora, "pre-train", "continued", "full-fine-tune", "lora")
MILLWRIGHT_ENUM_NAMES(LoadProfile, Hourly, "flat", "office-hours", "consumer", "batch-at-night",
                      "hourly")
MILLWRIGHT_ENUM_NAMES(LoadBasis, TokensPerDay, "utilisation", "requests", "users",
                      "tokens-per-day")
MILLWRIGHT_ENUM_NAMES(RecomputeChoice, Full, "searched", "none", "selective", "full")
MILLWRIGHT_ENUM_NAMES(ZeroChoice, Weights, "searched", "zero-0", "zero-1", "zero-2", "zero-3")
MILLWRIGHT_ENUM_NAMES(SampleKind, Simulation, "vision", "detection", "encoder", "diffusion",
                      "recommender", "speech", "simulation")
MILLWRIGHT_ENUM_NAMES(BillBasis, PerRack, "fixed", "per-accelerator", "per-node", "per-rack")
#undef MILLWRIGHT_ENUM_NAMES

template <class Enum>
concept NamedEnum = requires
{
    EnumNames<Enum>::names;
};

/// The name of an enumerator, "" for a value outside the enumeration.
template <NamedEnum Enum> constexpr std::string_view enumName(Enum value)
{
    const auto index = static_cast<std::size_t>(value);
    return index < EnumNames<Enum>::names.size() ? EnumNames<Enum>::names[index]
                                                 : std::string_view{};
}

/// The enumerator of that name, or nothing.
template <NamedEnum Enum> constexpr std::optional<Enum> enumFromName(std::string_view name)
{
    for (std::size_t i = 0; i < EnumNames<Enum>::names.size(); ++i)
        if (EnumNames<Enum>::names[i] == name)
            return static_cast<Enum>(i);
    return std::nullopt;
}

} // namespace millwright
