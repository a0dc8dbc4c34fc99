#pragma once
#include "model/base/Id.h"
#include <algorithm>
#include <unordered_set>
#include <vector>

namespace millwright
{

/// Ids in the order in which they were picked, each once; the first one is what align and the
/// inspector go by.
class Selection
{
public:
    Selection() = default;
    explicit Selection(const std::vector<EntityId>& ids)
    {
        for (const EntityId id : ids)
            add(id);
    }

    bool contains(EntityId id) const { return m_known.contains(id); }
    bool isEmpty() const { return m_ids.empty(); }
    std::size_t size() const { return m_ids.size(); }
    const std::vector<EntityId>& ids() const { return m_ids; }
    EntityId first() const { return m_ids.empty() ? 0 : m_ids.front(); }

    void add(EntityId id)
    {
        if (id != 0 && m_known.insert(id).second)
            m_ids.push_back(id);
    }
    void remove(EntityId id)
    {
        if (m_known.erase(id) > 0)
            m_ids.erase(std::find(m_ids.begin(), m_ids.end(), id));
    }
    void toggle(EntityId id) { contains(id) ? remove(id) : add(id); }
    friend bool operator==(const Selection& a, const Selection& b) { return a.m_ids == b.m_ids; }

private:
    std::vector<EntityId> m_ids;
    std::unordered_set<EntityId> m_known;
};

} // namespace millwright
