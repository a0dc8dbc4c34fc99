#pragma once
#include <compare>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace millwright {

/// A string that occurs often (a part id, a parameter key): kept once for the program, copied and compared as a pointer.
/// Ordering is by text, so that files and lists come out the same on every machine. Safe from any thread.
class Symbol {
public:
    Symbol() = default;
    Symbol(std::string_view text);
    Symbol(const char* text) : Symbol(std::string_view(text)) {}
    Symbol(const std::string& text) : Symbol(std::string_view(text)) {}

    std::string_view view() const { return m_text ? std::string_view(*m_text) : std::string_view(); }
    std::string str() const { return std::string(view()); }
    bool isEmpty() const { return m_text == nullptr; }
    std::size_t hash() const { return std::hash<const void*>{}(m_text); }

    friend bool operator==(const Symbol& a, const Symbol& b) { return a.m_text == b.m_text; }
    friend std::strong_ordering operator<=>(const Symbol& a, const Symbol& b)
    {
        return a.m_text == b.m_text ? std::strong_ordering::equal : a.view() <=> b.view();
    }

private:
    const std::string* m_text = nullptr; ///< null for the empty string
};

} // namespace millwright

template <>
struct std::hash<millwright::Symbol> {
    std::size_t operator()(const millwright::Symbol& symbol) const noexcept { return symbol.hash(); }
};
