#pragma once
#include "model/parts/Part.h"
#include <string_view>

namespace millwright
{

// GCC 12 warns that enumerators of a scoped enum shadow types of the same name; they cannot be
// confused.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
/// Fields that belong together in an editor and a comparison, in the order of FieldKeys.def.
enum class FieldGroup : std::uint8_t {
    Body,
    Enclosure,
    PowerDrawn,
    Heat,
    Compute,
    Network,
    Link,
    Storage,
    CoolingOffered,
    PowerOffered,
    Money,
    Software,
    General,
    Count
};
/// Which of two values of a field speaks for a part, all else equal.
enum class Better : std::uint8_t { Neither, Higher, Lower };
#pragma GCC diagnostic pop

FieldGroup fieldGroup(FieldKey key);
std::string_view fieldGroupLabel(FieldGroup group); ///< English, "Power drawn"

/// True for fields that mean something for parts of this kind; an editor shows them unasked.
bool isUsualField(PartKind kind, FieldKey key);

/// Draw and size have no better side: a part that does more also takes more.
Better betterOf(FieldKey key);

} // namespace millwright
