#pragma once
#include "model/base/Message.h"
#include <cassert>
#include <optional>
#include <utility>
#include <variant>

namespace millwright {

/// Why something that input asked for cannot be done, and where in the input ("file.csv:12:price").
struct Error {
    Message message;
    std::string where;
};

/// A value, or the error that kept it from being made. Used for all that input can cause.
template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : m_state(std::move(value)) {}
    Result(Error error) : m_state(std::move(error)) {}

    bool isOk() const { return m_state.index() == 0; }
    explicit operator bool() const { return isOk(); }

    const T& value() const& { assert(isOk()); return std::get<0>(m_state); }
    T& value() & { assert(isOk()); return std::get<0>(m_state); }
    T&& value() && { assert(isOk()); return std::get<0>(std::move(m_state)); }
    const T& operator*() const& { return value(); }
    T& operator*() & { return value(); }
    const T* operator->() const { return &value(); }
    T* operator->() { return &value(); }
    const Error& error() const { assert(!isOk()); return std::get<1>(m_state); }

private:
    std::variant<T, Error> m_state;
};

/// Success without a value, or an error.
template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : m_error(std::move(error)) {}

    bool isOk() const { return !m_error.has_value(); }
    explicit operator bool() const { return isOk(); }
    const Error& error() const { assert(m_error); return *m_error; }

private:
    std::optional<Error> m_error;
};

/// Short way to write an Error: fail("file.missing", {path}, where).
inline Error fail(std::string id, std::vector<MessageArgument> arguments = {}, std::string where = {})
{
    return Error{Message{std::move(id), std::move(arguments)}, std::move(where)};
}

} // namespace millwright
