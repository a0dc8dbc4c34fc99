#pragma once
#include "model/parts/Part.h"
#include <optional>
#include <string>
#include <vector>

namespace millwright
{

/// A field whose default value, source, date, basis or confidence differ between two parts.
struct FieldDifference {
    FieldKey key{};
    std::optional<Field> before; ///< nothing: only the second part has it
    std::optional<Field> after;

    bool isValueChanged() const; ///< else only where it comes from, or how far it is trusted
};

/// Where two parts differ, seen from the first. Revision and ownership do not count: they say who
/// wrote a part, not what it is.
struct PartDifference {
    bool hasName = false; ///< vendor, name or kind
    bool hasFlags = false;
    bool hasOtherValues = false; ///< values of sources that disagree with the default
    std::vector<FieldDifference> fields; ///< by key

    bool isEmpty() const { return !hasName && !hasFlags && !hasOtherValues && fields.empty(); }
};

PartDifference differenceOf(const Part& before, const Part& after);

/// 16 hexadecimal digits that tell parts of different content apart, the same on every machine;
/// revision and ownership do not count. FNV-1a with 64 bits.
std::string partFingerprint(const Part& part);

} // namespace millwright
