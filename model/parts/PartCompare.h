#pragma once
#include "model/parts/FieldGroup.h"
#include "model/parts/Part.h"
#include <string>
#include <vector>

namespace millwright
{

inline constexpr std::size_t fewestCompared = 2, mostCompared = 6;

/// One field of parts side by side.
struct ComparisonRow {
    FieldKey key{};
    FieldGroup group{};
    std::vector<const Field*> cells; ///< by part; null = not known. They point into the parts
    std::vector<bool> isBest;        ///< by part; none if no side is better or all known are equal
    bool isDifferent = false;        ///< two known values differ, or only some are known
};

/// Parts side by side: every field that one of them has, by group.
struct PartComparison {
    std::vector<PartPtr> parts;
    std::vector<ComparisonRow> rows;
};
PartComparison compareParts(std::vector<PartPtr> parts);

/// The comparison as a CSV table: group, field, unit, then per part its value and confidence. Texts
/// that a spreadsheet would run are made harmless; what is not known stays empty.
std::string comparisonCsv(const PartComparison& comparison);
/// The same as text in columns, for people; `*` marks the best, "not known" what is missing.
std::string comparisonText(const PartComparison& comparison, bool onlyDifferent = false);

} // namespace millwright
