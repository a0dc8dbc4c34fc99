#include "model/base/Units.h"
#include "views/models/PaletteModel.h"
#include <cmath>

namespace millwright
{
namespace
{

QString measure(double value, const char* unit)
{
    return value > 0.0 ? QString::fromStdString(formatMeasure(value, unit)) : QStringLiteral("–");
}

QString units(int rackUnits)
{
    return rackUnits > 0 ? QStringLiteral("%1 U").arg(rackUnits) : QStringLiteral("–");
}

/// "$362 k": the currency's sign before the number and no decimals that a list does not need.
QString price(double usd)
{
    if (usd <= 0.0)
        return QStringLiteral("–");
    const auto shown = [](double number, const char* suffix) {
        return QStringLiteral("$%1").arg(number, 0, 'f',
                                         number < 10.0    ? 2
                                         : number < 100.0 ? 1
                                                          : 0) +
               QString::fromLatin1(suffix);
    };
    if (usd >= 0.9995e6)
        return shown(usd / 1e6, " M");
    return usd >= 999.5 ? shown(usd / 1e3, " k") : QStringLiteral("$%1").arg(std::round(usd));
}

QString count(double number, const QString& unit)
{
    return number > 0.0 ? QStringLiteral("%1 %2").arg(number, 0, 'g', 4).arg(unit)
                        : QStringLiteral("–");
}

} // namespace

std::array<QString, 3> keyFigures(const PartSummary& part)
{
    const QString cost = price(part.price_USD);
    switch (part.kind) {
    case PartKind::Switch:
        return {count(part.capacity, PaletteModel::tr("ports")), measure(part.power_W, "W"), cost};
    case PartKind::Storage:
        return {part.capacity > 0.0 ? measure(part.capacity * 1e12, "B")
                                    : measure(part.power_W, "W"),
                units(part.rackUnits), cost};
    case PartKind::Accelerator:
    case PartKind::Cpu:
    case PartKind::Nic:
    case PartKind::Optic:
    case PartKind::Cable:
        return {measure(part.power_W, "W"), measure(part.mass_kg, "kg"), cost};
    case PartKind::Rack:
        return {measure(part.mass_kg, "kg"), units(part.rackUnits), cost};
    case PartKind::Software:
    case PartKind::Security:
        return {cost, {}, {}};
    default:
        break;
    }
    if (isCoolingPart(part.kind) || isPowerChainPart(part.kind))
        return {measure(part.capacity * 1e3, "W"), measure(part.mass_kg, "kg"), cost};
    if (goesIntoRack(part.kind))
        return {measure(part.power_W, "W"), units(part.rackUnits), cost};
    return {measure(part.power_W, "W"), measure(part.mass_kg, "kg"), cost};
}

PartSummary summaryOf(const Part& part)
{
    const PartFigures& figures = part.figures;
    PartSummary summary{part.id, part.vendor, part.name, part.kind, part.flags};
    summary.power_W = figures.powerMax.si();
    summary.rackUnits = figures.rackUnits;
    summary.mass_kg = figures.mass.si();
    summary.price_USD = figures.price;
    if (isCoolingPart(part.kind))
        summary.capacity = figures.coolingCapacity.si() / 1e3;
    else if (isPowerChainPart(part.kind))
        summary.capacity = figures.ratedPower.si() / 1e3;
    else if (part.kind == PartKind::Switch)
        summary.capacity = figures.switchPorts;
    else if (part.kind == PartKind::Storage)
        summary.capacity = figures.usableCapacity.si() / 1e12;
    summary.confidence = prevailingConfidence(part);
    return summary;
}

} // namespace millwright
