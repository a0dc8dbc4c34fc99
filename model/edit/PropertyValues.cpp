#include "model/edit/PropertyValues.h"
#include "model/blueprint/FieldText.h"

namespace millwright
{
namespace
{

/// Numbers of a text value; one number may come as a number.
std::optional<std::vector<double>> numbersOf(const PropertyValue& value)
{
    const auto* text = std::get_if<std::string>(&value);
    return text ? readNumbers(*text) : std::nullopt;
}

bool isCoordinate(double metres)
{
    return coordinateRange.contains(metres);
}

Point pointAt(double x, double y)
{
    return {Length::metres(x), Length::metres(y)};
}

void appendPoint(std::string& text, const Point& point)
{
    appendMetres(text, point.x);
    text += ' ';
    appendMetres(text, point.y);
}

} // namespace

std::optional<double> numberOf(const PropertyValue& value)
{
    if (const auto* real = std::get_if<double>(&value))
        return *real;
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        return static_cast<double>(*whole);
    return std::nullopt;
}

Taken takeValue(double& member, const PropertyValue& value, std::string_view key)
{
    const auto number = numberOf(value);
    if (!number)
        return Taken::WrongType;
    if (!std::isfinite(*number) || !fieldRange(key).contains(*number))
        return Taken::OutOfRange;
    member = *number;
    return Taken::Yes;
}

Taken takeValue(int& member, const PropertyValue& value, std::string_view key)
{
    double number = 0.0;
    const Taken taken = takeValue(number, value, key);
    if (taken != Taken::Yes)
        return taken;
    if (number != std::floor(number) || std::fabs(number) > 2e9)
        return Taken::OutOfRange;
    member = static_cast<int>(number);
    return Taken::Yes;
}

Taken takeValue(EntityId& member, const PropertyValue& value, std::string_view)
{
    const auto number = numberOf(value);
    if (!number)
        return Taken::WrongType;
    if (!(*number >= 0.0 && *number < largestId) || *number != std::floor(*number))
        return Taken::OutOfRange;
    member = static_cast<EntityId>(*number);
    return Taken::Yes;
}

Taken takeValue(Power& member, const PropertyValue& value, std::string_view key)
{
    double watts = 0.0;
    const Taken taken = takeValue(watts, value, key);
    if (taken == Taken::Yes)
        member = Power(watts);
    return taken;
}

Taken takeValue(Length& member, const PropertyValue& value, std::string_view key)
{
    double metres = 0.0;
    const Taken taken = takeValue(metres, value, key);
    if (taken == Taken::Yes && !isCoordinate(metres))
        return Taken::OutOfRange;
    if (taken == Taken::Yes)
        member = Length::metres(metres);
    return taken;
}

Taken takeValue(bool& member, const PropertyValue& value, std::string_view)
{
    const auto* truth = std::get_if<bool>(&value);
    if (!truth)
        return Taken::WrongType;
    member = *truth;
    return Taken::Yes;
}

Taken takeValue(std::string& member, const PropertyValue& value, std::string_view)
{
    const auto* text = std::get_if<std::string>(&value);
    if (!text)
        return Taken::WrongType;
    member = *text;
    return Taken::Yes;
}

Taken takeValue(Symbol& member, const PropertyValue& value, std::string_view)
{
    const auto* text = std::get_if<std::string>(&value);
    if (!text)
        return Taken::WrongType;
    member = Symbol(*text);
    return Taken::Yes;
}

Taken takeValue(Point& member, const PropertyValue& value, std::string_view)
{
    const auto numbers = numbersOf(value);
    if (!numbers || numbers->size() != 2)
        return Taken::WrongType;
    if (!isCoordinate((*numbers)[0]) || !isCoordinate((*numbers)[1]))
        return Taken::OutOfRange;
    member = pointAt((*numbers)[0], (*numbers)[1]);
    return Taken::Yes;
}

Taken takeValue(std::vector<Point>& member, const PropertyValue& value, std::string_view)
{
    const auto numbers = numbersOf(value);
    if (!numbers || numbers->size() % 2 != 0)
        return Taken::WrongType;
    std::vector<Point> points;
    for (std::size_t i = 0; i < numbers->size(); i += 2) {
        if (!isCoordinate((*numbers)[i]) || !isCoordinate((*numbers)[i + 1]))
            return Taken::OutOfRange;
        points.push_back(pointAt((*numbers)[i], (*numbers)[i + 1]));
    }
    // An outline encloses an area, or it is not drawn yet.
    if (!points.empty() && !(polygonArea_m2(points) > 0.0))
        return Taken::OutOfRange;
    member = std::move(points);
    return Taken::Yes;
}

Taken takeValue(std::vector<double>& member, const PropertyValue& value, std::string_view key)
{
    auto numbers = numbersOf(value);
    if (!numbers)
        return Taken::WrongType;
    const FieldRange range = fieldRange(key);
    if (!range.takes(numbers->size()))
        return Taken::OutOfRange;
    for (const double number : *numbers)
        if (!range.contains(number))
            return Taken::OutOfRange;
    member = std::move(*numbers);
    return Taken::Yes;
}

Taken takeValue(Placement& member, const PropertyValue& value, std::string_view key)
{
    const auto numbers = numbersOf(value);
    if (!numbers || numbers->size() != 4)
        return Taken::WrongType;
    EntityId hall = 0;
    if (takeValue(hall, (*numbers)[0], key) != Taken::Yes || !isCoordinate((*numbers)[1]) ||
        !isCoordinate((*numbers)[2]))
        return Taken::OutOfRange;
    member = {Id<Hall>(hall), pointAt((*numbers)[1], (*numbers)[2]),
              normalisedDegrees((*numbers)[3])};
    return Taken::Yes;
}

PropertyValue valueOf(const Point& member)
{
    std::string text;
    appendPoint(text, member);
    return text;
}

PropertyValue valueOf(const std::vector<Point>& member)
{
    std::string text;
    for (const Point& point : member) {
        if (!text.empty())
            text += ", ";
        appendPoint(text, point);
    }
    return text;
}

PropertyValue valueOf(const std::vector<double>& member)
{
    std::string text;
    for (const double number : member) {
        if (!text.empty())
            text += ' ';
        appendNumber(text, number);
    }
    return text;
}

PropertyValue valueOf(const Placement& member)
{
    std::string text = std::to_string(member.hall.value()) + ' ';
    appendPoint(text, member.centre);
    text += ' ';
    appendNumber(text, member.rotation);
    return text;
}

} // namespace millwright
