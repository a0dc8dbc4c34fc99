#pragma once
#include "model/parts/Part.h"
#include <bitset>
#include <string_view>

namespace millwright
{

// GCC 12 warns that enumerators of a scoped enum shadow types of the same name; they cannot be
// confused.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
/// What a design can count with a part for.
enum class PartUse : std::uint8_t { Power, Cooling, Network, Storage, Tokens };
#pragma GCC diagnostic pop
inline constexpr std::size_t partUseCount = 5;
using UseSet = std::bitset<partUseCount>; ///< by PartUse

std::string_view partUseName(PartUse use); ///< "power"

/// For what a part's figures suffice. Power: a load of something that is placed, or a rating of a
/// part of the chain. Cooling: a capacity, of a pump its flow. Network: ports with a speed, or a
/// link speed. Storage: a capacity. Tokens: accelerators with a peak, memory and its bandwidth, or
/// a system that names its accelerators. What is plugged in (systems, switches, storage) counts for
/// nothing without a load; the rating of a power supply is none.
UseSet usesOf(const Part& part);

} // namespace millwright
