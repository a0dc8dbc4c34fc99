#pragma once
#include "catalog/CatalogStats.h"
#include "model/parts/PartSource.h"
#include "model/parts/PartStore.h"
#include "model/parts/Region.h"
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace millwright
{

/// The shipped catalog, read-only, with the user's own parts in a second database over it. A part
/// of the user's hides the shipped one of the same id. Safe to call from several threads; calls
/// wait for each other.
class Catalog final : public PartSource, public PartStore, public RegionSource
{
public:
    /// Opens both; the user's database is created when it is missing, and kept in memory if
    /// `userParts` is empty. Errors: "catalog.missing", "catalog.unreadable", "catalog.version".
    static Result<std::unique_ptr<Catalog>> open(const std::filesystem::path& shipped,
                                                 const std::filesystem::path& userParts = {});
    ~Catalog() override;

    /// Exact ids and names first, then names that begin with the text, then by the search's own
    /// rank; at equal rank the user's own parts first. An empty text lists by kind, vendor and
    /// name.
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

    /// From now on nothing is stored, and every attempt is told why (the user's database is not
    /// open).
    void close(const Error& reason);

    CatalogStats statistics() const;

private:
    class Database;
    explicit Catalog(std::unique_ptr<Database> database);
    PartPtr readPart(const std::string& id) const;
    /// Remembers what the shipped parts of these ids are like now; see shippedPart().
    void noteShipped(const std::vector<Part>& parts);
    Result<void> write(const std::vector<Part>& parts, const std::vector<std::string>& removed);

    std::unique_ptr<Database> m_database;
    std::optional<Error> m_closed;
};

} // namespace millwright
