#include "views/canvas/Overlay.h"
#include <QCoreApplication>
#include <cmath>

namespace millwright
{
namespace
{

constexpr float unknown = std::numeric_limits<float>::quiet_NaN();

const OverlayInfo infos[overlayCount] = {
    {Overlay::None, "None", "", "", 1.0, 0, false},
    {Overlay::Power, "Power", "Power", "kW per rack, design load", 1e3, 1, false},
    {Overlay::Heat, "Heat", "Heat to air", "kW per rack, design load", 1e3, 1, false},
    {Overlay::Weight, "Weight", "Weight", "kg per rack with its devices", 1.0, 0, false},
    {Overlay::Units, "Units", "Units used", "U per rack", 1.0, 0, false},
    {Overlay::Links, "Links", "Links", "network ports used per rack", 1.0, 0, false},
    {Overlay::Cost, "Cost", "Cost", "k$ per rack, equipment", 1e3, 0, false},
    {Overlay::Feeds, "Feeds", "Feeds", "power sides that reach a rack", 1.0, 0, true},
    {Overlay::Findings, "Findings", "Findings", "worst finding per part", 1.0, 0, true},
};

constexpr OverlayClass feedClasses[] = {
    {"A + B", Qt::NoBrush, [](const Theme& t) { return t.status(Status::Ok); }},
    {"A", Qt::BDiagPattern, [](const Theme& t) { return t.feedA; }},
    {"B", Qt::FDiagPattern, [](const Theme& t) { return t.feedB; }},
    {"None", Qt::DiagCrossPattern, [](const Theme& t) { return t.status(Status::Error); }},
};
constexpr OverlayClass findingClasses[] = {
    {"None", Qt::NoBrush, [](const Theme& t) { return t.body; }},
    {"Note", Qt::HorPattern, [](const Theme& t) { return t.status(Status::Info); }},
    {"Warning", Qt::BDiagPattern, [](const Theme& t) { return t.status(Status::Warning); }},
    {"Error", Qt::DiagCrossPattern, [](const Theme& t) { return t.status(Status::Error); }},
};

using Values = std::vector<float>;

void fromLoads(const OverlayValues::Input& input, Values& values, float (*value)(const RackLoad&))
{
    if (!input.results.inventory)
        return;
    const auto& items = input.scene.items();
    for (std::size_t i = 0; i < items.size(); ++i)
        if (items[i].entity == EntityKind::Rack)
            if (const RackLoad* load = input.results.inventory->find(Id<Rack>(items[i].id)))
                values[i] = value(*load);
}

/// Sums a figure of the devices of each rack and of the rack's own part.
void fromDevices(const OverlayValues::Input& input, Values& values,
                 double (*figure)(const PartFigures&))
{
    if (!input.results.inventory)
        return;
    const Project& project = input.scene.project();
    std::unordered_map<Symbol, double> figures;
    const auto figureOf = [&](Symbol id) {
        const auto [place, isNew] = figures.try_emplace(id, 0.0);
        if (const Part* part = isNew ? project.parts.find(id) : nullptr)
            place->second = figure(part->figures);
        return place->second;
    };
    const auto& items = input.scene.items();
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (items[i].entity != EntityKind::Rack)
            continue;
        const Id<Rack> id(items[i].id);
        const Rack* rack = project.blueprint().find(id);
        double sum = rack ? figureOf(rack->part) : 0.0;
        const auto [first, last] = input.results.inventory->devicesOf(id);
        for (const DeviceEntry* entry = first; entry != last; ++entry)
            if (const Device* device = project.blueprint().find(entry->device))
                sum += figureOf(device->part);
        values[i] = static_cast<float>(sum);
    }
}

void fromFeeds(const OverlayValues::Input& input, Values& values)
{
    std::unordered_map<EntityId, unsigned> sides;
    for (const Feed& feed : input.scene.project().blueprint().table<Feed>())
        sides[feed.target] |= feed.side == Side::A ? 1U : feed.side == Side::B ? 2U : 0U;
    const auto& items = input.scene.items();
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (items[i].entity != EntityKind::Rack)
            continue;
        const auto found = sides.find(items[i].id);
        const unsigned both = found == sides.end() ? 0U : found->second;
        values[i] = both == 3U ? 0.0F : both == 1U ? 1.0F : both == 2U ? 2.0F : 3.0F;
    }
}

void fromMarks(const OverlayValues::Input& input, Values& values)
{
    const auto& items = input.scene.items();
    for (std::size_t i = 0; i < items.size(); ++i) {
        const auto found = input.marks.find(items[i].id);
        const Status status = found == input.marks.end() ? Status::None : found->second;
        values[i] = status == Status::Error     ? 3.0F
                    : status == Status::Warning ? 2.0F
                    : status == Status::Info    ? 1.0F
                                                : 0.0F;
    }
}

