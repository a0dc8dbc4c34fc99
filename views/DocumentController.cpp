#include "views/DocumentController.h"
#include "model/edit/NewProject.h"
#include "views/session/Session.h"
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSettings>
#include <QtConcurrent>

namespace millwright
{
namespace
{

using namespace std::chrono_literals;
constexpr auto autosaveDelay = 15s;
constexpr auto checkDelay = 300ms; ///< a program that saves may replace the file in several steps
constexpr int recentLimit = 10;
constexpr int notesShown = 40;
const QString recentFilesKey = QStringLiteral("files/recent");

} // namespace

QString messageText(const Message& message)
{
    return QString::fromStdString(formatMessage(message));
}

QString toQString(const std::filesystem::path& path)
{
    return QFile::decodeName(path.string().c_str());
}

std::filesystem::path toPath(const QString& path)
{
    return QFile::encodeName(path).toStdString();
}

DocumentController::DocumentController(Session& session, std::filesystem::path stateDirectory,
                                       QObject* parent)
    : QObject(parent), m_session(session), m_stateDirectory(std::move(stateDirectory))
{
    m_autosaveTimer.setSingleShot(true);
    m_checkTimer.setSingleShot(true);
    connect(&m_autosaveTimer, &QTimer::timeout, this, &DocumentController::autosaveNow);
    connect(&m_checkTimer, &QTimer::timeout, this, &DocumentController::checkFile);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this,
            [this] { m_checkTimer.start(checkDelay); });
    connect(&session, &Session::projectChanged, this, &DocumentController::scheduleAutosave);
}

DocumentController::~DocumentController()
{
    finishAutosave();
}

void DocumentController::newDocument()
{
    giveUp();
    m_lock.reset();
    adopt(newProject(), {}, false);
    setNotice(std::nullopt);
}

void DocumentController::adopt(Project project, const QString& path, bool isReadOnly)
{
    m_isRecovered = false;
    m_autosave.emplace(m_stateDirectory, toPath(path));
    watch(path);
    m_session.reset(std::move(project), path, isReadOnly);
    m_autosaveTimer.stop();
    emit documentReplaced();
}

bool DocumentController::open(const QString& path, bool forceLock)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    auto loaded = readProject(toPath(absolute));
    if (!loaded) {
        emit failed(tr("%1 was not opened. %2")
                        .arg(QFileInfo(path).fileName(), messageText(loaded.error().message)));
        return false;
    }
    giveUp();
    m_lock.reset();
    setNotice(std::nullopt);
    const bool hasLock = lockFile(absolute, forceLock);
    explainNotes(*loaded);
    const bool isReadOnly = loaded->isReadOnly || !hasLock;
    adopt(std::move(loaded->project), absolute, isReadOnly);
    noteRecent(absolute);
    return true;
}

bool DocumentController::lockFile(const QString& path, bool force)
{
    auto lock = force ? FileLock::breakAndAcquire(toPath(path)) : FileLock::acquire(toPath(path));
    if (lock) {
        m_lock.emplace(std::move(*lock));
        return true;
    }
    explainLock(lock.error(), path);
    return false;
}

void DocumentController::explainLock(const Error& error, const QString& path)
{
    FileNotice notice{Status::Warning, messageText(error.message)};
    if (error.message.id == "file.locked")
        notice.choices.push_back({tr("Edit anyway"), [this, path] { open(path, true); }});
    else // no right to write there: a copy can be edited
        notice.text =
            tr("%1 is open read-only: its folder cannot be written. Save a copy elsewhere "
               "to edit it.")
                .arg(QFileInfo(path).fileName());
    setNotice(std::move(notice));
}

