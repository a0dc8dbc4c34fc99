#pragma once
#include <cstdint>
#include <functional>

namespace millwright {

/// Number of an entity, unique in its project and never used twice; 0 means "none".
using EntityId = std::uint64_t;

/// An EntityId that remembers the kind of entity it names, so that a rack's id cannot stand for a hall's.
template <class Entity>
class Id {
public:
    constexpr Id() = default;
    constexpr explicit Id(EntityId value) : m_value(value) {}

    constexpr EntityId value() const { return m_value; }
    constexpr bool isSet() const { return m_value != 0; }
    friend constexpr auto operator<=>(const Id&, const Id&) = default;

private:
    EntityId m_value = 0;
};

} // namespace millwright

template <class Entity>
struct std::hash<millwright::Id<Entity>> {
    std::size_t operator()(const millwright::Id<Entity>& id) const noexcept
    {
        return std::hash<millwright::EntityId>{}(id.value());
    }
};
