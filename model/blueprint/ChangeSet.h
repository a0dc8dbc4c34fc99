#pragma once
#include "model/blueprint/Blueprint.h"
#include <array>
#include <vector>

namespace millwright {

/// Which rows an edit added, changed or removed. Undo and redo of an edit touch the same rows.
class ChangeSet {
public:
    /// Everything may have changed: another project, another variant.
    static ChangeSet everything()
    {
        ChangeSet all;
        all.m_isEverything = true;
        return all;
    }

    void touch(EntityKind kind, EntityId id);
    void touchParts() { m_hasParts = true; }
    void touchPrices() { m_hasPrices = true; }
    void merge(const ChangeSet& other);

    bool isEverything() const { return m_isEverything; }
    bool hasParts() const { return m_hasParts || m_isEverything; } ///< the part library changed
    bool hasPrices() const { return m_hasPrices || m_isEverything; } ///< the price book changed
    bool isEmpty() const;
    bool touches(EntityKind kind) const { return m_isEverything || !ids(kind).empty(); }
    template <class T> bool touches() const { return touches(entityKind<T>); }
    /// Ids in the order they were first touched (a long list may hold an id twice); empty when isEverything().
    const std::vector<EntityId>& ids(EntityKind kind) const { return m_ids[static_cast<std::size_t>(kind)]; }
    template <class T> const std::vector<EntityId>& ids() const { return ids(entityKind<T>); }

private:
    std::array<std::vector<EntityId>, entityKindCount> m_ids;
    bool m_hasParts = false;
    bool m_hasPrices = false;
    bool m_isEverything = false;
};

} // namespace millwright
