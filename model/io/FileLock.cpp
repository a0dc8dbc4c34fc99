#include "model/io/FileLock.h"
#include <array>
#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace millwright
{
namespace
{

constexpr int mostTries = 10;
constexpr mode_t lockMode = 0644;

/// "pid host" as a lock file holds it; pid 0 if it holds something else.
LockOwner readOwner(int fd)
{
    std::array<char, 512> buffer;
    const ssize_t count = ::pread(fd, buffer.data(), buffer.size(), 0);
    LockOwner owner;
    if (count <= 0)
        return owner;
    const std::string_view text(buffer.data(), static_cast<std::size_t>(count));
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), owner.pid);
    if (error != std::errc() || end == text.data() + text.size() || *end != ' ')
        return {};
    owner.host = text.substr(static_cast<std::size_t>(end - text.data()) + 1);
    if (const auto line = owner.host.find('\n'); line != std::string::npos)
        owner.host.resize(line);
    return owner;
}

bool writeOwner(int fd, const LockOwner& owner)
{
    const std::string text = std::to_string(owner.pid) + " " + owner.host + "\n";
    return ::ftruncate(fd, 0) == 0 &&
           ::pwrite(fd, text.data(), text.size(), 0) == static_cast<ssize_t>(text.size());
}

/// True if the path still names the opened file: its last owner may have deleted it in between.
bool isStillNamed(int fd, const std::filesystem::path& path)
{
    struct stat opened, named;
    return ::fstat(fd, &opened) == 0 && ::stat(path.c_str(), &named) == 0 &&
           opened.st_ino == named.st_ino && opened.st_dev == named.st_dev;
}

Error lockedBy(const LockOwner& owner, const std::filesystem::path& path)
{
    return fail("file.locked", {path.string(), owner.host, owner.pid}, path.string());
}

} // namespace

LockOwner thisProcess()
{
    std::array<char, 256> name{};
    if (::gethostname(name.data(), name.size() - 1) != 0)
        return {::getpid(), "localhost"};
    return {::getpid(), std::string(name.data())};
}

std::filesystem::path FileLock::lockPath(const std::filesystem::path& path)
{
    std::error_code error;
    // Two names of one file share a lock.
    const auto real = std::filesystem::weakly_canonical(path, error);
    const std::filesystem::path& file = error ? path : real;
    return file.parent_path() / ("." + file.filename().string() + ".lock");
}

Result<FileLock> FileLock::acquire(const std::filesystem::path& path)
{
    return take(path, false);
}

Result<FileLock> FileLock::breakAndAcquire(const std::filesystem::path& path)
{
    return take(path, true);
}

Result<FileLock> FileLock::take(const std::filesystem::path& path, bool isForced)
{
    const std::filesystem::path lockFile = lockPath(path);
    const LockOwner self = thisProcess();
    for (int i = 0; i < mostTries; ++i) {
        const int fd =
            ::open(lockFile.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, lockMode);
        if (fd < 0)
            return fail("file.lock-failed", {path.string(), std::int64_t{errno}}, path.string());
        FileLock lock(fd, lockFile);
        if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
            const LockOwner owner = readOwner(fd);
            ::close(std::exchange(lock.m_fd, -1)); // not ours: leave the file
            return lockedBy(owner, path);
        }
        if (!isStillNamed(fd, lockFile)) {
            ::close(std::exchange(lock.m_fd, -1));
            continue;
        }
        const LockOwner owner = readOwner(fd);
        if (!isForced && owner.pid != 0 && owner.host != self.host) {
            ::close(std::exchange(lock.m_fd, -1));
            return lockedBy(owner, path);
        }
        if (!writeOwner(fd, self))
            return fail("file.lock-failed", {path.string(), std::int64_t{errno}}, path.string());
        return lock;
    }
    return fail("file.lock-failed", {path.string(), std::int64_t{EAGAIN}}, path.string());
}

FileLock::FileLock(FileLock&& other) noexcept
    : m_fd(std::exchange(other.m_fd, -1)), m_lockPath(std::move(other.m_lockPath))
{
}

FileLock& FileLock::operator=(FileLock&& other) noexcept
{
    if (this != &other) {
        release();
        m_fd = std::exchange(other.m_fd, -1);
        m_lockPath = std::move(other.m_lockPath);
    }
    return *this;
}

FileLock::~FileLock()
{
    release();
}

void FileLock::release()
{
    if (m_fd < 0)
        return;
    if (isStillNamed(m_fd, m_lockPath))
        ::unlink(m_lockPath.c_str()); // before the lock goes, so that nobody else's file is deleted
    ::close(std::exchange(m_fd, -1));
}

} // namespace millwright
