#include "model/edit/Document.h"
#include <algorithm>
#include <cassert>
#include <utility>

namespace millwright {

void Draft::usePart(const PartPtr& part)
{
    const Part* present = m_project.parts.find(part->id);
    if (!present)
        replacePart(part);
}

void Draft::replacePart(const PartPtr& part)
{
    m_project.parts.put(part);
    m_changes.touchParts();
}

void Document::set(Project project, const ChangeSet& changes)
{
    // Ids are never used twice, not even after undo.
    const EntityId lastId = std::max(m_project.lastId, project.lastId);
    // Copied, not moved in: the variants keep their storage, so a reference to the blueprint that somebody took before the
    // edit still names the blueprint after it.
    m_project = std::as_const(project);
    m_project.lastId = lastId;
    ++m_revision;
    changed.send(changes);
}

void Document::undo(const Edit& edit)
{
    set(edit.before, edit.changes);
}

void Document::redo(const Edit& edit)
{
    set(edit.after, edit.changes);
}

void Document::reset(Project project)
{
    m_project = std::move(project);
    ++m_revision;
    changed.send(ChangeSet::everything());
}

Transaction::Transaction(Document& document, Message title)
    : Draft(document.project()), m_document(document), m_title(std::move(title)),
      m_revision(document.m_revision)
{
}

std::optional<Edit> Transaction::commit()
{
    if (m_changes.isEmpty() || m_document.m_hasPreview || m_revision != m_document.m_revision)
        return std::nullopt;
    Edit edit{m_title, m_document.project(), m_project, m_changes};
    m_document.set(m_project, m_changes);
    m_revision = m_document.m_revision;
    m_changes = {};
    return edit;
}

Preview::Preview(Document& document, Message title)
    : Draft(document.project()), m_document(document), m_title(std::move(title)),
      m_revision(document.m_revision), m_isOpen(!document.m_hasPreview)
{
    assert(m_isOpen && "end the running gesture first");
    document.m_hasPreview = true;
}

Preview::~Preview()
{
    if (m_isOpen)
        m_document.m_hasPreview = false;
}

void Preview::restart()
{
    m_project = m_document.project();
    m_revision = m_document.m_revision;
}

std::optional<Edit> Preview::apply()
{
    if (!m_isOpen)
        return std::nullopt;
    m_isOpen = false;
    m_document.m_hasPreview = false;
    // An id taken and given back by an earlier step of the gesture is no change.
    m_project.lastId = std::max(m_project.lastId, m_document.project().lastId);
    const bool isStale = m_revision != m_document.m_revision;
    if (m_changes.isEmpty() || isStale || m_project == m_document.project())
        return std::nullopt;
    Edit edit{m_title, m_document.project(), m_project, m_changes};
    m_document.set(m_project, m_changes);
    m_changes = {};
    return edit;
}

} // namespace millwright
