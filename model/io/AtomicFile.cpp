#include "model/io/AtomicFile.h"
#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace millwright
{
namespace
{

namespace fs = std::filesystem;

constexpr std::string_view temporaryEnd = ".saving";
constexpr mode_t newFileMode = 0666; // less the umask, as any program makes files
constexpr auto leftoverAge = std::chrono::minutes(1);
constexpr std::size_t firstLook = 4096;

/// An open file that closes itself.
class Descriptor
{
public:
    explicit Descriptor(int fd) : m_fd(fd) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { close(); }
    int get() const { return m_fd; }
    bool isOpen() const { return m_fd >= 0; }
    /// Some file systems report a full disk only here.
    bool close() { return m_fd < 0 || ::close(std::exchange(m_fd, -1)) == 0; }

private:
    int m_fd;
};

Error systemError(const fs::path& path, int code)
{
    const std::string where = path.string();
    if (code == ENOSPC || code == EDQUOT || code == EFBIG)
        return fail("file.disk-full", {where}, where);
    if (code == EACCES || code == EPERM || code == EROFS)
        return fail("file.no-permission", {where}, where);
    return fail("file.not-written", {where, std::int64_t{code}}, where);
}

bool writeAll(int fd, std::string_view content)
{
    while (!content.empty()) {
        const ssize_t count = ::write(fd, content.data(), content.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        content.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

/// The file that a path means in the end, also when it is a link to a file that is not there yet.
fs::path resolved(fs::path path)
{
    constexpr int mostLinks = 40; // as the kernel
    std::error_code error;
    for (int i = 0; i < mostLinks && fs::is_symlink(path, error); ++i) {
        const fs::path target = fs::read_symlink(path, error);
        if (error)
            break;
        path = target.is_absolute() ? target : path.parent_path() / target;
    }
    return path;
}

fs::path directoryOf(const fs::path& path)
{
    return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

/// Asked once: the question changes the mask of the whole process for a moment.
mode_t initialUmask()
{
    static const mode_t mask = [] {
        const mode_t asked = ::umask(0);
        ::umask(asked);
        return asked;
    }();
    return mask;
}

/// Writes a new file of this content, all of it on disk; errno's value, or 0.
int writeTemporary(int fd, std::string_view content, const struct stat* old)
{
    Descriptor file(fd);
    const mode_t mode = old ? old->st_mode & 07777 : newFileMode & ~initialUmask();
    if (old && ::fchown(file.get(), old->st_uid, old->st_gid) != 0)
        errno = 0; // only root may give files away; the content matters more
    if (::fchmod(file.get(), mode) != 0 || !writeAll(file.get(), content) ||
        ::fsync(file.get()) != 0)
        return errno;
    return file.close() ? 0 : errno;
}

void syncDirectory(const fs::path& directory)
{
    const Descriptor opened(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (opened.isOpen())
        ::fsync(opened.get());
}

/// Overwrites the file itself; errno's value, or 0.
int overwrite(const fs::path& path, std::string_view content)
{
    Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, newFileMode));
    if (!file.isOpen() || !writeAll(file.get(), content))
        return errno;
    // Devices and pipes cannot be synchronised; that is no failure.
    if (::fsync(file.get()) != 0 && errno != EINVAL && errno != EROFS)
        return errno;
    return file.close() ? 0 : errno;
}

/// The way for files that cannot be replaced: keep the old content aside, overwrite, put it back if
/// that fails.
Result<void> overwriteGuarded(const fs::path& path, std::string_view content)
{
    const auto old = readWholeFile(path, std::uintmax_t{1} << 32, nullptr);
    std::error_code error;
    std::string backup =
        (fs::temp_directory_path(error) / (path.filename().string() + ".XXXXXX")).string();
    const int fd = old ? ::mkostemp(backup.data(), O_CLOEXEC) : -1;
    if (old && (fd < 0 || writeTemporary(fd, *old, nullptr) != 0)) {
        const int code = errno;
        ::unlink(backup.c_str());
        return systemError(path, code);
    }
    const int code = overwrite(path, content);
    if (code == 0) {
        if (old)
            ::unlink(backup.c_str());
        return {};
    }
    // The copy aside goes only once the old content is back.
    if (old && code != EACCES && code != EROFS && overwrite(path, *old) != 0)
        return fail("file.kept-aside", {path.string(), backup}, path.string());
    if (old)
        ::unlink(backup.c_str());
    return systemError(path, code);
}

bool isReplaceRefused(int code)
{
    return code == EXDEV || code == EBUSY || code == EACCES || code == EPERM || code == EROFS;
}

std::string temporaryStart(const fs::path& path)
{
    return "." + path.filename().string() + ".";
}

/// The process that made a temporary file of this name, or -1 if it is none of ours.
std::int64_t makerOf(std::string_view name, std::string_view start)
{
    if (!name.starts_with(start) || !name.ends_with(temporaryEnd))
        return -1;
    name.remove_prefix(start.size());
    std::int64_t pid = -1;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), pid);
    return error == std::errc() && end != name.data() + name.size() && *end == '-' ? pid : -1;
}

} // namespace

bool isProcessAlive(std::int64_t pid)
{
    return pid > 0 && (::kill(static_cast<pid_t>(pid), 0) == 0 || errno == EPERM);
}

void removeLeftovers(const fs::path& given)
{
    const fs::path path = resolved(given);
    const std::string start = temporaryStart(path);
    std::error_code error;
    for (fs::directory_iterator entry(directoryOf(path), error), end; !error && entry != end;
         entry.increment(error)) {
        const std::int64_t pid = makerOf(entry->path().filename().string(), start);
        std::error_code timeError;
        const auto time = entry->last_write_time(timeError);
        const bool isOld = !timeError && fs::file_time_type::clock::now() - time > leftoverAge;
        if (pid > 0 && isOld && !isProcessAlive(pid))
            fs::remove(entry->path(), timeError);
    }
}

Result<std::string> readWholeFile(const fs::path& path, std::uintmax_t limit,
                                  bool (*begins)(std::string_view))
{
    const std::string where = path.string();
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat status;
    if (!file.isOpen() || ::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode))
        return fail("file.unreadable", {where}, where);
    const auto size = static_cast<std::uintmax_t>(status.st_size);
    if (size > limit)
        return fail("file.too-large",
                    {where, static_cast<std::int64_t>(size), static_cast<std::int64_t>(limit)},
                    where);
    if (size == 0)
        return fail("file.empty", {where}, where);
    std::string text;
    std::size_t wanted = static_cast<std::size_t>(std::min<std::uintmax_t>(size, firstLook));
    while (text.size() < size) {
        const std::size_t done = text.size();
        text.resize(done + wanted);
        const ssize_t count = ::read(file.get(), text.data() + done, wanted);
        if (count < 0 && errno != EINTR)
            return fail("file.unreadable", {where}, where);
        text.resize(done + static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
        if (count == 0)
            break; // became shorter meanwhile; the parser will say so
        if (done == 0 && count > 0 && begins && !begins(text))
            return fail("file.not-millwright", {where}, where);
        wanted = static_cast<std::size_t>(size) - text.size();
    }
    return text;
}

Result<void> writeAtomically(const fs::path& given, std::string_view content)
{
    const fs::path path = resolved(given);
    struct stat old;
    const bool isThere = ::stat(path.c_str(), &old) == 0;
    if (isThere && S_ISDIR(old.st_mode))
        return systemError(given, EISDIR);
    if (isThere && !S_ISREG(old.st_mode)) {
        const int code =
            overwrite(path, content); // a device or a pipe is written to, never replaced
        return code == 0 ? Result<void>() : systemError(given, code);
    }
    if (isThere && ::access(path.c_str(), W_OK) != 0)
        return systemError(given,
                           errno); // a write-protected file is not replaced behind its owner's back
    std::string temporary =
        (directoryOf(path) / (temporaryStart(path) + std::to_string(::getpid()) + "-XXXXXX"))
            .string() +
        std::string(temporaryEnd);
    const int fd = ::mkostemps(temporary.data(), static_cast<int>(temporaryEnd.size()), O_CLOEXEC);
    if (fd < 0) {
        const int code = errno;
        return isThere && isReplaceRefused(code) ? overwriteGuarded(path, content)
                                                 : systemError(given, code);
    }
    if (const int code = writeTemporary(fd, content, isThere ? &old : nullptr)) {
        ::unlink(temporary.c_str());
        return systemError(given, code);
    }
    if (::rename(temporary.c_str(), path.c_str()) != 0) {
        const int code = errno;
        ::unlink(temporary.c_str());
        return isThere && isReplaceRefused(code) ? overwriteGuarded(path, content)
                                                 : systemError(given, code);
    }
    syncDirectory(directoryOf(path));
    return {};
}

} // namespace millwright
