#include "views/session/ProjectStore.h"
#include "model/io/ProjectFile.h"
#include <QtConcurrent>

namespace millwright
{
namespace
{

std::filesystem::path toPath(const QString& path)
{
    return std::filesystem::path(path.toStdString());
}

} // namespace

ProjectStore::ProjectStore(Session& session, QString stateDirectory, QObject* parent)
    : QObject(parent), m_session(session), m_stateDirectory(std::move(stateDirectory))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(autosaveMs);
    connect(&m_timer, &QTimer::timeout, this, &ProjectStore::autosaveNow);
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &ProjectStore::onAutosaved);
    connect(&session, &Session::projectChanged, this, [this] {
        if (!m_timer
                 .isActive()) // not restarted: a stream of edits must not put the copy off for ever
            m_timer.start();
    });
    renewAutosave();
}

ProjectStore::~ProjectStore()
{
    m_watcher.disconnect(this);
    m_watcher.waitForFinished();
    if (m_autosave && !m_session.isDirty())
        m_autosave->discard();
}

void ProjectStore::renewAutosave()
{
    m_watcher.waitForFinished(); // a copy of the old design must not come after the new one
    m_timer.stop();
    if (m_autosave)
        m_autosave->discard();
    m_autosave.reset();
    if (!m_stateDirectory.isEmpty())
        m_autosave.emplace(toPath(m_stateDirectory), toPath(m_session.filePath()));
}

Result<void> ProjectStore::open(const QString& path)
{
    auto loaded = readProject(toPath(path));
    if (!loaded)
        return loaded.error();
    m_lock.reset();
    auto lock = FileLock::acquire(toPath(path));
    std::optional<Message> readOnly;
    if (loaded->isReadOnly)
        readOnly = loaded->readOnlyReason;
    else if (!lock)
        readOnly = lock.error().message;
    else
        m_lock.emplace(std::move(*lock));
    m_session.reset(std::move(loaded->project), path, readOnly.has_value());
    renewAutosave();
    for (const Message& note : loaded->notes)
        m_session.say(note, isLossNote(note) ? Severity::Warning : Severity::Info);
    if (readOnly)
        m_session.say(*readOnly, Severity::Warning);
    return {};
}

void ProjectStore::start(Project project)
{
    m_lock.reset();
    m_session.reset(std::move(project));
    renewAutosave();
}

Result<void> ProjectStore::save()
{
    if (m_session.filePath().isEmpty())
        return fail("session.no-path");
    if (m_session.isReadOnly())
        return fail("session.read-only");
    return write(m_session.filePath());
}

Result<void> ProjectStore::saveAs(const QString& path)
{
    if (path == m_session.filePath() && m_lock)
        return write(path);
    auto lock = FileLock::acquire(toPath(path));
    if (!lock)
        return lock.error();
    if (auto done = write(path); !done)
        return done;
    m_lock.reset();
    m_lock.emplace(std::move(*lock));
    m_session.setReadOnly(false);
    renewAutosave();
    return {};
}

Result<void> ProjectStore::write(const QString& path)
{
    if (auto done = writeProject(toPath(path), m_session.project()); !done)
        return done;
    m_session.markSaved(path);
    m_watcher.waitForFinished();
    m_timer.stop();
    if (m_autosave)
        m_autosave->discard();
    emit saved(path);
    return {};
}

Result<void> ProjectStore::recover(const RecoverableFile& file)
{
    auto loaded = readProject(file.file);
    if (!loaded)
        return loaded.error();
    m_lock.reset();
    const QString origin = QString::fromStdString(file.origin.string());
    if (!origin.isEmpty())
        if (auto lock = FileLock::acquire(file.origin))
            m_lock.emplace(std::move(*lock));
    const bool isReadOnly = !origin.isEmpty() && !m_lock;
    m_session.reset(std::move(loaded->project), origin, isReadOnly);
    m_session.undoStack().resetClean(); // differs from the file, or has none
    renewAutosave();
    autosaveNow(); // the copy of this process takes over before the old one goes
    m_watcher.waitForFinished();
    Autosave::discard(file);
    return {};
}

std::vector<RecoverableFile> ProjectStore::recoverable() const
{
    return m_stateDirectory.isEmpty() ? std::vector<RecoverableFile>()
                                      : Autosave::recoverable(toPath(m_stateDirectory));
}

void ProjectStore::discardAutosave()
{
    m_watcher.waitForFinished();
    m_timer.stop();
    if (m_autosave)
        m_autosave->discard();
}

void ProjectStore::autosaveNow()
{
    if (!m_autosave || !m_session.isDirty() || m_session.isReadOnly())
        return;
    if (m_watcher.isRunning()) {
        m_timer.start();
        return;
    }
    // A snapshot shares its rows with the document, so the worker has its own for next to nothing.
    m_watcher.setFuture(QtConcurrent::run([autosave = *m_autosave, project = m_session.project()] {
        return autosave.write(project);
    }));
}

void ProjectStore::onAutosaved()
{
    const Result<void> done = m_watcher.result();
    if (!done)
        m_session.say(done.error().message, Severity::Warning);
    else
        emit autosaved();
}

} // namespace millwright
