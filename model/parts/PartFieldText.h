#pragma once
#include "model/base/Result.h"
#include "model/parts/Part.h"
#include <string>
#include <string_view>

namespace millwright
{

/// The unit that a field's key names, as people write and the unit parser reads it: "mm", "GB/s",
/// "%", "USD"; "" for counts, ratios and texts.
std::string_view fieldUnit(FieldKey key);

/// The figure in that unit with grouped digits ("3,350", "989.5"); a text as it is.
std::string fieldNumberText(const Field& field);
/// The same with the unit: "3,350 GB/s".
std::string fieldValueText(const Field& field);
/// All digits with the unit, to be edited and read back by readFieldText().
std::string fieldEditText(const Field& field);

/// Key and value of what a person typed for a field: any unit of the quantity is understood, a bare
/// number is in the field's own unit. Errors: those of parseMeasure(), "parts.text-empty".
Result<Field> readFieldText(FieldKey key, std::string_view text);

} // namespace millwright
