#pragma once
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace millwright {

/// A number with the SI unit it is in ("W", "m", "kg", "degC", "1" ...); formatted only at the edge.
struct Measure {
    double value = 0.0;
    std::string unit;
    friend bool operator==(const Measure&, const Measure&) = default;
};

/// One argument of a message: text (a name, a path), a whole number or a measure.
using MessageArgument = std::variant<std::string, std::int64_t, Measure>;

/// What is to be said, without words: an id into the pattern tables and typed arguments.
struct Message {
    std::string id; ///< dotted, e.g. "file.newer-version"; patterns in model/base/MessagePatterns*.cpp and the rule tables
    std::vector<MessageArgument> arguments;
    friend bool operator==(const Message&, const Message&) = default;
};

/// One row of a pattern table. `{0}`, `{1}` ... stand for the arguments.
struct MessagePattern {
    std::string_view id;
    std::string_view english;
};

/// Adds a domain's patterns to those that formatMessage() knows; called once per domain at start.
void registerMessagePatterns(std::initializer_list<MessagePattern> patterns);
void registerMessagePatterns(const MessagePattern* first, std::size_t count);

/// The English pattern of `id`, or an empty view if no table holds it.
std::string_view messagePattern(std::string_view id);

/// The message in English with numbers formatted for people; an unknown id prints itself and its arguments.
std::string formatMessage(const Message& message);

} // namespace millwright
