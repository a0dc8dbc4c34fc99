#include "model/analysis/AcceleratorFigures.h"
#include <charconv>

namespace millwright
{

AcceleratorSpec acceleratorSpecOf(const Part& part)
{
    const auto number = [&part](FieldKey key) { return part.number(key).value_or(0.0); };
    AcceleratorSpec spec;
    spec.id = part.id;
    spec.name = part.name;
    spec.kind = acceleratorClassOf(part.vendor, part.name);
    spec.peakFp32 = number(FieldKey::PeakFp32);
    spec.peakBf16 = number(FieldKey::PeakBf16);
    spec.peakFp8 = number(FieldKey::PeakFp8);
    spec.peakInt8 = number(FieldKey::PeakInt8);
    spec.peakFp4 = number(FieldKey::PeakFp4);
    spec.memoryBytes = number(FieldKey::Memory);
    spec.memoryBandwidth = number(FieldKey::MemoryBandwidth);
    spec.scaleUpBandwidth = number(FieldKey::ScaleUpBandwidth);
    spec.scaleUpDomain = static_cast<int>(part.number(FieldKey::ScaleUpDomain).value_or(1.0));
    spec.tdp = number(FieldKey::ThermalDesignPower);
    spec.idle = number(FieldKey::PowerIdle);
    if (const Field* launch = part.field(FieldKey::LaunchDate))
        std::from_chars(launch->text.data(), launch->text.data() + launch->text.size(), spec.year);
    if (const Field* peak = part.field(FieldKey::PeakBf16)) {
        spec.source = peak->source ? *peak->source : std::string();
        spec.confidence = std::string(confidenceName(peak->confidence));
    }
    addMeasuredShares(spec);
    return spec;
}

Symbol acceleratorOf(const Part& system)
{
    const std::string_view named = system.text(FieldKey::AcceleratorPart);
    return named.empty() ? Symbol(system.id) : Symbol(named);
}

std::optional<AcceleratorSpec> acceleratorFigures(const PartLibrary& parts, Symbol id)
{
    if (const Part* part = parts.find(id)) {
        AcceleratorSpec spec = acceleratorSpecOf(*part);
        if (spec.hasPeaks())
            return spec;
    }
    if (const AcceleratorSpec* known = AcceleratorLibrary::standard().find(id.view()))
        return *known;
    return std::nullopt;
}

} // namespace millwright
