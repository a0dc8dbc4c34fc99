#include "model/base/Message.h"
#include "model/base/Units.h"
#include <charconv>
#include <map>

namespace millwright {
namespace {

std::map<std::string_view, std::string_view>& patterns()
{
    static std::map<std::string_view, std::string_view> table;
    return table;
}

std::string argumentText(const MessageArgument& argument)
{
    if (const auto* text = std::get_if<std::string>(&argument))
        return *text;
    if (const auto* whole = std::get_if<std::int64_t>(&argument))
        return formatWhole(*whole);
    const auto& measure = std::get<Measure>(argument);
    return formatMeasure(measure.value, measure.unit);
}

} // namespace

void registerMessagePatterns(const MessagePattern* first, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i)
        patterns().insert_or_assign(first[i].id, first[i].english);
}

void registerMessagePatterns(std::initializer_list<MessagePattern> rows)
{
    registerMessagePatterns(rows.begin(), rows.size());
}

std::string_view messagePattern(std::string_view id)
{
    const auto found = patterns().find(id);
    return found == patterns().end() ? std::string_view{} : found->second;
}

std::string formatMessage(const Message& message)
{
    const std::string_view pattern = messagePattern(message.id);
    std::string text;
    if (pattern.empty()) {
        text = message.id;
        for (const auto& argument : message.arguments)
            text += " " + argumentText(argument);
        return text;
    }
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const std::size_t close = pattern[i] == '{' ? pattern.find('}', i) : std::string_view::npos;
        std::size_t index = 0;
        const bool isPlace = close != std::string_view::npos && close > i + 1
            && std::from_chars(pattern.data() + i + 1, pattern.data() + close, index).ptr == pattern.data() + close;
        if (!isPlace) {
            text += pattern[i];
            continue;
        }
        if (index < message.arguments.size())
            text += argumentText(message.arguments[index]);
        i = close;
    }
    return text;
}

} // namespace millwright