float powerOf(const RackLoad& load)
{
    return load.hasUnknownPower && load.designPower.si() <= 0.0
               ? unknown
               : static_cast<float>(load.designPower.si());
}

float heatOf(const RackLoad& load)
{
    return load.hasUnknownPower && load.designPower.si() <= 0.0
               ? unknown
               : static_cast<float>((load.designPower - load.liquidHeat).si());
}

double portsOf(const PartFigures& f)
{
    return f.computePorts + f.storagePorts + f.managementPorts + f.outOfBandPorts;
}

} // namespace

const OverlayInfo& overlayInfo(Overlay overlay)
{
    return infos[static_cast<std::size_t>(overlay)];
}

MarkMap findingMarks(const RuleRunner& rules)
{
    MarkMap marks;
    for (const Finding* finding : rules.findings()) { // errors come first, so the first mark stays
        if (finding->isWaived)
            continue;
        const Status status = finding->severity == Severity::Error     ? Status::Error
                              : finding->severity == Severity::Warning ? Status::Warning
                                                                       : Status::Info;
        for (const EntityId id : finding->subjects)
            marks.try_emplace(id, status);
    }
    return marks;
}

double roundUp(double value)
{
    if (!(value > 0.0))
        return 1.0;
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    for (const double step : {1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0})
        if (value <= step * power * (1.0 + 1e-9))
            return step * power;
    return 10.0 * power;
}

bool OverlayValues::appliesTo(const PlanItem& item) const
{
    return m_overlay == Overlay::Findings || (isShown() && item.entity == EntityKind::Rack);
}

void OverlayValues::compute(Overlay overlay, const Input& input)
{
    m_overlay = overlay;
    m_values.assign(overlay == Overlay::None ? 0 : input.scene.items().size(), unknown);
    m_limit.reset();
    m_limitLabel = "";
    switch (overlay) {
    case Overlay::None:
        break;
    case Overlay::Power:
        fromLoads(input, m_values, powerOf);
        break;
    case Overlay::Heat:
        fromLoads(input, m_values, heatOf);
        m_limit = input.parameters[Parameter::AirMethodLimit];
        m_limitLabel = QT_TRANSLATE_NOOP("Overlay", "air alone up to");
        break;
    case Overlay::Weight:
        fromLoads(input, m_values,
                  [](const RackLoad& l) { return static_cast<float>(l.mass.si()); });
        break;
    case Overlay::Units:
        fromLoads(input, m_values,
                  [](const RackLoad& l) { return static_cast<float>(l.unitsUsed); });
        break;
    case Overlay::Links:
        fromDevices(input, m_values, portsOf);
        break;
    case Overlay::Cost:
        fromDevices(input, m_values, [](const PartFigures& f) { return f.price; });
        break;
    case Overlay::Feeds:
        fromFeeds(input, m_values);
        break;
    case Overlay::Findings:
        fromMarks(input, m_values);
        break;
    }
    spread();
}

void OverlayValues::spread()
{
    m_histogram.fill(0);
    m_low = 0.0;
    double most = 0.0;
    for (const float value : m_values)
        if (!std::isnan(value))
            most = std::max(most, static_cast<double>(value));
    m_high = roundUp(most / info().divisor) * info().divisor;
    for (const float value : m_values) {
        if (std::isnan(value))
            continue;
        const double share = info().isCategorical ? static_cast<double>(value)
                                                  : static_cast<double>(value) / m_high * bins;
        ++m_histogram[static_cast<std::size_t>(std::clamp(share, 0.0, bins - 1.0))];
    }
    if (m_limit && *m_limit > m_high)
        m_limit.reset(); // beyond the ramp: nothing comes near it
}

std::span<const OverlayClass> OverlayValues::classes() const
{
    if (m_overlay == Overlay::Feeds)
        return feedClasses;
    if (m_overlay == Overlay::Findings)
        return findingClasses;
    return {};
}

QColor OverlayValues::color(float value, const Theme& theme) const
{
    if (std::isnan(value))
        return theme.body;
    if (info().isCategorical)
        return classes()[static_cast<std::size_t>(value)].color(theme);
    return QColor::fromRgb(rampColor(amountRamp(), static_cast<double>(value) / m_high));
}

QString OverlayValues::text(float value) const
{
    if (std::isnan(value) || !isShown())
        return {};
    if (m_overlay == Overlay::Findings)
        return {};
    if (info().isCategorical)
        return QCoreApplication::translate("Overlay",
                                           classes()[static_cast<std::size_t>(value)].label);
    const double shown = static_cast<double>(value) / info().divisor;
    return QString::number(shown, 'f', shown >= 100.0 ? 0 : info().decimals);
}

} // namespace millwright
