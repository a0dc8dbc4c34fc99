#include "model/blueprint/EntityFields.h"
#include "model/edit/FeedLoops.h"
#include "model/edit/FieldActions.h"
#include "model/edit/PlacedRows.h"
#include "model/edit/PropertyValues.h"
#include "model/edit/RackActions.h"

namespace millwright
{
namespace
{

/// What became of one entity: it has no such property, keeps its value, or `row` holds the new one.
enum class Outcome : std::uint8_t { Absent, Same, Changed };

Error wrongType(std::string_view name)
{
    return fail("property.wrong-type", {std::string(name)});
}

Error outOfRange(std::string_view name)
{
    return fail("property.out-of-range", {std::string(name)});
}

/// True for a key and for the key without its unit: "supply_C" answers to "supply".
bool answersTo(std::string_view key, std::string_view name)
{
    return key == name || key.substr(0, key.find('_')) == name;
}

bool isPlaceName(std::string_view name)
{
    return name == "x" || name == "y" || name == "rotation" || name == "hall" || name == "at";
}

Result<void> asResult(Taken taken, std::string_view name)
{
    switch (taken) {
    case Taken::Yes:
        return {};
    case Taken::WrongType:
        return wrongType(name);
    case Taken::OutOfRange:
        return outOfRange(name);
    }
    return {};
}

/// x, y, rotation and hall of a placed row.
Result<void> takePlace(Placement& at, std::string_view name, const PropertyValue& value)
{
    if (name == "hall")
        return asResult(takeValue(at.hall, value, name), name);
    const auto number = numberOf(value);
    if (!number)
        return wrongType(name);
    if (name == "rotation") {
        if (!std::isfinite(*number))
            return outOfRange(name);
        at.rotation = normalisedDegrees(*number);
        return {};
    }
    if (!coordinateRange.contains(*number))
        return outOfRange(name);
    (name == "x" ? at.centre.x : at.centre.y) = Length::metres(*number);
    return {};
}

/// Writes the value into the row's member of that name.
template <class T>
Result<Outcome> takeProperty(T& row, std::string_view name, const PropertyValue& value)
{
    if constexpr (requires { row.at; }) {
        if (isPlaceName(name) && (row.isLocked || hangsOnRack(row)))
            return Outcome::Same;
        if (isPlaceName(name) && name != "at") {
            const auto taken = takePlace(row.at, name, value);
            if (!taken)
                return taken.error();
            return Outcome::Changed;
        }
    }
    std::optional<Taken> taken;
    forEachField(row, [&](std::string_view key, auto& member) {
        if (!taken && answersTo(key, name))
            taken = takeValue(member, value, key);
    });
    if (!taken)
        return Outcome::Absent;
    if (auto result = asResult(*taken, name); !result)
        return result.error();
    return Outcome::Changed;
}

/// True if what the row refers to is there.
template <class T> bool refersToKnown(const Project& project, const T& row)
{
    const Blueprint& blueprint = project.blueprint();
    bool isKnown = true;
    const auto check = [&]<class Target>(Id<Target> id) {
        isKnown = isKnown && (!id.isSet() || blueprint.find(id) != nullptr);
    };
    forEachField(row, [&]<class Member>(std::string_view, const Member& member) {
        if constexpr (requires { member.isSet(); })
            check(member);
        else if constexpr (std::is_same_v<Member, Placement>)
            check(member.hall);
    });
    if constexpr (std::is_same_v<T, Feed>)
        isKnown = isKnown && row.source.isSet() && isFeedTarget(blueprint, row.target);
    return isKnown;
}

/// What a single field cannot know: room in the rack, circuits that would feed themselves.
template <class T>
Result<void> checkRow(const Project& project, const T& row, std::string_view name)
{
    if (!refersToKnown(project, row))
        return outOfRange(name);
    if constexpr (std::is_same_v<T, Feed>) {
        // A ring that is there already must not keep anybody from changing the breaker.
        if ((name == "source" || name == "target") && feedsBack(project.blueprint(), row))
            return fail("feed.would-loop", {project.blueprint().labelOf(row.source.value()),
                                            project.blueprint().labelOf(row.target)});
    }
    if constexpr (std::is_same_v<T, Device>) {
        const Part* part = project.parts.find(row.part);
        if (part && (name == "unit" || name == "rack" || name == "isRear"))
            return checkMount(project, row.rack, *part, row.unit, row.id);
    }
    return {};
}

template <class T>
Result<Outcome> setOn(Draft& work, const T& before, std::string_view name,
                      const PropertyValue& value)
{
    T row = before;
    const auto outcome = takeProperty(row, name, value);
    if (!outcome || *outcome != Outcome::Changed)
        return outcome;
    if (row == before)
        return Outcome::Same;
    work.put(row);
    if (auto valid = checkRow(work.project(), row, name); !valid)
        return valid.error();
    return Outcome::Changed;
}

bool hasPart(EntityKind kind)
{
    return kind == EntityKind::Rack || kind == EntityKind::Device ||
           kind == EntityKind::PowerPart || kind == EntityKind::CoolingPart;
}

/// "part" is more than a field: the new part has to suit the thing and its place.
Result<Outcome> setPart(Draft& work, EntityId id, const PropertyValue& value)
{
    const auto* text = std::get_if<std::string>(&value);
    if (!text)
        return wrongType("part");
    const PartPtr part = work.project().parts.pointer(Symbol(*text));
    if (!part)
        return outOfRange("part");
    const auto count = changePart(work, {&id, 1}, part);
    if (!count)
        return count.error();
    return *count > 0 ? Outcome::Changed : Outcome::Same;
}

Result<Outcome> setOnEntity(Draft& work, EntityId id, std::string_view name,
                            const PropertyValue& value)
{
    const auto kind = work.blueprint().kindOf(id);
    if (!kind)
        return Outcome::Absent;
    if (name == "part" && hasPart(*kind))
        return setPart(work, id, value);
    const Blueprint before = work.blueprint();
    Result<Outcome> outcome = Outcome::Absent;
    before.forEachTable([&]<class T>(const Table<T>& rows) {
        if (const T* row = rows.find(Id<T>(id)))
            outcome = setOn(work, *row, name, value);
    });
    return outcome;
}

} // namespace

Result<std::size_t> setProperty(Draft& draft, std::span<const EntityId> ids, std::string_view name,
                                const PropertyValue& value)
{
    Draft work = draft; // an error half way leaves the draft as it was
    std::size_t count = 0;
    bool isKnown = false;
    for (const EntityId id : distinctIds(ids)) {
        const auto outcome = setOnEntity(work, id, name, value);
        if (!outcome)
            return outcome.error();
        isKnown = isKnown || *outcome != Outcome::Absent;
        count += *outcome == Outcome::Changed;
    }
    if (!isKnown)
        return fail("property.unknown", {std::string(name)});
    draft = std::move(work);
    return count;
}

std::optional<PropertyValue> property(const Blueprint& blueprint, EntityId id,
                                      std::string_view name)
{
    std::optional<PropertyValue> found;
    blueprint.forEachTable([&]<class T>(const Table<T>& rows) {
        const T* row = rows.find(Id<T>(id));
        if (!row)
            return;
        if constexpr (requires { row->at; }) {
            if (name == "x" || name == "y")
                found = (name == "x" ? row->at.centre.x : row->at.centre.y).metres();
            else if (name == "rotation")
                found = row->at.rotation;
            else if (name == "hall")
                found = valueOf(row->at.hall);
        }
        forEachField(*row, [&](std::string_view key, const auto& member) {
            if (!found && answersTo(key, name))
                found = valueOf(member);
        });
    });
    return found;
}

} // namespace millwright
