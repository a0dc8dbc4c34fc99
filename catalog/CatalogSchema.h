#pragma once

namespace millwright
{

/// Number of the schema in `user_version`; a file with another number is not opened.
inline constexpr int catalogSchemaVersion = 2;

/// The text of catalog/schema.sql, built into the program.
const char* catalogSchemaSql();

} // namespace millwright
