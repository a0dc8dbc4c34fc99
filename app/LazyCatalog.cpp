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

const Catalog* LazyCatalog::get() const
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

std::optional<Error> LazyCatalog::error() const
{
    const auto& opened = *m_catalog.get();
    return opened ? std::nullopt : std::optional(opened.error());
}

} // namespace millwright
