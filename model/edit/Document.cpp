#include "model/edit/Document.h"
#include <algorithm>
#include <cassert>

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
    m_project = std::move(project);
    m_project.lastId = lastId;
    changed.emit(changes);
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
    changed.emit(ChangeSet::everything());
}

Transaction::Transaction(Document& document, Message title)
    : Draft(document.project()), m_document(document), m_title(std::move(title))
{
}

std::optional<Edit> Transaction::commit()
{
    if (m_changes.isEmpty() || m_document.m_hasPreview)
        return std::nullopt;
    Edit edit{m_title, m_document.project(), m_project, m_changes};
    m_document.set(m_project, m_changes);
    m_changes = {};
    return edit;
}

Preview::Preview(Document& document, Message title)
    : Draft(document.project()), m_document(document), m_title(std::move(title))
{
    assert(!document.m_hasPreview && "end the running gesture first");
    document.m_hasPreview = true;
}

Preview::~Preview()
{
    m_document.m_hasPreview = false;
}

void Preview::restart()
{
    m_project = m_document.project();
}

std::optional<Edit> Preview::apply()
{
    m_document.m_hasPreview = false;
    if (m_changes.isEmpty() || m_project == m_document.project())
        return std::nullopt;
    Edit edit{m_title, m_document.project(), m_project, m_changes};
    m_document.set(m_project, m_changes);
    m_changes = {};
    return edit;
}

} // namespace millwright
