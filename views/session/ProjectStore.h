#pragma once
#include "model/io/Autosave.h"
#include "model/io/FileLock.h"
#include "views/session/Session.h"
#include <QFutureWatcher>
#include <QTimer>
#include <optional>

namespace millwright
{

/// The file behind a session: opens and saves it, holds its lock, and keeps a copy of unsaved work
/// on a worker so that a crash loses half a minute at most.
class ProjectStore : public QObject
{
    Q_OBJECT
public:
    /// Autosaves go to `stateDirectory`; an empty one turns them off.
    ProjectStore(Session& session, QString stateDirectory, QObject* parent = nullptr);
    ~ProjectStore() override;

    /// Opens a file in the session. A file of a newer version, or one that another instance is
    /// editing, opens read-only; the reason and the notes of the reader are said by
    /// Session::message.
    Result<void> open(const QString& path);
    /// A new design without a file.
    void start(Project project);
    /// Saves to the session's file; error "session.no-path" if it has none yet, "session.read-only"
    /// if it may not.
    Result<void> save();
    Result<void> saveAs(const QString& path);
    /// Recovered work takes the place of the open design; it counts as unsaved until it is saved.
    Result<void> recover(const RecoverableFile& file);
    /// Autosaves of processes that ended badly, newest first.
    std::vector<RecoverableFile> recoverable() const;
    /// The user does not want the unsaved work: nothing stays to be recovered.
    void discardAutosave();

    /// Writes the copy of unsaved work on a worker; the timer calls it.
    void autosaveNow();

    static constexpr int autosaveMs = 30'000; ///< between the first unsaved edit and its copy

signals:
    void saved(const QString& path);
    void autosaved();

private:
    Result<void> write(const QString& path);
    void onAutosaved();
    void renewAutosave();

    Session& m_session;
    QString m_stateDirectory;
    std::optional<FileLock> m_lock;
    std::optional<Autosave> m_autosave;
    QTimer m_timer;
    QFutureWatcher<Result<void>> m_watcher;
};

} // namespace millwright
