#include "catalog/Plausibility.h"
#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <string>

namespace millwright
{
namespace
{

using Arguments = std::optional<std::vector<MessageArgument>>;
using enum FieldKey;

constexpr double rackUnit_mm = 44.45;
constexpr double widestMounted_mm =
    600.0; // 19 in: 482.6, 21 in (ORv3): 537; wider is a rack, not a device
constexpr double heaviestPerUnit_kg = 100.0; // dense disk shelves reach about 35 kg a rack unit
constexpr double loadTolerance =
    0.002; // a load that equals supplies x rating this closely was multiplied, not measured
constexpr double fastestHbm_GBps =
    60000.0; // HBM4 accelerators announced to 2027 reach about 32 TB/s
constexpr double effectiveCapacityLimit = 1.02;

std::optional<double> own(const Part& part, FieldKey key)
{
    const Field* field = part.field(key);
    return field ? std::optional(field->number) : std::nullopt;
}

MessageArgument figure(double number)
{
    return fmt::format("{:g}", number);
}

/// Broken if both are known and the first is more than the second.
Arguments above(const Part& part, FieldKey low, FieldKey high)
{
    const auto a = own(part, low);
    const auto b = own(part, high);
    if (!a || !b || *a <= *b * (1.0 + 1e-9))
        return std::nullopt;
    return std::vector<MessageArgument>{figure(*a), figure(*b)};
}

template <FieldKey Low, FieldKey High> Arguments aboveRule(const Part& part)
{
    return above(part, Low, High);
}

Arguments massZero(const Part& part)
{
    const auto mass = own(part, Mass);
    return mass && *mass <= 0.0 ? Arguments(std::vector<MessageArgument>{}) : std::nullopt;
}

Arguments psuAsLoad(const Part& part)
{
    const auto rating = own(part, PsuRating);
    if (!rating)
        return std::nullopt;
    for (const FieldKey loadKey : {PowerMax, PowerTypical}) {
        const auto load = own(part, loadKey);
        for (const double supplies :
             {1.0, own(part, PsuCount).value_or(1.0), own(part, PsuNeeded).value_or(1.0)}) {
            const double offered = supplies * *rating;
            if (load && std::abs(*load - offered) <= loadTolerance * offered)
                return std::vector<MessageArgument>{figure(*load), figure(supplies),
                                                    figure(*rating)};
        }
    }
    return std::nullopt;
}

/// Dense peak per watt beyond what any announced chip of the format reaches by a factor of about
/// three; a sum over several chips, sparse figures of a low-power part or a wrong unit end here.
template <FieldKey Peak, int TflopsPerWatt> Arguments peakPerWatt(const Part& part)
{
    const auto peak = own(part, Peak);
    const auto power = own(part, ThermalDesignPower);
    if (!peak || !power || *peak <= TflopsPerWatt * *power)
        return std::nullopt;
    return std::vector<MessageArgument>{figure(*peak), figure(*power), figure(*peak / *power),
                                        figure(TflopsPerWatt)};
}

Arguments hbmTooFast(const Part& part)
{
    const auto bandwidth = own(part, MemoryBandwidth);
    const bool isHbm = part.text(MemoryTechnology).find("HBM") != std::string_view::npos;
    if (part.kind != PartKind::Accelerator || !isHbm || !bandwidth || *bandwidth <= fastestHbm_GBps)
        return std::nullopt;
    return std::vector<MessageArgument>{figure(*bandwidth), figure(fastestHbm_GBps)};
}

Arguments unitsAgainstHeight(const Part& part)
{
    const auto units = own(part, RackUnits);
    const auto height = own(part, Height);
    // Front panels are up to 1 mm a unit lower than their place; feet and ears are not part of the
    // height.
    if (!goesIntoRack(part.kind) || !units || !height ||
        std::abs(*height - *units * rackUnit_mm) <= 0.15 * *units * rackUnit_mm + 5.0)
        return std::nullopt;
    return std::vector<MessageArgument>{figure(*units), figure(*height)};
}

Arguments rackTooLow(const Part& part)
{
    const auto units = own(part, InternalUnits);
    const auto height = own(part, Height);
    if (part.kind != PartKind::Rack || !units || !height || *units * rackUnit_mm <= *height)
        return std::nullopt;
    return std::vector<MessageArgument>{figure(*units), figure(*height)};
}

Arguments tooWide(const Part& part)
{
    const auto width = own(part, Width);
    const auto units = own(part, RackUnits);
    if (!goesIntoRack(part.kind) || !units || !width || *width <= widestMounted_mm)
        return std::nullopt;
    return std::vector<MessageArgument>{figure(*width), figure(widestMounted_mm)};
}

Arguments tooHeavy(const Part& part)
{
    const auto mass = own(part, Mass);
    const auto units = own(part, RackUnits);
    if (!goesIntoRack(part.kind) || !units || !mass ||
        *mass <= heaviestPerUnit_kg * std::max(1.0, *units))
        return std::nullopt;
    return std::vector<MessageArgument>{figure(*mass), figure(*units), figure(heaviestPerUnit_kg)};
}

Arguments moreUsableThanRaw(const Part& part)
{
    const auto raw = own(part, RawCapacity);
    const auto usable = own(part, UsableCapacity);
    if (!raw || !usable || *usable <= effectiveCapacityLimit * *raw)
        return std::nullopt;
    return std::vector<MessageArgument>{figure(*usable), figure(*raw)};
}

Arguments portsAgainstChip(const Part& part)
{
    const auto ports = own(part, SwitchPorts);
    const auto speed = own(part, SwitchPortSpeed);
    const auto throughput = own(part, SwitchThroughput);
    if (!ports || !speed || !throughput || *ports * *speed / 1000.0 <= 1.1 * *throughput)
        return std::nullopt;
    return std::vector<MessageArgument>{figure(*ports), figure(*speed), figure(*throughput)};
}

// Peaks compare only upwards through the formats that tensor units double; INT8 and FP64 are cut at
// will by vendors.
constexpr std::array rules{
    PlausibilityRule{"mass-zero", Mass, true, massZero},
    PlausibilityRule{"typical-above-maximum", PowerTypical, true,
                     aboveRule<PowerTypical, PowerMax>},
    PlausibilityRule{"idle-above-typical", PowerIdle, true, aboveRule<PowerIdle, PowerTypical>},
    PlausibilityRule{"idle-above-maximum", PowerIdle, true, aboveRule<PowerIdle, PowerMax>},
    PlausibilityRule{"maximum-above-nameplate", PowerMax, true,
                     aboveRule<PowerMax, PowerNameplate>},
    PlausibilityRule{"supplies-needed-above-fitted", PsuNeeded, true,
                     aboveRule<PsuNeeded, PsuCount>},
    PlausibilityRule{"tf32-above-bf16", PeakTf32, true, aboveRule<PeakTf32, PeakBf16>},
    PlausibilityRule{"bf16-above-fp8", PeakBf16, true, aboveRule<PeakBf16, PeakFp8>},
    PlausibilityRule{"fp8-above-fp4", PeakFp8, true, aboveRule<PeakFp8, PeakFp4>},
    PlausibilityRule{"fp6-above-fp4", PeakFp6, true, aboveRule<PeakFp6, PeakFp4>},
    PlausibilityRule{"bf16-per-watt", PeakBf16, true, peakPerWatt<PeakBf16, 10>},
    PlausibilityRule{"fp8-per-watt", PeakFp8, true, peakPerWatt<PeakFp8, 30>},
    PlausibilityRule{"int8-per-watt", PeakInt8, true, peakPerWatt<PeakInt8, 100>},
    PlausibilityRule{"fp4-per-watt", PeakFp4, true, peakPerWatt<PeakFp4, 80>},
    PlausibilityRule{"hbm-too-fast", MemoryBandwidth, true, hbmTooFast},
    PlausibilityRule{"rack-too-low", InternalUnits, true, rackTooLow},
    PlausibilityRule{"too-wide-for-rack", Width, true, tooWide},
    PlausibilityRule{"too-heavy-for-height", Mass, true, tooHeavy},
    PlausibilityRule{"reach-reversed", ReachMin, true, aboveRule<ReachMin, ReachMax>},
    PlausibilityRule{"price-low-above-price", PriceLow, true, aboveRule<PriceLow, Price>},
    PlausibilityRule{"price-above-high", Price, true, aboveRule<Price, PriceHigh>},
    PlausibilityRule{"price-reversed", PriceLow, true, aboveRule<PriceLow, PriceHigh>},
    PlausibilityRule{"lead-time-reversed", LeadTimeLow, true, aboveRule<LeadTimeLow, LeadTimeHigh>},
    PlausibilityRule{"power-above-apparent", RatedPower, true,
                     aboveRule<RatedPower, RatedApparentPower>},
    PlausibilityRule{"inlet-reversed", InletMin, true, aboveRule<InletMin, InletMax>},
    PlausibilityRule{"psu-as-load", PowerMax, false, psuAsLoad},
    PlausibilityRule{"units-against-height", Height, false, unitsAgainstHeight},
    PlausibilityRule{"usable-above-raw", UsableCapacity, false, moreUsableThanRaw},
    PlausibilityRule{"ports-above-chip", SwitchThroughput, false, portsAgainstChip},
};

void checkRanges(const std::vector<Field>& fields, std::vector<PlausibilityFinding>& findings)
{
    for (const Field& field : fields) {
        const FieldInfo& info = fieldInfo(field.key);
        const bool isMassZero = field.key == Mass && field.number <= 0.0; // has a rule of its own
        if (info.type != FieldType::Number || isMassZero)
            continue;
        if (!std::isfinite(field.number) || field.number < info.low || field.number > info.high)
            findings.push_back({"out-of-range",
                                field.key,
                                true,
                                {"catalog.rule.out-of-range",
                                 {std::string(info.name), figure(field.number), figure(info.low),
                                  figure(info.high)}}});
    }
}

} // namespace

std::span<const PlausibilityRule> plausibilityRules()
{
    return rules;
}

std::vector<PlausibilityFinding> checkPlausibility(const Part& part)
{
    std::vector<PlausibilityFinding> findings;
    checkRanges(part.fields, findings);
    checkRanges(part.otherValues, findings);
    for (const PlausibilityRule& rule : rules)
        if (auto arguments = rule.check(part))
            findings.push_back({rule.id,
                                rule.field,
                                rule.isRefusal,
                                {"catalog.rule." + std::string(rule.id), std::move(*arguments)}});
    std::ranges::stable_partition(findings, &PlausibilityFinding::isRefusal);
    return findings;
}

} // namespace millwright
