#include "model/analysis/AcceleratorOffers.h"
#include "model/analysis/AcceleratorFigures.h"
#include <algorithm>
#include <map>

namespace millwright
{
namespace
{

constexpr std::size_t wholeCatalog = 100000;

std::vector<PartPtr> partsOf(const PartLibrary& project, const PartSource* catalog,
                             std::vector<PartKind> kinds)
{
    std::map<std::string, PartPtr> found; // the project's own revision goes before the catalog's
    if (catalog)
        for (const PartSummary& summary : catalog->search({{}, kinds, false, wholeCatalog}))
            if (PartPtr part = catalog->part(summary.id))
                found.emplace(summary.id, std::move(part));
    for (const auto& [id, part] : project.all())
        if (std::ranges::find(kinds, part->kind) != kinds.end())
            found.insert_or_assign(part->id, part);
    std::vector<PartPtr> parts;
    for (auto& [id, part] : found)
        parts.push_back(std::move(part));
    return parts;
}

/// Lowers the offer's price to that of the system, if it has one.
void takePrice(AcceleratorOffer& offer, const Part& system)
{
    const double count = std::max(1, system.figures.acceleratorCount);
    const double each = system.figures.price / count;
    if (!system.figures.hasPrice || each <= 0.0 || (offer.price > 0.0 && offer.price <= each))
        return;
    offer.price = each;
    offer.priceLow = system.figures.priceLow / count;
    offer.priceHigh = system.figures.priceHigh / count;
    offer.pricedSystem = system.displayName();
    if (const Field* price = system.field(FieldKey::Price)) {
        offer.priceSource = price->source ? *price->source : system.id;
        offer.priceConfidence = std::string(confidenceName(price->confidence));
    }
}

} // namespace

std::vector<AcceleratorOffer> acceleratorOffers(const PartLibrary& project,
                                                const PartSource* catalog)
{
    std::vector<AcceleratorOffer> offers;
    std::map<std::string, std::size_t> byId;
    for (const PartPtr& part : partsOf(project, catalog, {PartKind::Accelerator})) {
        AcceleratorSpec spec = acceleratorSpecOf(*part);
        if (!spec.hasPeaks())
            continue;
        AcceleratorOffer offer;
        offer.name = part->displayName();
        offer.spec = std::make_shared<const AcceleratorSpec>(std::move(spec));
        byId.emplace(part->id, offers.size());
        offers.push_back(std::move(offer));
    }
    for (const PartPtr& system : partsOf(project, catalog, {PartKind::System, PartKind::RackSystem}))
        if (const auto at = byId.find(std::string(system->text(FieldKey::AcceleratorPart)));
            at != byId.end())
            takePrice(offers[at->second], *system);
    std::ranges::sort(offers, {}, &AcceleratorOffer::name);
    return offers;
}

} // namespace millwright
