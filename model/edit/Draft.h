#pragma once
#include "model/base/Message.h"
#include "model/blueprint/ChangeSet.h"
#include "model/blueprint/Project.h"

namespace millwright {

/// A project being changed: the only thing through which actions write. Nothing is seen outside before the draft is
/// committed (Transaction) or shown as what would be (Preview).
class Draft {
public:
    explicit Draft(Project project) : m_project(std::move(project)) {}

    const Project& project() const { return m_project; }
    const Blueprint& blueprint() const { return m_project.blueprint(); }
    const ChangeSet& changes() const { return m_changes; }
    template <class T> const T* find(Id<T> id) const { return blueprint().find(id); }

    /// Adds a row under a new id and returns that id; `row.id` is ignored.
    template <class T> Id<T> add(T row)
    {
        row.id = Id<T>(++m_project.lastId);
        const Id<T> id = row.id;
        put(std::move(row));
        return id;
    }
    /// Replaces the row with this id, or puts it back if it was removed.
    template <class T> void put(T row)
    {
        m_changes.touch(entityKind<T>, row.id.value());
        m_project.blueprint().template table<T>().put(std::move(row));
    }
    /// Removes the row if it is there; rows that name it are the caller's concern (see deleteEntities()).
    template <class T> void remove(Id<T> id)
    {
        if (m_project.blueprint().template table<T>().remove(id))
            m_changes.touch(entityKind<T>, id.value());
    }
    /// Changes a row in place: edit(row). False if there is no such row.
    template <class T, class Function> bool change(Id<T> id, Function&& edit)
    {
        const T* row = find(id);
        if (!row)
            return false;
        T copy = *row;
        edit(copy);
        copy.id = id;
        if (!(copy == *row))
            put(std::move(copy));
        return true;
    }

    /// Copies a part into the project's library unless a revision of it is there: what stands already keeps its figures
    /// until somebody exchanges the part on purpose (replacePart).
    void usePart(const PartPtr& part);
    /// Replaces the part of that id in the library.
    void replacePart(const PartPtr& part);
    /// Changes the price book: edit(book).
    template <class Function> void changePrices(Function&& edit)
    {
        PriceBook book = *m_project.prices;
        edit(book);
        if (book == *m_project.prices)
            return;
        m_project.prices.set(std::move(book));
        m_changes.touchPrices();
    }
    /// Changes name, customer, variants ... of the project itself; counts as a change of everything.
    template <class Function> void changeProject(Function&& edit)
    {
        edit(m_project);
        m_changes.merge(ChangeSet::everything());
    }

private:
    friend class Transaction;
    friend class Preview;
    Project m_project;
    ChangeSet m_changes;
};

} // namespace millwright
