#pragma once
#include "model/parts/Region.h"
#include <SQLiteCpp/SQLiteCpp.h>

namespace millwright
{

// Regions in a database of a connection; `schema` is "main" or "shipped". All throw SQLite::Exception.

/// The caller holds the transaction.
void writeRegion(SQLite::Database& database, const Region& region);
std::vector<RegionSummary> listRegions(SQLite::Database& database, const std::string& schema);
std::optional<Region> readRegion(SQLite::Database& database, const std::string& schema,
                                 const std::string& code);

} // namespace millwright
