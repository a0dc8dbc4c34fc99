#pragma once
#include <algorithm>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace millwright {

/// Callbacks that a model object calls when it changed; the only way the model speaks upwards.
template <class... Arguments>
class Signal {
public:
    using Slot = std::function<void(Arguments...)>;

    /// Returns a number with which the slot can be taken off again.
    std::uint32_t connect(Slot slot)
    {
        m_slots.emplace_back(++m_last, std::move(slot));
        return m_last;
    }
    void disconnect(std::uint32_t number)
    {
        std::erase_if(m_slots, [number](const auto& entry) { return entry.first == number; });
    }
    /// Not called emit(), which is a macro wherever Qt has been included.
    void send(Arguments... arguments) const
    {
        const auto callbacks = m_slots; // a slot may connect or disconnect while it runs
        for (const auto& entry : callbacks)
            entry.second(arguments...);
    }

private:
    std::vector<std::pair<std::uint32_t, Slot>> m_slots;
    std::uint32_t m_last = 0;
};

} // namespace millwright
