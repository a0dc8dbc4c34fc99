#pragma once
#include "model/parts/PartSource.h"
#include <SQLiteCpp/SQLiteCpp.h>
#include <optional>
#include <string>
#include <unordered_map>

namespace millwright
{

/// Writes parts into the main database of a connection. The caller holds the transaction; throws
/// SQLite::Exception.
class PartSqlWriter
{
public:
    explicit PartSqlWriter(SQLite::Database& database);

    void insert(const Part& part);
    void remove(const std::string& id); ///< with its fields and its line in the search

private:
    std::int64_t sourceNumber(const std::string& citation);
    void insertField(std::int64_t part, const Field& field, bool isDefault);

    SQLite::Database& m_database;
    SQLite::Statement m_insertPart, m_insertField, m_insertSearch, m_insertSource, m_findSource;
    SQLite::Statement m_findPart, m_removeSearch, m_removeFields, m_removePart;
    std::unordered_map<std::string, std::int64_t> m_sources;
};

/// Reads whole parts of one database of a connection: `schema` is "main" or "shipped". Throws
/// SQLite::Exception.
class PartSqlReader
{
public:
    PartSqlReader(SQLite::Database& database, const std::string& schema);

    /// The part with its fields sorted and figures resolved; null if there is none or its kind is
    /// unknown.
    PartPtr read(const std::string& id, std::uint8_t extraFlags);

private:
    SQLite::Statement m_part, m_fields;
    std::unordered_map<std::string, std::shared_ptr<const std::string>> m_citations;
};

/// The line of a search answer for a part; `capacity` by kind: kW of cooling or power, kVA where
/// only that is known, ports of a switch, TB of storage.
PartSummary summarize(const Part& part);

} // namespace millwright
