#pragma once
#include <SQLiteCpp/SQLiteCpp.h>

namespace millwright
{

/// Oldest schema that migrateUserParts() brings up to date.
inline constexpr int oldestCatalogSchema = 1;

/// Brings the user's own database from the schema `from` to that of this program, step by step in
/// one transaction; a new file (0) gets the whole schema. Parts stay as they are. Throws
/// SQLite::Exception, and the file is then as it was.
void migrateUserParts(SQLite::Database& database, int from);

} // namespace millwright
