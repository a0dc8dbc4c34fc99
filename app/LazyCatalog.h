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
class LazyCatalog final : public PartSource, public RegionSource
{
public:
    LazyCatalog();
    ~LazyCatalog() override;

    std::vector<PartSummary> search(const PartQuery& query) const override;
    PartPtr part(std::string_view id) const override;
    std::size_t count() const override;
    std::vector<RegionSummary> regions() const override;
    std::optional<Region> region(std::string_view code) const override;
    /// Waits until the catalog is open; nothing if it is.
    std::optional<Error> error() const;

private:
    const Catalog* get() const;

    std::shared_future<std::shared_ptr<const Result<std::unique_ptr<Catalog>>>> m_catalog;
};

} // namespace millwright
