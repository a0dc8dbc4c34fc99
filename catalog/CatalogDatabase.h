#pragma once
#include "catalog/Catalog.h"
#include "catalog/PartSql.h"
#include <mutex>
#include <unordered_map>

namespace millwright
{

/// The connection behind a Catalog: the user's parts are "main", the shipped ones are attached as
/// "shipped".
class Catalog::Database
{
public:
    /// Throws SQLite::Exception; the files were checked before.
    Database(const std::filesystem::path& shipped, const std::filesystem::path& userParts);

    std::vector<PartSummary> find(const PartQuery& query);
    std::vector<PartSummary> list(const PartQuery& query);
    CatalogStats statistics();
    std::size_t count();
    /// The content of the shipped part when the user's own of this id was stored; empty if unknown.
    std::string shippedContent(const std::string& id);
    std::vector<std::string> partIds(); ///< of all parts that are not hidden

    std::mutex mutex;
    SQLite::Database connection;
    PartSqlReader& ownParts() { return *m_ownParts; }
    PartSqlReader& shippedParts() { return *m_shippedParts; }
    std::unordered_map<std::string, PartPtr> cache; ///< parts read so far; emptied by every write

private:
    struct Ranked {
        PartSummary summary;
        int place = 0; ///< 0 exact id or name, 1 the name begins with the text, 2 the rest
        double rank = 0.0;
    };
    /// The statements that search one of the two databases: by rank, or, of very many hits, first
    /// the part of that id, then those whose name begins so, then the others as they lie.
    struct Search {
        std::unique_ptr<SQLite::Statement> countHits, ranked, byId, byName, others;
    };
    Search makeSearch(const std::string& schema, const char* condition);
    void addFound(Search& search, const PartQuery& query, bool areOwn, std::vector<Ranked>& found);
    void addRows(SQLite::Statement& statement, const PartQuery& query, bool areOwn,
                 std::vector<Ranked>& found);
    void addListed(SQLite::Statement& statement, const PartQuery& query, bool areOwn,
                   std::vector<PartSummary>& listed);

    std::unique_ptr<PartSqlReader> m_ownParts, m_shippedParts;
    Search m_own, m_shipped;
    std::unique_ptr<SQLite::Statement> m_listOwn, m_listShipped, m_count;
};

/// A path as SQLite's URI, for attaching with options.
std::string sqliteUri(const std::filesystem::path& file, const std::string& options);

} // namespace millwright