void DocumentController::explainNotes(const LoadedProject& loaded)
{
    if (loaded.isReadOnly) {
        setNotice(FileNotice{Status::Warning, messageText(loaded.readOnlyReason)});
        return;
    }
    if (loaded.notes.empty())
        return;
    FileNotice notice{loaded.lostEntities > 0 ? Status::Error : Status::Warning, {}};
    notice.text = loaded.lostEntities > 0
                      ? tr("The file is damaged: what could not be read is missing here (%1). The "
                           "file itself "
                           "is unchanged until you save.")
                            .arg(loaded.lostEntities)
                      : tr("The file was opened; some of it had to be repaired (%1).")
                            .arg(loaded.notes.size());
    QStringList lines;
    for (const Message& note : loaded.notes) {
        if (lines.size() == notesShown) {
            lines << tr("and %1 more").arg(loaded.notes.size() - notesShown);
            break;
        }
        lines << messageText(note);
    }
    notice.detail = lines.join(u'\n');
    setNotice(std::move(notice));
}

bool DocumentController::openCopy(const QString& path)
{
    auto loaded = readProject(toPath(path));
    if (!loaded) {
        emit failed(tr("%1 was not opened. %2")
                        .arg(QFileInfo(path).fileName(), messageText(loaded.error().message)));
        return false;
    }
    giveUp();
    m_lock.reset();
    setNotice(std::nullopt);
    explainNotes(*loaded);
    adopt(std::move(loaded->project), {}, loaded->isReadOnly);
    return true;
}

bool DocumentController::recover(const RecoverableFile& file)
{
    auto loaded = readProject(file.file);
    if (!loaded) {
        emit failed(tr("The recovered work cannot be read. %1 It is kept in %2.")
                        .arg(messageText(loaded.error().message), toQString(file.file)));
        return false;
    }
    giveUp();
    m_lock.reset();
    setNotice(std::nullopt);
    const QString origin = toQString(file.origin);
    const bool hasLock = origin.isEmpty() || lockFile(origin, false);
    explainNotes(*loaded);
    adopt(std::move(loaded->project), hasLock ? origin : QString(), loaded->isReadOnly);
    m_isRecovered = true;
    // The new autosave stands before the old one goes, so that a crash now loses nothing.
    autosaveNow();
    finishAutosave();
    Autosave::discard(file);
    emit m_session.savedStateChanged();
    return true;
}

void DocumentController::reload()
{
    const QString path = m_session.filePath();
    if (!path.isEmpty())
        open(path);
}

bool DocumentController::save()
{
    const QString path = m_session.filePath();
    if (path.isEmpty() || m_session.isReadOnly())
        return false;
    if (isChangedOnDisk(m_stamp) && m_stamp.isThere) {
        checkFile();
        return false;
    }
    return write(path);
}

bool DocumentController::saveAs(const QString& path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    const bool isOtherFile = absolute != m_session.filePath();
    std::optional<FileLock> lock;
    if (isOtherFile) {
        auto taken = FileLock::acquire(toPath(absolute));
        if (!taken && taken.error().message.id == "file.locked") {
            emit failed(messageText(taken.error().message));
            return false;
        }
        if (taken)
            lock.emplace(std::move(*taken));
    }
    if (!write(absolute))
        return false;
    if (isOtherFile) {
        m_lock.reset();
        m_lock = std::move(lock);
        setNotice(std::nullopt);
    }
    noteRecent(absolute);
    return true;
}

bool DocumentController::write(const QString& path)
{
    m_session.cancelPreview();
    const Result<void> done = writeProject(toPath(path), m_session.project());
    if (!done) {
        emit failed(messageText(done.error().message));
        return false;
    }
    giveUp();
    m_isRecovered = false;
    m_autosave.emplace(m_stateDirectory, toPath(path));
    m_session.markSaved(path);
    watch(path);
    if (m_notice && m_notice->status != Status::Info)
        setNotice(std::nullopt);
    emit saved(path);
    return true;
}

bool DocumentController::hasUnsavedWork() const
{
    return !m_session.isReadOnly() && (m_session.isDirty() || m_isRecovered);
}

void DocumentController::giveUp()
{
    m_autosaveTimer.stop();
    finishAutosave();
    if (m_autosave)
        m_autosave->discard();
}

