#pragma once
#include "model/base/Result.h"
#include "model/edit/Draft.h"
#include <optional>
#include <span>
#include <variant>

namespace millwright {

/// A value that the inspector or a script gives to a property.
using PropertyValue = std::variant<double, std::int64_t, bool, std::string>;

/// Sets one property of one or many entities by its name ("label", "x", "y", "rotation", "hall", "supply", "modules" ...; the
/// names are the keys of the project file, with or without their unit). Numbers are SI (x, y in metres), enumerators go by
/// name, references by id; a point is the text "x y", an outline its corners, a placement "hall x y rotation". Entities
/// without that property, and places of locked things, are left alone; on an error all are. Returns how many changed.
/// Errors: "property.unknown", "property.wrong-type", "property.out-of-range", those of checkMount(), changePart() and
/// "feed.would-loop".
Result<std::size_t> setProperty(Draft& draft, std::span<const EntityId> ids, std::string_view name, const PropertyValue& value);

/// The value of a property, or nothing if this entity has none of that name.
std::optional<PropertyValue> property(const Blueprint& blueprint, EntityId id, std::string_view name);

/// Gives a parameter a value for this design (an Assumption row), or takes it back to its default.
Result<void> setParameter(Draft& draft, std::string_view key, double value, std::string note);
void resetParameter(Draft& draft, std::string_view key);

/// Takes over factors of the estimator that measurements changed, in place of all that were there; an empty list goes
/// back to the shipped ones. Ids are given here. Returns how many.
std::size_t setCalibration(Draft& draft, std::vector<CalibratedFactor> factors);

/// Connects a source to a target by a circuit; replaces the circuit between the same two if there is one.
/// Errors: "feed.no-source", "feed.no-target", "feed.would-loop".
Result<Id<Feed>> connectFeed(Draft& draft, Feed feed);

/// Accepts a finding; an older waiver of the same finding is replaced.
Id<Waiver> waiveFinding(Draft& draft, Waiver waiver);

/// Renames the project, its customer and author.
void describeProject(Draft& draft, std::string name, std::string customer, std::string author);

/// Variants: a copy of the active one under a new name becomes active; switching, renaming, deleting (never the last).
void addVariant(Draft& draft, std::string name);
Result<void> activateVariant(Draft& draft, std::size_t index);
Result<void> renameVariant(Draft& draft, std::size_t index, std::string name);
Result<void> deleteVariant(Draft& draft, std::size_t index);

/// Exchanges the part of racks, devices, power or cooling parts ("change part"); all of them or, on an error, none.
/// Errors: "part.unsuitable" and those of checkMount(), also for the devices of a rack that is exchanged.
Result<std::size_t> changePart(Draft& draft, std::span<const EntityId> ids, const PartPtr& part);

} // namespace millwright
