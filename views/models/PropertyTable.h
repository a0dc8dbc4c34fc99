#pragma once
#include "model/edit/FieldActions.h"
#include "model/parts/PartSource.h"
#include <QString>
#include <span>
#include <vector>

namespace millwright
{

/// How a property is edited.
enum class PropertyEditor : std::uint8_t { Quantity, Whole, Switch, Text, Choice, Part };

/// One value that a property may take.
struct PropertyChoice {
    QString label;
    PropertyValue value;
};

/// One property of the things selected, with what an editor needs to show and to change it.
struct PropertyRow {
    std::string key; ///< of the project file: "supply_C"
    QString label;
    QString hint; ///< what 0 means and the like; may be empty
    PropertyEditor editor = PropertyEditor::Text;
    std::string unit = "1", bareUnit;    ///< SI unit and the unit of a bare number
    std::vector<PropertyChoice> choices; ///< of Choice
    std::vector<PartKind> kinds;         ///< of Part
    std::optional<PropertyValue> value;  ///< nothing = they differ
    friend bool sameShape(const PropertyRow& a, const PropertyRow& b)
    {
        return a.key == b.key && a.editor == b.editor;
    }
};

/// The properties that all of `ids` have, in the order of the fields of the first one; places,
/// outlines and locks are left to editors of their own. Values that differ are empty.
std::vector<PropertyRow> commonProperties(const Project& project, std::span<const EntityId> ids);

/// Words for a field's key: "Temperature rise" for "temperatureRise_K".
QString propertyLabel(std::string_view key);
/// Words for an enumerator or kind: "Rail optimised" for "rail-optimised".
QString spokenName(std::string_view name);
/// A unit as it stands in a key: "kg/m2" for "floorLimit_kg_per_m2"; "1" if it has none.
std::string unitOfKey(std::string_view key);
/// The unit that people mean by a bare number of this SI unit: mm, kW.
std::string bareUnitOf(std::string_view unit);

} // namespace millwright
