#include "app/LazyCatalog.h"
#include "app/CatalogAccess.h"

namespace millwright
{

LazyCatalog::LazyCatalog()
    : m_catalog(std::async(std::launch::async, [] {
                    return std::make_shared<const Result<std::unique_ptr<Catalog>>>(openCatalog());
                }).share())
{
}

LazyCatalog::~LazyCatalog()
{
    m_catalog.wait();
}

Catalog* LazyCatalog::get() const
{
    const auto& opened = *m_catalog.get();
    return opened ? opened->get() : nullptr;
}

std::vector<PartSummary> LazyCatalog::search(const PartQuery& query) const
{
    const Catalog* catalog = get();
    return catalog ? catalog->search(query) : std::vector<PartSummary>();
}

PartPtr LazyCatalog::part(std::string_view id) const
{
    const Catalog* catalog = get();
    return catalog ? catalog->part(id) : nullptr;
}

std::size_t LazyCatalog::count() const
{
    const Catalog* catalog = get();
    return catalog ? catalog->count() : 0;
}

std::vector<RegionSummary> LazyCatalog::regions() const
{
    const Catalog* catalog = get();
    return catalog ? catalog->regions() : std::vector<RegionSummary>();
}

std::optional<Region> LazyCatalog::region(std::string_view code) const
{
    const Catalog* catalog = get();
    return catalog ? catalog->region(code) : std::nullopt;
}

template <class Function>
auto LazyCatalog::changing(Function&& change) -> decltype(change(std::declval<Catalog&>()))
{
    const auto& opened = *m_catalog.get();
    if (!opened)
        return opened.error();
    auto done = change(**opened);
    if (done)
        partsChanged.send();
    return done;
}

Result<PartPtr> LazyCatalog::createPart(Part part)
{
    return changing([&](Catalog& catalog) { return catalog.createPart(std::move(part)); });
}

Result<PartPtr> LazyCatalog::copyPart(std::string_view id, std::string newId, std::string newName)
{
    return changing([&](Catalog& catalog) {
        return catalog.copyPart(id, std::move(newId), std::move(newName));
    });
}

Result<PartPtr> LazyCatalog::changePart(Part part)
{
    return changing([&](Catalog& catalog) { return catalog.changePart(std::move(part)); });
}

Result<void> LazyCatalog::deletePart(std::string_view id)
{
    return changing([&](Catalog& catalog) { return catalog.deletePart(id); });
}

Result<std::size_t> LazyCatalog::storeParts(std::vector<Part> parts)
{
    return changing([&](Catalog& catalog) { return catalog.storeParts(std::move(parts)); });
}

std::vector<PlausibilityFinding> LazyCatalog::check(const Part& part) const
{
    const Catalog* catalog = get();
    return catalog ? catalog->check(part) : std::vector<PlausibilityFinding>();
}

std::string LazyCatalog::freeId(std::string_view vendor, std::string_view name) const
{
    const Catalog* catalog = get();
    return catalog ? catalog->freeId(vendor, name) : std::string();
}

ShippedPart LazyCatalog::shippedPart(std::string_view id) const
{
    const Catalog* catalog = get();
    return catalog ? catalog->shippedPart(id) : ShippedPart();
}

std::optional<Error> LazyCatalog::closedReason() const
{
    const Catalog* catalog = get();
    return catalog ? catalog->closedReason() : error();
}

std::optional<Error> LazyCatalog::error() const
{
    const auto& opened = *m_catalog.get();
    return opened ? std::nullopt : std::optional(opened.error());
}

} // namespace millwright
