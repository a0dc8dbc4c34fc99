#pragma once
#include "catalog/Catalog.h"
#include "model/base/Result.h"
#include <future>
#include <memory>
#include <optional>

namespace millwright
{

/// The catalog, opened on a thread of its own while the window is being built: the first search
/// waits for it, the window does not. Without a catalog it has no parts and says why.
class LazyCatalog final : public PartSource, public PartStore, public RegionSource
{
public:
    LazyCatalog();
    ~LazyCatalog() override;

    std::vector<PartSummary> search(const PartQuery& query) const override;
    PartPtr part(std::string_view id) const override;
    std::size_t count() const override;
    std::vector<RegionSummary> regions() const override;
    std::optional<Region> region(std::string_view code) const override;
    Result<PartPtr> createPart(Part part) override;
    Result<PartPtr> copyPart(std::string_view id, std::string newId, std::string newName) override;
    Result<PartPtr> changePart(Part part) override;
    Result<void> deletePart(std::string_view id) override;
    Result<std::size_t> storeParts(std::vector<Part> parts) override;
    std::vector<PlausibilityFinding> check(const Part& part) const override;
    std::string freeId(std::string_view vendor, std::string_view name) const override;
    ShippedPart shippedPart(std::string_view id) const override;
    std::optional<Error> closedReason() const override;
    /// Waits until the catalog is open; nothing if it is.
    std::optional<Error> error() const;

private:
    Catalog* get() const;
    /// Runs `change` on the catalog and tells of a success; without a catalog says why there is none.
    template <class Function> auto changing(Function&& change) -> decltype(change(std::declval<Catalog&>()));

    std::shared_future<std::shared_ptr<const Result<std::unique_ptr<Catalog>>>> m_catalog;
};

} // namespace millwright
