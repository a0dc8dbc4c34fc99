#include "catalog/CatalogDatabase.h"
#include "catalog/CatalogMigration.h"
#include "catalog/SearchText.h"
#include <algorithm>
#include <array>
#include <tuple>

namespace millwright
{
namespace
{

constexpr int busyTimeout_ms = 2000; // a second program may be writing the user's parts

/// Columns of a PartSummary, in the order that readSummary() reads.
#define SUMMARY_COLUMNS                                                                            \
    "p.id, p.vendor, p.name, p.kind, p.flags, p.power_W, p.rackUnits_U, p.mass_kg, p.price_USD, "  \
    "p.capacity, p.confidence"

// Shipped parts that the user has changed are hidden by the user's own.
constexpr const char* notHidden = " AND NOT EXISTS (SELECT 1 FROM main.part u WHERE u.id = p.id)";

// bm25() and sorting take about 1 ms for 1,000 hits; of more hits than this the rank says little.
constexpr int mostRankedHits = 1000;

// ?1 = FTS expression, ?2 = the text as typed, ?3 = kinds, ?4 = limit, ?5 = the first name behind
// those that begin with the text.
constexpr const char* ofKinds = " AND (?3 = '' OR instr(?3, ';' || p.kind || ';') > 0)";
constexpr const char* nameBegins = "(p.name >= ?2 COLLATE NOCASE AND p.name < ?5 COLLATE NOCASE)";

std::string countSql(const std::string& schema)
{
    return "SELECT count(*) FROM (SELECT 1 FROM " + schema +
           ".part_search WHERE part_search MATCH ? LIMIT " + std::to_string(mostRankedHits + 1) +
           ")";
}

std::string rankedSql(const std::string& schema, const char* condition)
{
    // The weights of bm25() are of id, vendor, name and terms: a word of the name counts most.
    return "SELECT " SUMMARY_COLUMNS ", "
           "CASE WHEN p.id = ?2 COLLATE NOCASE OR p.name = ?2 COLLATE NOCASE "
           "OR (p.vendor || ' ' || p.name) = ?2 COLLATE NOCASE THEN 0 WHEN " +
           std::string(nameBegins) +
           " THEN 1 ELSE 2 END AS place, bm25(part_search, 6.0, 2.0, 10.0, 1.0) AS score FROM " +
           schema + ".part_search JOIN " + schema +
           ".part p ON p.number = part_search.rowid WHERE part_search MATCH ?1" + ofKinds +
           condition + " ORDER BY place, score, p.name LIMIT ?4";
}

std::string byIdSql(const std::string& schema, const char* condition)
{
    return "SELECT " SUMMARY_COLUMNS ", 0, 0.0 FROM " + schema + ".part p WHERE p.id = lower(?2)" +
           ofKinds + condition + " LIMIT ?4";
}

std::string byNameSql(const std::string& schema, const char* condition)
{
    return "SELECT " SUMMARY_COLUMNS
           ", CASE WHEN p.name = ?2 COLLATE NOCASE THEN 0 ELSE 1 END, 0.0 FROM " +
           schema + ".part p WHERE " + nameBegins + " AND p.id <> lower(?2)" + ofKinds + condition +
           " ORDER BY p.name COLLATE NOCASE LIMIT ?4";
}

std::string othersSql(const std::string& schema, const char* condition)
{
    return "SELECT " SUMMARY_COLUMNS ", 2, 0.0 FROM " + schema + ".part_search JOIN " + schema +
           ".part p ON p.number = part_search.rowid WHERE part_search MATCH ?1 AND NOT " +
           nameBegins + " AND p.id <> lower(?2)" + ofKinds + condition + " LIMIT ?4";
}

std::string listSql(const std::string& schema, const char* condition)
{
    return "SELECT " SUMMARY_COLUMNS " FROM " + schema +
           ".part p WHERE (?1 = '' OR instr(?1, ';' || p.kind || ';') > 0)" + condition +
           " ORDER BY p.kind, p.vendor, p.name LIMIT ?2";
}

/// ";switch;nic;": the wanted kinds for instr(); empty if all are.
std::string kindList(const PartQuery& query)
{
    std::string list;
    for (const PartKind kind : query.kinds)
        list.append(list.empty() ? ";" : "").append(partKindName(kind)).append(";");
    return list;
}

std::string trimmed(const std::string& text)
{
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

PartSummary readSummary(SQLite::Statement& row, bool isOwn)
{
    PartSummary summary;
    summary.id = row.getColumn(0).getString();
    summary.vendor = row.getColumn(1).getString();
    summary.name = row.getColumn(2).getString();
    summary.kind = partKindFromName(row.getColumn(3).getString()).value_or(PartKind::Accessory);
    summary.flags =
        static_cast<std::uint8_t>(row.getColumn(4).getInt() | (isOwn ? PartUserOwned : 0));
    summary.power_W = row.getColumn(5).getDouble();
    summary.rackUnits = row.getColumn(6).getInt();
    summary.mass_kg = row.getColumn(7).getDouble();
    summary.price_USD = row.getColumn(8).getDouble();
    summary.capacity = row.getColumn(9).getDouble();
    summary.confidence =
        confidenceFromName(row.getColumn(10).getString()).value_or(Confidence::Unverified);
    return summary;
}

std::int64_t sqlLimit(const PartQuery& query)
{
    return static_cast<std::int64_t>(std::min<std::size_t>(query.limit, 1000000));
}

std::string userFile(const std::filesystem::path& userParts)
{
    return userParts.empty() ? std::string(":memory:") : userParts.string();
}

std::size_t confidenceIndex(const std::string& name)
{
    return static_cast<std::size_t>(confidenceFromName(name).value_or(Confidence::Unverified));
}

void countParts(SQLite::Database& connection, const std::string& source, bool areOwn,
                CatalogStats& stats)
{
    SQLite::Statement rows(connection, "SELECT p.kind, p.vendor, p.confidence, count(*) FROM " +
                                           source + " GROUP BY 1, 2, 3");
    while (rows.executeStep()) {
        const auto kind = partKindFromName(rows.getColumn(0).getString());
        if (!kind)
            continue;
        const auto parts = static_cast<std::size_t>(rows.getColumn(3).getInt64());
        const std::size_t confidence = confidenceIndex(rows.getColumn(2).getString());
        stats.parts += parts;
        stats.userParts += areOwn ? parts : 0;
        stats.byKind[*kind].parts += parts;
        stats.byKind[*kind].byConfidence[confidence] += parts;
        stats.partsByConfidence[confidence] += parts;
        stats.byVendor[rows.getColumn(1).getString()] += parts;
    }
}

void countFigures(SQLite::Database& connection, const std::string& schema,
                  const std::string& source, CatalogStats& stats)
{
    SQLite::Statement rows(connection, "SELECT f.confidence, count(*) FROM " + schema +
                                           ".field f WHERE f.is_default = 1 "
                                           "AND f.part IN (SELECT p.number FROM " +
                                           source + ") GROUP BY 1");
    while (rows.executeStep())
        stats.figuresByConfidence[confidenceIndex(rows.getColumn(0).getString())] +=
            static_cast<std::size_t>(rows.getColumn(1).getInt64());
}

} // namespace

std::string sqliteUri(const std::filesystem::path& file, const std::string& options)
{
    constexpr char hex[] = "0123456789ABCDEF";
    std::string uri = "file:";
    for (const char c : std::filesystem::absolute(file).string()) {
        const auto byte = static_cast<unsigned char>(c);
        const bool isPlain = byte > 0x20 && byte < 0x7F && c != '%' && c != '?' && c != '#';
        if (isPlain)
            uri += c;
        else
            uri.append({'%', hex[byte >> 4], hex[byte & 15]});
    }
    return uri + options;
}

Catalog::Database::Database(const std::filesystem::path& shipped,
                            const std::filesystem::path& userParts)
    : connection(userFile(userParts),
                 SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLite::OPEN_URI, busyTimeout_ms)
{
    connection.exec("PRAGMA foreign_keys = ON");
    migrateUserParts(connection, connection.execAndGet("PRAGMA user_version").getInt());
    SQLite::Statement attach(connection, "ATTACH DATABASE ? AS shipped");
    attach.bind(1, sqliteUri(shipped, "?mode=ro&immutable=1"));
    attach.exec();
    m_ownParts = std::make_unique<PartSqlReader>(connection, "main");
    m_shippedParts = std::make_unique<PartSqlReader>(connection, "shipped");
    m_own = makeSearch("main", "");
    m_shipped = makeSearch("shipped", notHidden);
    m_listOwn = std::make_unique<SQLite::Statement>(connection, listSql("main", ""));
    m_listShipped = std::make_unique<SQLite::Statement>(connection, listSql("shipped", notHidden));
    m_count = std::make_unique<SQLite::Statement>(
        connection,
        "SELECT (SELECT count(*) FROM main.part) + (SELECT count(*) FROM shipped.part p WHERE 1" +
            std::string(notHidden) + ")");
}

std::vector<PartSummary> Catalog::Database::find(const PartQuery& query)
{
    std::vector<Ranked> found;
    addFound(m_own, query, true, found);
    if (!query.onlyUserParts)
        addFound(m_shipped, query, false, found);
    // Ranks of two databases do not compare to the digit; the user's own come first at the same
    // place.
    std::ranges::stable_sort(found, {}, [](const Ranked& entry) {
        return std::tuple(entry.place, (entry.summary.flags & PartUserOwned) == 0, entry.rank);
    });
    found.resize(std::min(found.size(), query.limit));
    std::vector<PartSummary> answer;
    answer.reserve(found.size());
    for (Ranked& entry : found)
        answer.push_back(std::move(entry.summary));
    return answer;
}

Catalog::Database::Search Catalog::Database::makeSearch(const std::string& schema,
                                                        const char* condition)
{
    const auto prepare = [this](const std::string& sql) {
        return std::make_unique<SQLite::Statement>(connection, sql);
    };
    return {prepare(countSql(schema)), prepare(rankedSql(schema, condition)),
            prepare(byIdSql(schema, condition)), prepare(byNameSql(schema, condition)),
            prepare(othersSql(schema, condition))};
}

void Catalog::Database::addFound(Search& search, const PartQuery& query, bool areOwn,
                                 std::vector<Ranked>& found)
{
    search.countHits->reset();
    search.countHits->bind(1, searchExpression(query.text));
    search.countHits->executeStep();
    const bool isRanked = search.countHits->getColumn(0).getInt() <= mostRankedHits;
    search.countHits->reset();
    if (isRanked) {
        addRows(*search.ranked, query, areOwn, found);
        return;
    }
    PartQuery rest = query;
    for (SQLite::Statement* statement :
         {search.byId.get(), search.byName.get(), search.others.get()}) {
        const std::size_t before = found.size();
        addRows(*statement, rest, areOwn, found);
        rest.limit -= std::min(rest.limit, found.size() - before);
        if (rest.limit == 0)
            break;
    }
}

void Catalog::Database::addRows(SQLite::Statement& statement, const PartQuery& query, bool areOwn,
                                std::vector<Ranked>& found)
{
    const std::string text = trimmed(query.text);
    statement.reset();
    statement.bind(1, searchExpression(query.text)); // each statement reads those it needs
    statement.bind(2, text);
    statement.bind(3, kindList(query));
    statement.bind(4, sqlLimit(query));
    if (statement.getBindParameterCount() >= 5)
        statement.bind(5, text + "\xF4\x8F\xBF\xBF"); // U+10FFFF, behind all that names hold
    while (statement.executeStep())
        found.push_back({readSummary(statement, areOwn), statement.getColumn(11).getInt(),
                         statement.getColumn(12).getDouble()});
    statement.reset();
}

std::vector<PartSummary> Catalog::Database::list(const PartQuery& query)
{
    std::vector<PartSummary> listed;
    addListed(*m_listOwn, query, true, listed);
    if (!query.onlyUserParts)
        addListed(*m_listShipped, query, false, listed);
    std::ranges::stable_sort(listed, {}, [](const PartSummary& summary) {
        return std::tuple(summary.kind, std::string_view(summary.vendor),
                          std::string_view(summary.name));
    });
    listed.resize(std::min(listed.size(), query.limit));
    return listed;
}

void Catalog::Database::addListed(SQLite::Statement& statement, const PartQuery& query, bool areOwn,
                                  std::vector<PartSummary>& listed)
{
    statement.reset();
    statement.bind(1, kindList(query));
    statement.bind(2, sqlLimit(query));
    while (statement.executeStep())
        listed.push_back(readSummary(statement, areOwn));
    statement.reset();
}

std::size_t Catalog::Database::count()
{
    m_count->reset();
    m_count->executeStep();
    const auto parts = static_cast<std::size_t>(m_count->getColumn(0).getInt64());
    m_count->reset();
    return parts;
}

std::string Catalog::Database::shippedContent(const std::string& id)
{
    // Databases of earlier versions have no such table until something is stored.
    if (!connection.tableExists("shipped_content"))
        return {};
    SQLite::Statement row(connection,
                          "SELECT fingerprint FROM main.shipped_content WHERE id = ?");
    row.bind(1, id);
    return row.executeStep() ? row.getColumn(0).getString() : std::string();
}

std::vector<std::string> Catalog::Database::partIds()
{
    SQLite::Statement rows(connection, "SELECT id FROM main.part UNION ALL "
                                       "SELECT p.id FROM shipped.part p WHERE 1" +
                                           std::string(notHidden));
    std::vector<std::string> ids;
    while (rows.executeStep())
        ids.push_back(rows.getColumn(0).getString());
    return ids;
}

CatalogStats Catalog::Database::statistics()
{
    CatalogStats stats;
    const std::string own = "main.part p";
    const std::string shipped = "shipped.part p WHERE 1" + std::string(notHidden);
    countParts(connection, own, true, stats);
    countParts(connection, shipped, false, stats);
    countFigures(connection, "main", own, stats);
    countFigures(connection, "shipped", shipped, stats);
    return stats;
}

} // namespace millwright