QString DocumentController::displayName() const
{
    if (!m_session.filePath().isEmpty())
        return QFileInfo(m_session.filePath()).fileName();
    const QString name = QString::fromStdString(m_session.project().name);
    return name.isEmpty() ? tr("New design") : name;
}

QStringList DocumentController::recentFiles() const
{
    QStringList files = QSettings().value(recentFilesKey).toStringList();
    files.removeIf([](const QString& file) { return !QFileInfo::exists(file); });
    return files;
}

void DocumentController::noteRecent(const QString& path)
{
    QStringList files = QSettings().value(recentFilesKey).toStringList();
    files.removeAll(path);
    files.prepend(path);
    while (files.size() > recentLimit)
        files.removeLast();
    QSettings().setValue(recentFilesKey, files);
    emit recentChanged();
}

std::vector<RecoverableFile> DocumentController::recoverable() const
{
    return Autosave::recoverable(m_stateDirectory);
}

void DocumentController::discard(const RecoverableFile& file)
{
    Autosave::discard(file);
    emit recentChanged();
}

void DocumentController::watch(const QString& path)
{
    if (const QStringList watched = m_watcher.files(); !watched.isEmpty())
        m_watcher.removePaths(watched);
    m_stamp = path.isEmpty() ? FileStamp{} : stampOf(toPath(path));
    if (!path.isEmpty() && m_stamp.isThere)
        m_watcher.addPath(path);
}

void DocumentController::checkFile()
{
    const QString path = m_session.filePath();
    if (path.isEmpty() || !m_stamp.isThere || !isChangedOnDisk(m_stamp))
        return;
    const QString name = QFileInfo(path).fileName();
    FileNotice notice{Status::Warning, {}};
    const auto keep = [this, path] {
        watch(path);
        setNotice(std::nullopt);
        if (hasUnsavedWork())
            write(path);
    };
    if (!QFileInfo::exists(path)) {
        notice.text = tr("%1 is gone from its folder. The design is still open here.").arg(name);
        notice.choices.push_back({tr("Write it again"), [this, path] {
                                      setNotice(std::nullopt);
                                      write(path);
                                  }});
    } else {
        notice.text =
            hasUnsavedWork()
                ? tr("%1 was changed by another program, and has unsaved changes here.").arg(name)
                : tr("%1 was changed by another program.").arg(name);
        notice.choices.push_back({tr("Load the file"), [this] { reload(); }});
        notice.choices.push_back({tr("Keep this design"), keep});
    }
    setNotice(std::move(notice));
}

void DocumentController::setNotice(std::optional<FileNotice> notice)
{
    m_notice = std::move(notice);
    m_isProposal = false;
    emit noticeChanged();
}

bool DocumentController::propose(FileNotice notice)
{
    if (m_notice)
        return false;
    setNotice(std::move(notice));
    m_isProposal = true;
    return true;
}

void DocumentController::withdraw()
{
    if (m_isProposal)
        setNotice(std::nullopt);
}

void DocumentController::scheduleAutosave()
{
    if (!m_autosaveTimer.isActive())
        m_autosaveTimer.start(autosaveDelay);
}

void DocumentController::autosaveNow()
{
    if (!hasUnsavedWork() || !m_autosave)
        return;
    if (m_autosaveRun.isRunning()) {
        scheduleAutosave();
        return;
    }
    // A snapshot shares its rows, so that the worker writes while editing goes on.
    m_autosaveRun =
        QtConcurrent::run([this, autosave = *m_autosave, project = m_session.project()] {
            const Result<void> done = autosave.write(project);
            if (!done)
                QMetaObject::invokeMethod(
                    this,
                    [this, reason = messageText(done.error().message)] {
                        emit failed(tr("The autosave failed. %1").arg(reason));
                    },
                    Qt::QueuedConnection);
        });
}

void DocumentController::finishAutosave()
{
    m_autosaveRun.waitForFinished();
}

} // namespace millwright
