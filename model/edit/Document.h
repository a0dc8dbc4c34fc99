#pragma once
#include "model/base/Signal.h"
#include "model/edit/Draft.h"
#include <optional>

namespace millwright {

/// One undoable step: the project before and after it. Both share nearly all rows, so an edit is small.
struct Edit {
    Message title;
    Project before;
    Project after;
    ChangeSet changes;
};

/// The project that is open: its last committed state. Edits enter through Transaction or Preview only.
class Document {
public:
    explicit Document(Project project = {}) : m_project(std::move(project)) {}
    Document(const Document&) = delete;
    Document& operator=(const Document&) = delete;

    const Project& project() const { return m_project; }
    const Blueprint& blueprint() const { return m_project.blueprint(); }

    void undo(const Edit& edit); ///< back to edit.before
    void redo(const Edit& edit); ///< forward to edit.after
    /// Another project takes the place of this one (open, new).
    void reset(Project project);

    /// Told after the project changed: what changed, and by which message (empty for reset).
    Signal<const ChangeSet&> changed;

private:
    friend class Transaction;
    friend class Preview;
    void set(Project project, const ChangeSet& changes);
    Project m_project;
    bool m_hasPreview = false;
    std::uint64_t m_revision = 0; ///< counts committed states: a draft over an older one must not overwrite this one
};

/// Changes to a document as one step. commit() makes them seen and returns the edit for the undo stack; a transaction
/// that is destroyed without it leaves no trace.
class Transaction : public Draft {
public:
    Transaction(Document& document, Message title);
    /// The edit; nothing when nothing was changed, a preview is open or the document moved on since this began.
    std::optional<Edit> commit();

private:
    Document& m_document;
    Message m_title;
    std::uint64_t m_revision;
};

/// What a gesture would do: a draft over a snapshot that live analyses run on while document and undo stack stay
/// untouched. apply() commits it as one step; destroying it drops it. A document has at most one preview; a transaction
/// while one is open is refused by commit(), so end the gesture first.
class Preview : public Draft {
public:
    Preview(Document& document, Message title);
    ~Preview();
    Preview(const Preview&) = delete;
    Preview& operator=(const Preview&) = delete;

    /// Back to the document's state, for the next step of the gesture. changes() keeps what was touched so far.
    void restart();
    /// The edit; nothing when nothing was changed or the document moved on since the last restart().
    std::optional<Edit> apply();

private:
    Document& m_document;
    Message m_title;
    std::uint64_t m_revision;
    bool m_isOpen; ///< false once applied, or if another preview was open
};

} // namespace millwright
