#pragma once
#include "model/io/Autosave.h"
#include "model/io/FileLock.h"
#include "model/io/FileStamp.h"
#include "model/io/ProjectFile.h"
#include "views/theme/Theme.h"
#include <QFileSystemWatcher>
#include <QFuture>
#include <QObject>
#include <QTimer>
#include <functional>
#include <optional>

namespace millwright
{

class Session;

/// Something about the open file that stays true until it is answered: read-only, changed on disk,
/// notes of opening. Shown as a banner.
struct FileNotice {
    struct Choice {
        QString text;
        std::function<void()> run;
    };
    Status status = Status::Info;
    QString text;
    QString detail = {}; ///< more lines, shown on demand
    std::vector<Choice> choices = {};
};

/// What happens between the open document and its file: new, open, save, autosave and recovery, the
/// lock against a second editor and changes by other programs. Speaks by signals and asks nothing,
/// so that every path runs in tests; the window asks where a person has to choose.
class DocumentController : public QObject
{
    Q_OBJECT
public:
    /// `stateDirectory` holds the autosaves.
    DocumentController(Session& session, std::filesystem::path stateDirectory,
                       QObject* parent = nullptr);
    ~DocumentController() override;

    /// These replace the open document without asking; see hasUnsavedWork().
    void newDocument();
    bool open(const QString& path, bool forceLock = false);
    /// As a copy without a file, so that the original stays as it is.
    bool openCopy(const QString& path);
    bool recover(const RecoverableFile& file);
    void reload();

    /// Saves to the document's file; false if it has none, it failed, or the file was changed by
    /// another program (then a notice asks).
    bool save();
    /// Saves to `path` and goes on with it.
    bool saveAs(const QString& path);
    bool hasUnsavedWork() const;
    /// The work is given up: nothing to recover after this.
    void giveUp();

    /// "h100.millwright", or the project's name if it has no file.
    QString displayName() const;
    QStringList recentFiles() const;
    std::vector<RecoverableFile> recoverable() const;
    void discard(const RecoverableFile& file);
    /// Looks whether another program changed the file; called when the window becomes active.
    void checkFile();
    /// Writes the autosave now if there is unsaved work; otherwise it comes by itself.
    void autosaveNow();
    /// Shows a notice unless a weightier one is there; false then.
    bool propose(FileNotice notice);
    void withdraw(); ///< takes a proposed notice off, if it still stands
    const std::optional<FileNotice>& notice() const { return m_notice; }

signals:
    void documentReplaced();
    void noticeChanged();
    void failed(const QString& text); ///< an action failed: what happened and what to do
    void saved(const QString& path);
    void recentChanged();

private:
    void adopt(Project project, const QString& path, bool isReadOnly);
    bool lockFile(const QString& path, bool force);
    void explainLock(const Error& error, const QString& path);
    void explainNotes(const LoadedProject& loaded);
    void setNotice(std::optional<FileNotice> notice);
    bool write(const QString& path);
    void watch(const QString& path);
    void noteRecent(const QString& path);
    void scheduleAutosave();
    void finishAutosave();

    Session& m_session;
    std::filesystem::path m_stateDirectory;
    std::optional<Autosave> m_autosave;
    std::optional<FileLock> m_lock;
    FileStamp m_stamp;
    QFileSystemWatcher m_watcher;
    QTimer m_autosaveTimer, m_checkTimer;
    QFuture<void> m_autosaveRun;
    bool m_isRecovered = false; ///< unsaved although the undo stack is clean
    std::optional<FileNotice> m_notice;
    bool m_isProposal = false; ///< the notice came by propose()
};

QString messageText(const Message& message);
QString toQString(const std::filesystem::path& path);
std::filesystem::path toPath(const QString& path);

} // namespace millwright
