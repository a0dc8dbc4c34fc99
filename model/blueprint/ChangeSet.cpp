#include "model/blueprint/ChangeSet.h"
#include <algorithm>

namespace millwright {

void ChangeSet::touch(EntityKind kind, EntityId id)
{
    auto& ids = m_ids[static_cast<std::size_t>(kind)];
    // A gesture touches the same row again and again: look at the newest first, and give up on long lists, where a
    // repeat only costs the analyses a second look.
    const std::size_t looked = std::min<std::size_t>(ids.size(), 64);
    if (std::find(ids.rbegin(), ids.rbegin() + static_cast<std::ptrdiff_t>(looked), id)
        == ids.rbegin() + static_cast<std::ptrdiff_t>(looked))
        ids.push_back(id);
}

void ChangeSet::merge(const ChangeSet& other)
{
    m_isEverything = m_isEverything || other.m_isEverything;
    m_hasParts = m_hasParts || other.m_hasParts;
    m_hasPrices = m_hasPrices || other.m_hasPrices;
    for (std::size_t kind = 0; kind < entityKindCount; ++kind)
        for (const EntityId id : other.m_ids[kind])
            touch(static_cast<EntityKind>(kind), id);
}

bool ChangeSet::isEmpty() const
{
    return !m_isEverything && !m_hasParts && !m_hasPrices
        && std::all_of(m_ids.begin(), m_ids.end(), [](const auto& ids) { return ids.empty(); });
}

} // namespace millwright
