#pragma once
#include "model/edit/Document.h"
#include <QUndoCommand>

namespace millwright
{

class Session;

/// One step of the undo stack: the only QUndoCommand of the program, around an Edit that the
/// document has already seen.
class UndoEntry : public QUndoCommand
{
public:
    UndoEntry(Session& session, Edit edit);

    void undo() override;
    void redo() override; ///< does nothing the first time, when the stack takes the entry
    const Edit& edit() const { return m_edit; }

private:
    Session& m_session;
    Edit m_edit;
    bool m_isApplied = true;
};

} // namespace millwright
