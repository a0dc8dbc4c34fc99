#pragma once
#include "catalog/ImportReport.h"
#include "model/base/Csv.h"
#include "model/parts/PartImporter.h"
#include <optional>
#include <string>
#include <vector>

namespace millwright
{

/// What to do with rows that say less than a seed row must.
struct PartRowOptions {
    ColumnMapping columns;
    std::string defaultSource; ///< citation of rows without one; empty = such rows are refused
    std::optional<PartKind> defaultKind;
    bool canMakeIds = false; ///< an empty id is made from vendor and name
    ImportProgress progress = {}; ///< asked every thousand rows; false ends with no parts
};

struct PartRow {
    Part part;
    std::size_t line = 0;
};

/// The parts of a table, one a row. A row with a refusal is left out; every problem goes into
/// `report`, and that it was cancelled.
std::vector<PartRow> readPartRows(const CsvTable& table, const PartRowOptions& options,
                                  ImportReport& report);

/// One value that replaces or stands beside that of a part (field_overrides.csv: id, key, value,
/// basis, source, date, confidence, default).
struct FieldOverride {
    std::string partId;
    Field field;
    bool isDefault = true;
    std::size_t line = 0;
};
std::vector<FieldOverride> readFieldOverrides(const CsvTable& table, ImportReport& report);

/// The part with the override; what the override displaces stays among the other values.
Part withOverride(Part part, const FieldOverride& override);

/// Text as a field of type `key`: a number in the key's unit, or text. Errors
/// "catalog.not-a-number", "catalog.text-too-long", "catalog.not-utf8".
Result<Field> parseField(FieldKey key, std::string_view text);

/// Lower-case letters, digits, dots and dashes, at most 80, beginning with a letter or digit.
bool isPartId(std::string_view id);
std::string makePartId(std::string_view vendor, std::string_view name);

/// Valid UTF-8 without control characters other than line feed and tab.
bool isPrintableText(std::string_view text);

/// Problems of one row that a part's plausibility gives; returns whether the part can be taken.
bool reportPlausibility(const Part& part, const ImportProblem& place, ImportReport& report);

std::string flagNames(std::uint8_t flags); ///< "announced;archetype"

} // namespace millwright
