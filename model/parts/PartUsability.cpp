#include "model/parts/PartUsability.h"
#include <algorithm>
#include <array>
#include <initializer_list>

namespace millwright
{
namespace
{

using enum FieldKey;

constexpr std::array<std::string_view, partUseCount> useNames{"power", "cooling", "network",
                                                              "storage", "tokens"};

bool hasAny(const Part& part, std::initializer_list<FieldKey> keys)
{
    return std::any_of(keys.begin(), keys.end(),
                       [&](FieldKey key) { return part.field(key) != nullptr; });
}

bool isPluggedIn(PartKind kind)
{
    return kind == PartKind::System || kind == PartKind::RackSystem || kind == PartKind::Switch ||
           kind == PartKind::Storage || kind == PartKind::Security;
}

bool givesTokens(const Part& part)
{
    const bool hasChip = hasAny(part, {PeakBf16, PeakFp8, PeakFp4, PeakInt8}) &&
                         hasAny(part, {FieldKey::Memory}) && hasAny(part, {MemoryBandwidth});
    if (part.kind == PartKind::Accelerator)
        return hasChip;
    const bool isSystem = part.kind == PartKind::System || part.kind == PartKind::RackSystem;
    return isSystem && part.figures.acceleratorCount > 0 &&
           (hasChip || hasAny(part, {AcceleratorPart}));
}

bool givesNetwork(const Part& part)
{
    switch (part.kind) {
    case PartKind::Switch:
        return part.figures.switchPorts > 0 && part.figures.switchPortSpeed.si() > 0.0;
    case PartKind::Nic:
        return hasAny(part, {NicBandwidth});
    case PartKind::Optic:
    case PartKind::Cable:
        return hasAny(part, {LinkSpeed});
    default:
        return false;
    }
}

} // namespace

std::string_view partUseName(PartUse use)
{
    return useNames[std::min(static_cast<std::size_t>(use), partUseCount - 1)];
}

UseSet usesOf(const Part& part)
{
    UseSet uses;
    if (isPluggedIn(part.kind) && !part.figures.hasPower)
        return uses;
    const bool isInChain = isPowerChainPart(part.kind);
    uses.set(static_cast<std::size_t>(PartUse::Power),
             isInChain ? hasAny(part, {RatedPower, RatedApparentPower}) : isPluggedIn(part.kind));
    uses.set(static_cast<std::size_t>(PartUse::Cooling),
             isCoolingPart(part.kind) &&
                 hasAny(part, {part.kind == PartKind::Pump ? RatedFlow : CoolingCapacity}));
    uses.set(static_cast<std::size_t>(PartUse::Network), givesNetwork(part));
    uses.set(static_cast<std::size_t>(PartUse::Storage),
             part.kind == PartKind::Storage && hasAny(part, {UsableCapacity, RawCapacity}));
    uses.set(static_cast<std::size_t>(PartUse::Tokens), givesTokens(part));
    return uses;
}

} // namespace millwright
