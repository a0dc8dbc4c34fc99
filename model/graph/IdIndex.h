#pragma once
#include "model/base/Id.h"
#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace millwright
{

/// Index of an id in a sorted list: a plain array where ids stand close together, else a search.
class IdIndex
{
public:
    static constexpr std::uint32_t none = 0xffffffffu;

    void assign(std::vector<EntityId> sorted)
    {
        m_ids = std::move(sorted);
        m_dense.clear();
        if (m_ids.empty() || m_ids.back() - m_ids.front() > 64 * m_ids.size() + 65536)
            return;
        m_dense.assign(m_ids.back() - m_ids.front() + 1, none);
        for (std::uint32_t i = 0; i < m_ids.size(); ++i)
            m_dense[m_ids[i] - m_ids.front()] = i;
    }
    std::uint32_t find(EntityId id) const
    {
        if (m_ids.empty() || id < m_ids.front() || id > m_ids.back())
            return none;
        if (!m_dense.empty())
            return m_dense[id - m_ids.front()];
        const auto place = std::lower_bound(m_ids.begin(), m_ids.end(), id);
        return *place == id ? static_cast<std::uint32_t>(place - m_ids.begin()) : none;
    }

private:
    std::vector<EntityId> m_ids;
    std::vector<std::uint32_t> m_dense;
};

} // namespace millwright
