#include "catalog/CatalogMigration.h"
#include "catalog/CatalogSchema.h"
#include <iterator>

namespace millwright
{
namespace
{

/// steps[i] makes schema i + 2 of schema i + 1.
constexpr const char* steps[] = {
    // 2: regions
    "CREATE TABLE region (code TEXT PRIMARY KEY, name TEXT NOT NULL, city TEXT NOT NULL, "
    "electrical_code TEXT NOT NULL);"
    "CREATE TABLE region_figure (region TEXT NOT NULL REFERENCES region (code) ON DELETE CASCADE, "
    "key TEXT NOT NULL, value REAL NOT NULL, low REAL, high REAL, year TEXT NOT NULL, "
    "source INTEGER NOT NULL REFERENCES source (id), confidence TEXT NOT NULL, "
    "PRIMARY KEY (region, key));"
    "CREATE TABLE region_weather (region TEXT NOT NULL REFERENCES region (code) ON DELETE CASCADE, "
    "dryBulb_C REAL NOT NULL, wetBulb_C REAL, hours REAL NOT NULL, "
    "PRIMARY KEY (region, dryBulb_C));",
};
static_assert(std::size(steps) + oldestCatalogSchema == catalogSchemaVersion);

} // namespace

void migrateUserParts(SQLite::Database& database, int from)
{
    if (from >= catalogSchemaVersion)
        return;
    SQLite::Transaction transaction(database);
    if (from == 0)
        database.exec(catalogSchemaSql());
    else
        for (std::size_t i = static_cast<std::size_t>(from - oldestCatalogSchema);
             i < std::size(steps); ++i)
            database.exec(steps[i]);
    database.exec("PRAGMA user_version = " + std::to_string(catalogSchemaVersion));
    transaction.commit();
}

} // namespace millwright
