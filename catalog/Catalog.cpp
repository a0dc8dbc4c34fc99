#include "catalog/Catalog.h"
#include "catalog/CatalogDatabase.h"
#include "catalog/CatalogMigration.h"
#include "catalog/CatalogSchema.h"
#include "catalog/PartRows.h"
#include "catalog/Plausibility.h"
#include "catalog/RegionSql.h"
#include "catalog/SearchText.h"
#include "catalog/TextRules.h"
#include "model/parts/PartDifference.h"
#include "model/parts/PartUsability.h"
#include <algorithm>
#include <set>
#include <system_error>

namespace millwright
{
namespace
{

/// An error if the schema number of a database file is none that this program reads; the user's own
/// may also be new or older, it is brought up to date.
Result<void> checkVersion(const std::filesystem::path& file, bool isOwn)
{
    try {
        SQLite::Database database(file.string(), SQLite::OPEN_READONLY);
        const int version = database.execAndGet("PRAGMA user_version").getInt();
        const bool isOlder = version == 0 || (version >= oldestCatalogSchema &&
                                              version < catalogSchemaVersion);
        if (version == catalogSchemaVersion || (isOwn && isOlder))
            return {};
        return fail("catalog.version",
                    {file.string(), std::int64_t{version}, std::int64_t{catalogSchemaVersion}},
                    file.string());
    } catch (const SQLite::Exception& exception) {
        return fail("catalog.unreadable", {file.string(), std::string(exception.what())},
                    file.string());
    }
}

/// The part ready to be stored, or what is wrong with it.
Result<PartPtr> checkedPart(Part part)
{
    if (!isPartId(part.id))
        return fail("parts.id-malformed", {part.id.substr(0, 80)}, "id");
    if (part.name.empty() || !isPrintableText(part.name) || !isPrintableText(part.vendor))
        return fail("parts.name-malformed", {}, "name");
    for (std::vector<Field>* fields : {&part.fields, &part.otherValues})
        for (Field& field : *fields)
            if (!field.source)
                field.source = std::make_shared<const std::string>("entered by the user");
    part.flags = static_cast<std::uint8_t>(part.flags | PartUserOwned);
    PartPtr finished = finishPart(std::move(part));
    const auto findings = checkPlausibility(*finished);
    if (!findings.empty() && findings.front().isRefusal)
        return Error{findings.front().message, std::string(fieldInfo(findings.front().field).name)};
    return finished;
}

/// What the part counts for in the statistics of what designs can use.
void countUses(const Part& part, CatalogStats& stats)
{
    const UseSet uses = usesOf(part);
    for (std::size_t i = 0; i < partUseCount; ++i)
        if (uses.test(i))
            ++stats.partsByUse[i];
    if (uses.none())
        return;
    ++stats.usableParts;
    ++stats.byKind[part.kind].usable;
    if (part.id.starts_with("netbox-"))
        ++stats.usableDeviceTypes;
}

} // namespace

Result<std::unique_ptr<Catalog>> Catalog::open(const std::filesystem::path& shipped,
                                               const std::filesystem::path& userParts)
{
    std::error_code error;
    if (!std::filesystem::is_regular_file(shipped, error))
        return fail("catalog.missing", {shipped.string()}, shipped.string());
    if (const auto checked = checkVersion(shipped, false); !checked)
        return checked.error();
    if (!userParts.empty()) {
        std::filesystem::create_directories(userParts.parent_path(), error);
        if (std::filesystem::exists(userParts, error))
            if (const auto checked = checkVersion(userParts, true); !checked)
                return checked.error();
    }
    try {
        return std::unique_ptr<Catalog>(
            new Catalog(std::make_unique<Database>(shipped, userParts)));
    } catch (const SQLite::Exception& exception) {
        // The shipped file was read a moment ago; what fails now is mostly the user's.
        const std::string file = userParts.empty() ? shipped.string() : userParts.string();
        return fail("catalog.unreadable", {file, std::string(exception.what())}, file);
    }
}

Catalog::Catalog(std::unique_ptr<Database> database) : m_database(std::move(database)) {}

Catalog::~Catalog() = default;

std::vector<PartSummary> Catalog::search(const PartQuery& query) const
{
    const std::lock_guard lock(m_database->mutex);
    const bool isBlank =
        std::ranges::all_of(query.text, [](char c) { return c == ' ' || c == '\t' || c == '\n'; });
    try {
        if (isBlank)
            return m_database->list(query);
        // Punctuation alone names nothing.
        return searchExpression(query.text).empty() ? std::vector<PartSummary>{}
                                                    : m_database->find(query);
    } catch (const SQLite::Exception&) { // a damaged file answers nothing
        return {};
    }
}

PartPtr Catalog::part(std::string_view id) const
{
    const std::lock_guard lock(m_database->mutex);
    return readPart(std::string(id));
}

PartPtr Catalog::readPart(const std::string& id) const
{
    if (const auto known = m_database->cache.find(id); known != m_database->cache.end())
        return known->second;
    try {
        PartPtr found = m_database->ownParts().read(id, PartUserOwned);
        if (!found)
            found = m_database->shippedParts().read(id, 0);
        if (found)
            m_database->cache.emplace(id, found);
        return found;
    } catch (const SQLite::Exception&) {
        return nullptr;
    }
}

std::vector<RegionSummary> Catalog::regions() const
{
    const std::lock_guard lock(m_database->mutex);
    try {
        return listRegions(m_database->connection, "shipped");
    } catch (const SQLite::Exception&) {
        return {};
    }
}

std::optional<Region> Catalog::region(std::string_view code) const
{
    const std::lock_guard lock(m_database->mutex);
    try {
        return readRegion(m_database->connection, "shipped", std::string(code));
    } catch (const SQLite::Exception&) {
        return std::nullopt;
    }
}

std::size_t Catalog::count() const
{
    const std::lock_guard lock(m_database->mutex);
    try {
        return m_database->count();
    } catch (const SQLite::Exception&) {
        return 0;
    }
}

CatalogStats Catalog::statistics() const
{
    const std::lock_guard lock(m_database->mutex);
    try {
        CatalogStats stats = m_database->statistics();
        for (const std::string& id : m_database->partIds())
            if (const PartPtr found = readPart(id))
                countUses(*found, stats);
        return stats;
    } catch (const SQLite::Exception&) {
        return {};
    }
}

std::vector<PlausibilityFinding> Catalog::check(const Part& part) const
{
    return checkPlausibility(*finishPart(part));
}

std::string Catalog::freeId(std::string_view vendor, std::string_view name) const
{
    const std::string made = makePartId(vendor, name);
    const std::string id = made.empty() ? "part" : made.substr(0, longestPartId - 6);
    const std::lock_guard lock(m_database->mutex);
    if (!readPart(id))
        return id;
    int number = 2;
    while (readPart(id + "-" + std::to_string(number)))
        ++number;
    return id + "-" + std::to_string(number);
}

ShippedPart Catalog::shippedPart(std::string_view id) const
{
    const std::lock_guard lock(m_database->mutex);
    const std::string name(id);
    try {
        ShippedPart shipped{m_database->shippedParts().read(name, 0)};
        if (shipped.part && m_database->ownParts().read(name, PartUserOwned)) {
            const std::string known = m_database->shippedContent(name);
            shipped.isNewer = !known.empty() && known != partFingerprint(*shipped.part);
        }
        return shipped;
    } catch (const SQLite::Exception&) {
        return {};
    }
}

std::optional<Error> Catalog::closedReason() const
{
    const std::lock_guard lock(m_database->mutex);
    return m_closed;
}

void Catalog::close(const Error& reason)
{
    const std::lock_guard lock(m_database->mutex);
    m_closed = fail("parts.store-closed", {formatMessage(reason.message)}, reason.where);
}

Result<PartPtr> Catalog::createPart(Part part)
{
    part.revision = 1;
    const auto checked = checkedPart(std::move(part));
    if (!checked)
        return checked;
    {
        const std::lock_guard lock(m_database->mutex);
        if (readPart((*checked)->id))
            return fail("parts.id-taken", {(*checked)->id}, "id");
        if (const auto written = write({**checked}, {}); !written)
            return written.error();
    }
    partsChanged.send();
    return checked;
}

Result<PartPtr> Catalog::copyPart(std::string_view id, std::string newId, std::string newName)
{
    const PartPtr original = part(id);
    if (!original)
        return fail("parts.missing", {std::string(id)}, "id");
    Part copy = *original;
    copy.id = std::move(newId);
    copy.name = std::move(newName);
    return createPart(std::move(copy));
}

Result<PartPtr> Catalog::changePart(Part part)
{
    {
        const std::lock_guard lock(m_database->mutex);
        const PartPtr current = readPart(part.id);
        if (!current)
            return fail("parts.missing", {part.id}, "id");
        part.revision = std::max(part.revision, current->revision) + 1;
    }
    const auto checked = checkedPart(std::move(part));
    if (!checked)
        return checked;
    {
        const std::lock_guard lock(m_database->mutex);
        if (const auto written = write({**checked}, {(*checked)->id}); !written)
            return written.error();
    }
    partsChanged.send();
    return checked;
}

Result<void> Catalog::deletePart(std::string_view id)
{
    const std::string name(id);
    {
        const std::lock_guard lock(m_database->mutex);
        const PartPtr current = readPart(name);
        if (!current)
            return fail("parts.missing", {name}, "id");
        if ((current->flags & PartUserOwned) == 0)
            return fail("parts.not-own", {name}, "id");
        if (const auto written = write({}, {name}); !written)
            return written.error();
    }
    partsChanged.send();
    return {};
}

Result<std::size_t> Catalog::storeParts(std::vector<Part> parts)
{
    std::vector<Part> checkedParts;
    std::vector<std::string> replaced;
    std::set<std::string> ids;
    {
        const std::lock_guard lock(m_database->mutex);
        for (Part& part : parts) {
            if (!ids.insert(part.id).second)
                return fail("parts.id-taken", {part.id.substr(0, 80)}, "id");
            const PartPtr current = readPart(part.id);
            part.revision = current ? current->revision + 1 : 1;
            auto checked = checkedPart(std::move(part));
            if (!checked)
                return checked.error();
            replaced.push_back((*checked)->id);
            checkedParts.push_back(**checked);
        }
        if (const auto written = write(checkedParts, replaced); !written)
            return written.error();
    }
    partsChanged.send();
    return checkedParts.size();
}

void Catalog::noteShipped(const std::vector<Part>& parts)
{
    m_database->connection.exec("CREATE TABLE IF NOT EXISTS main.shipped_content "
                                "(id TEXT PRIMARY KEY, fingerprint TEXT NOT NULL)");
    SQLite::Statement put(m_database->connection,
                          "INSERT OR REPLACE INTO main.shipped_content (id, fingerprint) "
                          "VALUES (?, ?)");
    for (const Part& part : parts)
        if (const PartPtr shipped = m_database->shippedParts().read(part.id, 0)) {
            put.bind(1, part.id);
            put.bind(2, partFingerprint(*shipped));
            put.exec();
            put.reset();
        }
}

Result<void> Catalog::write(const std::vector<Part>& parts, const std::vector<std::string>& removed)
{
    if (m_closed)
        return *m_closed;
    m_database->cache.clear();
    try {
        SQLite::Transaction transaction(m_database->connection);
        PartSqlWriter writer(
            m_database
                ->connection); // per transaction: a roll-back leaves it knowing rows that are gone
        for (const std::string& id : removed)
            writer.remove(id);
        for (const Part& part : parts)
            writer.insert(part);
        noteShipped(parts);
        transaction.commit();
        return {};
    } catch (const SQLite::Exception& exception) {
        return fail("parts.store-failed", {std::string(exception.what())});
    }
}

} // namespace millwright
