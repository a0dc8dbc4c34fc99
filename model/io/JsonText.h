#pragma once
#include "model/base/Geometry.h"
#include "model/base/Symbol.h"
#include "model/blueprint/EnumNames.h"
#include "model/blueprint/FieldText.h"
#include <string>
#include <string_view>

namespace millwright::json
{

/// Appends a JSON string; bytes that are not UTF-8 become U+FFFD, so that a file can always be read
/// again.
void append(std::string& text, std::string_view value);
void append(std::string& text, std::uint64_t value);
void append(std::string& text, std::int64_t value);
void append(std::string& text, const Point& value);
void append(std::string& text, const std::vector<Point>& value);
void append(std::string& text, const Placement& value);
void append(std::string& text, const std::vector<double>& value);

inline void append(std::string& text, const std::string& value)
{
    append(text, std::string_view(value));
}
inline void append(std::string& text, const char* value)
{
    append(text, std::string_view(value));
}
inline void append(std::string& text, Symbol value)
{
    append(text, value.view());
}
inline void append(std::string& text, int value)
{
    append(text, std::int64_t{value});
}
inline void append(std::string& text, bool value)
{
    text += value ? "true" : "false";
}
inline void append(std::string& text, double value)
{
    appendNumber(text, value);
}
inline void append(std::string& text, Power value)
{
    appendNumber(text, value.si());
}
inline void append(std::string& text, Length value)
{
    appendMetres(text, value);
}
template <class T> void append(std::string& text, Id<T> value)
{
    append(text, value.value());
}
template <NamedEnum Enum> void append(std::string& text, Enum value)
{
    append(text, enumName(value));
}

/// Appends "key":
void appendKey(std::string& text, std::string_view key);

/// Appends the members of a JSON object's text behind others: ,"a":1 for {"a":1}. Anything else is
/// left out.
void appendMembers(std::string& text, std::string_view object);

} // namespace millwright::json
