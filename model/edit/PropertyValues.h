#pragma once
#include "model/blueprint/Blueprint.h"
#include "model/blueprint/EnumNames.h"
#include "model/blueprint/FieldRange.h"
#include "model/edit/FieldActions.h"
#include <cmath>

namespace millwright
{

/// How a value was taken by a member.
enum class Taken : std::uint8_t { Yes, WrongType, OutOfRange };

/// A property's value as a number; nothing for text and truth values.
std::optional<double> numberOf(const PropertyValue& value);

// Text form of values that are not one number: a point is "x y" in metres, an outline its corners
// one after the other, a placement "hall x y rotation", a list its numbers.
Taken takeValue(Point& member, const PropertyValue& value, std::string_view key);
Taken takeValue(std::vector<Point>& member, const PropertyValue& value, std::string_view key);
Taken takeValue(Placement& member, const PropertyValue& value, std::string_view key);
Taken takeValue(std::vector<double>& member, const PropertyValue& value, std::string_view key);
Taken takeValue(Length& member, const PropertyValue& value, std::string_view key);
Taken takeValue(double& member, const PropertyValue& value, std::string_view key);
Taken takeValue(int& member, const PropertyValue& value, std::string_view key);
Taken takeValue(bool& member, const PropertyValue& value, std::string_view key);
Taken takeValue(std::string& member, const PropertyValue& value, std::string_view key);
Taken takeValue(EntityId& member, const PropertyValue& value, std::string_view key);
Taken takeValue(Symbol& member, const PropertyValue& value, std::string_view key);
Taken takeValue(Power& member, const PropertyValue& value, std::string_view key);

template <class T> Taken takeValue(Id<T>& member, const PropertyValue& value, std::string_view key)
{
    EntityId id = 0;
    const Taken taken = takeValue(id, value, key);
    if (taken == Taken::Yes)
        member = Id<T>(id);
    return taken;
}

template <NamedEnum Enum>
Taken takeValue(Enum& member, const PropertyValue& value, std::string_view)
{
    const auto* text = std::get_if<std::string>(&value);
    if (!text)
        return Taken::WrongType;
    const auto named = enumFromName<Enum>(*text);
    if (!named)
        return Taken::OutOfRange;
    member = *named;
    return Taken::Yes;
}

PropertyValue valueOf(const Point& member);
PropertyValue valueOf(const std::vector<Point>& member);
PropertyValue valueOf(const Placement& member);
PropertyValue valueOf(const std::vector<double>& member);
inline PropertyValue valueOf(Length member)
{
    return member.metres();
}
inline PropertyValue valueOf(double member)
{
    return member;
}
inline PropertyValue valueOf(int member)
{
    return std::int64_t{member};
}
inline PropertyValue valueOf(bool member)
{
    return member;
}
inline PropertyValue valueOf(const std::string& member)
{
    return member;
}
inline PropertyValue valueOf(Symbol member)
{
    return member.str();
}
inline PropertyValue valueOf(Power member)
{
    return member.si();
}
inline PropertyValue valueOf(EntityId member)
{
    return static_cast<std::int64_t>(member);
}
template <class T> PropertyValue valueOf(Id<T> member)
{
    return valueOf(member.value());
}
template <NamedEnum Enum> PropertyValue valueOf(Enum member)
{
    return std::string(enumName(member));
}

} // namespace millwright
